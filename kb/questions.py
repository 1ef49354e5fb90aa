"""Questions found by lay words, and the warning signs that such words may belong to; the browser decides the same way.

`widgets/static/question_finding.js` holds the same rules; the tests drive both over the same searches.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from kb.base import KnowledgeBase

SHORT = 4  # letters: a shorter word must begin a word, and is not forgiven an error
TOLD = ("id", "question", "answer", "in_article")
Forms = tuple[str, ...]  # a word, then what is left of it without an ending


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order, small, without accents and apostrophes."""
    plain = unicodedata.normalize("NFD", re.sub("['’]", "", text).lower())
    return tuple(re.findall(r"[^\W_]+", re.sub("[\u0300-\u036f]", "", plain)))


def forms(word: str, endings: Iterable[str]) -> Forms:
    """The word, then what is left without an ending: “cramping” and “cramp”. Three letters may only lose an “s”."""
    bare = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return (word, *(left for left in bare if len(left) >= SHORT or (len(left) == SHORT - 1 and word == left + "s")))


def fits(forms: Forms, term: str) -> bool:
    """Does the word begin the term, stand inside it (from four letters on), or is it the term with an ending?"""
    return term.startswith(forms[0]) or (len(forms[0]) >= SHORT and forms[0] in term) or term in forms


def fits_sign(forms: Forms, term: str) -> bool:
    """Is the word the term of a warning sign, all but a few letters of it, or the term with an ending?"""
    return term in forms or (len(forms[0]) >= SHORT and term.startswith(forms[0]) and len(term) - len(forms[0]) < SHORT)


def one_error(word: str, term: str) -> bool:
    """Do the words differ by one letter: one too many, one missing, one wrong, or two neighbours swapped?"""
    if min(len(word), len(term)) < SHORT or max(len(word), len(term)) == SHORT:
        return False
    pairs = enumerate(zip(word, term, strict=False))
    start = next((place for place, (a, b) in pairs if a != b), min(len(word), len(term)))
    one, two = word[start:], term[start:]
    swapped = len(one) > 1 and one[1::-1] == two[:2] and one[2:] == two[2:]
    return one != two and (swapped or one[1:] == two[1:] or one[1:] == two or one == two[1:])


def find_questions(base: KnowledgeBase, query: str) -> pd.DataFrame:
    """Find the questions that lay words ask.

    Args:
        base: the knowledge base.
        query: words as people say them, such as "can I take a bath". Not all of them need to be in a question, and a
            word that is in none of them may have one wrong letter.

    Returns:
        Columns id, question, answer, in_article, and hits, the number of words found. Best first: most words in the
        question and its other words, then the words that fewest questions have, then most words with the answer, then
        in the order of the table. Those with less than half as many words as the best are left out. All questions
        where the query has no word to look for.

    Raises:
        TypeError: where the query is not a text.
    """
    terms = _terms(base)
    asked = _asked(base, query)
    in_name = {key: _hits(asked, named) for key, (named, _) in terms.items()}
    hits = {key: _hits(asked, named | said) for key, (named, said) in terms.items()}
    rare = [len(terms) // max(1, sum(place in own for own in in_name.values())) for place in range(len(asked))]
    order = {key: (-len(own), -sum(rare[place] for place in own), -len(hits[key])) for key, own in in_name.items()}
    most = max(map(len, hits.values()), default=0)
    rows = [row for row in in_order(base) if not asked or (hits[row["id"]] and 2 * len(hits[row["id"]]) >= most)]
    rows.sort(key=lambda row: order[row["id"]])
    found = [[*(row[name] for name in TOLD), len(hits[row["id"]])] for row in rows]
    return pd.DataFrame(found, columns=[*TOLD, "hits"])


def warning_signs(base: KnowledgeBase, query: str) -> pd.DataFrame:
    """Tell which warning signs the words of a search may belong to.

    Args:
        base: the knowledge base.
        query: words as people say them.

    Returns:
        Columns id, level and words (a tuple of the query's words), most urgent first. Empty for other words.

    Raises:
        TypeError: where the query is not a text.
    """
    words = _forms_of(base, query)
    signs = sign_terms(base)
    of_signs = {term for sign in signs for phrase in sign["terms"] for term in phrase.split()}
    strange = {
        word for word in words
        if not any(fits(word, term) for term in _known(base)) and not any(fits_sign(word, term) for term in of_signs)
    }  # fmt: skip
    found = []
    for sign in signs:
        hit = {word for phrase in sign["terms"] for word in _said(words, phrase.split(), strange)}
        if hit:
            found.append([sign["id"], sign["level"], tuple(word[0] for word in dict.fromkeys(words) if word in hit)])
    return pd.DataFrame(found, columns=["id", "level", "words"])


def in_order(base: KnowledgeBase) -> list[Mapping[str, Any]]:
    """The questions in the order in which they stand."""
    return sorted(base.rows["questions"].values(), key=lambda row: row["number"])


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


def _forms_of(base: KnowledgeBase, query: object) -> list[Forms]:
    if not isinstance(query, str):
        raise TypeError(f"query must be a text, not {type(query).__name__}.")
    endings = base.text("ask_endings").split()
    return [forms(word, endings) for word in words_of(query)]


@lru_cache(maxsize=4)
def _terms(base: KnowledgeBase) -> dict[str, tuple[set[str], set[str]]]:
    """For each question its words with the other words, and those of its answer; without the small ones."""
    small = {*words_of(base.text("ask_small_words"))}
    return {
        row["id"]: ({*words_of(" ".join((row["question"], *row["other_words"])))} - small,
                    {*words_of(row["answer"])} - small)
        for row in base.rows["questions"].values()
    }  # fmt: skip


@lru_cache(maxsize=4)
def _known(base: KnowledgeBase) -> frozenset[str]:
    """Every word of every question and answer."""
    return frozenset(term for named, said in _terms(base).values() for term in named | said)


def _asked(base: KnowledgeBase, query: object) -> list[list[Forms]]:
    """The words to look for, each once; one that is known nowhere stands for those with one error."""
    small, known = {*words_of(base.text("ask_small_words"))}, _known(base)
    asked: list[list[Forms]] = []
    for word in dict.fromkeys(_forms_of(base, query)):
        if word[0] not in small:
            strange = not any(fits(word, term) for term in known)
            near: list[Forms] = [(term,) for term in known if strange and one_error(word[0], term)]
            asked.append(near or [word])
    return asked


def _hits(asked: list[list[Forms]], terms: set[str]) -> list[int]:
    """The places of the asked words that one of the terms answers."""
    return [place for place, words in enumerate(asked) if any(fits(word, term) for word in words for term in terms)]


def _said(words: list[Forms], phrase: list[str], strange: set[Forms]) -> list[Forms]:
    """The words of the query that are the phrase, side by side; a single strange one may have an error."""
    runs = [words[start : start + len(phrase)] for start in range(len(words) - len(phrase) + 1)]
    found = [run for run in runs if all(fits_sign(word, term) for word, term in zip(run, phrase, strict=True))]
    if len(phrase) == 1:
        found += [run for run in runs if run[0] in strange and one_error(run[0][0], phrase[0])]
    return [word for run in found for word in run]
