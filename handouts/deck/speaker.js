// What the speaker sees: notes, what comes next, and the time. In a window of its own that is painted from here, with
// the widgets as they are now and without a script of its own, or, where there is none, in a panel under the slides.

/** Minutes and seconds. @param {number} seconds */
function deckTime(seconds) {
  const whole = Math.floor(Math.abs(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** The same with what people have chosen, typed and drawn in it. @param {Element} node */
function deckCopy(node) {
  const copy = /** @type {HTMLElement} */ (node.cloneNode(true));
  const kinds = "input:not([type=file]), select, textarea, canvas";
  const copies = copy.querySelectorAll(kinds);
  node.querySelectorAll(kinds).forEach((from, at) => {
    const to = /** @type {any} */ (copies[at]);
    if (from instanceof HTMLCanvasElement) {
      if (from.width && from.height) to.getContext("2d")?.drawImage(from, 0, 0);
      return;
    }
    for (const name of ["value", "checked", "indeterminate"]) {
      if (name in from) to[name] = /** @type {any} */ (from)[name];
    }
  });
  return copy;
}

/** Scroll a copy to where people have scrolled. @param {Element} from @param {Element} to */
function deckScroll(from, to) {
  const all = (/** @type {Element} */ node) => [node, ...node.querySelectorAll(":scope > :not(.notes) *, :scope > :not(.notes)")];
  const copies = all(to);
  all(from).forEach((node, at) => {
    if (node.scrollTop || node.scrollLeft) copies[at]?.scrollTo(node.scrollLeft, node.scrollTop);
  });
}

/**
 * @param {{slides: HTMLElement[], words: Record<string, string>, at: () => number, shown: () => number,
 *   fragments: (slide: Element) => HTMLElement[], keys: (event: KeyboardEvent) => void, turn: (step: number) => void,
 *   say: (text: string) => void, fit: () => void}} deck
 */
function deckSpeaker(deck) {
  const { slides, words } = deck;
  const stage = /** @type {HTMLElement} */ (slides[0].parentElement);
  let planned = 0;
  const ends = slides.map((slide) => (planned += 60 * Number(slide.dataset.minutes ?? 0)));
  /** @type {Window | null} */ let view = null;
  let begun = 0;
  let waiting = false;
  let ticking = 0;
  const make = (/** @type {string} */ name) => deckNode("div", { class: name });
  const [panelTimes, panelNotes] = [make("dk-times"), make("")];
  const panel = deckNode("section", { class: "dk-panel", "aria-label": words.notes, tabindex: "0", hidden: true }, panelTimes, panelNotes);
  const [place, times, now, next, remarks] = [deckNode("strong"), make("dk-times"), make(""), make(""), make("dk-remarks")];

  const isOpen = () => Boolean(view && !view.closed);
  /** The slide whose notes are for this one: itself, or the last before it in its part that has some. @param {number} at */
  const noted = (at) => slides.slice(0, at + 1).reverse().find((slide) => slide.dataset.part === slides[at].dataset.part && slide.querySelector(".notes"));
  const notes = () => {
    const found = noted(deck.at())?.querySelector(".notes");
    if (!found) return deckNode("p", {}, words.no_notes);
    const copy = deckCopy(found);
    copy.querySelectorAll("details").forEach((part) => (part.open = true)); // a speaker has no hand free
    return copy;
  };
  slides.forEach((slide, at) => {
    const from = noted(at);
    if (from && from !== slide) slide.dataset.notes = deckFill(words.notes_from, { number: slides.indexOf(from) + 1 });
  });

  /** Clock, time since the start, plan. */
  function lines() {
    const clock = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    const elapsed = begun ? (Date.now() - begun) / 1000 : 0;
    const said = [`${words.clock}: ${clock}`, `${words.elapsed}: ${deckTime(elapsed)}`];
    if (planned) {
      const left = ends[deck.at()] - elapsed;
      said.push(deckFill(left < 0 ? words.over : words.left, { end: deckTime(ends[deck.at()]), left: deckTime(left) }));
    }
    return said.map((line) => deckNode("p", {}, line));
  }

  /**
   * A slide as a picture: nothing in it can be pressed.
   * @param {HTMLElement} place @param {string} title @param {number} at @param {number} shown @param {number} share
   */
  function draw(place, title, at, shown, share) {
    const copy = deckCopy(slides[at]);
    copy.classList.add("is-current");
    copy.inert = true;
    copy.querySelector(".notes")?.remove();
    deck.fragments(copy).forEach((fragment, number) => fragment.classList.toggle("is-shown", number < shown));
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const [width, height] = [stage.clientWidth / rem, stage.clientHeight / rem];
    const picture = deckNode("div", { class: "dk-slides" }, copy);
    const zoom = (share * ((view?.innerWidth ?? 0) - 70)) / (20 * width);
    picture.style.cssText = `inline-size:${width}rem;block-size:${height}rem;zoom:${zoom}`;
    place.replaceChildren(deckNode("h2", {}, title), picture);
    if (at === deck.at()) deckScroll(slides[at], copy);
  }

  function paint() {
    waiting = false;
    if (!panel.hidden) panelNotes.replaceChildren(notes());
    tick();
    if (!view || !isOpen()) return;
    const [at, shown] = [deck.at(), deck.shown()];
    draw(now, words.now, at, shown, 0.6);
    if (shown < deck.fragments(slides[at]).length) draw(next, words.next, at, shown + 1, 0.4);
    else if (slides[at + 1]) draw(next, words.next, at + 1, 0, 0.4);
    else next.replaceChildren(deckNode("h2", {}, words.next), deckNode("p", {}, words.end));
    remarks.replaceChildren(deckNode("h2", {}, words.notes), notes());
    place.textContent = slides[at].dataset.place ?? "";
    view.document.title = `${words.speaker}: ${slides[at].getAttribute("aria-label")}`;
  }

  /** Paint soon, by the clock of the speaker's window: a window that is covered has a slow one. */
  function changed() {
    if (waiting || (panel.hidden && !isOpen())) return;
    waiting = true;
    (isOpen() ? /** @type {Window} */ (view) : window).setTimeout(paint, 60);
  }

  function tick() {
    if (!panel.hidden) panelTimes.replaceChildren(...lines());
    if (isOpen()) times.replaceChildren(...lines());
  }

  function restart() {
    begun = Date.now();
    tick();
  }

  /** The window, or else the panel. */
  function open() {
    waiting = false;
    try {
      view = window.open("", "deck-speaker", "popup,width=1200,height=760");
    } catch {
      view = null;
    }
    if (!view || view.closed) {
      view = null;
      if (panel.hidden) togglePanel();
      return deck.say(words.refused);
    }
    const { document: page } = view;
    if (!page.body.contains(now)) {
      const { lang, dataset } = document.documentElement;
      page.head.replaceChildren(...[...document.querySelectorAll("style")].map((style) => style.cloneNode(true)));
      Object.assign(page.documentElement, { lang, className: "dk-on dk-speaker" });
      if (dataset.wkTheme) page.documentElement.dataset.wkTheme = dataset.wkTheme;
      const buttons = [deckButton(words.previous, () => deck.turn(-1)), deckButton(words.next, () => deck.turn(1)), deckButton(words.restart, restart)];
      page.body.replaceChildren(deckNode("header", { class: "dk-times" }, place, times, ...buttons), now, next, remarks);
      page.addEventListener("keydown", deck.keys, true);
      view.addEventListener("resize", changed);
      view.setInterval(tick, 1000);
    }
    view.focus();
    paint();
  }

  function togglePanel() {
    panel.hidden = !panel.hidden;
    ticking ||= window.setInterval(tick, 1000);
    deck.fit();
    paint();
  }

  new MutationObserver(changed).observe(stage, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const kind of ["input", "change", "scroll"]) stage.addEventListener(kind, changed, true);
  window.addEventListener("resize", changed);
  window.addEventListener("pagehide", () => view?.close());
  return { open, togglePanel, changed, restart, panel, begin: () => void (begun ||= Date.now()) };
}
