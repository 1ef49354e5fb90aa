// @ts-check
// Our line in a case: the level, the rule behind it, why, and where it comes from. The same for one person and for a room.
import { assess, careCard, h, icon } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./case_results.js").Case} Case */

/** @param {Knowledge} knowledge @param {string} text @param {string} [name] @param {(() => void)} [act] @param {string} [kind] */
export const button = (knowledge, text, name, act, kind = "") =>
  h("button", { type: "button", class: `wk-btn ${kind}`, onclick: act }, name && icon(knowledge, name), text);

/** What decides a case, in words, and the card that says what to do. @param {Knowledge} knowledge @param {Case} one */
export function ourLine(knowledge, one) {
  const t = knowledge.text;
  const decisive = assess(knowledge, one.symptom_ids).fired.filter((rule) => rule.level === one.level);
  const told = decisive.filter(({ id, symptom_ids }) => one.symptom_ids.includes(id) || symptom_ids.length > 1); // not what they imply
  const because = [...new Set(told.map((rule) => rule.because))].join(" ");
  const card = careCard({ ...knowledge, text: { ...t, because_heading: t.case_because } }, one.symptom_ids);
  const folded = [...card.querySelectorAll("details")];
  if (decisive.some((rule) => rule.our_line)) folded[folded.length - 1].open = true; // where article and guidance differ
  const why = h("p", {}, h("strong", {}, `${t.case_why}: `), one.why);
  return { because, why, below: [card, h("p", { class: "wk-soft" }, `${t.sources_label} ${one.sources.join("; ")}.`)] };
}
