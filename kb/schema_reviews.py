"""The tables about the content as a whole: its version and day, and what clinicians said; merged into `kb.schema`."""

from __future__ import annotations

import re

from kb.columns import DATE, NOTE, ROW_ID, ROW_PATH, TEXT, Column, choice

STATEMENTS = (
    "rules", "levels", "claims", "symptoms", "pain_clocks", "conditions", "questions", "remedies", "habits",
    "treatment_steps", "body_changes", "sensations", "weeks", "week_notes", "weight_gain", "foods", "nutrients",
    "intakes", "quiz", "cases", "lessons", "moments", "visit_questions", "glossary",
    "strings",
)  # fmt: skip
"""The tables that a clinician can review, what decides about a call first; of strings, what speaks of health."""
PARTS = {"conditions": "condition_symptoms", "quiz": "quiz_options"}  # read with the row that they belong to
ANSWERS = AGREE, CHANGE, COMMENT = "agree", "change", "comment"

VERSION = Column(lambda cell: bool(re.fullmatch(r"[0-9]+\.[0-9]+", cell)), "two numbers with a dot, such as 1.0")
DAY = Column(lambda cell: bool(cell) and DATE.accepts(cell), "a date as 2026-11-22")
NUMBERED = Column(lambda cell: bool(re.fullmatch(r"r[0-9]+", cell)), "r and a number, such as r1")

REVIEW_TABLES: dict[str, dict[str, Column]] = {
    "content": {"id": ROW_ID, "version": VERSION, "dated_on": DAY, "digest": ROW_ID},
    "reviews": {
        "id": NUMBERED,
        "table": choice(*STATEMENTS),
        "row_id": ROW_PATH,
        "answer": choice(*ANSWERS),
        "comment": NOTE,
        "reviewed_by": TEXT,
        "reviewed_on": DAY,
        "fingerprint": ROW_ID,
    },
}
