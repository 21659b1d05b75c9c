"""The dump described for the tools of others: Data Package, RO-Crate, Croissant, CFF, and a README for people."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from graph.dump.about import CREATOR, DESCRIPTION, KEYWORDS, LICENSE, LICENSE_NAME, TITLE, About
from graph.dump.files import DumpFile, Folder

_DATES = ("earliest", "latest")
_AGENT = "#editors"

Schemas = Mapping[str, Mapping[str, str]]
"""Columns with their meaning, by the name of the CSV file."""


def write_packages(folder: Folder, about: About, schemas: Schemas) -> None:
    """Write all descriptions of the files that the folder has so far."""
    files = sorted(folder.files, key=lambda file: file.name)
    for name, media, made, title in (
        ("datapackage.json", "application/json", datapackage(about, files, schemas), "Data Package description"),
        ("ro-crate-metadata.json", "application/ld+json", ro_crate(about, files), "RO-Crate 1.1 description"),
        ("croissant.json", "application/ld+json", croissant(about, files, schemas), "Croissant 1.0 description"),
    ):
        text = json.dumps(made, ensure_ascii=False, indent=1)
        folder.text(name, media, f"{text}\n", group="about", title=title)
    folder.text("CITATION.cff", "application/yaml", citation(about), group="about", title="How to cite this release")
    folder.text("README.md", "text/markdown", readme(about, files), group="about", title="What is what here")


def datapackage(about: About, files: Sequence[DumpFile], schemas: Schemas) -> dict[str, Any]:
    """The tables as a Data Package (Frictionless, version 1)."""
    resources = [
        {
            "name": file.name.removeprefix("tables/").removesuffix(".csv"),
            "title": file.title,
            "path": file.name,
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "bytes": file.bytes,
            "hash": f"sha256:{file.sha256}",
            "schema": {
                "fields": [
                    {"name": name, "type": "date" if name in _DATES else "string", "description": words}
                    for name, words in schemas[file.name].items()
                ]
            },
        }
        for file in files
        if file.name in schemas
    ]
    return {
        "profile": "tabular-data-package",
        "name": "chancery",
        "id": about.dataset,
        "title": TITLE,
        "description": DESCRIPTION,
        "homepage": about.base,
        "version": about.release,
        "created": about.issued or f"{about.day}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "licenses": [{"name": "CC-BY-4.0", "title": LICENSE_NAME, "path": LICENSE}],
        "contributors": [{"title": CREATOR, "role": "author"}],
        "resources": resources,
    }


def ro_crate(about: About, files: Sequence[DumpFile]) -> dict[str, Any]:
    """The whole dump as an RO-Crate 1.1."""
    root = {
        "@id": "./",
        "@type": "Dataset",
        "identifier": about.dataset,
        "name": TITLE,
        "description": DESCRIPTION,
        "version": about.release,
        "datePublished": about.day,
        "keywords": ", ".join(KEYWORDS),
        "license": {"@id": LICENSE},
        "author": {"@id": _AGENT},
        "publisher": {"@id": _AGENT},
        "hasPart": [{"@id": file.name} for file in files],
    }
    head = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
        "about": {"@id": "./"},
    }
    parts = [
        {
            "@id": file.name,
            "@type": "File",
            "name": file.title,
            "encodingFormat": file.media,
            "contentSize": str(file.bytes),
            "sha256": file.sha256,
        }
        for file in files
    ]
    others = [
        {"@id": _AGENT, "@type": "Organization", "name": CREATOR, "url": about.base},
        {"@id": LICENSE, "@type": "CreativeWork", "name": LICENSE_NAME},
    ]
    return {"@context": "https://w3id.org/ro/crate/1.1/context", "@graph": [head, root, *parts, *others]}


def croissant(about: About, files: Sequence[DumpFile], schemas: Schemas) -> dict[str, Any]:
    """The tables as a Croissant 1.0 dataset, for machine learning."""
    tables = [file for file in files if file.name in schemas]
    return {
        "@context": _CROISSANT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "chancery",
        "description": DESCRIPTION,
        "url": about.base,
        "license": LICENSE,
        "version": about.release,
        "datePublished": about.day,
        "keywords": list(KEYWORDS),
        "citeAs": about.citation,
        "creator": {"@type": "sc:Organization", "name": CREATOR},
        "distribution": [_file_object(file, about) for file in tables],
        "recordSet": [_record_set(file, schemas[file.name]) for file in tables],
    }


def _file_object(file: DumpFile, about: About) -> dict[str, Any]:
    return {
        "@type": "cr:FileObject",
        "@id": file.name,
        "name": file.name,
        "description": file.title,
        "contentUrl": about.file(file.name),
        "contentSize": f"{file.bytes} B",
        "encodingFormat": "text/csv",
        "sha256": file.sha256,
    }


def _record_set(file: DumpFile, columns: Mapping[str, str]) -> dict[str, Any]:
    name = file.name.removeprefix("tables/").removesuffix(".csv")
    return {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "description": file.title,
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column}",
                "name": column,
                "description": words,
                "dataType": "sc:Date" if column in _DATES else "sc:Text",
                "source": {"fileObject": {"@id": file.name}, "extract": {"column": column}},
            }
            for column, words in columns.items()
        ],
    }


_CROISSANT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}


def citation(about: About) -> str:
    """The release as a Citation File Format file."""
    lines = [
        "cff-version: 1.2.0",
        "message: If you use this dataset, please cite it as below.",
        "type: dataset",
        f"title: {json.dumps(TITLE)}",
        f"abstract: {json.dumps(DESCRIPTION)}",
        "authors:",
        f"  - name: {json.dumps(CREATOR)}",
        f"version: {json.dumps(about.release)}",
        f"date-released: {about.day}",
        "license: CC-BY-4.0",
        f"url: {json.dumps(about.base)}",
        "identifiers:",
        "  - type: url",
        f"    value: {json.dumps(about.dataset)}",
        "keywords:",
        *(f"  - {json.dumps(word)}" for word in KEYWORDS),
    ]
    return "\n".join(lines) + "\n"


def readme(about: About, files: Sequence[DumpFile]) -> str:
    """What is in the folder, for people who open it."""
    rows = [f"| `{file.name}` | {file.title} |" for file in files if not file.name.endswith(".gz")]
    return "\n".join(
        [
            f"# {TITLE}",
            "",
            DESCRIPTION,
            "",
            f"Release {about.release}. Licence: [{LICENSE_NAME}]({LICENSE}). Cite it as: {about.citation}",
            "",
            "Most files have a compressed one (`.gz`) beside them. `sha256sum -c SHA256SUMS` checks them all.",
            "",
            "| file | what it holds |",
            "|---|---|",
            *rows,
            "",
        ]
    )
