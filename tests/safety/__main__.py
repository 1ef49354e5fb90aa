"""`python -m tests.safety [file]`: the safety sheet; 1 if the rules break a promise or send anybody too low."""

from __future__ import annotations

import sys
from pathlib import Path

import kb
from handouts.writing import write

from .sheet import page, values


def main(arguments: list[str]) -> int:
    """Write the sheet and say in one line what it says."""
    base = kb.load()
    target = Path(arguments[0] if arguments else "dist/safety.html")
    found = values(base)
    write(target, page(base))
    broken = sum(row["broken"] for row in found["invariants"])
    told = found["figures"]
    print(
        f"{found['small'] + found['large']:,} sets of ticks, {broken} break a promise; {told.cases} cases,"
        f" {told.right} at an acceptable level, {told.too_low} too low. The sheet is {target}."
    )
    return 1 if broken or told.too_low else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
