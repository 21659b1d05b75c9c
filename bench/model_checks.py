"""How well the checks on a language model's answers tell true facts from false ones. No model is asked.

    python bench/model_checks.py GOLD_DIR

The facts of a folder of annotated articles are put as if a model had told them: as they are, and each falsified in one
way: a state or person put in the place of another that the article does not name, a word of the quotation changed, the
year moved. Prints the share that stands.
"""

import argparse
import copy
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graph.extract.model.answers import Judge
from graph.facts import Article
from graph.read.seeds import read_world
from graph.settings import Settings

Told = dict[str, Any]


def told(fact: Told) -> Told:
    """A gold fact in a model's words."""
    roles = [{"role": role, "values": [v] if isinstance(v, str) else v} for role, v in fact["roles"].items()]
    return {key: fact[key] for key in ("type", "date", "modality")} | {"quote": fact["evidence"], "roles": roles}


def replaced(prefix: str, other: str) -> Callable[[Told], Told | None]:
    """Put something else in the place of the first value with a prefix."""

    def falsify(fact: Told) -> Told | None:
        for item in fact["roles"]:
            for place, value in enumerate(item["values"]):
                if value.startswith(prefix) and value != other:
                    item["values"][place] = other
                    return fact
        return None

    return falsify


def misquoted(fact: Told) -> Told | None:
    """Change a word in the middle of the quotation."""
    words = fact["quote"].split()
    words[len(words) // 2] = "certainly"
    return fact | {"quote": " ".join(words)}


def misdated(fact: Told) -> Told | None:
    """Move the year by thirty."""
    return fact | {"date": f"{int(fact['date'][:4]) - 30}"} if fact["date"] and fact["date"][:4].isdigit() else None


FALSE: dict[str, Callable[[Told], Told | None]] = {
    "as annotated": lambda fact: fact,
    "another state": replaced("state:", "state:TUV"),
    "another person": replaced("person:", "person:Jonathan Q. Invented"),
    "another organization": replaced("org:", "org:Union for the Mediterranean"),
    "another place": replaced("place:", "place:Ouagadougou"),
    "misquoted": misquoted,
    "misdated": misdated,
}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    folder = parser.parse_args().gold
    judge = Judge(read_world(Settings()), "model.bench", 0.6)
    stand, every = Counter[str](), Counter[str]()
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        article = Article(data["id"], data["title"], data["text"], source=data["source"], published=data["published"])
        for name, falsify in FALSE.items():
            facts = [changed for fact in data["facts"] if (changed := falsify(copy.deepcopy(told(fact))))]
            judged = judge.judged({"facts": facts}, article)
            every[name] += len(facts)
            stand[name] += len(judged.facts) if judged else 0
    for name in FALSE:
        print(f"{name:22} {stand[name]:5,} of {every[name]:5,} stand  {stand[name] / max(1, every[name]):6.1%}")


if __name__ == "__main__":
    main()
