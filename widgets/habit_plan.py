"""Small habits for a week: a day or a night walked through in moments, up to three picked, seven boxes for each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase
from kb.schema import TABLES
from widgets.base import icons, read_static, render
from widgets.knowledge import columns
from widgets.personal import Remembering

MOST_PICKED = 3
DAYS = range(1, 8)  # Monday is 1
LONGEST_NOTE = 120  # letters: what fits on two lines of paper
PLANS, MOMENTS = (
    tuple(TABLES["habits"][column].allowed.partition(": ")[2].split(", ")) for column in ("plan", "moment")
)
FACTS = ("id", "moment", "text", "how", "caution", "picture", "claim_ids", "source_ids")
WORDS = (
    "back", "care", "clear", "cleared", "days", "days_of", "full", "go", "guard", "next", "pick", "picked_here",
    "remove", "rests", "said_in", "said_out", "step", "to_week", "week", "week_empty", "week_lead", "when", "when_hint",
)  # fmt: skip


@cache
def drawings() -> dict[str, list[Any]]:
    """Line drawings by name in a 260 by 150 box: layers of a kind and paths, each with the width of a limb, or 0."""
    found: dict[str, list[Any]] = json.loads(read_static("drawings.json"))
    return found


class HabitPlan(Remembering):
    """Habits by moment, to pick, to put into own words and to tick for a week. The browser decides; Python mirrors.

    Where somebody sits at the notebook, the week is kept for the next time.

    Args:
        base: the knowledge base.
        plan: "day" for lifting, sitting, shoes and pacing, or "sleep" for evening and night.

    Attributes:
        plan: "day" or "sleep"; it stays as the plan was made.
        habits: the habits of the plan as columns, in the order of the moments.
        picked: ids of up to three habits for the week. May be set; all views follow, as with the next two.
        notes: for a habit's id, when it is done, in own words of up to 120 letters.
        done: for a habit's id, the days on which it was done: 1 for Monday to 7 for Sunday.

    Raises:
        ValueError: for an unknown plan, habit, day or drawing with what is allowed, and for too many or too long ones.
        TypeError: when a note is no text, or the days of a habit are no list.
    """

    files = "habit_plan"
    knowledge = traitlets.Dict().tag(sync=True)
    habits = traitlets.Dict().tag(sync=True)
    plan = traitlets.Unicode("day", read_only=True).tag(sync=True)
    picked = traitlets.List(traitlets.Unicode()).tag(sync=True)
    notes = traitlets.Dict().tag(sync=True)
    done = traitlets.Dict().tag(sync=True)

    def __init__(self, base: KnowledgeBase, plan: str = "day") -> None:
        if plan not in PLANS:
            raise ValueError(f"unknown plan “{plan}”. Allowed: {', '.join(PLANS)}.")
        self._base = base
        rows = plan_habits(base, plan)
        self._ids = [row["id"] for row in rows]
        self.set_trait("plan", plan)
        super().__init__(
            knowledge=_knowledge(base, plan, rows),
            habits=columns(rows, FACTS),
            plain_html=paper_form(base, plan, rows),
        )
        self.remember(base, "habit", plan, ("picked", "notes", "done"))

    def _known(self, ids: Iterable[str]) -> None:
        for name in ids:
            if name not in self._ids:
                raise ValueError(f"unknown habit “{name}”. Allowed: {', '.join(self._ids)}.")

    @traitlets.validate("picked")
    def _few(self, proposal: Any) -> list[str]:
        ids = list(dict.fromkeys(proposal["value"]))
        self._known(ids)
        if len(ids) > MOST_PICKED:
            raise ValueError(f"{len(ids)} habits are too many for a week. Allowed: up to {MOST_PICKED}.")
        return ids

    @traitlets.validate("notes")
    def _short(self, proposal: Any) -> dict[str, str]:
        self._known(proposal["value"])
        for name, note in proposal["value"].items():
            if not isinstance(note, str):
                raise TypeError(f"the note for “{name}” must be text, not {type(note).__name__}.")
            if len(note) > LONGEST_NOTE:
                raise ValueError(f"the note for “{name}” has {len(note)} letters. Allowed: up to {LONGEST_NOTE}.")
        return {name: note for name, note in proposal["value"].items() if note}

    @traitlets.validate("done")
    def _days(self, proposal: Any) -> dict[str, list[int]]:
        self._known(proposal["value"])
        for name, days in proposal["value"].items():
            if not isinstance(days, list | tuple | set | range):
                raise TypeError(f"the days of “{name}” must be a list of numbers, not {type(days).__name__}.")
            for day in days:
                if type(day) is not int or day not in DAYS:
                    raise ValueError(f"day {day!r} of “{name}”. Allowed: 1 for Monday to 7 for Sunday.")
        return {name: sorted(set(days)) for name, days in proposal["value"].items() if days}

    @property
    def week(self) -> pd.DataFrame:
        """The plan as a table: a row a picked habit, with its words and a column a day."""
        rows = self._base.rows["habits"]
        names = [self._base.text(f"habit_day_{day}") for day in DAYS]
        cells = [
            [rows[name]["text"], self.notes.get(name, ""), *(day in self.done.get(name, []) for day in DAYS)]
            for name in self.picked
        ]
        return pd.DataFrame(cells, columns=["habit", "when", *names], index=pd.Index(self.picked, name="id"))


def plan_habits(base: KnowledgeBase, plan: str) -> list[Mapping[str, Any]]:
    """The habits of a plan, by moment and number.

    Raises:
        ValueError: when a habit names a drawing that does not exist.
    """
    rows = [row for row in base.rows["habits"].values() if row["plan"] == plan]
    for row in rows:
        if row["picture"] and row["picture"] not in drawings():
            allowed = ", ".join(drawings())
            raise ValueError(f"habit “{row['id']}”: unknown picture “{row['picture']}”. Allowed: {allowed}.")
    return sorted(rows, key=lambda row: (MOMENTS.index(row["moment"]), row["number"]))


def _by_moment(rows: list[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    groups = {moment: [row for row in rows if row["moment"] == moment] for moment in MOMENTS}
    return {moment: found for moment, found in groups.items() if found}


def _used(base: KnowledgeBase, rows: list[Mapping[str, Any]], table: str) -> list[Mapping[str, Any]]:
    """The rows of claims or sources that the habits name."""
    named = {key for row in rows for key in row[f"{table.removesuffix('s')}_ids"]}
    return [base.rows[table][key] for key in sorted(named)]


def _knowledge(base: KnowledgeBase, plan: str, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Moments, days, limits, what the habits rest on, words and drawings."""
    claims = _used(base, rows, "claims")
    own = {name: base.text(f"habit_{name}") for name in WORDS}
    shared = {name: base.text(name) for name in ("call_anyway", "sources_label", "source_copy", "source_from_memory")}
    stances = {claim["stance"]: base.text(f"stance_{claim['stance']}") for claim in claims}
    pictures = sorted({row["picture"] for row in rows if row["picture"]})
    return {
        "moments": {moment: base.text(f"habit_moment_{moment}") for moment in _by_moment(rows)},
        "days": {str(day): [base.text(f"habit_day_{day}"), base.text(f"habit_day_long_{day}")] for day in DAYS},
        "most": MOST_PICKED,
        "longest": LONGEST_NOTE,
        "claims": columns(claims, ("id", "text", "stance", "nuance")),
        "sources": columns(_used(base, rows, "sources"), ("id", "organisation", "title", "year", "url", "seen")),
        "stances": stances,
        "drawings": {name: drawings()[name] for name in pictures},
        "pictures": {name: base.text(f"habit_picture_{name}") for name in pictures},
        "text": own | shared | {name: base.text(f"habit_{name}_{plan}") for name in ("intro", "steps")},
        "icons": {name: icons()[name] for name in ("phone", "warn", "x")},
        "language": base.language,
    }


def paper_form(base: KnowledgeBase, plan: str, rows: list[Mapping[str, Any]]) -> str:
    """All moments with boxes to tick, the drawings, the sources, and an empty week for three habits."""
    return render(
        "habit_plan.html",
        base=base,
        plan=plan,
        groups=_by_moment(rows),
        sources=sorted(_used(base, rows, "sources"), key=lambda row: row["organisation"].lower()),
        drawings=drawings(),
        days=DAYS,
        lines=range(MOST_PICKED),
        organisations={
            row["id"]: list(dict.fromkeys(base.rows["sources"][key]["organisation"] for key in row["source_ids"]))
            for row in rows
        },
    )
