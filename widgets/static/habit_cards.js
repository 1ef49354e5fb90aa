// @ts-check
// A habit as a card to pick, with its drawing and what it rests on.
import { h, icon, uid } from "./shared.js";

/** @typedef {{id: string, moment: string, text: string, how: string, caution: string, picture: string, claim_ids: string[], source_ids: string[]}} Habit */
/** @typedef {[string, [number, string][]]} Layer a kind, and paths with the width of a limb, or 0 for an area or a line */

const OUTLINE = 3.6;

/** @param {any} knowledge @param {string} name */
export function drawing(knowledge, name) {
  const make = (/** @type {string} */ tag, /** @type {Record<string, any>} */ props) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(props)) node.setAttribute(key, String(value));
    return node;
  };
  const path = (/** @type {string} */ kind, /** @type {number} */ width, /** @type {string} */ d, more = 0) =>
    make("path", { class: `wk-dr__${kind}${width ? "" : " is-area"}`, d, ...(width + more ? { "stroke-width": width + more } : {}) });
  const svg = make("svg", { class: "wk-dr", viewBox: "0 0 260 150", role: "img", "aria-label": knowledge.pictures[name] });
  for (const [kind, parts] of /** @type {Layer[]} */ (knowledge.drawings[name])) {
    if (kind === "body") svg.append(...parts.map(([width, d]) => path("ink", width, d, OUTLINE))); // first all outlines: limbs melt into one
    svg.append(...parts.map(([width, d]) => path(kind, width, d)));
  }
  return svg;
}

/** What to take care of. @param {any} knowledge @param {Habit} habit */
export const caution = (knowledge, habit) =>
  habit.caution && h("p", { class: "wk-hp__care" }, icon(knowledge, "warn"), h("span", {}, h("strong", {}, knowledge.text.care), ` ${habit.caution}`));

/** @param {any} knowledge @param {any} source */
function sourceLine({ text }, { organisation, title, year, url, seen }) {
  const state = seen === "copy" ? ` (${text.source_copy})` : seen === "from_memory" ? ` (${text.source_from_memory})` : "";
  return h("li", {}, `${organisation}: `, url ? h("a", { href: url, target: "_blank", rel: "noopener" }, title) : title, `, ${year}${state}`);
}

/** Claims and sources of a habit. @param {any} knowledge @param {Habit} habit */
function rests(knowledge, habit) {
  const t = knowledge.text;
  const claims = knowledge.claims.filter((/** @type {any} */ claim) => habit.claim_ids.includes(claim.id));
  const sources = knowledge.sources.filter((/** @type {any} */ source) => habit.source_ids.includes(source.id));
  return h("details", { class: "wk-more wk-screen" }, h("summary", {}, h("span", {}, t.rests, h("span", { class: "wk-sr" }, `: ${habit.text}`))),
    h("div", { class: "wk-more__b" },
      claims.map((/** @type {any} */ claim) => h("div", { class: "wk-hp__claim" }, h("p", {}, h("strong", {}, `${knowledge.stances[claim.stance]}. `), claim.text), h("p", {}, claim.nuance))),
      h("p", {}, h("strong", {}, t.sources_label)), h("ul", {}, sources.map((/** @type {any} */ source) => sourceLine(knowledge, source)))));
}

/** A card whose box asks `choose`, which says whether there was room.
 * @param {any} knowledge @param {Habit} habit @param {(id: string, on: boolean) => boolean} choose */
export function habitCard(knowledge, habit, choose) {
  const [t, id] = [knowledge.text, uid()];
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id, "aria-label": `${t.pick}: ${habit.text}`, "aria-describedby": `${id}-full` }));
  const full = h("p", { class: "wk-hp__full", id: `${id}-full` });
  box.addEventListener("change", () => {
    const room = choose(habit.id, box.checked);
    full.textContent = room ? "" : t.full;
    if (!room) box.checked = false;
  });
  const tick = h("div", { class: "wk-tick" }, box, h("label", { for: id }, h("span", {}, t.pick)));
  const node = h("li", { class: "wk-hp__card" },
    habit.picture && h("div", { class: "wk-hp__pic" }, drawing(knowledge, habit.picture)),
    h("div", { class: "wk-hp__text" }, h("h4", {}, habit.text), h("p", {}, habit.how), caution(knowledge, habit), tick, full, rests(knowledge, habit)));
  const repaint = (/** @type {string[]} */ picked) => {
    box.checked = picked.includes(habit.id);
    for (const part of [node, tick]) part.classList.toggle("is-ticked", box.checked);
    if (picked.length < knowledge.most) full.textContent = "";
  };
  return { node, repaint };
}
