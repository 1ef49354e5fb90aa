"""The search in the browser: as Python finds and warns, at once, by keyboard, on paper, and the same in all finders."""

from __future__ import annotations

import csv
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, printed
from conftest import DATA, ROOT
from handout_pages import alive, letters, looks, missing, mostly
from playwright.sync_api import expect
from speed import least

import kb
import widgets
from kb.entries import entries

pytestmark = pytest.mark.browser

NAME = "00_start_here"
SEARCHES = 250
FRAME = 16  # ms
SET_UP = """async ({ state, foods }) => {
  const { makeSigns, warningSigns } = await import("/searching.js");
  const { default: view, entriesOf, finder } = await import("/search.js");
  const { findFoods, prepare } = await import("/food_finding.js");
  const { records } = await import("/shared.js");
  const { knowledge } = state;
  const { find } = finder(knowledge.search, entriesOf(state.entries), knowledge.dangers);
  const signs = makeSigns(records(state.signs), knowledge.calm, knowledge.search.endings);
  const table = prepare(foods.foods, foods.knowledge);
  const rest = { chosen: ["calcium"], diet: [], avoid: [], group: "", per: "portion", sort: "portion", scheme: "us",
    age_band: "19-30" };
  window.answer = (search) => [
    find(search).map(({ entry, words }) => [entry.kind, entry.id, words]),
    warningSigns(signs, search).map(({ id, level, words }) => [id, level, words]),
    findFoods(table, { ...rest, search }).map((place) => foods.foods.id[place]).sort()];
  window.draw = () => {
    const held = { ...state };
    const calls = {};
    const model = { get: (name) => held[name], off() {}, save_changes() {}, on: (name, call) => (calls[name] = call),
      set: (name, value) => { held[name] = value; calls[`change:${name}`](); } };
    const el = document.body.appendChild(document.createElement("div"));
    view.render({ model, el });
    return el.querySelector("input");
  };
  window.slowest = (phrase) => {
    const field = draw();
    field.value = "warm up";
    field.dispatchEvent(new Event("input"));
    const took = Array.from(phrase, (_, place) => {
      field.value = phrase.slice(0, place + 1);
      const start = performance.now();
      field.dispatchEvent(new Event("input"));
      document.body.offsetHeight;
      return performance.now() - start;
    });
    document.body.replaceChildren();
    return took;
  };
}"""
SMALL = """() => [...document.querySelectorAll(
  ".wk-find :is(button:not([popovertarget]), summary, input, .wk-find__go)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
HOSTILE = (
    "", " ", "?!", "is it", "38,5 °C", "😀 bleeding", "😀😀", "don’t", "Ünwohl", "a_b",
    "(.*)[a-z]+$^\\", "<b>bleed</b>",
    "نزيف شديد", "דימום", "\u202egnideelb", "İstanbul", "ΣΊΣΥΦΟΣ", "𝐛𝐥𝐞𝐞𝐝", "x" * 3000, "a\u0301\u0301che", "Straße",
    "\u200bbleeding", "c++", "½ cup", "ﬁbre", "constructor", "__proto__ toString", "bleeding " * 40,
)  # fmt: skip


def phrases() -> list[str]:
    with (DATA / "search_phrases.csv").open(newline="", encoding="utf-8") as stream:
        return [row["phrase"] for row in csv.DictReader(stream)]


def searches(base: kb.KnowledgeBase) -> list[str]:
    """What people type, mixed, cut and misspelt, and what nobody should."""
    chance = random.Random(12)
    texts = [*phrases(), *(text for entry in entries(base) for text in (entry.title, *entry.words))]
    vocabulary = sorted({word for text in texts for word in text.split()})

    def harmed(word: str) -> str:
        place = chance.randrange(len(word))
        kind = chance.choice(("keep", "drop", "double", "swap", "other", "cut", "loud"))
        return {
            "keep": word, "drop": word[:place] + word[place + 1 :], "double": word[:place] + word[place] + word[place:],
            "swap": word[:place] + word[place : place + 2][::-1] + word[place + 2 :], "loud": f"{word.upper()}!",
            "other": word[:place] + chance.choice("abcdeéß9'") + word[place + 1 :], "cut": word[: place + 1],
        }[kind]  # fmt: skip

    mixed = (" ".join(map(harmed, chance.sample(vocabulary, chance.choice((1, 1, 2, 3, 5))))) for _ in range(SEARCHES))
    return [*phrases(), *mixed, *HOSTILE]


@pytest.fixture(scope="module")
def files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A page that can search with the real files."""
    found, foods = widgets.Search(base, folder=ROOT / "notebooks"), widgets.FoodFinder(base)
    state = {name: getattr(found, name) for name in ("knowledge", "entries", "signs", "addresses", "search")}
    with real_files("theme", "search") as page:
        page.evaluate(SET_UP, {"state": state, "foods": {"foods": foods.foods, "knowledge": foods.knowledge}})
        yield page


def test_the_browser_finds_and_warns_as_python_does(base, files):
    asked = searches(base)
    wrong = []
    answers = files.evaluate("(asked) => asked.map(answer)", asked)
    for query, answer in zip(asked, answers, strict=True):
        ours = [
            [[row.kind, row.id, row.words] for row in kb.search(base, query).itertuples()],
            [[row.id, row.level, list(row.words)] for row in kb.warning_signs(base, query).itertuples()],
            sorted(kb.find_foods(base, search=query)["id"]),
        ]
        if ours != answer:
            wrong.append((query[:60], [part[:3] for part in ours], [part[:3] for part in answer]))
    assert wrong[:2] == []
    assert {bool(found) for found, _, _ in answers} == {bool(signs) for _, signs, _ in answers} == {True, False}


@pytest.mark.parametrize("phrase", ["my bely hurts whenn i sneaze", "bleding a little bit"])
def test_a_letter_brings_the_answer_within_a_frame(files, phrase):
    took = least(lambda: files.evaluate("(phrase) => slowest(phrase)", phrase), FRAME)
    print(f"{phrase}: slowest key {max(took):.1f} ms")  # noqa: T201  shown with -rP
    assert max(took) <= FRAME


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def field(page: Any, base: kb.KnowledgeBase) -> Any:
    return page.get_by_role("searchbox", name=base.text("find_label"))


def titles(page: Any) -> list[str]:
    return page.locator(".wk-find__title").all_text_contents()


def test_hits_stand_best_first_with_what_is_marked_and_a_way_to_the_section(opened, base):
    page = opened.page
    assert titles(page) == []
    field(page, base).fill("jacuzi")
    found = kb.search(base, "jacuzi")
    assert titles(page) == found["title"].tolist()[:10]
    count = base.text("find_count_one") if len(found) == 1 else base.text("find_count").format(count=len(found))
    expect(page.locator(".wk-find__found")).to_have_text(count)
    field(page, base).fill("high heels")
    first = page.locator(".wk-find__hit").first
    assert first.locator("mark").all_text_contents() == ["high", "heels"]
    expect(first).to_contain_text(base.text("stance_" + base.rows["claims"]["lifestyle.4"]["stance"]))
    expect(first.get_by_role("link")).to_have_attribute("href", "09_lifestyle.html")
    first.get_by_role("link").click()
    page.wait_for_selector("html[data-ready]")
    assert page.get_by_role("heading", level=1).inner_text() == base.rows["sections"]["lifestyle"]["title"]


@pytest.mark.parametrize("query", mostly(["bleding", "zzzz bleeding", "my calf is swolen"], ["bleding"]))
def test_words_of_a_warning_sign_bring_the_call_above_all_hits(opened, base, query):
    page = opened.page
    signs = kb.warning_signs(base, query)
    field(page, base).fill(query)
    guard = page.locator(".wk-find .wk-guard")
    expect(guard).to_contain_text(base.text("call_anyway"))
    for level in dict.fromkeys(signs["level"]):
        expect(guard).to_contain_text(f"{base.rows['levels'][level]['word']}: {base.rows['levels'][level]['action']}")
    expect(guard.locator(".wk-slot").first).to_be_visible()
    expect(guard.get_by_role("link", name=base.text("find_guard_go"))).to_have_attribute(
        "href", "03_warning_signs.html"
    )
    tops = [page.locator(part).bounding_box()["y"] for part in (".wk-find .wk-guard", ".wk-find__bar")]
    assert tops == sorted(tops)
    field(page, base).fill("yoga")
    expect(guard).to_have_count(0)


def test_a_food_to_avoid_says_so_and_no_food_is_called_safe(opened, base):
    page = opened.page
    field(page, base).fill("brie")
    expect(page.locator(".wk-find__hit").first).to_contain_text(base.text("food_safety_avoid_unless_cooked"))
    field(page, base).fill("hazelnuts")
    kind, title = base.text("find_kind_food"), base.rows["foods"]["hazelnuts"]["name"]
    go = base.text("find_go").format(**base.rows["sections"]["nutrition"])
    assert letters(page.locator(".wk-find__hit").first.inner_text()) == letters(f"{kind}{title}{go}")


def test_nothing_found_says_to_call_if_worried(opened, base):
    page = opened.page
    field(page, base).fill("zzzz qqqq")
    expect(page.locator(".wk-find__found")).to_contain_text(base.text("find_none"))
    expect(page.locator(".wk-find__found")).to_contain_text(base.text("find_none_do"))
    field(page, base).fill("is it the")
    expect(page.locator(".wk-find__found")).to_be_empty()


def test_by_keyboard_into_the_hits_and_back(opened, base):
    page = opened.page
    field(page, base).focus()
    page.keyboard.type("relaxin")
    links = page.locator(".wk-find__hits a")
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field(page, base)).to_be_focused()
    expect(field(page, base)).to_have_value("relaxin")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(field(page, base)).to_be_focused()
    expect(field(page, base)).to_have_value("")
    assert titles(page) == []


def test_more_hits_are_shown_when_asked_for(opened, base):
    page = opened.page
    field(page, base).fill("pain")
    total = len(kb.search(base, "pain"))
    assert len(titles(page)) == 10
    page.get_by_role("button", name=base.text("find_show_more").format(count=total - 10)).click()
    assert len(titles(page)) == total
    expect(page.locator(".wk-find__hits > li").nth(10).get_by_role("link")).to_be_focused()


@looks
def test_the_search_is_accessible_and_fits(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        field(page, base).fill("bleeding and brie")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def test_untouched_the_index_is_printed_and_a_search_with_its_hits(opened, base):
    page = opened.page
    words = [word for row in base.rows["sections"].values() for word in row["other_words"]]
    text = printed(page)
    assert missing([base.text("find_paper_title"), *(word[1:] for word in words)], text) == []
    field(page, base).fill("jacuzi")
    text = printed(page)
    found = kb.search(base, "jacuzi")
    assert missing([base.text("find_searched").format(query="jacuzi"), *found["title"][:10]], text) == []
    assert letters(base.text("find_paper_title")) not in letters(text)


FINDERS = [
    ("03_warning_signs", "search_label", "pain when i pee and bleding", ("urine_burning", "spotting")),
    ("03_warning_signs", "search_label", "diarea diarrhea", ("diarrhoea",)),
    ("07_round_ligament_or_other", "cause_search_label", "apendicitis", ("appendicitis",)),
    ("05_nutrition", "food_search", "zuchini", ("courgette_zucchini_raw",)),
    ("14_questions", "ask_label", "jacuzi", ("bath",)),
]


@pytest.mark.parametrize(("name", "label", "typed", "shown"), mostly(FINDERS, FINDERS[:1]))
def test_every_finder_forgives_the_same_errors(visit, handouts, base, name, label, typed, shown):
    tables = {
        "03": ("symptoms", "text"),
        "07": ("conditions", "name"),
        "05": ("foods", "name"),
        "14": ("questions", "question"),
    }
    table, column = tables[name[:2]]
    with alive(visit, handouts, name) as opened:
        opened.page.get_by_role("searchbox", name=base.text(label)).first.fill(typed)
        for row in shown:
            expect(opened.page.get_by_text(base.rows[table][row][column], exact=True).first).to_be_visible()
        assert opened.errors == []
