"""The head of a page: class, clinic, date and name, ruled where there is nothing to print."""

from __future__ import annotations

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import StaticDisplay, render


class ClassHeader(StaticDisplay):
    """Whose class this is, with lines for what people write in.

    Args:
        base: the knowledge base.
        classroom: the class's settings; all lines are ruled where None.
    """

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None) -> None:
        room = classroom or Classroom()
        values = {"class": room.class_name, "clinic": room.clinic_name, "date": "", "name": ""}
        super().__init__(render("class_header.html", base=base, values=values))
