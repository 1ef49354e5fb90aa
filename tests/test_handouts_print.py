"""On paper a handout is complete: what was opened or not, ticked or not, on A4 and on Letter."""

from __future__ import annotations

from contextlib import closing
from functools import cache
from pathlib import Path

import pytest
from access import page_texts
from handout_pages import (
    INCH,
    PAGES,
    PAPERS,
    SECTIONS,
    SIGNS_PAGE,
    alive,
    card_words,
    claims,
    letters,
    listed,
    missing,
    mostly,
    sign,
    tick,
)
from pypdfium2 import PdfDocument
from small_notebooks import soup

from kb.classroom import ROLES, Classroom
from widgets import CallCard

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
LONG_ONES = ["03_warning_signs", "15_conclusion"]
papers = pytest.mark.parametrize("paper", mostly(PAPERS, ["Letter"]))  # the shorter one


def printed(page, paper):
    """The text of each printed page."""
    data = page.pdf(format=paper)
    pages, (width, height) = page_texts(data), PAPERS[paper]
    with closing(PdfDocument(data)) as document:
        assert document[0].get_size() == pytest.approx((width * 72 / INCH, height * 72 / INCH), abs=1)
    print(f"{Path(page.url).stem} on {paper}: {len(pages)} pages, {len(data):,} bytes")  # noqa: T201  shown with -rP
    return pages


@pytest.fixture(scope="module")
def untouched(visit, handouts):
    """The text of each printed page of a handout in which nothing was done; each is printed once."""

    @cache
    def text(name, paper, scripts=True):
        with visit((handouts / f"{name}.html").as_uri(), scripts=scripts) as opened:
            opened.page.wait_for_selector("html[data-ready]" if scripts else "footer", state="attached")
            return printed(opened.page, paper)

    return text


@papers
@pytest.mark.parametrize("name", mostly(PAGES, LONG_ONES))
def test_the_call_card_stands_on_every_page(untouched, base, name, paper):
    pages = untouched(name, paper)
    assert {number: gone for number, text in enumerate(pages, 1) if (gone := missing(card_words(base), text))} == {}


@papers
@pytest.mark.parametrize("name", mostly(PAGES, [*LONG_ONES, "08_prenatal_care"]))
def test_no_printed_page_holds_the_call_card_alone(untouched, base, name, paper):
    card = letters(soup(CallCard(base).html).get_text())
    assert [
        number for number, text in enumerate(untouched(name, paper), 1) if len(letters(text)) < len(card) + 20
    ] == []


@papers
def test_the_call_card_stands_on_every_page_with_all_numbers_filled_in(visit, handouts, base, paper):
    region = next(region["id"] for region in base.rows["regions"].values() if region["advice_line"])
    numbers = dict.fromkeys(ROLES, "020 7946 0000")
    card = CallCard(base, classroom=Classroom(phones=numbers, region=region))
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        opened.page.locator("footer .wk-call").evaluate("(node, html) => (node.outerHTML = html)", card.html)
        pages = printed(opened.page, paper)
    words = [numbers["out_of_hours"], base.text("phone_advice_line"), *card_words(base)]
    assert {number: gone for number, text in enumerate(pages, 1) if (gone := missing(words, text))} == {}


@pytest.mark.parametrize(
    ("scripts", "paper"), mostly([(s, p) for s in (True, False) for p in PAPERS], [(True, "Letter")])
)
@pytest.mark.parametrize("name", mostly(SECTIONS, LONG_ONES))
def test_every_claim_is_printed_with_what_is_known(untouched, base, name, scripts, paper):
    text = "".join(untouched(name, paper, scripts))
    assert missing([claim["text"] for claim in claims(base, name)], text) == []
    assert missing([claim["nuance"] for claim in claims(base, name)], text) == []


@papers
def test_with_nothing_ticked_the_whole_list_is_printed_for_a_pen(untouched, base, paper):
    text = "".join(untouched(SIGNS_PAGE, paper))
    assert missing([base.text("paper_title"), base.text("say_heading"), *listed(base)], text) == []
    assert letters(base.text("none_action")) not in letters(text)


@papers
def test_with_something_ticked_the_answer_is_printed_and_not_the_list(visit, handouts, base, paper):
    ticked = ("spotting", "dizzy")
    level = base.rows["levels"]["emergency"]
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        tick(opened.page, base, *ticked)
        text = "".join(printed(opened.page, paper))
    signs = [sign(base, symptom) for symptom in ticked]
    assert missing([level["word"], level["action"], level["if_worse"], base.text("say_heading"), *signs], text) == []
    explained = letters(" ".join(term["meaning"] for term in base.rows["glossary"].values()))
    others = [words for words in listed(base) if words not in signs and letters(words) not in explained]
    assert [words for words in others if letters(words) in letters(text)] == []
    assert letters(base.text("paper_title")) not in letters(text)
    assert letters(base.text("search_label")) not in letters(text)


@pytest.mark.deep
def test_after_clearing_the_list_for_a_pen_is_back(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE) as opened:
        tick(opened.page, base, "spotting")
        opened.page.get_by_role("button", name=base.text("clear")).click()
        text = "".join(printed(opened.page, "A4"))
    assert missing([base.text("paper_title"), *listed(base)], text) == []


def test_a_dark_screen_prints_on_white(visit, handouts, base):
    with alive(visit, handouts, SIGNS_PAGE, dark=True) as opened:
        tick(opened.page, base, "spotting")
        opened.page.emulate_media(media="print", color_scheme="dark")
        for part in ("html", ".wk-sel__side .wk-card", ".wk-claim"):
            colour = opened.page.locator(part).first.evaluate("(node) => getComputedStyle(node).backgroundColor")
            assert colour in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), part


@pytest.mark.kernel
@pytest.mark.parametrize("name", mostly(PAGES, ["00_start_here", "07_round_ligament_or_other"]))
def test_a_second_export_gives_the_same_bytes(handouts, name):
    from handouts.handout import HandoutExporter

    text, _ = HandoutExporter().from_filename(str(ROOT / "notebooks" / f"{name}.ipynb"))
    assert text.encode() == (handouts / f"{name}.html").read_bytes()
