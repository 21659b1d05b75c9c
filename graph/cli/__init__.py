"""The command line: one module a command. stdout is data, stderr is talk; 0 done, 1 found wrong, 2 misused."""

from graph.cli.main import main

__all__ = ["main"]
