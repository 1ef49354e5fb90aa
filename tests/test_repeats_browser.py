"""A browser reads the same text as the exporter, puts the packed parts together from it, and trusts no other text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_notebooks import COUNTER, code, page_of, soup, text

from handouts.repeats import text_of

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
TOLD = "A sentence that stands on the page and in the state of the view, letter by letter: “°” & <b>."
CELLS = [
    text(f"# Told once\n\n{TOLD}\n\n| a | b |\n| --- | --- |\n| c | d |\n\n```\n\nx < y\n```\n\n<!-- unsaid -->"),
    code(f"{COUNTER}\nCounter(name={TOLD!r})"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("told"), CELLS)


def test_the_exporter_and_the_browser_read_the_same_text(visit: Any, page: Path):
    written = page.read_text(encoding="utf-8").partition("<body>")[2].partition("<script")[0]
    with visit(page.as_uri(), scripts=False) as opened:
        read = opened.page.locator("body").evaluate("(body) => body.textContent")
    assert text_of(written)
    assert read.startswith(text_of(written))


def test_a_view_shows_what_the_page_has_told_it(visit: Any, page: Path):
    with visit(page.as_uri()) as opened:
        opened.page.wait_for_selector("html[data-ready]")
        assert opened.page.locator(".ho-live button").inner_text().startswith(TOLD)
        assert opened.errors == []


def test_a_page_whose_text_was_changed_stays_plain_and_shows_no_other_words(visit: Any, page: Path, tmp_path: Path):
    changed = tmp_path / "changed.html"
    said = str(soup(page.read_text(encoding="utf-8")).h1)
    changed.write_text(page.read_text(encoding="utf-8").replace(said, "<h1>Told anew</h1>", 1), encoding="utf-8")
    with visit(changed.as_uri()) as opened:
        opened.page.wait_for_function("() => !('starting' in document.documentElement.dataset)")
        assert opened.page.locator(".ho-live").count() == 0
        assert opened.page.locator(".ho-plain").is_visible()
        assert "has been changed" in " ".join(opened.errors)
