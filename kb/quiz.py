"""Questions to check oneself with: which a section has, how their options are shown, and whether an answer is right.

`widgets/static/quiz_marking.js` marks the same way in the browser; the tests drive both over the same answers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.triage import assess, compare

GOOD = ("right", "more_careful")  # results that count as known: to be more careful than our line is never wrong
COLUMNS = ["id", "kind", "question", "answer", "result", "safety"]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """What an answer is worth.

    Attributes:
        result: right, more_careful (a level above ours), not_all (of several only some) or wrong.
        wrong: ids of the options chosen that are not right; for an order, those not at their place.
        left_out: ids of the options that were to be chosen and were not.
    """

    result: str
    wrong: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def section_quiz(base: KnowledgeBase, section: str) -> list[Row]:
    """The questions of a section, in their order.

    Raises:
        ValueError: for a section without questions, with those that have some.
    """
    rows = [row for row in base.rows["quiz"].values() if row["section_id"] == section]
    if not rows:
        allowed = sorted({row["section_id"] for row in base.rows["quiz"].values()})
        raise ValueError(f"no quiz for the section “{section}”. Allowed: {', '.join(allowed)}.")
    return sorted(rows, key=lambda row: row["number"])


def quiz_options(base: KnowledgeBase, quiz_id: str) -> list[Row]:
    """The options of a question in the order of their numbers; for an order that is the right one.

    Raises:
        ValueError: for an unknown question.
    """
    if quiz_id not in base.rows["quiz"]:
        raise ValueError(f"unknown question “{quiz_id}”. Allowed: {', '.join(base.rows['quiz'])}.")
    rows = [row for row in base.rows["quiz_options"].values() if row["quiz_id"] == quiz_id]
    return sorted(rows, key=lambda row: row["number"])


def shown_options(base: KnowledgeBase, quiz_id: str) -> list[Row]:
    """The options in the order shown: steps to put in order are mixed, always the same way and never in order."""
    rows = quiz_options(base, quiz_id)
    if base.rows["quiz"][quiz_id]["kind"] != "order":
        return rows
    mixed = sorted(rows, key=lambda row: hashlib.sha256(row["id"].encode()).digest())
    return mixed if mixed != rows else mixed[::-1]


def option_words(base: KnowledgeBase, option: Row) -> str:
    """What an option says; of kind level, the word of its level."""
    return str(option["text"] or base.rows["levels"][option["level"]]["word"])


def right_options(base: KnowledgeBase, quiz_id: str) -> tuple[str, ...]:
    """Ids of the right options: all in their order, for an order; for a level, the one that triage gives."""
    quiz, rows = base.rows["quiz"].get(quiz_id), quiz_options(base, quiz_id)
    if quiz and quiz["kind"] == "level":
        level = assess(base, quiz["symptom_ids"]).level
        return tuple(row["id"] for row in rows if row["level"] == level)
    return tuple(row["id"] for row in rows if row["right"])


def check_answer(base: KnowledgeBase, quiz_id: str, answer: Iterable[str]) -> list[str]:
    """The answer as a list of option ids, each once.

    Raises:
        TypeError: for a single text instead of a list.
        ValueError: for an unknown question or option, and for too many or too few of them.
    """
    if isinstance(answer, str):
        raise TypeError(f"the answer to “{quiz_id}” must be a list of option ids, such as [“{answer}”].")
    ids, known = list(dict.fromkeys(answer)), [row["id"] for row in quiz_options(base, quiz_id)]
    kind = base.rows["quiz"][quiz_id]["kind"]
    for option in ids:
        if option not in known:
            raise ValueError(f"“{quiz_id}” has no option “{option}”. Allowed: {', '.join(known)}.")
    allowed = {"order": range(len(known), len(known) + 1), "multiple": range(1, len(known) + 1)}.get(kind, range(1, 2))
    if len(ids) not in allowed:
        words = {"order": "each option once", "multiple": "at least one option"}.get(kind, "one option")
        raise ValueError(f"the answer to “{quiz_id}” has {len(ids)} options. Allowed: {words}.")
    return ids


def mark(base: KnowledgeBase, quiz_id: str, answer: Iterable[str]) -> Mark:
    """Mark an answer.

    Args:
        base: the knowledge base.
        quiz_id: an id of quiz.csv.
        answer: ids of its options: one for the kinds single and level, some for multiple, all in order for order.

    Raises:
        TypeError: for a single text instead of a list.
        ValueError: for an unknown question or option, and for too many or too few of them.
    """
    chosen, right = check_answer(base, quiz_id, answer), right_options(base, quiz_id)
    kind, options = base.rows["quiz"][quiz_id]["kind"], base.rows["quiz_options"]
    if kind == "order":
        wrong = tuple(one for one, other in zip(chosen, right, strict=True) if one != other)
        return Mark("wrong" if wrong else "right", wrong)
    wrong = tuple(option for option in chosen if option not in right)
    left_out = tuple(option for option in right if option not in chosen)
    if kind == "level" and compare(base, *(options[key]["level"] for key in (*chosen, *right))) == "more_careful":
        return Mark("more_careful", (), left_out)
    return Mark("wrong" if wrong else "not_all" if left_out else "right", wrong, left_out)


def quiz_results(base: KnowledgeBase, section: str, answers: Mapping[str, Iterable[str]]) -> pd.DataFrame:
    """How answers stand.

    Args:
        base: the knowledge base.
        section: an id of sections.csv.
        answers: for each question that is answered, the ids of the options chosen.

    Returns:
        A row a question, in their order: id, kind, question, answer (a tuple), result ("" where there is no answer)
        and safety. A result in `GOOD` counts as known.
    """
    rows = [
        [row["id"], row["kind"], row["question"], answer, mark(base, row["id"], answer).result if answer else "",
         row["safety"]]
        for row in section_quiz(base, section)
        for answer in [tuple(answers.get(row["id"], ()))]
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)
