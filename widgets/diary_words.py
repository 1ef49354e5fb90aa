"""What the view of the diary knows and says, and the sheet for a pen: tables only, never an entry."""

from __future__ import annotations

from typing import Any

from kb import KnowledgeBase
from kb.classroom import Classroom
from kb.schema import URGENT
from widgets.base import render
from widgets.diary_entries import LONGEST, OLDEST, STRENGTHS
from widgets.knowledge import phones, search_words, triage_knowledge

SHEET_DAYS = 14
ASKS_FROM = 7  # of 10: pain that people call strong; then the view asks for the signs of very bad pain
ASKED = ("severe_belly_pain", "severe_one_sided_pain", "back_pain_severe", "headache_severe")
NOT_IN_THE_VIEW = ("diary_chart_", "diary_line_", "diary_paper_")


def view_knowledge(base: KnowledgeBase, room: Classroom) -> dict[str, Any]:
    """What the selector of signs knows, what may help, limits and words."""
    known = {**triage_knowledge(base, room), "search": search_words(base)}
    helps = [row for row in base.rows["remedies"].values() if row["kind"] != "ask"]
    words = [key for key in base.rows["strings"] if key.startswith("diary_") and not key.startswith(NOT_IN_THE_VIEW)]
    return known | {
        "text": known["text"] | {key: base.text(key) for key in (*words, "visit_level")},
        "remedies": [[row["id"], row["title"]] for row in sorted(helps, key=lambda row: row["number"])],
        "strengths": strengths(base),
        "asks_from": ASKS_FROM,
        "asked": list(ASKED),
        "urgent": list(URGENT),
        "longest": LONGEST,
        "oldest_days": OLDEST.days,
    }


def strengths(base: KnowledgeBase) -> list[str]:
    """The strengths from 0 to 10 in words."""
    names = ["none", *["mild"] * 3, *["medium"] * 3, *["strong"] * 3, "worst"]
    return [base.text(f"diary_{names[number]}").format(number=number) for number in STRENGTHS]


def paper_form(base: KnowledgeBase, room: Classroom) -> str:
    """An empty sheet for two weeks with the numbers of the class; never an entry."""
    numbers = {slot["role"]: slot for level in URGENT for slot in phones(base, room)[level]}
    return render("diary.html", base=base, days=range(1, SHEET_DAYS + 1), phones=list(numbers.values()))
