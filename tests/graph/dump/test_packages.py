"""The descriptions of a dump, held to what their specifications ask for."""

import csv
import json
from pathlib import Path
from typing import Any

import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

from graph.settings import Settings
from graph.store import open_store

DATASET = rdflib.URIRef("https://w3id.org/chancery/dataset")


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def test_void_counts_what_is_there(built: Settings, dumped: Path) -> None:
    graph = rdflib.Graph().parse(dumped / "void.ttl")
    store = open_store(built.store)
    (triples,) = store.rows("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    (subjects,) = store.rows("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }")
    by_class = store.rows("SELECT ?c (COUNT(DISTINCT ?s) AS ?n) { ?s a ?c } GROUP BY ?c")
    by_property = store.rows("SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p")

    assert str(graph.value(DATASET, VOID.triples)) == triples["n"].value
    assert str(graph.value(DATASET, VOID.distinctSubjects)) == subjects["n"].value
    classes = {
        str(graph.value(part, VOID["class"])): str(graph.value(part, VOID.entities))
        for part in graph.objects(DATASET, VOID.classPartition)
    }
    assert classes == {row["c"].value: row["n"].value for row in by_class}
    properties = {
        str(graph.value(part, VOID.property)): str(graph.value(part, VOID.triples))
        for part in graph.objects(DATASET, VOID.propertyPartition)
    }
    assert properties == {row["p"].value: row["n"].value for row in by_property}


def test_dcat_names_every_file_with_its_size_and_sum(dumped: Path) -> None:
    graph = rdflib.Graph().parse(dumped / "void.ttl")
    spdx = rdflib.Namespace("http://spdx.org/rdf/terms#")
    sums = dict(line.split("  ")[::-1] for line in (dumped / "SHA256SUMS").read_text().splitlines())
    found = {}
    for distribution in graph.objects(DATASET, DCAT.distribution):
        name = str(graph.value(distribution, DCAT.downloadURL)).partition("/dumps/")[2]
        checksum = graph.value(graph.value(distribution, spdx.checksum), spdx.checksumValue)
        assert int(str(graph.value(distribution, DCAT.byteSize))) == (dumped / name).stat().st_size
        assert str(graph.value(distribution, DCAT.mediaType)).startswith(
            "https://www.iana.org/assignments/media-types/"
        )
        assert str(checksum) == sums[name]
        found[name] = graph.value(distribution, DCTERMS.license)

    assert {"chancery.nq.gz", "tables/facts.csv", "jsonld/state-001.jsonld"} <= set(found)
    assert (DATASET, RDF.type, DCAT.Dataset) in graph


def test_the_data_package_describes_each_table_as_it_is(dumped: Path) -> None:
    package = read(dumped / "datapackage.json")

    assert package["profile"] == "tabular-data-package"
    assert {"name", "title", "licenses", "resources", "version", "created"} <= set(package)
    assert len(package["resources"]) == len(list((dumped / "tables").glob("*.csv")))
    for resource in package["resources"]:
        path = dumped / resource["path"]
        with path.open(encoding="utf-8", newline="") as handle:
            head = next(csv.reader(handle))
        assert [field["name"] for field in resource["schema"]["fields"]] == head
        assert resource["bytes"] == path.stat().st_size
        assert resource["name"] == resource["name"].lower()


def test_the_crate_has_its_root_and_every_file(dumped: Path) -> None:
    crate = read(dumped / "ro-crate-metadata.json")
    nodes = {node["@id"]: node for node in crate["@graph"]}

    assert crate["@context"] == "https://w3id.org/ro/crate/1.1/context"
    assert nodes["ro-crate-metadata.json"]["about"] == {"@id": "./"}
    assert nodes["ro-crate-metadata.json"]["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    root = nodes["./"]
    assert {"name", "description", "datePublished", "license"} <= set(root)
    for part in root["hasPart"]:
        assert nodes[part["@id"]]["@type"] == "File"
        assert (dumped / part["@id"]).stat().st_size == int(nodes[part["@id"]]["contentSize"])
    assert all(reference["@id"] in nodes for reference in (root["author"], root["license"], root["publisher"]))


def test_croissant_fields_lead_to_columns_of_its_files(dumped: Path) -> None:
    made = read(dumped / "croissant.json")
    files = {item["@id"]: item for item in made["distribution"]}

    assert made["conformsTo"] == "http://mlcommons.org/croissant/1.0"
    for item in files.values():
        assert item["@type"] == "cr:FileObject"
        assert len(item["sha256"]) == 64
    for records in made["recordSet"]:
        for field in records["field"]:
            source = field["source"]
            with (dumped / files[source["fileObject"]["@id"]]["@id"]).open(encoding="utf-8") as handle:
                assert source["extract"]["column"] in next(csv.reader(handle))


def test_the_citation_and_the_readme_name_release_and_licence(built: Settings, dumped: Path) -> None:
    citation, readme = ((dumped / name).read_text("utf-8") for name in ("CITATION.cff", "README.md"))

    assert "cff-version: 1.2.0" in citation
    assert "license: CC-BY-4.0" in citation
    assert "type: dataset" in citation
    assert "| `chancery.ttl` |" in readme
    assert "creativecommons.org/licenses/by/4.0" in readme
