"""The warning signs that the words of a search may belong to; the browser decides the same way.

`widgets/static/searching.js` holds the same rules; the tests drive both over the same searches. Here no word that means
the same counts, since "belly" would then be a warning sign: the other words of the symptoms say what is one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase
from kb.entries import entries
from kb.searching import SHORT, language_of, near, words_of


def fits_sign(bare: list[str], term: str) -> bool:
    """Is the word the term of a warning sign, all but a few letters of it, or the term with an ending?"""
    return term in bare or (len(bare[0]) >= SHORT and term.startswith(bare[0]) and len(term) - len(bare[0]) < SHORT)


def warning_signs(base: KnowledgeBase, query: str) -> pd.DataFrame:
    """Tell which warning signs the words of a search may belong to.

    Args:
        base: the knowledge base.
        query: words as people say them; a small error is forgiven.

    Returns:
        Columns id, level and words (a tuple of the query's words), most urgent first. Empty for other words.

    Raises:
        TypeError: where the query is not a text.
    """
    if not isinstance(query, str):
        raise TypeError(f"query must be a text, not {type(query).__name__}.")
    words = words_of(query)
    meant = [_meant(base, word) for word in words]
    found = []
    for sign in sign_terms(base):
        hit = {place for phrase in sign["terms"] for place in _said(meant, phrase.split())}
        if hit:
            found.append([sign["id"], sign["level"], tuple(dict.fromkeys(words[place] for place in sorted(hit)))])
    return pd.DataFrame(found, columns=["id", "level", "words"])


def _meant(base: KnowledgeBase, word: str) -> list[list[str]]:
    """What a word can be, with and without endings: itself, and words of signs of which it has an error."""
    language, of_signs = language_of(base), _words_of_signs(base)
    bare = ["", word] if word in calm_words(base) else language.bare(word)
    known = not calm_words(base).isdisjoint(bare) or any(fits_sign([word], term) for term in of_signs)
    return [bare, *(language.bare(term) for term in of_signs if not known and near(word, term))]


def _said(meant: list[list[list[str]]], phrase: list[str]) -> list[int]:
    """The places of the query that are the phrase, side by side."""
    found: list[int] = []
    for start in range(len(meant) - len(phrase) + 1):
        run = zip(meant[start : start + len(phrase)], phrase, strict=True)
        if all(any(fits_sign(bare, term) for bare in one) for one, term in run):
            found += range(start, start + len(phrase))
    return found


@lru_cache(maxsize=4)
def sign_terms(base: KnowledgeBase) -> list[dict[str, Any]]:
    """What people may say for a warning sign.

    Returns:
        A row a symptom with warning=yes, most urgent first: id, text, level, and terms, which are its other words and
        those words of its text that no calm symptom has and that mean something alone.
    """
    rows = sorted(base.rows["symptoms"].values(), key=lambda row: row["number"])
    levels = {symptom: base.rows["rules"][symptom]["level"] for symptom in base.rows["symptoms"]}
    calm = (words for row in rows if not row["warning"] for words in (row["text"], *row["other_words"]))
    left_out = {word for text in (*calm, base.text("ask_small_words"), base.text("ask_no_sign_words"))
                for word in words_of(text)}  # fmt: skip
    found = []
    for row in rows:
        if row["warning"]:
            own = [word for word in words_of(row["text"]) if word not in left_out]
            terms = dict.fromkeys([*(" ".join(words_of(words)) for words in row["other_words"]), *own])
            found.append({"id": row["id"], "text": row["text"], "level": levels[row["id"]], "terms": tuple(terms)})
    return sorted(found, key=lambda row: base.rows["levels"][row["level"]]["rank"])


@lru_cache(maxsize=4)
def _words_of_signs(base: KnowledgeBase) -> frozenset[str]:
    return frozenset(word for sign in sign_terms(base) for term in sign["terms"] for word in term.split())


@lru_cache(maxsize=4)
def calm_words(base: KnowledgeBase) -> frozenset[str]:
    """Words of the class that look like a sign's word with an error, such as “heat” and “heart”, but are none.

    Among them are words that a sign's word begins with or ends, such as “ring” and “rings”: they stand for themselves.
    """
    language, of_signs = language_of(base), _words_of_signs(base)
    said = {word for entry in entries(base) for text in entry.searched for word in words_of(text)}
    said |= language.small | {*words_of(base.text("ask_no_sign_words"))} | {*language.synonyms}
    ends: dict[tuple[int, str], set[str]] = {}  # by its first and by its last letter: what is near shares one of them
    for term in of_signs:
        for place in (0, -1):
            ends.setdefault((place, term[place]), set()).add(term)
    close = {word for word in said for place in (0, -1)
             if any(near(word, term) for term in ends.get((place, word[place]), ()))}  # fmt: skip
    bare = {word: language.bare(word) for word in close}
    calm = {word for word in close if not any(fits_sign(bare[word], term) for term in of_signs)}
    return frozenset(calm | {*words_of(base.text("ask_exact_no_sign_words"))})
