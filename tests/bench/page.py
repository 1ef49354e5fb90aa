"""The handout of 03_warning_signs, opened from the disk without network, against stock nbconvert's page of it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import kb
from tests.conftest import ROOT

from .browser import both, click, opened
from .clicks import CARD, some_symptoms
from .figures import Figures
from .promises import Measured

NOTEBOOK = ROOT / "notebooks" / "03_warning_signs.ipynb"
LOADED = "() => performance.getEntriesByType('navigation')[0].loadEventEnd"
READY = "() => Number(document.documentElement.dataset.ready)"
# How many controls change what the page says or shows, each tried from the same start and put back.
ALIVE = """async () => {
  const settled = () => new Promise((done) => setTimeout(done, 20));
  const shown = () => document.body.innerText + document.querySelectorAll("[hidden]").length;
  document.querySelectorAll("details").forEach((part) => (part.open = true));
  let alive = 0;
  for (const control of document.querySelectorAll("input:enabled, select:enabled, textarea:enabled")) {
    const before = shown();
    const isBox = control.type === "checkbox" || control.type === "radio";
    const put = (value) => {
      if (isBox) return control.click();
      control.value = value;
      for (const name of ["input", "change"]) control.dispatchEvent(new Event(name, { bubbles: true }));
    };
    put(control.options?.[control.options.length - 1].value ?? "b");
    await settled();
    alive += Number(shown() !== before);
    put("");
    await settled();
  }
  return alive;
}"""


def convert(kind: str, folder: Path, *more: str) -> Path:
    """The page that nbconvert makes of the notebook."""
    options = ["--to", kind, *more, "--output-dir", str(folder)]
    command = [sys.executable, "-m", "jupyter", "nbconvert", *options, str(NOTEBOOK)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{NOTEBOOK.stem}.html"


def opening(browser: Any, page: Path, ready: str, runs: int) -> tuple[Figures, Figures]:
    """Milliseconds until it is there, and how many addresses it asks a network for."""
    times, requests = [], []
    for _ in range(runs + 1):  # the first warms the browser and the disk
        with opened(browser, page.as_uri()) as (view, asked):
            view.wait_for_selector("html[data-ready]" if ready == READY else "body", state="attached")
            times.append(view.evaluate(ready))
            requests.append(len(asked))
    return Figures(tuple(times[1:])), Figures(tuple(requests[1:]), "")


def controls(browser: Any, page: Path) -> Figures:
    """How many controls do something, counted once."""
    with opened(browser, page.as_uri()) as (view, _):
        view.wait_for_timeout(500)
        return Figures((view.evaluate(ALIVE),), "")


def handout_clicks(browser: Any, page: Path, runs: int) -> list[Measured]:
    """Ticks in the handout, each from an empty card."""
    base = kb.load()
    times = []
    with opened(browser, page.as_uri()) as (view, _):
        view.wait_for_selector("html[data-ready]")
        view.evaluate("document.querySelectorAll('.wk-group').forEach(group => group.open = true)")
        card = view.locator(CARD).element_handle()
        for symptom in (some_symptoms(base) * runs)[: runs + 1]:
            words = base.rows["symptoms"][symptom]["text"]
            box = view.get_by_role("checkbox", name=words, exact=True).element_handle()
            times.append(click(view, box, card, words))
            click(view, box, card, base.text("none_word"))
    laid, painted = both(times[1:])
    return [Measured("handout_click", laid), Measured("handout_click_painted", painted)]


def handout(browser: Any, runs: int) -> list[Measured]:
    """Size, start, requests, live controls and answers of the handout."""
    with tempfile.TemporaryDirectory() as folder:
        ours, stock = convert("handout", Path(folder, "ours")), convert("html", Path(folder, "stock"), "--execute")
        ready, requests = opening(browser, ours, READY, runs)
        loaded, stock_requests = opening(browser, stock, LOADED, runs)
        sizes = [Figures((page.stat().st_size / 1000,), "kB") for page in (ours, stock)]
        return [
            *handout_clicks(browser, ours, runs),
            Measured("handout_bytes", sizes[0], sizes[1]),
            Measured("handout_ready", ready, loaded),
            Measured("handout_requests", requests, stock_requests),
            Measured("handout_controls", controls(browser, ours), controls(browser, stock)),
        ]
