"""The cases: each level is what the rules say of its signs, answers are checked, and results never scold."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup
from test_tables import FALSE_COMFORT, NOT_EVERYBODY, grade

import kb
from kb.triage import compare
from widgets import Cases
from widgets.cases import COMPARED

HEAVIEST = 75_000  # bytes of state, without the plain form
TRAPS = {
    "a mild pair": ({"belly_ache_mild", "back_ache_dull"}, "same_day"),
    "spotting that stopped": ({"spotting"}, "same_day"),
    "practice tightenings": ({"tightening_repeated"}, "same_day"),
    "shoulder tip alone": ({"shoulder_tip_pain"}, "same_day"),
    "dizzy on standing": ({"dizzy_on_standing"}, "same_day"),
    "worry about the side": ({"pain_keeps_awake"}, "mention_or_call"),
    "ibuprofen": ({"medicine_mistake"}, "same_day"),
    "heating pad": ({"back_ache_dull"}, "self_care"),
    "calf": ({"leg_swollen_one"}, "same_day"),
    "fever": ({"fever"}, "same_day"),
    "pelvic girdle": ({"pelvic_joint_pain"}, "mention_or_call"),
    "constipation": ({"constipation_or_wind"}, "self_care"),
    "after a fall": ({"fall_or_blow"}, "same_day"),
    "something wrong": ({"something_wrong"}, "same_day"),
    "home": ({"unsafe_at_home"}, "same_day"),
    "self-harm": ({"self_harm_thoughts"}, "same_day"),
}


@pytest.fixture
def cases(base: kb.KnowledgeBase) -> Cases:
    return Cases(base)


def test_every_level_is_what_the_rules_say_of_the_signs(base):
    wrong = {row["id"]: found for row in base.rows["cases"].values()
             if (found := kb.assess(base, row["symptom_ids"]).level) != row["level"]}  # fmt: skip
    assert wrong == {}


def test_there_are_cases_of_all_four_levels_in_a_fixed_order(base):
    rows = base.rows["cases"].values()
    assert len(rows) >= 18
    assert sorted(row["number"] for row in rows) == list(range(1, len(rows) + 1))
    count = base.cases["level"].value_counts()
    assert set(count.index) == set(base.rows["levels"])
    assert count.min() >= 3


@pytest.mark.parametrize(("signs", "level"), TRAPS.values(), ids=TRAPS)
def test_the_traps_are_there(base, signs, level):
    assert [row["level"] for row in base.rows["cases"].values() if set(row["symptom_ids"]) == signs] == [level]


def test_the_heavy_cases_come_last_as_the_first_words_say(base):
    order = sorted(base.rows["cases"].values(), key=lambda row: row["number"])
    assert {sign for row in order[-2:] for sign in row["symptom_ids"]} == {"unsafe_at_home", "self_harm_thoughts"}


def test_every_case_has_its_sources_and_reads_easily(base):
    for row in base.rows["cases"].values():
        claimed = {key for claim in row["claim_ids"] for key in base.rows["claims"][claim]["source_ids"]}
        rules = {key for rule in base.rows["rules"].values() for key in rule["source_ids"]}
        assert row["source_ids"], row["id"]
        assert claimed <= set(row["source_ids"]) <= claimed | rules, row["id"]
        assert grade(f"{row['story']} {row['why']}") <= 8, row["id"]
        assert not FALSE_COMFORT.search(f"{row['story']} {row['why']}"), row["id"]
        assert not NOT_EVERYBODY.search(f"{row['title']} {row['story']} {row['why']}"), row["id"]


def test_why_of_an_urgent_case_says_to_call(base):
    said = {
        row["id"]: f"{row['why']} {base.rows['levels'][row['level']]['action']}" for row in base.rows["cases"].values()
    }
    assert all("mergency" in said[row["id"]] for row in base.rows["cases"].values() if row["level"] == "emergency")


def test_answers_take_known_cases_and_levels_and_name_what_is_allowed(cases):
    cases.answers = {"mild_pair": "self_care"}
    with pytest.raises(ValueError, match=r"case “pair”.*Allowed.*mild_pair"):
        cases.answers = {"pair": "self_care"}
    with pytest.raises(ValueError, match=r"level “soon”.*Allowed.*same_day"):
        cases.answers = {"mild_pair": "soon"}
    assert cases.answers == {"mild_pair": "self_care"}


def test_current_is_a_case_or_the_results(cases, base):
    assert cases.current == cases.cases["id"][0]
    cases.current = "results"
    with pytest.raises(ValueError, match=r"“end”.*Allowed.*results"):
        cases.current = "end"
    assert cases.current == "results"


@pytest.mark.parametrize(
    ("answer", "ours", "said"),
    [
        ("same_day", "same_day", "same"),
        ("emergency", "self_care", "more_careful"),
        ("mention_or_call", "self_care", "more_careful"),
        ("self_care", "emergency", "less_careful"),
        ("same_day", "emergency", "less_careful"),
        ("", "emergency", "not_answered"),
    ],
)
def test_more_urgent_is_more_careful(base, answer, ours, said):
    assert compare(base, answer, ours) == said


def test_results_have_a_row_a_case(cases, base):
    assert set(cases.results["compared"]) == {"not_answered"}
    cases.answers = {"mild_pair": "self_care", "pad": "emergency", "queasy": "same_day"}
    found = cases.results.set_index("id")
    assert list(found.index) == cases.cases["id"]
    assert found.loc["mild_pair"].tolist() == ["Two mild aches", "self_care", "same_day", "less_careful"]
    assert found.loc["pad", "compared"] == "same"
    assert found.loc["queasy", "compared"] == "more_careful"
    assert set(found["compared"]) <= set(COMPARED)


def test_the_words_never_call_careful_an_error(base):
    assert "fine" in base.text("case_more_said")
    said = " ".join(text["text"] for key, text in base.rows["strings"].items() if key.startswith("case_"))
    assert not {"wrong answer", "incorrect", "score", "points", "failed"} & set(said.lower().split())


def test_the_state_is_small_and_plain_json(cases):
    state = {name: getattr(cases, name) for name in ("knowledge", "cases", "answers", "current")}
    size = len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_the_plain_form_has_every_case_with_four_boxes_and_the_answers_at_the_end(cases, base):
    soup = BeautifulSoup(cases.plain_html, "html.parser")
    stories = soup.select(".wk-case__paper > li")
    rows = sorted(base.rows["cases"].values(), key=lambda row: row["number"])
    assert len(stories) == len(rows)
    for row, story in zip(rows, stories, strict=True):
        assert row["story"] in story.get_text()
        assert [label.get_text(strip=True) for label in story.select("label:has(input)")] == [
            level["word"] for level in sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
        ]
        assert row["why"] not in story.get_text()
    answers = " ".join(soup.select_one(".wk-case__answers").get_text().split())
    for row in rows:
        assert f"{row['title']}: {base.rows['levels'][row['level']]['word']}." in answers
        assert row["why"] in answers
