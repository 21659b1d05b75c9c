"""The invented world is as valid as a release must be."""

from graph.validate import validate


def test_the_world_conforms(world):
    assert validate(world).results == ()
