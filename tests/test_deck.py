"""A deck is made of the notebook's own slide metadata; several notebooks become one deck, with nothing mixed up."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import tomllib
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from small_decks import at, deck_cells, export_deck
from small_notebooks import COUNTER, code, export, soup, state_of, text, words, write

from handouts.deck.exporter import DeckExporter, class_deck
from handouts.running.execution import HandoutError

pytestmark = [pytest.mark.kernel]

TITLES = ["A small class", "Fill in a form", "Step by step", "Count", "Long", "Links", "The end", "CARD: CALL"]
PICTURE = '<svg><clipPath id="clip"></clipPath><g clip-path="url(#clip)"></g></svg><a href="#clip">picture</a>'
DRAWN = f"from IPython.display import HTML\nHTML('''{PICTURE}''')"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("deck") / "small.html"
    file.write_text(export_deck(write(file.parent, *deck_cells())), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def deck(made: Path) -> BeautifulSoup:
    return soup(made.read_text(encoding="utf-8"))


def titles(page: BeautifulSoup) -> list[str]:
    return [slide["data-title"] for slide in page.select("section.slide")]


def slide(page: BeautifulSoup, title: str) -> BeautifulSoup:
    return page.select_one(f"section.slide[data-title='{title}']")


def policy(page: BeautifulSoup) -> str:
    return page.select_one("meta[http-equiv=Content-Security-Policy]")["content"]


def refused(folder: Path, *cells) -> str:
    with pytest.raises(HandoutError) as caught:
        export_deck(write(folder, *cells))
    return str(caught.value)


def test_slides_are_those_of_the_metadata_and_the_call_card_is_the_last(deck: BeautifulSoup):
    assert titles(deck) == TITLES
    labels = [one["aria-label"] for one in deck.select("section.slide")]
    assert labels[1] == "Slide 2 of 8: Fill in a form"


def test_skipped_cells_run_but_are_not_shown(deck: BeautifulSoup, made: Path):
    assert words(slide(deck, "Count").select_one("pre")) == "SET UP"
    assert "HOW TO START" not in str(deck)
    names = [model["state"].get("name") for model in state_of(made)["models"].values()]
    assert "unseen" not in names
    assert names.count("count") == 1


def test_what_is_removed_from_handouts_stays_out_except_notes(deck: BeautifulSoup):
    assert "Gone" not in str(deck.main)
    assert words(slide(deck, "Fill in a form").select_one("aside.notes")) == "More SAY THAT IT STAYS HERE"
    assert len(deck.select("aside.notes")) == 2


def test_fragments_stand_in_their_slide_in_order(deck: BeautifulSoup):
    assert [words(one) for one in slide(deck, "Step by step").select(".fragment")] == ["FIRST STEP", "SECOND STEP"]


def test_the_header_of_the_class_is_on_the_title_slide_without_lines_to_write_on(deck: BeautifulSoup):
    assert words(slide(deck, "A small class")) == "A small class Welcome Class The Tuesday class"


def test_a_style_that_a_cell_left_out_had_first_stays_for_the_others(tmp_path: Path):
    style = "<style>.warm { color: red; }</style>"
    left_out = at(code("x", "page-header", html=f"{style}<dl><div><dt>Date</dt><dd></dd></div></dl>"), "skip")
    cells = [
        at(text("# One"), "slide"),
        left_out,
        *(at(code("y", html=f"{style}<p class='warm'>y"), "-") for _ in "12"),
    ]
    assert export_deck(write(tmp_path, *cells), execute=False).count(".warm{") == 1


def test_a_list_of_lines_to_write_on_leaves_no_gap_where_the_header_says_more(tmp_path: Path):
    said = at(code("x", "page-header", html="<dl><div><dt>Date</dt><dd></dd></div></dl><p>Of today</p>"), "skip")
    page = BeautifulSoup(export_deck(write(tmp_path, at(text("# One"), "slide"), said), execute=False), "html.parser")
    assert words(page.select_one("section.slide")) == "One Of today"
    assert page.select("dl") == []


def test_links_lead_to_slides_or_out_and_never_to_a_notebook(deck: BeautifulSoup):
    found = [(link.get_text(), link["href"]) for link in slide(deck, "Links").select("a")]
    assert found == [("here", "#slide-5"), ("away", "https://example.org/")]
    assert "next" in words(slide(deck, "Links"))


def test_minutes_are_planned_where_they_are_said(deck: BeautifulSoup):
    assert [one.get("data-minutes") for one in deck.select("section.slide")] == ["2", "5", "3", *[None] * 5]


def test_the_policy_is_that_of_a_handout_since_the_engine_is_packed(deck: BeautifulSoup, tmp_path: Path):
    handout = soup(export(write(tmp_path, text("# Page")), execute=False))
    scripts = [one.get_text() for one in deck.select("script:not([type])")]
    hashes = [base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() for one in scripts]
    assert len(hashes) == 1
    assert re.findall(r"'sha256-([^']+)'", policy(deck)) == hashes
    assert policy(deck) == policy(handout)


def test_two_runs_give_the_same_bytes(made: Path, tmp_path: Path):
    assert export_deck(write(tmp_path, *deck_cells())) == made.read_text(encoding="utf-8")


def test_without_slide_types_every_heading_starts_a_slide(tmp_path: Path):
    cells = [text("# One\n\nwords\n\n## Two\n\n```\n# no heading\n```\n\n### Three"), text("more"), text("## Four")]
    page = soup(export_deck(write(tmp_path, *cells), execute=False))
    assert titles(page) == ["One", "Two", "Three", "Four"]
    assert "# no heading" in words(slide(page, "Two"))
    assert "more" in words(slide(page, "Three"))


def test_a_slide_without_heading_is_called_by_its_first_words(tmp_path: Path):
    page = soup(export_deck(write(tmp_path, at(text("# One"), "slide"), at(text("Two " * 40), "slide")), execute=False))
    assert titles(page)[1].startswith("Two Two")
    assert len(titles(page)[1]) <= 62


def test_an_empty_cell_that_starts_a_slide_leaves_it_to_the_next(tmp_path: Path):
    cells = [
        at(text("# One"), "slide"),
        at(code("x = 1"), "slide"),
        at(text("## Two"), "-"),
        at(code("y = 1"), "slide"),
    ]
    assert titles(soup(export_deck(write(tmp_path, *cells), execute=False))) == ["One", "Two"]


def test_an_output_with_a_stray_end_loses_nothing(tmp_path: Path):
    cells = [
        at(code("x", html="</div></div>STRAY"), "slide"),
        at(code("x", html="<div>OPEN"), "slide"),
        at(text("## Z"), "slide"),
    ]
    page = soup(export_deck(write(tmp_path, *cells), execute=False))
    assert [words(one) for one in page.select("section.slide")] == ["STRAY", "OPEN", "Z"]


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        (at(text("## Two"), "slyde"), "cell 2 (“## Two”): its slide type is “slyde”; allowed are slide, subslide,"),
        (at(text("## Two"), "slide", minutes="five"), "cell 2 (“## Two”): its slideshow minutes are “five”; give a"),
        (at(text("## Two"), "slide", minutes=0), "its slideshow minutes are “0”; give a number above 0"),
        (at(text("![x](https://example.org/x.png)"), "slide"), "loads https://example.org/x.png"),
        (at(code("undefined_name"), "skip"), "cell 2 (“undefined_name”) fails: NameError"),
    ],
)
def test_faults_are_told_with_their_cell(tmp_path: Path, cell, message: str):
    assert message in refused(tmp_path, at(text("# One"), "slide"), cell)


def test_a_notebook_with_nothing_to_show_is_refused(tmp_path: Path):
    assert "no cell is left to show" in refused(tmp_path, at(text("# One"), "skip"), text("x", "remove-in-handout"))


def test_the_exporter_is_known_to_nbconvert_by_its_name():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    module, name = project["entry-points"]["nbconvert.exporters"]["deck"].split(":")
    assert (module, name) == (DeckExporter.__module__, DeckExporter.__name__)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One deck of two notebooks that have the same widgets, ids and pictures."""
    folder = tmp_path_factory.mktemp("class")
    for name in ("one", "two"):
        write(
            folder,
            at(text(f"# Part {name}", "page-header"), "slide", minutes=1),
            at(code(f"{COUNTER}\nstart = Counter(name='{name}')"), "skip"),
            at(code("from IPython.display import HTML\nHTML('<dl><dd>Tuesdays</dd></dl>')", "page-header"), "skip"),
            at(text("## Same\n\n[the other](two.ipynb), [a third](three.ipynb)"), "slide", minutes=3),
            at(code("start"), "-"),
            at(code(DRAWN), "-"),
            at(text("CARD: CALL", "page-footer"), "slide"),
            name=name,
        )
    file = folder / "class.html"
    page = class_deck([(folder / "one.ipynb", 20), (folder / "two.ipynb", None)], "Our <evening>")
    file.write_text(page, encoding="utf-8")
    return file


def test_a_class_is_one_deck_with_a_title_slide_a_part(evening: Path):
    page = soup(evening.read_text(encoding="utf-8"))
    assert titles(page) == ["Our <evening>", "Part one", "Same", "Part two", "Same", "CARD: CALL"]
    first = page.select_one("section.slide")
    assert words(first) == "Our <evening> Part one 20 minutes Part two Tuesdays"
    assert [link["href"] for link in first.select("a")] == ["#slide-2", "#slide-4"]
    parts = [one.get("data-part") for one in page.select("section.slide")]
    assert parts == ["Our <evening>", "Part one", None, "Part two", None, "Our <evening>"]
    assert page.title.get_text() == "Our <evening>"


def test_a_class_has_modules_once_and_widgets_apart(evening: Path):
    state = state_of(evening)
    assert len(state["modules"]) == 1
    assert sorted(model["state"]["name"] for model in state["models"].values()) == ["one", "two"]
    page = soup(evening.read_text(encoding="utf-8"))
    places = {place["data-model"]: place.find_parent("section")["id"] for place in page.select("[data-model]")}
    found = {state["models"][name]["state"]["name"]: slide_id for name, slide_id in places.items()}
    assert found == {"one": "slide-3", "two": "slide-5"}


def test_a_class_has_no_id_twice_and_each_reference_stays_in_its_part(evening: Path):
    page = soup(evening.read_text(encoding="utf-8"))
    ids = [node["id"] for node in page.select("[id]")]
    assert sorted(set(ids)) == sorted(ids)
    for part in page.select("section.slide:has(svg)"):
        drawn = part.select_one("svg [id]")["id"]
        assert part.select_one("[clip-path]")["clip-path"] == f"url(#{drawn})"
        assert part.select("a[href^='#']")[-1]["href"] == f"#{drawn}"


def test_links_between_the_parts_of_a_class_stay_in_the_deck(evening: Path):
    page = soup(evening.read_text(encoding="utf-8"))
    found = {link.get_text(): link["href"] for link in page.select("section.slide:has(svg) a")}
    assert found["the other"] == "#slide-4"
    assert "a third" not in found


def test_the_minutes_of_a_part_are_shared_as_its_slides_ask(evening: Path):
    page = soup(evening.read_text(encoding="utf-8"))
    assert [one.get("data-minutes") for one in page.select("section.slide")] == [None, "5", "15", "1", "3", None]


def test_minutes_of_a_part_without_any_are_shared_evenly():
    from handouts.deck.cells import Slide, share_time

    slides = [Slide(), Slide()]
    share_time(slides, 10)
    assert [slide.minutes for slide in slides] == [5, 5]


def test_all_faults_of_a_class_are_told_at_once(tmp_path: Path):
    good = write(tmp_path, at(text("# Good"), "slide"), name="good")
    bad = write(tmp_path, at(text("# Bad"), "slyde"), name="bad")
    (tmp_path / "none.ipynb").write_text(json.dumps({"no": "notebook"}), encoding="utf-8")
    with pytest.raises(HandoutError) as caught:
        class_deck([(tmp_path / "missing.ipynb", None), (good, "ten")], "Class")
    assert "missing.ipynb: there is no such file" in str(caught.value)
    assert "good.ipynb: its minutes are “ten”; give a number above 0, or None" in str(caught.value)
    with pytest.raises(HandoutError) as caught:
        class_deck([(good, None), (bad, 5), (tmp_path / "none.ipynb", None)], "Class")
    assert re.findall(r"^(\w+)\.ipynb: ", str(caught.value), re.MULTILINE) == ["bad", "none"]
    with pytest.raises(HandoutError, match="a class needs at least one notebook"):
        class_deck([], "Class")
