"""The exporters' few own words, from strings.csv beside this file."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path


@cache
def words() -> dict[str, str]:
    """Text by id."""
    with (Path(__file__).parent / "strings.csv").open(newline="", encoding="utf-8") as file:
        return {row["id"]: row["text"] for row in csv.DictReader(file)}
