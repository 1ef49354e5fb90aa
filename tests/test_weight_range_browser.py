"""The weight range in the browser: the same as Python, friendly about odd input, quiet when numbers are put away."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect
from small_notebooks import state_of

import kb
import widgets
from kb.weight import BMI, HEIGHT_CM, WEIGHT_KG, band_of, bmi, fault, gain_range, read_number, rounded, total_range

pytestmark = pytest.mark.browser

NAME = "11_weight"
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"
SMALL = """() => [...document.querySelectorAll(".wk-wr :is(button:not([popovertarget]), summary, select, .wk-tick label, input[type=text], .wk-pick)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.outerHTML.slice(0, 80))"""  # noqa: E501
TEXTS = ("65", "65,5", "65.5", " 65,50 ", "65.", ",5", "\u00a070", "", " ", "-65", "+65", "65 kg", "1e2", "0x40",
         "6 5", "1,234.5", "٦٥", "NaN", "Infinity", ".", ",", "65\n", "\ufeff65", "1234567", "999999", "0", "00",
         "65..5", "１６５", "165,0", "0.1234567", "62,123456")  # fmt: skip
SAID = """([[height, weight], babies, week]) => {
  const wrong = model.faultOf(limits, height, weight);
  if (wrong || height === null || weight === null) return [wrong];
  const bmi = model.bmiOf(height, weight);
  const band = model.bandOf(bands, bmi);
  return [wrong, bmi, band.id, model.totalRange(band, babies), model.gainRange(limits, band, babies, week)];
}"""


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real modules taken from the folder."""

    with real_files() as page:
        page.evaluate(
            """async (knowledge) => {
              const model = await import("/weight_model.js");
              const { records } = await import("/shared.js");
              Object.assign(window, { model, limits: knowledge.limits, bands: records(knowledge.bands) });
            }""",
            dict(widgets.WeightRange(base).knowledge),
        )
        yield page


def people() -> list[tuple[tuple[float | None, float | None], int, int]]:
    """Borders at every third height, the ends of what is plausible, what is not, and some at random."""
    chance = random.Random(11)
    pairs: list[tuple[float | None, float | None]] = [
        (height, border * height * height / 10000 + step)
        for height in range(HEIGHT_CM[0], HEIGHT_CM[1] + 1, 3)
        for border in (18.5, 25, 30, *BMI)
        for step in (-0.001, 0, 0.001)
    ]
    pairs += [
        (height, weight) for height in (99.9, 100, 250, 250.1, 65, None) for weight in (24.9, 25, 300, 300.1, None)
    ]
    pairs += [(round(chance.uniform(*HEIGHT_CM), 1), round(chance.uniform(*WEIGHT_KG), 1)) for _ in range(300)]
    return [(pair, chance.choice((1, 2)), chance.randint(4, 40)) for pair in pairs]


def python_says(base: kb.KnowledgeBase, pair: tuple[Any, Any], babies: int, week: int) -> list[Any]:
    wrong = fault(*pair)
    if wrong or None in pair:
        return [wrong]
    value = bmi(*pair)
    band = band_of(base, value)
    total, gain = total_range(band, babies), gain_range(band, babies, week)
    return [wrong, value, band["id"], total and list(total), gain and list(gain)]


def test_the_browser_finds_band_and_range_as_python_does(base, page_of_files):
    asked = people()
    said = page_of_files.evaluate(f"(asked) => asked.map({SAID})", asked)
    wrong = [(ask, answer) for ask, answer in zip(asked, said, strict=True) if python_says(base, *ask) != answer]
    assert wrong[:2] == []
    assert len(asked) > 1000
    assert {answer[0] for answer in said} == {"", "height", "weight", "bmi"}
    assert {answer[2] for answer in said if len(answer) > 1} == set(base.rows["weight_gain"])
    assert any(len(answer) > 1 and answer[3] is None for answer in said)


def test_every_week_of_every_band_is_the_same_in_both(base, page_of_files):
    asked = [((165, weight), babies, week) for weight in (45, 60, 75, 95) for babies in (1, 2) for week in range(4, 41)]
    said = page_of_files.evaluate(f"(asked) => asked.map({SAID})", asked)
    assert said == [python_says(base, *ask) for ask in asked]


def test_numbers_are_read_as_python_reads_them(page_of_files):
    assert page_of_files.evaluate("(texts) => texts.map(model.readNumber)", TEXTS) == [read_number(t) for t in TEXTS]
    values = [value / 20 for value in range(-400, 401)]
    assert page_of_files.evaluate("(values) => values.map((value) => model.rounded(value, 1))", values) == [
        rounded(value, 1) for value in values]  # fmt: skip


@pytest.mark.parametrize(("units", "texts", "read"), [
    ("metric", ["165"], (165, "")), ("metric", ["1,65"], (1.65, "metres")), ("metric", ["tall"], (None, "number")),
    ("imperial", ["5", "5"], (165.1, "")), ("imperial", ["", "65"], (165.1, "")), ("imperial", ["5", ""], (152.4, "")),
    ("imperial", ["5", "4,5"], (163.83, "")), ("imperial", ["5", "12"], (None, "inches")),
    ("imperial", ["five", "5"], (None, "number")), ("imperial", ["", " "], (None, "")),
])  # fmt: skip
def test_a_height_is_read_from_one_box_or_two(page_of_files, units, texts, read):
    found = page_of_files.evaluate("([units, texts]) => model.readHeight(units, texts)", [units, texts])
    assert (found["value"], found["fault"]) == read


def test_the_bmi_shown_never_belongs_to_another_band(page_of_files):
    shown = page_of_files.evaluate(
        "() => [18.46, 24.96, 24.94, 29.99, 30.04].map((bmi) => model.shownBmi(model.bandOf(bands, bmi), bmi))"
    )
    assert shown == [18.4, 24.9, 24.9, 29.9, 30]


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []
        assert [one for one in found.requests if not one.startswith(("file:", "blob:", "data:"))] == []


def fill(page: Any, base: kb.KnowledgeBase, height: str, weight: str) -> None:
    page.get_by_label(base.text("weight_height_cm")).fill(height)
    page.get_by_label(base.text("weight_before_kg")).fill(weight)
    page.keyboard.press("Tab")


def said(page: Any) -> str:
    return str(page.locator(".wk-wr__said").inner_text())


def add(page: Any, base: kb.KnowledgeBase, week: int, weight: str) -> None:
    page.get_by_label(base.text("weight_own_week"), exact=True).select_option(str(week))
    page.get_by_label(base.text("weight_own_kg"), exact=True).fill(weight)
    page.get_by_role("button", name=base.text("weight_add")).click()


def choose(page: Any, base: kb.KnowledgeBase, option: str) -> None:
    page.get_by_role("radio", name=base.text(f"weight_{option}"), exact=True).check()


def test_the_page_is_small_and_knows_nobody(handouts):
    file = handouts / f"{NAME}.html"
    print(f"{NAME}: {file.stat().st_size:,} bytes")  # noqa: T201  shown with -rP
    assert file.stat().st_size <= 150_000
    states = [model["state"] for model in state_of(file)["models"].values()]
    assert [state["height_cm"] for state in states if "height_cm" in state] == [None]


def test_nothing_typed_gives_no_figure(opened, base):
    page = opened.page
    assert said(page).split("\n")[-1] == base.text("weight_empty")
    assert page.locator(".wk-wr__svg").count() == page.locator(".wk-paper .wk-wr__svg").count()
    for label in ("height_cm", "before_kg"):
        assert page.get_by_label(base.text(f"weight_{label}")).input_value() == ""


def test_height_and_weight_give_band_total_week_and_a_drawing(opened, base):
    page = opened.page
    fill(page, base, "165", "62,5")
    for words in (
        "about 23",
        "BMI 18.5 to 24.9",
        "11.5 to 16 kg",
        "In week 12",
        "0.5 to 1.8 kg",
        base.text("weight_little"),
    ):
        assert words in said(page)
    page.get_by_label(base.text("weight_week")).select_option("30")
    assert "In week 30 the range drawn is 7.4 to 10.8 kg" in said(page)
    assert base.text("weight_little") not in said(page)
    drawing = page.get_by_role("img", name="Weight gain by week: BMI 18.5 to 24.9")
    described = drawing.evaluate("node => document.getElementById(node.getAttribute('aria-describedby')).textContent")
    assert "from 0.6 to 16 kg" in described
    dashes = {name: drawing.locator(f".wk-wr__{name}").evaluate("node => getComputedStyle(node).strokeDasharray")
              for name in ("upper", "lower")}  # fmt: skip
    assert (dashes["upper"], dashes["lower"] != "none") == ("none", True)
    page.get_by_text(base.text("weight_table"), exact=True).click()
    rows = page.locator(".wk-wr figure ~ details tbody tr").all_inner_texts()
    assert [row.split("\t")[0] for row in rows] == [str(week) for week in sorted({*range(4, 41, 4), 13, 30})]
    assert rows[-1].split("\t") == ["40", "11.5", "16"]


def test_changing_units_to_and_fro_converts_and_loses_nothing(opened, base):
    page = opened.page
    fill(page, base, "165", "62,5")
    choose(page, base, "units_imperial")
    boxes = [page.get_by_label(base.text(f"weight_{name}"), exact=True) for name in ("feet", "inches", "before_lb")]
    assert [box.input_value() for box in boxes] == ["5", "5", "137.8"]
    assert "25 to 35 lb" in said(page)
    assert base.text("weight_pounds") in page.locator(".wk-wr").inner_text()
    choose(page, base, "units_metric")
    assert page.get_by_label(base.text("weight_height_cm")).input_value() == "165"
    assert page.get_by_label(base.text("weight_before_kg")).input_value() == "62.5"
    choose(page, base, "units_imperial")
    boxes[2].fill("140")
    choose(page, base, "units_metric")
    assert page.get_by_label(base.text("weight_before_kg")).input_value() == "63.5"
    assert page.get_by_label(base.text("weight_height_cm")).input_value() == "165"


@pytest.mark.parametrize(("height", "weight", "string", "where"), [
    ("tall", "62", "number", 0), ("1,65", "62", "metres", 0), ("65", "62", "height", 0),
    ("165", "six", "number", 1), ("165", "620", "weight", 1), ("165", "200", "bmi", 1),
])  # fmt: skip
def test_odd_input_is_asked_back_at_its_field_and_stays_to_be_mended(opened, base, height, weight, string, where):
    page = opened.page
    fill(page, base, "165", "62")
    assert "11.5 to 16" in said(page)
    fill(page, base, height, weight)
    field = page.get_by_label(base.text(("weight_height_cm", "weight_before_kg")[where]))
    expect(field).to_have_attribute("aria-invalid", "true")
    error = page.locator(f"#{field.get_attribute('aria-describedby')}")
    assert error.inner_text().startswith(base.text(f"weight_fault_{string}").split("{")[0])
    assert field.input_value() == (height, weight)[where]
    assert said(page).split("\n")[-1] == base.text("weight_empty")
    assert page.locator(".ho-live .wk-wr__svg").count() == 0
    fill(page, base, "165", "62")
    expect(error).to_be_empty()
    assert "11.5 to 16" in said(page)


def test_pounds_and_kilos_mixed_up_are_mended_by_changing_the_height_too(opened, base):
    page = opened.page
    fill(page, base, "165", "200")
    error = page.locator(".wk-wr__form .wk-wr__no:not(:empty)")
    expect(error).to_have_text(base.text("weight_fault_bmi"))
    page.get_by_label(base.text("weight_height_cm")).fill("185")
    expect(error).to_have_count(0)
    assert "BMI 30 and over" in said(page)


def test_typing_is_not_interrupted_by_a_complaint(opened, base):
    field = opened.page.get_by_label(base.text("weight_height_cm"))
    field.click()
    for letter in "16":
        opened.page.keyboard.press(letter)
        expect(field).not_to_have_attribute("aria-invalid", "true")
    opened.page.keyboard.press("x")
    expect(field).to_have_attribute("aria-invalid", "true")


def test_a_complaint_does_not_move_what_is_being_pressed(opened, base):
    page = opened.page
    page.get_by_label(base.text("weight_height_cm")).fill("65")
    twins = page.locator(".wk-pick", has_text=base.text("weight_babies_2"))
    twins.scroll_into_view_if_needed()
    place = twins.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
    page.mouse.down()
    page.mouse.up()
    expect(page.get_by_role("radio", name=base.text("weight_babies_2"))).to_be_checked()
    expect(page.get_by_label(base.text("weight_height_cm"))).to_have_attribute("aria-invalid", "true")


def test_twins_have_their_own_total_and_none_at_a_low_bmi(opened, base):
    page = opened.page
    fill(page, base, "165", "62")
    choose(page, base, "babies_2")
    assert "17 to 25 kg (twins)" in said(page)
    assert base.text("weight_lines_twins") in page.locator(".wk-wr").inner_text()
    fill(page, base, "165", "48")
    assert base.text("weight_no_range") in said(page)
    assert page.locator(".ho-live .wk-wr__svg").count() == 0
    assert not re.search(r"\d kg \(", said(page))


def test_own_weights_become_dots_and_are_never_judged(opened, base):
    page = opened.page
    fill(page, base, "165", "62,5")
    add(page, base, 20, "70,1")
    add(page, base, 10, "63")
    add(page, base, 14, "62")
    rows = page.locator(".wk-wr__own li")
    expect(rows).to_have_count(3)
    texts = rows.all_inner_texts()
    assert [text[:7] for text in texts] == ["Week 10", "Week 14", "Week 20"]
    assert "+0.5 kg" in texts[0]
    assert "Inside the range" in texts[0]
    for text in texts[1:]:
        assert "Bring it to your next visit: it says little about you or your baby by itself." in text
        assert not re.search(r"too (?:much|little)|above|below", text)
    assert "−0.5 kg" in texts[1]
    expect(page.locator(".wk-wr__dot")).to_have_count(3)
    add(page, base, 10, "63,5")
    expect(rows).to_have_count(3)
    page.get_by_role("button", name=base.text("weight_remove").format(week=14)).click()
    expect(rows).to_have_count(2)
    expect(page.locator(".wk-wr__mine h3")).to_be_focused()


def test_own_weights_that_cannot_be_are_asked_back(opened, base):
    page = opened.page
    fill(page, base, "165", "62")
    field = page.get_by_label(base.text("weight_own_kg"), exact=True)
    for text, string in (("", "fault_number"), ("abc", "fault_number"), ("640", "fault_weight")):
        add(page, base, 14, text)
        error = page.locator(f"#{field.get_attribute('aria-describedby')}")
        assert error.inner_text().startswith(base.text(f"weight_{string}").split("{")[0])
        assert field.input_value() == text
        expect(field).to_be_focused()
    add(page, base, 14, "140")
    expect(page.locator(".wk-wr__own li")).to_contain_text(base.text("weight_fault_point"))
    expect(page.locator(".wk-wr__dot")).to_have_count(0)


def test_a_complaint_about_an_own_weight_stays_when_the_fields_above_are_read_again(opened, base):
    page = opened.page
    fill(page, base, "165", "62")  # read again a moment later
    add(page, base, 14, "")
    page.wait_for_timeout(400)
    error = page.get_by_label(base.text("weight_own_kg"), exact=True).get_attribute("aria-describedby")
    expect(page.locator(f"#{error}")).to_contain_text(base.text("weight_fault_number").split("{")[0])


def test_one_switch_puts_every_figure_away_and_brings_it_back(opened, base):
    page = opened.page
    fill(page, base, "165", "62")
    add(page, base, 14, "64")
    page.get_by_role("checkbox", name=base.text("weight_hide")).press("Space")
    view = page.locator(".ho-live .wk-wr")
    text = view.inner_text()
    for sign in ("face_hands_swollen", "vomiting_all"):  # the warning signs stay, word for word
        assert base.text("call_anyway") in text
        row = base.rows["symptoms"][sign]
        assert row["text"] in text
        text = text.replace(row["text"], "").replace(row["how_to_tell"], "")
    assert not re.search(r"\d", text)
    assert base.text("weight_hidden") in text
    assert view.locator("svg[role=img], table, input[type=text]").locator("visible=true").count() == 0
    paper = printed(page)
    assert missing([base.text("weight_hidden"), base.text("weight_kind")], paper) == []
    assert missing(["62 kg", "64 kg", "11.5 to 16 kg"], paper) == ["62 kg", "64 kg", "11.5 to 16 kg"]
    page.get_by_role("checkbox", name=base.text("weight_hide")).press("Space")
    assert "11.5 to 16 kg" in said(page)
    assert page.get_by_label(base.text("weight_before_kg")).input_value() == "62"


def test_the_line_against_blame_and_the_place_are_always_there(opened, base):
    page = opened.page
    view = page.locator(".ho-live .wk-wr")
    expect(view).to_contain_text(base.text("weight_not_used"))
    for scheme in ("us", "uk", "other"):
        page.get_by_label(base.text("weight_scheme"), exact=True).select_option(scheme)
        for key in ("weight_kind", "weight_whom", f"weight_scheme_{scheme}_note"):
            expect(view).to_contain_text(base.text(key))
        expect(view).to_contain_text("NICE")


def test_all_of_it_works_by_keyboard(opened, base):
    page = opened.page
    page.get_by_role("radio", name=base.text("weight_units_metric")).focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    for text in ("5", "5", "140"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    assert "25 to 35 lb" in said(page)
    page.keyboard.press("ArrowRight")
    assert "37 to 54 lb (twins)" in said(page)
    page.get_by_label(base.text("weight_own_lb"), exact=True).focus()
    page.keyboard.type("142")
    page.keyboard.press("Enter")
    expect(page.locator(".wk-wr__own li")).to_contain_text("142 lb")


def test_what_changed_is_said_once_to_a_screen_reader(opened, base):
    page = opened.page
    fill(page, base, "165", "62")
    status = page.locator(".wk-wr > [role=status]")
    expect(status).to_contain_text("11.5 to 16 kg")
    choose(page, base, "babies_2")
    expect(status).to_contain_text("17 to 25 kg")


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        fill(page, base, "165", "62")
        add(page, base, 14, "64")
        page.get_by_label(base.text("weight_own_kg"), exact=True).fill("abc")
        page.get_by_label(base.text("weight_scheme"), exact=True).select_option("uk")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []
        choose(page, base, "units_imperial")
        assert page.evaluate(WIDER) <= 0


def test_untouched_the_ranges_and_corridors_are_printed(opened, base):
    titles = [row["title"] for row in base.rows["weight_gain"].values()]
    keys = ("weight_paper_title", "weight_paper_dots", "weight_not_used", "weight_kind")
    assert missing([*titles, "17 – 25 kg (37 – 54 lb)", *map(base.text, keys)], printed(opened.page)) == []


def test_what_was_entered_is_printed_without_controls(opened, base):
    page = opened.page
    fill(page, base, "165", "62,5")
    add(page, base, 20, "70,1")
    text = printed(page)
    wanted = ["165 cm, 62.5 kg before pregnancy", "11.5 to 16 kg", "Week 20: 70.1 kg", base.text("weight_kind")]
    assert (
        missing([*wanted, base.text("weight_not_used"), base.text("weight_table_caption").format(unit="kg")], text)
        == []
    )
    assert letters(base.text("weight_hide")) not in letters(text)
    assert letters(base.text("weight_units_imperial")) not in letters(text)


def test_two_views_of_one_model_stay_in_step(page_of_files, base):
    weight = widgets.WeightRange(base)
    names = ("knowledge", "height_cm", "weight_kg", "units", "babies", "week", "points", "hidden", "scheme")
    state = {name: getattr(weight, name) for name in names}
    found = page_of_files.evaluate(
        """async (state) => {
          const { default: widget } = await import("/weight_range.js");
          const heard = [];
          const one = { get: (name) => state[name], save_changes() {}, off() {},
            set(name, value) {
              state[name] = value;
              for (const [names, run] of heard) if (names.includes(`change:${name}`)) run();
            },
            on(names, run) { heard.push([names, run]); } };
          const views = [0, 1].map(() => document.body.appendChild(document.createElement("div")));
          for (const el of views) widget.render({ model: one, el });
          const field = (view, place) => views[view].querySelectorAll(".wk-wr__form input[type=text]")[place];
          const type = (node, text) => { node.value = text; node.dispatchEvent(new Event("input")); };
          type(field(0, 0), "165"); type(field(0, 3), "62,5");
          const first = [0, 3].map((place) => field(1, place).value);
          one.set("height_cm", 170);
          const both = [0, 1].map((view) => field(view, 0).value);
          return [first, both, views.map((el) => el.querySelector(".wk-wr__said").textContent)];
        }""",
        state,
    )
    assert found[0] == ["165", "62.5"]
    assert found[1] == ["170", "170"]
    assert found[2][0] == found[2][1]
    assert "BMI before pregnancy was about 21.6" in found[2][0]
