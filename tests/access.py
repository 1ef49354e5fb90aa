"""What axe finds wrong on a page, and what stands on its paper, asked in one way by the tests of all views."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from typing import Any

from pypdfium2 import PdfDocument

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
END_OF_LINE = "\ufffe"  # how the reader writes a hyphen there


def complaints(page: Any, part: str | None = None, ignored: Collection[str] = ()) -> list[str]:
    """What axe finds wrong, a line a node.

    Args:
        page: as it is now.
        part: a selector, to look at that part alone.
        ignored: ids of rules, for a blank page around a view.
    """
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, part, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["id"] not in ignored
        for node in one["nodes"]
    ]


def printed(page: Any) -> str:
    """The text of the page on paper."""
    return "".join(page_texts(page.pdf(format="A4")))


def page_texts(data: bytes) -> list[str]:
    """The text of each page of a print."""
    with closing(PdfDocument(data)) as document:
        return [page.get_textpage().get_text_range().replace(END_OF_LINE, "-") for page in document]
