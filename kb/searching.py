"""Finding texts by lay words: small errors, other spellings and half words are forgiven; the browser does the same.

`widgets/static/searching.js` holds the same rules; the tests drive both over the same searches. A query is cut into
words, and small words are left out. Each word that is left stands for terms of the texts: itself, with or without an
ending; a term that means the same (synonyms.csv); a term that it begins; from four letters on a term that it stands in;
and where no text has it as it was typed, terms of which it has a small error. A text is the better the more words it
has, the rarer they are, the nearer to what was typed, and the earlier in its title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kb.base import KnowledgeBase

SHORT = 4  # letters: a shorter word must begin a term, and is not forgiven an error
LONG = 8  # letters: in such a word two errors are forgiven
SAME, LIKE, WITHIN = 4, 3, 2  # how near a term is to the word that was typed
TITLE, WORDS, TEXT = 400, 300, 100  # what a term is worth in the title (one less a place), in other words, in the text
LAST = 99  # places of the title that differ in worth


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order, small, without accents and apostrophes."""
    plain = unicodedata.normalize("NFD", re.sub("['’]", "", text).lower())
    return tuple(re.findall(r"[^\W_]+", re.sub("[\u0300-\u036f]", "", plain)))


def short_forms(text: str) -> tuple[str, ...]:
    """Words in capitals, such as “WHO”, which no small word hides."""
    return words_of(" ".join(word for word in re.findall(r"[^\W_]{2,}", text) if word.isalpha() and word.isupper()))


@dataclass(frozen=True, eq=False)
class Language:
    """What a search knows of words: those that are left out, endings, and for a word those that mean the same."""

    small: frozenset[str]
    endings: tuple[str, ...]
    synonyms: Mapping[str, Sequence[str]]

    def bare(self, word: str) -> list[str]:
        """The word, and what is left without an ending. Three letters may lose an “s”, or an ending of three."""
        left = [word.removesuffix(ending) for ending in self.endings if word.endswith(ending)]
        few = [one for one in left if len(one) == SHORT - 1 and (word == f"{one}s" or len(word) > SHORT + 1)]
        return [word, *(one for one in left if len(one) >= SHORT or one in few)]

    def forms(self, word: str) -> list[str]:
        """The word, without an ending, and what means the same as one of these."""
        bare = self.bare(word)
        return [*bare, *(same for one in bare for same in self.synonyms.get(one, ()))]


@lru_cache(maxsize=4)
def language_of(base: KnowledgeBase) -> Language:
    """What the tables say of words."""
    synonyms: dict[str, list[str]] = {}
    for row in base.rows["synonyms"].values():
        for word in row["words"]:
            synonyms.setdefault(word, []).extend(other for other in row["words"] if other != word)
    small, endings = words_of(base.text("ask_small_words")), base.text("ask_endings").split()
    return Language(frozenset(small), tuple(endings), synonyms)


def near(word: str, term: str) -> bool:
    """Is it the term but for a small error? Long words may have two. A third of the word must be right at an end."""
    shorter, longer = sorted((len(word), len(term)))
    most = 2 if shorter >= LONG else 1
    if shorter < SHORT or longer == SHORT or longer - shorter > most or word == term:
        return False
    third = shorter // 3
    at_an_end = word[:third] == term[:third] or word[-third:] == term[-third:]
    alike = at_an_end and len({*word} ^ {*term}) <= 2 * most  # one wrong letter is two that only one of them has
    return alike and edits(word, term) <= most


def edits(one: str, other: str) -> int:
    """How many letters are too many, missing, wrong, or swapped with their neighbour (Damerau and Levenshtein)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            swapped = i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]
            row.append(min(cost, last[j - 2] + 1) if swapped else cost)
    return row[-1]


@dataclass
class Hit:
    """A text that was found: its place among the texts, how many of the words it has, and how well."""

    row: int
    words: int = 0
    score: int = 0


class Index:
    """Texts made ready to be searched often.

    Args:
        language: what the search knows of words.
        texts: in their order, each as title, other words and text; what is left out counts as empty.
    """

    def __init__(self, language: Language, texts: Iterable[Sequence[str]]) -> None:
        self.language = language
        self.places: dict[str, dict[int, int]] = {}  # for each term the texts that have it, with its worth there
        self._bare: dict[str, list[str]] = {}
        self._meant: dict[str, dict[str, int]] = {}
        self.size = 0
        for row, text in enumerate(texts):
            for worth, said in zip((TITLE, WORDS, TEXT), text, strict=False):
                self._add(row, worth, said)
            self.size = row + 1
        for term in self.places:
            for form in language.bare(term):
                self._bare.setdefault(form, []).append(term)

    def _add(self, row: int, worth: int, said: str) -> None:
        short = short_forms(said)
        for place, word in enumerate(words_of(said)):
            if word not in self.language.small or word in short:
                here = self.places.setdefault(word, {})
                here[row] = max(here.get(row, 0), worth - min(place, LAST) if worth == TITLE else worth)

    def asked(self, query: str) -> list[str]:
        """The words of a query that are looked for, each once; a small word alone where it is a short form too."""
        words, small = list(dict.fromkeys(words_of(query))), self.language.small
        return [word for word in words if word not in small or (len(words) == 1 and word in self.places)]

    def meant(self, word: str) -> dict[str, int]:
        """The terms that a word stands for, with how near they are to it."""
        if word not in self._meant:
            found = self._like(word)
            if not (word in self.language.synonyms or any(self._holds(term, word) for term in found)):
                nearness = WITHIN if found else LIKE  # "bleding" may be "bled" with an ending, but also "bleeding"
                close = [one for one in {*self.places, *self.language.synonyms} if near(word, one)]
                found = {term: nearness for one in close for term in self._like(one)} | found
            self._meant[word] = found
        return self._meant[word]

    def _like(self, word: str) -> dict[str, int]:
        if word in self.language.small:
            return {word: SAME}
        found = {term: LIKE if term.startswith(word) else WITHIN for term in self.places if self._holds(term, word)}
        found |= {term: LIKE for form in self.language.forms(word) for term in self._bare.get(form, ())}
        return found | ({word: SAME} if word in self.places else {})

    @staticmethod
    def _holds(term: str, word: str) -> bool:
        return term.startswith(word) or (len(word) >= SHORT and word in term)

    def rank(self, query: str) -> list[Hit]:
        """All texts that have a word of the query, best first, then in their order."""
        hits: dict[int, Hit] = {}
        for word in self.asked(query):
            found: dict[int, int] = {}
            for term, nearness in self.meant(word).items():
                for row, worth in self.places[term].items():
                    found[row] = max(found.get(row, 0), worth * nearness)
            rare = (self.size // max(1, len(found))).bit_length()
            for row, value in found.items():
                hit = hits.setdefault(row, Hit(row))
                hit.words += 1
                hit.score += rare * value
        return sorted(hits.values(), key=lambda hit: (-hit.score * hit.words, hit.row))


def fitting(hits: list[Hit], part: float = 1, careful: Collection[int] = ()) -> list[Hit]:
    """The hits with as many words as the best of them, or a part of that; of the careful rows also those half as good.

    Args:
        hits: as `Index.rank` gives them.
        part: how many of the words of the best are enough, up to 1.
        careful: rows that a search may not hide easily, such as foods to avoid.
    """
    most = max((hit.words for hit in hits), default=0)
    best = max((hit.score for hit in hits), default=0)
    return [hit for hit in hits if hit.words >= part * most or (hit.row in careful and 2 * hit.score >= best)]
