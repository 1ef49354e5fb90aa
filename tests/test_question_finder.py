"""The questions: complete, sourced and safe in their words, found in lay words, with a guard on words of danger."""

from __future__ import annotations

import csv
import json
import re

import pytest
from bs4 import BeautifulSoup
from conftest import DATA
from test_tables import FALSE_COMFORT, NOT_EVERYBODY, grade

import kb
from kb.searching import near, words_of
from kb.sign_words import sign_terms
from widgets import QuestionFinder

HEAVIEST = 95_000  # bytes of state, without the plain form
ABOUT_DANGER = (
    "normal", "when_to_call", "spotting", "both_together", "period_cramps", "how_long", "braxton_hicks", "one_sided",
    "scan_normal", "higher_risk", "shoulder", "burning_pee", "miscarriage", "dizzy", "fever", "fall", "discharge",
    "vomiting", "leg_nerve", "swollen_leg", "headache", "unsafe", "dark_thoughts",
)  # fmt: skip
EMERGENCIES = (
    "normal", "when_to_call", "spotting", "period_cramps", "round_ligament", "one_sided", "scan_normal", "shoulder",
    "burning_pee", "miscarriage", "dizzy", "fever", "fall", "discharge", "vomiting", "leg_nerve", "swollen_leg",
    "headache", "unsafe", "dark_thoughts", "constipation", "exercise",
)  # fmt: skip
DANGER = (
    "bleeding", "bled once", "is bleding normal", "severe", "faint", "I fainted", "faintd", "can't breathe",
    "chest hurts", "it burns when I pee", "my calf is swollen", "I want to die", "don’t want to go on",
    "he hits me", "38.5",
    "threw up blood", "dizziness", "numb down there", "water broke", "shoulder tip", "I tripped", "SEVERE!!!",
    "bleed\u0301ing",
)  # fmt: skip
CALM = ("coffee", "yoga", "banana", "how long until birth", "is the baby ok", "pillow", "lifting boxes", "", "  ", "?!")


@pytest.fixture
def finder(base: kb.KnowledgeBase) -> QuestionFinder:
    return QuestionFinder(base)


@pytest.fixture(scope="module")
def phrases() -> list[dict[str, str]]:
    with (DATA / "question_phrases.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_there_are_the_five_questions_of_the_article_and_many_more(base):
    rows = base.rows["questions"].values()
    assert len(rows) >= 18
    assert sum(row["in_article"] == "yes" for row in rows) == 5
    assert sorted(row["number"] for row in rows) == list(range(1, len(rows) + 1))


def test_every_answer_rests_on_claims_and_on_their_sources(base):
    for row in base.rows["questions"].values():
        claimed = {key for claim in row["claim_ids"] for key in base.rows["claims"][claim]["source_ids"]}
        rules = {key for rule in base.rows["rules"].values() for key in rule["source_ids"]}
        assert claimed <= set(row["source_ids"]) <= claimed | rules, row["id"]
        assert row["other_words"], row["id"]


def test_every_statement_of_the_article_s_questions_is_used(base):
    used = {claim for row in base.rows["questions"].values() for claim in row["claim_ids"]}
    assert {claim["id"] for claim in base.rows["claims"].values() if claim["section_id"] == "questions"} <= used


def test_answers_are_short_and_read_easily(base):
    for row in base.rows["questions"].values():
        assert 2 <= len(re.findall(r"[.?!](?:\s|$)", row["answer"])) <= 4, row["id"]
        assert grade(row["answer"]) <= 9, row["id"]
        assert not FALSE_COMFORT.search(row["answer"])
        assert not NOT_EVERYBODY.search(f"{row['question']} {row['answer']} {row['other_words']}")


@pytest.mark.parametrize("question", ABOUT_DANGER)
def test_answers_about_danger_name_the_call(base, question):
    assert re.search(r"\bcall", base.rows["questions"][question]["answer"], re.IGNORECASE)


@pytest.mark.parametrize("question", EMERGENCIES)
def test_answers_about_emergencies_name_the_emergency_number(base, question):
    assert "emergency number" in base.rows["questions"][question]["answer"]


def test_lay_phrases_find_their_question_among_the_first_three(base, phrases):
    assert len(phrases) >= 30
    lost = {row["phrase"] for row in phrases
            if row["question_id"] not in kb.find_questions(base, row["phrase"])["id"].head(3).tolist()}  # fmt: skip
    print(f"{len(phrases) - len(lost)} of {len(phrases)}; lost: {sorted(lost)}")  # noqa: T201  shown with -rP
    assert len(lost) <= 0.05 * len(phrases)
    assert {row["question_id"] for row in phrases} == set(base.rows["questions"])


def test_words_that_are_in_no_question_find_none_and_no_words_find_all(base):
    assert kb.find_questions(base, "zzzz qqqq").empty
    for query in ("", "   ", "is it the", "?!"):
        found = kb.find_questions(base, query)
        assert found["id"].tolist() == [row["id"] for row in kb.questions.in_order(base)]
        assert (found["hits"] == 0).all()


def test_a_small_error_is_forgiven_and_a_big_one_is_not(base):
    for query in ("ibuprofn", "ibuproffen", "ibuprofem", "ibuporfen"):
        assert kb.find_questions(base, query)["id"][0] == "ibuprofen", query
    assert kb.find_questions(base, "ibprfn").empty


@pytest.mark.parametrize(("one", "other", "close"), [
    ("bleding", "bleeding", True), ("bleeding", "bleding", True), ("bluuding", "bleeding", True),
    ("belly", "belyl", True),
    ("belly", "jelly", True), ("belly", "belly", False), ("back", "pack", False), ("bled", "bleed", True),
    ("pee", "peed", False), ("cramps", "cramps2", True), ("abcde", "badce", False), ("brocolli", "broccoli", True),
    ("excersise", "exercise", True), ("shoulder", "smoulders", False), ("swimming", "swelling", False),
])  # fmt: skip
def test_an_error_is_a_letter_or_two_that_swapped_and_long_words_may_have_two(one, other, close):
    assert near(one, other) is close
    assert near(other, one) is close


def test_words_are_small_without_accents_and_apostrophes():
    assert words_of("Can’t I have a CAFÉ-latte? 38.5°C _x_") == (
        "cant",
        "i",
        "have",
        "a",
        "cafe",
        "latte",
        "38",
        "5",
        "c",
        "x",
    )


@pytest.mark.parametrize("query", DANGER)
def test_words_of_danger_name_their_signs(base, query):
    assert not kb.warning_signs(base, query).empty


@pytest.mark.parametrize("query", CALM)
def test_calm_words_bring_no_guard(base, query):
    assert kb.warning_signs(base, query).empty


def test_every_other_word_of_every_warning_sign_brings_the_guard_with_that_sign(base):
    signs = [row for row in base.rows["symptoms"].values() if row["warning"]]
    assert [sign["id"] for sign in sign_terms(base)] != []
    assert {sign["id"] for sign in sign_terms(base)} == {row["id"] for row in signs}
    quiet = [(row["id"], words) for row in signs for words in row["other_words"]
             if row["id"] not in set(kb.warning_signs(base, f"what if {words} now")["id"])]  # fmt: skip
    assert quiet == []


def test_the_signs_are_named_most_urgent_first(base):
    levels = kb.warning_signs(base, "bleeding and faint")["level"].tolist()
    ranks = [base.rows["levels"][level]["rank"] for level in levels]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


@pytest.mark.parametrize("query", [None, 7, ["bleeding"]])
def test_a_query_must_be_a_text(base, query):
    for find in (kb.find_questions, kb.warning_signs):
        with pytest.raises(TypeError, match="query must be a text"):
            find(base, query)


def test_the_state_is_small_and_plain_json(finder):
    state = {name: getattr(finder, name) for name in ("knowledge", "questions", "claims", "signs", "search", "opened")}
    size = len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
    print(f"state: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST


def test_opened_takes_known_questions_once_and_names_what_is_allowed(finder):
    finder.opened = ["heat", "bath", "heat"]
    assert finder.opened == ["heat", "bath"]
    with pytest.raises(ValueError, match=r"“heating”.*Allowed.*heat"):
        finder.opened = ["heating"]
    assert finder.opened == ["heat", "bath"]


def test_found_follows_the_search(finder, base):
    finder.search = "hot bath"
    assert finder.found["id"].tolist() == kb.find_questions(base, "hot bath")["id"].tolist()
    assert finder.found["id"][0] == "bath"


def test_the_plain_form_holds_all_questions_answers_marks_and_sources(finder, base):
    text = " ".join(BeautifulSoup(finder.plain_html, "html.parser").get_text().split())
    for row in base.rows["questions"].values():
        assert row["question"] in text
        assert row["answer"] in text
        for claim in row["claim_ids"]:
            assert base.text(f"stance_{base.rows['claims'][claim]['stance']}") in text
        assert [key for key in row["source_ids"] if base.rows["sources"][key]["title"] not in text] == []
    assert base.text("call_anyway") in text
