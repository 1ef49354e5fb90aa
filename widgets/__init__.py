"""How the knowledge base is explored: live views, section texts and charts for notebooks."""

from __future__ import annotations

from widgets import boxes
from widgets.call_card import CallCard
from widgets.cause_explorer import CauseExplorer
from widgets.cause_table import CauseTable
from widgets.charts import Chart, best_foods, changes_by_week, conditions_by_feature, signs_by_level, weight_corridors
from widgets.claims import ReviewStatus, SectionMap, SectionText, Sources
from widgets.class_header import ClassHeader, ClassNumbers
from widgets.food_finder import FoodFinder
from widgets.habit_plan import HabitPlan
from widgets.relief_planner import ReliefPlanner
from widgets.symptom_selector import SymptomSelector
from widgets.timer import Timer
from widgets.week_by_week import WeekByWeek
from widgets.weight_range import WeightRange

boxes.register()

__all__ = [
    "CallCard",
    "CauseExplorer",
    "CauseTable",
    "Chart",
    "ClassHeader",
    "ClassNumbers",
    "FoodFinder",
    "HabitPlan",
    "ReliefPlanner",
    "ReviewStatus",
    "SectionMap",
    "SectionText",
    "Sources",
    "SymptomSelector",
    "Timer",
    "WeekByWeek",
    "WeightRange",
    "best_foods",
    "changes_by_week",
    "conditions_by_feature",
    "signs_by_level",
    "weight_corridors",
]
