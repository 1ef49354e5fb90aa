"""The visit sheet: from ticks, own words and questions to one page to take along or to read out on the phone."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import ipywidgets
import traitlets

from kb import KnowledgeBase
from kb.classroom import Classroom
from kb.schema import URGENT
from widgets.base import icons, known_ids, render
from widgets.diary import Diary
from widgets.knowledge import columns
from widgets.personal import Remembering
from widgets.symptom_selector import SymptomSelector
from widgets.visit_text import LAST_WEEK, SINCE, read_week, sheet_text

ICONS = ("copy", "plus", "x")
ALSO_SAID = ("announce", "call_anyway", "none_action", "none_word", "review_education")
ONLY_ON_PAPER = ("visit_paper_", "visit_topics")


class VisitSheet(Remembering):
    """What to say and to ask, as one page to print, to copy or to read out. The browser decides.

    Where somebody sits at the notebook, the questions are kept for the next time. Nothing else is.

    Args:
        base: the knowledge base.
        symptoms: a selector on the same page, whose ticks the sheet follows; None for a short list of its own.
        classroom: the class's names and phone numbers, for a list of its own.
        diary: a diary whose last two weeks can be put on the page; None for none.

    Attributes:
        symptoms: the selector whose ticks stand on the page.
        own_list: whether the sheet shows the list of signs itself.
        since: when it began: "hour", "today", "yesterday", "days", "weeks", "longer", or "" for not chosen.
        since_words: the same in own words.
        notes: own words.
        picked: ids of visit_questions.csv in the order of picking.
        own_questions: questions in own words; empty ones do not stand on the page.
        week: weeks of pregnancy, such as "12" or "12+3"; "" for a blank to fill in.
        with_diary: whether the last two weeks of the diary stand on the page. Its lines go to the view by message,
            since traits can be saved with the notebook.
        entered: whether there is anything to print; the view says so.

    Raises:
        TypeError: when `symptoms` is no selector, or `diary` no diary.
        ValueError: when `since`, `picked` or `week` is set to what is not allowed, with what is.
    """

    files = "visit_sheet"
    knowledge = traitlets.Dict().tag(sync=True)
    symptoms = traitlets.Instance(SymptomSelector).tag(sync=True, **ipywidgets.widget_serialization)
    own_list = traitlets.Bool(False).tag(sync=True)
    since = traitlets.Unicode("").tag(sync=True)
    since_words = traitlets.Unicode("").tag(sync=True)
    notes = traitlets.Unicode("").tag(sync=True)
    picked = traitlets.List(traitlets.Unicode()).tag(sync=True)
    own_questions = traitlets.List(traitlets.Unicode()).tag(sync=True)
    week = traitlets.Unicode("").tag(sync=True)
    with_diary = traitlets.Bool(False).tag(sync=True)
    entered = traitlets.Bool(False).tag(sync=True)

    def __init__(
        self,
        base: KnowledgeBase,
        *,
        symptoms: SymptomSelector | None = None,
        classroom: Classroom | None = None,
        diary: Diary | None = None,
    ) -> None:
        if symptoms is not None and not isinstance(symptoms, SymptomSelector):
            raise TypeError(f"symptoms must be a SymptomSelector or None, not {type(symptoms).__name__}.")
        if diary is not None and not isinstance(diary, Diary):
            raise TypeError(f"diary must be a Diary or None, not {type(diary).__name__}.")
        self._base = base
        self._diary = diary
        selector = symptoms or SymptomSelector(base, classroom=classroom)
        super().__init__(
            knowledge=_knowledge(base),
            symptoms=selector,
            own_list=symptoms is None,
            plain_html=_paper_form(base) + ("" if symptoms else selector.plain_html),
        )
        self.remember(base, "question", "visit", ("picked", "own_questions"))
        if diary is not None:
            diary.observe(lambda _: self._tell(), "changed")
            self.on_msg(lambda *_: self._tell())

    def _tell(self) -> None:
        """Give the open views the lines of the diary."""
        self.send({"diary": self._lines()})

    def _lines(self) -> list[str]:
        return self._diary.lines() if self._diary else []

    @traitlets.validate("since")
    def _one_of_the_choices(self, proposal: Any) -> str:
        value: str = proposal["value"]
        if value not in ("", *SINCE):
            raise ValueError(f'since=“{value}” is not known. Allowed: {", ".join(SINCE)}, or "".')
        return value

    @traitlets.validate("week")
    def _a_week(self, proposal: Any) -> str:
        week = read_week(proposal["value"])
        if week is None:
            raise ValueError(
                f'week=“{proposal["value"]}” is no week. Allowed: 1 to {LAST_WEEK}, with days as in 12+3, or "".'
            )
        return week

    @traitlets.validate("picked")
    def _known(self, proposal: Any) -> list[str]:
        return known_ids(self._base, "visit_questions", proposal["value"], "question")

    @property
    def text(self) -> str:
        """The page as plain text, the same that the button copies."""
        names = ("since", "since_words", "notes", "picked", "own_questions", "week")
        state = {"selected": self.symptoms.selected, **{name: getattr(self, name) for name in names}}
        state["diary"] = self._lines() if self.with_diary else []
        return sheet_text(self._base, state, self.symptoms.knowledge["phones"])


def _questions(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    return sorted(base.rows["visit_questions"].values(), key=lambda row: row["number"])


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    """Questions, choices, words and drawings; signs, levels and rules are those of the selector."""
    words = [key for key in base.rows["strings"] if key.startswith("visit_") and not key.startswith(ONLY_ON_PAPER)]
    return {
        "questions": columns(_questions(base), ("id", "topic", "text")),
        "since": SINCE,
        "urgent": URGENT,
        "last_week": LAST_WEEK,
        "text": {key: base.text(key) for key in (*words, *ALSO_SAID)},
        "icons": {name: icons()[name] for name in ICONS},
        "language": base.language,
    }


def _paper_form(base: KnowledgeBase) -> str:
    """An empty page to fill in with a pen, and the questions by topic with boxes."""
    levels = {name: base.rows["levels"][name]["word"] for name in URGENT}
    topics = [(topic, list(rows)) for topic, rows in groupby(_questions(base), lambda row: row["topic"])]
    return render("visit_sheet.html", base=base, topics=topics, first=base.text("visit_paper_first").format(**levels))
