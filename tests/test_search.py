"""One search over the whole class: it finds what people type, misspelt too, and warns above all hits."""

from __future__ import annotations

import csv
import json
import random
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import DATA, ROOT

import kb
from handouts.deck.page import slide_address
from handouts.models import STATE, Page
from handouts.page import handout_address
from kb.entries import KINDS, entries
from kb.schema_foods import DANGERS
from kb.searching import words_of
from kb.sign_words import calm_words, sign_terms
from widgets import Search

HEAVIEST = 160_000  # bytes of state, without the plain form
LONGEST_INDEX = 30_000  # bytes of the plain form
FORGIVEN = 0.95


@pytest.fixture(scope="module")
def widget(base: kb.KnowledgeBase) -> Search:
    return Search(base, folder=ROOT / "notebooks")


@pytest.fixture(scope="module")
def phrases() -> list[dict[str, str]]:
    with (DATA / "search_phrases.csv").open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def found(base: kb.KnowledgeBase, query: str, limit: int | None = None, kinds: str | None = None) -> list[str]:
    rows = kb.search(base, query, kinds, limit)
    return [f"{row.kind}:{row.id}" for row in rows.itertuples()]


def test_what_people_type_is_among_the_first_three(base, phrases):
    known = {f"{entry.kind}:{entry.id}" for entry in entries(base)}
    lost = {"tuned": [], "kept": []}
    for row in phrases:
        right = set(row["right"].split(";"))
        assert right <= known, row["phrase"]
        if not right & set(found(base, row["phrase"], 3)):
            lost[row["part"]].append(row["phrase"])
    print(f"{len(phrases)} phrases; lost: {lost}")  # noqa: T201  shown with -rP
    assert len(phrases) >= 60
    assert sum(map(len, lost.values())) <= 0.05 * len(phrases)


def test_everything_is_found_by_its_own_words(base):
    small = words_of(base.text("ask_small_words"))
    named = [
        entry for entry in entries(base) if set(words_of(entry.title)) - {*small}
    ]  # "What would you do?" has no other
    assert len(named) >= len(entries(base)) - 2
    lost = [entry.title for entry in random.Random(7).sample(named, 60)
            if f"{entry.kind}:{entry.id}" not in found(base, entry.title, 8, entry.kind)]  # fmt: skip
    assert lost == []


def test_it_goes_over_all_kinds_and_says_where_each_stands(base):
    assert {entry.kind for entry in entries(base)} == set(KINDS)
    ids = [(entry.kind, entry.id) for entry in entries(base)]
    assert len(set(ids)) == len(ids)
    assert {entry.section for entry in entries(base)} - set(base.rows["sections"]) <= {""}
    nowhere = [entry.title for entry in entries(base) if not entry.section]
    assert {base.rows["glossary"][entry.id]["term"] for entry in entries(base) if not entry.section} == set(nowhere)
    rows = kb.search(base, "spotting")
    assert rows.columns.tolist() == ["kind", "id", "title", "where", "words"]
    assert {"sign", "question", "term", "claim"} <= set(rows["kind"])


def test_kinds_and_limit_are_kept_and_their_faults_told(base):
    assert set(kb.search(base, "milk", kinds="food")["kind"]) == {"food"}
    assert set(kb.search(base, "caffeine", kinds=["question", "claim"])["kind"]) == {"question", "claim"}
    assert len(kb.search(base, "pain", limit=4)) == 4
    for query in ("", "  ", "?!", "is it the", "zzzz qqqq"):
        assert kb.search(base, query).empty
    with pytest.raises(ValueError, match=r"kinds=“drug” is not known. Allowed: section, sign"):
        kb.search(base, "pain", kinds=["drug"])
    with pytest.raises(ValueError, match=r"limit=0.*1 or more"):
        kb.search(base, "pain", limit=0)
    for wrong in (None, 7, ["pain"]):
        with pytest.raises(TypeError, match="query must be a text"):
            kb.search(base, wrong)  # type: ignore[arg-type]
    for wrong in (True, "3", 2.0):
        with pytest.raises(TypeError, match="limit must be a whole number"):
            kb.search(base, "pain", limit=wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "other"), [
    ("diarrhea", "diarrhoea"), ("tummy", "belly"), ("zucchini", "courgette"), ("tylenol", "paracetamol"),
    ("edema", "swelling"), ("labor", "labour"), ("bum", "bottom"),
])  # fmt: skip
def test_words_that_mean_the_same_find_the_same(base, typed, other):
    assert found(base, typed)
    assert set(found(base, typed)) & set(found(base, other))


def test_words_that_mean_the_same_are_single_and_each_stands_once(base):
    small = words_of(base.text("ask_small_words"))
    words = [word for row in base.rows["synonyms"].values() for word in row["words"]]
    assert [word for word in words if words_of(word) != (word,) or word in small] == []
    assert len(set(words)) == len(words)
    assert all(len(row["words"]) > 1 for row in base.rows["synonyms"].values())


def misspelt(word: str, chance: random.Random) -> str:
    place = chance.randrange(1, len(word) - 1)
    kinds = (
        word[:place] + word[place + 1 :],
        word[:place] + word[place] + word[place:],
        word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
        word[:place] + chance.choice("aeioumnst") + word[place + 1 :],
    )
    return chance.choice([one for one in kinds if one != word])


def test_a_warning_sign_is_named_also_when_it_is_misspelt(base):
    chance = random.Random(38)
    terms = sorted({term for sign in sign_terms(base) for term in sign["terms"] if " " not in term and len(term) > 5})
    calm = calm_words(base)
    quiet = [(term, typed) for term in terms for typed in (misspelt(term, chance),)
             if typed not in calm and kb.warning_signs(base, f"help {typed}").empty]  # fmt: skip
    assert len(terms) > 100
    assert quiet == []


def test_no_word_of_the_class_that_is_calm_is_taken_for_a_sign_with_an_error(base):
    assert {"heat", "horse", "couch"} <= calm_words(base)
    assert [word for word in calm_words(base) if not kb.warning_signs(base, word).empty] == []


def test_no_search_hides_a_food_to_avoid_that_it_names(base):
    foods = [row for row in base.rows["foods"].values() if row["safety"] in DANGERS]
    assert foods
    plain = {"raw", "cooked", "oil", "king", "cod", "chicken", "beef"}
    for row in foods:
        for word in set(words_of(row["name"])) - plain:
            for query in (word, f"{word} sandwich", f"salmon {word}", f"can i eat {word} with toast"):
                assert f"food:{row['id']}" in found(base, query), (row["name"], query)
                assert row["id"] in set(kb.find_foods(base, search=query)["id"]), (row["name"], query)


@pytest.mark.parametrize("query", ["phone number", "who do i ring at night", "what should i do", "part of the class"])
def test_a_word_that_only_looks_like_one_of_a_sign_brings_no_warning(base, query):
    assert kb.warning_signs(base, query).empty


@pytest.mark.parametrize("query", ["my rings are tight", "the ring is stuck", "my legs are numb", "shoulder"])
def test_what_it_looks_like_still_warns(base, query):
    assert not kb.warning_signs(base, query).empty


@pytest.mark.parametrize("query", ["WHO", "who"])
def test_a_short_form_that_is_a_small_word_too_is_found_when_it_stands_alone(base, query):
    assert found(base, query)[0] == "term:who"
    assert found(base, f"{query} is it") == []


def test_nothing_found_does_not_mean_that_all_is_well(base):
    assert "does not mean that all is well" in base.text("find_none_do")
    assert "call" in base.text("find_none_do")


def test_found_follows_the_search(base):
    widget = Search(base)
    widget.search = "jacuzi"
    assert widget.found["id"].tolist() == kb.search(base, "jacuzi")["id"].tolist()
    assert widget.addresses == {}


def test_the_state_is_small_and_plain_json(widget):
    state = {name: getattr(widget, name) for name in ("knowledge", "entries", "signs", "addresses", "search")}
    size = len(json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode())
    print(f"state: {size:,} bytes, plain form: {len(widget.plain_html):,}")  # noqa: T201  shown with -rP
    assert size <= HEAVIEST
    assert len(widget.plain_html) <= LONGEST_INDEX


def test_on_paper_there_is_an_index_from_words_to_sections(widget, base):
    page = BeautifulSoup(widget.plain_html, "html.parser")
    words = [row.get_text(" ", strip=True) for row in page.select("dd")]
    assert [word.lower() for word in words] == sorted(word.lower() for word in words)
    assert [letter.get_text() for letter in page.select("dt")] == sorted({word[0].upper() for word in words})
    for row in base.rows["sections"].values():
        for word in row["other_words"]:
            line = next(one for one in page.select("dd") if one.get_text().lower().startswith(f"{word.lower()} "))
            link = line.find("a", string=str(row["number"]))
            assert link["href"] == f"{row['notebook']}.ipynb", word
    assert base.text("call_anyway") in page.get_text()
    assert not BeautifulSoup(Search(base, folder=Path("nowhere")).plain_html, "html.parser").select("a")


def test_addresses_of_notebooks_lead_to_pages_or_nowhere():
    state = {
        "addresses": {"signs": "03_signs.ipynb", "gone": "gone.ipynb"},
        "note": "03_signs.ipynb",
        "_esm": "export default {}",
    }
    saved = {"widgets": {STATE: {"state": {"a" * 32: {"state": state, "model_name": "AnyModel"}}}}}
    page = Page(saved)
    page.view("a" * 32, "here", plain_required=False)
    live = page.live({"03_signs.ipynb": "03_signs.html"}.get)
    (model,) = live["models"].values()
    assert model["state"] == {"addresses": {"signs": "03_signs.html", "gone": ""}, "note": "03_signs.ipynb"}


@pytest.mark.parametrize(("address", "page", "evening", "slide"), [
    ("03_signs.ipynb", "03_signs.html", "#part-2", "#slide-7"),
    ("03_signs.ipynb#card", "03_signs.html#card", "#part-2", "#slide-7"),
    ("other.ipynb", "other.html", None, None),
    ("https://x.test/03_signs.ipynb", *["https://x.test/03_signs.ipynb"] * 3),
    ("tel:123", *["tel:123"] * 3),
])  # fmt: skip
def test_an_address_leads_to_the_page_the_part_or_the_slide_of_its_notebook(address, page, evening, slide):
    assert handout_address(address, None) == page
    assert handout_address(address, {"03_signs": "#part-2"}) == evening
    assert slide_address(address, {"03_signs.ipynb": "slide-7"}) == slide
