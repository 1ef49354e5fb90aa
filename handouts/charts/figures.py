"""Plotly figures as inline drawings. Without a Chrome to draw them, the table of numbers stays."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from html import escape
from logging import LoggerAdapter
from typing import Any

from handouts.charts.browser import HEIGHT, BrowserError, one_browser
from handouts.charts.drawings import tidy
from handouts.words import words

PLOTLY_LETTERS = 12
PLOTLY_MARGINS = {"l": 80, "r": 80, "t": 100, "b": 80}
WALL_WIDTH, WALL_LETTERS, LINE = 1180, 28, 40  # px
ABOVE, ASIDE, ROWS = 0.68, 0.95, 0.62  # how much of the growth of the letters the margins need, and what is between
FULL_SIZE = {"bar": {"constraintext": "none"}, "heatmap": {"textfont": {"size": WALL_LETTERS}}}  # else they shrink
PLOTLY = "application/vnd.plotly.v1+json"


def draw(figures: Sequence[dict[str, Any]], log: Any | LoggerAdapter[Any], mark: str = "") -> list[str | None]:
    """SVG of each figure, all with one browser; None where no drawing could be made (which the log says).

    Args:
        figures: plotly figures as JSON values; width and height come from their layout.
        log: where a missing browser is told.
        mark: what ids begin with, so that drawings of several notebooks can stand together.
    """
    if not figures:
        return []
    try:
        with one_browser() as browser:
            return [tidy(browser.svg(figure), f"{mark}{number:03}") for number, figure in enumerate(figures)]
    except BrowserError as error:  # the page is complete without the drawings
        log.warning("%s", error)
        return [None] * len(figures)


def for_a_wall(figure: dict[str, Any]) -> dict[str, Any]:
    """The same figure for a slide of 1280 by 720: as wide as that, with no letter smaller than 28 px.

    Margins grow with the letters; what is between them grows only as far as its rows need.
    """
    figure = deepcopy(figure)
    layout = figure.setdefault("layout", {})
    size = layout.setdefault("font", {}).get("size", PLOTLY_LETTERS)
    times = WALL_LETTERS / size
    _grow(figure, times)
    layout["font"]["size"] = WALL_LETTERS
    margins = {**PLOTLY_MARGINS, **layout.get("margin", {})}
    upright = any(axis.get("tickangle") for name, axis in layout.items() if name.startswith("xaxis"))
    between = layout.get("height", HEIGHT) - margins["t"] - margins["b"]
    layout["margin"] = {
        side: round(width * times * (ASIDE if side in "lr" or upright else ABOVE)) for side, width in margins.items()
    }
    for trace in figure.get("data", []):
        trace.update(FULL_SIZE.get(trace.get("type"), {}))
    layout["margin"]["t"] += LINE * (_lines_of_legend(figure) - 1)
    layout["width"] = WALL_WIDTH
    layout["height"] = round(between * ROWS * times) + layout["margin"]["t"] + layout["margin"]["b"]
    return figure


def _lines_of_legend(figure: dict[str, Any]) -> int:
    """How many lines a legend above the figure takes on a wall: one, or one for each of its entries."""
    legend, margin = figure["layout"].get("legend", {}), figure["layout"]["margin"]
    if legend.get("orientation") != "h" or legend.get("y", 0) < 1:
        return 1
    names = [
        str(trace["name"]) for trace in figure.get("data", []) if "name" in trace and trace.get("showlegend", True)
    ]
    wide = sum(len(name) * WALL_LETTERS * 0.5 + 50 for name in names) > WALL_WIDTH - margin["l"] - margin["r"]
    return len(names) if wide else 1


def _grow(node: Any, times: float) -> None:
    """Let letters, lines and marks grow, wherever they are set."""
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in parts:
        if str(key).endswith("font") and isinstance(value, dict) and isinstance(value.get("size"), (int, float)):
            value["size"] = max(WALL_LETTERS, round(value["size"] * times))
        elif key in ("marker", "line") and isinstance(value, dict):
            for name in ("size", "width"):
                if isinstance(value.get(name), (int, float)):
                    value[name] *= times
        _grow(value, times)


def figure_html(svg: str | None, alt: str) -> str:
    """A drawing with its description, or the line that says where the numbers are."""
    if svg is None:
        return f'<p class="ho-stock" data-figure-missing="true">{escape(words()["chart_missing"])}</p>'
    return f'<figure class="ho-figure" role="img" tabindex="0" aria-label="{escape(alt)}">{svg}</figure>'
