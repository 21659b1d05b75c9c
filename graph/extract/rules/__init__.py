"""One module a fact type: small rules that read a `Scene` and yield drafts of facts."""

from collections.abc import Callable, Iterator

from graph.extract.drafts import Draft
from graph.extract.rules.agreements import agreements
from graph.extract.rules.aid import aid
from graph.extract.rules.links import links
from graph.extract.rules.mechanisms import mechanisms
from graph.extract.rules.meetings import meetings
from graph.extract.rules.memberships import memberships
from graph.extract.rules.missions import missions
from graph.extract.rules.participations import participations
from graph.extract.rules.relations import relations
from graph.extract.rules.visits import visits
from graph.extract.scene import Scene

Rule = Callable[[Scene], Iterator[Draft]]

SENTENCE_RULES: tuple[Rule, ...] = (
    visits,
    meetings,
    agreements,
    memberships,
    relations,
    missions,
    mechanisms,
    participations,
    aid,
    links,
)
"""Every rule that reads one sentence at a time, in the order in which their drafts are merged."""
