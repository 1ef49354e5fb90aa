"""A Chromium for the measurements, and the script that takes the time of a click."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.conftest import BROWSERS, FLAGS, HOW_TO_GET_ONE

from .figures import Figures

# From the click until the answer says these words and is laid out, and until that frame is painted.
CLICK = """([box, answer, words]) => new Promise((done, failed) => {
  const late = setTimeout(() => failed(Error(`no answer in 20 s: ${words}`)), 20_000);
  const look = () => {
    if (!answer.textContent.includes(words)) return;
    answer.getBoundingClientRect();
    const laid = performance.now() - start;
    watch.disconnect();
    clearTimeout(late);
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done({ laid, painted: performance.now() - start });
      port2.postMessage(0);
    });
  };
  const watch = new MutationObserver(look);
  watch.observe(answer, { childList: true, subtree: true, characterData: true });
  const start = performance.now();
  box.click();
})"""
PAUSE = (120, 170)  # ms between two clicks; not always the same, since screens have a beat


@contextmanager
def chromium() -> Iterator[Any]:
    """One browser for all measurements.

    Raises:
        RuntimeError: where there is none, with how to get one.
    """
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = os.environ.get("WEEK_TWELVE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
        if not found and not os.path.exists(playwright.chromium.executable_path):  # noqa: PTH110
            raise RuntimeError(HOW_TO_GET_ONE)
        browser = playwright.chromium.launch(executable_path=found, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened(browser: Any, address: str, *, offline: bool = True) -> Iterator[tuple[Any, list[str]]]:
    """A page in a context of its own, and the addresses on a network that it asked for."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=offline)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    try:
        page.goto(address)
        yield page, asked
    finally:
        context.close()


def pause(page: Any) -> None:
    page.wait_for_timeout(random.uniform(*PAUSE))


def click(page: Any, box: Any, answer: Any, words: str) -> tuple[float, float]:
    """Milliseconds from a click until the answer with these words is laid out, and until it is painted."""
    pause(page)
    times = page.evaluate(CLICK, [box, answer, words])
    return times["laid"], times["painted"]


def both(times: list[tuple[float, float]]) -> tuple[Figures, Figures]:
    """The figures until laid out, and until painted."""
    laid, painted = zip(*times, strict=True)
    return Figures(tuple(laid)), Figures(tuple(painted))
