"""A timer for warmth, rest, a walk or a break. It never starts by itself, and warmth never goes over its limit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import traitlets

from kb import KnowledgeBase
from kb.portions import one
from kb.relief import KINDS, MOST_HEAT, in_order
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns
from widgets.relief_planner import ReliefPlanner

MOST = 60  # minutes
OWN = 10
PRESETS = ("warm_pad", "rest_on_side", "short_walk", "take_a_break")
WORDS = (
    "awake", "done", "done_heat", "go_on", "left", "other", "own", "own_hint", "own_hot", "own_set", "own_wrong",
    "paper_end", "paper_start", "pause", "paused", "preset", "presets", "ready", "reset", "running", "silent",
    "start", "stopped", "title",
)  # fmt: skip


class Timer(LiveWidget):
    """Counts minutes down in the browser, by the clock, so that a page that slept is right again when it wakes.

    Args:
        base: the knowledge base.
        planner: a relief planner on the same page; its steps then set the timer, and a warning sign there stops it.

    Attributes:
        remedy: what the time is for: an id of remedies.csv that is something to do, or "".
        minutes: 1 to 60; 20 at most for warmth.
        clock: what the browser counts with. Only the page that wrote it counts by it: nothing starts by itself.
        planner: the planner that the timer follows, or None.

    Raises:
        TypeError: when the planner is none.
        ValueError: when `remedy` or `minutes` is set to what is not allowed, with what is.
    """

    files = "timer"
    knowledge = traitlets.Dict().tag(sync=True)
    remedies = traitlets.Dict().tag(sync=True)
    remedy = traitlets.Unicode("").tag(sync=True)
    minutes = traitlets.Int(OWN).tag(sync=True)
    clock = traitlets.Dict().tag(sync=True)
    planner = traitlets.Instance(ReliefPlanner, allow_none=True).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, base: KnowledgeBase, *, planner: ReliefPlanner | None = None) -> None:
        if planner is not None and not isinstance(planner, ReliefPlanner):
            raise TypeError(f"planner must be a ReliefPlanner or None, not {type(planner).__name__}.")
        rows = [row for row in in_order(base) if row["kind"] in KINDS]
        self._kinds = {row["id"]: row["kind"] for row in rows}
        self._base = base
        super().__init__(
            knowledge=_knowledge(base, rows),
            remedies=columns(rows, ("id", "kind", "title", "steps", "caution", "minutes")),
            planner=planner,
            plain_html=render("timer.html", base=base, warm=_warmth(rows), low=_usual_heat(rows), most=MOST_HEAT),
        )

    @traitlets.validate("remedy")
    def _a_step(self, proposal: Any) -> str:
        if proposal["value"]:
            one("remedy", proposal["value"], self._kinds)
        self._fits(proposal["value"], self.minutes)
        return str(proposal["value"])

    @traitlets.validate("minutes")
    def _in_range(self, proposal: Any) -> int:
        self._fits(self.remedy, proposal["value"])
        return int(proposal["value"])

    def _fits(self, remedy: str, minutes: int) -> None:
        hot = self._kinds.get(remedy) == "heat"
        most = MOST_HEAT if hot else MOST
        if isinstance(minutes, bool) or not 1 <= minutes <= most:
            raise ValueError(f"minutes={minutes} is not possible{' for warmth' if hot else ''}. Allowed: 1 to {most}.")

    @traitlets.observe("planner")
    def _tell_the_planner(self, change: Any) -> None:
        if change["new"] is not None:
            change["new"].has_timer = True


def _warmth(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in rows if row["kind"] == "heat"]


def _usual_heat(rows: list[Mapping[str, Any]]) -> int:
    return min([row["minutes"] for row in _warmth(rows)], default=MOST_HEAT)


def _knowledge(base: KnowledgeBase, rows: list[Mapping[str, Any]]) -> dict[str, Any]:
    """Words, limits, drawings, and the times to choose from: each a remedy ("" for none) and minutes."""
    known = {row["id"]: row for row in rows}
    presets: list[tuple[str, int]] = []
    for name in (name for name in PRESETS if name in known):
        presets.append((name, known[name]["minutes"]))
        if known[name]["kind"] == "heat":
            presets.append((name, MOST_HEAT))
    return {
        "presets": [*presets, ("", OWN)],
        "most": MOST,
        "most_heat": MOST_HEAT,
        "text": {name: base.text(f"timer_{name}") for name in WORDS} | {"care": base.text("relief_care")},
        "icons": {name: icons()[name] for name in ("phone", "tick", "warn")},
        "language": base.language,
    }
