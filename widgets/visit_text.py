"""The page for a visit or a call as plain text, to read out or to send; `static/visit_text.js` makes the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kb import KnowledgeBase, assess
from kb.schema import URGENT

SINCE = ("hour", "today", "yesterday", "days", "weeks", "longer")
LAST_WEEK = 42
BLANKS = re.compile(r"[ \t\r\n]+")
WEEK = re.compile(r"0?([0-9]|[0-9]{2})(?:\+([0-6]))?")


def read_week(text: str) -> str | None:
    """A week of pregnancy as the page says it, such as "12" or "12+3"; "" for none.

    Returns:
        None for what is no week: words, 0, more than 42, more than 6 days.
    """
    bare = BLANKS.sub("", text)
    found = WEEK.fullmatch(bare)
    if not bare:
        return ""
    if not found or not 1 <= int(found[1]) <= LAST_WEEK:
        return None
    return f"{int(found[1])}+{found[2]}" if found[2] else f"{int(found[1])}"


def one_line(text: str) -> str:
    """The text with single spaces and none around it."""
    return BLANKS.sub(" ", text).strip(" ")


def own_lines(text: str) -> str:
    """The text with its own lines, none of them empty at the start or the end."""
    return re.sub(r"^[ \t\n]+|[ \t\n]+$", "", re.sub(r"\r\n?", "\n", text))


def said_signs(base: KnowledgeBase, ticked: Sequence[str]) -> list[str]:
    """The ticked signs in words, most urgent first, then in the order of the list."""
    rows, rules = base.rows["symptoms"], base.rows["rules"]
    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    order = sorted(ticked, key=lambda key: (rank[rules[key]["level"]], rows[key]["number"]))
    return [rows[key]["text"] for key in order]


def said_questions(base: KnowledgeBase, picked: Sequence[str], own: Sequence[str]) -> list[str]:
    """The questions in words: those picked in the order of picking, then those of one's own that say something."""
    rows = base.rows["visit_questions"]
    return [*(rows[key]["text"] for key in picked), *filter(None, map(one_line, own))]


def _first(base: KnowledgeBase, ticked: Sequence[str], numbers: Mapping[str, Any]) -> list[str]:
    """What to do, before anything else."""
    level_id = assess(base, ticked).level
    if level_id is None:
        return [base.text("visit_signs_none"), base.text("call_anyway")]
    level = base.rows["levels"][level_id]
    slots = [f"{slot['label']}: {slot['number']}" for slot in numbers[level_id] if slot["number"]]
    return [
        base.text("visit_level").format(**level),
        *([base.text("visit_call_first")] if level_id in URGENT else []),
        *slots,
        base.text("visit_worse").format(text=level["if_worse"]),
        base.text("call_anyway"),
    ]


def sheet_text(base: KnowledgeBase, state: Mapping[str, Any], numbers: Mapping[str, Any]) -> str:
    """The whole page as text.

    Args:
        base: the knowledge base.
        state: `selected`, `since`, `since_words`, `notes`, `picked`, `own_questions`, `week` and `diary`.
        numbers: whom to call at each level, as `widgets.knowledge.phones` gives it.
    """
    say = base.text
    signs = said_signs(base, state["selected"])
    since = [say(f"visit_since_{state['since']}")] if state["since"] else []
    began = "; ".join(filter(None, [*since, one_line(state["since_words"])]))
    notes = own_lines(state["notes"])
    questions = said_questions(base, state["picked"], state["own_questions"])
    told = [
        say("visit_say_said"),
        say("visit_weeks").format(week=state["week"]) if state["week"] else say("visit_weeks_blank"),
        *([say("visit_feel"), *(f"- {sign}" for sign in signs)] if signs else [say("visit_feel_blank")]),
        say("visit_began").format(since=began) if began else say("visit_began_blank"),
        *([say("visit_notes_said"), notes] if notes else []),
        *([say("visit_diary_said"), *(f"- {line}" for line in state["diary"])] if state["diary"] else []),
        say("visit_how"),
        say("visit_scan"),
    ]
    asked = [say("visit_questions_said"), *(f"{place}. {text}" for place, text in enumerate(questions, 1))]
    parts = [[say("visit_title")], _first(base, state["selected"], numbers), told]
    parts += [asked] if questions else []
    return "\n\n".join("\n".join(part) for part in [*parts, [say("review_education")]])
