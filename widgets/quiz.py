"""Questions to check what one knows: a section's quiz, alive in the browser, and its answers for the end of a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, assess, quiz_results
from kb.quiz import check_answer, option_words, right_options, section_quiz, shown_options
from widgets.base import StaticDisplay, icons, render
from widgets.knowledge import columns
from widgets.personal import Remembering

GLYPHS = {"agrees": "✓", "more_precise": "±", "differs": "≠", "no_good_evidence": "?"}
ON_PAPER = {"single": "quiz_single", "order": "quiz_paper_order", "level": "quiz_level"}
WORDS = (
    "again", "check", "choose_first", "down", "far", "here", "level", "missed", "moved", "next",
    "not_all", "order", "rests", "right", "right_is", "right_order", "single", "step", "step_again",
    "step_more_careful", "step_open", "step_right", "steps", "up", "wrong",
)  # fmt: skip
QUESTIONS = ("id", "kind", "question", "because", "missed", "level", "claim_ids", "sources")
OPTIONS = ("id", "quiz_id", "number", "text", "level", "right", "why", "claim_ids")


class Quiz(Remembering):
    """The questions of a section, one at a time: choose, check, read why. The browser decides; Python mirrors.

    Where somebody sits at the notebook, the answers are kept for the next time.

    Args:
        base: the knowledge base.
        section: an id of sections.csv that has questions in quiz.csv.

    Attributes:
        section: the id of the section; it stays as the quiz was made.
        questions: the questions as columns, in their order.
        options: their options as columns, in the order shown.
        answers: for each question that was checked, the ids of the options chosen. May be set; all views follow.
        current: the id of the question that is shown. May be set; all views follow.

    Raises:
        ValueError: for a section without questions, and for an unknown question or option, naming what is allowed.
        TypeError: when an answer is a single text instead of a list.
    """

    files = "quiz"
    knowledge = traitlets.Dict().tag(sync=True)
    questions = traitlets.Dict().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    current = traitlets.Unicode("").tag(sync=True)
    section = traitlets.Unicode("", read_only=True)

    def __init__(self, base: KnowledgeBase, section: str) -> None:
        self._base = base
        self._rows = rows = [_question(base, row) for row in section_quiz(base, section)]
        self._ids = [row["id"] for row in rows]
        self.set_trait("section", section)
        super().__init__(
            knowledge=_knowledge(base, rows),
            questions=columns(rows, QUESTIONS),
            options=columns([option for row in rows for option in row["options"]], OPTIONS),
            current=rows[0]["id"],
            plain_html=render("quiz.html", base=base, rows=rows, hints=ON_PAPER),
        )
        self.remember(base, "quiz", section, ("answers",))

    def _known(self, quiz_id: str) -> str:
        if quiz_id not in self._ids:
            raise ValueError(f"unknown question “{quiz_id}”. Allowed: {', '.join(self._ids)}.")
        return quiz_id

    @traitlets.validate("answers")
    def _checked(self, proposal: Any) -> dict[str, list[str]]:
        given: Mapping[str, Iterable[str]] = proposal["value"]
        return {key: check_answer(self._base, self._known(key), answer) for key, answer in given.items()}

    @traitlets.validate("current")
    def _shown(self, proposal: Any) -> str:
        return self._known(proposal["value"])

    @property
    def key(self) -> AnswerKey:
        """The answers with why, for the end of a page."""
        return AnswerKey(self._base, self._rows)

    @property
    def results(self) -> pd.DataFrame:
        """How the answers stand, a row a question, as `kb.quiz_results` says it."""
        return quiz_results(self._base, self.section, self.answers)


class AnswerKey(StaticDisplay):
    """The right answers with why, folded on screen and open on paper. Made by `Quiz.key`."""

    styles = ("quiz",)

    def __init__(self, base: KnowledgeBase, rows: list[dict[str, Any]]) -> None:
        said = {base.rows["claims"][key]["stance"] for row in rows for key in row["claim_ids"]}
        stances = [stance for stance in GLYPHS if stance in said]
        super().__init__(render("quiz_key.html", base=base, rows=rows, glyphs=GLYPHS, stances=stances))


def _question(base: KnowledgeBase, row: Mapping[str, Any]) -> dict[str, Any]:
    """A question with its options, the ids of the right ones, the names of its sources, and the level it is about."""
    right = right_options(base, row["id"])
    shown = shown_options(base, row["id"])
    options = [{**o, "text": option_words(base, o), "right": o["id"] in right} for o in shown]
    named = [base.rows["sources"][key]["organisation"] for key in row["source_ids"]]
    order = [option for key in right for option in options if option["id"] == key]
    return {
        **row,
        "options": options,
        "answer": order,
        "sources": list(dict.fromkeys(named)),
        "level": _level(base, row, order),
    }


def _level(base: KnowledgeBase, row: Mapping[str, Any], right: Iterable[Mapping[str, Any]]) -> str:
    """The most urgent level that a question is about: of its signs, of its rules, of what right options say to do."""
    asked = {assess(base, row["symptom_ids"]).level, *(base.rows["rules"][key]["level"] for key in row["rule_ids"])}
    found = {level for level in (*asked, *(option["acts_level"] for option in right)) if level}
    return min(found, key=lambda level: base.rows["levels"][level]["rank"], default="")


def _knowledge(base: KnowledgeBase, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The levels and claims that the questions need, their marks, words and drawings."""
    options = [option for row in rows for option in row["options"]]
    needed = {row["level"] for row in [*rows, *options]}
    levels = [row for row in base.rows["levels"].values() if row["id"] in needed]
    claims = [
        base.rows["claims"][key] for key in dict.fromkeys(key for row in [*rows, *options] for key in row["claim_ids"])
    ]
    own = {name: base.text(f"quiz_{name}") for name in WORDS}
    shared = {
        name: base.text(name) for name in ("call_anyway", "sources_label", *(f"stance_{c['stance']}" for c in claims))
    }
    drawings = {"arrow_up", "info", "plus", "tick", "warn", "x", *(level["icon"] for level in levels)}
    return {
        "levels": columns(sorted(levels, key=lambda level: level["rank"]), ("id", "rank", "word", "action", "icon")),
        "claims": columns(claims, ("id", "text", "stance")),
        "marks": GLYPHS,
        "text": own | shared | {"more_careful": base.text("case_more_said"), "ours": base.text("case_ours")},
        "icons": {name: icons()[name] for name in sorted(drawings)},
        "language": base.language,
    }
