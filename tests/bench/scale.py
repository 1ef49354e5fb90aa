"""Keystroke to rows on screen in the food finder and the cause table, with the shipped rows and many times as many."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import kb
from tests.small_notebooks import export, write_widget

from .browser import opened, pause
from .figures import Figures
from .promises import Measured

TIMES = (1, 10, 50)
TYPED = "milk"
PLAIN = "<p>the same on paper</p>"
# From a keystroke until the rows of the table are laid out.
KEYSTROKE = """([view, value]) => new Promise((done, failed) => {
  const field = view.querySelector("input[type=search]");
  const late = setTimeout(() => failed(Error(`no rows in 20 s: ${value}`)), 20_000);
  const watch = new MutationObserver((changes) => {
    if (!changes.some(({ target }) => target.closest?.("tbody"))) return;
    view.getBoundingClientRect();
    const laid = performance.now() - start;
    watch.disconnect();
    clearTimeout(late);
    done([laid, view.querySelectorAll("tbody tr").length]);
  });
  watch.observe(view, { childList: true, subtree: true });
  const start = performance.now();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def repeated(value: Any, times: int, rows: int) -> Any:
    """A trait of columns with each column so many times as long; what is no column stays."""
    if isinstance(value, dict):
        named = {key: repeated(column, times, rows) for key, column in value.items()}
        if isinstance(value.get("id"), list):
            named["id"] = [f"{key}_{time}" for time in range(times) for key in value["id"]]
        return named
    return value * times if isinstance(value, list | str) and len(value) == rows else value


def larger(widget: Any, times: int, *traits: str) -> dict[str, Any]:
    """The state of a widget with the columns of these traits repeated."""
    state = widget.get_state()
    rows = len(state[traits[0]]["id"])
    return {**state, "plain_html": PLAIN, **{name: repeated(state[name], times, rows) for name in traits}}


def keystrokes(browser: Any, page: Path, runs: int) -> tuple[Figures, Figures]:
    """Milliseconds of each keystroke of a word and of its taking away, and how many rows were drawn."""
    values = [*(TYPED[:end] for end in range(1, len(TYPED) + 1)), ""]
    found = []
    with opened(browser, page.as_uri()) as (view, _):
        view.wait_for_selector("html[data-ready]")
        root = view.locator(".wk").first.element_handle()
        for value in (values * runs)[: runs + 1]:
            pause(view)
            found.append(view.evaluate(KEYSTROKE, [root, value]))
    times, drawn = zip(*found[1:], strict=True)
    return Figures(tuple(times)), Figures(tuple(drawn), "")


def _widgets() -> Iterator[tuple[str, Any, tuple[str, ...]]]:
    """The widgets that are there, with the traits that hold rows."""
    import widgets

    base = kb.load()
    for name, kind, traits in (("foods", "FoodFinder", ("foods",)), ("causes", "CauseTable", ("causes", "links"))):
        yield name, getattr(widgets, kind)(base) if hasattr(widgets, kind) else None, traits


def scale(browser: Any, runs: int) -> list[Measured]:
    """Both widgets at every size."""
    measured: list[Measured] = []
    with tempfile.TemporaryDirectory() as temporary:
        for name, widget, traits in _widgets():
            drawn = None
            for times in TIMES if widget else ():
                page = Path(temporary, f"{name}_{times}.html")
                state = larger(widget, times, *traits)
                page.write_text(export(write_widget(Path(temporary), **state), execute=False), encoding="utf-8")
                figures, drawn = keystrokes(browser, page, runs)
                rows = len(state[traits[0]]["id"])
                measured.append(Measured(f"{name}_{times}", figures, note=f"{rows:,} rows"))
            if widget is None:
                measured += [Measured(f"{name}_{times}", note="the widget is not there yet") for times in TIMES]
            if name == "foods":
                most = Figures((max(drawn.values),), "") if drawn else None
                measured.append(Measured("foods_rows", most, note="" if most else "the widget is not there yet"))
    return measured
