"""Drawings as short as they can be: what a browser takes for granted is left out, what is usual is said once."""

from __future__ import annotations

import re

DEFAULTS = re.compile(
    r" (?:font-(?:weight|style|variant): normal|(?:fill|stroke)-opacity: 1|opacity: 1|white-space: pre"
    r"|vector-effect: none);(?=[ \"])"
)
FONT = re.compile(r"font-family: ([^;\"]+); ?")
COLOUR = re.compile(r"\brgb\((\d+), (\d+), (\d+)\)")
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")
UNUSED = re.compile(
    r" (?:class|data-[a-z]+|pointer-events)=\"[^\"]*\"| (?:style|transform|patternTransform)=\"\""
    r"| xmlns(?::xlink)?=\"[^\"]*\""
)
STYLE = re.compile(
    r'style="((?:(?:fill|stroke|font-size|stroke-width|fill-opacity|stroke-opacity|opacity): [^;"]+; ?)+)"'
)
SHORT = re.compile(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])")
PATTERN = re.compile(r'<pattern[^>]*\bid="p\w+?-(?:legend-)?([0-9a-f]{6})"')
PIXELS = re.compile(r'="(-?[\d.]+)px"')
NOUGHT = re.compile(r'(<(?:text|rect|image)(?: [^>]*?)?) [xy]="0"')
NO_SHIFT = re.compile(r' dy="0em"')
FULL = re.compile(r' opacity="1"')
CLIP = re.compile(r'<clipPath id="([^"]*)">.*?</clipPath>')
NO_LINE = re.compile(r'<path(?: d="M0,0"[^>]*)?(?:/>|></path>)')
NO_AREA = re.compile(r'<rect (?![^>]*stroke=)[^>]*(?:fill-opacity|height)="0"[^>]*?(?:/>|></rect>)')
GROUP = re.compile(r"(<g(?: [^>]*)?>|</g>)")
EMPTY = re.compile(r"<(g|defs)(?: [^>]*)?(?:></\1>|/>)")


def tidy(svg: str, name: str) -> str:
    """Without the header, the fixed size and the random ids, so that two runs give the same bytes.

    Args:
        svg: as the browser drew it.
        name: of the drawing on its page; ids hold it.
    """
    svg = svg[svg.index("<svg") :]
    for count, uid in enumerate(dict.fromkeys(PATTERN.findall(svg))):
        svg = svg.replace(f"-{uid}", f"-t{count}")
    for uid in sorted(set(re.findall(r"(?:clip|topdefs-|defs-|legend)([0-9a-f]{6})", svg))):
        svg = svg.replace(uid, f"fig{name}")
    svg = LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}", DEFAULTS.sub("", UNUSED.sub("", svg)))
    svg = COLOUR.sub(lambda found: "#" + bytes(map(int, found.groups())).hex(), svg)
    fonts = set(FONT.findall(svg))
    if len(fonts) == 1:  # said once for the whole drawing
        svg = FONT.sub("", svg).replace("<svg", f'<svg font-family="{fonts.pop()}"', 1)
    svg = PIXELS.sub(r'="\1"', SHORT.sub(r"#\1\2\3", STYLE.sub(_attributes, svg)))
    return _seen(_usual(_usual(svg, "font-size"), "text-anchor"))


def _attributes(style: re.Match[str]) -> str:
    """A style of a drawing as attributes, which are shorter."""
    pairs = (part.split(": ", 1) for part in style[1].rstrip("; ").split("; "))
    return " ".join(f'{name}="{value}"' for name, value in pairs)


def _usual(svg: str, name: str) -> str:
    """Say what most texts of a drawing have in common once."""
    found = re.findall(rf'<text [^>]*?( {name}="[^"]*")', svg)
    if not found or len(found) != svg.count("<text "):
        return svg
    usual = max(sorted(set(found)), key=found.count)
    return re.sub(rf"(<text [^>]*?){usual}", r"\1", svg).replace("<svg", f"<svg{usual}", 1)


def _seen(svg: str) -> str:
    """Without what nobody can see, and without groups that say nothing."""
    svg = CLIP.sub(lambda clip: clip[0] if f"#{clip[1]})" in svg or f"#{clip[1]}')" in svg else "", svg)
    svg = NOUGHT.sub(r"\1", NOUGHT.sub(r"\1", NO_SHIFT.sub("", FULL.sub("", svg))))
    svg = NO_AREA.sub("", NO_LINE.sub("", svg))
    pieces, bare = [], []
    for piece in GROUP.split(svg):
        if piece.startswith("<g") and not piece.endswith("/>"):
            bare.append(piece == "<g>")
        if not ((piece == "<g>") or (piece == "</g>" and bare.pop())):
            pieces.append(piece)
    svg = "".join(pieces)
    while (shorter := EMPTY.sub("", svg)) != svg:
        svg = shorter
    return re.sub(r'(<svg[^>]*?) width="[\d.]+" height="[\d.]+"', r"\1", svg, count=1)
