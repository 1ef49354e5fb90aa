// @ts-check
// A cause as a row of the table, and two or three side by side.
import { signWords } from "./cause_matching.js";
import { fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./cause_matching.js").Cause} Cause */
/** @typedef {import("./cause_matching.js").Knowledge} Knowledge */

export const MOST_COMPARED = 3;
export const SAID = { where: "where_text", feel: "feel_text", when: "when_text" };
export const MAYBE = ["bleeding", "urinary", "fever"];

/** @param {Knowledge} knowledge @param {string} id */
const chip = (knowledge, id) =>
  h("span", { class: `wk-chip wk-chip--${knowledge.levels[id].rank}` }, icon(knowledge, knowledge.levels[id].icon), knowledge.levels[id].word);

/** What a cause is like beyond the columns, as terms. @param {Knowledge} knowledge @param {Cause} cause */
const moreFacts = ({ text }, cause) =>
  [[text.worse, cause.worse_with], [text.better, cause.better_with], [text.other_signs, cause.other_signs], [text.weeks, cause.weeks_text]]
    .filter(([, said]) => said);

/** A row of the table, made once. @param {Knowledge} knowledge @param {Cause} cause @param {(id: string, on: boolean) => boolean} compare */
export function causeRow(knowledge, cause, compare) {
  const [t, id] = [knowledge.text, uid()];
  const cell = (/** @type {string} */ label, /** @type {any[]} */ ...parts) =>
    h("td", { role: "cell", "data-label": label }, h("div", {}, parts));
  const fits = h("span", { class: "wk-cz__fits" });
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id, "aria-label": fill(t.compare_name, { cause: cause.name }) }));
  const full = h("span", { class: "wk-cz__full" });
  box.addEventListener("change", () => {
    const taken = compare(cause.id, box.checked);
    full.textContent = taken ? "" : t.compare_full;
    if (!taken) box.checked = false;
  });
  const tick = h("div", { class: "wk-tick" }, box, h("label", { for: id }, t.compare));
  const head = h("th", { scope: "row", role: "rowheader" }, h("span", { class: "wk-cz__n" }, cause.name),
    cause.also_called.length > 0 && h("span", { class: "wk-hint" }, fill(t.also, { names: cause.also_called.join(", ") })),
    h("span", { class: `wk-tag wk-tag--${cause.in_article}` }, knowledge.facets.in_article[cause.in_article]), fits,
    h("div", { class: "wk-cz__c wk-screen" }, tick, full),
    h("details", { class: "wk-cz__more" }, h("summary", {}, h("span", {}, t.more, h("span", { class: "wk-sr" }, `: ${cause.name}`))),
      h("dl", {}, moreFacts(knowledge, cause).map(([name, said]) => [h("dt", {}, name), h("dd", {}, said)]))));
  const note = cause.guidance_note && h("div", { class: "wk-cz__note" }, h("strong", {}, t.note), " ", cause.guidance_note);
  const node = h("tr", { role: "row" }, head,
    Object.entries(SAID).map(([facet, said]) => cell(t[facet], cause[said])),
    MAYBE.map((facet) => cell(t[facet], h("span", { class: `is-${cause[facet]}` }, t[`maybe_${cause[facet]}`]))),
    cell(t.level, chip(knowledge, cause.level), h("p", {}, cause.what_to_do), note));
  const repaint = (/** @type {Set<string>} */ signs, /** @type {string[]} */ compared) => {
    const words = signWords(knowledge, cause.fits.filter((sign) => signs.has(sign)));
    fits.replaceChildren(...(words.length ? [h("strong", {}, t.fits), ` ${words.join("; ")}`] : []));
    box.checked = compared.includes(cause.id);
    tick.classList.toggle("is-ticked", box.checked);
    if (compared.length < MOST_COMPARED) full.textContent = "";
  };
  return { node, repaint };
}

/** Two or three causes side by side. @param {Knowledge} knowledge @param {Cause[]} causes @param {() => void} end */
export function comparison(knowledge, causes, end) {
  const t = knowledge.text;
  const facts = /** @type {[string, (cause: Cause) => string][]} */ ([
    [t.level, (cause) => cause.what_to_do],
    ...Object.entries(SAID).map(([facet, said]) => [t[facet], (/** @type {Cause} */ cause) => cause[said]]),
    ...MAYBE.map((facet) => [t[facet], (/** @type {Cause} */ cause) => t[`maybe_${cause[facet]}`]]),
    ...[["worse", "worse_with"], ["better", "better_with"], ["other_signs", "other_signs"], ["weeks", "weeks_text"]]
      .map(([name, said]) => [t[name], (/** @type {Cause} */ cause) => cause[said]]),
  ]);
  const rows = facts.map(([name, fact], row) => {
    const differs = new Set(causes.map((cause) => (row ? "" : cause.level) + fact(cause))).size > 1;
    return h("tr", { role: "row", class: differs && "is-different" },
      h("th", { scope: "row", role: "rowheader" }, name, differs && h("span", { class: "wk-cz__diff" }, t.different)),
      causes.map((cause) => h("td", { role: "cell", "data-label": cause.name },
        h("div", {}, row === 0 && chip(knowledge, cause.level), h("p", {}, fact(cause))))));
  });
  const heading = h("h3", { tabindex: "-1" }, t.compare_heading);
  return [heading, h("p", { class: "wk-soft" }, t.compare_lead),
    h("table", { class: "wk-cz__t is-side", role: "table" },
      h("caption", { class: "wk-sr" }, fill(t.compare_caption, { causes: causes.map((cause) => cause.name).join(", ") })),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, h("td", { role: "cell" }),
        causes.map((cause) => h("th", { scope: "col", role: "columnheader" }, cause.name)))),
      h("tbody", { role: "rowgroup" }, rows)),
    h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: end }, icon(knowledge, "x"), t.compare_end)];
}
