"""What axe finds wrong on a page, and what stands on its paper, asked in one way by the tests of all views."""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import Any

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


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
    from pypdf import PdfReader

    return "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages)
