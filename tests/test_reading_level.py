"""The class reads easily: every section, and every long text of the tables."""

from __future__ import annotations

from statistics import median

import pytest
from reading_level import LONG, MEDIAN, MOST, glossary_terms, grade, long_texts, main, sections, too_hard

import kb

HARD = "Haemodynamic instability necessitates immediate multidisciplinary intervention."


def test_the_measure_tells_easy_words_from_hard_ones() -> None:
    assert grade("Rest. Call us if it hurts.") < 3
    assert grade(HARD) > 14
    assert grade("") == 0


def test_terms_of_the_glossary_count_as_one_easy_word(base: kb.KnowledgeBase) -> None:
    terms = glossary_terms(base)
    sentence = "Ask about acetaminophen, physiotherapists and an ectopic pregnancy."
    assert grade(sentence, terms) < grade(sentence) - 5


def test_sections_and_long_texts_are_easy_to_read(base: kb.KnowledgeBase) -> None:
    grades, faults = too_hard(base)
    assert faults == []
    assert len(grades) == len(list(sections(base))) > 2
    assert median(grades.values()) <= MEDIAN
    assert max(grades.values()) <= MOST
    assert all(len(text.split()) > LONG for _, text in long_texts(base))


def test_what_is_too_hard_is_named(
    base: kb.KnowledgeBase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("reading_level.sections", lambda base: [("01_hard", HARD), ("02_easy", "Rest. Then call.")])
    monkeypatch.setattr("reading_level.long_texts", lambda base: [("claims/x/text", HARD)])
    assert main() == 1
    told = capsys.readouterr().err
    assert "01_hard reads at grade" in told
    assert "claims/x/text reads at grade" in told
    assert "02_easy" not in told
