"""The knowledge base: what the class says, as tables with sources, and the rules that act on them.

>>> import kb
>>> base = kb.load()
>>> kb.assess(base, ["spotting"]).level
'same_day'
"""

from __future__ import annotations

from kb import classroom
from kb.base import KnowledgeBase, TableError, load
from kb.body_changes import explain_sensations
from kb.causes import match_causes
from kb.foods import day_totals, find_foods
from kb.lessons import plan_evening
from kb.questions import find_questions, warning_signs
from kb.quiz import Mark, mark, quiz_results
from kb.relief import plan_relief
from kb.treatment import NextStep, next_step
from kb.triage import Assessment, Reason, assess
from kb.weight import bmi, weight_corridor

__all__ = [
    "Assessment",
    "KnowledgeBase",
    "Mark",
    "NextStep",
    "Reason",
    "TableError",
    "assess",
    "bmi",
    "classroom",
    "day_totals",
    "explain_sensations",
    "find_foods",
    "find_questions",
    "load",
    "mark",
    "match_causes",
    "next_step",
    "plan_evening",
    "plan_relief",
    "quiz_results",
    "warning_signs",
    "weight_corridor",
]
