"""What every display of the class has in common: its files, its plain form, its theme.

A live widget is one Python class, one `static/<name>.js` and one `static/<name>.css`. Its state is traits only, the
browser decides, and `plain_html` is the same content for paper, for a page without scripts and for stock nbconvert.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import jinja2
import traitlets

from kb import KnowledgeBase

STATIC = Path(__file__).parent / "static"
JS_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";$', re.MULTILINE)
CSS_IMPORT = re.compile(r'@import "\./(\w+)\.css";')
CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
JS_COMMENT = re.compile(
    r"^[ \t]*(?://.*|/\*\*(?:(?!\*/)[\s\S])*\*/[ \t]*)\n|/\*\* @type \{[^*\n]*\*/ ?| +// [^\n\"'`]*$", re.MULTILINE
)
INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
IN_FRAME = 'import { framed } from "./frame.js";\n'
JS_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)


@cache
def read_static(name: str) -> str:
    """The text of a file in static/."""
    return (STATIC / name).read_text(encoding="utf-8")


def _scopes(text: str, done: dict[str, str]) -> str:
    """The text of a module with its imports turned into constants; `done` collects the files it needs."""
    text = INDENT.sub("", JS_COMMENT.sub("", text))
    for _, needed in JS_IMPORT.findall(text):
        if needed not in done:
            inner = _scopes(read_static(f"{needed}.js"), done)
            exported = ", ".join(JS_EXPORT.findall(inner))
            done[needed] = (
                f"const {needed}_js = (() => {{\n{JS_EXPORT.sub('', inner)}\nreturn {{ {exported} }};\n}})();\n"
            )
    return JS_IMPORT.sub(lambda found: f"const {{{found[1]}}} = {found[2]}_js;", text)


@cache
def module(name: str) -> str:
    """The ES module of a widget in its frame, with all that it imports from its folder: it cannot import relatively.

    Comments that fill whole lines or name a type are left out, and the indent, since every page carries the module.
    What all modules have stands first, so that a page can find it.
    """
    done: dict[str, str] = {}
    text = _scopes(IN_FRAME + read_static(f"{name}.js"), done)
    head, _, widget = text.rpartition("export default ")
    framed = f"export default framed({widget.strip().removesuffix(';')}, import.meta.url);\n"
    return "".join(done.values()) + head + framed


@cache
def style(name: str) -> str:
    """A style sheet of static/ with those that it imports, without comments and needless spaces."""
    text = CSS_COMMENT.sub("", read_static(f"{name}.css"))
    text = CSS_IMPORT.sub(lambda found: style(found[1]), text)
    return re.sub(r"\s*([{};>])\s*|([:,]) ", r"\1\2", re.sub(r"\s+", " ", text)).strip().replace(";}", "}")


@cache
def icons() -> dict[str, list[str]]:
    """Drawings by name, each a list of SVG paths in a 24 by 24 box."""
    drawings: dict[str, list[str]] = json.loads(read_static("icons.json"))
    return drawings


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(Path(__file__).parent / "templates")
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.globals["icons"] = icons()
    return environment


def render(template: str, **values: Any) -> str:
    """HTML of a template in templates/; whatever the values hold becomes text, never markup."""
    html = _templates().get_template(template).render(**values)
    base = values.get("base")
    if base is not None and base.direction == "rtl":
        html = html.replace(f'lang="{base.language}"', f'lang="{base.language}" dir="rtl"', 1)
    return html


def styled(html: str, *names: str) -> str:
    """The HTML with the styles that it needs, for an output that stands alone."""
    sheets = "".join(f"<style>{style(name)}</style>" for name in ("theme", *names))
    return sheets + html


def known_ids(base: KnowledgeBase, table: str, ids: Iterable[str], what: str) -> list[str]:
    """The ids, each once, in their order.

    Raises:
        ValueError: for an id that the table does not have, naming those that it has.
    """
    known = base.rows[table]
    for name in ids:
        if name not in known:
            raise ValueError(f"unknown {what} “{name}”. Allowed: {', '.join(known)}.")
    return list(dict.fromkeys(ids))


class StaticDisplay:
    """A display that needs no script: the same in JupyterLab, in a handout and on paper.

    Attributes:
        html: the content, complete and escaped.
    """

    styles: ClassVar[tuple[str, ...]] = ("claims",)

    def __init__(self, html: str) -> None:
        self.html = html

    def _repr_html_(self) -> str:
        return styled(self.html, *self.styles)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class LiveWidget(anywidget.AnyWidget):
    """A live view. Subclasses name their files, set `_base` and then fill `plain_html`.

    Attributes:
        plain_html: the whole content as HTML that needs no script; what paper and stock exports show.
        failure_text: what stands above the plain form when the view fails.
        direction: "ltr", or "rtl" where the language is written from the right.
        glossary: the plain meaning of the medical words in the traits.
    """

    files: ClassVar[str] = ""
    plain_html = traitlets.Unicode("").tag(sync=True)
    failure_text = traitlets.Unicode("").tag(sync=True)
    direction = traitlets.Unicode("ltr").tag(sync=True)
    glossary = traitlets.Dict().tag(sync=True)

    _base: KnowledgeBase

    def __init__(self, **values: Any) -> None:
        from widgets.glossary import words_of  # it renders with this module

        shown = {name: value for name, value in values.items() if name != "plain_html"}
        words = words_of(self._base, shown)
        around = {"failure_text": self._base.text("failed"), "direction": self._base.direction, "glossary": words}
        self._read_files()
        super().__init__(**values, **around)

    @classmethod
    def _read_files(cls) -> None:
        """Once for each kind that is shown, since no notebook shows all of them."""
        kind: Any = next(one for one in cls.__mro__ if "files" in one.__dict__)
        if cls.files and "_esm" not in kind.__dict__:
            kind._esm = module(cls.files)
            kind._css = f"{style('theme')}\n{style(cls.files)}"

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle
        return {**data, "text/html": self.styled_plain()}, metadata

    def styled_plain(self) -> str:
        """The plain form with its styles, for an output that stands alone."""
        return styled(self.plain_html, self.files)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"
