"""The browser that draws charts: one for all pages of a run, with an end to every wait.

kaleido's own server waits for ever when its browser is missing or has gone. Here a browser that has gone is started
once more; what is then still wrong is told in words, and the pages go on without their drawings.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, RLock, Thread
from typing import Any

from handouts.words import words

WIDTH, HEIGHT = 720, 420  # px, where a figure says nothing
SECONDS = 60.0  # for the start, and for a single chart
_lock = Lock()
_open = 0
_shared: Browser | None = None


class BrowserError(RuntimeError):
    """No chart can be drawn; the message says which program is wanted and what to do."""


@contextmanager
def one_browser() -> Iterator[Browser]:
    """The browser of all who are inside: it starts with the first figure, or when it is told to."""
    global _open, _shared  # noqa: PLW0603  the threads of one process share it
    with _lock:
        _open += 1
        browser = _shared = _shared or Browser()
    try:
        yield browser
    finally:
        with _lock:
            _open -= 1
            if not _open:
                _shared = None
                browser.close()


class Browser:
    """Draws plotly figures, for one thread at a time.

    Attributes:
        fault: why a chart was left out, in words; "" as long as none was.
    """

    def __init__(self) -> None:
        self.fault = ""
        self._never = ""  # why it does not start: nobody has to wait for that again
        self._one_at_a_time = RLock()
        self._drawn: dict[str, str] = {}
        self._kaleido: Any = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def start(self) -> None:
        """Start it, if it is not there yet.

        Raises:
            BrowserError: if there is none that starts; from then on at once.
        """
        with self._one_at_a_time:
            if self._never:
                raise BrowserError(self._never)
            if self._kaleido is None:
                try:
                    self._open()
                except Exception as error:
                    self._never = _told(error)
                    self._end()
                    raise BrowserError(self._never) from error

    def svg(self, figure: dict[str, Any]) -> str:
        """The drawing of a figure, made once however many pages show it.

        Args:
            figure: plotly's JSON values; width and height come from its layout.

        Raises:
            BrowserError: if there is no browser, or if it fails twice.
        """
        key = json.dumps(figure, sort_keys=True)
        with self._one_at_a_time:
            try:
                if key not in self._drawn:
                    self._drawn[key] = self._draw_or_try_again(figure)
            except BrowserError as error:
                self.fault = str(error)
                raise
            return self._drawn[key]

    def close(self) -> None:
        """End it."""
        with self._one_at_a_time:
            self._end()
            if self._loop:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    def _draw_or_try_again(self, figure: dict[str, Any]) -> str:
        self.start()
        try:
            return self._draw(figure)
        except Exception:  # the browser may have been ended from outside: another one gets a try
            self._end()
            self.start()
        try:
            return self._draw(figure)
        except Exception as error:
            self._end()
            raise BrowserError(_told(error)) from error

    def _open(self) -> None:
        import kaleido

        package = find_spec("plotly")
        script = Path(package.origin).parent / "package_data" / "plotly.min.js" if package and package.origin else None
        # mathjax and plotly.js from the disk, or not at all: a browser would fetch them otherwise
        self._wait(self._opened(kaleido.Kaleido, mathjax=False, plotlyjs=script, timeout=SECONDS))

    async def _opened(self, kind: Any, **traits: Any) -> None:
        self._kaleido = kind(**traits)
        await self._kaleido.open()

    def _draw(self, figure: dict[str, Any]) -> str:
        layout = figure.get("layout", {})
        size = {"format": "svg", "width": layout.get("width", WIDTH), "height": layout.get("height", HEIGHT)}
        drawn: bytes = self._wait(self._kaleido.calc_fig(figure, opts=size))
        return drawn.decode()

    def _end(self) -> None:
        if self._kaleido is not None:
            with suppress(Exception):  # it may be gone already
                self._wait(self._kaleido.close(), 10)
            self._kaleido = None

    def _wait(self, task: Coroutine[Any, Any, Any], seconds: float = SECONDS) -> Any:
        """Let the task be done in the thread that the browser belongs to."""
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            Thread(target=self._loop.run_forever, daemon=True).start()
        return asyncio.run_coroutine_threadsafe(task, self._loop).result(seconds)


def _told(error: Exception) -> str:
    """What went wrong, and what to do, in words."""
    missing = type(error).__name__ == "ChromeNotFoundError"
    reason = str(error.args[0] if error.args else type(error).__name__).partition("\n")[0].rstrip(". ")
    return words()["chart_no_browser" if missing else "chart_failed"].format(reason=reason)
