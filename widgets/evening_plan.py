"""The plan of an evening: its minutes and its sections, with what to leave out of each when time is short."""

from __future__ import annotations

from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, plan_evening
from kb.lessons import check_minutes, known_sections
from kb.schema_lessons import CARD_MINUTES, LEAST_MINUTES, MOST_MINUTES, MUST
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns

PRESETS = (30, 60, 90)
FACTS = ("id", "title", "number", "minutes", "minutes_short", "priority", "leave_out", "must")
WORDS = (
    "again", "announce", "call", "caption", "card", "free", "intro", "left_out", "minutes", "minutes_hint",
    "minutes_wrong", "must", "no_room", "part", "pick", "pick_hint", "set", "skip", "skip_name", "starts", "takes",
)  # fmt: skip


class EveningPlan(LiveWidget):
    """Choose minutes and sections, and the evening is planned at once. The browser decides; Python mirrors.

    Args:
        base: the knowledge base.
        minutes: how long the evening is.

    Attributes:
        minutes: 15 to 240.
        sections: ids of sections.csv that are wanted; none lets the plan choose.
        left_out: ids of sections.csv that are not wanted.

    Raises:
        TypeError: when the minutes are no whole number.
        ValueError: when one of these is set to what is not allowed, with what is.
    """

    files = "evening_plan"
    knowledge = traitlets.Dict().tag(sync=True)
    minutes = traitlets.Int(60).tag(sync=True)
    sections = traitlets.List(traitlets.Unicode()).tag(sync=True)
    left_out = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, base: KnowledgeBase, minutes: int = 60) -> None:
        check_minutes(minutes)
        self._base = base
        plans = [(length, plan_evening(base, length)) for length in PRESETS]
        shown = [(length, plan.attrs["left"], plan.to_dict("records")) for length, plan in plans]
        super().__init__(
            knowledge=_knowledge(base),
            minutes=minutes,
            plain_html=render("evening_plan.html", base=base, plans=shown),
        )

    @traitlets.validate("minutes")
    def _possible(self, proposal: Any) -> int:
        check_minutes(proposal["value"])
        return int(proposal["value"])

    @traitlets.validate("sections", "left_out")
    def _known(self, proposal: Any) -> list[str]:
        return list(known_sections(self._base, proposal["trait"].name, proposal["value"]))

    @property
    def plan(self) -> pd.DataFrame:
        """The plan as a table, as `kb.plan_evening` makes it."""
        return plan_evening(self._base, self.minutes, self.sections or None, self.left_out)


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    """The sections in the order of the class, limits, words and drawings."""
    ordered = sorted(base.rows["sections"].values(), key=lambda section: section["number"])
    rows = [{**base.rows["lessons"][row["id"]], **row, "must": row["id"] in MUST} for row in ordered]
    return {
        "sections": columns(rows, FACTS),
        "presets": list(PRESETS),
        "card": CARD_MINUTES,
        "least": LEAST_MINUTES,
        "most": MOST_MINUTES,
        "text": {name: base.text(f"evening_{name}") for name in WORDS},
        "icons": {name: icons()[name] for name in ("phone", "warn")},
        "language": base.language,
    }
