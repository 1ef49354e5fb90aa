"""`python -m tests.reading_level`: how easily sections and long texts read, as school grades; 1 if too hard."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import mean, median

import pyphen

import kb

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"
MEDIAN, MOST = 8, 10
LONG = 40  # words: a single text below that is too short to judge
PLACEHOLDER = re.compile(r"\{\w*\}")
MARKDOWN = re.compile(r"`[^`]*`|https?://\S+|\]\([^)]*\)|[*_#>|\[]")
SENTENCE = re.compile(r"[.?!]”?(?:\s|$)")
QUOTED = ("sources", "organisation"), ("sources", "title"), ("sources", "url")


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US")


@cache
def syllables(word: str) -> int:
    """Syllables by the places where a word may be broken, or by its vowels where those are more."""
    vowels = len(re.findall(r"[aeiouy]+", word)) - (word.endswith("e") and not word.endswith("le"))
    return max(1, len(_hyphens().positions(word)) + 1, vowels)


def grade(text: str, terms: re.Pattern[str] | None = None) -> float:
    """Flesch-Kincaid grade: the school year in which one reads this with ease.

    Args:
        text: sentences; a line break ends a sentence.
        terms: words that stand for one easy word each, since they are explained elsewhere.
    """
    text = PLACEHOLDER.sub("it", text.lower().replace("’", "'"))
    text = terms.sub("it", text) if terms else text
    words = re.findall(r"[a-z]+(?:'[a-z]+)?", text)
    sentences = [part for part in re.split(r"[.?!:](?:[\s”)]|$)|\n", text) if re.search(r"[a-z]", part)]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * mean(map(syllables, words)) - 15.59


def glossary_terms(base: kb.KnowledgeBase) -> re.Pattern[str]:
    """All terms that the glossary explains, the longest first, also in the plural."""
    rows = base.rows["glossary"].values()
    terms = {word.lower() for row in rows for word in (row["term"], *row["other_words"])}
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(terms, key=len, reverse=True))) + r")(?:e?s)?\b")


def sections(base: kb.KnowledgeBase) -> Iterator[tuple[str, str]]:
    """The text of each section that has a notebook: its Markdown, and its claims with what is known of them."""
    for section in sorted(base.rows["sections"].values(), key=lambda row: row["number"]):
        file = NOTEBOOKS / f"{section['notebook']}.ipynb"
        if file.exists():
            cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
            taught = [MARKDOWN.sub(" ", "".join(c["source"])) for c in cells if c["cell_type"] == "markdown"]
            claims = [row for row in base.rows["claims"].values() if row["section_id"] == section["id"]]
            yield section["notebook"], "\n".join([*taught, *(f"{c['text']}\n{c['nuance']}" for c in claims)])


def long_texts(base: kb.KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Every text of the tables in our own words with more than 40 words, with its place."""
    for table, rows in base.rows.items():
        for row in rows.values():
            for column, value in row.items():
                for text in value if isinstance(value, tuple) else (value,):
                    if not isinstance(text, str) or (table, column) in QUOTED or not SENTENCE.search(text):
                        continue
                    if len(text.split()) > LONG:
                        yield f"{table}/{row['id']}/{column}", text


def too_hard(base: kb.KnowledgeBase) -> tuple[dict[str, float], list[str]]:
    """The grade of each section, and a sentence for whatever is harder to read than promised."""
    terms = glossary_terms(base)
    grades = {name: grade(text, terms) for name, text in sections(base)}
    faults = [f"{name} reads at grade {found:.1f}, at most {MOST}" for name, found in grades.items() if found > MOST]
    if median(grades.values()) > MEDIAN:
        faults.append(f"the median of the sections is grade {median(grades.values()):.1f}, at most {MEDIAN}")
    texts = {place: grade(text, terms) for place, text in long_texts(base)}
    faults += [f"{place} reads at grade {found:.1f}, at most {MOST}" for place, found in texts.items() if found > MOST]
    return grades, faults


def main() -> int:
    """Print the grades; 1 if something is too hard."""
    grades, faults = too_hard(kb.load())
    for name, found in grades.items():
        print(f"{name:<30}{found:>6.1f}")
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
