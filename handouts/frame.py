"""The frame of every page: its policy, its styles, and all that only scripts need, packed into one block.

A page is read as it stands, also without scripts. So what readers see stands open: the text, and the styles that apply
to it. The host, widgets, their styles and the engine of a deck are packed, which is a third of the size; `unpack.js` is
what unpacks them.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from handouts.repeats import text_of, told_once
from handouts.styles import needed, tight
from handouts.words import words

HERE = Path(__file__).parent
COMMENT_OR_INDENT = re.compile(r"^[ \t]*((//[^\n]*)?\n)?| +// [^\n\"'`]*$", re.MULTILINE)
LETTERS = [chr(code) for code in range(35, 127) if chr(code) != "<"]  # so that no tag can start
PAIRS = [one + two for two in LETTERS for one in LETTERS]


@cache
def script(name: str) -> str:
    """A script of the page, without comments and indent."""
    return COMMENT_OR_INDENT.sub("", (HERE / name).read_text(encoding="utf-8"))


@cache
def page_style(*names: str) -> Markup:
    """The styles of the frame: page.css, and further sheets of templates/."""
    sheets = ((HERE / "templates" / name).read_text(encoding="utf-8") for name in ("page.css", *names))
    return Markup(tight("".join(sheets)))  # noqa: S704  our own files


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(HERE / "templates")
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def template(name: str) -> jinja2.Template:
    """A page of templates/; what its values hold becomes text, never markup, unless it is marked as made safe."""
    return _environment().get_template(name)


def policy(*scripts: str) -> Markup:
    """The Content-Security-Policy: these very scripts and the modules they make, nothing from any network."""
    if not scripts:
        return Markup("default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'")
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return Markup(  # noqa: S704  nothing but digests comes in
        "default-src 'none'; base-uri 'none'; form-action 'none'; connect-src 'none'; img-src data: blob:;"
        f" font-src data:; style-src 'unsafe-inline'; script-src blob: {allowed}"
    )


def framed(name: str, style: str, live: dict[str, Any], **values: Any) -> str:
    """A page with what brings it to life.

    Args:
        name: its template.
        style: all its styles, safe inside a style element.
        live: what only scripts need, as JSON values; the styles are added.
        values: of the template; those marked as safe are what readers see.
    """
    source, *_ = _environment().loader.get_source(_environment(), name)  # type: ignore[union-attr]
    seen = [source, "data-starting", *(str(value) for value in values.values() if isinstance(value, Markup))]
    unpack = script("unpack.js")
    plain = needed(style, " ".join(seen)).strip()
    whole = {"style": style, **live, "host": script("host.js")}
    whole["modules"] = whole.pop("modules", {})  # data side by side, and scripts: so gzip finds more

    def page(state: str) -> str:
        return template(name).render(
            **values,
            words=words(),
            policy=policy(unpack),
            style=Markup(plain),  # noqa: S704
            state=Markup(state),  # noqa: S704  no tag can start in it
            unpack=Markup(unpack),  # noqa: S704  our own file
        )

    open_part = page("").partition("<body>")[2].partition("<script")[0]
    return page(packed(whole, f"\n{plain}\n{text_of(open_part)}"))


def packed(value: Any, told: str = "") -> str:
    """A JSON value as a text that is safe inside a script element: gzip in base 91.

    Args:
        value: what is packed.
        told: what a browser can read before: what stands there too is told by its place, and a sum tells whether it is
            still the same. `unpack.js` has the other end.
    """
    before = told.encode()
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    pieces, skips, counts = told_once(text, before)
    head = json.dumps([len(before), zlib.adler32(before), len(text), skips, counts], separators=(",", ":")).encode()
    squeeze = zlib.compressobj(9, zlib.DEFLATED, 31, 5)  # 31: gzip; 5: short blocks, since data, styles and scripts mix
    return _in_letters(squeeze.compress(b"\n".join([head, *pieces])) + squeeze.flush())


def _in_letters(data: bytes) -> str:
    """Two letters for 13 bits, lowest first, and one for the last 6 or fewer: shorter than base 85."""
    letters = []
    for start in range(0, len(data), 13):
        part = data[start : start + 13]
        number, bits = int.from_bytes(part, "little"), 8 * len(part)
        while bits > 0:
            letters.append(PAIRS[number & 8191] if bits > 6 else LETTERS[number])
            number, bits = number >> 13, bits - 13
    return "".join(letters)
