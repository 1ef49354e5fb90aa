"""In another language every word changes, in views, frames, attributes and announcements, and no layout breaks."""

from __future__ import annotations

import re

import pytest
from handout_pages import PAGES, deep
from pseudo_language import LONG, RIGHT_TO_LEFT, UNDECORATED, exporters_speak, write_language, write_notebooks

from handouts.building import workshop
from handouts.deck.exporter import DeckExporter
from handouts.handout import HandoutExporter

pytestmark = [pytest.mark.browser, pytest.mark.kernel]

ALWAYS = {LONG: ["04_relief"], RIGHT_TO_LEFT: ["06_stress"]}
EXPORTERS = {"handout": HandoutExporter, "deck": DeckExporter}
NO_WORDS = re.compile(
    r"\b[a-z_]+\.\d+\b|\b[a-z]+_[a-z_]+\b|https?:\S+|\.ipynb|\b(?:mg|µg|kg|lb|cm|Esc)\b"
)  # ids, units, keys
PIECES = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { parentElement: parent, data } = walker.currentNode;
    const where = `${parent.tagName}.${parent.getAttribute("class")}`;
    if (!parent.closest("script, style, pre, code")) found.push([data, where]);
  }
  for (const name of ["aria-label", "aria-description", "aria-roledescription", "alt", "placeholder", "title"]) {
    const named = document.querySelectorAll(`[${name}]`);
    for (const node of named) found.push([node.getAttribute(name), `${node.tagName} [${name}]`]);
  }
  return found;
}"""
USE = """() => {
  document.querySelectorAll("details").forEach((part) => (part.open = true));
  for (const view of document.querySelectorAll(".ho-live")) {
    const all = (selector) => [...view.querySelectorAll(selector)];
    for (const node of all("input[type=checkbox]").filter((_, place) => place % 4 === 0).slice(0, 12)) node.click();
    for (const node of all("input[type=radio]").slice(0, 3)) node.click();
    for (const node of all("input[type=search], input[type=text], input:not([type]), textarea").slice(0, 4)) {
      node.value = "õõ 12";
      node.dispatchEvent(new Event("input", { bubbles: true }));
      node.dispatchEvent(new Event("change", { bubbles: true }));
    }
    for (const node of all("button:not([popovertarget], :disabled)").slice(0, 25)) if (node.isConnected) node.click();
    for (const node of all("button[popovertarget]").slice(0, 2)) { node.click(); node.click(); }
  }
  document.querySelectorAll("details").forEach((part) => (part.open = true));
}"""
WIDER = """() => {
  const most = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= most) return [];
  return [...document.querySelectorAll("body *")].filter((node) => {
    const { left, right } = node.getBoundingClientRect();
    return (right > most + 1 || left < -1) && node.checkVisibility() && !node.closest(".wk-sr, .wk-scroll");
  }).slice(0, 8).map((node) => `${node.tagName}.${node.className} ${node.textContent.slice(0, 40)}`);
}"""
cases = [
    pytest.param(language, kind, marks=() if kind == "handout" else deep)
    for language in (LONG, RIGHT_TO_LEFT)
    for kind in EXPORTERS
]


def undecorated(page):
    found = [(NO_WORDS.sub(" ", text), where) for text, where in page.evaluate(PIECES)]
    return sorted({f"{where}: {' '.join(text.split())[:90]}" for text, where in found if re.search(UNDECORATED, text)})


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """Makes pages of the notebooks in a language: their files by name."""

    def made(language, kind, names):
        folder = tmp_path_factory.mktemp(f"{language}_{kind}")
        notebooks = write_notebooks(folder, write_language(folder, language), language)
        files = {}

        def page(name):
            return name, EXPORTERS[kind]().from_filename(str(notebooks / f"{name}.ipynb"))[0]

        with exporters_speak(language, folder / "words"), workshop() as (pool, _):
            for name, text in pool.map(page, names):
                files[name] = folder / f"{name}.html"
                files[name].write_text(text, encoding="utf-8")
        return files

    return made


def check(visit, files, language):
    faults = {}
    for name, file in files.items():
        for width in (1280, 360):
            with visit(file.as_uri(), width=width) as opened:
                page = opened.page
                page.wait_for_selector("html[data-ready]")
                assert page.get_attribute("html", "lang") == language
                assert page.get_attribute("html", "dir") == ("rtl" if language == RIGHT_TO_LEFT else None)
                found = undecorated(page)
                page.evaluate(USE)
                page.wait_for_timeout(500)  # announcements wait a little
                faults[f"{name} {width}"] = [*found, *undecorated(page), *page.evaluate(WIDER), *opened.errors]
    return {name: found for name, found in faults.items() if found}


@pytest.mark.parametrize("language", [LONG, RIGHT_TO_LEFT])
def test_no_word_stays_english_and_no_page_grows_too_wide(visit, exported, language):
    assert check(visit, exported(language, "handout", ALWAYS[language]), language) == {}


@deep
@pytest.mark.parametrize("kind", EXPORTERS)
@pytest.mark.parametrize("language", [LONG, RIGHT_TO_LEFT])
def test_that_holds_for_every_page_and_every_deck(visit, exported, language, kind):
    assert check(visit, exported(language, kind, PAGES), language) == {}
