"""The part of the knowledge base that the triage views need, as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import icons

ALWAYS = "something_wrong"
FIXED_ICONS = ("arrow_up", "copy", "fork", "question", "search", "speech", "x")
WORDS = (
    "announce", "answer_heading", "because_heading", "call_anyway", "clear", "copied", "copy", "copy_failed",
    "decisive", "differ_article", "differ_guidance", "differ_heading", "differ_ours", "none_action", "none_lead",
    "none_word", "phone_blank", "say_heading", "say_script", "search_found", "search_found_one", "search_hint",
    "search_label", "search_none", "selector_intro", "ticked_count", "to_answer", "together_one", "worse_heading",
)  # fmt: skip
PHONES = {
    "emergency": ("emergency", "maternity_team"),
    "same_day": ("maternity_team", "out_of_hours", "advice_line"),
    "mention_or_call": ("maternity_team",),
    "self_care": ("maternity_team",),
}


def phones(base: KnowledgeBase, classroom: Classroom) -> dict[str, list[dict[str, str]]]:
    """Whom to call at each level: role, label and number ("" for a ruled line)."""
    numbers = classroom.numbers(base)
    return {
        level: [
            {"role": role, "label": base.text(f"phone_{role}"), "number": numbers[role]}
            for role in roles
            if numbers[role] or role != "advice_line"
        ]
        for level, roles in PHONES.items()
    }


def columns(rows: Iterable[Mapping[str, Any]], names: Iterable[str]) -> dict[str, list[Any]]:
    """Rows as columns, which is a third smaller as JSON; `records` of shared.js turns them back."""
    rows = list(rows)
    return {name: [list(cell) if isinstance(cell := row[name], tuple) else cell for row in rows] for name in names}


def search_words(base: KnowledgeBase) -> dict[str, Any]:
    """What a search in the browser knows of words: those that are left out, endings, and words that mean the same."""
    return {
        "small": base.text("ask_small_words"),
        "endings": base.text("ask_endings").split(),
        "synonyms": [list(row["words"]) for row in base.rows["synonyms"].values()],
    }


def _new_words(symptom: Mapping[str, Any]) -> list[str]:
    """Other words that the search would not find in the symptom's own text."""
    said = f"{symptom['text']} {symptom['how_to_tell']}".lower()
    return [word for word in symptom["other_words"] if word.lower() not in said]


def triage_knowledge(base: KnowledgeBase, classroom: Classroom) -> dict[str, Any]:
    """Levels, groups, symptoms and rules as columns in the order of the list; phones, words and drawings by name."""
    rows = base.rows
    levels = sorted(rows["levels"].values(), key=lambda level: level["rank"])
    groups = sorted(rows["symptom_groups"].values(), key=lambda group: group["number"])
    symptoms = sorted(rows["symptoms"].values(), key=lambda symptom: symptom["number"])
    rule_names = ("id", "level", "symptom_ids", "because", "article_says", "guidance_says", "our_line")
    drawings = {*FIXED_ICONS, *(row["icon"] for row in (*levels, *groups))}
    symptoms = [{**symptom, "other_words": _new_words(symptom)} for symptom in symptoms]
    return {
        "levels": columns(levels, ("id", "rank", "word", "action", "lead", "if_worse", "icon")),
        "groups": columns(groups, ("id", "title", "icon")),
        "symptoms": columns(symptoms, ("id", "group_id", "text", "how_to_tell", "other_words", "implies")),
        "rules": columns(rows["rules"].values(), rule_names),
        "phones": phones(base, classroom),
        "always": ALWAYS,
        "text": {key: base.text(key) for key in WORDS},
        "icons": {name: icons()[name] for name in sorted(drawings)},
        "language": base.language,
    }
