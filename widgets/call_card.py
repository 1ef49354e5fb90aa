"""The call card: the short "when to call", with the class's own numbers, for the foot of every page or for the wall."""

from __future__ import annotations

from kb import KnowledgeBase
from kb.classroom import Classroom
from widgets.base import StaticDisplay, render
from widgets.content import after_words, content_words
from widgets.knowledge import phones


class CallCard(StaticDisplay):
    """When to call, and whom. Signs with a `card_text` in symptoms.csv stand on it, under the level of their rule.

    Args:
        base: the knowledge base.
        classroom: the class's names and phone numbers; ruled lines where None or empty.
        full_page: in large letters for the wall, on one sheet of A4 or Letter paper, with what to say on the phone.
    """

    styles = ("call_card",)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None, full_page: bool = False) -> None:
        rows = base.rows
        ordered = sorted(rows["symptoms"].values(), key=lambda symptom: symptom["number"])
        signs = {
            level: [s["card_text"] for s in ordered if s["card_text"] and rows["rules"][s["id"]]["level"] == level]
            for level in ("emergency", "same_day")
        }
        numbers = phones(base, classroom or Classroom())
        template = "call_card_page.html" if full_page else "call_card.html"
        told = {"signs": signs, "levels": rows["levels"], "phones": numbers}
        super().__init__(render(template, base=base, **told, content=content_words(base), after=after_words(base)))
