// @ts-check
// Where it hurts and how long: what to do now. Then who can help, step by step. All decisions are made in the browser.
import { announcer, card, careCard, fill, h, icon, knowledgeOf, phoneSlots, records, uid } from "./shared.js";
import { nextStep } from "./treatment_next.js";

/** @typedef {any} Knowledge what shared.js knows, and clocks, steps, lasted, also */
const URGENT = ["emergency", "same_day"];
const FACTS = { when: "treat_when", who: "treat_who", what_it_is_like: "treat_like", evidence: "treat_evidence" };

/** Boxes or buttons of one question. @param {{legend: string, hint?: string, options: string[][], type: string}} about
 * @param {(value: string, on: boolean) => void} change */
function choices({ legend, hint, options, type }, change) {
  const [group, hintId] = [uid(), uid()];
  const rows = options.map(([value, text]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type, id: uid(), name: group, value }));
    box.addEventListener("change", () => change(value, box.checked));
    return { box, row: h("div", { class: "wk-tick" }, box, h("label", { for: box.id }, h("span", {}, text))) };
  });
  const node = h("fieldset", { class: "wk-fs wk-ts__pick", "aria-describedby": hint ? hintId : null },
    h("legend", {}, legend), hint && h("span", { class: "wk-hint", id: hintId }, hint), rows.map(({ row }) => row));
  const repaint = (/** @type {string[]} */ values) => {
    for (const { box, row } of rows) {
      box.checked = values.includes(box.value);
      row.classList.toggle("is-ticked", box.checked);
    }
    node.classList.toggle("is-empty", !values.length);
  };
  return { node, repaint };
}

/** What to do now, as a card. @param {Knowledge} knowledge @param {import("./treatment_next.js").Picks} picks
 * @param {import("./treatment_next.js").NextStep} next */
function answer(knowledge, { where, also }, { advice, signs, due }) {
  const t = knowledge.text;
  if (advice !== null && URGENT.includes(advice)) return careCard(knowledge, signs);
  const call = h("p", {}, h("strong", {}, t.call_anyway));
  const say = (/** @type {string} */ name, /** @type {any[]} */ ...more) =>
    [h("h3", { class: "wk-card__cta" }, t[`treat_${name}_action`]), h("p", {}, t[`treat_${name}_lead`]), ...more, call];
  const why = (/** @type {string[]} */ reasons) =>
    [h("h4", { class: "wk-card__h" }, t.treat_why), h("ul", { class: "wk-why" }, reasons.map((text) => h("li", {}, text)))];
  const clocks = (/** @type {string[]} */ ids) => knowledge.clocks.filter((/** @type {any} */ clock) => ids.includes(clock.id))
    .map((/** @type {any} */ clock) => `${clock.place}: ${clock.clock}`);
  if (advice === null) return card(knowledge, "none", "question", t.none_word, say("none"));
  if (advice === "ask_any_time") return card(knowledge, "none", "speech", t.treat_ask_word, say("ask", phoneSlots(knowledge, "mention_or_call"), why(clocks(where))));
  const reasons = [...also.map((word) => t[`treat_move_${word}`]), ...clocks(due)];
  return card(knowledge, "3", "speech", t.treat_move_word, say("move", phoneSlots(knowledge, "mention_or_call"), why(reasons)));
}

/** One step: who, what it is like, what is known, what to ask. @param {Knowledge} knowledge @param {any} step @param {number} number
 * @param {(question: string, on: boolean) => void} ask */
function stepPanel(knowledge, step, number, ask) {
  const t = knowledge.text;
  const facts = Object.entries(FACTS).map(([name, label]) => [h("dt", {}, t[label]), h("dd", {},
    name === "evidence" && h("strong", { class: `wk-ts__mark wk-ts__mark--${step.stance}` }, t[`stance_${step.stance}`]), step[name],
    name === "evidence" && h("span", { class: "wk-soft wk-screen" }, `${t.sources_label} ${step.sources}.`))]);
  const options = step.ask.map((/** @type {string} */ text, /** @type {number} */ place) => [`${step.id}_${place + 1}`, text]);
  const questions = choices({ legend: t.treat_ask, hint: t.treat_ask_hint, options, type: "checkbox" }, ask);
  const heading = h("h3", { tabindex: "-1" },
    h("span", { class: "wk-soft" }, fill(t.treat_step, { number, total: knowledge.steps.length })), h("span", {}, step.title));
  return { id: step.id, heading, node: h("div", { class: "wk-ts__step" }, heading, h("dl", {}, facts), questions.node), repaint: questions.repaint };
}

/** The steps: one open on screen, all of them on paper. @param {Knowledge} knowledge @param {(id: string) => void} open
 * @param {(question: string, on: boolean) => void} ask */
function stepper(knowledge, open, ask) {
  const t = knowledge.text;
  const panels = knowledge.steps.map((/** @type {any} */ step, /** @type {number} */ place) => stepPanel(knowledge, step, place + 1, ask));
  const ids = panels.map((/** @type {any} */ panel) => panel.id);
  let shown = 0;
  const go = (/** @type {number} */ place) => {
    open(ids[place]);
    panels[place].heading.focus();
  };
  const list = knowledge.steps.map((/** @type {any} */ step, /** @type {number} */ place) =>
    h("button", { type: "button", class: "wk-ts__go", onclick: () => go(place) }, h("span", {}, `${place + 1}`), step.title));
  const back = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => go(shown - 1) }, t.treat_back);
  const next = h("button", { type: "button", class: "wk-btn", onclick: () => go(shown + 1) }, t.treat_next);
  const node = h("section", { class: "wk-ts__steps", "aria-label": t.treat_steps },
    h("ol", { class: "wk-ts__list wk-screen" }, list.map((/** @type {Node} */ button) => h("li", {}, button))),
    h("div", {}, panels.map((/** @type {any} */ panel) => panel.node), h("div", { class: "wk-ts__turn wk-screen" }, back, next)));
  const repaint = (/** @type {string} */ step, /** @type {string[]} */ asked) => {
    shown = Math.max(0, ids.indexOf(step));
    panels.forEach((/** @type {any} */ panel, /** @type {number} */ place) => {
      panel.node.classList.toggle("is-shown", place === shown);
      panel.repaint(asked);
      if (place === shown) list[place].setAttribute("aria-current", "step");
      else list[place].removeAttribute("aria-current");
    });
    back.hidden = shown === 0;
    next.hidden = shown === ids.length - 1;
  };
  return { node, repaint };
}

/** The ticked questions, with room to write on paper. @param {Knowledge} knowledge */
function myQuestions(knowledge) {
  const t = knowledge.text;
  const words = new Map(knowledge.steps.flatMap((/** @type {any} */ step) =>
    step.ask.map((/** @type {string} */ text, /** @type {number} */ place) => [`${step.id}_${place + 1}`, text])));
  const list = h("ul", {});
  const none = h("p", { class: "wk-soft wk-screen" }, t.treat_mine_none);
  const node = h("div", { class: "wk-ts__mine" }, h("h3", {}, t.treat_mine), none, list, h("p", { class: "wk-line wk-ts__pen" }, t.treat_notes));
  const repaint = (/** @type {string[]} */ asked) => {
    none.hidden = asked.length > 0;
    list.hidden = !asked.length;
    node.classList.toggle("is-empty", !asked.length);
    list.replaceChildren(...asked.map((id) => h("li", {}, words.get(id))));
  };
  return { node, repaint };
}

/** The three things to pick. @param {any} model @param {Knowledge} knowledge @param {(values: Record<string, any>) => void} set */
function picker(model, knowledge, set) {
  const t = knowledge.text;
  const named = (/** @type {string} */ start, /** @type {string[]} */ ids) => ids.map((id) => [id, t[`${start}${id}`]]);
  const toggle = (/** @type {string} */ trait) => (/** @type {string} */ value, /** @type {boolean} */ on) => {
    const others = model.get(trait).filter((/** @type {string} */ other) => other !== value);
    set({ [trait]: on ? [...others, value] : others });
  };
  const places = knowledge.clocks.map((/** @type {any} */ clock) => [clock.id, clock.place]);
  const where = choices({ legend: t.treat_where, hint: t.treat_where_hint, options: places, type: "checkbox" }, toggle("where"));
  const lasted = choices({ legend: t.treat_lasted, hint: t.treat_lasted_hint, type: "radio",
    options: named("treat_lasted_", Object.keys(knowledge.lasted)) }, (value) => set({ lasted: value }));
  const also = choices({ legend: t.treat_also, hint: t.treat_where_hint, options: named("treat_also_", knowledge.also), type: "checkbox" }, toggle("also"));
  const repaint = () => {
    where.repaint(model.get("where"));
    lasted.repaint([model.get("lasted")].filter(Boolean));
    also.repaint(model.get("also"));
  };
  return { nodes: [where.node, lasted.node, also.node], repaint, toggle };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const trait = model.get("knowledge");
  const knowledge = { ...knowledgeOf(model), clocks: records(trait.clocks), steps: records(trait.steps) };
  const t = knowledge.text;
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const picks = picker(model, knowledge, set);
  const steps = stepper(knowledge, (step) => set({ step }), picks.toggle("asked"));
  const mine = myQuestions(knowledge);
  const live = announcer();
  const side = h("div", { class: "wk-ts__side", role: "group", "aria-label": t.answer_heading });
  const first = h("p", { class: "wk-screen" }, t.treat_first_call);
  const clear = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => set({ where: [], lasted: "", also: [] }) },
    icon(knowledge, "x"), t.treat_clear);
  /** @type {string | null | undefined} */
  let spoken;
  const repaint = () => {
    const picked = { where: model.get("where"), lasted: model.get("lasted"), also: model.get("also") };
    const next = nextStep(knowledge, picked);
    const urgent = next.advice !== null && URGENT.includes(next.advice);
    picks.repaint();
    side.replaceChildren(answer(knowledge, picked, next));
    steps.node.hidden = urgent;
    first.hidden = !urgent;
    const said = side.querySelector(".wk-card__level")?.textContent ?? "";
    if (spoken !== undefined && spoken !== said) live.say(fill(t.announce, { word: said, action: side.querySelector("h3")?.textContent }));
    spoken = said;
  };
  const turn = () => {
    steps.repaint(model.get("step"), model.get("asked"));
    mine.repaint(model.get("asked"));
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-ts" },
    h("p", { class: "wk-screen" }, t.treat_intro), h("div", { class: "wk-ts__top" }, h("div", { class: "wk-ts__form" }, picks.nodes, h("div", {}, clear)), side),
    h("p", { class: "wk-ts__warn" }, icon(knowledge, "warn"), h("strong", {}, t.treat_warning)), first, steps.node, mine.node), live.node));
  repaint();
  turn();
  model.on("change:where change:lasted change:also", repaint);
  model.on("change:step change:asked", turn);
  return () => {
    model.off("change:where change:lasted change:also", repaint);
    model.off("change:step change:asked", turn);
    live.stop();
  };
}

export default { render };
