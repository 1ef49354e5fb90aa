"""The rules against stories that nobody wrote for them, and against themselves with a rule missing or milder."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from safety.cases import Case, figures, load, read
from safety.mutants import changed, mutants, noticed, record
from safety.selections import LEVELS

import kb

CASES = load(kb.load())


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_a_case_gets_an_acceptable_level(case: Case) -> None:
    assert case.given in case.acceptable, case.story


def test_there_are_cases_enough_of_each_level_and_none_is_shown_in_class(base: kb.KnowledgeBase) -> None:
    found = {level: sum(case.level == level for case in CASES) for level in LEVELS}
    assert len(CASES) >= 60
    assert min(found.values()) >= 10
    assert len({case.story for case in CASES}) == len(CASES)
    assert all(case.level in case.acceptable for case in CASES)
    assert [case.id for case in CASES if max(map(LEVELS.index, case.acceptable)) > LEVELS.index(case.level)] == []
    assert {case.story for case in CASES}.isdisjoint(row["story"] for row in base.rows["cases"].values())
    assert {key for case in CASES for key in case.source_ids} <= set(base.rows["sources"])
    assert [case.id for case in CASES if not case.source_ids and "our judgement" not in case.note.lower()] == []


def test_the_figures_count_as_the_studies_do() -> None:
    def case(level: str, acceptable: tuple[str, ...], given: str | None) -> Case:
        return Case("x", "", (), level, acceptable, "", (), given)

    same = ("same_day",)
    told = figures([
        case("same_day", same, "same_day"),
        case("same_day", same, "emergency"),
        case("same_day", same, "self_care"),
        case("emergency", ("emergency", "same_day"), "same_day"),
        case("same_day", same, None),
    ])  # fmt: skip
    assert (told.cases, told.answered, told.exact, told.right, told.safe) == (5, 4, 1, 2, 3)
    assert (told.too_low, told.too_high) == (2, 1)
    assert told.over_triage == pytest.approx(1 / 3)
    assert figures([]).over_triage is None


def test_the_second_book_has_every_rule(base: kb.KnowledgeBase) -> None:
    """Whoever changes a rule says so twice, here and in tests/data/rule_book.csv."""
    assert record(base.rows["rules"]) == read("rule_book")


def test_no_rule_can_go_or_become_milder_unseen(base: kb.KnowledgeBase) -> None:
    book = read("rule_book")
    rules = base.rows["rules"]
    unseen = [mutant for mutant in mutants(base) if record(changed(rules, mutant)) == book]
    assert unseen == []


def test_most_rules_are_held_by_what_they_do_and_not_only_by_the_book(base: kb.KnowledgeBase) -> None:
    unnoticed = {mutant[0] for mutant in mutants(base) if not noticed(base, mutant)}
    rules = base.rows["rules"]
    assert len(unnoticed) <= 0.4 * len(rules)
    assert [name for name in unnoticed if len(rules[name]["symptom_ids"]) > 1] == []


@pytest.mark.deep
def test_the_sheet_is_made_by_a_command(tmp_path: Path, base: kb.KnowledgeBase) -> None:
    file = tmp_path / "safety.html"
    done = subprocess.run(
        [sys.executable, "-m", "tests.safety", str(file)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = file.read_text(encoding="utf-8")
    assert [name for name in base.rows["rules"] if f'<th scope="row">{name}</th>' not in text] == []
    assert "<script" not in text
    assert text.count("our judgement") >= 10
