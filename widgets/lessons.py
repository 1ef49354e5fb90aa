"""For the person who teaches: the notes of a section, and what to do and say in moments that need care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import StaticDisplay, render
from widgets.glossary import explained
from widgets.knowledge import phones


class LessonNotes(StaticDisplay):
    """What to say, ask and do in a section, what people often think, and what to leave out when time is short.

    It is folded up, so that whoever learns alone passes it by.

    Args:
        base: the knowledge base.
        section: an id of sections.csv; None for the notes of all sections, in the order of the class.

    Raises:
        ValueError: for an unknown section, with the allowed ids.
    """

    styles = ("lessons",)

    def __init__(self, base: KnowledgeBase, section: str | None = None) -> None:
        sections = base.rows["sections"]
        if section is not None and section not in sections:
            raise ValueError(f"unknown section “{section}”. Allowed: {', '.join(sections)}.")
        shown = sorted(sections, key=lambda key: sections[key]["number"]) if section is None else [section]
        rows = [(sections[key], base.rows["lessons"][key]) for key in shown]
        lessons = [{**lesson, "title": of["title"], "rests": _rests(base, lesson)} for of, lesson in rows]
        html = render("lesson_notes.html", base=base, lessons=lessons)
        super().__init__(explained(base, html, f"word-notes-{section or 'all'}"))


class Moments(StaticDisplay):
    """Moments that need care: what to do, words to use, and which signs mean which call.

    Args:
        base: the knowledge base.
        classroom: the class's phone numbers; where one is empty, only whose it is.
    """

    styles = ("lessons",)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None) -> None:
        rows = sorted(base.rows["moments"].values(), key=lambda moment: moment["number"])
        moments = [{**row, "levels": _levels(base, row), "rests": _rests(base, row)} for row in rows]
        numbers = phones(base, classroom or Classroom())
        numbers["emergency"] = [slot for slot in numbers["emergency"] if slot["role"] == "emergency"]
        whom = {level: "; ".join(map(_slot, slots)) for level, slots in numbers.items()}
        html = render("moments.html", base=base, moments=moments, whom=whom)
        super().__init__(explained(base, html, "word-moment"))


def _slot(slot: Mapping[str, str]) -> str:
    return f"{slot['label']}: {slot['number']}" if slot["number"] else slot["label"]


def _levels(base: KnowledgeBase, moment: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], list[str]]]:
    """The levels of a moment's rules, most urgent first, each with its signs in words."""
    rules = [base.rows["rules"][key] for key in moment["rule_ids"]]
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    found = [(level, [_signs(base, rule) for rule in rules if rule["level"] == level["id"]]) for level in levels]
    return [(level, signs) for level, signs in found if signs]


def _signs(base: KnowledgeBase, rule: Mapping[str, Any]) -> str:
    first, *others = (base.rows["symptoms"][key]["text"] for key in rule["symptom_ids"])
    return base.text("moment_pair").format(first=first, other="; ".join(others)) if others else str(first)


def _rests(base: KnowledgeBase, row: Mapping[str, Any]) -> str:
    """The statements and the organisations that a row rests on."""
    named = [base.rows["sources"][key]["organisation"] for key in row["source_ids"]]
    sources = "; ".join(dict.fromkeys(named))
    return base.text("lesson_rests").format(ids=", ".join(row["claim_ids"]), sources=sources)
