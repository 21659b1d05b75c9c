"""The graph as files for other tools: RDF, tables, networks and maps, with sums and descriptions.

`dump` writes them all. `spine` sorts the statements once; each other module makes one family of files from it, a
subject at a time, so that memory does not grow with the graph. Two dumps of one graph are the same to the byte.
"""

import json
from collections.abc import Callable
from pathlib import Path

from pyoxigraph import RdfFormat, serialize

from graph.dump.about import LICENSE, about
from graph.dump.files import SUMS, DumpFile, Folder
from graph.dump.jsonld import Context
from graph.dump.maps import write_maps
from graph.dump.names import used
from graph.dump.networks import write_networks
from graph.dump.packages import write_packages
from graph.dump.rdf import CHUNK, write_ontology, write_parts, write_whole
from graph.dump.spine import Spine
from graph.dump.tables import write_tables
from graph.dump.void import count, describe
from graph.errors import StoreError
from graph.namespaces import prefixes
from graph.store.embedded import EmbeddedStore

__all__ = ["SUMS", "DumpFile", "dump"]


def dump(
    store: EmbeddedStore, folder: Path, base: str, say: Callable[[str], None], *, chunk: int = CHUNK
) -> list[DumpFile]:
    """Write the graph to a folder; files of an earlier dump are replaced, each when its successor is whole.

    Parameters
    ----------
    store
        The release to write.
    folder
        Where to; it is made if it is not there.
    base
        Root of the graph's IRIs.
    say
        Is told of progress.
    chunk
        Triples in one file of a class.

    Raises
    ------
    StoreError
        The folder cannot be written.
    """
    try:
        with Folder(folder, say) as target:
            _write(store, target, base, chunk)
            return target.finish()
    except OSError as error:
        raise StoreError(
            f"cannot be written ({error.strerror or error})", "check the folder's rights and the disk", file=folder
        ) from None


def _write(store: EmbeddedStore, target: Folder, base: str, chunk: int) -> None:
    release, context = about(store, base), Context(base)
    spine = Spine(store, base, target.work)
    write_whole(spine, target, release)
    write_parts(spine, target, release, context, chunk)
    write_ontology(spine, target, release)
    schemas = write_tables(spine, target)
    write_networks(spine, target, release)
    write_maps(spine, target, release)
    text = json.dumps(context.document, ensure_ascii=False, indent=1, sort_keys=True)
    target.text("context.jsonld", "application/ld+json", f"{text}\n", group="about", title="The JSON-LD context")
    triples = describe(release, count(store, spine.subject_count), sorted(target.files, key=lambda file: file.name))
    with target.new("void.ttl", "text/turtle", group="about", title="VoID and DCAT", packed=False) as path:
        serialize(triples, str(path), RdfFormat.TURTLE, prefixes=used(triples, prefixes(base)))
    target.text("LICENSE.md", "text/markdown", _licence(), group="about", title="The licence")
    write_packages(target, release, schemas)


def _licence() -> str:
    return (
        f"The data are licensed under Creative Commons Attribution 4.0 International: <{LICENSE}>.\n\n"
        "Quoted sentences remain those of their publishers, who are named beside each.\n"
    )
