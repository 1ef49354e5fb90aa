"""What a page would carry twice, told once.

Much of what scripts need stands in the page already: what a view shows is what its plain form says, and the styles
that apply to it stand open. And much of it is the same for several views, farther apart than gzip looks back, which is
32 kB. Both are told by the place where they stand.
"""

from __future__ import annotations

import re
from html import unescape

KEY = 16  # bytes by which a place is found
STEP = 4  # only every fourth place can be found; what is found is followed from there in both directions
NEAR = 24_000  # bytes that are left to gzip
WORTH_IT = 28  # bytes
PIECE = re.compile(
    r"<(?P<end>/?)(?P<tag>[a-z][\w:-]*)[^>]*>|(?P<text>[^<\0\r]+)|<!--(?!-?>)(?:(?!--!>).)*?-->|(?P<odd>[<\0\r])",
    re.DOTALL | re.IGNORECASE,
)
READ_OTHERWISE = {"frameset", "iframe", "noembed", "noframes", "noscript", "plaintext", "template", "title", "xmp"}
NO_MARKUP = re.compile(  # in these, tags and signs are letters
    r"<textarea\b[^>]*>[^<]*<(?!/textarea)|<style\b[^>]*>[^<&]*(?:&|<(?!/style))", re.IGNORECASE
)
DROPS_A_BREAK = {"listing", "pre", "textarea"}  # right after the tag
BODIES = {"thead", "tbody", "tfoot"}
STANDS_IN = {
    "caption": {"table"}, "colgroup": {"table"}, "col": {"colgroup"}, **{body: {"table"} for body in BODIES},
    "tr": {"table", *BODIES}, "th": {"tr"}, "td": {"tr"},
}  # fmt: skip
NO_TEXT = {"table", "colgroup", "tr", *BODIES}  # a browser moves what else stands there to another place


def told_once(whole: bytes, told: bytes) -> tuple[list[bytes], list[int], list[int]]:
    """A text without what stands somewhere before.

    Args:
        whole: the text.
        told: another one that comes before it.

    Returns:
        The pieces that are left. And for what belongs between each and the next: how far its place is from the end of
        the place before (at first from the start of `told`), and how long it is.
    """
    text, end = told + whole, len(told) + len(whole)
    places: dict[bytes, int] = {}
    for place in range(0, len(told) - KEY + 1, STEP):
        places.setdefault(text[place : place + KEY], place)
    pieces, skips, counts = [], [], []
    kept = at = len(told)  # up to where all is told; where to look
    after = 0
    known = at + -at % STEP
    while at <= end - KEY:
        while known <= at - NEAR:
            places.setdefault(text[known : known + KEY], known)
            known += STEP
        found = places.get(text[at : at + KEY])
        first, last = _alike(text, at, found, kept) if found is not None else (at, at)
        if found is None or last - first < WORTH_IT:
            at += 1
            continue
        place = found - (at - first)
        pieces.append(text[kept:first])
        skips.append(place - after)
        counts.append(last - first)
        after = place + last - first
        kept = at = last
    return [*pieces, text[kept:]], skips, counts


def _alike(text: bytes, here: int, there: int, least: int) -> tuple[int, int]:
    """From where (not before `least`) to where a text is the same around two places whose next bytes are the same."""
    first, apart = here, here - there
    while first > least and first > apart and text[first - 1] == text[first - 1 - apart]:
        first -= 1
    end = min(len(text), first + apart)  # what is copied must be there already
    last = min(here + KEY, end)
    while last + KEY <= end and text[last : last + KEY] == text[last - apart : last + KEY - apart]:
        last += KEY
    while last < end and text[last] == text[last - apart]:
        last += 1
    return first, last


def text_of(markup: str) -> str:
    """What a browser gives as the text of markup that a parser has written; "" if it may read any of it otherwise.

    Args:
        markup: all tags are closed, and no value of an attribute holds the sign that ends a tag.
    """
    if NO_MARKUP.search(markup):
        return ""
    said: list[str] = []
    inside: list[str] = []  # the parts of tables that are open
    before = ""
    for found in PIECE.finditer(markup):
        end, tag, text = found["end"], (found["tag"] or "").lower(), found["text"] or ""
        if found["odd"] or tag in READ_OTHERWISE or not _stands(tag, end, text, inside[-1] if inside else ""):
            return ""
        said.append(text[text.startswith("\n") and before in DROPS_A_BREAK :])
        before = "" if end else tag
        if tag == "table" or (tag in STANDS_IN and tag != "col"):
            inside[len(inside) - bool(end) :] = [] if end else [tag]
    return unescape("".join(said))


def _stands(tag: str, end: str, text: str, place: str) -> bool:
    """Does a piece stay where it stands, which is in this part of a table (or in none)?"""
    if end and (tag == "table" or tag in STANDS_IN):
        return tag == place
    if tag in STANDS_IN:
        return place in STANDS_IN[tag]
    return place not in NO_TEXT or not (tag or text.strip())
