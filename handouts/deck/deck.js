// Shows the slides of a page one at a time: keys, clicker, touch, overview, black screen, print. Without it, and on a
// narrow screen, the page is a document to scroll.
export function start() {
  const root = document.documentElement;
  const words = deckWords;
  const written = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("section.slide")]);
  const wide = matchMedia("(min-width: 700px)");
  if (!written.length) return;
  const slides = deckSplit(written, words);

  slides.forEach((slide, number) => {
    slide.dataset.place = `${number + 1} / ${slides.length}`;
    slide.dataset.part ??= slides[number - 1]?.dataset.part ?? "";
  });

  let at = 0;
  let shown = 0; // fragments of the current slide
  let typed = "";
  let forgetting = 0;
  let letters = true;
  let touched = [0, 0];

  const isOn = () => root.classList.contains("dk-on");
  const fragments = (/** @type {Element} */ slide) => /** @type {HTMLElement[]} */ ([...slide.querySelectorAll(".fragment")]);
  const label = () => slides[at].getAttribute("aria-label") ?? "";
  const status = deckNode("p", { class: "dk-say", role: "status" });
  const say = (/** @type {string} */ text) => void (status.textContent = text);
  const badge = deckNode("p", { class: "dk-typed", hidden: true, "aria-hidden": "true" });
  const black = deckNode("div", { class: "dk-black", hidden: true, onclick: () => blacken(false) });
  const heading = deckNode("h1", { class: "dk-say" }, document.title); // for the slides that have none of this rank
  const [part, more, place] = [deckNode("span"), deckNode("span"), deckNode("span")];
  const overview = deckOverview(slides, words, (number) => go(number, 0));
  const help = deckHelp(words, print, (on) => (letters = on));
  const speaker = deckSpeaker({ slides, words, fragments, say, at: () => at, shown: () => shown, keys, turn, fit });

  /** Say whether there is more below, and let keys reach it. */
  function fit() {
    if (!isOn()) return;
    const { scrollHeight, clientHeight, scrollTop } = slides[at];
    if (scrollHeight > clientHeight + 1) slides[at].tabIndex = 0;
    else slides[at].removeAttribute("tabindex");
    more.textContent = scrollTop + clientHeight < scrollHeight - 8 ? words.more : "";
  }

  /** Put the state into the page: one slide can be seen, reached and read, with its fragments so far. */
  function paint() {
    slides.forEach((slide, number) => {
      slide.classList.toggle("is-current", number === at);
      slide.inert = isOn() && (number !== at || !black.hidden);
    });
    fragments(slides[at]).forEach((fragment, number) => fragment.classList.toggle("is-shown", number < shown));
    for (const fragment of fragments(document.body)) {
      fragment.inert = isOn() && !fragment.classList.contains("is-shown");
    }
    heading.hidden = Boolean(slides[at].querySelector("h1"));
    bar.inert = !black.hidden;
    part.textContent = slides[at].dataset.part ?? "";
    place.textContent = slides[at].dataset.place ?? "";
    speaker.changed();
  }

  /** @param {number} number @param {number} [steps] fragments to show at once; all, if it is left out */
  function go(number, steps = Infinity) {
    const before = at;
    at = Math.min(Math.max(number, 0), slides.length - 1);
    shown = Math.min(steps, fragments(slides[at]).length);
    if (at !== before) speaker.begin();
    paint();
    if (isOn()) slides[at].scrollTop = 0;
    fit();
    say(label());
    try {
      history.replaceState(null, "", `#${slides[at].id}`);
    } catch {
      // a page that may not change its address goes on without
    }
  }

  /** One step on or back: a fragment, or a slide. @param {number} step */
  function turn(step) {
    if (!black.hidden) return blacken(false);
    const all = fragments(slides[at]);
    if (step > 0 ? shown < all.length : shown > 0) {
      shown += step;
      paint();
      say(step > 0 ? (all[shown - 1].textContent ?? "").trim().slice(0, 300) : label());
    } else if (slides[at + step]) {
      go(at + step, step > 0 ? 0 : Infinity);
    }
  }

  /** Down and up scroll first where there is more to see. @param {number} step */
  function scrollOrTurn(step) {
    const { scrollTop, scrollHeight, clientHeight } = slides[at];
    const rest = step > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (rest > 2 && black.hidden) slides[at].scrollTop += step * Math.min(rest, clientHeight * 0.6);
    else turn(step);
  }

  /** On or back to the next slide that is no further part of another one. @param {number} step */
  function skip(step) {
    let to = at + step;
    while (slides[to]?.matches(".dk-part")) to += step;
    go(to, 0);
  }

  /** @param {boolean} on */
  function blacken(on) {
    black.hidden = !on;
    paint();
    say(on ? words.black : label());
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else root.requestFullscreen?.().catch(() => {}); // refused in a frame, or when asked for from the other window
  }

  function openOverview() {
    if (!black.hidden) blacken(false);
    overview.open(at);
  }

  /** @param {boolean} notes */
  function print(notes) {
    help.close();
    root.classList.toggle("dk-with-notes", notes);
    window.print();
  }

  /** Remember the digits of a number for a while; none forgets them. @param {string} digit */
  function type(digit) {
    typed = digit && (typed + digit).slice(-3);
    badge.textContent = typed;
    badge.hidden = !typed;
    clearTimeout(forgetting);
    if (typed) forgetting = window.setTimeout(type, 4000, "");
  }

  function goToTyped() {
    const number = Number(typed);
    type("");
    go(number - 1, 0);
  }

  /** Does the control that has the focus need this key itself? @param {any} control @param {string} key */
  function owns(control, key) {
    if (control?.nodeType !== 1 || /^(Page|F5)/.test(key)) return false; // a clicker turns whatever has the focus
    if (control.isContentEditable || control.matches("textarea, select")) return true;
    if (control.matches("input")) {
      if (control.type === "checkbox") return key === " ";
      if (/^(radio|range)$/.test(control.type)) return /^( |Arrow|Home|End)/.test(key);
      return /^(button|submit|reset|file|color|image)$/.test(control.type) ? /^( |Enter)/.test(key) : true;
    }
    if (control.matches("button, summary")) return /^( |Enter)/.test(key);
    if (control.matches("a[href]")) return key === "Enter";
    if (control.matches("[role]:not([role=group], [role=img], [role=region])")) return /^( |Enter|Arrow|Home|End)/.test(key);
    if (control.tabIndex !== 0 || slides.includes(control)) return false;
    const across = /^Arrow(Left|Right)/.test(key) && control.scrollWidth > control.clientWidth;
    return across || (/^Arrow(Up|Down)/.test(key) && control.scrollHeight > control.clientHeight + 1);
  }

  /** @type {Record<string, () => void>} */
  const always = {
    ArrowRight: () => turn(1), PageDown: () => turn(1), " ": () => turn(1), ArrowDown: () => scrollOrTurn(1),
    ArrowLeft: () => turn(-1), PageUp: () => turn(-1), ArrowUp: () => scrollOrTurn(-1), Escape: openOverview,
    Home: () => go(0, 0), End: () => go(slides.length - 1), F5: fullScreen,
  };
  /** @type {Record<string, () => void>} */
  const byLetter = {
    b: () => blacken(black.hidden), ".": () => blacken(black.hidden), f: fullScreen, o: openOverview, s: speaker.open,
    n: speaker.togglePanel, t: speaker.restart, "?": () => help.showModal(),
  };

  /** What a key stands for, if it stands for anything. @param {string} key @param {boolean} shift */
  function meaning(key, shift) {
    if (typed && key === "Enter") return goToTyped;
    if (shift && key === " ") return () => turn(-1);
    if (shift && /^Arrow(Left|Right)$/.test(key)) return () => skip(key === "ArrowLeft" ? -1 : 1);
    if (always[key] || !letters) return always[key];
    if (/^[0-9]$/.test(key)) return () => type(key);
    if (key.toLowerCase() === "p") return () => print(shift);
    return byLetter[key.toLowerCase()];
  }

  /** @param {KeyboardEvent} event of this window or of the speaker's */
  function keys(event) {
    const { key, shiftKey } = event;
    if (key === "Tab") root.classList.add("dk-tab"); // a slide shows that it has the focus when a key brought it there
    if (!isOn() || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (key === "Escape" && document.querySelector(":popover-open")) return; // it closes this first
    if (overview.dialog.open || help.open) {
      if (key === "F5") event.preventDefault();
      if (overview.dialog.open) overview.keys(event);
      if (event.view !== window && key === "Escape") [overview.dialog, help].forEach((dialog) => dialog.close());
      return;
    }
    if (owns(event.composedPath()[0], key) && !(typed && key === "Enter")) return;
    const act = meaning(key, shiftKey);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  /** @param {TouchEvent} event */
  function swipe(event) {
    const { clientX, clientY } = event.changedTouches[0];
    if (event.type === "touchstart") touched = event.touches.length === 1 ? [clientX, clientY] : [NaN, NaN];
    const [across, down] = [clientX - touched[0], clientY - touched[1]];
    const from = /** @type {Element} */ (event.target).closest?.("input, select, textarea, [role=img], [role=group][tabindex]");
    if (!isOn() || event.type === "touchstart" || (from && from.scrollWidth > from.clientWidth) || from?.matches("[type=range]")) return;
    if (Math.abs(across) > 60 && Math.abs(across) > 2 * Math.abs(down)) turn(across < 0 ? 1 : -1);
  }

  function fromAddress() {
    let id = location.hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return;
    }
    const number = slides.indexOf(/** @type {HTMLElement} */ (document.getElementById(id)?.closest("section.slide")));
    if (number >= 0 && number !== at) go(number, 0);
  }

  /** Slides where there is room for them; on a phone a document. */
  function mode() {
    root.classList.toggle("dk-on", wide.matches);
    paint();
    fit();
  }

  const bar = deckNode("footer", { class: "dk-bar" }, part, more, place,
    deckButton(words.previous, () => turn(-1), "M15 5 8 12l7 7"),
    deckButton(words.next, () => turn(1), "m9 5 7 7-7 7"),
    deckButton(words.overview, openOverview, "M4 4h7v7H4z", "M13 4h7v7h-7z", "M4 13h7v7H4z", "M13 13h7v7h-7z"),
    deckButton(words.key_speaker, speaker.open, "M4 4h16v11H4z", "M12 15v5", "M8 20h8"),
    deckButton(words.full_screen, fullScreen, "M4 9V4h5", "M15 4h5v5", "M20 15v5h-5", "M9 20H4v-5"),
    deckButton(words.help, () => help.showModal(), "M9 9a3 3 0 1 1 4 2.8c-.7.3-1 .9-1 1.7", "M12 17v.5"));
  document.body.append(speaker.panel, bar, status, badge, black, overview.dialog, help);
  window.addEventListener("keydown", keys, true);
  window.addEventListener("resize", fit);
  window.addEventListener("hashchange", fromAddress);
  window.addEventListener("afterprint", () => root.classList.remove("dk-with-notes"));
  window.addEventListener("pointerdown", () => root.classList.remove("dk-tab"));
  wide.addEventListener("change", mode);
  const stage = /** @type {HTMLElement} */ (slides[0].parentElement);
  for (const kind of ["touchstart", "touchend"]) stage.addEventListener(kind, /** @type {any} */ (swipe), { passive: true });
  for (const kind of ["click", "input", "scroll"]) stage.addEventListener(kind, () => requestAnimationFrame(fit), true);
  new MutationObserver(fit).observe(root, { attributeFilter: ["data-ready"] });
  for (const word of stage.querySelectorAll("button[popovertarget]")) {
    const note = document.getElementById(word.getAttribute("popovertarget") ?? "");
    if (note && note.closest(".slide") !== word.closest(".slide")) word.after(note); // on another slide nobody sees it
  }
  stage.prepend(heading);
  mode();
  fromAddress();
}
