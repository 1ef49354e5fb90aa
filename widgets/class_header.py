"""The head of a page, with what the class has set, and for the instructor the numbers that stand on the cards."""

from __future__ import annotations

from kb import KnowledgeBase
from kb.classroom import ROLES, Classroom
from kb.content import content_of
from widgets.base import StaticDisplay, known_ids, render
from widgets.content import content_line


class ClassHeader(StaticDisplay):
    """Whose class this is, with lines for what people write in, and which content the page has.

    After a year it says that it is old: hidden until that day, which the reader's browser knows.

    Args:
        base: the knowledge base.
        classroom: the class's settings; all lines are ruled where None.
    """

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None) -> None:
        room = classroom or Classroom()
        values = {"class": room.class_name, "clinic": room.clinic_name, "date": room.day(base), "name": ""}
        old_from = content_of(base).old_from
        super().__init__(
            render("class_header.html", base=base, values=values, line=content_line(base), old_from=old_from)
        )


class SectionGoals(StaticDisplay):
    """How long a section takes in this class, and what people can do afterwards; set like the text around it.

    Args:
        base: the knowledge base.
        section: an id of sections.csv.
        classroom: the class's settings, which may give the section other minutes.

    Raises:
        ValueError: for an unknown section, with the allowed ids.
    """

    def __init__(self, base: KnowledgeBase, section: str, *, classroom: Classroom | None = None) -> None:
        row = base.rows["sections"][known_ids(base, "sections", [section], "section")[0]]
        minutes = (classroom or Classroom()).takes(row)
        super().__init__(render("section_goals.html", base=base, goals=row["goals"], minutes=minutes))


class ClassNumbers(StaticDisplay):
    """The phone numbers on the cards and where each comes from, for the instructor to check before printing.

    Args:
        base: the knowledge base.
        classroom: the class's settings.
    """

    def __init__(self, base: KnowledgeBase, classroom: Classroom) -> None:
        numbers = classroom.numbers(base)
        rows = [
            (base.text(f"phone_{role}"), numbers[role], base.text(f"numbers_{_origin(classroom, role, numbers[role])}"))
            for role in (*ROLES, "advice_line")
        ]
        super().__init__(render("class_numbers.html", base=base, rows=rows))


def _origin(classroom: Classroom, role: str, number: str) -> str:
    if classroom.phones.get(role):
        return "class"
    return "region" if number else "blank"
