"""Small decks for the tests of the deck: cells with slide types, and a widget to press and to type in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from small_notebooks import COUNTER, code, text, write

from handouts.deck.exporter import DeckExporter

FORM = '''
import anywidget, traitlets

class Form(anywidget.AnyWidget):
    _esm = """
    function render({ el }) {
      const make = (type, label) => {
        const [row, field] = [document.createElement("label"), document.createElement("input")];
        field.type = type;
        row.append(label, field);
        return row;
      };
      el.append(make("checkbox", "Ticked"), make("text", "Written"), make("range", "Range"));
    }
    export default { render };
    """
    plain_html = traitlets.Unicode("<p>a form to fill in</p>").tag(sync=True)
'''
CURRENT = "section.slide.is-current"
LONG = "\n".join(f"{number}. A line that makes this slide far too long for any wall" for number in range(1, 60))
HEAD = "<dl><div><dt>Class</dt><dd>The Tuesday class</dd></div><div><dt>Date</dt><dd>&nbsp;</dd></div></dl>"


def at(cell: NotebookNode, kind: str, **more: Any) -> NotebookNode:
    """The cell with a slide type."""
    cell.metadata["slideshow"] = {"slide_type": kind, **more}
    return cell


def deck_cells() -> list[NotebookNode]:
    """Eight slides: title, form, steps, counter below it, long, links, notes only said, call card."""
    return [
        at(text("# A small class\n\nWelcome", "page-header"), "slide", minutes=2),
        at(text("HOW TO START", "remove-in-handout"), "skip"),
        at(code(f"{COUNTER}\n{FORM}\nready = 'SET UP'"), "skip"),
        at(code("Counter(name='unseen')"), "skip"),
        at(code(f"from IPython.display import HTML\nHTML('''{HEAD}''')", "page-header"), "skip"),
        at(text("## Fill in a form"), "slide", minutes=5),
        at(code("Form()"), "-"),
        at(text("<details><summary>More</summary>SAY THAT IT STAYS HERE</details>", "remove-in-handout"), "notes"),
        at(text("## Step by step"), "slide", minutes=3),
        at(text("FIRST STEP"), "fragment"),
        at(text("SECOND STEP"), "fragment"),
        at(text("ASK WHAT COMES NEXT"), "notes"),
        at(text("CARD: CALL", "page-footer"), "slide"),
        at(text("## Count\n\nBelow it"), "subslide"),
        at(code("print(ready)\nCounter()"), "-"),
        at(text(f"## Long\n\n```\n{LONG}\n```"), "slide"),
        at(text("## Links\n\n[next](next.ipynb#part), [here](#slide-5), [away](https://example.org/)"), "slide"),
        at(text("## Gone", "remove-in-handout"), "slide"),
        at(text("## The end"), "slide"),
    ]


def export_deck(file: Path, **traits: Any) -> str:
    """The deck of a notebook file, as text."""
    page, _ = DeckExporter(**traits).from_filename(str(file))
    return page


def deck_file(folder: Path, cells: Sequence[NotebookNode], **traits: Any) -> Path:
    """The deck of a notebook with these cells, as a file."""
    file = folder / "small.deck.html"
    file.write_text(export_deck(write(folder, *cells), **traits), encoding="utf-8")
    return file


def place(page: Any) -> int:
    """The number of the slide that is shown."""
    return int(page.locator(CURRENT).get_attribute("id").removeprefix("slide-"))


def press(page: Any, *keys: str) -> int:
    """Press keys; the number of the slide that is then shown."""
    for key in keys:
        page.keyboard.press(key)
    return place(page)
