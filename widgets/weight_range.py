"""The range of weight gain for one person, drawn week by week, without a verdict and without blame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, weight_corridor
from kb.class_settings import UNITS
from kb.classroom import Classroom
from kb.weight import BMI, FIRST_WEEK, HEIGHT_CM, LAST_WEEK, MOST_CHANGE_KG, SPLIT_WEEK, WEIGHT_KG, bmi, plausible
from widgets.base import LiveWidget, icons
from widgets.knowledge import columns
from widgets.weight_paper import bands, paper_form, sources, warning_signs

SCHEMES = ("us", "uk", "other")
BAND = (
    "id", "title", "bmi_below", "first_low_kg", "first_high_kg", "total_low_kg", "total_high_kg", "total_low_lb",
    "total_high_lb", "twins_low_kg", "twins_high_kg", "twins_low_lb", "twins_high_lb",
)  # fmt: skip
NOT_LIVE = ("weight_chart_", "weight_paper_")


class WeightRange(LiveWidget):
    """The range of weight gain by week for a height and a weight before pregnancy. The browser decides.

    Args:
        base: the knowledge base.
        classroom: the class's settings; they decide on the units and on the note to begin with.
        scheme: where care is given, "us", "uk" or "other"; None for that of the class's region.
        **traits: any of the attributes below, to begin with.

    Attributes:
        height_cm: height, 100 to 250; None while it is not given.
        weight_kg: weight before pregnancy, 25 to 300; None while it is not given.
        units: what is shown and typed, "metric" or "imperial"; the other traits stay in cm and kg.
        babies: 1, or 2 for twins.
        week: the week of pregnancy now, 4 to 40.
        points: own weights, each `{"week": 14, "weight_kg": 66.2}`; one a week, kept in the order of the weeks.
        hidden: no figure is shown.
        scheme: where care is given; the ranges are those of the US everywhere.

    Raises:
        ValueError: when one of these is set to what is not plausible or not allowed, with what is.
    """

    files = "weight_range"
    knowledge = traitlets.Dict().tag(sync=True)
    height_cm = traitlets.Float(None, allow_none=True).tag(sync=True)
    weight_kg = traitlets.Float(None, allow_none=True).tag(sync=True)
    units = traitlets.Unicode("metric").tag(sync=True)
    babies = traitlets.Int(1).tag(sync=True)
    week = traitlets.Int(12).tag(sync=True)
    points = traitlets.List(traitlets.Dict()).tag(sync=True)
    hidden = traitlets.Bool(False).tag(sync=True)
    scheme = traitlets.Unicode("us").tag(sync=True)

    def __init__(
        self, base: KnowledgeBase, *, classroom: Classroom | None = None, scheme: str | None = None, **traits: Any
    ) -> None:
        self._base = base
        room = classroom or Classroom()
        region = base.rows["regions"][room.region]["intake_scheme"]
        here = scheme if scheme is not None else region if region in SCHEMES else "other"
        units = room.units or ("imperial" if region == "us" else "metric")
        super().__init__(
            knowledge=_knowledge(base),
            plain_html=paper_form(base),
            **{"scheme": here, "units": units, **traits},
        )

    @traitlets.validate("height_cm", "weight_kg")
    def _plausible(self, proposal: Any) -> float | None:
        name, value = proposal["trait"].name, proposal["value"]
        if value is None:
            return None
        plausible(name, value)
        both = {"height_cm": self.height_cm, "weight_kg": self.weight_kg, name: value}
        if None not in both.values():
            bmi(**both)
        return float(value)

    @traitlets.validate("units", "scheme", "babies", "week")
    def _allowed(self, proposal: Any) -> Any:
        name, value = proposal["trait"].name, proposal["value"]
        weeks = range(FIRST_WEEK, LAST_WEEK + 1)
        allowed = {"units": UNITS, "scheme": SCHEMES, "babies": (1, 2), "week": weeks}[name]
        if value not in allowed:
            words = f"{weeks[0]} to {weeks[-1]}" if name == "week" else ", ".join(map(str, allowed))
            raise ValueError(f"{name}={value!r} is not known. Allowed: {words}.")
        return value

    @traitlets.validate("points")
    def _weeks_and_weights(self, proposal: Any) -> list[dict[str, Any]]:
        points = sorted((_point(point) for point in proposal["value"]), key=lambda point: point["week"])
        weeks = [point["week"] for point in points]
        twice = {week for week in weeks if weeks.count(week) > 1}
        if twice:
            raise ValueError(f"points: week {min(twice)} stands twice. Allowed: one weight a week.")
        return points

    @property
    def corridor(self) -> pd.DataFrame | None:
        """The corridor of the person as `kb.weight_corridor` says it; None while height or weight is missing."""
        if self.height_cm is None or self.weight_kg is None:
            return None
        return weight_corridor(self._base, self.height_cm, self.weight_kg, self.babies)


def _point(point: Mapping[str, Any]) -> dict[str, Any]:
    if set(point) != {"week", "weight_kg"}:
        raise ValueError(f"points: {dict(point)!r} is not known. Allowed: week and weight_kg, and both.")
    week = point["week"]
    if isinstance(week, bool) or not isinstance(week, int) or not FIRST_WEEK <= week <= LAST_WEEK:
        raise ValueError(f"points: week={week!r} is not known. Allowed: {FIRST_WEEK} to {LAST_WEEK}.")
    return {"week": week, "weight_kg": plausible("weight_kg", point["weight_kg"])}


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    """Bands, limits, warning signs, sources, words and drawings."""
    words: Iterable[str] = (key for key in base.rows["strings"] if key.startswith("weight_"))
    shown = sources(base)
    return {
        "bands": columns(bands(base), BAND),
        "limits": {
            "height_cm": HEIGHT_CM,
            "weight_kg": WEIGHT_KG,
            "bmi": BMI,
            "change_kg": MOST_CHANGE_KG,
            "weeks": (FIRST_WEEK, SPLIT_WEEK, LAST_WEEK),
        },
        "signs": warning_signs(base),
        "sources": columns(shown, ("id", "organisation", "title", "year", "url", "seen")),
        "text": {
            **{key.removeprefix("weight_"): base.text(key) for key in words if not key.startswith(NOT_LIVE)},
            **{key: base.text(key) for key in ("call_anyway", "source_copy")},
        },
        "icons": {name: icons()[name] for name in ("heart", "info", "phone", "plus", "tick", "x")},
        "language": base.language,
    }
