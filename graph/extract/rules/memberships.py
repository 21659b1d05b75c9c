"""Membership: belonging to an organization or grouping, wanting to, or no longer."""

from collections.abc import Iterator, Mapping

from graph.extract.drafts import Draft
from graph.extract.lexicon import table, words
from graph.extract.rules.belonging import belonging
from graph.extract.rules.bodies import membership, named_bodies, states
from graph.extract.rules.frames import mentioned, owner
from graph.extract.scene import Scene
from graph.facts import Modality

_MEMBERS = words("memberships_members", "frames")
_STATUS: Mapping[str, str] = table("frames")["memberships_status"]
_JOINING = words("memberships_joining", "frames")
_LEAVING = words("memberships_leaving", "frames")
_ENTRY = words("memberships_entry", "frames")


def memberships(scene: Scene) -> Iterator[Draft]:
    """All memberships that a sentence states."""
    yield from _is_member(scene)
    yield from _joins(scene)
    yield from _entry(scene)
    yield from _talks(scene)
    yield from belonging(scene)
    yield from _observers(scene)
    yield from _status_given(scene)
    yield from _members_are(scene)


def _status_given(scene: Scene) -> Iterator[Draft]:
    """As in "X was granted observer status in O", "X became a candidate for O"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head != "status" or not {"observer", "candidate", "partner"} & set(unit.words):
            continue
        status = (
            "dialogue partner"
            if "partner" in unit.words
            else next(w for w in unit.words if w in ("observer", "candidate"))
        )
        verb = next((i for i in range(index - 1, max(-1, index - 6), -1) if scene.clauses.kind(i) == "verb"), None)
        bodies = [
            o
            for p, m, _ in scene.clauses.complements(index)
            if p in ("in", "of", "at", "to", "with")
            for o in named_bodies(scene, m)
        ] or [side for side in unit.mods if side.startswith("org:")]
        for side in states(scene, scene.clauses.subject(verb)) if verb is not None else []:
            for body in bodies:
                yield membership(
                    scene, side, body, status, scene.date(index), scene.modality(verb or 0), "membership.status"
                )


def _members_are(scene: Scene) -> Iterator[Draft]:
    """As in "its members include A, B and C", "the members of O are A and B", "O's dialogue partners are …"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in ("members", "partners", "observers", "states"):
            continue
        if unit.head == "states" and "member" not in unit.words:
            continue
        verb = index + 1
        if scene.clauses.kind(verb) != "verb" and not [
            p for p, _, _ in scene.clauses.complements(index, 2) if p == "of"
        ]:
            continue
        verb = next(
            (i for i in range(index + 1, min(index + 5, len(scene.units))) if scene.clauses.kind(i) == "verb"), -1
        )
        if verb < 0 or scene.units[verb].head not in ("include", "be", "comprise"):
            continue
        bodies = [o for p, m, _ in scene.clauses.complements(index, 2) if p == "of" for o in named_bodies(scene, m)]
        bodies = (
            bodies
            or [s for s in owner(scene, index).sides if s.startswith("org:")]
            or [m for m in unit.mods if m.startswith("org:")]
        )
        if not bodies and index and scene.units[index - 1].head in ("its", "their") and scene.discourse.last_body:
            bodies = [scene.discourse.last_body]
        sides = [
            s
            for i in scene.clauses.objects(verb)
            if scene.units[i].kind in ("state", "org")
            for s in scene.units[i].sides
        ]
        status = {"partners": "dialogue partner", "observers": "observer"}.get(unit.head, "member")
        for side in sides if len(sides) > 1 else []:
            for body in bodies[:1]:
                yield membership(scene, side, body, status, None, scene.modality(verb), "membership.list")


def _observers(scene: Scene) -> Iterator[Draft]:
    """As in "the Holy See's Permanent Observer to O"."""
    for title in scene.sentence.titles:
        for organization in title.accredited if title.head == "observer" else []:
            if organization.startswith("org:"):
                for side in title.of[:1] or [s for u in scene.units[:3] for s in u.sides][:1]:
                    yield membership(scene, side, organization, "observer", None, "asserted", "membership.observer")


def _is_member(scene: Scene) -> Iterator[Draft]:
    """As in "X is a member of O", "X and Y, as members of O", "other member countries of O"."""
    for index, unit in enumerate(scene.units):
        if unit.kind not in ("noun", "role", "name") or not _MEMBERS & set(
            scene.sentence.words(unit.first, unit.last).split()
        ):
            continue
        organizations: list[str] = []
        for preposition, members, _ in scene.clauses.complements(index):
            if preposition in ("of", "in", "to"):
                organizations += named_bodies(scene, members)
        organizations = organizations or [side for side in (*unit.mods, *unit.sides) if side.startswith("org:")]
        organizations = organizations or [side for side in owner(scene, index).sides if side.startswith("org:")]
        before = scene.units[index - 1].head if index else ""
        if not organizations and (before in ("its", "their") or _settled(scene, index)):
            organizations = [scene.discourse.last_body] if scene.discourse.last_body else []
        organizations = organizations or _of_which(scene, index)
        if unit.head in ("ally", "allies") and ("non" in " ".join(unit.words) or not organizations):
            continue
        sides, modality = _members(scene, index)
        status = _status(scene, index)
        for side in sides:
            for organization in organizations:
                date = scene.date(index, modality) or scene.since(index)
                yield membership(scene, side, organization, status, date, modality, "membership.member")


def _settled(scene: Scene, index: int) -> bool:
    """As in "became a member in 1998": of the body spoken of."""
    after = scene.units[index + 1] if index + 1 < len(scene.units) else None
    bare = scene.units[index].words in (("a", "member"), ("a", "full", "member"), ("members",), ("an", "observer"))
    dated = after is None or after.when is not None or scene.clauses.kind(index + 2) == "date" or after.head == "."
    return bare and dated and scene.units[index - 1].head in ("be", "become")


def _of_which(scene: Scene, index: int) -> list[str]:
    """As in "O, of which X is a member along with Y"."""
    which = next((i for i in range(index - 1, 1, -1) if scene.clauses.head(i) == "which"), None)
    if which is None or scene.clauses.head(which - 1) != "of":
        return []
    here = which - 2 - (scene.clauses.head(which - 2) == ",")
    return named_bodies(scene, [here]) if here >= 0 else []


def _members(scene: Scene, index: int) -> tuple[list[str], Modality]:
    verb = index - 1
    while (
        scene.clauses.kind(verb) == "adv"
        or (verb >= 0 and scene.units[verb].possessive)
        or scene.clauses.head(verb) in ("as", "not")
    ):
        verb -= 1
    if scene.clauses.kind(verb) == "verb" and scene.units[verb].head in ("be", "become", "remain", "host"):
        group = scene.units[verb].verb
        modality: Modality = "denied" if group is not None and group.negated else scene.modality(verb)
        along = [
            i
            for p, members, _ in scene.clauses.complements(index)
            if p in ("with", "alongside")
            for i in members
            if scene.units[i].kind == "state"
        ]
        which = next((i for i in range(verb - 1, 0, -1) if scene.clauses.head(i) == "which"), None)
        subject = scene.clauses.subject(verb)
        if which is not None and scene.clauses.head(which - 1) == "of":
            named = [i for i in range(which + 1, verb) if scene.units[i].kind == "state"]
            subject = named or [i for i in range(which) if scene.units[i].kind == "state"][:1]
        return states(scene, [*subject, *along]), modality
    if scene.clauses.head(index - 1) == "," and scene.clauses.kind(index - 2) in ("state", "org"):
        return states(scene, scene.clauses.group(scene.clauses.start_of_group(index - 2))), "asserted"
    if scene.clauses.head(index - 1) == "as" or scene.clauses.head(index - 1) == ",":
        main = next((i for i, _ in scene.clauses.verbs() if i < index), None)
        return (states(scene, scene.clauses.subject(main)) if main is not None else []), "asserted"
    if "other" in scene.units[index].words or "fellow" in scene.units[index].words:
        return [s for s in mentioned(scene, list(range(index))) if s.startswith("state:")][:1], "asserted"
    return [], "asserted"


def _status(scene: Scene, index: int) -> str:
    text = scene.sentence.words(scene.units[index].first, scene.units[index].last)
    if "dialogue partner" in text:
        return "dialogue partner"
    return next((status for word, status in _STATUS.items() if word in text), "member")


def _joins(scene: Scene) -> Iterator[Draft]:
    """As in "X joined O", "X applied to join O", "X withdrew from O"."""
    for index, unit in scene.clauses.verbs():
        if unit.head not in _JOINING | _LEAVING or unit.verb is None or unit.verb.passive:
            continue
        leaving = unit.head in _LEAVING
        targets = scene.clauses.objects(index)
        if unit.head in ("accede", "withdraw", "enter") or not targets:
            targets = [
                i
                for p, members, _ in scene.clauses.complements(index, 3)
                if p in ("to", "from", "into")
                for i in members
            ]
        which = scene.clauses.subject(index)[:1]
        if not targets and which and scene.clauses.head(which[0] - 1) == "which":
            here = which[0] - 2 - (scene.clauses.head(which[0] - 2) == ",")
            targets = [here] if here >= 0 else []
        organizations = named_bodies(scene, targets)
        if not targets and unit.head in ("join", "rejoin") and scene.discourse.last_body:
            organizations = _joined_before(scene, index)
        modality = scene.modality(index)
        status = "member"
        if not leaving and modality != "asserted" and _applies(scene, index):
            status, modality = "applicant", "asserted"
        if leaving and modality == "asserted":
            modality = "denied"
        along = [i for p, m, _ in scene.clauses.complements(index, 5) if p in ("with", "alongside") for i in m]
        along = [i for i in along if scene.units[i].kind == "state"]
        for side in states(scene, [*scene.clauses.subject(index), *along]):
            for organization in organizations:
                yield membership(
                    scene, side, organization, status, scene.date(index, modality), modality, "membership.join"
                )


def _joined_before(scene: Scene, index: int) -> list[str]:
    """As in "X is a member of O, and Y joined in 2005": of the body named in the sentence, or spoken of."""
    here = [i for i in range(index) if scene.units[i].kind == "org" or scene.units[i].text in scene.document.acronyms]
    return named_bodies(scene, here[-1:]) or [scene.discourse.last_body]


def _applies(scene: Scene, index: int) -> bool:
    before = scene.units[max(0, index - 4) : index]
    return any(
        unit.head in ("apply", "bid", "application", "seek", "request", "want", "aspire", "negotiate")
        for unit in before
    )


def _entry(scene: Scene) -> Iterator[Draft]:
    """As in "China's admission to O", "X's bid to join O was refused", "X membership of O"."""
    for index, unit in enumerate(scene.units):
        if unit.kind != "noun" or unit.head not in _ENTRY:
            continue
        named = index > 0 and (
            scene.units[index - 1].kind in ("state", "noun", "place")
            or unit.head in ("withdrawal", "accession", "exit")
        )
        sides = [s for s in owner(scene, index).sides if s.startswith("state:") and named] or [
            s for s in unit.mods if s.startswith("state:")
        ]
        for preposition, members, _ in scene.clauses.complements(index, 2):
            if preposition == "of" and unit.head != "membership":
                sides = sides or states(scene, members)
        organizations = _joined_body(scene, index)
        applying = next((i for i in range(index - 1, max(-1, index - 5), -1) if scene.clauses.kind(i) == "verb"), None)
        if unit.head == "membership" and any(
            u.head in ("candidate", "applicant") for u in scene.units[max(0, index - 2) : index]
        ):
            be = next((i for i in range(index - 1, -1, -1) if scene.clauses.kind(i) == "verb"), None)
            wanted = "candidate" if any(u.head == "candidate" for u in scene.units[:index]) else "applicant"
            for side in states(scene, scene.clauses.subject(be)) if be is not None else []:
                for organization in organizations:
                    yield membership(scene, side, organization, wanted, None, "asserted", "membership.candidate")
            continue
        if (
            unit.head == "membership"
            and applying is not None
            and scene.units[applying].head in ("apply", "seek", "request", "gain", "obtain")
        ):
            status = "applicant" if scene.units[applying].head in ("apply", "seek", "request") else "member"
            for side in states(scene, scene.clauses.subject(applying)):
                for organization in organizations:
                    yield membership(
                        scene, side, organization, status, scene.date(applying), "asserted", "membership.apply"
                    )
            continue
        refused = any(
            u.head in ("refuse", "reject", "block", "turn") and u.verb is not None
            for u in scene.units[index : index + 12]
        )
        status = "applicant" if unit.head in ("bid", "application") else "member"
        modality: Modality = (
            "denied"
            if refused or unit.head in ("withdrawal", "expulsion", "suspension")
            else scene.modality(index)
            if status == "member"
            else "asserted"
        )
        if unit.head == "membership" and not organizations:
            organizations = [s for s in unit.mods if s.startswith("org:")]
        for side in sides:
            for organization in organizations or (
                [scene.discourse.last_body] if scene.discourse.last_body and unit.head != "membership" else []
            ):
                yield membership(
                    scene, side, organization, status, scene.date(index, modality), modality, "membership.entry"
                )


def _joined_body(scene: Scene, index: int) -> list[str]:
    found: list[str] = []
    for preposition, members, _ in scene.clauses.complements(index, 3):
        if preposition in ("to", "in", "into", "of", "for"):
            found += named_bodies(scene, members)
    joining = next(
        (
            i
            for i in range(index + 1, min(index + 4, len(scene.units)))
            if scene.units[i].head in _JOINING and scene.units[i].kind == "verb"
        ),
        None,
    )
    if joining is not None:
        found += named_bodies(scene, scene.clauses.objects(joining))
    return list(dict.fromkeys(found))


def _talks(scene: Scene) -> Iterator[Draft]:
    """As in "O opens talks on membership with X and Y": they have applied."""
    for index, unit in enumerate(scene.units):
        if (
            unit.kind == "noun"
            and unit.head in ("talks", "negotiations")
            and {"membership", "accession"} & set(unit.words)
        ):
            yield from _negotiating(scene, index)
            sides = [
                s for p, members, _ in scene.clauses.complements(index) if p == "with" for s in states(scene, members)
            ]
            verb = next((i for i, _ in scene.clauses.verbs() if i < index), None)
            bodies = [
                r
                for i in (scene.clauses.subject(verb) if verb is not None else [])
                for r in scene.units[i].refs
                if r.startswith("org:")
            ]
            for side in sides:
                for body in bodies[:1]:
                    yield membership(scene, side, body, "applicant", None, "asserted", "membership.talks")


def _negotiating(scene: Scene, index: int) -> Iterator[Draft]:
    """As in "X opened accession talks with O": it has applied."""
    bodies = [b for p, m, _ in scene.clauses.complements(index) if p == "with" for b in named_bodies(scene, m)]
    verb = next((i for i, _ in scene.clauses.verbs() if i < index), None)
    sides = states(scene, scene.clauses.subject(verb)) if verb is not None else []
    for side in [side for side in sides if side.startswith("state:")]:
        for body in bodies[:1]:
            yield membership(scene, side, body, "applicant", None, "asserted", "membership.talks")
