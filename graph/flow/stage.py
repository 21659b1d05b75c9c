"""What a build works on, and the steps that every build takes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pyoxigraph import Triple

from graph import __version__
from graph.assemble import Statement, dataset_statements
from graph.errors import InvalidGraph
from graph.iris import Iris
from graph.memory import Aside
from graph.read.mapping import RegisterSpec
from graph.read.registers import RowIssue
from graph.resolve.identities import Identity
from graph.settings import Settings
from graph.store.releases import FORMAT, Manifest
from graph.store.writing import Tally
from graph.validate import Report

Say = Callable[[str], None]
"""Takes a line of talk about progress."""

REPORT = "validation-report.ttl"
"""File with the report of validation: of a release in its folder, of a build that broke its shapes in the store's."""

_STEP = 500_000


@dataclass(slots=True)
class Work:
    """One build: what it is to make, where, from what; and what it leaves out on the way."""

    settings: Settings
    say: Say
    folder: Path
    inputs: dict[str, str]
    loading: Mapping[str, list[Triple]] = field(default_factory=dict)
    kept: Collection[str] = ()
    unloading: Collection[str] = ()
    issues: list[RowIssue] = field(default_factory=list)
    identities: list[Identity] = field(default_factory=list)
    unsure: int = 0
    aside: list[Aside] = field(default_factory=list)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def iris(self) -> Iris:
        """Mints IRIs below the graph's base."""
        return Iris(self.settings.base)

    @property
    def release(self) -> str:
        """The version string that users see."""
        return self.now.strftime("%Y-%m-%d")

    @property
    def built(self) -> str:
        """When the build was begun."""
        return self.now.strftime("%Y-%m-%dT%H:%M:%SZ")

    def dataset(self, specs: Iterable[RegisterSpec], curated: Iterable[str]) -> Iterator[Statement]:
        """The dataset's description of itself."""
        return dataset_statements(self.iris, specs, curated, self.release, self.built, self.settings.model)

    def told(self, statements: Iterable[Statement]) -> Iterator[Statement]:
        """`statements`, with a word on progress now and then."""
        for count, statement in enumerate(statements, 1):
            yield statement
            if count % _STEP == 0:
                self.say(f"  {count / 1e6:.1f} million statements")

    def check(self, report: Report) -> None:
        """Keep the report with the release; stop at a graph that breaks its shapes.

        Raises
        ------
        InvalidGraph
            There is a violation; the report is in a file of the store folder.
        """
        violations = [result for result in report.results if result.severity == "Violation"]
        path = self.settings.store / REPORT
        path.unlink(missing_ok=True)
        told = report.to_turtle()
        if violations:
            path.write_text(told, "utf-8")
            first = violations[0]
            raise InvalidGraph(
                f"the graph breaks its shapes {len(violations)} times, first at {first.focus}: {first.message}",
                f"correct the seeds or the loaded file; {path} lists them all",
            )
        (self.folder / REPORT).write_text(told, "utf-8")

    def manifest(self, tally: Tally, facts: int) -> Manifest:
        """What the release says of itself."""
        return Manifest(
            format=FORMAT,
            software=__version__,
            base=self.settings.base,
            release=self.release,
            built=self.built,
            digest=tally.digest,
            quads=tally.count,
            facts=facts,
            loaded=sorted({*self.loading, *self.kept}),
            inputs=self.inputs,
        )
