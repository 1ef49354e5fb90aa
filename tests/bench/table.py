"""The table that is printed and written to dist/bench.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from datetime import date

from .promises import PROMISES, Measured, Promise, bound, compared, kept

HEAD = ("what", "here", "the stock way", "ratio", "promise", "kept")
YES_NO = {True: "yes", False: "**no**", None: ""}


def _line(promise: Promise, measured: Measured) -> tuple[str, ...]:
    if measured.ours is None:
        return (promise.what, f"not measured: {measured.note}", "", "", bound(promise, ""), "")
    what = f"{promise.what} ({measured.note})" if measured.note else promise.what
    stock = f"{measured.stock} · {promise.stock}" if measured.stock else ""
    ratio = compared(promise, measured)
    return (what, str(measured.ours), stock, str(ratio or ""), bound(promise, measured.ours.unit),
            YES_NO[kept(promise, measured)])  # fmt: skip


def table(found: Mapping[str, Measured]) -> str:
    """Markdown, one line for each promise that was looked at, in their order."""
    lines = [HEAD, ("---",) * len(HEAD)]
    lines += [_line(promise, found[promise.id]) for promise in PROMISES if promise.id in found]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def broken(found: Mapping[str, Measured]) -> list[str]:
    """Promises that fall short, in words."""
    return [promise.what for promise in PROMISES if promise.id in found and kept(promise, found[promise.id]) is False]


def circumstances(command: str, browser: str) -> str:
    """When, on what and how it was measured."""
    python = f"Python {platform.python_version()}"
    return (
        f"Measured on {date.today().isoformat()} with `{command}`: {os.cpu_count()} cores, {platform.system()}"
        f" {platform.machine()}, {python}, {browser or 'no browser'}. Medians of the runs, the least and the most"
        " in brackets; a ratio compares runs that alternated."
    )
