// Slides that are too long for a wall become several, with letters as large as on the others. Only what stands still is
// parted: lists by their points, tables by their rows, and the children of whatever says data-slide-break. What cannot
// be parted, such as a live widget, stays whole, and its slide scrolls.

const DECK_FLOWS = ".ho-cell, .ho-output, .ho-vbox, ul, ol, table, tbody, [data-slide-break]";
const DECK_STAYS = "h1, h2, h3, h4, h5, h6, caption, colgroup, thead, tr:has(> [scope=rowgroup])"; // with what follows

/** The pieces of a box in their order, none of which is parted. @param {Element} box @returns {HTMLElement[]} */
function deckPieces(box) {
  return [...box.children].flatMap((child) => {
    const node = /** @type {HTMLElement} */ (child);
    if (node.matches(".notes")) return [];
    const says = [...node.childNodes].some((part) => part.nodeType === 3 && part.textContent?.trim());
    return node.matches(DECK_FLOWS) && !says && node.children.length ? deckPieces(node) : [node];
  });
}

/**
 * The pieces of a slide as they share the room of one slide each.
 * @param {HTMLElement} slide @param {number} room px @param {number} heading px that the title takes where it is said again
 */
function deckShares(slide, room, heading) {
  /** @type {HTMLElement[][]} */ const shares = [[]];
  let [top, taken] = [-1, 0];
  for (const piece of deckPieces(slide)) {
    const box = piece.getBoundingClientRect();
    const share = shares[shares.length - 1];
    if (box.height && top < 0) top = box.top;
    if (box.height && box.bottom - top + taken > room && share.some((one) => !one.matches(DECK_STAYS))) {
      let first = share.length;
      while (share[first - 1].matches(DECK_STAYS)) first -= 1;
      shares.push([...share.splice(first), piece]);
      const next = shares[shares.length - 1][0];
      const table = /** @type {HTMLTableElement | null} */ (next.closest("tbody")?.parentElement ?? null);
      const again = [table?.tHead, table?.caption].reduce((sum, part) => sum + (part?.offsetHeight ?? 0), 0);
      [top, taken] = [next.getBoundingClientRect().top, heading + again];
    } else {
      share.push(piece);
    }
  }
  return shares;
}

/** A slide for some pieces of another one, in boxes like those they stood in. @param {HTMLElement} slide @param {HTMLElement[]} pieces */
function deckTake(slide, pieces) {
  /** @type {Map<Element, Element>} */ const boxes = new Map();
  /** @param {Element} box @returns {Element} */
  const like = (box) => {
    const known = boxes.get(box);
    if (known) return known;
    const copy = /** @type {HTMLElement} */ (box.cloneNode(false));
    copy.removeAttribute("id");
    if (box instanceof HTMLOListElement) copy.setAttribute("start", String(box.start + [...box.children].indexOf(pieces[0])));
    if (box instanceof HTMLTableElement) copy.append(...[...box.children].filter((part) => part.matches("caption, colgroup, thead")).map((part) => part.cloneNode(true)));
    boxes.set(box, copy);
    if (box !== slide) like(/** @type {Element} */ (box.parentElement)).append(copy);
    return copy;
  };
  const placed = pieces.map((piece) => /** @type {const} */ ([piece, like(/** @type {Element} */ (piece.parentElement))]));
  for (const [piece, box] of placed) box.append(piece);
  for (const box of boxes.keys()) if (!box.children.length && !box.textContent?.trim()) box.remove(); // inner ones come first
  return /** @type {HTMLElement} */ (like(slide));
}

/**
 * All slides, those that were too long in several parts. They share its title, and its time evenly; its notes are those
 * of the first. Numbers in labels, ids and links follow.
 * @param {HTMLElement[]} slides @param {Record<string, string>} words @returns {HTMLElement[]}
 */
function deckSplit(slides, words) {
  const root = document.documentElement;
  const name = root.className;
  root.classList.add("dk-on", "dk-measured"); // as on a screen of 1280 by 720, whatever this one is
  const style = getComputedStyle(slides[0]);
  const room = slides[0].clientHeight - parseFloat(style.paddingBlockStart) - parseFloat(style.paddingBlockEnd);
  const rem = parseFloat(getComputedStyle(root).fontSize);
  const planned = slides.map((slide) => (slide.scrollHeight > slide.clientHeight + 1 ? deckShares(slide, room, 2.3 * rem) : []));
  root.className = name;

  const links = [...document.querySelectorAll("a[href^='#slide-']")].map((link) => /** @type {const} */ (
    [link, document.getElementById(link.getAttribute("href")?.slice(1) ?? "")]));
  const all = slides.flatMap((slide, at) => {
    const { title = "", minutes } = slide.dataset;
    const count = planned[at].length;
    if (minutes && count) slide.dataset.minutes = String(Number(minutes) / count);
    const later = planned[at].slice(1).reverse().map((pieces) => deckTake(slide, pieces)); // so that places stay right
    const parts = [slide, ...later.reverse()];
    parts.forEach((part, number) => {
      if (count > 1) part.dataset.title = deckFill(words.part, { title, number: number + 1, count });
      if (!number) return;
      delete part.dataset.part;
      part.classList.add("dk-part");
      const seen = slide.querySelector("h1, h2, h3, h4, h5, h6"); // else nobody sees the title, on any part
      part.prepend(deckNode("h2", { class: seen ? "dk-again" : "dk-say" }, part.dataset.title));
      parts[number - 1].after(part);
    });
    return parts;
  });
  all.forEach((slide, at) => {
    slide.id = `slide-${at + 1}`;
    slide.setAttribute("aria-label", deckFill(words.at, { number: at + 1, count: all.length, title: slide.dataset.title }));
  });
  for (const [link, target] of links) if (target) link.setAttribute("href", `#${target.id}`);
  return all;
}
