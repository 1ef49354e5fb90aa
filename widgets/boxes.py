"""What the running notebook is told: stock boxes keep the plain form of what they hold, faults of tables are words.

An ipywidgets VBox or HBox has no HTML of its own, so stock nbconvert would print its name and drop the content. And
whoever runs a cell over tables or settings with a fault reads what to mend, not where in the code it was found.
"""

from __future__ import annotations

from typing import Any

import ipywidgets
from IPython.core.getipython import get_ipython

from kb import TableError
from kb.classroom import ClassroomError
from widgets.base import LiveWidget


def plain(widget: Any) -> str:
    """The plain form of a widget, with its styles; of a box, those of its children in order."""
    if isinstance(widget, LiveWidget):
        return widget.styled_plain()
    if isinstance(widget, ipywidgets.Box):
        return "".join(plain(child) for child in widget.children)
    return ""


def box_bundle(box: ipywidgets.Box, include: Any = None, exclude: Any = None) -> Any:
    """What a box shows: its live view and, where it holds views of ours, their plain forms as HTML."""
    bundle = box._repr_mimebundle_(include=include, exclude=exclude)
    html = plain(box)
    return {**bundle, "text/html": html} if html and bundle else bundle


def words_alone(shell: Any, kind: type, error: BaseException, *_: Any, **__: Any) -> None:
    """Show an error as its own words, without the lines of code that it went through."""
    shell._showtraceback(kind, error, [str(error)])


def register() -> None:
    """Tell the running notebook; elsewhere nothing happens."""
    shell = get_ipython()
    if shell and shell.display_formatter:
        shell.display_formatter.mimebundle_formatter.for_type(ipywidgets.Box, box_bundle)
        shell.set_custom_exc((TableError, ClassroomError), words_alone)  # type: ignore[no-untyped-call]
