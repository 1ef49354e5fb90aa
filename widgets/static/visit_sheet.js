// @ts-check
// One page for a visit or a call, made of ticks, own words and questions. All is decided here.
import { keptLine } from "./kept.js";
import { announcer, assess, careCard, fill, h, icon, knowledgeOf, records, uid } from "./shared.js";
import { signBoxes } from "./sign_boxes.js";
import { diaryBox, notesField, ownQuestions, questionBoxes, sinceFields, weekField } from "./visit_form.js";
import { sheetParts, sheetText } from "./visit_text.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {import("./visit_text.js").State} State */
/** @typedef {import("./visit_text.js").Words} Words */

const WRITTEN = ["since", "since_words", "notes", "picked", "own_questions", "week"];
const ALONE = "is-alone";

/** @param {{get: (name: string) => any}} model @returns {Words} */
export const wordsOf = (model) => ({ ...model.get("knowledge"), questions: records(model.get("knowledge").questions) });

const ruled = () => h("div", { class: "wk-vs__rule" });

/** The page itself, as it is printed. @param {Words} words @param {Knowledge} triage */
function pageOf(words, triage) {
  const t = words.text;
  const id = uid();
  const [first, told, asked] = [h("div", {}), h("div", {}), h("div", {})];
  const next = h("div", { class: "wk-vs__paper" }, h("p", { class: "wk-vs__h" }, t.visit_next), ruled(), ruled());
  const title = h("h3", { id, class: "wk-vs__t" }, t.visit_title);
  const node = h("section", { class: "wk-vs__page", "aria-labelledby": id },
    h("div", { class: "wk-vs__head" }, title, h("p", { class: "wk-vs__paper" }, t.visit_name)), first,
    h("div", { class: "wk-vs__cols" }, h("div", {}, told, next), asked),
    h("p", { class: "wk-soft" }, t.review_education));
  /** @type {string | undefined} */
  let ticked;
  const repaint = (/** @type {State} */ state) => {
    const { level, weeks, signs, began, notes, questions } = sheetParts(words, triage, state);
    const { diary } = state;
    if (ticked !== state.selected.join()) { // else what is opened in the card stays open
      ticked = state.selected.join();
      const found = level === null ? null : triage.levels[level];
      first.replaceChildren(...(level !== null && words.urgent.includes(level)
        ? [h("p", { class: "wk-vs__first" }, t.visit_call_first), careCard(triage, state.selected)]
        : [h("p", { class: "wk-vs__calm" }, found ? [icon(triage, found.icon), fill(t.visit_level, found)] : t.visit_signs_none,
          h("br", {}), found && [fill(t.visit_worse, { text: found.if_worse }), h("br", {})], h("strong", {}, t.call_anyway))]));
    }
    told.replaceChildren(h("h4", { class: "wk-vs__h" }, t.visit_say_said), h("p", {}, weeks),
      ...(signs.length ? [h("p", {}, t.visit_feel), h("ul", {}, signs.map((sign) => h("li", {}, sign)))] : [h("p", {}, t.visit_feel_blank)]),
      h("p", {}, began), ...(notes ? [h("p", {}, t.visit_notes_said), h("p", { class: "wk-vs__notes" }, notes)] : []),
      ...(diary.length ? [h("p", {}, t.visit_diary_said), h("ul", {}, diary.map((line) => h("li", {}, line)))] : []),
      h("p", {}, t.visit_how), h("p", {}, t.visit_scan));
    asked.replaceChildren(h("h4", { class: "wk-vs__h" }, t.visit_questions_said), questions.length
      ? h("ol", { class: questions.length > 4 && "is-many" }, questions.map((question) => h("li", {}, question, ruled(), ruled())))
      : h("div", { class: "wk-vs__room" }, h("p", {}, t.visit_questions_blank), ruled(), ruled(), ruled()));
  };
  return { node, repaint };
}

/** Print and copy. @param {Words} words @param {() => string} text @param {HTMLElement} root */
function buttons({ text: t, icons }, text, root) {
  const id = uid();
  const status = h("p", { class: "wk-found", role: "status" });
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { id, class: "wk-input", readonly: true, "rows": 8 }));
  const shown = h("div", { class: "wk-field", hidden: true }, h("label", { for: id }, t.visit_copy_label), field);
  const mark = () => {
    shown.hidden = false;
    field.value = text();
    field.focus();
    field.select();
    status.textContent = t.visit_copy_failed;
  };
  const copy = () => {
    shown.hidden = true;
    if (!navigator.clipboard) return mark();
    return navigator.clipboard.writeText(text()).then(() => (status.textContent = t.visit_copied), mark);
  };
  const done = () => root.classList.remove(ALONE);
  const print = () => { // the page alone goes to paper, with the call card if there is one
    root.classList.add(ALONE);
    addEventListener("afterprint", done, { once: true });
    window.print();
  };
  const node = h("div", { class: "wk-vs__do wk-screen" },
    h("button", { type: "button", class: "wk-btn", onclick: print }, t.visit_print),
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: copy }, icon(/** @type {any} */ ({ icons }), "copy"), t.visit_copy), status, shown);
  return { node, stop: () => removeEventListener("afterprint", done) };
}

/** The view over one selector. @param {any} model @param {any} selector @param {HTMLElement} el */
function view(model, selector, el) {
  const [words, triage] = [wordsOf(model), knowledgeOf(selector)];
  const t = words.text;
  const state = () => /** @type {State} */ ({ selected: selector.get("selected"), ...Object.fromEntries(WRITTEN.map((name) => [name, model.get(name)])),
    diary: model.get("with_diary") ? lines : [] });
  const change = (/** @type {Partial<State>} */ values) => { model.set(values); model.save_changes(); };
  const tick = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const others = selector.get("selected").filter((/** @type {string} */ other) => other !== id);
    selector.set("selected", on ? [...others, id] : others);
    selector.save_changes();
  };
  /** Lines of the diary: Python alone has them. @type {string[]} */
  let lines = [];
  const own = model.get("own_list");
  const live = announcer();
  const root = h("div", { class: "wk wk-host", lang: words.language });
  const parts = [...(own ? [signBoxes(triage, t.visit_signs, t.visit_level, tick)] : []), weekField(words, change), sinceFields(words, change), notesField(words, change),
    questionBoxes(words, state, change), ownQuestions(words, state, change)];
  const diary = diaryBox(words, () => lines, (with_diary) => change(/** @type {any} */ ({ with_diary })));
  const page = pageOf(words, triage);
  const does = buttons(words, () => sheetText(words, triage, state()), root);
  const memory = keptLine(model, t.visit_gone);
  const form = h("div", { class: "wk-vs__form wk-screen", role: "group", "aria-label": t.visit_form },
    h("p", {}, t.visit_intro), memory.node, !own && h("p", {}, t.visit_follows), parts.map((part) => part.node), diary.node);
  root.append(live.node, h("div", { class: "wk-vs" }, form, h("div", { class: "wk-vs__side" }, does.node, page.node)));
  el.replaceChildren(root);
  /** @type {string | null | undefined} */
  let spoken;
  const repaint = () => {
    const now = state();
    for (const part of parts) part.repaint(now);
    diary.repaint(model.get("with_diary"));
    page.repaint(now);
    const { level } = assess(triage, now.selected);
    if (own && spoken !== undefined && spoken !== level) {
      live.say(fill(t.announce, level === null ? { word: t.none_word, action: t.none_action } : triage.levels[level]));
    }
    spoken = level;
    const entered = Object.values(now).some((value) => value.length > 0);
    if (model.get("entered") !== entered) change(/** @type {any} */ ({ entered }));
  };
  repaint();
  const heard = [...WRITTEN, "with_diary"].map((name) => `change:${name}`).join(" ");
  const listen = (/** @type {{diary?: string[]}} */ message) => {
    lines = message.diary ?? lines;
    repaint();
  };
  model.on(heard, repaint);
  model.on("msg:custom", listen);
  try {
    model.send({ diary: "?" });
  } catch { // the kernel is gone: the page works without the diary
  }
  selector.on("change:selected", repaint);
  return () => {
    model.off(heard, repaint);
    model.off("msg:custom", listen);
    selector.off("change:selected", repaint);
    [live, does, memory, ...parts].forEach((part) => part.stop?.());
  };
}

/** @param {{model: any, el: HTMLElement}} context */
async function render({ model, el }) {
  let turn = 0;
  let stop = () => {};
  const find = async () => {
    const mine = (turn += 1);
    const selector = await model.widget_manager.get_model(model.get("symptoms").replace(/^(IPY_MODEL_|anywidget:)/, ""));
    if (mine !== turn) return;
    stop();
    stop = view(model, selector, el);
  };
  model.on("change:symptoms", find);
  await find();
  return () => {
    turn += 1;
    model.off("change:symptoms", find);
    stop();
  };
}

export default { render };
