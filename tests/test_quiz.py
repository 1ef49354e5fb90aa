"""The quiz: its tables, how an answer is marked, and what the widget and its answer key say."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator
from itertools import chain, combinations, permutations
from pathlib import Path

import pytest
import traitlets
from bs4 import BeautifulSoup
from conftest import ROOT
from handout_pages import SECTIONS, letters

import kb
import widgets
from kb.base import SHIPPED
from kb.quiz import GOOD, quiz_options, right_options, section_quiz, shown_options
from kb.schema import LEVELS

ALL = list(kb.load().rows["quiz"])
sections = pytest.mark.parametrize("section", list(kb.load().rows["sections"]))


def every_answer(base: kb.KnowledgeBase, quiz_id: str) -> Iterator[tuple[str, ...]]:
    """All that can be answered to a question."""
    ids = [row["id"] for row in quiz_options(base, quiz_id)]
    kind = base.rows["quiz"][quiz_id]["kind"]
    if kind == "order":
        return permutations(ids)
    most = len(ids) if kind == "multiple" else 1
    return chain.from_iterable(combinations(ids, size) for size in range(1, most + 1))


def first(base: kb.KnowledgeBase, kind: str) -> str:
    return next(row["id"] for row in base.rows["quiz"].values() if row["kind"] == kind)


def soup(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


@pytest.mark.parametrize("quiz_id", ALL)
def test_exactly_the_right_answer_is_right_and_more_careful_is_never_wrong(base, quiz_id):
    kind, right = base.rows["quiz"][quiz_id]["kind"], right_options(base, quiz_id)
    assert right
    for answer in every_answer(base, quiz_id):
        found = kb.mark(base, quiz_id, answer)
        same = answer == right if kind == "order" else set(answer) == set(right)
        assert (found.result == "right") == same
        assert set(found.wrong) <= set(answer)
        assert not set(found.left_out) & set(answer)
        assert bool(found.wrong) == (found.result == "wrong")
        if kind == "level":
            chosen = base.rows["quiz_options"][answer[0]]["level"]
            ours = kb.assess(base, base.rows["quiz"][quiz_id]["symptom_ids"]).level
            careful = LEVELS.index(chosen) <= LEVELS.index(ours)
            assert (found.result in GOOD) == careful


def test_of_several_right_ones_some_are_not_all(base):
    quiz_id = first(base, "multiple")
    right = right_options(base, quiz_id)
    if len(right) > 1:
        assert kb.mark(base, quiz_id, right[:1]) == kb.Mark("not_all", (), right[1:])


@pytest.mark.parametrize("quiz_id", [key for key in ALL if kb.load().rows["quiz"][key]["kind"] == "order"])
def test_steps_are_mixed_always_the_same_way_and_never_in_order(base, quiz_id):
    shown = [row["id"] for row in shown_options(base, quiz_id)]
    assert shown == [row["id"] for row in shown_options(kb.load(), quiz_id)]
    assert sorted(shown) == sorted(right_options(base, quiz_id))
    assert tuple(shown) != right_options(base, quiz_id)


def test_what_is_no_answer_is_told_in_words(base):
    single, order = first(base, "single"), first(base, "order")
    options = [row["id"] for row in quiz_options(base, single)]
    with pytest.raises(ValueError, match="unknown question “nothing”"):
        kb.mark(base, "nothing", ["a"])
    with pytest.raises(ValueError, match=f"has no option “a”. Allowed: {options[0]}"):
        kb.mark(base, single, ["a"])
    with pytest.raises(ValueError, match="has 2 options"):
        kb.mark(base, single, options[:2])
    with pytest.raises(ValueError, match="has 0 options"):
        kb.mark(base, first(base, "multiple"), [])
    with pytest.raises(ValueError, match="Allowed: each option once"):
        kb.mark(base, order, right_options(base, order)[1:])
    with pytest.raises(TypeError, match="must be a list of option ids"):
        kb.mark(base, single, options[0])


class TestWidget:
    def test_results_follow_the_answers(self, base):
        quiz = widgets.Quiz(base, "warning_signs")
        rows = section_quiz(base, "warning_signs")
        assert quiz.section == "warning_signs"
        assert quiz.current == rows[0]["id"]
        assert quiz.results["result"].tolist() == [""] * len(rows)
        quiz.answers = {row["id"]: list(right_options(base, row["id"])) for row in rows}
        assert set(quiz.results["result"]) == {"right"}
        assert quiz.results["answer"].map(tuple).tolist() == [right_options(base, row["id"]) for row in rows]
        assert kb.quiz_results(base, "warning_signs", quiz.answers).equals(quiz.results)

    @sections
    def test_the_state_is_small_and_says_what_the_tables_say(self, base, section):
        quiz = widgets.Quiz(base, section)
        rows = section_quiz(base, section)
        assert quiz.questions["id"] == [row["id"] for row in rows]
        right = {key for key, right in zip(quiz.options["id"], quiz.options["right"], strict=True) if right}
        assert right == {key for row in rows for key in right_options(base, row["id"])}
        for row, level in zip(rows, quiz.questions["level"], strict=True):
            if row["kind"] == "level":
                assert level == kb.assess(base, row["symptom_ids"]).level
        assert len(json.dumps([quiz.knowledge, quiz.questions, quiz.options])) < 12_000

    def test_faults_name_what_is_allowed(self, base):
        with pytest.raises(ValueError, match=r"the section “breakfast”\. Allowed: .*warning_signs"):
            widgets.Quiz(base, "breakfast")
        quiz = widgets.Quiz(base, "sleep")
        other = section_quiz(base, "warning_signs")[0]["id"]
        own = quiz.questions["id"][0]
        for answers in ({other: list(right_options(base, other))}, {own: ["nothing"]}, {own: []}):
            with pytest.raises(ValueError, match="Allowed: "):
                quiz.answers = answers
        with pytest.raises(TypeError, match="must be a list"):
            quiz.answers = {own: "nothing"}
        with pytest.raises(ValueError, match=f"unknown question “{other}”. Allowed: {own}"):
            quiz.current = other
        with pytest.raises(traitlets.TraitError):
            quiz.section = "stress"
        assert quiz.answers == {}


@sections
def test_on_paper_stand_all_options_and_no_answer(base, section):
    paper = soup(widgets.Quiz(base, section).plain_html)
    rows = section_quiz(base, section)
    assert [question.get_text() for question in paper.select("ol > li > b")] == [row["question"] for row in rows]
    for row, box in zip(rows, paper.select("ol > li"), strict=True):
        options = [option["text"] or base.rows["levels"][option["level"]]["word"]
                   for option in shown_options(base, row["id"])]  # fmt: skip
        assert [option.get_text() for option in box.select("li")] == options
        assert letters(row["because"]) not in letters(paper.get_text())


@sections
def test_the_key_holds_every_right_answer_with_why(base, section):
    key = soup(widgets.Quiz(base, section).key.html)
    rows = section_quiz(base, section)
    assert key.select_one("details > summary").get_text() == base.text("quiz_answers")
    for row, item in zip(rows, key.select("ol > li"), strict=True):
        said = letters(item.get_text())
        right = [base.rows["quiz_options"][option] for option in right_options(base, row["id"])]
        words = [option["text"] or base.rows["levels"][option["level"]]["word"] for option in right]
        for text in (*words, row["because"], row["missed"], *row["claim_ids"]):
            assert letters(text) in said, row["id"]


@pytest.mark.parametrize(("name", "section"), SECTIONS.items())
def test_each_notebook_asks_its_own_questions_and_answers_them_at_the_end(name, section):
    cells = json.loads((ROOT / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    found = {cell["id"]: (place, "".join(cell["source"]), cell["metadata"]) for place, cell in enumerate(cells)}
    assert found["quiz"][1] == f'quiz = Quiz(base, "{section}")\nquiz'
    assert found["quiz_heading"][2]["slideshow"]["slide_type"] == "slide"
    assert found["quiz"][2]["slideshow"]["slide_type"] == "-"  # under the heading that its own follow
    assert found["answers"][1] == "quiz.key"
    assert found["answers_heading"][2]["tags"] == ["new-page"]
    assert found["answers"][2]["slideshow"]["slide_type"] == found["answers_heading"][2]["slideshow"]["slide_type"]
    order = ["text", "quiz_heading", "quiz", "talk", "sources", "review", "answers_heading", "answers", "curious"]
    places = [found[cell][0] for cell in order]
    assert places == sorted(places)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path_factory.mktemp("own") / "tables"))


def put(folder: Path, table: str, row_id: str, **cells: str) -> None:
    """Write cells of a row; with no cells, take the row away."""
    file = folder / f"{table}.csv"
    with file.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    kept = [{**row, **cells} if row["id"] == row_id else row for row in rows if cells or row["id"] != row_id]
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def option_of(base: kb.KnowledgeBase, quiz_id: str, *, right: bool) -> str:
    return next(
        row["id"] for row in quiz_options(base, quiz_id) if (row["id"] in right_options(base, quiz_id)) == right
    )


def test_all_faults_of_a_quiz_are_told_at_once(base, own):
    """Each fault stands in a question of its own; every one is named, with what is allowed."""
    rows = base.rows["quiz"]
    kinds = {kind: [key for key, row in rows.items() if row["kind"] == kind] for kind in ("single", "order", "level")}
    many = [key for key, row in rows.items() if row["kind"] == "multiple"]
    urgent = next(k for k in kinds["level"] if kb.assess(base, rows[k]["symptom_ids"]).level in LEVELS[:2])
    acts = [o for o in base.rows["quiz_options"].values() if o["acts_level"]]
    right_act, wrong_act = (next(o for o in acts if o["right"] is right) for right in (True, False))
    differs = next(key for key, row in base.rows["claims"].items() if row["stance"] == "differs")
    plain, other, *_ = (key for key in kinds["single"] if key not in (right_act["quiz_id"], wrong_act["quiz_id"]))
    edits = [
        ("quiz", kinds["order"][0], {"symptom_ids": "spotting"}, "found “spotting”. Allowed: at least one"),
        ("quiz", urgent, {"safety": "no"}, "column safety: found “no”. Allowed: yes, since triage says"),
        ("quiz", many[0], {"safety": "yes", "missed": ""}, "column missed: found “”. Allowed: some text"),
        ("quiz", plain, {"claim_ids": differs, "rule_ids": ""}, "at least one claim that guidance does not contradict"),
        ("quiz", many[1], {"number": "9"}, "column number: found"),
        ("quiz_options", option_of(base, many[2], right=True), {"right": ""}, "yes for some options, and no for"),
        ("quiz_options", option_of(base, kinds["order"][1], right=True), {"right": "no"}, "yes for each step"),
        ("quiz_options", option_of(base, plain, right=False), {"why": "", "claim_ids": ""}, "says kindly why"),
        ("quiz_options", option_of(base, many[3], right=False), {"claim_ids": ""}, "at least one claim that says why"),
        ("quiz_options", option_of(base, many[4], right=False), {"text": ""}, "column text: found “”"),
        ("quiz_options", option_of(base, many[5], right=True), {"level": "same_day"}, "column level: found “same_day”"),
        ("quiz_options", option_of(base, many[6], right=False), {"misconception": "yes", "claim_ids": "add.1"},
         "a claim with which guidance does not simply agree"),
        ("quiz_options", right_act["id"], {"symptom_ids": "heavy_bleeding", "acts_level": "self_care"},
         "Allowed: emergency or more urgent, as triage says"),
        ("quiz_options", wrong_act["id"], {"symptom_ids": "spotting", "acts_level": "emergency"},
         "Allowed: less urgent than same_day, as triage says"),
        ("quiz_options", option_of(base, other, right=True), {"acts_level": "", "symptom_ids": "spotting"},
         "a level together with symptom_ids"),
        ("quiz_options", option_of(base, urgent, right=True), {}, "is among the options"),
    ]  # fmt: skip
    for table, row_id, cells, _ in edits:
        put(own, table, row_id, **cells)
    with pytest.raises(kb.TableError) as caught:
        kb.load(own)
    said = caught.value.errors
    assert [wanted for *_, wanted in edits if not any(wanted in fault for fault in said)] == []
    assert all(fault.startswith(("quiz.csv, row ", "quiz_options.csv, row ")) for fault in said)


def test_faults_of_triage_and_of_the_quiz_are_told_together(own, tmp_path):
    folder = Path(shutil.copytree(SHIPPED, tmp_path / "tables"))
    put(folder, "rules", "spotting", level="urgent")
    put(folder, "quiz", ALL[0], kind="riddle", section_id="nowhere")
    put(folder, "sections", "sleep", minutes="ten")
    with pytest.raises(kb.TableError) as caught:
        kb.load(folder)
    said = "\n".join(caught.value.errors)
    for wanted in ("rules.csv, row", "found “riddle”. Allowed: one of: single, multiple, order, level", "“nowhere”",
                   "found “ten”"):  # fmt: skip
        assert wanted in said
