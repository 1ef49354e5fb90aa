"""Click to answer in a real JupyterLab: our selector, and the same job in stock ipywidgets through the kernel."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import kb
from tests.lab_server import KERNEL, OpenNotebook, running_lab
from tests.small_notebooks import code, write

from .browser import both, click, opened, pause
from .promises import Measured

SYMPTOMS = ("fainting", "fever", "spotting", "dizzy", "belly_ache_mild", "back_ache_dull", "urine_often",
            "nausea_usual")  # fmt: skip
CARD = ".wk-sel__side"
NAME = "clicks.ipynb"
NO_SUBSHELLS = "jupyterlab_settings_dir/@jupyterlab/apputils-extension/kernels-settings.jupyterlab-settings"
SLEEP = f"""() => {{
  window.asleep = true;
  {KERNEL}.requestExecute({{ code: "import time; time.sleep(3)" }}).done.then(() => (window.asleep = false));
}}"""
OURS = "import kb\nfrom widgets import SymptomSelector\nbase = kb.load()\nselector = SymptomSelector(base)\nselector"
STOCK = """from html import escape
from ipywidgets import HTML, Checkbox, VBox

signs = {SYMPTOMS}
boxes = [Checkbox(description=base.rows["symptoms"][sign]["text"]) for sign in signs]
answer = HTML()

def say(change):
    found = kb.assess(base, [sign for sign, box in zip(signs, boxes) if box.value])
    level = base.rows["levels"][found.level]["word"] if found.level else base.text("none_word")
    signs_said = "".join(f"<li>{{escape(base.rows['symptoms'][sign]['text'])}}</li>" for sign in found.symptoms)
    answer.value = f"<b>{{escape(level)}}</b><ul>{{signs_said}}</ul>"

for box in boxes:
    box.observe(say, "value")
say(None)
VBox([*boxes, answer])"""


def some_symptoms(base: kb.KnowledgeBase) -> list[str]:
    """Eight symptoms with a box, of all levels."""
    shown = [key for key, row in base.rows["symptoms"].items() if row["group_id"]]
    return [*[key for key in SYMPTOMS if key in shown], *[key for key in shown if key not in SYMPTOMS]][:8]


class Views:
    """Our view and the stock one, side by side in the page of a Lab."""

    def __init__(self, page: Any, base: kb.KnowledgeBase, symptoms: Iterable[str]) -> None:
        self.page = page
        self.none = base.text("none_word")
        self.words = [base.rows["symptoms"][symptom]["text"] for symptom in symptoms]
        page.evaluate("document.querySelectorAll('.wk-group').forEach(group => group.open = true)")
        ours = [page.get_by_role("checkbox", name=words, exact=True).first for words in self.words]
        self.ours = [box.element_handle() for box in ours]
        self.stock = page.locator(".widget-checkbox input").element_handles()
        self.card = page.locator(CARD).element_handle()
        self.html = page.locator(".widget-html-content").last.element_handle()

    def tick(self, place: int) -> tuple[tuple[float, float], tuple[float, float]]:
        """The times of the same tick in both, which are empty before and after."""
        words = self.words[place]
        ours = click(self.page, self.ours[place], self.card, words)
        stock = click(self.page, self.stock[place], self.html, words)
        for box, answer in ((self.ours[place], self.card), (self.stock[place], self.html)):
            click(self.page, box, answer, self.none)
        return ours, stock


@contextmanager
def lab(browser: Any, base: kb.KnowledgeBase, *, subshells: bool = True) -> Iterator[Views]:
    """Both views in a Lab that has just been started and run."""
    symptoms = some_symptoms(base)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder / "notebooks", code(OURS), code(STOCK.format(SYMPTOMS=symptoms)), name=Path(NAME).stem)
        with running_lab(folder / "notebooks", folder / "settings") as address:
            if not subshells:
                (folder / "settings" / NO_SUBSHELLS).write_text('{"commsOverSubshells": "disabled"}', encoding="utf-8")
            with opened(browser, f"{address}/lab/tree/{NAME}?reset", offline=False) as (page, _):
                OpenNotebook(page).run_all(NAME)
                page.wait_for_selector(".widget-html-content", state="attached")
                views = Views(page, base, symptoms)
                views.tick(0)  # warm
                yield views


def busy(views: Views, run: int) -> Any:
    """The times of a tick while the kernel sleeps for three seconds.

    Raises:
        RuntimeError: if the kernel was free again before our answer was there.
    """
    pause(views.page)
    views.page.evaluate(SLEEP)
    views.page.wait_for_function(f"() => {KERNEL}.status === 'busy'")
    times = views.tick(run % len(views.words))
    if times[0][0] > 2000:
        raise RuntimeError("our answer took as long as the kernel was busy.")
    views.page.wait_for_function("() => !window.asleep")
    return times


def clicks(browser: Any, runs: int) -> list[Measured]:
    """Times in Lab: kernel idle, and while a cell runs sleep(3) with and without subshells for widgets."""
    base = kb.load()
    with lab(browser, base) as views:
        idle = [views.tick(run % len(views.words)) for run in range(runs)]
        sleeping = [busy(views, run) for run in range(runs)]
    with lab(browser, base, subshells=False) as views:
        waiting = [busy(views, run) for run in range(runs)]
    return [*_lines("lab_idle", idle), *_lines("lab_busy", sleeping), *_lines("lab_busy_queued", waiting)]


def _lines(name: str, times: list[Any]) -> list[Measured]:
    ours, stock = (both(list(column)) for column in zip(*times, strict=True))
    return [Measured(name, ours[0], stock[0]), Measured(f"{name}_painted", ours[1], stock[1])]
