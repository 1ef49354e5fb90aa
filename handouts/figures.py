"""Plotly figures as inline drawings. Without a Chrome to draw them, the table of numbers stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from logging import LoggerAdapter
from typing import Any

from handouts.drawing import BrowserError, one_browser
from handouts.words import words

DEFAULTS = re.compile(
    r" (?:font-(?:weight|style|variant): normal|(?:fill|stroke)-opacity: 1|opacity: 1|white-space: pre);(?=[ \"])"
)
FONT = re.compile(r"font-family: ([^;\"]+); ?")
EMPTY_GROUP = re.compile(r"<g(?:></g>|/>)")
COLOUR = re.compile(r"\brgb\((\d+), (\d+), (\d+)\)")
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")
UNUSED = re.compile(r" (?:class|data-[a-z]+)=\"[^\"]*\"| style=\"\"|<path></path>|<path/>")
STYLE = re.compile(
    r'style="((?:(?:fill|stroke|font-size|stroke-width|fill-opacity|stroke-opacity|opacity): [^;"]+; ?)+)"'
)
SHORT = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])")
SIZE = re.compile(r'<text [^>]*?(font-size="[^"]*")')
LONE_TEXT = re.compile(r"<g>(<text[^>]*>[^<]*</text>)</g>")
PATTERN = re.compile(r'<pattern[^>]*\bid="p\w+?-(?:legend-)?([0-9a-f]{6})"')
PLOTLY = "application/vnd.plotly.v1+json"


def draw(figures: Sequence[dict[str, Any]], log: Any | LoggerAdapter[Any]) -> list[str | None]:
    """SVG of each figure, all with one browser; None where no drawing could be made (which the log says).

    Args:
        figures: plotly figures as JSON values; width and height come from their layout.
        log: where a missing browser is told.
    """
    if not figures:
        return []
    try:
        with one_browser() as browser:
            return [_tidy(browser.svg(figure), number) for number, figure in enumerate(figures)]
    except BrowserError as error:  # the page is complete without the drawings
        log.warning("%s", error)
        return [None] * len(figures)


def _tidy(svg: str, number: int) -> str:
    """Without the header, the fixed size and the random ids, so that two runs give the same bytes."""
    svg = svg[svg.index("<svg") :]
    for count, uid in enumerate(dict.fromkeys(PATTERN.findall(svg))):
        svg = svg.replace(f"-{uid}", f"-t{count}")
    for uid in sorted(set(re.findall(r"(?:clip|topdefs-|defs-|legend)([0-9a-f]{6})", svg))):
        svg = svg.replace(uid, f"fig{number:03}")
    svg = LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", DEFAULTS.sub("", UNUSED.sub("", svg)))
    svg = COLOUR.sub(lambda found: "#" + bytes(map(int, found.groups())).hex(), svg)
    fonts = set(FONT.findall(svg))
    if len(fonts) == 1:  # said once for the whole drawing
        svg = FONT.sub("", svg).replace("<svg", f'<svg font-family="{fonts.pop()}"', 1)
    while (shorter := EMPTY_GROUP.sub("", svg)) != svg:
        svg = shorter
    svg = LONE_TEXT.sub(r"\1", SHORT.sub(r"#\1\2\3", STYLE.sub(_attributes, svg)))
    sizes = SIZE.findall(svg)
    if sizes and len(sizes) == svg.count("<text "):  # the usual size is said once, too
        usual = max(sorted(set(sizes)), key=sizes.count)
        svg = svg.replace(f" {usual}", "").replace("<svg", f"<svg {usual}", 1)
    return re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", svg, count=1)


def _attributes(style: re.Match[str]) -> str:
    """A style of a drawing as attributes, which are shorter."""
    pairs = (part.split(": ", 1) for part in style[1].rstrip("; ").split("; "))
    return " ".join(f'{name}="{value}"' for name, value in pairs)


def figure_html(svg: str | None, alt: str) -> str:
    """A drawing with its description, or the line that says where the numbers are."""
    if svg is None:
        return f'<p class="ho-stock" data-figure-missing="true">{escape(words()["chart_missing"])}</p>'
    return f'<figure class="ho-figure" role="img" tabindex="0" aria-label="{escape(alt)}">{svg}</figure>'
