"""How a widget takes back what a person left in it the last time.

Only where somebody sits at the notebook: a script, an export or any other run by a machine neither keeps anything nor
takes anything back, so nobody's ticks get into a page that is passed on.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

import traitlets
from IPython.core.getipython import get_ipython

from kb import KnowledgeBase
from widgets.base import LiveWidget
from widgets.store import Store, StoreError

UNFIT = (traitlets.TraitError, ValueError, TypeError, KeyError, AttributeError)


def kept_here() -> Store | None:
    """The person's store in a cell that somebody runs; None in a script, a test, an export.

    Programs that run notebooks tell the kernel that there is nobody to type an answer, and people's notebooks that
    there is.
    """
    try:
        request = get_ipython().kernel.get_parent("shell")["content"]  # type: ignore[union-attr]
    except (AttributeError, KeyError, TypeError):  # no kernel, or one of another kind
        return None
    return Store() if request.get("allow_stdin") else None


def entry_id(*names: str) -> str:
    """The id of an entry of which there is one for these names."""
    return uuid5(NAMESPACE_OID, "/".join(("week-twelve", *names))).hex


def opened(section: str) -> None:
    """Keep that a section was opened, once a day; a store that cannot be written stops no page."""
    if store := kept_here():
        with suppress(StoreError):
            store.append("section", {"section": section}, entry_id("section", section, date.today().isoformat()))


class Remembering(LiveWidget):
    """A live view that takes back what the person left in it.

    Attributes:
        kept: what the view says of it, {} where nothing is kept: `text`, the words for when Python does not answer,
            the names of the traits, and a `count` that goes up with each answer; and where something was taken back
            `empty`, the state without it, `was`, the state before it was emptied, or None, and the words for both.
    """

    kept = traitlets.Dict().tag(sync=True)

    def remember(self, base: KnowledgeBase, kind: str, name: str, traits: Sequence[str]) -> None:
        """Take back what was left in these traits, and keep them from now on, whenever one changes.

        Args:
            base: the knowledge base.
            kind: the kind of entry.
            name: which of the widgets of its kind it is; the last state of each name is what counts.
            traits: the names of the traits; as they are now, nothing is entered.
        """
        if store := kept_here():
            _Memory(self, base, store, (kind, name), traits)


class _Memory:
    """The state of one widget in the store."""

    def __init__(
        self, widget: Remembering, base: KnowledgeBase, store: Store, names: tuple[str, str], traits: Sequence[str]
    ) -> None:
        self._widget, self._base, self._store, self._traits = widget, base, store, traits
        self._kind, self._name = names
        self._id = entry_id(*names)
        self._empty = self._state()
        self._count = 0
        self._say(f"kept_{self._kind}")
        self._take_back()
        self._last = self._state()
        widget.observe(self._keep, names=list(traits))

    def _state(self) -> dict[str, Any]:
        return {name: getattr(self._widget, name) for name in self._traits}

    def _say(self, text: str, day: date | None = None) -> None:
        said = {"text": self._base.text(text).format(day=day and self._base.day(day)), "traits": list(self._traits)}
        said |= {name: self._base.text(f"kept_{name}") for name in ("silent", "to_empty", "emptied", "to_undo")}
        self._widget.kept = said | {"count": self._count} | ({"empty": self._empty, "was": None} if day else {})

    def _take_back(self) -> None:
        try:
            found = next((entry for entry in self._store.read(self._kind) if entry.id == self._id), None)
        except StoreError:
            return self._say("kept_failed")
        if found is None:
            return None
        left = found.data.get("state")
        if isinstance(left, dict):
            for name in self._traits:
                _fit(self._widget, name, left.get(name))
        if self._state() != self._empty:
            self._say(f"kept_{self._kind}_back", found.at.date())
        return None

    def _keep(self, _change: Any) -> None:
        state = self._state()
        self._count += 1
        try:
            if state != self._last:
                self._store.change(self._kind, {"name": self._name, "state": state}, self._id)
        except (StoreError, ValueError):
            return self._say("kept_failed")
        self._last = state
        if "empty" in self._widget.kept:
            self._widget.kept = {**self._widget.kept, "count": self._count}
            return None
        return self._say(f"kept_{self._kind}")


def _fit(widget: Remembering, name: str, value: Any) -> None:
    """Set a trait to what was kept; where that is not allowed any more, to as much of it as is."""
    with suppress(*UNFIT):
        setattr(widget, name, value)
        return
    for part in value if isinstance(value, list | dict) else ():
        with suppress(*UNFIT):
            now = getattr(widget, name)
            setattr(widget, name, {**now, part: value[part]} if isinstance(value, dict) else [*now, part])
