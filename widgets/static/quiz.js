// @ts-check
// Questions to check what one knows, one at a time. All decisions are made here, in the browser.
import { keptLine } from "./kept.js";
import { isGood, mark } from "./quiz_marking.js";
import { MARKS, questionView } from "./quiz_question.js";
import { fill, h, icon, records } from "./shared.js";

/** @typedef {import("./quiz_question.js").Question} Question */

/** What the view knows, from its traits. @param {{get: (name: string) => any}} model */
function known(model) {
  const trait = model.get("knowledge");
  const byId = (/** @type {any} */ columns) => Object.fromEntries(records(columns).map((row) => [row.id, row]));
  const options = records(model.get("options"));
  /** @type {Question[]} */
  const questions = records(model.get("questions")).map((row) => ({ ...row, options: options.filter((option) => option.quiz_id === row.id) }));
  return { questions, knowledge: { ...trait, levels: byId(trait.levels), claims: byId(trait.claims) } };
}

/** What was answered, for paper; why stands with the answers, at the end of the pages.
 * @param {any} knowledge @param {Question[]} questions @param {Record<string, string[]>} answers */
const onPaper = (knowledge, questions, answers) => questions.map((question) => {
  const answer = answers[question.id] ?? [];
  const box = (/** @type {any} */ { id }) => (question.kind === "order" ? answer.indexOf(id) + 1 || "☐" : answer.includes(id) ? "☒" : "☐");
  return h("li", {}, h("b", {}, question.question), question.options.map((option) => h("p", {}, `${box(option)} ${option.text}`)),
    answer.length > 0 && h("p", {}, h("b", {}, knowledge.text[mark(question, answer, knowledge.levels).result])));
});

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const { questions, knowledge } = known(model);
  const t = knowledge.text;
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const show = (/** @type {number} */ place) => {
    set({ current: questions[place].id });
    views[place].heading.focus({ preventScroll: true });
    views[place].heading.scrollIntoView({ block: "nearest" });
  };
  const views = questions.map(({ id }, place) => questionView(knowledge, questions[place], place + 1, questions.length, {
    answer: (ids) => {
      const { [id]: _, ...others } = model.get("answers");
      set({ answers: ids ? { ...others, [id]: ids } : others });
    },
    next: place + 1 < questions.length ? () => show(place + 1) : null,
  }));
  const steps = questions.map((_, place) => h("button", { type: "button", onclick: () => show(place) }));
  const far = h("p", { class: "wk-soft" });
  const memory = keptLine(model);
  const paper = h("ol", { class: "wk-quiz__print" });
  const repaint = () => {
    const [answers, current] = [model.get("answers"), model.get("current")];
    const results = questions.map((question) => (answers[question.id] ? mark(question, answers[question.id], knowledge.levels).result : "open"));
    far.textContent = fill(t.far, { known: results.filter(isGood).length, total: questions.length });
    questions.forEach(({ id }, place) => {
      const [here, result] = [id === current, results[place]];
      views[place].node.hidden = !here;
      views[place].repaint(answers[id] ?? []);
      steps[place].className = `wk-btn${here ? "" : " wk-btn--quiet"}`;
      steps[place][here ? "setAttribute" : "removeAttribute"]("aria-current", "step");
      steps[place].setAttribute("aria-label", fill(t.step, { number: place + 1, state: t[`step_${result === "open" || isGood(result) ? result : "again"}`] }));
      steps[place].replaceChildren(String(place + 1), result === "open" ? "" : icon(knowledge, MARKS[/** @type {keyof MARKS} */ (result)]));
    });
    paper.replaceChildren(...onPaper(knowledge, questions, answers));
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-quiz" },
    h("div", { class: "wk-quiz__stage wk-screen" },
      h("div", { class: "wk-quiz__bar" }, h("ol", { "aria-label": t.steps }, steps.map((step) => h("li", {}, step))), far),
      views.map(({ node }) => node), memory.node),
    paper)));
  repaint();
  model.on("change:answers change:current", repaint);
  return () => {
    model.off("change:answers change:current", repaint);
    memory.stop();
    for (const view of views) view.stop();
  };
}

export default { render };
