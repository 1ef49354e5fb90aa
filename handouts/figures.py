"""Plotly figures as inline drawings. Without a Chrome to draw them, the table of numbers stays."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from importlib.util import find_spec
from logging import LoggerAdapter
from pathlib import Path
from threading import Lock
from typing import Any

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
_lock, _drawing = Lock(), Lock()
_open = 0
_drawn: dict[str, str] = {}
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
        return [_tidy(svg, number) for number, svg in enumerate(_svg(figures))]
    except Exception as error:  # any fault of a browser: the page is complete without the drawing
        log.warning("charts are left out, their tables stay: %s", str(error).splitlines()[0] if str(error) else error)
        return [None] * len(figures)


@contextmanager
def one_browser() -> Iterator[None]:
    """Keep the browser that draws open for all pages made inside: it starts with the first figure."""
    global _open  # noqa: PLW0603  kaleido's server is one a process, too
    with _lock:
        _open += 1
    try:
        yield
    finally:
        with _lock:
            _open -= 1
            if not _open:
                import kaleido

                kaleido.stop_sync_server(silence_warnings=True)
                _drawn.clear()


def start_browser() -> None:
    """Start the browser that draws, if it is not there yet; inside `one_browser`."""
    import kaleido

    package = find_spec("plotly")
    script = Path(package.origin).parent / "package_data" / "plotly.min.js" if package and package.origin else None
    # mathjax and plotly.js from the disk, or not at all: a browser would fetch them otherwise
    kaleido.start_sync_server(silence_warnings=True, mathjax=False, plotlyjs=script)


def _svg(figures: Sequence[dict[str, Any]]) -> list[str]:
    import kaleido

    with one_browser(), _drawing:  # kaleido draws for one thread at a time
        start_browser()
        keys = [json.dumps(figure, sort_keys=True) for figure in figures]
        for key, figure in zip(keys, figures, strict=True):
            if key not in _drawn:  # another page may show the same
                _drawn[key] = kaleido.calc_fig_sync(figure, opts=_size(figure)).decode()
        return [_drawn[key] for key in keys]


def _size(figure: dict[str, Any]) -> dict[str, Any]:
    layout = figure.get("layout", {})
    return {"format": "svg", "width": layout.get("width", 720), "height": layout.get("height", 420)}


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
