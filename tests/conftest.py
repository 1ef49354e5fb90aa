"""What the tests share: the knowledge base, one browser, the built handouts."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # as pytest does; `python -m tests.bench` needs the neighbours too

from planted import plant
from speed import on_the_machine

import kb
import widgets

SOMEBODY_S = tempfile.TemporaryDirectory(prefix="week-twelve-")  # no test touches what is kept on this machine
os.environ["WEEK_TWELVE_DATA"] = SOMEBODY_S.name
plant(Path(SOMEBODY_S.name))  # so that whatever gets out of the folder of a person is found
ROOT = Path(__file__).parent.parent
NOWHERE = "http://class.test"  # no such host: the page takes every file from the disk
DATA = Path(__file__).parent / "data"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--disable-quic")  # fmt: skip
HOW_TO_GET_ONE = (
    "No Chromium was found, so the browser tests cannot run. Install it (Debian: apt install chromium; elsewhere:"
    " python -m playwright install chromium), or set WEEK_TWELVE_CHROMIUM to its path."
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Every test lets those that take times have the machine alone."""
    with on_the_machine():
        return (yield)


@pytest.fixture(scope="session")
def base() -> kb.KnowledgeBase:
    return kb.load()


@dataclass
class Visit:
    """A page that is open, with what it asked for and what it complained about."""

    page: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def _executable(playwright: Any) -> str:
    named = os.environ.get("WEEK_TWELVE_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found and Path(playwright.chromium.executable_path).exists():
        found = playwright.chromium.executable_path
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(HOW_TO_GET_ONE)
    return found


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for all tests of a worker."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_executable(playwright), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def visit(browser: Any) -> Callable[..., Any]:
    """`with visit(address, width=390, dark=True, scripts=False) as visit:` opens a page.

    Pages that are offline share a context with those that look the same, since to make one takes as long as a page.
    `alone=True` is for a page that changes its context, for example its clock.
    """
    contexts: dict[tuple[Any, ...], Any] = {}

    @contextmanager
    def opened(
        address: str,
        *,
        width: int = 1280,
        dark: bool = False,
        scripts: bool = True,
        offline: bool = True,
        alone: bool = False,
        **more: Any,
    ) -> Iterator[Visit]:
        shared = offline and not alone
        key = (width, dark, scripts, *sorted(more.items()))
        context = contexts.get(key) if shared else None
        if context is None:
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if dark else "light",
                java_script_enabled=scripts,
                offline=offline,
                **more,
            )
        if shared:
            contexts[key] = context
        visit = Visit(context.new_page())
        visit.page.on("request", lambda request: visit.requests.append(request.url))
        visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
        visit.page.on(
            "console",
            lambda message: visit.errors.append(message.text) if message.type in ("error", "warning") else None,
        )
        visit.page.goto(address)
        try:
            yield visit
        finally:
            visit.page.close() if shared else context.close()

    return opened


@pytest.fixture(scope="session")
def real_files(visit: Callable[..., Any]) -> Callable[..., Any]:
    """`with real_files("theme", "cause_table") as page:` is a blank page that can import the files of static/."""

    @contextmanager
    def opened(*styles: str, **how: Any) -> Iterator[Any]:
        sheets = "".join(f"<style>{widgets.base.style(name)}</style>" for name in styles)

        def serve(route: Any) -> None:
            name = route.request.url.removeprefix(f"{NOWHERE}/")
            if name.endswith(".js"):
                route.fulfill(path=widgets.base.STATIC / name, content_type="text/javascript")
            else:
                route.fulfill(body=f"<!doctype html><title>Files</title>{sheets}", content_type="text/html")

        with visit("about:blank", offline=False, **how) as found:
            found.page.route("**/*", serve)
            found.page.goto(f"{NOWHERE}/")
            yield found.page
            assert found.errors == []

    return opened


@pytest.fixture(scope="session")
def presented(visit: Callable[..., Any]) -> Callable[..., Any]:
    """`with presented(file, slide=2, before="a script") as opened:` a deck on the wall, clean and quiet to the end."""

    @contextmanager
    def opened(file: Path, *, slide: int = 1, before: str = "", **how: Any) -> Iterator[Any]:
        with visit("about:blank", **how) as found:
            found.page.set_viewport_size({"width": how.get("width", 1280), "height": 720})
            found.page.add_init_script(before)
            found.page.goto(f"{file.as_uri()}#slide-{slide}")
            found.page.wait_for_selector("html[data-ready]", state="attached")
            yield found
            outside = [url for url in found.requests if not url.startswith(("blob:", "about:", file.as_uri()))]
            assert outside == []
            assert found.errors == []

    return opened


@pytest.fixture(scope="session")
def handouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All notebooks as handouts, made once for all workers: the first that asks makes them, the others wait."""
    import nbformat

    from handouts.building import build
    from handouts.parts import ran
    from handouts.running.execution import each_once

    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent
    target, made, failed = (shared / name for name in ("handouts", "handouts.made", "handouts.failed"))
    try:
        target.mkdir()
    except FileExistsError:
        while not made.exists() and not failed.exists():
            time.sleep(0.2)
        assert made.exists(), failed.read_text(encoding="utf-8")
        return target
    try:
        files = sorted((ROOT / "notebooks").glob("*.ipynb"))
        with each_once():
            faults = build(files, target)
            assert faults == []
            for file in files:
                nbformat.write(ran(file), shared / file.name)
    except BaseException as error:
        failed.write_text(f"another worker could not build the handouts: {error}", encoding="utf-8")
        raise
    made.touch()
    return target


@pytest.fixture(scope="session")
def executed(handouts: Path) -> dict[str, Any]:
    """Every notebook as it was run for its handout, by name."""
    import nbformat

    return {file.stem: nbformat.read(file, 4) for file in sorted(handouts.parent.glob("*.ipynb"))}
