"""The class's own settings: names and phone numbers from class.toml, the one file that an instructor edits."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.base import LANGUAGES, KnowledgeBase
from kb.base import load as load_tables

DEFAULT = "class.toml"
ROLES = ("emergency", "maternity_team", "out_of_hours")
KEYS = {"class": ("name", "clinic"), "phones": ROLES, "place": ("region", "language")}
PHONE = re.compile(r"(?=.*[0-9])[0-9+(][0-9 ()./-]*( ?(ext\.?|x) ?[0-9]+)?")


class ClassroomError(ValueError):
    """class.toml has faults; the message lists all of them, one a line."""


@dataclass(frozen=True)
class Classroom:
    """The settings of one class. Whatever is empty becomes a ruled line to write on.

    Attributes:
        class_name: name of the class.
        clinic_name: name of the clinic or practice.
        phones: phone number by role (`emergency`, `maternity_team`, `out_of_hours`); empty where not given.
        region: an id of regions.csv.
        language: language of the words.
    """

    class_name: str = ""
    clinic_name: str = ""
    phones: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ROLES, ""))
    region: str = "other"
    language: str = "en"

    def numbers(self, base: KnowledgeBase) -> dict[str, str]:
        """Phone number by role; an empty emergency number is filled from the region, where the region has one."""
        region = base.rows["regions"][self.region]
        numbers = dict(self.phones)
        numbers["emergency"] = numbers["emergency"] or region["emergency_number"]
        numbers["advice_line"] = region["advice_line"]
        return numbers


def load(path: str | Path = DEFAULT, base: KnowledgeBase | None = None) -> Classroom:
    """Read the settings of the class.

    Args:
        path: the file; without the default file all settings are empty.
        base: the knowledge base whose regions count; the shipped one if None.

    Raises:
        FileNotFoundError: if a file other than the default is named and not there.
        ClassroomError: with every fault at once: file, table, key, what was found, what is allowed.
    """
    file = Path(path)
    if not file.exists() and str(path) == DEFAULT:
        return Classroom()
    settings = _read(file)
    regions = tuple((base or load_tables()).rows["regions"])
    errors: list[str] = []
    values: dict[str, dict[str, str]] = {}
    for table, content in settings.items():
        if table not in KEYS or not isinstance(content, dict):
            found = f"found {table} as a setting" if table in KEYS else f"[{table}] is not known"
            errors.append(f"{file.name}: {found}. Allowed: {', '.join(f'[{t}]' for t in KEYS)} as headings.")
            continue
        values[table] = {}
        for key, value in content.items():
            fault = _fault(table, key, value, KEYS[table], regions)
            if fault:
                errors.append(f"{file.name}, table [{table}], key {key}: {fault}")
            else:
                values[table][key] = value.strip()
    if errors:
        raise ClassroomError("\n  - ".join(["The class settings were not loaded.", *errors]))
    about, place = values.get("class", {}), values.get("place", {})
    return Classroom(
        class_name=about.get("name", ""),
        clinic_name=about.get("clinic", ""),
        phones=dict.fromkeys(ROLES, "") | values.get("phones", {}),
        region=place.get("region") or "other",
        language=place.get("language") or "en",
    )


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ClassroomError(f"{file.name}: the letters are not UTF-8. Save the file again as UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        hint = 'Each setting is written as  key = "text"  on a line of its own.'
        raise ClassroomError(f"{file.name} cannot be read: {error}. {hint}") from None


def _fault(table: str, key: str, value: Any, keys: tuple[str, ...], regions: tuple[str, ...]) -> str:
    if key not in keys:
        return f"this key is not known. Allowed: {', '.join(keys)}."
    if not isinstance(value, str):
        return f'found {value!r}. Allowed: text in quotation marks, such as "{value}".'
    text = value.strip()
    if len(text.splitlines()) > 1:
        return "found more than one line. Allowed: one line of text."
    if table == "phones" and text and not PHONE.fullmatch(text):
        return f'found “{text}”. Allowed: a phone number, or "" for a line to write on.'
    allowed = {"region": regions, "language": LANGUAGES}.get(key)
    if allowed and text and text not in allowed:
        return f"found “{text}”. Allowed: {', '.join(allowed)}."
    return ""
