"""How the knowledge base is explored: live views, section texts and charts for notebooks."""

from __future__ import annotations

from widgets import boxes
from widgets.call_card import CallCard
from widgets.charts import Chart, signs_by_level
from widgets.claims import ReviewStatus, SectionMap, SectionText, Sources
from widgets.class_header import ClassHeader, ClassNumbers
from widgets.symptom_selector import SymptomSelector

boxes.register()

__all__ = [
    "CallCard",
    "Chart",
    "ClassHeader",
    "ClassNumbers",
    "ReviewStatus",
    "SectionMap",
    "SectionText",
    "Sources",
    "SymptomSelector",
    "signs_by_level",
]
