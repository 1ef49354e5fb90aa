"""Stories whose level was set from the sources before the rules were read: the rules must come to the same."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

import kb

with (Path(__file__).parent / "data" / "safety_cases.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_story_gets_an_acceptable_level(base: kb.KnowledgeBase, case: dict[str, str]) -> None:
    level = kb.assess(base, case["symptom_ids"].split(";")).level
    assert level in case["acceptable_levels"].split(";"), case["story"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_nothing_milder_than_the_level_is_acceptable(base: kb.KnowledgeBase, case: dict[str, str]) -> None:
    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    acceptable = case["acceptable_levels"].split(";")
    assert case["level"] in acceptable
    assert max(rank[level] for level in acceptable) == rank[case["level"]]


def test_a_story_names_known_sources_or_says_that_it_is_our_judgement(base: kb.KnowledgeBase) -> None:
    for case in CASES:
        named = set(filter(None, case["source_ids"].split(";")))
        assert named <= set(base.rows["sources"]), case["id"]
        assert named or "our judgement" in case["note"].lower(), case["id"]


def test_the_stories_span_all_levels_and_stand_once(base: kb.KnowledgeBase) -> None:
    least = {"emergency": 20, "same_day": 26, "mention_or_call": 13, "self_care": 13}
    counted = {level: sum(case["level"] == level for case in CASES) for level in least}
    assert all(counted[level] >= few for level, few in least.items()), counted
    stories = [case["story"] for case in CASES] + [row["story"] for row in base.rows["cases"].values()]
    assert len(set(stories)) == len(stories)
