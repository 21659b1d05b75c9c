"""An update makes a release that is what loading the same graph would make; whatever ends it, none is half done."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Store

from graph.build import build
from graph.errors import InputError, InvalidGraph, StoreBusy
from graph.memory import FILE
from graph.read.rdf import read_rdf
from graph.settings import Settings
from graph.store import Releases, open_store
from web.updates import apply as module
from web.updates.apply import apply, recover, settle
from web.updates.journal import Journal

BASE = "https://w3id.org/chancery"
GRAPH = f"{BASE}/graph/loaded/more"
VISIT = f"""
<{BASE}/id/visit/00000000000000aa> a cy:Visit ; cy:visitor <{BASE}/id/state/KAZ> ; cy:host <{BASE}/id/state/NRU> ;
  cy:date "2024-05-06"^^<http://id.loc.gov/datatypes/edtf> ; cy:modality <{BASE}/vocab/modality/asserted> ;
  prov:wasDerivedFrom <{BASE}/id/evidence/00000000000000ab> .
<{BASE}/id/evidence/00000000000000ab> a cy:Evidence , cy:Citation ; dcterms:bibliographicCitation "A book" ;
  dcterms:isPartOf <{GRAPH}> .
"""
HEAD = f"""PREFIX cy: <{BASE}/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
INSERT = f"{HEAD} INSERT DATA {{ GRAPH <{GRAPH}> {{ {VISIT} }} }}"
VISITED = f"ASK {{ <{BASE}/id/state/KAZ> <{BASE}/ontology#visited> <{BASE}/id/state/NRU> }}"


@pytest.fixture
def own(built: Settings, tmp_path: Path) -> Settings:
    shutil.copytree(built.store, tmp_path / "store", symlinks=True)
    return replace(built, store=tmp_path / "store")


def journal(settings: Settings) -> list[tuple[str, str]]:
    lines = [json.loads(line) for line in (settings.store / "updates.jsonl").read_text().splitlines()]
    return [(line["event"], line.get("outcome", "")) for line in lines]


def content(settings: Settings) -> set[str]:
    """Every statement of a store, in its default graph too, but for those that say when it was built."""
    store = Store.read_only(str(settings.store / "current" / "db"))
    return {str(quad) for quad in store if not str(quad.predicate).endswith(("issued>", "endedAtTime>"))}


def ask(settings: Settings, query: str) -> bool:
    return open_store(settings.store).ask(query)


def test_an_update_makes_what_loading_makes(own: Settings, built: Settings, tmp_path: Path) -> None:
    loaded = replace(built, store=tmp_path / "loaded")
    shutil.copytree(built.store, loaded.store, symlinks=True)
    path = tmp_path / "more.ttl"
    path.write_text(HEAD.replace("PREFIX", "@prefix").replace(">\n", "> .\n") + VISIT)
    wanted = build(loaded, loading={GRAPH: read_rdf(path, GRAPH, loaded)}).manifest
    done = apply(own, "ada", INSERT, [GRAPH])
    made = Releases(own.store).manifest()
    assert (done.added, done.removed) == (10, 0)
    assert (made.digest, made.quads, made.loaded) == (wanted.digest, wanted.quads, [GRAPH])
    assert content(own) == content(loaded)
    assert ask(own, f"ASK {{ <{BASE}/dataset> <http://purl.org/dc/terms/issued> ?d FILTER(STR(?d) = '{made.built}') }}")


def test_what_follows_comes_and_goes_with_an_update(own: Settings) -> None:
    before = Releases(own.store).manifest()
    derived = f"ASK {{ GRAPH <{BASE}/graph/derived> {{ <{BASE}/id/visit/00000000000000aa> ?p ?o }} }}"
    assert not ask(own, derived)
    apply(own, "ada", INSERT, [GRAPH])
    assert ask(own, derived)
    assert ask(own, VISITED)
    done = apply(own, "ada", f"CLEAR GRAPH <{GRAPH}>", [GRAPH])
    after = Releases(own.store).manifest()
    assert (done.number, done.removed) == (2, 10)
    assert (after.digest, after.quads, after.loaded) == (before.digest, before.quads, [])


def test_a_statement_that_others_make_too_stays(own: Settings) -> None:
    shared = f"<{BASE}/id/state/KAZ> a <{BASE}/ontology#State>"
    apply(own, "ada", f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {shared} }} }}", [GRAPH])
    apply(own, "ada", f"DELETE DATA {{ GRAPH <{GRAPH}> {{ {shared} }} }}", [GRAPH])
    assert ask(own, f"ASK {{ {shared} }}")


def test_updates_outlive_a_build(own: Settings, tmp_path: Path) -> None:
    apply(own, "ada", INSERT, [GRAPH])
    seeds = tmp_path / "seeds"
    shutil.copytree(own.seeds, seeds, symlinks=False)
    table = seeds / "registers" / "places.csv"
    table.write_text("\n".join(table.read_text("utf-8").splitlines()[:-1]) + "\n", "utf-8")
    outcome = build(replace(own, seeds=seeds))
    assert outcome.changed
    assert outcome.manifest.loaded == [GRAPH]
    assert ask(own, f"ASK {{ GRAPH <{GRAPH}> {{ ?s a <{BASE}/ontology#Visit> }} }}")
    assert ask(own, VISITED)


def test_what_builds_remember_goes_along_and_what_the_site_made_does_not(own: Settings) -> None:
    made = own.store / "current" / "catalogue-0.sqlite3"
    made.write_text("made of the release before")
    memory = (own.store / "current" / FILE).read_bytes()
    apply(own, "ada", INSERT, [GRAPH])
    assert (own.store / "current" / FILE).read_bytes() == memory
    assert not (own.store / "current" / made.name).exists()


def test_blank_nodes_become_iris(own: Settings) -> None:
    text = f'INSERT DATA {{ GRAPH <{GRAPH}> {{ _:a <http://e/p> _:b . _:b <http://e/p> "x" }} }}'
    assert apply(own, "ada", text, [GRAPH]).added == 2
    assert not ask(own, "ASK { ?s <http://e/p> ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }")
    assert ask(own, 'ASK { ?s <http://e/p>/<http://e/p> "x" }')


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (INSERT.replace("cy:host", "cy:visitor"), InvalidGraph),
        (f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <a> <b> }} }}", InputError),
        (f"INSERT DATA {{ GRAPH <{BASE}/graph/loaded/unnamed> {{ <a:a> <a:b> <a:c> }} }}", InputError),
    ],
    ids=["shapes", "syntax", "another graph"],
)
def test_what_cannot_be_leaves_all_as_it_was(own: Settings, text: str, kind: type[Exception]) -> None:
    before = Releases(own.store).current
    with pytest.raises(kind):
        apply(own, "ada", text, [GRAPH])
    assert Releases(own.store).current == before
    assert journal(own) == [("begun", ""), ("ended", "refused")]
    assert recover(own) == 0


def test_a_large_update_is_refused(own: Settings) -> None:
    with pytest.raises(InputError, match="10 statements, 5 may be"):
        apply(replace(own, update_statements=5), "ada", INSERT, [GRAPH])


def test_nobody_writes_while_somebody_else_does(own: Settings) -> None:
    with Releases(own.store).writing(), pytest.raises(StoreBusy):
        apply(own, "ada", INSERT, [GRAPH])
    assert not (own.store / "updates.jsonl").exists()


class Killed(BaseException):
    """Stands for the end of the process."""


@pytest.mark.parametrize("at", ["_link", "_changed", "_sync", "_sync_one"])
def test_what_was_cut_off_is_made_once(own: Settings, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """`_sync_one` after publishing: the update is there already, and the journal only has to learn of it."""
    calls = []

    def killed(*arguments: object) -> None:
        calls.append(arguments)
        if at != "_sync_one" or str(arguments[0]).endswith("manifest.json"):
            raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, at, killed)
        with pytest.raises(Killed):
            apply(own, "ada", INSERT, [GRAPH])
    assert calls
    assert ask(own, VISITED) == (at == "_sync_one")
    assert recover(own) == 1
    assert ask(own, f"ASK {{ GRAPH <{GRAPH}> {{ ?s a <{BASE}/ontology#Visit> }} }}")
    again = [("again", ""), ("prepared", "")] if at != "_sync_one" else []
    first = [("begun", ""), *([("prepared", "")] if at == "_sync_one" else [])]
    assert journal(own) == [*first, *again, ("ended", "published")]
    assert recover(own) == 0


def test_what_ends_its_process_twice_is_given_up(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, "_changed", killed)
        for make in (lambda: apply(own, "ada", INSERT, [GRAPH]), lambda: recover(own)):
            with pytest.raises(Killed):
                make()
    assert recover(own) == 1
    assert journal(own)[-1] == ("ended", "given up")
    assert not ask(own, VISITED)


def test_what_its_client_was_told_has_failed_is_not_made_later(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(module, "_changed", killed)
        with pytest.raises(Killed):
            apply(own, "ada", INSERT, [GRAPH])
    assert settle(own) is None
    assert recover(own) == 0
    assert journal(own)[-1] == ("ended", "ended at its bounds")


def test_half_a_line_at_the_end_of_the_journal_was_never_relied_on(own: Settings) -> None:
    apply(own, "ada", INSERT, [GRAPH])
    whole = (own.store / "updates.jsonl").read_bytes()
    (own.store / "updates.jsonl").write_bytes(whole + b'{"event": "begun", "numb')
    with Releases(own.store).writing():
        assert Journal(own.store).cut_off() == []
    assert (own.store / "updates.jsonl").read_bytes() == whole
    assert apply(own, "ada", f"CLEAR GRAPH <{GRAPH}>", [GRAPH]).number == 2
