"""A deck hides its document while it starts; if it cannot start, the document is there to read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small_decks import at, deck_file
from small_notebooks import code, text

pytestmark = [pytest.mark.browser, pytest.mark.kernel]
BLOCK = '<script type="text/plain"'
HIDDEN = "() => document.querySelector('.dk-slides')?.checkVisibility() ?? null"
SEEN_AT_FIRST = f"""window.seen = [];
  new MutationObserver(() => window.seen.push(({HIDDEN})())).observe(document, {{ childList: true, subtree: true }});"""


@pytest.fixture(scope="module")
def deck(tmp_path_factory: pytest.TempPathFactory) -> Path:
    cells = [at(text("# A class"), "slide"), at(code("1", html="<p>said</p>"), "-"), at(text("## On"), "slide")]
    return deck_file(tmp_path_factory.mktemp("deck"), cells, execute=False)


def test_no_document_is_laid_out_before_the_slides(presented: Any, deck: Path):
    with presented(deck, before=SEEN_AT_FIRST) as opened:
        seen = [one for one in opened.page.evaluate("() => window.seen") if one is not None]
        assert seen[0] is False
        assert seen[-1] is True


@pytest.mark.parametrize("rest", ["", f'{BLOCK} id="handout-state">###</script>'], ids=["cut off", "damaged"])
def test_a_deck_that_cannot_start_is_a_document(visit: Any, deck: Path, tmp_path: Path, rest: str):
    broken = tmp_path / "broken.html"
    broken.write_text(deck.read_text(encoding="utf-8").partition(BLOCK)[0] + rest, encoding="utf-8")
    with visit(broken.as_uri()) as opened:
        opened.page.wait_for_function("() => !('starting' in document.documentElement.dataset)")
        assert opened.page.get_by_role("heading", name="On").is_visible()
        assert opened.page.locator(".ho-no-scripts").is_visible()
        assert opened.errors
