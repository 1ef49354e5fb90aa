"""How the knowledge base is explored: live views, section texts and charts for notebooks."""

from __future__ import annotations

from widgets import boxes
from widgets.call_card import CallCard
from widgets.cases import Cases
from widgets.cause_table import CauseTable
from widgets.charts import Chart, best_foods, conditions_by_feature, signs_by_level
from widgets.claims import ReviewStatus, SectionMap, SectionText, Sources
from widgets.class_header import ClassHeader, ClassNumbers
from widgets.food_finder import FoodFinder
from widgets.question_finder import QuestionFinder
from widgets.symptom_selector import SymptomSelector

boxes.register()

__all__ = [
    "CallCard",
    "Cases",
    "CauseTable",
    "Chart",
    "ClassHeader",
    "ClassNumbers",
    "FoodFinder",
    "QuestionFinder",
    "ReviewStatus",
    "SectionMap",
    "SectionText",
    "Sources",
    "SymptomSelector",
    "best_foods",
    "conditions_by_feature",
    "signs_by_level",
]
