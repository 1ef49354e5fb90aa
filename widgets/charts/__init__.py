"""Charts from the knowledge base, each with the words and the numbers that say the same."""

from __future__ import annotations

from widgets.charts.base import Chart
from widgets.charts.body_changes import changes_by_week
from widgets.charts.causes import conditions_by_feature
from widgets.charts.days import diary
from widgets.charts.foods import best_foods
from widgets.charts.signs import signs_by_level
from widgets.charts.weeks import plasma_and_back_pain
from widgets.charts.weight import weight_corridors

__all__ = [
    "Chart",
    "best_foods",
    "changes_by_week",
    "conditions_by_feature",
    "diary",
    "plasma_and_back_pain",
    "signs_by_level",
    "weight_corridors",
]
