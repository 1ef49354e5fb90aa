// @ts-check
// How answers stand to our line, in words and in marks. More careful is never an error.
import { compare } from "./levels.js";
import { fill, h, icon } from "./shared.js";

/** @typedef {{id: string, title: string, story: string, symptom_ids: string[], level: string, why: string, sources: string[]}} Case */
/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./levels.js").Compared} Compared */

/** @type {Record<Compared, {word: string, icon: string, glyph: string}>} */
export const COMPARED = {
  same: { word: "case_same", icon: "tick", glyph: "●" },
  more_careful: { word: "case_more", icon: "plus", glyph: "▲" },
  less_careful: { word: "case_less", icon: "warn", glyph: "◆" },
  not_answered: { word: "case_not_answered", icon: "question", glyph: "○" },
};

/** The cases under how they compare. @param {Record<string, {rank: number}>} levels @param {Case[]} cases
 * @param {Record<string, string>} answers */
export function tally(levels, cases, answers) {
  const found = /** @type {Record<Compared, Case[]>} */ ({ same: [], more_careful: [], less_careful: [], not_answered: [] });
  for (const one of cases) found[compare(levels, answers[one.id], one.level)].push(one);
  return found;
}

/** Counts as words, marks and a table. @param {Knowledge} knowledge @param {Case[]} cases @param {Record<string, string>} answers */
export function summary(knowledge, cases, answers) {
  const t = knowledge.text;
  const found = tally(knowledge.levels, cases, answers);
  const [same, more, less] = [found.same.length, found.more_careful.length, found.less_careful.length];
  const answered = same + more + less;
  if (!answered) return [h("p", {}, t.case_none_yet)];
  const rows = /** @type {Compared[]} */ (Object.keys(COMPARED)).map((kind) =>
    h("tr", {}, h("th", { scope: "row" }, icon(knowledge, COMPARED[kind].icon), " ", t[COMPARED[kind].word]),
      h("td", {}, found[kind].length), h("td", { class: `wk-case__bar is-${kind}` },
        h("span", { "aria-hidden": "true" }, found[kind].map(() => COMPARED[kind].glyph).join(" ")))));
  const head = ["case_name", "case_count", "case_result_bar"].map((name) => h("th", { scope: "col" }, t[name]));
  return [
    h("p", {}, fill(t.case_results_said, { answered, total: cases.length, same, more, less })),
    more > 0 && h("p", {}, t.case_results_more), less > 0 && h("p", {}, t.case_results_less),
    h("table", { class: "wk-case__t" }, h("caption", {}, t.case_caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)),
  ];
}

/** Every case in a line, with a way back to it. @param {Knowledge} knowledge @param {Case[]} cases
 * @param {Record<string, string>} answers @param {(id: string) => void} go */
export function caseLines(knowledge, cases, answers, go) {
  const t = knowledge.text;
  return h("ol", { class: "wk-case__lines" }, cases.map((one) => {
    const answer = answers[one.id];
    const kind = compare(knowledge.levels, answer, one.level);
    const words = [icon(knowledge, COMPARED[kind].icon), ` ${t[COMPARED[kind].word]}. `,
      answer && `${fill(t.case_mine, { answer: knowledge.levels[answer].word })} ${fill(t.case_ours, { level: knowledge.levels[one.level].word })}`];
    const button = h("button", { type: "button", class: "wk-case__go", "aria-label": fill(t.case_look_again, { title: one.title }), onclick: () => go(one.id) }, one.title);
    return h("li", { class: `is-${kind}` }, button, h("span", {}, words));
  }));
}

/** What was decided, for paper: every story with its boxes, and our line where somebody has decided.
 * @param {Knowledge} knowledge @param {Case[]} cases @param {Record<string, string>} answers */
export function onPaper(knowledge, cases, answers) {
  const t = knowledge.text;
  const levels = Object.entries(knowledge.levels);
  const list = cases.map((one) => {
    const answer = answers[one.id];
    const boxes = levels.map(([id, level]) => h("span", {}, `${id === answer ? "☒" : "☐"} ${level.word}`));
    return h("li", {}, h("p", {}, h("b", {}, one.title)), h("p", {}, one.story), h("p", { class: "wk-case__boxes" }, boxes),
      answer && h("p", {}, h("b", {}, fill(t.case_ours, { level: knowledge.levels[one.level].word })), ` ${one.why}`));
  });
  return [...summary(knowledge, cases, answers).filter(Boolean), h("ol", { class: "wk-case__paper" }, list)];
}
