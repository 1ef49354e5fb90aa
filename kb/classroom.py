"""The class's own settings: names, numbers and the evening, from class.toml, the one file that an instructor edits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from kb.base import KnowledgeBase
from kb.base import load as load_tables
from kb.class_settings import ROLES, checks
from kb.schema_lessons import MUST

__all__ = ["DEFAULT", "ROLES", "Classroom", "ClassroomError", "load"]
DEFAULT = "class.toml"


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
        date: the day of the class; None where not given.
        units: what a weight is first shown in, "metric" or "imperial"; "" for what is usual in the region.
        sections: ids of sections.csv in the order of the evening; empty for all in their own order.
        leave_out: ids of sections.csv that are not held this time, whatever `sections` says; the warning signs stay.
        minutes: minutes by id of sections.csv, where they are not those of the table.
    """

    class_name: str = ""
    clinic_name: str = ""
    phones: dict[str, str] = field(default_factory=lambda: dict.fromkeys(ROLES, ""))
    region: str = "other"
    language: str = "en"
    date: date | None = None
    units: str = ""
    sections: tuple[str, ...] = ()
    leave_out: tuple[str, ...] = ()
    minutes: dict[str, int] = field(default_factory=dict)

    def numbers(self, base: KnowledgeBase) -> dict[str, str]:
        """Phone number by role; an empty emergency number is filled from the region, where the region has one."""
        region = base.rows["regions"][self.region]
        numbers = dict(self.phones)
        numbers["emergency"] = numbers["emergency"] or region["emergency_number"]
        numbers["advice_line"] = region["advice_line"]
        return numbers

    def day(self, base: KnowledgeBase) -> str:
        """The day of the class in words, such as "22 November 2026"; "" where not given."""
        return "" if self.date is None else base.day(self.date)

    def evening(self, base: KnowledgeBase) -> list[tuple[Mapping[str, Any], int]]:
        """The sections of this class in their order, each as its row of sections.csv and its minutes.

        The warning signs are held whatever the settings say, at the beginning if the sections leave them out.
        """
        rows = base.rows["sections"]
        chosen = self.sections or sorted(rows, key=lambda key: rows[key]["number"])
        held = [key for key in MUST if key not in chosen]
        held += [key for key in chosen if key in MUST or key not in self.leave_out]
        return [(rows[key], self.takes(rows[key])) for key in held]

    def takes(self, section: Mapping[str, Any]) -> int:
        """The minutes of a section in this class, from its row of sections.csv."""
        return self.minutes.get(section["id"], int(section["minutes"]))


def load(path: str | Path = DEFAULT, base: KnowledgeBase | None = None) -> Classroom:
    """Read the settings of the class.

    Args:
        path: the file; without the default file all settings are empty.
        base: the knowledge base whose regions and sections count; the shipped one if None.

    Raises:
        FileNotFoundError: if a file other than the default is named and not there.
        ClassroomError: with every fault at once: file, table, key, what was found, what is allowed.
    """
    file = Path(path)
    if not file.exists() and str(path) == DEFAULT:
        return Classroom()
    tables = base or load_tables()
    values, errors = _checked(file, _read(file), tables)
    if errors:
        raise ClassroomError("\n  - ".join(["The class settings were not loaded.", *errors]))
    return _classroom(values)


def _read(file: Path) -> dict[str, Any]:
    import tomllib  # reads nothing but this file: whoever loads the tables does not wait for it

    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise ClassroomError(f"{file.name}: the letters are not UTF-8. Save the file again as UTF-8.") from None
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ClassroomError(f"{file.name} cannot be read: {error.strerror or error}.") from None
    except (ValueError, RecursionError) as error:  # also numbers and lists that no program can hold
        hint = 'Each setting is written as  key = "text"  on a line of its own.'
        raise ClassroomError(f"{file.name} cannot be read: {error}. {hint}") from None


def _checked(file: Path, settings: dict[str, Any], base: KnowledgeBase) -> tuple[dict[str, Any], list[str]]:
    """The values by key, and all that is wrong."""
    known = checks(base)
    errors: list[str] = []
    values: dict[str, Any] = {}
    for table, content in settings.items():
        if table not in known or not isinstance(content, dict):
            found = f"found {table} as a setting" if table in known else f"[{table}] is not known"
            errors.append(f"{file.name}: {found}. Allowed: {', '.join(f'[{t}]' for t in known)} as headings.")
            continue
        for key, value in content.items():
            where = f"{file.name}, table [{table}], key {key}: "
            if key in known[table]:
                values[key] = known[table][key](value, partial(_add, errors, where))
            else:
                errors.append(f"{where}this key is not known. Allowed: {', '.join(known[table])}.")
    return values, errors


def _add(errors: list[str], where: str, fault: str) -> None:
    errors.append(where + fault)


def _classroom(values: dict[str, Any]) -> Classroom:
    return Classroom(
        class_name=values.get("name", ""),
        clinic_name=values.get("clinic", ""),
        phones={role: values.get(role, "") for role in ROLES},
        region=values.get("region") or "other",
        language=values.get("language") or "en",
        date=values.get("date"),
        units=values.get("units", ""),
        sections=values.get("sections", ()),
        leave_out=values.get("leave_out", ()),
        minutes=values.get("minutes", {}),
    )
