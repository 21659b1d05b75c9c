"""How to cite a page: as text, BibTeX and CSL-JSON, each with the permalink and the release."""

import json
import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation of a page says: its title, its permalink (the IRI), and the release that it was read in."""

    title: str
    permalink: str
    release: str
    issued: date | None = None

    @property
    def text(self) -> str:
        """One line for a footnote."""
        year = f" ({self.issued.year})" if self.issued else ""
        return f"Chancery{year}. “{self.title}.” Release {self.release}. {self.permalink}"

    @property
    def bibtex(self) -> str:
        """An entry for BibTeX; what has a meaning in TeX is escaped."""
        key = "chancery-" + re.sub(r"[^a-z0-9]+", "-", self.permalink.partition("/id/")[2].lower() or "page").strip("-")
        lines = [
            f"@misc{{{key},",
            "  author = {{Chancery}},",
            f"  title = {{{_tex(self.title)}}},",
            f"  note = {{Release {_tex(self.release)}}},",
            f"  url = {{{self.permalink}}},",
        ]
        if self.issued:
            lines.insert(3, f"  year = {{{self.issued.year}}},")
        return "\n".join([*lines, "}"])

    @property
    def csl(self) -> str:
        """An item of CSL-JSON, as reference managers read it."""
        item: dict[str, object] = {
            "id": self.permalink,
            "type": "webpage",
            "title": self.title,
            "container-title": "Chancery",
            "author": [{"literal": "Chancery"}],
            "version": self.release,
            "URL": self.permalink,
        }
        if self.issued:
            item["issued"] = {"date-parts": [[self.issued.year, self.issued.month, self.issued.day]]}
        return json.dumps([item], ensure_ascii=False, indent=1)


_TEX = {character: f"\\{character}" for character in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def _tex(words: str) -> str:
    return "".join(_TEX.get(character, character) for character in words)
