// @ts-check
// Which cells make a slide, and which key turns the page. Pure functions: no Lab, no kernel.

/** @typedef {{kind?: string, tags?: string[]}} CellFacts */
/** @typedef {number[][]} Slide cells by step: the first step is there from the start, each other is a fragment */

const HIDDEN = new Set(["skip", "notes"]);
export const REMOVED = "remove-in-handout"; // what the exporters leave out is left out here too

/** The slides of a notebook. Notes, skipped cells and what a handout leaves out are on none.
 * @param {CellFacts[]} cells @returns {Slide[]} */
export function plan(cells) {
  /** @type {Slide[]} */
  const slides = [];
  cells.forEach(({ kind = "-", tags = [] }, place) => {
    if (HIDDEN.has(kind) || tags.includes(REMOVED)) return;
    const slide = slides[slides.length - 1];
    if (!slide || kind === "slide" || kind === "subslide") slides.push([[place]]);
    else if (kind === "fragment") slide.push([place]);
    else slide[slide.length - 1].push(place);
  });
  return slides;
}

/** @typedef {{slide: number, step: number}} Place */

/** One step on or back. @param {Slide[]} slides @param {Place} place @param {1 | -1} by @returns {Place} */
export function turned(slides, { slide, step }, by) {
  const inside = step + by;
  if (inside >= 0 && inside < (slides[slide]?.length ?? 0)) return { slide, step: inside };
  const other = slide + by;
  if (other < 0 || other >= slides.length) return { slide, step };
  return { slide: other, step: by > 0 ? 0 : slides[other].length - 1 };
}

const CONTROL = "input, select, textarea, button, summary, a[href], audio, video, [contenteditable=true], [role]";
const PRESSED = /^(button|checkbox|radio|switch|tab|link|menuitem|option)$/;
const TEXTS = /^(text|search|email|number|tel|url|password|date|time|week|month|datetime-local)$/;

/** Does the control in focus need this key itself? The two keys of a clicker are needed by long texts only.
 * @param {Element | null} target @param {string} key */
export function owns(target, key) {
  const control = target?.closest(CONTROL);
  if (!control) return false;
  const [tag, role] = [control.tagName, control.getAttribute("role") ?? ""];
  const long = tag === "TEXTAREA" || control.getAttribute("contenteditable") === "true" || role === "textbox";
  if (long || key === "PageDown" || key === "PageUp") return long;
  const type = tag === "INPUT" ? /** @type {HTMLInputElement} */ (control).type : "";
  if (TEXTS.test(type) || role === "searchbox" || role === "combobox" || role === "spinbutton") return true;
  if (key.startsWith("Arrow") || key === "Home" || key === "End") {
    return type === "radio" || type === "range" || /^(SELECT|AUDIO|VIDEO)$/.test(tag) || /^(slider|radio|tab|listbox|option|menuitem|grid|tree)$/.test(role);
  }
  return type !== "" || /^(BUTTON|SUMMARY|A|SELECT|AUDIO|VIDEO)$/.test(tag) || PRESSED.test(role);
}

/** What a key does in the slides; "down" and "up" move within a long slide first.
 * @param {{key: string, shiftKey: boolean, altKey: boolean, ctrlKey: boolean, metaKey: boolean, code: string}} event
 * @returns {"" | "next" | "back" | "down" | "up" | "first" | "last" | "end"} */
export function meaning({ key, shiftKey, altKey, ctrlKey, metaKey, code }) {
  if (altKey && !ctrlKey && !metaKey && code === "KeyP") return "end";
  if (altKey || ctrlKey || metaKey) return "";
  if (key === " ") return shiftKey ? "back" : "next";
  const known = /** @type {const} */ ({ ArrowRight: "next", PageDown: "next", ArrowLeft: "back", PageUp: "back", ArrowDown: "down", ArrowUp: "up",
    Home: "first", End: "last", Escape: "end" });
  return known[/** @type {keyof typeof known} */ (key)] ?? "";
}
