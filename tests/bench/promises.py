"""What is promised, and whether a measurement keeps it."""

from __future__ import annotations

from dataclasses import dataclass

from .figures import Figures, ratio


@dataclass(frozen=True)
class Promise:
    """One line of the table.

    Attributes:
        id: what the measuring functions call it.
        what: the same in words.
        stock: what it is held against; "" where there is nothing to hold it against.
        limit: the promised bound; None where only the figure is told.
        on: "figure" for our own median; "slower" for how many times the stock way we take; "faster" for how many times
            as long the stock way takes.
        least: the limit is the least that is promised, and not the most.
    """

    id: str
    what: str
    stock: str = ""
    limit: float | None = None
    on: str = "figure"
    least: bool = False


FRAME = 16  # ms, one frame of a screen
KERNEL = "ipywidgets through the kernel"
HTML = "nbconvert --to html"
PROMISES = (
    Promise("lab_idle", "click to answer in JupyterLab", KERNEL, FRAME),
    Promise("lab_idle_painted", "the same, until it is painted", KERNEL),
    Promise("lab_busy", "while a cell runs sleep(3), widgets in a subshell", KERNEL, FRAME),
    Promise("lab_busy_painted", "the same, until it is painted", KERNEL),
    Promise("lab_busy_queued", "while a cell runs sleep(3), kernel without subshells", KERNEL, FRAME),
    Promise("lab_busy_queued_painted", "the same, until it is painted", KERNEL),
    Promise("handout_click", "click to answer in a handout, offline", limit=FRAME),
    Promise("handout_click_painted", "the same, until it is painted"),
    Promise("handout_bytes", "size of 03_warning_signs", HTML, 150),
    Promise("handout_ready", "it is ready, opened offline (stock: loaded)", HTML, 300),
    Promise("handout_requests", "requests to a network", HTML, 0),
    Promise("handout_controls", "controls that do something offline", HTML, 1, least=True),
    Promise("largest_page", "largest page but 05_nutrition", limit=150),
    Promise("nutrition_page", "size of 05_nutrition", limit=250),
    Promise("section_deck", "size of a section deck", limit=150),
    Promise("section_deck_ready", "it is ready", limit=300),
    Promise("class_deck", "size of a class deck a section, beyond its 60 kB", limit=60),
    Promise("class_deck_ready", "an evening of three sections is ready", limit=300),
    Promise("class_deck_ready_all", "the deck of all sections is ready", limit=300),
    Promise("all_handouts", "all handouts with charts, a fresh kernel each", "one nbconvert --execute --to html", 1.5,
            "faster", least=True),
    Promise("rebuilt", "pages made anew where nothing changed", limit=0),
    Promise("run_all", "all cells of a notebook, fresh kernel", "imports of pandas, plotly, ipywidgets", 1.5, "slower"),
    Promise("run_each", "… of each notebook, run once", "the same imports"),
    Promise("memory", "memory of a kernel with the widgets of a notebook", "a stock checkbox a sign, and HTML"),
    Promise("all_class", "make class: slides, handout, card, index", "nbconvert --execute to slides and to html", 1.5,
            "faster", least=True),
    Promise("set_up_pip", "set-up of a fresh environment with pip"),
    Promise("set_up_uv", "… with uv"),
    Promise("start", "import kb; kb.load()", "import pandas", 1.25, "slower"),
    Promise("foods_1", "food finder, keystroke to rows: the shipped foods"),
    Promise("foods_10", "… the foods 10 times"),
    Promise("foods_50", "… the foods 50 times", limit=FRAME),
    Promise("foods_rows", "rows that it draws at most, of the foods 50 times", limit=60),
    Promise("causes_1", "cause table, keystroke to rows: the shipped causes"),
    Promise("causes_10", "… the causes 10 times"),
    Promise("causes_50", "… the causes 50 times"),
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What the runs gave for a promise.

    Attributes:
        id: the promise.
        ours: our figures; None where there was nothing to measure, for the reason in `note`.
        stock: the same job the stock way, in the same run.
        note: what a reader of the figure should know.
    """

    id: str
    ours: Figures | None = None
    stock: Figures | None = None
    note: str = ""


def compared(promise: Promise, measured: Measured) -> Figures | None:
    """The ratio of a line, in the direction of its promise; else how many times as long the stock way takes."""
    if measured.ours is None or measured.stock is None:
        return None
    one, other = measured.stock, measured.ours
    if promise.on == "slower":
        one, other = other, one
    return ratio(one, other) if all(other.values) and all(one.values) else None


def kept(promise: Promise, measured: Measured) -> bool | None:
    """Is the promise kept? None where nothing is promised or nothing could be measured."""
    found = measured.ours if promise.on == "figure" else compared(promise, measured)
    if promise.limit is None or found is None:
        return None
    return found.median >= promise.limit if promise.least else found.median <= promise.limit


def bound(promise: Promise, unit: str) -> str:
    """The promise as a few words."""
    if promise.limit is None:
        return ""
    unit = unit if promise.on == "figure" else f"times {'faster' if promise.on == 'faster' else 'the stock way'}"
    return f"at {'least' if promise.least else 'most'} {promise.limit:g}{' ' if unit else ''}{unit}"
