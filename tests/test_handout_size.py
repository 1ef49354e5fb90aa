"""Handouts are small, stand up at once, and lead to one another."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from handout_pages import PAGES, alive
from speed import least

from handouts.words import words

pytestmark = pytest.mark.browser

MOST_BYTES = {"05_nutrition": 250_000}
MOST_MS = 300
LINKS = "() => [...document.querySelectorAll('a[href]')].map((link) => link.getAttribute('href'))"
IDS = "() => [...document.querySelectorAll('[id]')].map((node) => node.id)"
ELSEWHERE = ("http://", "https://", "tel:")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_small(handouts, name):
    size = (handouts / f"{name}.html").stat().st_size
    print(f"{name}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= MOST_BYTES.get(name, 150_000)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_ready_at_once(visit, handouts, name):
    def ready() -> list[float]:
        with alive(visit, handouts, name) as opened:
            return [int(opened.page.get_attribute("html", "data-ready"))]

    (time,) = least(ready, MOST_MS)
    print(f"{name}: ready in {time} ms")  # noqa: T201  shown with -rP
    assert 0 < time <= MOST_MS


@pytest.mark.parametrize("name", ["index", *PAGES])
def test_no_link_inside_the_handouts_is_dead(visit, handouts, name):
    with visit((handouts / f"{name}.html").as_uri()) as opened:
        links = [link for link in opened.page.evaluate(LINKS) if not link.startswith(ELSEWHERE)]
        ids = opened.page.evaluate(IDS)
    dead = [link for link in links if link.startswith("#") and link[1:] not in ids]
    dead += [link for link in links if not link.startswith("#") and not (handouts / unquote(link)).is_file()]
    assert links
    assert dead == []


def test_the_index_lists_every_page_in_order(visit, handouts):
    with visit((handouts / "index.html").as_uri()) as opened:
        assert opened.page.get_by_role("heading", level=1).inner_text() == words()["index_title"]
        assert opened.page.evaluate(LINKS) == [f"{name}.html" for name in PAGES]
        assert [url for url in opened.requests if url != opened.page.url] == []
        assert opened.errors == []
        policy = opened.page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content")
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


@pytest.mark.parametrize("name", PAGES)
def test_a_link_of_the_index_opens_the_page_that_it_names(visit, handouts, name):
    with visit((handouts / "index.html").as_uri()) as opened:
        link = opened.page.locator(f"a[href='{name}.html']")
        title = link.inner_text()
        link.click()
        opened.page.wait_for_selector("html[data-ready]")
        assert opened.page.get_by_role("heading", level=1).inner_text() == title
        assert opened.page.title() == title
