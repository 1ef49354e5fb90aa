"""Putting the page together: frame, contents, header and footer, and the checks that nothing comes from outside."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.dammit import EntitySubstitution
from bs4.element import PreformattedString
from bs4.formatter import HTMLFormatter
from markupsafe import Markup

from handouts.frame import framed, page_style
from handouts.models import Page
from handouts.running.execution import HandoutError
from handouts.styles import closed
from handouts.words import language as language_of_page

BEFORE_BLOCK = re.compile(
    r"\n+<(?=/?(?:d[dlt]|details|div|fieldset|h[1-6]|legend|li|ol|p|section|summary|t[dhr]|table|tbody|thead|ul)[ >])"
)
SHORT = HTMLFormatter(
    EntitySubstitution.substitute_xml, void_element_close_prefix="", empty_attributes_are_booleans=True
)
PART = "div.ho-cell.page-part"
LAB_ONLY = "data-lm-suppress-shortcuts"  # keeps JupyterLab from taking a control's keys; means nothing on a page
LOADS = {
    "audio": "src", "embed": "src", "iframe": "src", "image": "href", "img": "src", "input": "src", "link": "href",
    "object": "data", "script": "src", "source": "src", "track": "src", "use": "href", "video": "src",
}  # fmt: skip
NEVER = ("base", "meta", "plaintext", "script")  # lead elsewhere, end the page, or would not be run by its policy
NOTEBOOK = re.compile(r"(?![a-z]+:|//)([^?#]*)\.ipynb((?:[?#].*)?)")
CSS_LOADS = re.compile(
    r"""(?:url\(\s*["']?|@import\s*["'])(?!data:|#|%23|["'\)])([^"')\s]+)""", re.IGNORECASE
)  # %23 is #


def external(soup: BeautifulSoup, styles: str) -> Iterator[str]:
    """Everything that a browser would have to fetch: files and addresses, from markup and from styles."""
    for tag in soup.find_all(list(LOADS)):
        address = str(tag.get(LOADS[tag.name]) or tag.get("xlink:href") or "")
        if address and not address.startswith(("data:", "#")):
            yield f"<{tag.name}> loads {address}"
    for tag in soup.find_all(poster=True):
        yield f"<{tag.name}> loads {tag['poster']}"
    for tag in soup.find_all(srcset=re.compile(r"(?:^|,\s)\s*(?!data:)\S")):
        yield f"<{tag.name}> loads {tag['srcset']}"
    inline = [tag["style"] for tag in soup.find_all(style=True)]
    for text in [styles, *(tag.get_text() for tag in soup.find_all("style")), *inline]:
        yield from (f"a style loads {address}" for address in CSS_LOADS.findall(str(text)))


def assemble(body: str, page: Page, title: str, language: str, pages: Mapping[str, str] | None = None) -> str:
    """The whole page.

    Args:
        body: the cells, each in a `div.ho-cell`.
        page: its widgets.
        title: for the window and for the index.
        language: the `lang` of the page.
        pages: addresses by the names of notebooks; links to others become text. None for name.html.

    Raises:
        HandoutError: if anything would be loaded from outside.
    """
    soup, address = mended(body, page.styles()), partial(handout_address, pages=pages)
    style = page_style() + styles_apart(soup, page.styles())
    turn_links(soup, address)
    _rank_parts(soup)
    header, footer = (_take(soup, f"page-{place}") for place in ("header", "footer"))
    return framed(
        "page.html",
        style,
        page.live(address),
        title=title,
        language=language,
        headings=_headings(soup),
        parted=bool(soup.select_one(PART)),
        header=header,
        own_page=_take(soup, "own-page"),
        body=written(soup),
        footer=footer,
    )


def written(soup: Tag) -> Markup:
    """Parsed and checked markup in few letters."""
    return Markup(BEFORE_BLOCK.sub("<", soup.decode(formatter=SHORT)))  # noqa: S704


def mended(body: str, styles: str) -> BeautifulSoup:
    """The cells as they can stand on a page of their own.

    Args:
        body: the cells, each in a `div.ho-cell`.
        styles: the style sheets that the page has in its head.

    Raises:
        HandoutError: if anything would be loaded from outside.
    """
    soup = BeautifulSoup(body, "html.parser")
    found = list(external(soup, styles))
    if found:
        raise HandoutError("the page needs something from outside, which works in no handout: " + "; ".join(found))
    for tag in soup.find_all(NEVER):
        tag.decompose()
    for remark in soup.find_all(string=lambda text: isinstance(text, PreformattedString)):
        remark.extract()  # where a remark ends is not the same for every reader, so that one could hide a tag
    for tag in soup.select(f"[{LAB_ONLY}]"):
        del tag[LAB_ONLY]
    for link in soup.select("a[target]"):  # a deck's host says it of all that lead out
        del link["target"], link["rel"]
    for tag in soup.select(f'[lang="{language_of_page()}"]'):
        if not tag.find_parent(lang=True):
            del tag["lang"]  # the page says it
    _open_tables(soup)
    return soup


def _take(soup: BeautifulSoup, tag: str) -> Markup:
    cells = soup.select(f"div.ho-cell.{tag}")
    return Markup().join(written(cell.extract()) for cell in cells)


def styles_apart(soup: BeautifulSoup, styles: str) -> Markup:
    """The styles of the widgets with those that outputs bring along, each once; these are taken out of the outputs."""
    for style in soup.find_all("style"):
        if style.get_text() not in styles:
            styles += "\n" + closed(style.get_text())
        style.decompose()
    return Markup(styles.replace("</", "<\\/"))  # noqa: S704  so that no sheet ends its element


def _headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    headings = []
    for number, heading in enumerate(soup.select("h2")):
        if not heading.find_parent(class_="ho-output"):
            heading["id"] = f"part-{number + 1}"
            headings.append((f"part-{number + 1}", heading.get_text(" ", strip=True)))
    return headings


def turn_links(soup: BeautifulSoup, address: Callable[[str], str | None]) -> None:
    """Let all links lead where `address` says; those that it leads nowhere (None) become text."""
    for link in soup.select("a[href]"):
        where = address(str(link["href"]))
        if where is None:
            link.unwrap()
        else:
            link["href"] = where


def handout_address(address: str, pages: Mapping[str, str] | None) -> str | None:
    """Where the address of a notebook leads: to its page, or nowhere (None). Other addresses stay as they are."""
    found = NOTEBOOK.fullmatch(address)
    if not found:
        return address
    page = f"{found[1]}.html" if pages is None else pages.get(unquote(found[1]))
    return page if page is None or "#" in page else page + found[2]


def _rank_parts(soup: BeautifulSoup) -> None:
    """On a page of several notebooks the title of each is a heading below that of the page, and so on."""
    if soup.select_one(PART):
        for heading in soup.select("h1, h2, h3, h4, h5"):
            if not heading.find_parent(class_="ho-output"):
                heading.name = f"h{int(heading.name[1]) + 1}"


def _open_tables(soup: BeautifulSoup) -> None:
    for missing in soup.select("[data-figure-missing]"):
        table = missing.find_next("details")
        if isinstance(table, Tag):
            table["open"] = ""
