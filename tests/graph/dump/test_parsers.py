"""Every RDF file of a dump is read by three parsers to the same number of statements."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse

RDFLIB = {".ttl": "turtle", ".nq": "nquads", ".trig": "trig", ".rdf": "xml", ".jsonld": "json-ld"}
RAPPER = {".ttl": "turtle", ".nq": "nquads", ".trig": "trig", ".rdf": "rdfxml"}


def rdf_files(folder: Path) -> list[Path]:
    found = [path for suffix in RDFLIB for path in folder.rglob(f"*{suffix}") if path.name != "reified.ttl"]
    return sorted(path for path in found if path.name != "context.jsonld")


def oxigraph(path: Path) -> int:
    form = RdfFormat.from_extension(path.suffix[1:])
    assert form is not None
    return sum(1 for _ in parse(path=str(path), format=form))


def test_rdflib_reads_what_oxigraph_reads(dumped: Path) -> None:
    files = rdf_files(dumped)
    assert len(files) > 40
    for path in files:
        if path.suffix in (".nq", ".trig"):
            dataset = rdflib.Dataset()
            dataset.parse(data=path.read_text("utf-8"), format=RDFLIB[path.suffix])
            count = sum(1 for _ in dataset.quads())
        else:
            count = len(rdflib.Graph().parse(path, format=RDFLIB[path.suffix]))
        assert (path.name, count) == (path.name, oxigraph(path))


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed (Debian: raptor2-utils)")
def test_rapper_reads_what_oxigraph_reads(dumped: Path) -> None:
    for path in rdf_files(dumped):
        if path.suffix in RAPPER:
            command = ["rapper", "-c", "-i", RAPPER[path.suffix], str(path)]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
            count = re.search(r"returned (\d+) triple", told)
            assert count is not None
            assert (path.name, int(count[1])) == (path.name, oxigraph(path))
            assert "Error" not in told
            assert "Warning" not in told


def test_turtle_is_readable_and_chunked(dumped: Path) -> None:
    text = (dumped / "ttl" / "membership-001.ttl").read_text("utf-8")

    assert text.startswith("# https://w3id.org/chancery/dataset, release ")
    assert re.search(r"\tcy:member state:[A-Z]{3} ;\n\tcy:modality modality:asserted ;", text)
    assert "_:" not in text
    subjects = re.findall(r"^membership:(\w+) a ", text, re.MULTILINE)
    assert subjects == sorted(subjects)
    assert oxigraph(dumped / "ttl" / "evidence-001.ttl") < 3100
    assert (dumped / "ttl" / "evidence-002.ttl").exists()


def test_a_subject_is_never_split_between_chunks(dumped: Path) -> None:
    seen: dict[str, Path] = {}
    for path in (dumped / "ttl").glob("*.ttl"):
        for subject in {str(quad.subject) for quad in parse(path=str(path))}:
            assert seen.setdefault(subject, path) == path


def test_jsonld_uses_the_published_terms(dumped: Path) -> None:
    document = json.loads((dumped / "jsonld" / "membership-001.jsonld").read_text("utf-8"))
    first = document["@graph"][0]

    assert first["type"] == "Membership"
    assert first["member"].startswith("https://w3id.org/chancery/id/state/")
    published = json.loads((dumped / "context.jsonld").read_text("utf-8"))
    assert document["@context"] == published["@context"]


def test_facts_reify_the_plain_triples_that_follow_from_them(dumped: Path) -> None:
    reifies = f"{rdflib.RDF}reifies"
    found = [quad.triple for quad in parse(path=str(dumped / "reified.ttl"))]
    linked = {triple.object for triple in found if triple.predicate.value == reifies}
    plain = set(found)

    assert any("memberOf" in str(link) for link in linked)
    assert all(isinstance(link, Triple) and link in plain for link in linked)
    quads = parse(path=str(dumped / "chancery.trig"))
    derived = {quad.triple for quad in quads if "graph/derived" in str(quad.graph_name)}
    between = {t for t in derived if "/id/state/" in str(t.subject) and "/id/" in str(t.object)}
    assert between
    assert between <= linked
