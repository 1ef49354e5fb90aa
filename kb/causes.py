"""What can be behind an ache: the conditions held against symptoms and features, without score and without rank."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.schema import TABLES
from kb.triage import close, known_symptoms

FEATURES = ("where", "feel", "when", "eases", "bleeding", "urinary", "fever", "level", "in_article")


def match_causes(base: KnowledgeBase, symptoms: Iterable[str] = (), **features: str | Iterable[str]) -> pd.DataFrame:
    """Hold the conditions against what somebody feels.

    Args:
        base: the knowledge base.
        symptoms: ids of symptoms.csv.
        **features: `where`, `feel`, `when`, `eases`, `bleeding`, `urinary`, `fever`, `level`, `in_article`; one allowed
            word or several (any of them). "may" of a condition matches both "yes" and "no".

    Returns:
        One row a condition with the columns id, name, level, what_to_do, fits, does_not_fit (tuples of symptom ids and
        feature names) and matches (bool). Most urgent first, then by name. A condition stays when each feature fits
        and, if symptoms are given, at least one of them fits and none is ruled out; an emergency always stays, with
        `matches` False, so that no filter hides it silently.

    Raises:
        TypeError: for an unknown feature.
        ValueError: for an unknown symptom or a word that the feature does not allow.
    """
    asked = {name: _words(name, value) for name, value in features.items()}
    ticked = known_symptoms(base, symptoms)
    signs = close(base, ticked)
    links = {(row["condition_id"], row["symptom_id"]): row["fit"] for row in base.rows["condition_symptoms"].values()}
    order = [sign for sign in base.rows["symptoms"] if sign in signs]
    found = []
    for condition in base.rows["conditions"].values():
        signs_fit = [(sign, links.get((condition["id"], sign))) for sign in order]
        asked_fit = [(name, _held(condition[name], words)) for name, words in asked.items()]
        found.append(_row(condition, signs_fit, asked_fit, bool(ticked)))
    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    found = [row for row in found if row["matches"] or row["level"] == "emergency"]
    found.sort(key=lambda row: (rank[row["level"]], row["name"]))
    return pd.DataFrame(found, columns=["id", "name", "level", "what_to_do", "fits", "does_not_fit", "matches"])


def _row(
    condition: Mapping[str, Any], signs: list[tuple[str, str | None]], asked: list[tuple[str, str]], ticked: bool
) -> dict[str, Any]:
    fits, against = (
        tuple(name for name, answer in [*signs, *asked] if answer == wanted) for wanted in ("fits", "does_not_fit")
    )
    matches = not against and (not ticked or any(answer == "fits" for _, answer in signs))
    row = {name: condition[name] for name in ("id", "name", "level", "what_to_do")}
    return {**row, "fits": fits, "does_not_fit": against, "matches": matches}


def _words(name: str, value: str | Iterable[str]) -> frozenset[str]:
    if name not in FEATURES:
        raise TypeError(f"unknown feature “{name}”. Allowed: {', '.join(FEATURES)}.")
    column = TABLES["levels"]["id"] if name == "level" else TABLES["conditions"][name]
    words = list(value) if isinstance(value, Iterable) and not isinstance(value, str) else [value]
    for word in words:
        if not (isinstance(word, str) and column.accepts(word) and column.convert(word) in (word, (word,))):
            raise ValueError(f"{name}=“{word}” is not known. Allowed: {column.allowed}.")
    return frozenset(words)


def _held(value: Any, words: frozenset[str]) -> str:
    if isinstance(value, tuple):
        fits = bool(words & {*value}) or "varies" in value or "anywhere" in value
    else:
        fits = value in words or (value == "may" and bool(words & {"yes", "no"}))
    return "fits" if fits else "does_not_fit"
