"""The tables of the questions to check oneself with: a quiz a section; merged into `kb.schema`.

The right answer to a question of kind "level" stands nowhere: it is what the rules of triage say to its signs.
"""

from __future__ import annotations

from kb.columns import COUNT, NOTE, ROW_ID, TEXT, YES_NO, YES_OR_NOTHING, Column, choice, maybe_one, one, some

KINDS = ("single", "multiple", "order", "level")
LEAST_QUESTIONS, MOST_QUESTIONS = 3, 6  # a section
LEAST_OPTIONS, MOST_OPTIONS = 2, 6
LEAST_LEVELS = 3  # to choose from, in a question of kind level

YES_NO_OR_OPEN = Column(
    lambda cell: cell in ("yes", "no", ""),
    "yes or no; nothing for the kind level",
    {"yes": True, "no": False}.get,
)

QUIZ_TABLES: dict[str, dict[str, Column]] = {
    "quiz": {
        "id": ROW_ID,
        "section_id": one("sections"),
        "number": COUNT,
        "kind": choice(*KINDS),
        "question": TEXT,
        "symptom_ids": some("symptoms"),
        "because": TEXT,
        "missed": NOTE,
        "safety": YES_NO,
        "claim_ids": some("claims", required=True),
        "rule_ids": some("rules"),
        "source_ids": some("sources", required=True),
    },
    "quiz_options": {
        "id": ROW_ID,
        "quiz_id": one("quiz"),
        "number": COUNT,
        "text": NOTE,
        "level": maybe_one("levels"),
        "right": YES_NO_OR_OPEN,
        "why": NOTE,
        "claim_ids": some("claims"),
        "misconception": YES_OR_NOTHING,
        "symptom_ids": some("symptoms"),
        "acts_level": maybe_one("levels"),
    },
}
