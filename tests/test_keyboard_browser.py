"""The keyboard alone reaches every control of every view, works it, and gets out again; one always sees where it is."""

from __future__ import annotations

import pytest
from handout_pages import PAGES, alive, mostly

pytestmark = pytest.mark.browser

ALWAYS = ["06_stress"]
HERE = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(node);
  const seen = "seen" in node.dataset;
  node.dataset.seen = "";
  const { top, bottom } = node.getBoundingClientRect();
  const kind = node.tagName === "INPUT" ? node.type : node.tagName.toLowerCase();
  return {
    kind: node.matches("[popovertarget]") ? "word" : kind,
    live: Boolean(node.closest(".ho-live")),
    seen,
    visible: outlineStyle === "auto" || (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2),
    inView: bottom > 0 && top < innerHeight,
    name: `${node.tagName} ${node.className} ${node.textContent.trim().slice(0, 40)}`,
  };
}"""
MISSED = """() => {
  const controls = "a[href], button, input, select, summary, textarea, [tabindex='0']";
  const met = (node) => "seen" in node.dataset;
  const group = (node) => node.type === "radio" && !node.checked
    && [...document.getElementsByName(node.name)].some(met); // the arrows go on from there
  return [...document.querySelectorAll(controls)]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }) && !node.disabled && node.tabIndex >= 0)
    .filter((node) => !met(node) && !group(node))
    .map((node) => `${node.tagName} ${node.className} ${(node.ariaLabel ?? node.textContent).trim().slice(0, 40)}`);
}"""
KEYS = {
    "button": ["Enter"],
    "checkbox": ["Space"],
    "radio": ["ArrowDown"],
    "range": ["ArrowRight"],
    "search": ["x", "Backspace"],
    "select": ["ArrowDown"],
    "summary": ["Enter"],
    "text": ["1"],
    "textarea": ["x"],
    "word": ["Enter", "Escape"],
}
MOST = 900  # presses of the Tab key; more is a trap


def steps(page):
    """Everything that the Tab key comes to, from the start of the page to its end."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            return
        yield here
    raise AssertionError(f"the Tab key is still within the page after {MOST} steps")


@pytest.mark.parametrize("name", mostly(PAGES, ALWAYS))
def test_tab_reaches_all_there_is_and_leaves(visit, handouts, name):
    with alive(visit, handouts, name) as opened:
        met = list(steps(opened.page))
        assert opened.page.evaluate(MISSED) == []
    assert [here["name"] for here in met if here["seen"]] == []
    assert [here["name"] for here in met if not (here["visible"] and here["inView"])] == []


@pytest.mark.parametrize("name", mostly(PAGES, ALWAYS))
def test_each_control_works_by_keyboard_and_keeps_the_focus(visit, handouts, name):
    lost = []
    worked = set()  # by name: what a key draws anew is the same control
    with alive(visit, handouts, name) as opened:
        page = opened.page
        page.evaluate("() => { window.print = () => {}; }")
        for here in steps(page):
            if not here["live"] or here["seen"] or here["name"] in worked:
                continue
            worked.add(here["name"])
            for key in KEYS.get(here["kind"], []):
                page.keyboard.press(key)
                if page.evaluate("() => document.activeElement === document.body"):
                    lost.append(f"{key} on {here['name']}")
        assert lost == []
        assert page.get_attribute("html", "data-failed") == "0"
        assert opened.errors == []
