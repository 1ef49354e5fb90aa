"""Nothing is lost when text is twice as large, or the screen as narrow as 320 px."""

from __future__ import annotations

import pytest
from handout_pages import PAGES, alive, mostly

pytestmark = pytest.mark.browser

ALWAYS = ["06_stress", "11_weight"]
LARGE = """() => {
  document.documentElement.style.fontSize = "212.5%";
  document.querySelectorAll("details").forEach((part) => (part.open = true));
}"""
OPEN = "() => document.querySelectorAll('details').forEach((part) => (part.open = true))"
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
SAID = "() => parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
CUT = """() => [...document.querySelectorAll("body *")].filter((node) => {
  if (!node.checkVisibility({ visibilityProperty: true })) return false;
  if (node.closest("svg, select, .wk-sr, .wk-scroll")) return false;
  const { overflowX, overflowY } = getComputedStyle(node);
  const hides = (way) => way === "hidden" || way === "clip";
  return (hides(overflowX) && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 1)
    || (hides(overflowY) && node.scrollHeight > node.clientHeight + 1 && node.clientHeight > 1);
}).map((node) => `${node.tagName}.${node.className} ${node.textContent.trim().slice(0, 50)}`)"""


@pytest.mark.parametrize("name", mostly(PAGES, ALWAYS))
def test_text_of_twice_the_size_is_whole(visit, handouts, name):
    with alive(visit, handouts, name, width=1280) as opened:
        page = opened.page
        before = page.evaluate(SAID)
        page.evaluate(LARGE)
        page.wait_for_timeout(100)
        assert page.evaluate(SAID) >= 1.9 * before
        assert page.evaluate(CUT) == []
        assert page.evaluate(WIDER) <= 0


@pytest.mark.parametrize("name", mostly(PAGES, ALWAYS))
def test_a_screen_of_320_px_shows_all_of_the_text(visit, handouts, name):
    with alive(visit, handouts, name, width=320) as opened:
        page = opened.page
        page.evaluate(OPEN)
        assert page.evaluate(CUT) == []
        assert page.evaluate(WIDER) <= 0
