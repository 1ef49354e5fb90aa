"""The frame of every page: its policy, its styles, and all that only scripts need, packed into one block.

A page is read as it stands, also without scripts. So what readers see stands open: the text, and the styles that apply
to it. The host, widgets, their styles and the engine of a deck are packed, which is a third of the size; `unpack.js` is
what unpacks them.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from handouts.repeats import parts
from handouts.styles import needed, tight
from handouts.words import words

HERE = Path(__file__).parent
COMMENT_OR_INDENT = re.compile(r"^[ \t]*(//[^\n]*\n)?", re.MULTILINE)
CODE = ("modules", "shared", "host")  # packed beside its like, which takes less room
NO_START_OF_A_TAG = bytes.maketrans(b"<", b"/")  # the alphabet of b85 has no slash


@cache
def script(name: str) -> str:
    """A script of the page, without the comments that fill whole lines and the indent."""
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


def policy(*scripts: str) -> str:
    """The Content-Security-Policy: only these very scripts and the modules they make; nothing from any network."""
    if not scripts:
        return "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline'"
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in digests)
    return (
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
    state = live | {"host": script("host.js"), "style": parts(style, plain)}
    state = dict(sorted(state.items(), key=lambda part: part[0] not in CODE))
    return template(name).render(
        **values,
        words=words(),
        policy=policy(unpack),
        style=Markup(plain),  # noqa: S704
        state=Markup(packed(state)),  # noqa: S704  no tag can start in it
        unpack=Markup(unpack),  # noqa: S704  our own file
    )


def packed(value: Any) -> str:
    """A JSON value as a text that is safe inside a script element: gzip in base 85, with / for <."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b85encode(gzip.compress(text, mtime=0)).translate(NO_START_OF_A_TAG).decode()
