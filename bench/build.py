"""What a build costs: ``python -m bench.build [--compare]`` builds the shipped seeds in a temporary folder.

Measured are the CPU of a build from scratch, of bulk-loading the store's own N-Quads dump into a like store (each
statement in its graph and in the default graph), and of the builds after one changed article and one changed table,
with the most memory that was held. Each step runs in a process of its own. With ``--compare`` a last build from scratch
shows that the updates have given the same.
"""

import json
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pyoxigraph import RdfFormat, Store, parse, serialize

from graph.build import build
from graph.settings import Settings, shipped
from graph.store import Releases, open_store
from graph.store.writing import as_statement, write

ARTICLE = """---
title: A visit to the capital
source: The Example Courier
published: 2025-05-06
---
Kazakhstan's Foreign Minister Murat Example visited Islamabad on May 5.
"""


def measured(step: str, work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Run `work` in a process of its own; print and give what it cost."""
    reader, writer = os.pipe()
    start, child = time.monotonic(), os.fork()
    if child == 0:
        os.close(reader)
        found = work()
        usage = resource.getrusage(resource.RUSAGE_SELF)
        found |= {"cpu": round(usage.ru_utime + usage.ru_stime, 1), "mb": usage.ru_maxrss // 1024}
        os.write(writer, json.dumps(found).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    found = {"step": step, "seconds": round(time.monotonic() - start, 1)} | json.loads(data)
    print(json.dumps(found), flush=True)
    return found


def built(settings: Settings, *, fresh: bool = False) -> dict[str, Any]:
    """Build, and say what came of it."""
    manifest = build(settings, lambda line: print(f"    {line}", file=sys.stderr, flush=True), fresh=fresh).manifest
    return {"digest": manifest.digest, "quads": manifest.quads, "facts": manifest.facts}


def dumped(settings: Settings, path: Path) -> dict[str, Any]:
    """Write the store's named graphs as N-Quads."""
    serialize(open_store(settings.store).quads(), str(path), RdfFormat.N_QUADS)
    return {"bytes": path.stat().st_size}


def loaded(path: Path, folder: Path) -> dict[str, Any]:
    """Load N-Quads into a store on disk as it is: named graphs only."""
    store = Store(str(folder))
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    store.flush()
    return {"quads": len(store)}


def loaded_doubled(path: Path, folder: Path) -> dict[str, Any]:
    """Load N-Quads into a store that holds what ours holds: also each triple in the default graph."""
    store = Store(str(folder))
    write(store, map(as_statement, parse(path=str(path), format=RdfFormat.N_QUADS)))
    store.flush()
    return {"quads": len(store)}


def main() -> None:
    """Measure all."""
    root = Path(tempfile.mkdtemp(prefix="chancery-bench-"))
    seeds = root / "seeds"
    shutil.copytree(shipped("seeds"), seeds)
    (seeds / "articles").mkdir(exist_ok=True)
    settings = Settings(store=root / "store", seeds=seeds)
    try:
        scratch = measured("build from scratch", lambda: built(settings))
        measured("dump", lambda: dumped(settings, root / "dump.nq"))
        load = measured("bulk load of the dump", lambda: loaded(root / "dump.nq", root / "plain"))
        double = measured(
            "bulk load, with the default graph", lambda: loaded_doubled(root / "dump.nq", root / "double")
        )
        shutil.rmtree(root / "plain")
        shutil.rmtree(root / "double")
        (seeds / "articles" / "bench.md").write_text(ARTICLE)
        article = measured("one article more", lambda: built(settings))
        table = seeds / "registers" / "memberships.csv"
        table.write_text(table.read_text("utf-8").replace("SCO,MNG,,observer", "SCO,MNG,,dialogue partner"), "utf-8")
        row = measured("one row changed", lambda: built(settings))
        for name, part, whole in (
            ("scratch / bulk load", scratch, load),
            ("scratch / bulk load with the default graph", scratch, double),
            ("article / scratch", article, scratch),
            ("row / scratch", row, scratch),
        ):
            print(f"{name}: {part['cpu'] / whole['cpu']:.2f} of CPU, {part['seconds'] / whole['seconds']:.2f} of time")
        print(f"release: {Releases(settings.store).current}")
        if "--compare" in sys.argv:
            again = measured("from scratch again", lambda: built(settings, fresh=True))
            print("the same" if again["digest"] == row["digest"] else "NOT the same")
    finally:
        shutil.rmtree(root, ignore_errors=True)


if __name__ == "__main__":
    main()
