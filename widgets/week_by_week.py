"""Week by week: where the womb is, what changes, what is often said of it and what the figures say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import traitlets

from kb import KnowledgeBase
from kb.weeks import Period, periods
from widgets.base import LiveWidget, render
from widgets.knowledge import columns
from widgets.week_drawing import drawing, shapes

TWELVE = 12
FIGURES = ("plasma_pct", "plasma_low_pct", "plasma_high_pct", "relaxin", "back_pain_pct", "back_pain_low_pct",
           "back_pain_high_pct")  # fmt: skip
WORDS = (
    "always", "announce", "back", "back_pain", "back_pain_label", "bands", "breastbone", "caption", "changes",
    "drawing", "figures", "forward", "intro", "navel", "none", "often_said", "plasma", "plasma_label", "pubic_bone",
    "relaxin_label", "said", "slider", "sources", "statements", "twelve", "value", "where",
)  # fmt: skip


class WeekByWeek(LiveWidget):
    """A slider over the weeks of pregnancy with a drawing of the womb and what is known of the week.

    Args:
        base: the knowledge base.
        week: the week to start with.

    Attributes:
        week: the week that is shown, a week of weeks.csv. May be set; all views follow.
        weeks: the weeks as columns, first week first: place of the womb, figures, `note` (the place of its note in
            `knowledge`), and `womb` and `front` (SVG paths).

    Raises:
        ValueError: for a week that weeks.csv does not have, with those that it has, and for tables that leave a week
            out or give it not exactly one note.
    """

    files = "week_by_week"
    knowledge = traitlets.Dict().tag(sync=True)
    weeks = traitlets.Dict().tag(sync=True)
    week = traitlets.Int(TWELVE).tag(sync=True)

    def __init__(self, base: KnowledgeBase, week: int = TWELVE) -> None:
        rows, notes = _by_week(base), _notes(base)
        _check(rows, notes)
        self._first, self._last = rows[0]["week"], rows[-1]["week"]
        note = [next(i for i, n in enumerate(notes) if n["from_week"] <= row["week"] <= n["to_week"]) for row in rows]
        names = ("id", "week", "uterus", *FIGURES, "source_ids")
        self._base = base
        super().__init__(
            knowledge=_knowledge(base, rows, notes),
            weeks=columns(rows, names) | shapes(rows) | {"note": note},
            week=week,
            plain_html=paper_form(base),
        )

    @traitlets.validate("week")
    def _known(self, proposal: Any) -> int:
        week: int = proposal["value"]
        if not self._first <= week <= self._last:
            raise ValueError(f"week {week} is not there. Allowed: a whole number, {self._first} to {self._last}.")
        return week


def paper_form(base: KnowledgeBase) -> str:
    """All bands of weeks with the same words, the figures by period, the sources, and the drawing of week 12."""
    rows, notes = _by_week(base), _notes(base)
    drawn = next((place for place, row in enumerate(rows) if row["week"] == TWELVE), 0)
    places = periods(base, "uterus")
    return render(
        "week_by_week.html",
        base=base,
        bands=[(note, _within(places, note)) for note in notes],
        twelve=TWELVE,
        drawn=rows[drawn],
        shape={name: paths[drawn] for name, paths in shapes(rows).items()},
        drawing=drawing(),
        plasma=periods(base, "plasma_pct", "plasma_low_pct", "plasma_high_pct"),
        relaxin=periods(base, "relaxin"),
        back_pain=periods(base, "back_pain_pct", "back_pain_low_pct", "back_pain_high_pct"),
        sources=[base.rows["sources"][key] for key in _used(rows, notes)],
    )


def _by_week(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    return sorted(base.rows["weeks"].values(), key=lambda row: row["week"])


def _notes(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    return sorted(base.rows["week_notes"].values(), key=lambda note: note["from_week"])


def _check(rows: list[Mapping[str, Any]], notes: list[Mapping[str, Any]]) -> None:
    """What the columns alone cannot promise; the first fault is told."""
    weeks = [row["week"] for row in rows]
    if not weeks or weeks != list(range(weeks[0], weeks[0] + len(weeks))):
        raise ValueError(f"weeks.csv needs each week once and none left out. Found: {weeks}.")
    for week in weeks:
        found = [note["id"] for note in notes if note["from_week"] <= week <= note["to_week"]]
        if len(found) != 1:
            raise ValueError(f"week_notes.csv needs exactly one note for week {week}. Found: {found}.")
    for note in notes:
        if len(note["often_said"]) != len(note["figures_say"]):
            raise ValueError(f"week_notes.csv, {note['id']}: often_said and figures_say need as many sentences each.")


def _within(places: list[Period], note: Mapping[str, Any]) -> list[Period]:
    """Where the womb is in the weeks of a note."""
    cut = [Period(max(p.first, note["from_week"]), min(p.last, note["to_week"]), p.values) for p in places]
    return [place for place in cut if place.first <= place.last]


def _used(rows: list[Mapping[str, Any]], notes: list[Mapping[str, Any]]) -> list[str]:
    return sorted({source for row in (*rows, *notes) for source in row["source_ids"]})


def _knowledge(base: KnowledgeBase, rows: list[Mapping[str, Any]], notes: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Notes, sources, words and the lines of the drawing."""
    sources = {}
    for key in _used(rows, notes):
        row = base.rows["sources"][key]
        how = {"from_memory": "source_from_memory", "copy": "source_copy"}.get(row["seen"])
        year = f"{row['year']} ({base.text(how)})" if how else row["year"]
        sources[key] = [f"{row['organisation']}: {row['title']}, {year}", row["url"]]
    return {
        "notes": columns(notes, ("id", "changes", "often_said", "figures_say", "claim_ids", "source_ids")),
        "sources": sources,
        "twelve": TWELVE,
        "text": {name: base.text(f"week_{name}") for name in WORDS} | {"call_anyway": base.text("call_anyway")},
        "drawing": drawing(),
        "language": base.language,
    }
