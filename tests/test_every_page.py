"""What every handout keeps to, each page opened once: with its scripts, without, on a phone, on paper."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from handout_pages import (
    OPEN_ALL,
    PAGES,
    PAPERS,
    SECTIONS,
    SIGNS_PAGE,
    TOO_WIDE,
    alive,
    card_words,
    claims,
    missing,
    mostly,
    on_paper,
    tick,
    too_small,
)
from speed import least

from handouts.words import words

pytestmark = pytest.mark.browser

MOST_BYTES = {"05_nutrition": 250_000}
MOST_MS = 300
POLICY = "meta[http-equiv=Content-Security-Policy]"
WITHOUT_MARK = """() => [...document.querySelectorAll(".ho-live :is(a, button, input, select, summary, textarea)")]
  .filter((node) => node.tabIndex >= 0 && !node.hasAttribute("data-lm-suppress-shortcuts"))
  .map((node) => node.outerHTML.slice(0, 80))"""
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"
IDS = "() => [...document.querySelectorAll('[id]')].map((node) => node.id)"
ELSEWHERE = ("http://", "https://", "tel:")
TICKED = ("heavy_bleeding", "spotting", "dizzy")


def dead_links(page, folder):
    links = [link for link in page.evaluate(LINKS) if not link.startswith(ELSEWHERE)]
    ids = page.evaluate(IDS)
    assert links
    dead = [link for link in links if link.startswith("#") and link[1:] not in ids]
    return dead + [link for link in links if not link.startswith("#") and not (folder / unquote(link)).is_file()]


@pytest.fixture(scope="module", params=PAGES)
def opened(request, visit, handouts):
    """A page with its scripts, left as it is by all tests but the last, which prints."""
    with alive(visit, handouts, request.param) as opened:
        opened.name = request.param
        yield opened


def test_a_page_is_small(handouts, opened):
    size = (handouts / f"{opened.name}.html").stat().st_size
    print(f"{opened.name}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= MOST_BYTES.get(opened.name, 150_000)


def test_a_page_is_ready_at_once(visit, handouts, opened):
    pages = iter([opened])

    def ready() -> list[float]:
        first = next(pages, None)
        if first:
            return [int(first.page.get_attribute("html", "data-ready"))]
        with alive(visit, handouts, opened.name) as again:
            return [int(again.page.get_attribute("html", "data-ready"))]

    (time,) = least(ready, MOST_MS)
    print(f"{opened.name}: ready in {time} ms")  # noqa: T201  shown with -rP
    assert 0 < time <= MOST_MS


def test_the_policy_allows_only_the_script_of_the_page(opened):
    content = opened.page.get_attribute(POLICY, "content")
    rules = dict(rule.strip().split(" ", 1) for rule in content.split(";"))
    forbidden = ("default-src", "base-uri", "form-action", "connect-src")
    assert {key: rules[key] for key in forbidden} == dict.fromkeys(forbidden, "'none'")
    assert re.fullmatch(r"blob: 'sha256-[\w+/]{43}='", rules["script-src"])
    assert "http" not in content
    assert "*" not in content


def test_every_control_of_a_live_view_keeps_its_keys_in_jupyterlab(opened):
    assert opened.page.evaluate(WITHOUT_MARK) == []


def test_no_link_of_a_page_is_dead(handouts, opened):
    assert dead_links(opened.page, handouts) == []


def test_with_scripts_nothing_says_that_there_are_none(opened):
    assert words()["no_scripts"] not in opened.page.inner_text("body")


def test_a_page_asks_for_nothing_and_complains_about_nothing(opened):
    page = opened.page
    page.evaluate(OPEN_ALL)
    page.evaluate("() => scrollTo(0, document.body.scrollHeight)")
    page.pdf()
    assert [url for url in opened.requests if url != page.url and not url.startswith("blob:")] == []
    assert opened.errors == []
    assert page.get_attribute("html", "data-failed") == "0"


@pytest.fixture(scope="module", params=PAGES)
def unscripted(request, visit, handouts):
    """A page in a browser that runs no scripts."""
    with visit((handouts / f"{request.param}.html").as_uri(), scripts=False) as opened:
        yield request.param, opened.page


def test_without_scripts_the_first_line_says_so(unscripted):
    assert unscripted[1].inner_text("body").splitlines()[0] == words()["no_scripts"]


def test_without_scripts_the_call_card_is_there(unscripted, base):
    assert missing(card_words(base), unscripted[1].inner_text("footer")) == []


def test_without_scripts_every_claim_and_source_is_there(unscripted, base):
    name, page = unscripted
    told = claims(base, name) if name in SECTIONS else []
    used = {key for claim in told for key in claim["source_ids"]}
    text = page.inner_text("main")
    assert missing([claim["text"] for claim in told], text) == []
    assert missing([base.rows["sources"][key]["title"] for key in used], text) == []
    assert bool(told) == (name in SECTIONS)


STATES = [*((name, ()) for name in PAGES), (SIGNS_PAGE, TICKED)]


@pytest.mark.parametrize("width", mostly([320, 390, 1280], [320]))
@pytest.mark.parametrize(("name", "ticked"), STATES)
def test_on_a_phone_nothing_scrolls_sideways_and_all_can_be_pressed(visit, handouts, base, name, ticked, width):
    with alive(visit, handouts, name, width=width) as opened:
        tick(opened.page, base, *ticked)
        assert too_small(opened.page) == []
        opened.page.evaluate(OPEN_ALL)
        assert too_small(opened.page) == []
        assert opened.page.evaluate(TOO_WIDE) <= 0


@pytest.mark.parametrize(("name", "ticked"), STATES)
def test_on_paper_nothing_is_too_wide_and_the_call_card_takes_at_most_a_quarter(visit, handouts, base, name, ticked):
    with alive(visit, handouts, name) as opened:
        tick(opened.page, base, *ticked)
        for paper, (_, height) in PAPERS.items():
            on_paper(opened.page, paper)
            assert opened.page.evaluate(TOO_WIDE) <= 0
            card = opened.page.locator("footer").bounding_box()["height"]
            print(f"{name}: call card on {paper}: {card / height:.0%} of the height")  # noqa: T201  shown with -rP
            assert 0 < card <= height / 4


def test_the_index_lists_every_page_in_order(visit, handouts):
    with visit((handouts / "index.html").as_uri()) as opened:
        assert opened.page.get_by_role("heading", level=1).inner_text() == words()["index_title"]
        assert opened.page.evaluate(LINKS) == [f"{name}.html" for name in PAGES]
        assert dead_links(opened.page, handouts) == []
        assert [url for url in opened.requests if url != opened.page.url] == []
        assert opened.errors == []
        policy = opened.page.get_attribute(POLICY, "content")
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


@pytest.mark.parametrize("name", mostly(PAGES, [SIGNS_PAGE]))
def test_a_link_of_the_index_opens_the_page_that_it_names(visit, handouts, name):
    with visit((handouts / "index.html").as_uri()) as opened:
        link = opened.page.locator(f"a[href='{name}.html']")
        title = link.inner_text()
        link.click()
        opened.page.wait_for_selector("html[data-ready]")
        assert opened.page.get_by_role("heading", level=1).inner_text() == title
        assert opened.page.title() == title
