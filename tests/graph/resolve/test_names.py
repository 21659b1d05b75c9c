import pytest

from graph.resolve.names import fold, slug


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Kassym-Jomart Tokayev", "Kassym Jomart TOKAYEV"),
        ("Côte d'Ivoire", "Cote d’Ivoire"),
        ("The Shanghai Cooperation Organisation", "Shanghai Cooperation Organization"),
        ("Lech Wałęsa", "Lech Walesa"),
        ("Conference on Confidence-Building", "Conference on Confidence Building"),
    ],
)
def test_spellings_of_one_name_fold_together(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_other_names_stay_apart() -> None:
    assert fold("Niger") != fold("Nigeria")


def test_slugs_keep_scripts_and_drop_punctuation() -> None:
    assert slug("Kassym-Jomart Tokayev") == "kassym-jomart-tokayev"
    assert slug("习近平") == "习近平"
    assert slug("…") == ""
