"""`python -m tests.bench [--no-fail] [--only GROUP]`: measure, print the table, write dist/bench.md."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence
from typing import Any

from tests.conftest import ROOT

from .browser import chromium
from .promises import Measured
from .table import broken, circumstances, table

TARGET = ROOT / "dist" / "bench.md"
RUNS, SLOW_RUNS = 9, 3


def _start(browser: Any) -> list[Measured]:
    from .processes import start

    return start(RUNS + 2)


def _notebooks(browser: Any) -> list[Measured]:
    from .notebooks import notebooks

    return notebooks(RUNS - 2)


def _clicks(browser: Any) -> list[Measured]:
    from .clicks import clicks

    return clicks(browser, RUNS)


def _page(browser: Any) -> list[Measured]:
    from .page import handout

    return handout(browser, RUNS)


def _decks(browser: Any) -> list[Measured]:
    from .decks import decks

    return decks(browser, RUNS)


def _scale(browser: Any) -> list[Measured]:
    from .scale import scale

    return scale(browser, RUNS)


def _all(browser: Any) -> list[Measured]:
    from .processes import all_handouts

    return all_handouts(SLOW_RUNS)


def _class(browser: Any) -> list[Measured]:
    from .processes import whole_class

    return whole_class(SLOW_RUNS)


def _set_up(browser: Any) -> list[Measured]:
    from .processes import set_up

    return set_up()


GROUPS = {
    "start": _start, "notebooks": _notebooks, "clicks": _clicks, "page": _page, "decks": _decks, "scale": _scale,
    "all": _all, "class": _class, "set-up": _set_up,
}  # fmt: skip


def measure(groups: Sequence[str]) -> tuple[dict[str, Measured], str]:
    """What the groups gave, by promise, and the name of the browser."""
    found: dict[str, Measured] = {}
    with chromium() as browser:
        for group in groups:
            print(f"measuring: {group}", file=sys.stderr, flush=True)
            found |= {measured.id: measured for measured in GROUPS[group](browser)}
        return found, f"Chromium {browser.version}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; 1 if a promise falls short."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Is it as fast as promised?")
    parser.add_argument("--no-fail", action="store_true", help="only tell, also where a promise falls short")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS), help="measure only these groups")
    given = parser.parse_args(arguments)
    found, browser = measure(given.only)
    only = [] if given.only == list(GROUPS) else ["--only", *given.only]
    command = shlex.join(["python", "-m", "tests.bench", *only])
    text = f"{circumstances(command, browser)}\n\n{table(found)}\n"
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(f"# How fast it is\n\n{text}", encoding="utf-8")
    print(text)
    short = broken(found)
    for what in short:
        print(f"falls short: {what}", file=sys.stderr)
    return 1 if short and not given.no_fail else 0


if __name__ == "__main__":
    sys.exit(main())
