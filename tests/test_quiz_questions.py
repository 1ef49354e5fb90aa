"""What our own questions to check oneself with promise: enough of each kind, fair, easy to read, and explained.

`kb.quiz_checks` refuses what would be wrong in anybody's tables; these tests hold ours to more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from statistics import mean
from typing import Any

import pytest
from reading_level import glossary_terms, grade

import kb

ROWS = kb.load().rows["quiz"]
LEVEL = tuple(key for key, row in ROWS.items() if row["kind"] == "level")
LEAST = {"level": 12, "order": 6, "multiple": 10, "single": 20}
GIVEN_AWAY = re.compile(r"\b(?:all|none|both|any) of (?:the above|these|them)\b", re.IGNORECASE)
MEDICAL = re.compile(
    r"\b(?:acetaminophen|acupuncture|anti-d|antibiotic|appendicitis|aspirin|braxton hicks|cauda equina|chromosome"
    r"|contraction|dehydration|discharge|ectopic|embryo|fetus|fibroid|folic acid|genital|hyperemesis|ibuprofen|laxative"
    r"|ligament|lumbar|miscarriage|naproxen|ovarian|paracetamol|physiotherap\w+|plasma|pre-?eclampsia|relaxin(?!g)"
    r"|rh negative|sciatica|seizure|sepsis|septic|shoulder[- ]tip|spotting|thrush|torsion|trimester|ultrasound|urinary"
    r"|uterus)\w*",
    re.IGNORECASE,
)
SHORT_NAME = re.compile(r"\b[A-Z]{3,}\b")


def options(base: kb.KnowledgeBase, quiz: str) -> list[Mapping[str, Any]]:
    rows = [row for row in base.rows["quiz_options"].values() if row["quiz_id"] == quiz]
    return sorted(rows, key=lambda row: row["number"])


def texts(base: kb.KnowledgeBase, quiz: str) -> list[str]:
    row, rows = base.rows["quiz"][quiz], options(base, quiz)
    return [
        row["question"],
        row["because"],
        row["missed"],
        *(option[name] for option in rows for name in ("text", "why")),
    ]


def test_each_kind_is_there_often_enough_and_each_level_is_asked_for(base: kb.KnowledgeBase) -> None:
    kinds = Counter(row["kind"] for row in ROWS.values())
    assert {kind: kinds[kind] for kind, least in LEAST.items() if kinds[kind] < least} == {}
    assert len({ROWS[quiz]["section_id"] for quiz in LEVEL}) >= 10
    assert {kb.assess(base, ROWS[quiz]["symptom_ids"]).level for quiz in LEVEL} == set(base.rows["levels"])


def test_nobody_can_guess_the_answer_from_its_place_or_its_length(base: kb.KnowledgeBase) -> None:
    singles = [options(base, key) for key, row in ROWS.items() if row["kind"] == "single"]
    places = Counter(option["number"] for rows in singles for option in rows if option["right"])
    assert sorted(places) == [1, 2, 3, 4]
    assert max(places.values()) <= len(singles) / 2
    longest = [max(rows, key=lambda option: len(option["text"]))["right"] for rows in singles]
    assert sum(longest) <= len(singles) / 2


@pytest.mark.parametrize("quiz", ROWS)
def test_options_are_short_and_rest_on_statements_of_their_question(base: kb.KnowledgeBase, quiz: str) -> None:
    row, rows = ROWS[quiz], options(base, quiz)
    assert quiz.startswith(f"{row['section_id']}_")
    assert [option["id"] for option in rows] == [f"{quiz}_{number}" for number in range(1, len(rows) + 1)]
    assert max(len(option["text"]) for option in rows) <= 60
    assert {claim for option in rows for claim in option["claim_ids"]} <= set(row["claim_ids"])
    assert row["kind"] == "level" or all(option["claim_ids"] for option in rows)
    assert not [text for text in texts(base, quiz) if GIVEN_AWAY.search(text)]


@pytest.mark.parametrize("quiz", ROWS)
def test_the_words_read_easily_and_the_glossary_has_the_medical_ones(base: kb.KnowledgeBase, quiz: str) -> None:
    terms = glossary_terms(base)
    said = [text for text in texts(base, quiz) if text]
    assert mean(grade(text, terms) for text in said) <= 6
    assert not [text for text in said if len(text.split()) >= 12 and grade(text, terms) > 9]
    words = {word for text in said for word in [*MEDICAL.findall(text), *SHORT_NAME.findall(text)]}
    assert not {word for word in words if not terms.search(word.lower())}


@pytest.mark.parametrize("quiz", LEVEL)
def test_a_story_fires_the_rules_that_it_names_and_what_is_too_low_rests_on_statements(
    base: kb.KnowledgeBase, quiz: str
) -> None:
    ours = kb.assess(base, ROWS[quiz]["symptom_ids"])
    assert set(ROWS[quiz]["rule_ids"]) == {reason.rule for reason in ours.reasons if reason.level == ours.level} - {
        "belly_pain"
    }
    assert ours.level
    ranks = {level: row["rank"] for level, row in base.rows["levels"].items()}
    rows = options(base, quiz)
    assert [option["level"] for option in rows] == sorted(ranks, key=ranks.__getitem__)
    low = [option for option in rows if ranks[option["level"]] > ranks[ours.level]]
    assert all(option["why"] for option in low)
    assert ours.level not in ("emergency", "same_day") or all(option["claim_ids"] for option in low)
