"""The browser answers as Python does: the same level and the same rules in the same order, whatever is ticked."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pytest

import kb
import widgets

pytestmark = pytest.mark.browser
MANY = 100_000
CHUNK = 25_000
# The trait as it reaches a view, the file as it is; an answer is "level rule rule rule".
SET_UP = """async (trait) => {
  const shared = await import("/shared.js");
  const knowledge = shared.knowledgeOf({ get: (name) => (name === "knowledge" ? trait : undefined) });
  const ids = knowledge.symptoms.map((symptom) => symptom.id);
  const answer = (ticks) => {
    const { level, fired } = shared.assess(knowledge, ticks.map((place) => ids[place] ?? place));
    return [level, ...fired.map((rule) => rule.id)].join(" ");
  };
  Object.assign(window, { shared, knowledge, answer });
  return ids;
}"""


@dataclass
class Browser:
    """The open page, and the ids of the symptoms in the order that the page holds them."""

    page: Any
    ids: list[str]

    def evaluate(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)


@pytest.fixture(scope="module")
def shared(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Browser]:
    """A blank page of an origin that does not exist, with the real shared.js taken from the folder."""

    with real_files() as page:
        ids = page.evaluate(SET_UP, dict(widgets.SymptomSelector(base).knowledge))
        assert sorted(ids) == sorted(base.rows["symptoms"])
        yield Browser(page, ids)


@pytest.fixture(scope="module")
def tickable(base: kb.KnowledgeBase, shared: Browser) -> list[int]:
    """Places of the symptoms that have a box, in the list that the browser holds."""
    return [place for place, symptom in enumerate(shared.ids) if base.rows["symptoms"][symptom]["group_id"]]


def python_says(base: kb.KnowledgeBase, ticks: Sequence[str]) -> str:
    answer = kb.assess(base, ticks)
    return " ".join([answer.level or "", *(reason.rule for reason in answer.reasons)])


def differences(
    base: kb.KnowledgeBase, shared: Browser, chosen: Sequence[Sequence[int]]
) -> list[tuple[list[str], str, str]]:
    """Where the two disagree: the ticks, what Python says, what the browser says."""
    answers = shared.evaluate("(chosen) => chosen.map(answer).join('\\n')", chosen).split("\n")
    assert len(answers) == len(chosen)
    asked = ([shared.ids[place] for place in ticks] for ticks in chosen)
    both = ((ticks, python_says(base, ticks), said) for ticks, said in zip(asked, answers, strict=True))
    return [(ticks, here, there) for ticks, here, there in both if here != there][:3]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_every_set_of_up_to_three_gets_the_same_answer(
    base: kb.KnowledgeBase, shared: Browser, tickable: list[int], size: int
) -> None:
    chosen = list(combinations(tickable, size))
    for start in range(0, len(chosen), CHUNK):
        assert differences(base, shared, chosen[start : start + CHUNK]) == []


@pytest.mark.parametrize("part", range(MANY // CHUNK))
def test_larger_sets_get_the_same_answer_in_any_order_and_with_repetition(
    base: kb.KnowledgeBase, shared: Browser, tickable: list[int], part: int
) -> None:
    chance = random.Random(1200 + part)
    chosen = []
    for _ in range(CHUNK):
        ticks = chance.sample(tickable, min(4 + int(chance.expovariate(0.3)), 40))
        chosen.append(ticks + chance.choices(ticks, k=chance.choice((0, 0, 2))))
    assert differences(base, shared, chosen) == []


def test_symptoms_without_a_box_count_the_same_when_code_names_them(base: kb.KnowledgeBase, shared: Browser) -> None:
    chosen = list(combinations(range(len(shared.ids)), 2))
    assert differences(base, shared, chosen) == []


def test_nothing_ticked_is_no_answer_in_the_browser_too(shared: Browser) -> None:
    assert shared.evaluate("shared.assess(knowledge, [])") == {"level": None, "fired": []}


def test_a_broken_rule_in_the_browser_would_be_seen(base: kb.KnowledgeBase, shared: Browser) -> None:
    """The comparison itself: with one rule milder than in Python, it must find the sets that differ."""
    place = shared.ids.index("fever")
    assert differences(base, shared, [[place]]) == []
    shared.evaluate("knowledge.rules.find((rule) => rule.id === 'fever').level = 'self_care'")
    try:
        found = differences(base, shared, [[place]])
    finally:
        shared.evaluate("knowledge.rules.find((rule) => rule.id === 'fever').level = 'same_day'")
    assert [ticks for ticks, _, _ in found] == [["fever"]]


def test_asking_changes_nothing(shared: Browser, tickable: list[int]) -> None:
    before = shared.evaluate("JSON.stringify(knowledge)")
    shared.evaluate("(chosen) => chosen.forEach(answer)", [tickable, tickable[:3], []])
    assert shared.evaluate("JSON.stringify(knowledge)") == before
