"""Questions that people ask, found in everyday words, each answer with what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import traitlets

from kb import KnowledgeBase, find_questions
from kb.questions import in_order
from kb.schema_sections import STANCES
from kb.sign_words import calm_words, sign_terms
from widgets.base import LiveWidget, icons, known_ids, render
from widgets.knowledge import columns, search_words

MARKS = dict(zip(STANCES, ("tick", "plus", "fork", "question"), strict=True))
WORDS = (
    "all", "clear", "count", "count_one", "guard", "guard_do", "guard_signs", "hint", "in_article_no",
    "in_article_partly", "in_article_yes", "intro", "label", "list", "none", "none_do", "rests", "searched",
    "show_more",
)  # fmt: skip
SHARED_WORDS = ("call_anyway", "no_source", "sources_label", *(f"stance_{stance}" for stance in STANCES))


class QuestionFinder(LiveWidget):
    """The questions with their answers, to search in lay words. Words of a warning sign bring a line that says call.

    Args:
        base: the knowledge base.

    Attributes:
        questions: the questions as columns, in their order.
        claims: the statements that the answers rest on, as columns.
        signs: the warning signs and the words for them, as columns, most urgent first.
        search: what is looked for. May be set; all views follow.
        opened: ids of the questions whose answers are open. May be set; all views follow.

    Raises:
        ValueError: when `opened` is set with an unknown question, naming those that there are.
    """

    files = "question_finder"
    knowledge = traitlets.Dict().tag(sync=True)
    questions = traitlets.Dict().tag(sync=True)
    claims = traitlets.Dict().tag(sync=True)
    signs = traitlets.Dict().tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)
    opened = traitlets.List(traitlets.Unicode()).tag(sync=True)

    def __init__(self, base: KnowledgeBase) -> None:
        self._base = base
        rows = in_order(base)
        claims = _claims(base, rows)
        names = ("id", "question", "answer", "other_words", "in_article", "claim_ids")
        super().__init__(
            knowledge=_knowledge(base, claims),
            questions=columns(rows, names),
            claims=columns(claims, ("id", "text", "stance", "nuance", "source_ids")),
            signs=columns(sign_terms(base), ("id", "text", "level", "terms")),
            plain_html=_paper(base, rows),
        )

    @traitlets.validate("opened")
    def _known(self, proposal: Any) -> list[str]:
        return known_ids(self._base, "questions", proposal["value"], "question")

    @property
    def found(self) -> pd.DataFrame:
        """The questions that the search finds, as `kb.find_questions` says it."""
        return find_questions(self._base, self.search)


def _claims(base: KnowledgeBase, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The claims that questions rest on, each once."""
    used = dict.fromkeys(key for row in rows for key in row["claim_ids"])
    return [base.rows["claims"][key] for key in used]


def _name(base: KnowledgeBase, key: str) -> str:
    row = base.rows["sources"][key]
    memory = f" ({base.text('source_from_memory')})" if row["seen"] == "from_memory" else ""
    return f"{row['organisation']}: {row['title']}{memory}"


def _paper(base: KnowledgeBase, rows: list[Mapping[str, Any]]) -> str:
    """All questions with their answers; who says so stands short at each, and in full at the end."""
    sources = base.rows["sources"]
    names = {row["id"]: list(dict.fromkeys(sources[key]["organisation"] for key in row["source_ids"])) for row in rows}
    used = {key for row in rows for key in row["source_ids"]}
    full = sorted((sources[key] for key in used), key=lambda row: (row["organisation"].lower(), row["title"]))
    return render("question_finder.html", base=base, rows=rows, names=names, sources=full)


def _knowledge(base: KnowledgeBase, claims: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Levels, words and drawings, the names of sources, and what the search needs to know of words."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    drawings = {"search", "x", *MARKS.values(), *(level["icon"] for level in levels)}
    own = {name: base.text(f"ask_{name}") for name in WORDS}
    return {
        "levels": columns(levels, ("id", "rank", "word", "icon")),
        "marks": MARKS,
        "sources": {key: _name(base, key) for key in sorted({key for claim in claims for key in claim["source_ids"]})},
        "search": search_words(base),
        "calm": " ".join(sorted(calm_words(base))),
        "text": own | {name: base.text(name) for name in SHARED_WORDS},
        "icons": {name: icons()[name] for name in sorted(drawings)},
        "language": base.language,
    }
