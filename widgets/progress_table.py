"""How far a person has come, worked out from what they keep: a row a section, and what to do next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import pandas as pd

from kb import KnowledgeBase, mark
from kb.quiz import GOOD
from widgets.entries import Entry

SIGNS = "warning_signs"
HABITS = {"day": "lifestyle", "sleep": "sleep"}  # plans by the section that shows them
QUESTIONS = "prenatal_care"


def entry_section(entry: Entry) -> str | None:
    """The section that an entry belongs to; None for a diary and for what is not known."""
    name = entry.data.get("name")
    found = {
        "section": entry.data.get("section"),
        "quiz": name,
        "habit": HABITS.get(name) if isinstance(name, str) else None,
        "question": QUESTIONS,
    }.get(entry.kind)
    return found if isinstance(found, str) else None


def progress_table(base: KnowledgeBase, entries: Iterable[Entry]) -> pd.DataFrame:
    """How far the sections are.

    Args:
        base: the knowledge base.
        entries: what the person keeps, in the order of writing.

    Returns:
        A row a section, in the order of the class, by its id: title, notebook, opened (the last day, or None), right
        (questions of its quiz that are known; None where it was not begun), of (how many it has), habits and questions
        (lists of words).
    """
    sections = sorted(base.rows["sections"].values(), key=lambda section: section["number"])
    rows = {section["id"]: _row(base, section) for section in sections}
    for entry in entries:
        if (row := rows.get(entry_section(entry) or "")) is not None:
            _take(base, row, entry)
    return pd.DataFrame(rows.values(), index=pd.Index(rows, name="id"), dtype=object)


def _row(base: KnowledgeBase, section: Mapping[str, Any]) -> dict[str, Any]:
    of = sum(row["section_id"] == section["id"] for row in base.rows["quiz"].values())
    return {"title": section["title"], "notebook": section["notebook"], "opened": None, "right": None, "of": of,
            "habits": [], "questions": []}  # fmt: skip


def _take(base: KnowledgeBase, row: dict[str, Any], entry: Entry) -> None:
    """Put an entry into the row of its section; the last of its kind counts."""
    state = entry.data.get("state")
    state = state if isinstance(state, dict) else {}
    if entry.kind == "section":
        row["opened"] = entry.at.date()
    elif entry.kind == "quiz":
        row["right"] = _right(base, str(entry_section(entry)), state.get("answers"))
    elif entry.kind == "habit":
        row["habits"] = _words(base, "habits", state.get("picked"))
    else:
        row["questions"] = _words(base, "visit_questions", state.get("picked")) + _texts(state.get("own_questions"))


def _right(base: KnowledgeBase, section: str, answers: Any) -> int | None:
    """How many questions are known; None where none is answered. Answers that fit no question any more are left out."""
    results = []
    for key, answer in answers.items() if isinstance(answers, dict) else ():
        with suppress(ValueError, TypeError):
            result = mark(base, key, answer).result
            if base.rows["quiz"][key]["section_id"] == section:
                results.append(result in GOOD)
    return sum(results) if results else None


def _words(base: KnowledgeBase, table: str, ids: Any) -> list[str]:
    rows = base.rows[table]
    return [rows[key]["text"] for key in _texts(ids) if key in rows]


def _texts(values: Any) -> list[str]:
    return [value for value in values if isinstance(value, str) and value.strip()] if isinstance(values, list) else []


def what_next(table: pd.DataFrame) -> tuple[str, str]:
    """What to do next: when to call comes first, then what was begun, then what is new.

    Args:
        table: as `progress_table` gives it.

    Returns:
        The step: signs, quiz, section, check, habit, question or again; and the id of its section.
    """
    rows = dict(zip(table.index, table.to_dict("records"), strict=True))
    signs = rows.get(SIGNS, {"opened": True})
    tries = {
        "signs": [SIGNS] if not signs["opened"] else [],
        "quiz": [key for key, row in rows.items() if row["right"] is not None and row["right"] < row["of"]],
        "section": [key for key, row in rows.items() if not row["opened"]],
        "check": [key for key, row in rows.items() if row["right"] is None and row["of"]],
        "habit": [key for key in HABITS.values() if key in rows and not any(row["habits"] for row in rows.values())],
        "question": [key for key in (QUESTIONS,) if key in rows and not rows[key]["questions"]],
    }
    return next(((step, found[0]) for step, found in tries.items() if found), ("again", SIGNS))
