"""The knowledge base: what the class says, as tables with sources, and the rules that act on them.

>>> import kb
>>> base = kb.load()
>>> kb.assess(base, ["spotting"]).level
'same_day'
"""

from __future__ import annotations

from kb import classroom
from kb.base import KnowledgeBase, TableError, load
from kb.causes import match_causes
from kb.foods import day_totals, find_foods
from kb.questions import find_questions, warning_signs
from kb.triage import Assessment, Reason, assess

__all__ = [
    "Assessment",
    "KnowledgeBase",
    "Reason",
    "TableError",
    "assess",
    "classroom",
    "day_totals",
    "find_foods",
    "find_questions",
    "load",
    "match_causes",
    "warning_signs",
]
