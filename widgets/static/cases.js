// @ts-check
// What would you do? Decide first, then see our line and why. All decisions are made here, in the browser.
import { button, ourLine } from "./case_line.js";
import { COMPARED, caseLines, onPaper, summary } from "./case_results.js";
import { renderRoom } from "./cases_room.js";
import { compare } from "./levels.js";
import { fill, h, icon, knowledgeOf, records, uid } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./case_results.js").Case} Case */
/** @typedef {{show: (id: string) => void, answer: (id: string, level: string | null) => void, restart: () => void}} Act */

const RESULTS = "results";

/** The four ways to act, to choose from. @param {Knowledge} knowledge @param {Case} one @param {Act} act */
function choice(knowledge, one, act) {
  const t = knowledge.text;
  const name = uid();
  const status = h("p", { class: "wk-soft", role: "status" });
  const rows = Object.entries(knowledge.levels).map(([id, level]) => {
    const own = `${name}-${id}`;
    return h("div", { class: "wk-tick" }, h("input", { type: "radio", name, id: own, value: id }),
      h("label", { for: own }, h("span", {}, icon(knowledge, level.icon), " ", level.word), h("span", { class: "wk-hint" }, level.action)));
  });
  const box = h("fieldset", { class: "wk-fs" }, h("legend", {}, t.case_legend), rows);
  box.addEventListener("change", () => (status.textContent = ""));
  const decide = () => {
    const chosen = /** @type {HTMLInputElement | null} */ (box.querySelector("input:checked"));
    if (chosen) act.answer(one.id, chosen.value);
    else status.textContent = t.case_choose_first;
  };
  return [box, h("div", { class: "wk-case__do" }, button(knowledge, t.case_decide, "", decide), status)];
}

/** Our line beside the one that was chosen. @param {Knowledge} knowledge @param {Case} one @param {string} answer @param {Act} act */
function outcome(knowledge, one, answer, act) {
  const t = knowledge.text;
  const kind = compare(knowledge.levels, answer, one.level);
  const said = { same: t.case_same_said, more_careful: t.case_more_said, less_careful: t.case_less_said, not_answered: "" }[kind];
  const { because, why, below } = ourLine(knowledge, one);
  return [
    h("p", {}, t.case_chose, " ", icon(knowledge, knowledge.levels[answer].icon), " ", h("strong", {}, knowledge.levels[answer].word)),
    h("div", { class: `wk-case__said is-${kind}` },
      h("h4", { tabindex: "-1" }, icon(knowledge, COMPARED[kind].icon), h("span", {}, said)),
      kind === "less_careful" && h("p", {}, fill(t.case_missed, { because })),
      why),
    below,
    h("div", {}, button(knowledge, t.case_again, "", () => act.answer(one.id, null), "wk-btn--quiet")),
  ];
}

/** @param {Knowledge} knowledge @param {Case[]} cases @param {Record<string, string>} answers @param {string} current @param {Act} act */
function stage(knowledge, cases, answers, current, act) {
  const t = knowledge.text;
  const place = cases.findIndex(({ id }) => id === current);
  const back = (/** @type {string} */ id) => button(knowledge, t.case_back, "", () => act.show(id), "wk-btn--quiet");
  if (place < 0) {
    const last = cases[cases.length - 1];
    return [h("h3", { tabindex: "-1" }, t.case_results_heading), ...summary(knowledge, cases, answers),
      h("h4", {}, t.case_each), caseLines(knowledge, cases, answers, act.show),
      h("div", { class: "wk-case__nav" }, last && back(last.id), button(knowledge, t.case_start_again, "x", act.restart, "wk-btn--quiet"))];
  }
  const [one, next] = [cases[place], cases[place + 1]];
  const answer = answers[one.id];
  const ahead = button(knowledge, next ? t.case_next : t.case_results, "", () => act.show(next ? next.id : RESULTS), answer ? "" : "wk-btn--quiet");
  const results = next && Object.keys(answers).length > 0 && button(knowledge, t.case_results, "", () => act.show(RESULTS), "wk-btn--quiet");
  return [
    h("p", { class: "wk-soft" }, fill(t.case_here, { number: place + 1, total: cases.length })),
    h("h3", { tabindex: "-1" }, one.title), h("p", { class: "wk-case__story" }, one.story),
    answer ? outcome(knowledge, one, answer, act) : choice(knowledge, one, act),
    h("div", { class: "wk-case__nav" }, place > 0 && back(cases[place - 1].id), ahead, results),
  ];
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  if (model.get("room")) return renderRoom({ model, el });
  const knowledge = knowledgeOf(model);
  /** @type {Case[]} */
  const cases = records(model.get("cases"));
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const screen = h("div", { class: "wk-case__stage wk-screen" });
  const paper = h("div", { class: "wk-case__print" });
  const focus = (/** @type {string} */ selector) => {
    const node = /** @type {HTMLElement | null} */ (screen.querySelector(selector));
    node?.focus({ preventScroll: true });
    node?.scrollIntoView({ block: "nearest" });
  };
  /** @type {Act} */
  const act = {
    show: (id) => { set({ current: id }); focus("h3"); },
    answer: (id, level) => {
      const { [id]: _, ...others } = model.get("answers");
      set({ answers: level ? { ...others, [id]: level } : others });
      focus(level ? ".wk-case__said h4" : "h3");
    },
    restart: () => { set({ answers: {}, current: cases[0]?.id ?? RESULTS }); focus("h3"); },
  };
  let shown = "";
  const repaint = () => {
    const [answers, current] = [model.get("answers"), model.get("current")];
    const now = `${current} ${answers[current] ?? ""} ${current === RESULTS ? JSON.stringify(answers) : Object.keys(answers).length > 0}`;
    if (now !== shown) screen.replaceChildren(...stage(knowledge, cases, answers, current, act).flat(9).filter(Boolean));
    shown = now;
    paper.replaceChildren(...onPaper(knowledge, cases, answers));
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-case" },
    h("p", { class: "wk-screen" }, knowledge.text.case_intro), screen, paper)));
  repaint();
  model.on("change:answers change:current", repaint);
  return () => model.off("change:answers change:current", repaint);
}

export default { render };
