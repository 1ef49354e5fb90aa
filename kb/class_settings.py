"""What may stand in class.toml: one check for each setting, in words for somebody who has never seen such a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from kb.base import KnowledgeBase
from kb.columns import cut

Say = Callable[[str], None]
Check = Callable[[Any, Say], Any]
"""Takes what was found and where to tell a fault, and gives the value to go on with."""

ROLES = ("emergency", "maternity_team", "out_of_hours")
UNITS = ("metric", "imperial")
MINUTES = range(1, 121)
PHONE = re.compile(r"(?=.*[0-9])[0-9+(][0-9 ()./-]*( ?(ext\.?|x) ?[0-9]+)?")
A_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def checks(base: KnowledgeBase) -> dict[str, dict[str, Check]]:
    """The check of each key by table, in the order of the file."""
    some_sections = _sections(base)
    return {
        "class": {"name": line, "clinic": line, "date": day},
        "phones": dict.fromkeys(ROLES, phone),
        "place": {
            "region": _one_of(tuple(base.rows["regions"])),
            "language": _one_of(base.languages),
            "units": _one_of(UNITS),
        },
        "evening": {"sections": some_sections, "leave_out": some_sections, "minutes": _minutes(base)},
    }


def _shown(value: Any, written: Callable[[Any], str] = repr) -> str:
    """What was found, cut where it is long."""
    try:
        return cut(written(value))
    except ValueError:  # Python does not write numbers of thousands of digits
        return "a number that is too long"


def line(value: Any, say: Say) -> str:
    """One line of text."""
    if not isinstance(value, str):
        say(f'found {_shown(value)}. Allowed: text in quotation marks, such as "{_shown(value)}".')
        return ""
    text = value.strip()
    if len(text.splitlines()) > 1:
        say("found more than one line. Allowed: one line of text.")
    if "\0" in text:
        say("holds an unseen character (NUL). Type the line anew.")
    return text


def phone(value: Any, say: Say) -> str:
    """A phone number as people write it."""
    text = line(value, say)
    if text and len(text.splitlines()) == 1 and not PHONE.fullmatch(text):
        say(f'found “{text}”. Allowed: a phone number, or "" for a line to write on.')
    return text


def day(value: Any, say: Say) -> date | None:
    """A day of the calendar, as a date or as text."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = _shown(value, str).strip()
    if not text:
        return None
    try:
        if A_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # there is no such day
        pass
    say(f'found “{text}”. Allowed: a day as year-month-day, such as "2026-11-22", or "" for a line to write on.')
    return None


def _one_of(allowed: tuple[str, ...]) -> Check:
    def check(value: Any, say: Say) -> str:
        text = line(value, say)
        if text and len(text.splitlines()) == 1 and text not in allowed:
            say(f"found “{text}”. Allowed: {', '.join(allowed)}.")
        return text

    return check


def _unknown(base: KnowledgeBase, found: Any, say: Say) -> bool:
    """Is it no id of a section? Then this is told, with the nearest one."""
    sections = base.rows["sections"]
    if isinstance(found, str) and found.strip() in sections:
        return False
    names = {name.lower(): key for key, row in sections.items() for name in (key, row["notebook"], row["title"])}
    names |= {str(row["number"]): key for key, row in sections.items()}
    shown = _shown(found, str)
    near = get_close_matches(shown.strip().lower(), names, n=1)
    meant = f" Did you mean “{names[near[0]]}”?" if near else ""
    ordered = sorted(sections, key=lambda key: sections[key]["number"])
    say(f"found “{shown}”, which is no section.{meant} Allowed: {', '.join(ordered)}.")
    return True


def _sections(base: KnowledgeBase) -> Check:
    def check(value: Any, say: Say) -> tuple[str, ...]:
        if isinstance(value, str) and not value.strip():
            return ()
        if not isinstance(value, list):
            say(
                f"found {_shown(value)}. Allowed: a list in square brackets,"
                ' such as ["warning_signs", "relief"], or [].'
            )
            return ()
        known = [item.strip() for item in value if not _unknown(base, item, say)]
        for twice in sorted({item for item in known if known.count(item) > 1}):
            say(f"“{twice}” stands more than once. Allowed: each section once.")
        return tuple(known)

    return check


def _minutes(base: KnowledgeBase) -> Check:
    def check(value: Any, say: Say) -> dict[str, int]:
        if not isinstance(value, Mapping):
            say(f"found {_shown(value)}. Allowed: under the heading [evening.minutes], lines such as  relief = 15")
            return {}
        for section, minutes in value.items():
            _unknown(base, section, say)
            if isinstance(minutes, bool) or not isinstance(minutes, int) or minutes not in MINUTES:
                say(
                    f"found {section} = {_shown(minutes)}. Allowed: a whole number from {MINUTES[0]} to {MINUTES[-1]},"
                    " without quotation marks."
                )
        return {section.strip(): minutes for section, minutes in value.items()}

    return check
