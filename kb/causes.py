"""What can be behind an ache: the conditions held against symptoms and features, without score and without rank."""

from __future__ import annotations

from collections.abc import Iterable
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
    order = [s for s in base.rows["symptoms"] if s in signs]
    found = []
    for condition in base.rows["conditions"].values():
        fit = {sign: links.get((condition["id"], sign)) for sign in order}
        fit |= {name: "fits" if _has(condition[name], words) else "does_not_fit" for name, words in asked.items()}
        fits = tuple(name for name, answer in fit.items() if answer == "fits")
        against = tuple(name for name, answer in fit.items() if answer == "does_not_fit")
        matches = not against and (not ticked or any(name in signs for name in fits))
        found.append({
            **{name: condition[name] for name in ("id", "name", "level", "what_to_do")},
            "fits": fits, "does_not_fit": against, "matches": matches,
        })  # fmt: skip
    rank = {level: row["rank"] for level, row in base.rows["levels"].items()}
    found = [row for row in found if row["matches"] or row["level"] == "emergency"]
    found.sort(key=lambda row: (rank[row["level"]], row["name"]))
    return pd.DataFrame(found, columns=["id", "name", "level", "what_to_do", "fits", "does_not_fit", "matches"])


def _words(name: str, value: str | Iterable[str]) -> frozenset[str]:
    if name not in FEATURES:
        raise TypeError(f"unknown feature “{name}”. Allowed: {', '.join(FEATURES)}.")
    words = frozenset([value] if isinstance(value, str) else value)
    column = TABLES["levels"]["id"] if name == "level" else TABLES["conditions"][name]
    for word in words:
        if not (isinstance(word, str) and column.accepts(word) and column.convert(word) in (word, (word,))):
            raise ValueError(f"{name}=“{word}” is not known. Allowed: {column.allowed}.")
    return words


def _has(value: Any, words: frozenset[str]) -> bool:
    if isinstance(value, tuple):
        return bool(words & {*value}) or "varies" in value or "anywhere" in value
    return value in words or (value == "may" and bool(words & {"yes", "no"}))
