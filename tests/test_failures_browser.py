"""A view that fails, at once or later, shows kind words and its plain form; the others go on."""

from __future__ import annotations

import pytest
from handout_pages import PAGES, deep
from playwright.sync_api import expect
from small_faults import AT_ONCE, CHANGED, PRESSED, damaged_page
from small_notebooks import soup

pytestmark = pytest.mark.browser

FAULTS = {"as it draws": AT_ONCE, "with nothing that it knows": "", "when pressed": PRESSED, "when changed": CHANGED}
ALWAYS = [("04_relief", "as it draws"), ("14_questions", "with nothing that it knows"),
          ("07_round_ligament_or_other", "when pressed"), ("05_nutrition", "when changed")]  # fmt: skip


def live(handouts, name):
    return soup((handouts / f"{name}.html").read_text(encoding="utf-8")).select("[data-model]")


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        pytest.param(name, fault, marks=() if (name, fault) in ALWAYS else deep)
        for name in PAGES
        if name != "00_start_here"
        for fault in FAULTS
    ],
)
def test_a_view_that_fails_leaves_kind_words_and_its_plain_form(visit, handouts, base, tmp_path, name, fault):
    file, models = damaged_page(handouts / f"{name}.html", tmp_path, FAULTS[fault])
    with visit(file.as_uri(), alone=True) as opened:
        page = opened.page
        page.wait_for_selector("html[data-ready]")
        places = page.locator("[data-model]")
        for number in range(places.count()):
            place = places.nth(number)
            if fault.startswith("when ") and place.locator(".ho-live").count():  # views of one module fail together
                place.locator(".ho-live").dispatch_event("pointerdown")
            expect(place.locator(":scope > .ho-failed")).to_have_text(base.text("failed"))
            assert place.locator(".ho-plain").is_visible()
            assert place.locator(".ho-live").count() == 0
        assert opened.page.get_attribute("html", "data-failed") == str(places.count())
        assert places.count() == len(live(handouts, name)) > 0
        assert len(models) >= places.count()
    assert opened.errors
