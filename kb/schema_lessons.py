"""The tables of the person who teaches: a lesson a section, and moments that need care; merged into `kb.schema`."""

from __future__ import annotations

from kb.columns import COUNT, GOALS, ROW_ID, TEXT, Column, one, some

MUST = ("warning_signs",)  # sections that are part of every evening
CARD_MINUTES = 3  # for the call card at the end of every evening
LEAST_MINUTES, MOST_MINUTES = 15, 240

LESSON_TABLES: dict[str, dict[str, Column]] = {
    "lessons": {
        "id": ROW_ID,
        "section_id": one("sections"),
        "priority": COUNT,
        "minutes": COUNT,
        "minutes_short": COUNT,
        "goal": TEXT,
        "say": GOALS,
        "ask": GOALS,
        "do": GOALS,
        "misconception": TEXT,
        "kindly": TEXT,
        "teach_back": TEXT,
        "teach_back_listen_for": GOALS,
        "leave_out": TEXT,
        "claim_ids": some("claims", required=True),
        "source_ids": some("sources", required=True),
    },
    "moments": {
        "id": ROW_ID,
        "number": COUNT,
        "title": TEXT,
        "rule_ids": some("rules"),
        "do": GOALS,
        "say": GOALS,
        "avoid": GOALS,
        "claim_ids": some("claims", required=True),
        "source_ids": some("sources", required=True),
    },
}
