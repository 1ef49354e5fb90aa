"""Checks of the quiz in tables that nobody has proven yet: what no single cell shows.

No right answer asks for less than triage does, and none rests on statements that guidance contradicts alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from kb.base import KnowledgeBase, convert
from kb.columns import items
from kb.schema import LEVELS, URGENT
from kb.schema_quiz import LEAST_LEVELS, LEAST_OPTIONS, LEAST_QUESTIONS, MOST_OPTIONS, MOST_QUESTIONS
from kb.triage import assess
from kb.validation import place

Row = Mapping[str, str]
TRIAGE = ("levels", "rules", "symptoms")
OF_A_KIND = {  # what stands under "right" in the options of a question, sorted
    "single": (
        lambda right: right == ["no"] * (len(right) - 1) + ["yes"],
        "yes for exactly one option, no for the others",
    ),
    "multiple": (lambda right: {*right} == {"no", "yes"}, "yes for some options, and no for at least one"),
    "order": (lambda right: {*right} == {"yes"}, "yes for each step of a question of kind order"),
    "level": (lambda right: not any(right), "nothing for the kind level, since triage says what is right"),
}


def quiz_errors(frames: Mapping[str, pd.DataFrame], others: Sequence[str]) -> Iterator[str]:
    """Faults of questions and options, and answers that triage contradicts.

    Args:
        frames: tables of text, as `kb.base.read_tables` gives them.
        others: the faults found so far; where triage's own tables have some, it is not asked.

    Yields:
        One sentence an error.
    """
    if not {"quiz", "quiz_options", "claims", "sections"} <= set(frames):
        return  # the missing file is a fault of its own
    sound = {*TRIAGE} <= set(frames) and not any(fault.startswith(TRIAGE) for fault in others)
    base = KnowledgeBase(convert({table: frames[table] for table in TRIAGE}), "en") if sound else None
    stances = dict(zip(frames["claims"]["id"], frames["claims"]["stance"], strict=True))
    questions, options = _rows(frames["quiz"]), _rows(frames["quiz_options"])
    for row in _rows(frames["sections"]):
        yield from _section_errors(row, [one for one in questions if one["section_id"] == row["id"]])
    for row in questions:
        own = [option for option in options if option["quiz_id"] == row["id"]]
        level = _triage(base, row["symptom_ids"])
        yield from _question_errors(row, level, stances)
        yield from _together_errors(row, own)
        yield from _level_errors(row, level, own) if row["kind"] == "level" else ()
        for option in own:
            yield from _option_errors(row["kind"], option, level, stances)
            yield from _act_errors(row["kind"], option, _triage(base, option["symptom_ids"]))


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows of text, each with its place in the table under the empty name."""
    found = zip(frame.index, frame.to_dict("records"), strict=True)
    return [{"": str(index), **{str(name): str(cell).strip() for name, cell in row.items()}} for index, row in found]


def _fault(row: Row, column: str, allowed: str) -> str:
    return place("quiz_options" if "quiz_id" in row else "quiz", int(row[""]), column, row[column], allowed)


def _triage(base: KnowledgeBase | None, cell: str) -> str | None:
    """The level that triage gives to the signs of a cell; None without signs, and where it cannot be asked."""
    signs = items(cell)
    known = base is not None and all(sign in base.rows["symptoms"] for sign in signs)
    return assess(base, signs).level if base is not None and known else None


def _numbers(rows: Sequence[Row]) -> bool:
    return sorted(row["number"] for row in rows) == sorted(map(str, range(1, len(rows) + 1)))


def _section_errors(section: Row, questions: Sequence[Row]) -> Iterator[str]:
    if not LEAST_QUESTIONS <= len(questions) <= MOST_QUESTIONS:
        wanted = f"a section with {LEAST_QUESTIONS} to {MOST_QUESTIONS} questions in quiz.csv"
        yield place("sections", int(section[""]), "id", section["id"], f"{wanted}; it has {len(questions)}")
    if not _numbers(questions):
        yield _fault(questions[0], "number", f"1 to {len(questions)}, each once in the section {section['id']}")


def _question_errors(row: Row, level: str | None, stances: Mapping[str, str]) -> Iterator[str]:
    if bool(row["symptom_ids"]) != (row["kind"] == "level"):
        yield _fault(row, "symptom_ids", "at least one for the kind level, and nothing for the others")
    if row["safety"] == "yes" and not row["missed"]:
        yield _fault(row, "missed", "some text, since safety is yes")
    if row["safety"] != "yes" and level in URGENT:
        yield _fault(row, "safety", f"yes, since triage says {level}")
    claims = items(row["claim_ids"])
    if claims and not row["rule_ids"] and {stances.get(claim) for claim in claims} == {"differs"}:
        yield _fault(row, "claim_ids", "at least one claim that guidance does not contradict, or a rule in rule_ids")


def _together_errors(row: Row, options: Sequence[Row]) -> Iterator[str]:
    """What the options of a question must be together."""
    if not LEAST_OPTIONS <= len(options) <= MOST_OPTIONS:
        allowed = (
            f"a question with {LEAST_OPTIONS} to {MOST_OPTIONS} options in quiz_options.csv; it has {len(options)}"
        )
        yield _fault(row, "id", allowed)
        return
    if not _numbers(options):
        yield _fault(options[0], "number", f"1 to {len(options)}, each once in the question {row['id']}")
    fits, allowed = OF_A_KIND.get(row["kind"], (lambda _: True, ""))
    if not fits(sorted(option["right"] for option in options)):
        yield _fault(options[0], "right", f"{allowed} ({row['id']})")


def _level_errors(row: Row, level: str | None, options: Sequence[Row]) -> Iterator[str]:
    levels = [option["level"] for option in options]
    if len(levels) < LEAST_LEVELS or len(set(levels)) < len(levels):
        yield _fault(row, "id", f"a question of kind level with at least {LEAST_LEVELS} levels, each once")
    if level and level not in levels:
        yield _fault(row, "symptom_ids", f"signs whose level, {level}, is among the options")


def _option_errors(kind: str, option: Row, level: str | None, stances: Mapping[str, str]) -> Iterator[str]:
    if bool(option["text"]) == (kind == "level"):
        yield _fault(option, "text", "nothing for the kind level, since the level has its own words; else some text")
    if bool(option["level"]) != (kind == "level"):
        yield _fault(option, "level", "an id of levels.csv for the kind level, and nothing for the others")
    wrong = option["right"] == "no" or (level is not None and kind == "level" and option["level"] != level)
    if wrong and not option["why"]:
        yield _fault(option, "why", "some text that says kindly why it is not so")
    claims = items(option["claim_ids"])
    if option["right"] == "no" and not claims:
        yield _fault(option, "claim_ids", "at least one claim that says why it is not so")
    if option["misconception"] == "yes" and {stances.get(claim) for claim in claims} <= {"agrees"}:
        yield _fault(
            option, "claim_ids", "a claim with which guidance does not simply agree, since it is a misconception"
        )


def _act_errors(kind: str, option: Row, level: str | None) -> Iterator[str]:
    """What an option says to do: a right one never less than triage, a wrong one always less."""
    acts = option["acts_level"]
    if bool(acts) != bool(option["symptom_ids"]):
        yield _fault(option, "acts_level", "a level together with symptom_ids, or nothing in both")
    if acts and kind == "level":
        yield _fault(option, "acts_level", "nothing for the kind level")
    if level not in LEVELS or acts not in LEVELS:
        return
    less = LEVELS.index(acts) > LEVELS.index(level)
    if option["right"] == "yes" and less:
        yield _fault(option, "acts_level", f"{level} or more urgent, as triage says, since it is right")
    if option["right"] == "no" and not less:
        yield _fault(option, "acts_level", f"less urgent than {level}, as triage says, since it is wrong")
