"""The same article gives the same facts in every process: nothing hangs on the order of a set."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from graph.settings import Settings

ROOT = Path(__file__).parents[3]
BODIES = "It was decided at a session of the AU peace and security council that was held on May 3 in Windhoek, Namibia."


def facts(folder: Path, seeds: Path, seed: int) -> str:
    """The digest of all facts of a folder's articles, with their explanations, in a process with its own hash seed."""
    head = "import sys; sys.path.insert(0, sys.argv.pop(1)); from graph.cli import main; main()"
    arguments = ["--seeds", str(seeds), "extract", str(folder), "--format", "jsonl", "--explain", "--jobs", "1"]
    done = subprocess.run(
        [sys.executable, "-c", head, str(ROOT), *arguments],
        env=os.environ | {"PYTHONHASHSEED": str(seed)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b"\n") > 100
    return hashlib.sha256(done.stdout).hexdigest()


def test_facts_and_explanations_do_not_hang_on_the_hash_seed(tmp_path: Path) -> None:
    (tmp_path / "registers").mkdir()
    for name in ("states", "former-states", "places", "organizations"):
        for suffix in (".csv", ".toml"):
            shipped = Settings().seeds / "registers" / f"{name}{suffix}"
            (tmp_path / "registers" / shipped.name).symlink_to(shipped)
    news = tmp_path / "news"
    news.mkdir()
    for path in (ROOT / "tests" / "data" / "articles").glob("*.json"):
        (news / path.name).symlink_to(path)
    text = f"The African Union said on Monday that it would help Uganda, officials said. {BODIES}"
    (news / "bodies.json").write_text(json.dumps({"text": text, "published": "2005-01-12"}), "utf-8")

    assert len({facts(news, tmp_path, seed) for seed in (0, 1, 2)}) == 1
