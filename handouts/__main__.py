"""`python -m handouts [notebooks] [target]`: all notebooks of a folder as handouts, with an index page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handouts.building import build, export, unwritten, write

__all__ = ["build", "export", "main", "write"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 1 if a notebook failed, with its name and the reason."""
    parser = argparse.ArgumentParser(prog="python -m handouts", description="Notebooks as living handouts.")
    parser.add_argument("notebooks", type=Path, nargs="?", default=Path("notebooks"), help="folder with notebooks")
    parser.add_argument("target", type=Path, nargs="?", default=Path("dist/handouts"), help="folder for the pages")
    given = parser.parse_args(arguments)
    found = sorted(given.notebooks.glob("*.ipynb"))
    if not found:
        print(f"no notebooks in {given.notebooks}", file=sys.stderr)
        return 2
    try:
        failures = build(found, given.target)
    except OSError as error:
        print(unwritten(given.target, error), file=sys.stderr)
        return 1
    for failure in failures:
        print(failure, file=sys.stderr)
    print(f"{len(found) - len(failures)} of {len(found)} handouts and an index are in {given.target}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
