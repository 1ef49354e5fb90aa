"""The part of the knowledge base that the triage views need, as plain JSON values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import icons

ALWAYS = "something_wrong"
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


def _pick(rows: Mapping[str, Mapping[str, Any]], columns: Iterable[str]) -> list[dict[str, Any]]:
    columns = tuple(columns)
    return [{name: list(v) if isinstance(v := row[name], tuple) else v for name in columns} for row in rows.values()]


def triage_knowledge(base: KnowledgeBase, classroom: Classroom) -> dict[str, Any]:
    """Levels, groups, symptoms (in the order of the list), rules, phones, words and drawings."""
    rows = base.rows
    symptoms = _pick(rows["symptoms"], ("id", "group_id", "number", "text", "how_to_tell", "other_words", "implies"))
    symptoms.sort(key=lambda symptom: symptom.pop("number"))
    groups = _pick(rows["symptom_groups"], ("id", "number", "title", "icon"))
    groups.sort(key=lambda group: group.pop("number"))
    columns = ("id", "rank", "word", "action", "lead", "if_worse", "icon")
    rule_columns = ("id", "level", "symptom_ids", "because", "article_says", "guidance_says", "our_line")
    return {
        "levels": {level["id"]: level for level in _pick(rows["levels"], columns)},
        "groups": groups,
        "symptoms": symptoms,
        "rules": _pick(rows["rules"], rule_columns),
        "phones": phones(base, classroom),
        "always": ALWAYS,
        "text": {key: row["text"] for key, row in rows["strings"].items()},
        "icons": icons(),
        "language": base.language,
    }
