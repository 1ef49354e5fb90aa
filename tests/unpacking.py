"""The other end of what a page has packed, as unpack.js does it, for tests that look into pages without a browser."""

from __future__ import annotations

import gzip
import json
import re

from handouts.repeats import text_of

BLOCK = re.compile(r'id="handout-state"[^>]*>([^<]+)<')
STYLE = re.compile(r'<style id="handout-style">(.*?)</style>', re.DOTALL)


def unpacked_text(page: str) -> str:
    """The JSON text that a page has packed; "" if it has none."""
    block = BLOCK.search(page)
    if not block:
        return ""
    head, *pieces = gzip.decompress(_bytes(block[1])).split(b"\n")
    said, _, length, skips, counts = json.loads(head)
    style = STYLE.search(page)
    body = page.partition("<body>")[2].partition("<script")[0]
    text = f"{style[1] if style else ''}{text_of(body)}".encode()[:said]
    at = 0
    for piece, skip, count in zip(pieces, [*skips, 0], [*counts, 0], strict=True):
        text += piece
        at += skip
        text += text[at : at + count]
        at += count
    assert len(text) == said + length
    return text[said:].decode()


def _bytes(letters: str) -> bytes:
    """Base 91: two letters for 13 bits, one for the last 6 or fewer."""
    digits = [ord(letter) - (36 if letter > "<" else 35) for letter in letters]
    found = []
    for start in range(0, len(digits), 16):  # 13 bytes
        part = digits[start : start + 16]
        pairs = [low + 91 * high for low, high in zip(part[::2], part[1::2], strict=False)] + part[len(part) & ~1 :]
        number = sum(pair << 13 * place for place, pair in enumerate(pairs))
        found.append(number.to_bytes(14, "little")[: (len(part) // 2 * 13 + len(part) % 2 * 6) // 8])
    return b"".join(found)
