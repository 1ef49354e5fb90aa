// @ts-check
// My week: the picked habits with own words and seven boxes each. On paper it is the plan.
import { caution, drawing } from "./habit_cards.js";
import { tickDay, write } from "./habit_choosing.js";
import { fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./habit_cards.js").Habit} Habit */

/** @param {any} knowledge @param {Habit} habit @param {any} model @param {(values: Record<string, any>) => void} set @param {() => void} remove */
function weekRow(knowledge, habit, model, set, remove) {
  const [t, id] = [knowledge.text, uid()];
  const field = /** @type {HTMLTextAreaElement} */ (h("textarea", { id, class: "wk-input", maxlength: knowledge.longest, "aria-label": `${t.when}: ${habit.text}`, "aria-describedby": `${id}-hint` }));
  field.rows = 2;
  field.addEventListener("input", () => set({ notes: write(model.get("notes"), habit.id, field.value, knowledge.longest) }));
  const said = h("p", { class: "wk-hp__said" });
  const boxes = Object.entries(knowledge.days).map(([day, [short, long]]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: `${id}-${day}`, "aria-label": long }));
    box.addEventListener("change", () => set({ done: tickDay(model.get("done"), habit.id, Number(day), box.checked) }));
    return { day: Number(day), box, node: h("div", { class: "wk-hp__day" }, h("label", { for: `${id}-${day}`, "aria-hidden": "true" }, short), box) };
  });
  const out = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", "aria-label": `${t.remove}: ${habit.text}`, onclick: remove }, icon(knowledge, "x"), t.remove);
  const node = h("li", {}, habit.picture && h("div", { class: "wk-hp__paper wk-hp__small" }, drawing(knowledge, habit.picture)),
    h("h4", {}, habit.text), h("p", { class: "wk-hp__paper" }, habit.how), h("div", { class: "wk-hp__paper" }, caution(knowledge, habit)),
    h("div", { class: "wk-field" }, h("label", { for: id }, t.when),
      h("span", { class: "wk-hint wk-screen", id: `${id}-hint` }, t.when_hint), field, said),
    h("fieldset", { class: "wk-fs" }, h("legend", { class: "wk-sr" }, fill(t.days_of, { habit: habit.text })), h("div", { class: "wk-hp__days" }, boxes.map((one) => one.node))), out);
  const repaint = () => {
    const note = model.get("notes")[habit.id] ?? "";
    if (field.value !== note) field.value = note;
    said.textContent = note;
    const days = model.get("done")[habit.id] ?? [];
    for (const { day, box } of boxes) box.checked = days.includes(day);
  };
  return { node, repaint };
}

/** @param {any} knowledge @param {any} model @param {(values: Record<string, any>) => void} set
 * @param {(id: string, on: boolean) => boolean} choose @param {(text: string) => void} say */
export function weekBox(knowledge, model, set, choose, say) {
  const t = knowledge.text;
  const heading = h("h3", { tabindex: "-1" }, t.week);
  const list = h("ul", { class: "wk-hp__list" });
  const empty = h("p", {}, t.week_empty);
  const lead = h("p", { class: "wk-soft" }, t.week_lead);
  const clear = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => {
    set({ done: {} });
    say(t.cleared);
    heading.focus({ preventScroll: true });
  } }, t.clear);
  const node = h("div", { class: "wk-hp__week", role: "group", "aria-label": t.week }, heading, empty, lead, list, clear);
  /** @type {Map<string, ReturnType<typeof weekRow>>} */
  const rows = new Map();
  const rowFor = (/** @type {string} */ id) => {
    const remove = () => {
      choose(id, false);
      heading.focus({ preventScroll: true });
    };
    return weekRow(knowledge, knowledge.habits.find((/** @type {Habit} */ habit) => habit.id === id), model, set, remove);
  };
  const repaint = () => {
    const picked = model.get("picked");
    for (const [id, row] of rows) {
      if (picked.includes(id)) continue;
      row.node.remove();
      rows.delete(id);
    }
    for (const [place, id] of picked.entries()) {
      const row = rows.get(id) ?? rowFor(id);
      rows.set(id, row);
      if (list.children[place] !== row.node) list.insertBefore(row.node, list.children[place] ?? null); // else it keeps the focus
      row.repaint();
    }
    empty.hidden = picked.length > 0;
    [list, lead].forEach((part) => (part.hidden = !picked.length));
    clear.hidden = !picked.some((/** @type {string} */ id) => model.get("done")[id]?.length);
  };
  return { node, heading, repaint };
}
