// @ts-check
// What people tick, choose and write for their page. Each field shows what the model holds and sets it; nothing is lost.
import { fill, h, icon, uid } from "./shared.js";
import { readWeek } from "./visit_text.js";

/** @typedef {import("./visit_text.js").State} State */
/** @typedef {import("./visit_text.js").Words} Words */
/** @typedef {(change: Partial<State>) => void} Change */
/** @typedef {{node: HTMLElement, repaint: (state: State) => void, stop?: () => void}} Part */

/** A field whose text is the value of a trait. @param {string} tag @param {string} label @param {string} hint
 * @param {(value: string) => void} change */
function textField(tag, label, hint, change) {
  const id = uid();
  const field = /** @type {HTMLInputElement} */ (h(tag, { id, class: "wk-input", autocomplete: "off", "rows": tag === "textarea" && 4,
    type: tag === "input" && "text", "aria-describedby": hint && `${id}-hint` }));
  field.addEventListener("input", () => change(field.value));
  const node = h("div", { class: "wk-field" }, h("label", { for: id }, label), hint && h("span", { class: "wk-hint", id: `${id}-hint` }, hint), field);
  const repaint = (/** @type {string} */ value) => { if (field.value !== value) field.value = value; };
  return { node, field, repaint };
}

/** @param {Words} words @param {Change} change @returns {Part} */
export function weekField({ text: t, last_week }, change) {
  const error = h("p", { class: "wk-vs__no", id: uid(), role: "alert" });
  const { node, field } = textField("input", t.visit_week, t.visit_week_hint, (value) => {
    const week = readWeek(value, last_week);
    refuse(week === null);
    change({ week: week ?? "" });
  });
  const described = `${field.getAttribute("aria-describedby")} ${error.id}`;
  field.setAttribute("aria-describedby", described);
  field.setAttribute("inputmode", "text");
  const refuse = (/** @type {boolean} */ bad) => {
    error.textContent = bad ? t.visit_week_bad : "";
    if (bad) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  node.append(error);
  const repaint = (/** @type {State} */ { week }) => {
    if ((readWeek(field.value, last_week) ?? "") === week) return; // also what is no week yet stays as it was typed
    field.value = week;
    refuse(false);
  };
  return { node, repaint };
}

/** @param {Words} words @param {Change} change @returns {Part} */
export function sinceFields({ text: t, since }, change) {
  const id = uid();
  const list = /** @type {HTMLSelectElement} */ (h("select", { id, class: "wk-input" },
    h("option", { value: "" }, t.visit_since_none), since.map((name) => h("option", { value: name }, t[`visit_since_${name}`]))));
  list.addEventListener("change", () => change({ since: list.value }));
  const own = textField("input", t.visit_since_words, "", (value) => change({ since_words: value }));
  const node = h("div", { class: "wk-vs__two" }, h("div", { class: "wk-field" }, h("label", { for: id }, t.visit_since), list), own.node);
  return { node, repaint: (state) => { list.value = state.since; own.repaint(state.since_words); } };
}

/** @param {Words} words @param {Change} change @returns {Part} */
export function notesField({ text: t }, change) {
  const { node, repaint } = textField("textarea", t.visit_notes, t.visit_notes_hint, (value) => change({ notes: value }));
  return { node, repaint: ({ notes }) => repaint(notes) };
}

/** @param {Words} words @param {() => State} state @param {Change} change @returns {Part} */
export function questionBoxes({ text: t, questions }, state, change) {
  const topics = [...new Set(questions.map(({ topic }) => topic))].map((topic) => {
    const count = h("span", { class: "wk-count" });
    const ticks = questions.filter((question) => question.topic === topic).map(({ id, text }) => {
      const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: uid() }));
      box.addEventListener("change", () => {
        const others = state().picked.filter((other) => other !== id);
        change({ picked: box.checked ? [...others, id] : others });
      });
      return { id, box, row: h("div", { class: "wk-tick" }, box, h("label", { for: box.id }, text)) };
    });
    const node = h("details", { class: "wk-group" }, h("summary", {}, h("span", {}, topic), count),
      h("fieldset", { class: "wk-fs" }, h("legend", { class: "wk-sr" }, topic), ticks.map(({ row }) => row)));
    return { node, ticks, count };
  });
  const repaint = (/** @type {State} */ { picked }) => {
    for (const { ticks, count } of topics) {
      const number = ticks.filter(({ id }) => picked.includes(id)).length;
      count.textContent = number ? fill(t.visit_picked, { count: number }) : "";
      for (const { id, box, row } of ticks) {
        box.checked = picked.includes(id);
        row.classList.toggle("is-ticked", box.checked);
      }
    }
  };
  const node = h("div", { class: "wk-vs__part", role: "group", "aria-label": t.visit_questions },
    h("p", { class: "wk-vs__h" }, t.visit_questions), h("p", { class: "wk-hint" }, t.visit_questions_hint), topics.map((topic) => topic.node));
  return { node, repaint };
}

/** Questions of one's own: a field each; one that was taken out can come back. @param {Words} words @param {() => State} state
 * @param {Change} change @returns {Part} */
export function ownQuestions({ text: t, icons }, state, change) {
  const drawing = (/** @type {string} */ name) => icon(/** @type {any} */ ({ icons }), name);
  const list = h("ul", { class: "wk-vs__own" });
  /** @type {{field: HTMLInputElement, node: HTMLElement}[]} */
  const rows = [];
  const set = (/** @type {(own: string[]) => void} */ edit) => {
    const own_questions = [...state().own_questions];
    edit(own_questions);
    change({ own_questions });
  };
  const removed = h("p", { class: "wk-vs__undo", role: "status" });
  const remove = (/** @type {number} */ place) => {
    const text = state().own_questions[place];
    set((own) => own.splice(place, 1));
    const back = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => {
      set((own) => own.splice(place, 0, text));
      removed.replaceChildren();
      rows[Math.min(place, rows.length - 1)].field.focus();
    } }, t.visit_again);
    removed.replaceChildren(...(text.trim() ? [t.visit_removed, " ", back] : []));
    (text.trim() ? back : add).focus();
  };
  const row = (/** @type {number} */ place) => {
    const number = place + 1;
    const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", class: "wk-input", autocomplete: "off",
      "aria-label": fill(t.visit_own_label, { number }) }));
    field.addEventListener("input", () => set((own) => (own[place] = field.value)));
    const out = h("button", { type: "button", class: "wk-btn wk-btn--quiet", "aria-label": fill(t.visit_remove, { number }), onclick: () => remove(place) }, drawing("x"));
    return { field, node: h("li", {}, field, out) };
  };
  const add = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => {
    set((own) => own.push(""));
    rows[rows.length - 1].field.focus();
  } }, drawing("plus"), t.visit_add);
  const repaint = (/** @type {State} */ { own_questions }) => {
    while (rows.length > own_questions.length) rows.pop()?.node.remove();
    while (rows.length < own_questions.length) {
      rows.push(row(rows.length));
      list.append(rows[rows.length - 1].node);
    }
    rows.forEach(({ field }, place) => { if (field.value !== own_questions[place]) field.value = own_questions[place]; });
    list.hidden = !rows.length;
  };
  const node = h("div", { class: "wk-vs__part", role: "group", "aria-label": t.visit_own }, h("p", { class: "wk-vs__h" }, t.visit_own), list, removed, h("div", {}, add));
  return { node, repaint };
}

/** Whether the diary stands on the page; there is nothing to tick until its lines are known. @param {Words} words
 * @param {() => string[]} lines @param {(with_diary: boolean) => void} change */
export function diaryBox({ text: t }, lines, change) {
  const id = uid();
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id, "aria-describedby": `${id}-hint` }));
  box.addEventListener("change", () => change(box.checked));
  const hint = h("span", { class: "wk-hint", id: `${id}-hint` });
  const node = h("div", { class: "wk-tick" }, box, h("label", { for: id }, h("span", {}, t.visit_diary), hint));
  const repaint = (/** @type {boolean} */ on) => {
    box.checked = on;
    node.classList.toggle("is-ticked", on);
    node.hidden = !lines().length;
    hint.textContent = fill(t.visit_diary_hint, { count: lines().length });
  };
  return { node, repaint };
}
