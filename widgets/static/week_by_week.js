// @ts-check
// Week by week: a slider, a drawing of the womb, and what is known of the week. Nothing is decided here.
import { announcer, fill, h, records, uid } from "./shared.js";

/** @typedef {{id: string, changes: string, often_said: string[], figures_say: string[], claim_ids: string[],
 *   source_ids: string[]}} Note */
/** @typedef {{id: string, week: number, uterus: string, plasma_pct: number | null, plasma_low_pct: number | null,
 *   plasma_high_pct: number | null, relaxin: string, back_pain_pct: number | null, back_pain_low_pct: number | null,
 *   back_pain_high_pct: number | null, source_ids: string[], note: number, womb: string,
 *   front: string}} Week */
/** @typedef {{box: string, back: string, bones: string[], marks: Record<string, [number, number]>}} Drawing */
/** @typedef {{notes: Note[], sources: Record<string, [string, string]>, twelve: number, text: Record<string, string>,
 *   drawing: Drawing, language: string}} Knowledge */

/** @param {string} tag @param {Record<string, any>} props @param {...any} children */
function shape(tag, props, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...children.flat());
  return node;
}

/** The body from the side; each week the womb and the front of the body change. @param {Knowledge} knowledge */
function picture({ drawing, text }) {
  const [womb, front] = [shape("path", { class: "wk-week__womb" }), shape("path", { class: "wk-week__front" })];
  const marks = Object.entries(drawing.marks).map(([name, [across, high]]) =>
    [shape("path", { class: "wk-week__mark", d: `M${across} ${high}H204` }), shape("text", { x: 210, y: high + 5 }, text[name])]);
  const svg = shape("svg", { class: "wk-week__pic", viewBox: drawing.box, role: "img" }, marks.flat(), front, womb, shape("path", { d: drawing.back }),
    drawing.bones.map((d) => shape("path", { class: "wk-week__bone", d })));
  const node = h("figure", { class: "wk-week__fig" }, svg, h("figcaption", { class: "wk-soft" }, text.caption));
  const repaint = (/** @type {Week} */ week) => {
    womb.setAttribute("d", week.womb);
    front.setAttribute("d", week.front);
    svg.setAttribute("aria-label", fill(text.drawing, week));
  };
  return { node, repaint };
}

/** The slider with week 12 marked, and a button to either side. @param {Knowledge} knowledge @param {Week[]} weeks @param {(week: number, spoken: boolean) => void} go */
function slider({ text, twelve }, weeks, go) {
  const [first, last, id] = [weeks[0].week, weeks[weeks.length - 1].week, uid()];
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "range", id, class: "wk-week__range", min: first, max: last, step: 1 }));
  field.addEventListener("input", () => go(Number(field.value), false));
  const step = (/** @type {number} */ by, /** @type {string} */ words) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => go(Number(field.value) + by, true) }, words);
  const [back, forward] = [step(-1, text.back), step(1, text.forward)];
  const mark = h("span", { class: "wk-week__at", "aria-hidden": "true", hidden: twelve < first || twelve > last }, text.twelve);
  mark.style.setProperty("--at", String((twelve - first) / Math.max(last - first, 1)));
  const node = h("div", { class: "wk-week__go wk-screen" }, back,
    h("div", { class: "wk-week__slide" }, h("label", { for: id }, text.slider), field, mark), forward);
  const repaint = (/** @type {number} */ week) => {
    field.value = String(week);
    field.setAttribute("aria-valuetext", fill(text.value, { week }));
    back.setAttribute("aria-disabled", String(week <= first));
    forward.setAttribute("aria-disabled", String(week >= last));
  };
  return { node, repaint };
}

/** @param {Knowledge} knowledge @param {Week} week */
function figures({ text }, week) {
  const share = (/** @type {"plasma" | "back_pain"} */ name) => {
    const [pct, low, high] = [week[`${name}_pct`], week[`${name}_low_pct`], week[`${name}_high_pct`]];
    return pct === null ? text.none : fill(text[name], { pct, low, high });
  };
  const rows = [[text.plasma_label, share("plasma")], [text.relaxin_label, week.relaxin], [text.back_pain_label, share("back_pain")]];
  return [h("h4", {}, text.figures), h("dl", { class: "wk-week__dl" }, rows.map(([label, words]) => h("div", {}, h("dt", {}, label), h("dd", {}, words)))),
    h("p", { class: "wk-soft" }, text.bands)];
}

/** What is known of a week. @param {Knowledge} knowledge @param {Week} week */
function told(knowledge, week) {
  const t = knowledge.text;
  const note = knowledge.notes[week.note];
  const pairs = note.often_said.map((said, place) => h("li", {}, h("p", { class: "wk-week__said" }, said),
    h("p", {}, h("strong", {}, `${t.said}: `), note.figures_say[place])));
  return [
    h("h4", {}, t.where), h("p", {}, week.uterus),
    h("h4", {}, t.changes), h("p", {}, note.changes),
    h("h4", {}, t.often_said), h("ul", { class: "wk-week__pairs" }, pairs),
  ];
}

/** The statements and sources behind a week. @param {Knowledge} knowledge @param {Week} week */
function behind({ notes, sources, text }, week) {
  const note = notes[week.note];
  const used = [...new Set([...week.source_ids, ...note.source_ids])].map((id) => sources[id]).sort();
  return [h("ul", { class: "wk-week__src" }, used.map(([name, url]) => h("li", {}, url ? h("a", { href: url, target: "_blank" }, name) : name))),
    h("p", {}, fill(text.statements, { ids: note.claim_ids.join(", ") }))];
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const trait = model.get("knowledge");
  /** @type {Knowledge} */
  const knowledge = { ...trait, notes: records(trait.notes) };
  const t = knowledge.text;
  /** @type {Week[]} */
  const weeks = records(model.get("weeks"));
  const find = (/** @type {number} */ week) => weeks.find((one) => one.week === week);
  const live = announcer();
  const go = (/** @type {number} */ number, /** @type {boolean} */ spoken) => {
    const week = find(number);
    if (!week) return; // a button at either end
    model.set("week", number);
    model.save_changes();
    if (spoken) live.say(fill(t.announce, week));
  };
  const [moved, drawn] = [slider(knowledge, weeks, go), picture(knowledge)];
  const title = h("h3", {});
  const [text, numbers] = [h("div", {}), h("div", { class: "wk-week__nos" })];
  const sources = h("div", { class: "wk-more__b wk-soft" });
  const more = h("details", { class: "wk-more" }, h("summary", {}, h("span", {}, t.sources)), sources);
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-week" }, h("p", { class: "wk-screen" }, t.intro), moved.node,
      h("div", { class: "wk-week__body" }, drawn.node, h("div", { class: "wk-week__text" }, title, text), numbers), more,
      h("p", { class: "wk-week__always" }, h("strong", {}, t.always, " ", t.call_anyway)), live.node)));
  const repaint = () => {
    const week = find(model.get("week"));
    if (!week) return;
    moved.repaint(week.week);
    drawn.repaint(week);
    title.textContent = fill(t.value, week);
    text.replaceChildren(...told(knowledge, week).flat());
    numbers.replaceChildren(...figures(knowledge, week));
    sources.replaceChildren(...behind(knowledge, week));
  };
  repaint();
  model.on("change:week", repaint);
  return () => {
    model.off("change:week", repaint);
    live.stop();
  };
}

export default { render };
