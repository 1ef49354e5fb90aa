"""Medical words open their plain meaning: where a text uses one first, it is a button, and no script is needed.

The meanings stand at the end of the same display, each hidden until its button is pressed; on paper, and in a browser
that cannot hide them, they are a short list. `static/frame.js` does the same in live views.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any

from kb import KnowledgeBase
from widgets.base import render

PIECE = re.compile(r"<[^>]*>|[^<]+")
TAG = re.compile(r"<(/?)(\w+)")
UNSEEN = frozenset(("how_to_tell", "other_words", "search", "signs", "sources"))  # or in labels, which hold no buttons
NO_BUTTON_IN = re.compile(
    r"<(?:a|button|caption|h\d|label|legend|summary|svg|th)\b|<[^>]*\bwk-soft\b"
)  # links, sources


@lru_cache(maxsize=4)
def forms(base: KnowledgeBase) -> Mapping[str, str]:
    """Id of the term by each way to write it, also for several. Capitals stay ("WHO" is not "who"), all else is small.

    Everyday words that stand beside a term (strings.csv, `words_everyday`) explain nothing and are left out.
    """
    everyday = {word.strip().lower() for word in base.text("words_everyday").split(";")}
    endings = ("", *base.text("words_endings").split())
    found: dict[str, str] = {}
    for row in base.rows["glossary"].values():
        names = [*re.split(r"[()]", row["term"]), *row["other_words"]]
        for name in (part.strip() for part in names):
            if name and name.lower() not in everyday:
                key = name if name.isupper() else name.lower()
                found |= {key + ending: row["id"] for ending in endings if key + ending not in found}
    return found


def _used(base: KnowledgeBase, text: str) -> dict[str, str]:
    """The forms that stand in a text, the longest first, so that "kidney infection" is found before "infection"."""
    low = text.lower()
    present = [form for form in forms(base) if form.lower() in low]
    return {form: forms(base)[form] for form in sorted(present, key=lambda form: (-len(form), form))}


def _pattern(found: Mapping[str, str]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, found))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def _term(found: Mapping[str, str], written: str) -> str | None:
    return found.get(written) or found.get(written.lower())


def terms(base: KnowledgeBase, text: str) -> list[str]:
    """The ids of all terms that a text uses, in the order of their first use."""
    found = _used(base, text)
    written = _pattern(found).findall(text) if found else []
    return list(dict.fromkeys(term for word in written if (term := _term(found, word))))


def explained(base: KnowledgeBase, html: str, name: str) -> str:
    """A display with a button at the first use of each medical word, and with the meanings at its end.

    Args:
        base: the knowledge base.
        html: the display: one element, its text escaped.
        name: what the ids of the meanings begin with; no other display of the page has it.
    """
    forms_here = {escape(form): term for form, term in _used(base, unescape(html)).items()}
    if not forms_here:
        return html
    pattern = _pattern(forms_here)
    met: dict[str, str] = {}

    def opener(found: re.Match[str]) -> str:
        term = _term(forms_here, found[0])
        if term is None or term in met:
            return found[0]
        met[term] = f"{name}-{len(met)}"
        return render("word.html", id=met[term], text=found[0])

    pieces = [pattern.sub(opener, piece) if may else piece for may, piece in _pieces(html)]
    if not met:
        return html
    body, end, rest = "".join(pieces).rpartition("</")
    rows = sorted(((met[term], base.rows["glossary"][term]) for term in met), key=lambda row: row[1]["term"].lower())
    return body + render("words.html", base=base, words=rows) + end + rest


def _pieces(html: str) -> Iterator[tuple[bool, str]]:
    """Tags and the texts between them, each with whether a button may stand in it."""
    within, depth = "", 0
    for piece in PIECE.findall(html):
        tag = TAG.match(piece)
        if tag and not within and NO_BUTTON_IN.match(piece):
            within, depth = tag[2], 1
        elif tag and tag[2] == within:
            depth += -1 if tag[1] else 1
            within = within if depth else ""
        yield not tag and not within, piece


def words_of(base: KnowledgeBase, state: Mapping[str, Any]) -> dict[str, Any]:
    """What a live view needs: the place of the term in `words` by each form that its state holds, and the meanings."""
    text = json.dumps(_seen(state), ensure_ascii=False, default=str)
    used = terms(base, text)
    rows = base.rows["glossary"]
    found = {form: used.index(term) for form, term in _used(base, text).items() if term in used}
    return {"forms": found, "words": [[rows[term]["term"], rows[term]["meaning"]] for term in used]}


def _seen(value: Any) -> Any:
    """The value without what is known under names that no text shows."""
    if isinstance(value, Mapping):
        return {name: _seen(part) for name, part in value.items() if name not in UNSEEN}
    return [_seen(part) for part in value] if isinstance(value, list) else value
