// @ts-check
// One change as a chain of three boxes, each link with its evidence mark, and below it what is known of each step.
import { fill, h, icon } from "./shared.js";

/** @typedef {import("./body_changes.js").Change} Change */
/** @typedef {import("./body_changes.js").Claim} Claim */
/** @typedef {import("./body_changes.js").Facts} Facts */
/** @typedef {import("./body_changes.js").Knowledge} Knowledge */

/** The evidence mark: a sign and a word, never a colour alone. @param {Knowledge} knowledge @param {string} stance */
export const mark = ({ text }, stance) => h("b", { class: `wk-ex__mark wk-ex__mark--${stance}` }, text[`stance_${stance}`]);

/** From which week, and plainly whether that is too early. @param {Knowledge} knowledge @param {Change} change */
export const weeks = ({ text, week }, change) =>
  [change.weeks_text, change.from_week > week && h("strong", {}, ` ${text.early}`)];

/** @param {Knowledge} knowledge @param {string} question @param {string} stance */
const link = (knowledge, question, stance) =>
  h("div", { class: `wk-ex__link wk-ex__link--${stance}` },
    h("span", { class: "wk-ex__arrow" }, icon(knowledge, "arrow_up")),
    h("span", { class: "wk-soft" }, question), mark(knowledge, stance));

/** What is known of a step; what was told before is only named. @param {Facts} facts @param {string} heading
 * @param {string[]} ids @param {string[]} before */
function step({ knowledge, claims }, heading, ids, before) {
  const told = (/** @type {Claim} */ claim) => h("li", {},
    h("p", {}, mark(knowledge, claim.stance), " ", h("b", {}, claim.text)), h("p", {}, claim.nuance),
    h("p", { class: "wk-soft" }, `${knowledge.text.sources_label} ${claim.sources.join("; ")}. `, h("i", {}, claim.id)));
  const [again, fresh] = [ids.filter((id) => before.includes(id)), ids.filter((id) => !before.includes(id))];
  return [h("h5", {}, heading), fresh.length > 0 && h("ul", { class: "wk-ex__claims" }, fresh.map((id) => told(claims[id]))),
    again.length > 0 && h("p", { class: "wk-soft" }, `${knowledge.text.claim_repeats} ${again.join(", ")}`)];
}

/** @param {Facts} facts @param {Change} change */
export function chain(facts, change) {
  const { knowledge } = facts;
  const t = knowledge.text;
  const headings = [t.change, t.effect, t.feel, t.caution];
  const box = (/** @type {number} */ place, /** @type {string} */ text, /** @type {HTMLElement} [before] */ before) =>
    h("li", {}, before, h("div", { class: "wk-ex__box" }, h("h5", {}, headings[place]), h("p", {}, text)));
  const origin = t[`in_article_${change.in_article}`];
  return [
    h("h4", { tabindex: "-1" }, change.title, origin && h("span", { class: "wk-soft" }, ` (${origin})`)),
    h("ol", { class: "wk-ex__chain" }, box(0, change.change),
      box(1, change.effect, link(knowledge, t.link_effect, change.effect_stance)),
      box(2, change.feel, link(knowledge, t.link_feel, change.feel_stance))),
    h("p", {}, h("b", {}, `${t.weeks}: `), weeks(knowledge, change)),
    h("p", { class: "wk-ex__guard" }, icon(knowledge, "warn"), h("span", {}, h("b", {}, `${t.caution}: `), change.caution)),
    h("details", { class: "wk-more" }, h("summary", {}, h("span", {}, t.known)),
      h("div", { class: "wk-more__b" }, headings.map((heading, place) => step(facts, heading, change.claims[place], change.claims.slice(0, place).flat())))),
  ];
}

/** What is said aloud when a chain is shown. @param {Knowledge} knowledge @param {Change} change */
export const spoken = ({ text, week }, change) => fill(text.announce_change, {
  title: change.title, weeks: change.from_week > week ? `${change.weeks_text} ${text.early}` : change.weeks_text });
