// @ts-check
// What stands around every view: the plain meaning of medical words, and kind words where the view fails.
// widgets/base.py puts it around the module of each widget; widgets/glossary.py does the same for words in static text.
import { h, uid } from "./shared.js";

/** @typedef {{forms: Record<string, number>, words: [string, string][]}} Glossary */

const NO_BUTTON_IN = "a, button, caption, h1, h2, h3, h4, label, legend, option, select, summary, svg, textarea, th,"
  + " .wk-hint, .wk-soft, .wk-sr, .wk-script, [popover], [role=status], [aria-hidden=true]";
const BLOCK = "details, li, td, .wk-card"; // in each, a word is a button where it is used first

/** Words to buttons, now and in whatever the view draws later. @param {HTMLElement} el @param {Glossary} glossary */
function explain(el, { forms, words }) {
  const escaped = Object.keys(forms).map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  if (!escaped.length || !("popover" in el)) return () => {};
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${escaped.join("|")})(?![\\p{L}\\p{N}-])`, "giu");
  const notes = h("div", { class: "wk" });
  const ids = words.map(() => "");
  const opener = (/** @type {number} */ place, /** @type {string} */ text) => {
    if (!ids[place]) {
      ids[place] = uid();
      notes.append(h("div", { id: ids[place], popover: "auto", autofocus: true, tabindex: "-1", "data-lm-suppress-shortcuts": "true" },
        h("b", {}, words[place][0]), `: ${words[place][1]}`));
    }
    return h("button", { type: "button", popovertarget: ids[place] }, text);
  };
  /** @param {Text} node @param {Map<Node, Set<number>>} met the words explained so far, by block */
  const inText = (node, met) => {
    const parent = node.parentElement;
    if (!parent || parent.closest(NO_BUTTON_IN)) return; // to look for words takes longer
    const found = [...node.data.matchAll(pattern)];
    if (!found.length) return;
    const block = parent.closest(BLOCK) ?? el;
    const seen = met.get(block) ?? new Set();
    met.set(block, seen);
    const parts = [];
    let from = 0;
    for (const { 0: text, index } of found) {
      const place = forms[text] ?? forms[text.toLowerCase()];
      if (place === undefined || seen.has(place)) continue;
      seen.add(place);
      parts.push(node.data.slice(from, index), opener(place, text));
      from = index + text.length;
    }
    if (from) node.replaceWith(...parts, node.data.slice(from));
  };
  const within = (/** @type {Node} */ root) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts = root instanceof Text ? [root] : [];
    while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
    const met = new Map();
    for (const text of texts) inText(text, met);
  };
  const watch = new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (!notes.contains(node)) within(node);
    watch.takeRecords();
  });
  within(el);
  el.append(notes);
  watch.observe(el, { childList: true, subtree: true });
  return () => watch.disconnect();
}

/** The same model, whose listeners tell when they fail. @param {any} model @param {(error: unknown) => void} fail */
function guarded(model, fail) {
  const safe = new Map();
  const on = (/** @type {string} */ names, /** @type {(...values: any[]) => void} */ listener) => {
    safe.set(listener, (/** @type {any[]} */ ...values) => {
      try {
        return listener(...values);
      } catch (error) {
        return fail(error);
      }
    });
    model.on(names, safe.get(listener));
  };
  const off = (/** @type {string} */ names, /** @type {any} */ listener) => model.off(names, safe.get(listener) ?? listener);
  return new Proxy(model, { get: (_, name) => (name === "on" ? on : name === "off" ? off : typeof model[name] === "function" ? model[name].bind(model) : model[name]) });
}

/**
 * The widget with all this around it. Whatever its module throws later, in an event or a timer, names the module's
 * address. A page whose model has no plain form (a handout) shows that by itself.
 * @param {{render: (context: any) => any}} widget @param {string} address
 */
export const framed = (widget, address) => ({
  ...widget,
  async render(/** @type {any} */ context) {
    const { model, el } = context;
    const plain = model.get("plain_html");
    for (const late of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-show-after]"))) {
      late.hidden = Date.now() < Date.parse(late.dataset.showAfter ?? ""); // what only a reader's clock knows
    }
    if (model.get("direction") === "rtl") el.dir = "rtl";
    /** @type {(() => void)[]} */
    const ends = [];
    let failed = false;
    const stop = () => {
      for (const end of ends.splice(0)) {
        try {
          end();
        } catch (error) {
          console.error(error);
        }
      }
    };
    const fail = (/** @type {unknown} */ error) => {
      if (failed) return;
      failed = true;
      console.error(error);
      stop();
      const { body } = new DOMParser().parseFromString(plain, "text/html");
      el.replaceChildren(h("div", { class: "wk" }, h("p", { class: "wk-failed", role: "alert" }, model.get("failure_text"))), ...body.childNodes);
    };
    const heard = (/** @type {any} */ event) => {
      if (event.filename === address || String(event.reason?.stack).includes(address)) fail(event.error ?? event.reason);
    };
    if (plain) {
      for (const name of ["error", "unhandledrejection"]) {
        addEventListener(name, heard);
        ends.push(() => removeEventListener(name, heard));
      }
    }
    try {
      const end = await widget.render(plain ? { ...context, model: guarded(model, fail) } : context);
      if (end) ends.push(end);
      ends.push(explain(el, model.get("glossary")));
    } catch (error) {
      if (!plain) throw error;
      fail(error);
    }
    return stop;
  },
});
