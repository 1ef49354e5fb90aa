"""The cause explorer in the browser: it explains as Python does, and nothing that is picked goes without its guard."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, combinations
from typing import Any

import pytest
from access import complaints, printed
from handout_pages import alive, letters, looks, missing
from playwright.sync_api import expect

import kb
import widgets
from kb.body_changes import WEEK, reasons_to_call

pytestmark = pytest.mark.browser

NAME = "02_causes"
TRAITS = ("knowledge", "changes", "feelings", "claims", "change", "sensations")
SET_UP = """async (state) => {
  const { explainSensations, factsOf, reasonsToCall } = await import("/body_changes.js");
  const { default: view } = await import("/cause_explorer.js");
  const heard = new Map();
  const model = { get: (name) => state[name], save_changes() {}, off: (name) => heard.delete(name),
    on: (name, listener) => heard.set(name, [...(heard.get(name) ?? []), listener]),
    set(name, value) { state[name] = value; for (const run of heard.get(`change:${name}`) ?? []) run(); } };
  const facts = factsOf(model);
  const answer = (chosen) => [
    explainSensations(facts, chosen).map((one) => [one.change.id, one.fits, one.too_early, one.not_shown]),
    reasonsToCall(facts, chosen).fired.map(({ id, level }) => [id, level])];
  Object.assign(window, { answer, model, view, heard });
}"""
SMALL = """() => [...document.querySelectorAll(".wk-ex :is(button:not([popovertarget]), summary, .wk-tick label)")]
  .filter((node) => node.checkVisibility() && Math.min(node.offsetHeight, node.offsetWidth) < 44)
  .map((node) => node.textContent)"""
WIDER = "() => document.documentElement.scrollWidth - window.innerWidth"


@pytest.fixture(scope="module")
def page_of_files(base: kb.KnowledgeBase, real_files: Callable[..., Any]) -> Iterator[Any]:
    """A blank page of an origin that does not exist, with the real files taken from the folder."""

    explorer = widgets.CauseExplorer(base)
    with real_files() as page:
        page.evaluate(SET_UP, {name: getattr(explorer, name) for name in TRAITS})
        yield page


def python_says(base: kb.KnowledgeBase, chosen: list[str]) -> list[list[Any]]:
    found = kb.explain_sensations(base, chosen)
    rows = [[row.id, list(row.fits), row.too_early, row.not_shown] for row in found.itertuples()]
    return [rows, [[reason.rule, reason.level] for reason in reasons_to_call(base, chosen)]]


def test_the_browser_explains_every_set_of_sensations_as_python_does(base, page_of_files):
    known = list(base.rows["sensations"])
    sets = [list(chosen) for count in range(len(known) + 1) for chosen in combinations(known, count)]
    asked = list(chain(sets, map(list, map(reversed, sets))))
    answers = page_of_files.evaluate("(asked) => asked.map(answer)", asked)
    wrong = [(ask, said) for ask, said in zip(asked, answers, strict=True) if python_says(base, ask) != said]
    assert wrong[:2] == []
    assert len({str(said) for said in answers}) > 20


def test_two_views_of_one_model_stay_in_step_and_clean_up(base, page_of_files):
    titles = page_of_files.evaluate("""() => {
      const [one, other] = [1, 2].map(() => document.body.appendChild(document.createElement("div")));
      const stops = [one, other].map((el) => view.render({ model, el }));
      one.querySelectorAll("input[type=radio]")[2].click();
      other.querySelectorAll("input[type=checkbox]")[0].click();
      const said = [one, other].map((el) => [...el.querySelectorAll("input:checked")].map(({ id }) =>
        el.querySelector(`label[for=${id}]`).textContent));
      stops.forEach((stop) => stop());
      one.remove(); other.remove();
      return [said, heard.size];
    }""")
    rows = sorted(base.rows["body_changes"].values(), key=lambda row: row["number"])
    felt = sorted(base.rows["sensations"].values(), key=lambda row: row["number"])
    assert titles == [[[rows[2]["title"], felt[0]["text"]]] * 2, 0]


@pytest.fixture
def opened(visit, handouts):
    with alive(visit, handouts, NAME) as found:
        yield found
        assert found.errors == []


def feel(page: Any, base: kb.KnowledgeBase, *sensations: str) -> None:
    for sensation in sensations:
        page.get_by_role("checkbox", name=base.rows["sensations"][sensation]["text"], exact=True).check()


def part(page: Any, base: kb.KnowledgeBase, heading: str) -> Any:
    return page.locator(
        ".wk-ex > section", has=page.get_by_role("heading", name=base.text(f"explore_{heading}_heading"))
    )


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_the_page_is_small(handouts):
    size = (handouts / f"{NAME}.html").stat().st_size
    print(f"{NAME}: {size:,} bytes")  # noqa: T201  shown with -rP
    assert size <= 150_000


def test_each_change_shows_its_chain_with_a_mark_on_each_link(opened, base):
    page = opened.page
    forwards = part(page, base, "forward")
    for row in base.rows["body_changes"].values():
        page.get_by_role("radio", name=row["title"], exact=True).check()
        boxes = forwards.locator(".wk-ex__box p")
        assert boxes.all_inner_texts() == [row["change"], row["effect"], row["feel"]]
        marks = forwards.locator(".wk-ex__link .wk-ex__mark").all_inner_texts()
        assert marks == [base.text(f"stance_{row[link]}") for link in ("effect_stance", "feel_stance")]
        text = squeezed(forwards.inner_text())
        assert row["caution"] in text
        assert (base.text("explore_early") in text) == (row["from_week"] > WEEK)


def test_what_is_known_of_each_step_opens_with_every_claim_and_its_sources(opened, base):
    page = opened.page
    row = base.rows["body_changes"]["relaxin"]
    page.get_by_role("radio", name=row["title"], exact=True).check()
    page.get_by_text(base.text("explore_known")).click()
    known = squeezed(page.locator(".wk-ex .wk-more__b").inner_text())
    for claim in {c for name in ("change", "effect", "feel", "caution") for c in row[f"{name}_claim_ids"]}:
        told = base.rows["claims"][claim]
        assert known.count(told["text"]) == 1
        assert told["nuance"] in known
        assert all(base.rows["sources"][source]["title"] in known for source in told["source_ids"])


def test_with_the_keyboard_alone(opened, base):
    page = opened.page
    rows = sorted(base.rows["body_changes"].values(), key=lambda row: row["number"])
    page.get_by_role("radio", name=rows[0]["title"], exact=True).focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name=rows[1]["title"], exact=True)).to_be_focused()
    expect(part(page, base, "forward").locator("h4")).to_contain_text(rows[1]["title"])
    page.get_by_role("checkbox", name=base.rows["sensations"]["dull_low_back"]["text"]).focus()
    page.keyboard.press("Space")
    again = page.get_by_role("button", name=base.text("explore_again_name").format(title=rows[3]["title"]))
    again.focus()
    page.keyboard.press("Enter")
    expect(part(page, base, "forward").locator("h4")).to_be_focused()
    expect(page.get_by_role("radio", name=rows[3]["title"], exact=True)).to_be_checked()


def test_whatever_is_picked_the_guard_and_each_call_stand_there(opened, base):
    page = opened.page
    backwards = part(page, base, "feel")
    section = base.rows["sections"]["warning_signs"]
    guard = base.text("explore_guard").format(title=section["title"], number=section["number"])
    expect(backwards).to_contain_text(guard)
    expect(backwards).to_contain_text(base.text("explore_nothing"))
    for sensation, row in base.rows["sensations"].items():
        feel(page, base, sensation)
        text = squeezed(backwards.inner_text())
        assert guard in text
        assert base.text("call_anyway") in text
        assert row["call_if"] in text
        found = kb.explain_sensations(base, [sensation])
        assert [title for title in found["title"] if title not in text] == []
        assert (base.text("explore_early") in text) == found["too_early"].any()
        shown = (~found["too_early"] & ~found["not_shown"]).any()
        assert (base.text("explore_none_now") in text) == (not shown)
        page.get_by_role("button", name=base.text("explore_clear")).click()
    expect(backwards.locator("input:checked")).to_have_count(0)


def test_the_call_comes_first_for_tightening_and_for_belly_and_back_together(opened, base):
    page = opened.page
    card = part(page, base, "feel").locator(".wk-card")
    expect(card).to_have_count(0)
    feel(page, base, "tight")
    expect(card).to_contain_text(base.rows["rules"]["tightening_repeated"]["because"])
    expect(card).to_contain_text(base.rows["levels"]["same_day"]["action"])
    page.get_by_role("button", name=base.text("explore_clear")).click()
    feel(page, base, "dull_low_back")
    expect(card).to_have_count(0)
    feel(page, base, "period_like")
    expect(card).to_contain_text(base.rows["rules"]["belly_with_back_pain"]["because"])
    assert card.evaluate("card => card === card.parentElement.firstElementChild")


def test_what_is_picked_is_announced(opened, base):
    page = opened.page
    feel(page, base, "period_like", "dull_low_back")
    expect(page.locator(".wk-ex [role=status]")).to_contain_text(base.rows["levels"]["same_day"]["action"])
    page.get_by_role("radio", name=base.rows["body_changes"]["posture"]["title"]).check()
    expect(page.locator(".wk-ex [role=status]")).to_contain_text(base.text("explore_early"))


@looks
def test_axe_finds_nothing(visit, handouts, base, how):
    with alive(visit, handouts, NAME, **how) as opened:
        page = opened.page
        page.get_by_role("radio", name=base.rows["body_changes"]["blood_volume"]["title"]).check()
        feel(page, base, "tight", "dull_low_back")
        page.evaluate("() => document.querySelectorAll('details').forEach((part) => (part.open = true))")
        assert complaints(page) == []
        assert page.evaluate(WIDER) <= 0
        assert page.evaluate(SMALL) == []


def test_without_scripts_the_tables_stand_and_fit_a_phone(visit, handouts, base):
    with visit((handouts / f"{NAME}.html").as_uri(), scripts=False, width=390) as opened:
        text = opened.page.locator(".wk-ex__t").first.inner_text()
        assert missing([row["feel"] for row in base.rows["body_changes"].values()], text) == []
        link = opened.page.locator(".wk-ex__guard a").first
        expect(link).to_have_attribute("href", "03_warning_signs.html")
        boxes = [cell.bounding_box() for cell in opened.page.locator(".wk-ex__t td").all()]
        assert max(box["x"] + box["width"] for box in boxes) <= 390
        heads = [head.bounding_box() for head in opened.page.locator(".wk-ex__t tbody th").all()]
        assert min(box["width"] for box in heads) > 300


def test_untouched_all_chains_and_all_sensations_are_printed(opened, base):
    text = printed(opened.page)
    told = [row[name] for row in base.rows["body_changes"].values() for name in ("title", "change", "effect", "feel")]
    told += [row[name] for row in base.rows["sensations"].values() for name in ("text", "call_if")]
    assert missing(told, text) == []


def test_what_was_picked_is_printed_without_controls(opened, base):
    page = opened.page
    page.get_by_role("radio", name=base.rows["body_changes"]["posture"]["title"]).check()
    feel(page, base, "pelvic_joints")
    text = printed(page)
    wanted = [base.rows["body_changes"]["posture"]["feel"], base.rows["sensations"]["pelvic_joints"]["call_if"],
              base.text("explore_none_now"), base.text("explore_early")]  # fmt: skip
    assert missing(wanted, text) == []
    assert letters(base.text("explore_feel_legend")) not in letters(text)
    assert letters(base.rows["sensations"]["tight"]["text"]) not in letters(text)
