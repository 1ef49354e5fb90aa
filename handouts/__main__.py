"""`python -m handouts [notebooks] [target]`: all notebooks of a folder as handouts, with an index page."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from handouts.building import build
from handouts.writing import unwritten


def main(arguments: Sequence[str] | None = None) -> int:
    """Build; 1 if a page failed or charts are left out, with the reason in words."""
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
    lost = [one for one in found if any(failure.startswith(f"{one.stem}.") for failure in failures)]
    print(f"{len(found) - len(lost)} of {len(found)} handouts and an index are in {given.target}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
