"""One search over the whole class, in lay words: where it stands, and first of all whether it is a warning sign."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, search
from kb.classroom import Classroom
from kb.entries import KINDS, Entry, entries
from kb.schema_foods import DANGERS
from kb.schema_sections import STANCES
from kb.sign_words import calm_words, sign_terms
from widgets.base import LiveWidget, icons, render
from widgets.knowledge import columns, phones, search_words

MARKS = dict(zip(STANCES, ("tick", "plus", "fork", "question"), strict=True))
SAFETY = ("avoid", "avoid_unless_cooked", "limit", "care")
WORDS = (
    "clear", "count", "count_one", "go", "guard_go", "hint", "intro", "label", "list", "none", "none_do", "searched",
    "show_more",
)  # fmt: skip
GUARD_WORDS = ("guard", "guard_do", "guard_signs")
INDEXED = ("cause", "term")  # kinds whose names are words to look up on paper


class Search(LiveWidget):
    """One field for sections, signs, questions, terms, causes, foods and statements. The browser decides.

    Args:
        base: the knowledge base.
        classroom: the class's phone numbers, for words of a warning sign; ruled lines where None or empty.
        folder: where the notebooks lie; a section whose notebook is not there has no link.

    Attributes:
        entries: what can be found, as columns, in the order of `kb.entries`.
        signs: the warning signs and the words for them, as columns, most urgent first.
        addresses: the address of the notebook of each section, by its id.
        search: what is looked for. May be set; all views follow.
    """

    files = "search"
    knowledge = traitlets.Dict().tag(sync=True)
    entries = traitlets.Dict().tag(sync=True)
    signs = traitlets.Dict().tag(sync=True)
    addresses = traitlets.Dict().tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)

    def __init__(self, base: KnowledgeBase, *, classroom: Classroom | None = None, folder: str | Path = ".") -> None:
        self._base = base
        addresses = _addresses(base, Path(folder))
        super().__init__(
            knowledge=_knowledge(base, classroom or Classroom()),
            entries=_columns(base),
            signs=columns(sign_terms(base), ("id", "text", "level", "terms")),
            addresses=addresses,
            plain_html=render("search.html", base=base, letters=_by_letter(base), addresses=addresses),
        )

    @property
    def found(self) -> pd.DataFrame:
        """What the search finds, as `kb.search` says it."""
        return search(self._base, self.search)


def _addresses(base: KnowledgeBase, folder: Path) -> dict[str, str]:
    names = {key: f"{row['notebook']}.ipynb" for key, row in base.rows["sections"].items()}
    return {key: name for key, name in names.items() if (folder / name).exists()}


def _columns(base: KnowledgeBase) -> dict[str, Any]:
    """The entries as columns: a text that stands often once, kinds, sections and marks as numbers into `names`."""
    rows = entries(base)
    texts = list(dict.fromkeys(row.text for row in rows))
    names = list(dict.fromkeys(name for row in rows for name in (row.kind, row.section, row.mark)))
    return {
        "names": names,
        "texts": texts,
        "id": [row.id for row in rows],
        "title": [row.title for row in rows],
        "words": [" ".join(row.words) for row in rows],
        "text": [texts.index(row.text) for row in rows],
        **{name: [names.index(getattr(row, name)) for row in rows] for name in ("kind", "section", "mark")},
    }


def _knowledge(base: KnowledgeBase, classroom: Classroom) -> dict[str, Any]:
    """Levels, sections, phone numbers, words and drawings, and what the search needs to know of words."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    drawings = {"search", "x", "no", "warn", *MARKS.values(), *(level["icon"] for level in levels)}
    words = {name: base.text(f"find_{name}") for name in WORDS} | {
        name: base.text(f"ask_{name}") for name in GUARD_WORDS
    }
    words |= {f"kind_{kind}": base.text(f"find_kind_{kind}") for kind in KINDS}
    words |= {f"safety_{word}": base.text(f"food_safety_{word}") for word in SAFETY}
    words |= {name: base.text(name) for name in ("call_anyway", "phone_blank", *(f"stance_{word}" for word in STANCES))}
    return {
        "levels": columns(levels, ("id", "rank", "word", "action", "icon")),
        "sections": columns(base.rows["sections"].values(), ("id", "number", "title")),
        "phones": phones(base, classroom),
        "marks": MARKS,
        "dangers": list(DANGERS),
        "search": search_words(base),
        "calm": " ".join(sorted(calm_words(base))),
        "text": words,
        "icons": {name: icons()[name] for name in sorted(drawings)},
        "language": base.language,
    }


def _by_letter(base: KnowledgeBase) -> list[tuple[str, list[tuple[str, list[Mapping[str, Any]]]]]]:
    """The index for paper: under each letter words with the sections where they stand, in the order of the class."""
    places: dict[str, tuple[str, set[str]]] = {}
    for entry in entries(base):
        for word in _looked_up(entry):
            if entry.section:
                places.setdefault(word.lower(), (word, set()))[1].add(entry.section)
    sections = sorted(base.rows["sections"].values(), key=lambda row: row["number"])
    letters: dict[str, list[tuple[str, list[Mapping[str, Any]]]]] = {}
    for key, (word, used) in sorted(places.items()):
        letters.setdefault(key[0].upper(), []).append((word, [row for row in sections if row["id"] in used]))
    return list(letters.items())


def _looked_up(entry: Entry) -> tuple[str, ...]:
    """The words under which an entry stands in the index."""
    if entry.kind == "section":
        return tuple(word[0].upper() + word[1:] for word in entry.words)
    return (entry.title.partition(" (")[0],) if entry.kind in INDEXED else ()
