"""What can be behind an ache, as a table to filter, to search and to compare. No score, no rank, no diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ipywidgets
import pandas as pd
import traitlets

from kb import KnowledgeBase, match_causes
from kb.causes import FEATURES
from kb.schema import TABLES
from widgets.base import LiveWidget, icons, known_ids, render
from widgets.knowledge import columns, search_words
from widgets.symptom_selector import SymptomSelector

MOST_COMPARED = 3
LETTERS = {"fits": "+", "does_not_fit": "-", None: "."}
FACTS = (
    "id", "name", "also_called", *FEATURES, "where_text", "feel_text", "when_text", "worse_with", "better_with",
    "other_signs", "weeks_text", "what_to_do", "guidance_note",
)  # fmt: skip
WORDS = (
    "also", "better", "caption", "caption_filters", "caption_signs", "clear", "column", "compare", "compare_button",
    "compare_caption", "compare_end", "compare_few", "compare_full", "compare_heading", "compare_lead", "compare_name",
    "count", "different", "does_not_fit", "empty", "empty_clear", "empty_loosen", "fits", "follows", "guard",
    "guard_why", "intro", "maybe_may", "maybe_no", "maybe_yes", "more", "no_fit", "note", "on", "other_signs", "others",
    "search_hint", "search_label", "search_named", "show_more", "signs_named", "weeks", "worse", *FEATURES,
)  # fmt: skip


class CauseTable(LiveWidget):
    """The conditions, most urgent first, with filters that never hide an emergency silently. The browser decides.

    Args:
        base: the knowledge base.
        symptoms: a selector on the same page; the table then follows what is ticked there.

    Attributes:
        causes: the conditions as columns, most urgent first, then by name.
        links: `signs` and their `text`; `fit` has a text a condition with one letter a sign: + fits, - does not fit.
        implies: for each symptom the broader ones that it implies, if any.
        filters: for each facet (`where`, `feel`, `when`, `eases`, `bleeding`, `urinary`, `fever`, `level`,
            `in_article`) the chosen words: any of them; between facets all count. May be set; all views follow.
        search: words that a shown condition must have.
        compared: ids of up to three conditions that stand side by side.
        symptoms: the selector that the table follows, or None.

    Raises:
        TypeError: when `filters` is set with an unknown facet, naming those that there are.
        ValueError: when `filters` or `compared` is set with an unknown word, or `compared` with more than three.
    """

    files = "cause_table"
    knowledge = traitlets.Dict().tag(sync=True)
    causes = traitlets.Dict().tag(sync=True)
    links = traitlets.Dict().tag(sync=True)
    implies = traitlets.Dict().tag(sync=True)
    filters = traitlets.Dict().tag(sync=True)
    search = traitlets.Unicode("").tag(sync=True)
    compared = traitlets.List(traitlets.Unicode()).tag(sync=True)
    symptoms = traitlets.Instance(SymptomSelector, allow_none=True).tag(sync=True, **ipywidgets.widget_serialization)

    def __init__(self, base: KnowledgeBase, *, symptoms: SymptomSelector | None = None) -> None:
        if symptoms is not None and not isinstance(symptoms, SymptomSelector):
            raise TypeError(f"symptoms must be a SymptomSelector or None, not {type(symptoms).__name__}.")
        self._base = base
        rows = _most_urgent_first(base)
        super().__init__(
            knowledge=_knowledge(base),
            causes=columns(rows, FACTS),
            links=_links(base, rows),
            implies={key: list(row["implies"]) for key, row in base.rows["symptoms"].items() if row["implies"]},
            symptoms=symptoms,
            plain_html=render("cause_table.html", base=base, groups=_by_level(base, rows)),
        )

    @traitlets.validate("filters")
    def _allowed(self, proposal: Any) -> dict[str, list[str]]:
        given: Mapping[str, Any] = proposal["value"]
        chosen = {facet: [words] if isinstance(words, str) else list(words) for facet, words in given.items()}
        match_causes(self._base, **chosen)  # names what is unknown, and what is allowed
        return {facet: list(dict.fromkeys(words)) for facet, words in chosen.items() if words}

    @traitlets.validate("compared")
    def _known(self, proposal: Any) -> list[str]:
        ids = known_ids(self._base, "conditions", proposal["value"], "condition")
        if len(ids) > MOST_COMPARED:
            raise ValueError(f"{len(ids)} conditions are too many to compare. Allowed: up to {MOST_COMPARED}.")
        return ids

    @property
    def matches(self) -> pd.DataFrame:
        """The conditions held against the ticked signs and the filters, as `kb.match_causes` says it."""
        ticked = self.symptoms.selected if self.symptoms else ()
        return match_causes(self._base, ticked, **self.filters)


def _most_urgent_first(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    return sorted(base.rows["conditions"].values(), key=lambda row: (rank[row["level"]], row["name"]))


def _by_level(base: KnowledgeBase, rows: list[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], list[Any]]]:
    """The conditions under their levels, for paper."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    groups = [(level, [row for row in rows if row["level"] == level["id"]]) for level in levels]
    return [(level, found) for level, found in groups if found]


def _links(base: KnowledgeBase, rows: list[Mapping[str, Any]]) -> dict[str, list[str]]:
    """Which signs fit which condition: a text a condition with one letter a sign, a tenth of the table as it stands."""
    fit = {(link["condition_id"], link["symptom_id"]): link["fit"] for link in base.rows["condition_symptoms"].values()}
    linked = {symptom for _, symptom in fit}
    signs = [symptom for symptom in base.rows["symptoms"] if symptom in linked]
    return {
        "signs": signs,
        "text": [base.rows["symptoms"][symptom]["text"] for symptom in signs],
        "fit": ["".join(LETTERS[fit.get((row["id"], symptom))] for symptom in signs) for row in rows],
    }


def _facets(base: KnowledgeBase) -> dict[str, dict[str, str]]:
    """The words of each facet in the order of the schema, with what people read; levels have their own words."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    found = {}
    for facet in FEATURES:
        words = TABLES["conditions"][facet].allowed.partition(": ")[2].split(", ")
        found[facet] = {} if facet == "level" else {word: base.text(f"cause_{facet}_{word}") for word in words}
    return {**found, "level": {level["id"]: level["word"] for level in levels}}


def _knowledge(base: KnowledgeBase) -> dict[str, Any]:
    """Levels, facets, words and drawings."""
    levels = sorted(base.rows["levels"].values(), key=lambda level: level["rank"])
    drawings = {"search", "x", *(level["icon"] for level in levels)}
    return {
        "levels": columns(levels, ("id", "rank", "word", "icon")),
        "facets": _facets(base),
        "text": {name: base.text(f"cause_{name}") for name in WORDS} | {"call_anyway": base.text("call_anyway")},
        "icons": {name: icons()[name] for name in sorted(drawings)},
        "search": search_words(base),
        "language": base.language,
    }
