"""One evening in one folder: slides, one handout, a card and the single pages, from a single run of each notebook."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from small_notebooks import COUNTER, code, soup, state_of, text, words, write

from handouts import evening
from handouts.parts import ran
from handouts.running import execution
from handouts.words import words as own_words

pytestmark = [pytest.mark.kernel]

RUN = "with open('runs.txt', 'a') as file:\n    print('{name}', file=file)"
SHOWN = {
    "01_first": ("Warm bath", ["02_second.ipynb", "02_second.ipynb#look", "09_other.ipynb", "01_first.ipynb"]),
    "02_second": ("Slow walk", ["01_first.ipynb", "https://example.org/01_first.ipynb"]),
    "09_other": ("A third", []),
}
TITLE = "Tuesday <b>class</b> & `more` $x$"
PLAN = {
    "title": TITLE,
    "date": "22 November 2026",
    "sections": [{"notebook": "02_second", "minutes": 15}, {"notebook": "01_first"}],
    "alone": {"card": "09_other"},
}
LEAD = "**Call now, do not wait.**"


def notebook(folder: Path, name: str) -> Path:
    """A section as ours are: title, head, a widget, links, the foot, what is no slide, a part of its own."""
    title, links = SHOWN[name]
    sources = text("## Where it is from", "new-page")
    sources.metadata["slideshow"] = {"slide_type": "skip"}
    return write(
        folder,
        text(f"# {title}\n\n{LEAD}\n\nAbout {title}.", "page-header"),
        text("GONE", "remove-in-handout"),
        code(RUN.format(name=name)),
        *([code("'once more'")] if name == "01_first" else []),  # from here on the cells have other numbers
        code(f"from IPython.display import HTML  # {name}\nHTML('<p>THE HEAD</p>')", "page-header"),
        text("## Look\n\n" + " ".join(f"[to {number}]({link})" for number, link in enumerate(links)), "look"),
        code(COUNTER + f"\nCounter(name='{title}')", "widget"),
        code("HTML('<p>THE FOOT</p>')", "page-footer"),
        sources,
        code(f"HTML('<p>sources of {title}</p>')"),
        text(f"## A card of {title}"),
        code(f"HTML('<p>CARD of {title}</p>')", "own-page"),
        name=name,
    )


def stand_in(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Slides that only tell what they were asked for; they take the notebooks after their run."""
    asked: list[Any] = []

    def class_deck(notebooks: list[tuple[Path, int | None]], title: str) -> str:
        assert all(any(cell.get("outputs") for cell in ran(file).cells) for file, _ in notebooks)
        asked.append(([(file.name, minutes) for file, minutes in notebooks], title))
        return "<title>deck</title>"

    monkeypatch.setitem(sys.modules, "handouts.deck.exporter", SimpleNamespace(class_deck=class_deck))
    return asked


def planned(folder: Path, **other: Any) -> str:
    file = folder / "plan.json"
    file.write_text(json.dumps(PLAN | other), encoding="utf-8")
    return str(file)


def page(target: Path, name: str) -> BeautifulSoup:
    return soup((target / f"{name}.html").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """An evening of two notebooks out of three, with the card of the third."""
    folder = tmp_path_factory.mktemp("evening")
    for name in SHOWN:
        notebook(folder / "notebooks", name)
    target = folder / "class"
    target.mkdir()
    (target / "09_other.html").write_text("of another evening", encoding="utf-8")
    (target / "notes.txt").write_text("of the instructor", encoding="utf-8")
    with pytest.MonkeyPatch.context() as monkeypatch:
        asked = stand_in(monkeypatch)
        code = evening.main([planned(folder), str(folder / "notebooks"), str(target)])
    runs = (folder / "notebooks" / "runs.txt").read_text(encoding="utf-8").split()
    return SimpleNamespace(target=target, asked=asked, code=code, runs=runs)


def test_the_folder_holds_the_evening_and_what_is_not_ours(built: SimpleNamespace) -> None:
    assert built.code == 0
    made = {"deck.html", "handout.html", "card.html", "01_first.html", "02_second.html", "index.html"}
    assert {file.name for file in built.target.iterdir()} == made | {"notes.txt"}


def test_each_notebook_is_run_once_for_all_pages(built: SimpleNamespace) -> None:
    assert sorted(built.runs) == sorted(SHOWN)
    assert execution._runs is None


def test_the_slides_are_asked_for_in_order_with_minutes_title_and_day(built: SimpleNamespace) -> None:
    held = [("02_second.ipynb", 15), ("01_first.ipynb", None)]
    assert built.asked == [(held, f"{TITLE}, 22 November 2026")]
    assert (built.target / "deck.html").read_text(encoding="utf-8") == "<title>deck</title>"


def test_the_index_leads_to_all_pages(built: SimpleNamespace) -> None:
    index = page(built.target, "index")
    assert [words(index.h1), words(index.title)] == [TITLE, TITLE]
    assert "22 November 2026" in words(index.main)
    assert [(link["href"], words(link)) for link in index.select("a")] == [
        ("deck.html", own_words()["class_deck"]),
        ("handout.html", own_words()["class_handout"]),
        ("card.html", "A card of A third"),
        ("02_second.html", "Slow walk"),
        ("01_first.html", "Warm bath"),
    ]


def test_single_pages_lead_only_to_pages_that_are_there(built: SimpleNamespace) -> None:
    cell = page(built.target, "01_first").select_one(".ho-cell.look")
    assert [link["href"] for link in cell.select("a")] == ["02_second.html", "02_second.html#look", "01_first.html"]
    assert "to 2" in words(cell)
    away = page(built.target, "02_second").select(".ho-cell.look a")
    assert [link["href"] for link in away] == ["01_first.html", "https://example.org/01_first.ipynb"]


@pytest.fixture(scope="module")
def whole(built: SimpleNamespace) -> BeautifulSoup:
    return page(built.target, "handout")


class TestTheHandout:
    """All sections in one page."""

    def test_its_title_is_text_whatever_signs_it_holds(self, whole: BeautifulSoup) -> None:
        assert [words(heading) for heading in whole.select("h1")] == [TITLE]
        assert words(whole.title) == TITLE
        assert whole.h1.find(True) is None

    def test_what_all_have_in_common_stands_once(self, whole: BeautifulSoup) -> None:
        said = words(whole.body)
        assert [said.count(part) for part in ("THE HEAD", "THE FOOT", "Call now, do not wait.")] == [1, 1, 1]
        assert words(whole.header) == f"{TITLE} Call now, do not wait. THE HEAD"
        assert words(whole.footer) == "THE FOOT"
        assert "GONE" not in said

    def test_the_contents_name_the_parts_in_order(self, whole: BeautifulSoup) -> None:
        links = [(words(link), link["href"]) for link in whole.select("nav a")]
        assert [text for text, _ in links] == ["Slow walk", "Warm bath", "Where it is from"]
        assert [words(whole.select_one(address)) for _, address in links] == [text for text, _ in links]

    def test_headings_step_down_and_sources_come_at_the_end(self, whole: BeautifulSoup) -> None:
        found = [(tag.name, words(tag)) for tag in whole.main.find_all(["h1", "h2", "h3", "h4"])]
        assert found == [
            ("h2", "Slow walk"),
            ("h3", "Look"),
            ("h3", "A card of Slow walk"),
            ("h2", "Warm bath"),
            ("h3", "Look"),
            ("h3", "A card of Warm bath"),
            ("h2", "Where it is from"),
            ("h3", "Slow walk"),
            ("h3", "Warm bath"),
        ]
        last = words(whole.main).partition("Where it is from")[2]
        assert last == " Slow walk sources of Slow walk Warm bath sources of Warm bath"
        assert [words(cell) for cell in whole.select(".new-page")] == ["Where it is from"]  # on paper one page for all

    def test_links_lead_to_the_parts_or_are_text(self, whole: BeautifulSoup) -> None:
        second, first = whole.select(".ho-cell.look")
        assert [link["href"] for link in first.select("a")] == ["#part-1", "#part-1", "#part-2"]
        assert words(first) == "Look to 0 to 1 to 2 to 3"
        assert [link["href"] for link in second.select("a")] == ["#part-2", "https://example.org/01_first.ipynb"]

    def test_each_has_its_widget_and_the_module_stands_once(self, built: SimpleNamespace, whole: BeautifulSoup) -> None:
        state = state_of(built.target / "handout.html")
        shown = [place["data-model"] for place in whole.select("[data-model]")]
        assert [state["models"][name]["state"]["name"] for name in shown] == ["Slow walk", "Warm bath"]
        assert len(set(shown)) == 2
        assert len(state["modules"]) == 1

    def test_parts_of_their_own_page_stand_at_its_end(self, whole: BeautifulSoup) -> None:
        assert [words(cell) for cell in whole.select("section .own-page")] == ["CARD of Slow walk", "CARD of Warm bath"]


def test_the_card_alone_has_its_heading_and_nothing_else(built: SimpleNamespace) -> None:
    card = page(built.target, "card")
    assert words(card.title) == words(card.h1) == "A card of A third"
    assert [words(part) for part in card.select("main")] == ["CARD of A third"]
    assert "THE FOOT" not in str(card)
    assert card.nav is None


class TestFaults:
    """What goes wrong is told, and what is good stays."""

    @pytest.fixture
    def folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        stand_in(monkeypatch)
        monkeypatch.setattr("handouts.charts.browser.Browser.start", lambda self: None)  # there is nothing to draw
        write(tmp_path / "notebooks", text("# First"), code("print('good')"), name="01_first")
        return tmp_path

    @staticmethod
    def build(folder: Path, **plan: Any) -> int:
        given = {"sections": [{"notebook": "01_first"}, {"notebook": "02_second"}], "alone": {}} | plan
        return evening.main([planned(folder, **given), str(folder / "notebooks"), str(folder / "class")])

    @pytest.mark.parametrize("source", ["1 / 0", "import os\nos._exit(3)", None], ids=["fails", "dies", "is not there"])
    def test_a_notebook_that_fails_is_named_and_the_others_are_built(
        self, folder: Path, capsys: pytest.CaptureFixture[str], source: str | None
    ) -> None:
        if source:
            write(folder / "notebooks", text("# Second"), code(source), name="02_second")
        target = folder / "class"
        target.mkdir()
        (target / "02_second.html").write_text("older and good", encoding="utf-8")
        assert self.build(folder) == 1
        said = capsys.readouterr()
        assert "02_second.ipynb: " in said.err
        assert {"1 / 0": "ZeroDivisionError", None: "no such notebook"}.get(source, "Kernel died") in said.err
        assert "Traceback" not in said.err
        assert "without what failed" in said.out
        assert (target / "02_second.html").read_text(encoding="utf-8") == "older and good"
        handout = page(target, "handout")
        assert "good" in words(handout.main)
        assert [words(part) for part in handout.select("h2")] == ["First"]
        names = ["deck.html", "handout.html", "01_first.html"]
        assert [link["href"] for link in page(target, "index").select("a")] == names

    def test_slides_that_fail_keep_nothing_else_back(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: Any) -> str:
            raise execution.HandoutError("no slide at all")

        monkeypatch.setitem(sys.modules, "handouts.deck.exporter", SimpleNamespace(class_deck=broken))
        assert self.build(folder, sections=[{"notebook": "01_first"}]) == 1
        assert "deck.html: no slide at all" in capsys.readouterr().err
        assert [link["href"] for link in page(folder / "class", "index").select("a")] == [
            "handout.html",
            "01_first.html",
        ]

    @pytest.mark.parametrize("name", ["01_first", "09_missing"])
    def test_a_card_that_is_not_there_is_told(
        self, folder: Path, capsys: pytest.CaptureFixture[str], name: str
    ) -> None:
        assert self.build(folder, sections=[{"notebook": "01_first"}], alone={"card": name}) == 1
        told = "no cell is tagged own-page" if name == "01_first" else "there is no notebook 09_missing.ipynb"
        assert f"card.html: {told}" in capsys.readouterr().err

    def test_a_target_that_cannot_be_written_is_told(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "class").write_text("a file, no folder", encoding="utf-8")
        assert self.build(folder, sections=[{"notebook": "01_first"}]) == 1
        told = f"{folder / 'class'} could not be written: a file stands where a folder should be."
        assert told in capsys.readouterr().err
        assert (folder / "class").read_text(encoding="utf-8") == "a file, no folder"

    @pytest.mark.parametrize(
        "plan", ["", "[]", "{}", '{"title": "x", "sections": []}', '{"sections": [{}], "title": 1}']
    )
    def test_a_plan_that_cannot_be_read_builds_nothing(
        self, folder: Path, capsys: pytest.CaptureFixture[str], plan: str
    ) -> None:
        (folder / "plan.json").write_text(plan, encoding="utf-8")
        assert evening.main([str(folder / "plan.json"), str(folder / "notebooks"), str(folder / "class")]) == 2
        assert "plan.json" in capsys.readouterr().err
        assert not (folder / "class").exists()
