"""How the knowledge base is explored: live views, section texts and charts for notebooks."""

from __future__ import annotations

from widgets import boxes
from widgets.call_card import CallCard
from widgets.cause_table import CauseTable
from widgets.charts import Chart, best_foods, conditions_by_feature, signs_by_level
from widgets.claims import ReviewStatus, SectionMap, SectionText, Sources
from widgets.class_header import ClassHeader, ClassNumbers
from widgets.food_finder import FoodFinder
from widgets.symptom_selector import SymptomSelector
from widgets.visit_sheet import VisitSheet

boxes.register()

__all__ = [
    "CallCard",
    "CauseTable",
    "Chart",
    "ClassHeader",
    "ClassNumbers",
    "FoodFinder",
    "ReviewStatus",
    "SectionMap",
    "SectionText",
    "Sources",
    "SymptomSelector",
    "VisitSheet",
    "best_foods",
    "conditions_by_feature",
    "signs_by_level",
]
