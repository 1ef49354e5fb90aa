"""What each table holds: its columns, what a cell may say, and which other table it points to.

Stated once: `kb.base` converts by it, `kb.validation` checks by it, and its words appear in the error messages.
"""

from __future__ import annotations

from kb.columns import (
    COUNT,
    GOALS,
    IN_ARTICLE,
    LINES,
    LINK,
    MAYBE,
    NOTE,
    PHONE,
    ROW_ID,
    TEXT,
    WORDS,
    YES_NO,
    YES_OR_NOTHING,
    Column,
    choice,
    choices,
    maybe_one,
    one,
    some,
)
from kb.schema_foods import FOOD_TABLES
from kb.schema_lessons import LESSON_TABLES
from kb.schema_quiz import QUIZ_TABLES
from kb.schema_reviews import REVIEW_TABLES
from kb.schema_sections import SECTION_TABLES

LEVELS = ("emergency", "same_day", "mention_or_call", "self_care")
URGENT = LEVELS[:2]  # what a warning sign asks for: a call today or now

TABLES: dict[str, dict[str, Column]] = {
    **FOOD_TABLES,
    **LESSON_TABLES,
    **QUIZ_TABLES,
    **REVIEW_TABLES,
    **SECTION_TABLES,
    "claims": {
        "id": ROW_ID,
        "section_id": one("sections"),
        "kind": choice("fact", "advice", "warning_sign", "figure", "definition"),
        "text": TEXT,
        "stance": choice("agrees", "more_precise", "differs", "no_good_evidence"),
        "nuance": NOTE,
        "repeats": some("claims"),
        "in_article": choice("yes", "no"),
        "source_lines": LINES,
        "source_ids": some("sources"),
    },
    "condition_symptoms": {
        "id": ROW_ID,
        "condition_id": one("conditions"),
        "symptom_id": one("symptoms"),
        "fit": choice("fits", "does_not_fit"),
    },
    "conditions": {
        "id": ROW_ID,
        "name": TEXT,
        "also_called": WORDS,
        "in_article": IN_ARTICLE,
        "level": one("levels"),
        "where": choices(
            "belly_middle", "one_side", "groin_or_hip", "low_back", "flank", "leg", "shoulder_or_chest", "anywhere"
        ),
        "feel": choices("dull", "cramp", "sharp", "tight", "burning", "waves", "numb", "varies"),
        "when": choices(
            "on_movement",
            "comes_and_goes",
            "sudden",
            "steady_or_growing",
            "around_meals",
            "when_peeing",
            "evening",
            "after_injury",
            "varies",
        ),
        "eases": choices(
            "rest", "movement", "warmth", "position_change", "poo_or_wind", "fluids", "nothing_reliable", "varies"
        ),
        "bleeding": MAYBE,
        "urinary": MAYBE,
        "fever": MAYBE,
        "where_text": TEXT,
        "feel_text": TEXT,
        "when_text": TEXT,
        "worse_with": NOTE,
        "better_with": NOTE,
        "other_signs": NOTE,
        "weeks_text": NOTE,
        "what_to_do": TEXT,
        "guidance_note": NOTE,
        "differential_id": ROW_ID,
        "source_ids": some("sources", required=True),
    },
    "glossary": {"id": ROW_ID, "term": TEXT, "meaning": TEXT, "other_words": WORDS, "source_ids": some("sources")},
    "levels": {
        "id": choice(*LEVELS),
        "rank": COUNT,
        "word": TEXT,
        "action": TEXT,
        "lead": TEXT,
        "list_heading": TEXT,
        "if_worse": TEXT,
        "icon": TEXT,
    },
    "regions": {
        "id": ROW_ID,
        "name": TEXT,
        "emergency_number": PHONE,
        "advice_line": PHONE,
        "intake_scheme": choice("us", "uk", "none"),
        "check_before_printing": YES_NO,
        "source_ids": some("sources"),
    },
    "rules": {
        "id": ROW_ID,
        "level": one("levels"),
        "symptom_ids": some("symptoms", required=True),
        "because": TEXT,
        "condition_ids": some("conditions"),
        "article_says": NOTE,
        "guidance_says": NOTE,
        "our_line": NOTE,
        "red_flag_ids": WORDS,
        "claim_ids": some("claims"),
        "source_ids": some("sources"),
    },
    "sections": {
        "id": ROW_ID,
        "number": COUNT,
        "title": TEXT,
        "notebook": TEXT,
        "minutes": COUNT,
        "promise": TEXT,
        "goals": GOALS,
        "other_words": WORDS,
    },
    "sources": {
        "id": ROW_ID,
        "organisation": TEXT,
        "title": TEXT,
        "year": TEXT,
        "url": LINK,
        "seen": choice("page", "copy", "from_memory"),
    },
    "strings": {"id": ROW_ID, "text": TEXT, "health": YES_OR_NOTHING},  # does a clinician have to read it?
    "synonyms": {"id": ROW_ID, "words": WORDS},
    "symptom_groups": {"id": ROW_ID, "number": COUNT, "title": TEXT, "icon": TEXT},
    "symptoms": {
        "id": ROW_ID,
        "group_id": maybe_one("symptom_groups"),
        "number": COUNT,
        "text": TEXT,
        "how_to_tell": TEXT,
        "other_words": WORDS,
        "card_text": NOTE,
        "implies": some("symptoms"),
        "warning": YES_NO,
        "in_article": IN_ARTICLE,
    },
}
