// @ts-check
// One question: choose, check, and read why. Its parts stay the same nodes, so that the focus stays where it is.
import { isGood, mark, rightOptions } from "./quiz_marking.js";
import { orderList } from "./quiz_order.js";
import { card, fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./quiz_marking.js").Mark} Mark */
/** @typedef {import("./quiz_marking.js").Markable & {question: string, because: string, missed: string, level: string,
 *   claim_ids: string[], sources: string[]}} Question */

/** The drawing beside the words of a result. */
export const MARKS = { right: "tick", more_careful: "plus", not_all: "info", wrong: "info" };

/** Options to choose from, as radios or boxes. @param {any} knowledge @param {Question} question */
function choices(knowledge, { kind, options }) {
  const name = uid();
  const type = kind === "multiple" ? "checkbox" : "radio";
  const boxes = options.map(({ id }) => /** @type {HTMLInputElement} */ (h("input", { type, name, id: `${name}-${id}`, value: id })));
  const nodes = options.map(({ text, level: key }, place) => {
    const level = knowledge.levels[key];
    const words = level ? [h("span", {}, icon(knowledge, level.icon), " ", text), h("span", { class: "wk-hint" }, level.action)] : text;
    return h("div", { class: "wk-tick" }, boxes[place], h("label", { for: boxes[place].id }, words));
  });
  const get = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const set = (/** @type {string[]} */ answer) => boxes.forEach((box) => (box.checked = answer.includes(box.value)));
  return { nodes, get, set, stop: () => {} };
}

/** @param {any} knowledge @param {string} id */
const stance = (knowledge, id) => {
  const claim = knowledge.claims[id];
  return h("span", { class: "wk-soft" }, `${knowledge.marks[claim.stance]} ${knowledge.text[`stance_${claim.stance}`]}, ${id}`);
};

/** What an answer rests on, statement by statement. @param {any} knowledge @param {Question} question @param {string[]} ids */
function evidence(knowledge, question, ids) {
  const t = knowledge.text;
  const list = ids.map((id) => knowledge.claims[id]).map(({ id, text }) => h("li", {}, text, " ", stance(knowledge, id)));
  return h("details", { class: "wk-more" }, h("summary", {}, h("span", {}, t.rests)),
    h("ul", {}, list), h("p", { class: "wk-soft" }, `${t.sources_label} ${question.sources.join("; ")}.`));
}

/** What a wrong answer to a question of safety could have missed. @param {any} knowledge @param {Question} question */
function missed(knowledge, { level: key, missed: text }) {
  const t = knowledge.text;
  const level = knowledge.levels[key];
  if (!level) return card(knowledge, "none", "warn", t.missed, [h("p", {}, text), h("p", {}, t.call_anyway)]);
  return card(knowledge, String(level.rank), level.icon, level.word,
    [h("h4", {}, t.missed), h("p", {}, text), h("p", {}, h("strong", {}, `${level.action}.`), ` ${t.call_anyway}`)]);
}

/** Why, after an answer. @param {any} knowledge @param {Question} question @param {string[]} answer @param {Mark} found */
function reasons(knowledge, question, answer, found) {
  const t = knowledge.text;
  const of = (/** @type {string} */ id) => /** @type {any} */ (question.options.find((option) => option.id === id));
  const right = rightOptions(question);
  const order = question.kind === "order" && found.result === "wrong" &&
    [h("p", {}, t.right_order), h("ol", {}, right.map((id) => h("li", {}, of(id).text)))];
  const told = (question.kind === "order" ? [] : answer).filter((id) => of(id).why && !right.includes(id));
  const ids = [...new Set([...told.flatMap((id) => of(id).claim_ids), ...question.claim_ids])];
  return [
    h("ul", { class: "wk-quiz__why" }, told.map((id) => h("li", {}, icon(knowledge, isGood(found.result) ? "plus" : "x"),
      h("span", {}, h("strong", {}, of(id).text), ` ${of(id).why} `, of(id).claim_ids.map((/** @type {string} */ claim) => [stance(knowledge, claim), " "]))))),
    order, found.left_out.map((id) => h("p", {}, h("strong", {}, fill(of(id).level ? t.ours : t.right_is, { ...of(id), level: of(id).text })))),
    h("p", {}, question.because), !isGood(found.result) && question.missed && missed(knowledge, question), evidence(knowledge, question, ids),
  ];
}

/**
 * @param {any} knowledge @param {Question} question @param {number} number @param {number} total
 * @param {{answer: (ids: string[] | null) => void, next: (() => void) | null}} act
 */
export function questionView(knowledge, question, number, total, act) {
  const t = knowledge.text;
  const given = question.kind === "order" ? orderList(knowledge, question.options) : choices(knowledge, question);
  const heading = h("h3", { tabindex: "-1" }, question.question);
  const said = h("p", { class: "wk-quiz__said", role: "status" });
  const why = h("div", {});
  const check = () => {
    const answer = given.get();
    act.answer(answer.length ? answer : null);
    if (!answer.length) said.replaceChildren(t.choose_first);
  };
  const again = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => { act.answer(null); heading.focus(); } }, t.again);
  const next = act.next && h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: act.next }, t.next);
  const box = h("fieldset", { class: "wk-fs" },
    h("legend", {}, h("span", { class: "wk-soft" }, fill(t.here, { number, total })), heading), t[question.kind] && h("p", { class: "wk-hint" }, t[question.kind]), given.nodes);
  box.addEventListener("change", () => { if (!why.childNodes.length) said.replaceChildren(); });
  const node = h("div", { class: "wk-quiz__q" }, box,
    h("div", { class: "wk-quiz__do" }, h("button", { type: "button", class: "wk-btn", onclick: check }, t.check), again), said, why, next);
  let shown = "";
  const repaint = (/** @type {string[]} */ answer) => {
    again.hidden = !answer.length;
    if (answer.join() === shown) return;
    shown = answer.join();
    given.set(answer);
    const found = answer.length ? mark(question, answer, knowledge.levels) : null;
    said.className = `wk-quiz__said is-${found?.result ?? "open"}`;
    said.replaceChildren(...(found ? [icon(knowledge, MARKS[found.result]), t[found.result]] : []));
    why.replaceChildren(...(found ? reasons(knowledge, question, answer, found).flat(9).filter(Boolean) : []));
  };
  return { node, heading, repaint, stop: given.stop };
}
