"""The food finder in the browser: the same foods and sums as Python, and a page that works by hand and on paper."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints
from handout_pages import alive, mostly
from playwright.sync_api import expect
from speed import least

import kb
import widgets
from kb.schema_foods import ALLERGENS, DANGERS, DIETS

pytestmark = pytest.mark.browser
PAGE = "05_nutrition"
QUERIES = 500
FRAME = 16  # ms
SEARCHES = (*[""] * 12, "milk", "Bean", "tofu, firm", "raw", "cooked sal", "TUNA", "ché", "zzz", "  ", "a", "in wat")
SET_UP = """async ({ foods, knowledge }) => {
  const finder = { ...(await import("/food_finding.js")), ...(await import("/food_finder.js")) };
  const table = finder.prepare(foods, knowledge);
  const found = (query) => finder.findFoods(table, query).map((place) => [
    foods.id[place], finder.checkLabel(table, place, query),
    query.chosen.map((nutrient) => [
      finder.amountOf(table, place, nutrient, query.per), finder.shareOf(table, place, query, nutrient)])]);
  const totals = ({ plate, scheme, age_band }) => finder.dayTotals(table, plate, scheme, age_band)
    .map(({ id, total, at_least, need, share }) => [id, total, at_least, need, share]);
  Object.assign(window, { finder, table, found, totals });
}"""
MANY = """({ foods, knowledge, times }) => {
  const turns = Array.from({ length: times }, (_, turn) => turn);
  const more = (part) => (typeof part === "string" ? part.repeat(times) : turns.flatMap(() => part));
  const inside = (parts) => Object.fromEntries(Object.entries(parts).map(([key, own]) => [key, more(own)]));
  const columns = Object.fromEntries(Object.entries(foods).map(([name, part]) => {
    if (name === "notes") return [name, part];
    if (name === "id") return [name, turns.flatMap((turn) => part.map((id) => `${id}_${turn}`))];
    return [name, ["flags", "amounts"].includes(name) ? inside(part) : more(part)];
  }));
  const state = { foods: columns, knowledge, chosen: ["calcium", "iron", "vitamin_d"], diet: [], avoid: ["peanut"],
    group: "", search: "", per: "portion", sort: "portion", scheme: "us", age_band: "19-30", plate: {} };
  const listeners = {};
  const model = { get: (name) => state[name], save_changes() {}, off() {},
    set(name, value) {
      if (state[name] === value) return;
      state[name] = value;
      for (const call of listeners[`change:${name}`] ?? []) call();
    },
    on(names, call) { for (const name of names.split(" ")) (listeners[name] ??= []).push(call); } };
  document.body.replaceChildren();
  finder.default.render({ model, el: document.body });
  return columns.id.length;
}"""
TYPE = """async (words) => {
  const field = document.querySelector("input[type=search]");
  const times = [];
  for (const word of words) {
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
    const start = performance.now();
    field.value = word;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector(".wk-fd__t tbody").getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return times;
}"""


def number(value: Any) -> float | None:
    return None if value != value else float(value)


@pytest.fixture(scope="module")
def blank(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real modules and styles taken from the folder."""
    with real_files("theme", "food_finder") as page:
        finder = widgets.FoodFinder(base)
        page.evaluate(SET_UP, {"foods": dict(finder.foods), "knowledge": dict(finder.knowledge)})
        yield page


def queries(base: kb.KnowledgeBase) -> list[dict[str, Any]]:
    chance = random.Random(5)
    finder = widgets.FoodFinder(base)
    bands = [(scheme, band) for scheme, own in finder.knowledge["bands"].items() for band in own]
    made = []
    for _ in range(QUERIES):
        scheme, band = chance.choice(bands)
        per = chance.choice(("portion", "100g"))
        made.append({
            "chosen": chance.sample(finder.knowledge["nutrients"]["id"], chance.randint(1, 3)),
            "diet": chance.sample(DIETS, chance.choice((0, 0, 1, 2))),
            "avoid": chance.sample(ALLERGENS, chance.choice((0, 0, 1, 3))),
            "group": chance.choice([*[""] * 40, *finder.knowledge["groups"]["id"]]),
            "search": chance.choice(SEARCHES), "per": per, "sort": per, "scheme": scheme, "age_band": band,
            "include_avoid": chance.random() < 0.2,
        })  # fmt: skip
    return made


def python_finds(base: kb.KnowledgeBase, query: dict[str, Any]) -> list[Any]:
    names = ("diet", "avoid", "search", "per", "scheme", "age_band", "include_avoid")
    asked = {name: query[name] for name in names}
    rows = kb.find_foods(base, query["chosen"], group=query["group"] or None, **asked).to_dict("records")
    return [
        [row["id"], list(row["check_label"]), [[number(row[n]), number(row[f"{n}_share"])] for n in query["chosen"]]]
        for row in rows
    ]


def test_the_browser_finds_what_python_finds_in_the_same_order(base, blank):
    asked = queries(base)
    answers = blank.evaluate("(queries) => queries.map(found)", asked)
    different = [
        (query, here[:3], there[:3])
        for query, there in zip(asked, answers, strict=True)
        if (here := python_finds(base, query)) != there
    ]
    assert different[:2] == []
    assert sum(len(answer) > 10 for answer in answers) > 100
    assert sum(not answer for answer in answers) > 10
    gaps = [row for answer in answers for row in answer if row[2][0][0] is None]
    assert gaps


def test_the_browser_adds_up_a_day_as_python_does(base, blank):
    chance = random.Random(12)
    foods = sorted(base.rows["foods"])
    bands = [("us", "14-18"), ("us", "19-30"), ("us", "31-50"), ("uk", "19-50")]
    asked = []
    for _ in range(QUERIES):
        scheme, band = chance.choice(bands)
        plate = {food: chance.randint(0, 20) for food in chance.sample(foods, chance.randint(0, 9))}
        asked.append({"plate": plate, "scheme": scheme, "age_band": band})
    answers = blank.evaluate("(days) => days.map(totals)", asked)
    for day, there in zip(asked, answers, strict=True):
        rows = kb.day_totals(base, day["plate"], day["scheme"], day["age_band"]).to_dict("records")
        here = [[r["id"], r["total"], bool(r["at_least"]), number(r["need"]), number(r["share"])] for r in rows]
        assert there == here, day
    assert any(row[2] for answer in answers for row in answer)


def test_the_biggest_share_counts_all_chosen_nutrients_each_with_a_day_at_most(base, blank):
    query = {"chosen": ["calcium", "vitamin_d"], "diet": [], "avoid": [], "group": "", "search": "", "per": "portion",
             "sort": "share", "scheme": "us", "age_band": "19-30"}  # fmt: skip
    shares = [[share for _, share in row[2] if share is not None] for row in blank.evaluate("found", query)]
    sums = [sum(min(share, 1) for share in row) if row else -1 for row in shares]
    assert sums == sorted(sums, reverse=True)


@pytest.mark.parametrize("times", [50])
def test_a_keystroke_is_on_screen_within_a_frame_with_fifty_times_the_foods(base, blank, times):
    finder = widgets.FoodFinder(base)
    how_many = blank.evaluate(MANY, {"foods": finder.foods, "knowledge": finder.knowledge, "times": times})
    assert how_many == times * len(base.foods)
    words = ["m", "mi", "mil", "milk", "mil", "mi", "m", "", "b", "be", "bea", "bean", "beans", "", "s", "sa", "sal"]
    best = least(lambda: blank.evaluate(TYPE, words), FRAME)
    print(f"{how_many} foods: slowest key {max(best):.1f} ms")  # noqa: T201
    assert 0 < blank.locator(".wk-fd__t tbody tr").count() <= 60
    assert max(best) <= FRAME


@pytest.fixture
def page(visit, handouts) -> Iterator[Any]:
    with alive(visit, handouts, PAGE) as opened:
        yield opened.page
        assert opened.errors == []


def rows(page):
    return page.locator(".wk-fd__t tbody tr")


def names(page) -> list[str]:
    page.wait_for_timeout(60)  # the rows below the first ones follow in the next frame
    return page.locator(".wk-fd__t tbody .wk-fd__name").all_inner_texts()


def tick(page, name):
    page.get_by_role("checkbox", name=name, exact=True).check()


def search(page, base, words):
    page.get_by_role("searchbox", name=base.text("food_search")).fill(words)


def test_the_list_is_what_python_says_and_grows_on_demand(page, base):
    found = list(kb.find_foods(base, "calcium")["name"])
    assert names(page) == found[:20]
    more = page.get_by_role("button", name=re.compile("^Show 40 more"))
    more.click()
    assert names(page) == found[:60]
    expect(page.get_by_role("button", name=base.text("food_add_name").format(name=found[20]))).to_be_focused()
    tick(page, "Vegan")
    tick(page, "Soya")
    expect(rows(page)).to_have_count(20)
    assert names(page) == list(kb.find_foods(base, "calcium", "vegan", "soy")["name"])[:20]
    expect(page.locator(".wk-fd__count")).to_contain_text(str(len(kb.find_foods(base, "calcium", "vegan", "soy"))))


def test_one_to_three_nutrients_and_words_for_why_not(page, base):
    calcium = page.get_by_role("checkbox", name="Calcium", exact=True)
    calcium.click()
    expect(calcium).to_be_checked()
    expect(page.get_by_text(base.text("food_nutrients_least"))).to_be_visible()
    tick(page, "Iron")
    tick(page, "Fibre")
    page.get_by_role("checkbox", name="Folate", exact=True).click()
    expect(page.get_by_role("checkbox", name="Folate", exact=True)).not_to_be_checked()
    expect(page.get_by_text(base.text("food_nutrients_most"))).to_be_visible()
    expect(page.locator(".wk-fd__t thead")).to_contain_text("Fibre")


def test_no_data_is_never_nothing_and_a_missing_need_is_said(page, base):
    tick(page, "Vitamin D")
    search(page, base, "chia")
    cell = rows(page).locator("td").nth(1)
    assert cell.inner_text().strip() == base.text("food_nodata")
    tick(page, "Potassium")
    page.get_by_label(base.text("food_scheme"), exact=True).select_option("uk")
    expect(page.get_by_label(base.text("food_age"), exact=True).locator("option")).to_have_count(1)
    expect(rows(page).locator("td").nth(2)).to_contain_text("no UK figure here")


def test_foods_to_avoid_show_up_only_in_a_search_with_why_and_without_a_button(page, base):
    for food in base.rows["foods"].values():
        if food["safety"] in DANGERS:
            assert food["name"] not in names(page)
            search(page, base, food["name"])
            row = rows(page).filter(has_text=food["name"]).first
            expect(row).to_contain_text(base.text(f"food_safety_{food['safety']}"))
            expect(row).to_contain_text(food["pregnancy_note"])
            assert row.locator("button:not([popovertarget])").count() == 0


def test_a_count_is_refused_at_its_field_and_mended_there(page, base):
    add = rows(page).first.locator("button.wk-btn")
    add.click()
    add.click()
    field = page.locator(".wk-day__i")
    assert field.input_value() == "2"
    before = page.locator(".wk-totals").inner_text()
    for bad in ("21", "-1", "1.5", "two", "", "1e1"):
        field.fill(bad)
        expect(field).to_have_attribute("aria-invalid", "true")
        assert field.input_value() == bad
        expect(page.locator(".wk-day__no")).to_have_text(base.text("food_bad_count").replace("{count}", "2"))
        assert page.locator(".wk-totals").inner_text() == before
    field.fill("3")
    expect(field).not_to_have_attribute("aria-invalid", "true")
    assert page.locator(".wk-totals").inner_text() != before
    page.locator(".wk-day__x").click()
    expect(page.get_by_text(base.text("food_day_empty"))).to_be_visible()


def test_a_day_with_missing_data_says_at_least(page, base):
    search(page, base, "chia")
    rows(page).first.locator("button.wk-btn").click()
    search(page, base, "salmon, pink")
    rows(page).first.locator("button.wk-btn").click()
    line = page.locator(".wk-total").filter(has_text="Vitamin D")
    expect(line).to_contain_text("at least")
    expect(line).to_contain_text(base.text("food_day_missing_one"))
    for nutrient in ("magnesium", "folate_dfe"):
        expect(page.locator(".wk-plate")).to_contain_text(base.rows["nutrients"][nutrient]["limit_note"])


def test_an_empty_list_names_the_filters_and_clears_them(page, base):
    tick(page, "Vegan")
    page.get_by_label(base.text("food_group"), exact=True).select_option("dairy")
    expect(page.get_by_text(base.text("food_count_none"))).to_be_visible()
    buttons = page.locator(".wk-fd__none button")
    expect(buttons).to_have_count(2)
    buttons.filter(has_text="Dairy").click()
    assert names(page) == list(kb.find_foods(base, "calcium", "vegan")["name"])[:20]
    expect(page.get_by_role("searchbox")).to_be_focused()


@pytest.mark.parametrize(
    ("dark", "width"), mostly([(False, 1280), (True, 1280), (False, 390), (True, 390)], [(False, 1280), (True, 390)])
)
def test_axe_finds_nothing_while_it_is_used(visit, handouts, base, dark, width):
    with alive(visit, handouts, PAGE, dark=dark, width=width) as opened:
        page = opened.page
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        tick(page, "Vitamin D")
        rows(page).first.locator("button.wk-btn").click()
        page.locator(".wk-day__i").fill("99")
        search(page, base, "cheese")
        assert complaints(page) == []
        assert page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth") <= 0


def test_paper_shows_the_day_that_was_made_and_without_one_all_foods(page, base):
    page.emulate_media(media="print")
    expect(page.locator(".wk-fdp")).to_be_visible()
    expect(page.get_by_text(base.text("food_paper_empty"))).to_be_visible()
    page.emulate_media(media="screen")
    rows(page).first.locator("button.wk-btn").click()
    page.emulate_media(media="print")
    expect(page.locator(".wk-fdp")).to_be_hidden()
    expect(page.locator(".wk-plate")).to_be_visible()
    expect(page.locator(".wk-fd__filters").first).to_be_hidden()
