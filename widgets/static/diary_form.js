// @ts-check
// The form of one entry. Each field shows the draft and changes it; what is no time yet stays as it was typed.
import { localText } from "./diary_deciding.js";
import { fill, h, uid } from "./shared.js";
import { signBoxes } from "./sign_boxes.js";
import { tickRow } from "./sign_list.js";

/** @typedef {import("./shared.js").Knowledge & {remedies: [string, string][], strengths: string[], asks_from: number,
 *   asked: string[], urgent: string[], longest: Record<string, number>, oldest_days: number}} Words */
/** @typedef {{id: string, time: string | null, kept: string, signs: string[], strength: number | null, helped: string[],
 *   helped_words: string, note: string}} Draft */
/** @typedef {(values: Partial<Draft>) => void} Change */

/** @param {string} tag @param {Record<string, any>} props @param {string} label @param {string} [hint] */
function labelled(tag, props, label, hint = "", ...children) {
  const id = uid();
  const field = /** @type {any} */ (h(tag, { id, class: "wk-input", autocomplete: "off", "aria-describedby": hint && `${id}-hint`, ...props }, children));
  const node = h("div", { class: "wk-field" }, h("label", { for: id }, label), hint && h("span", { class: "wk-hint", id: `${id}-hint` }, hint), field);
  return { id, node, field };
}

/** @param {Words} words @param {Change} change */
export function whenField({ text: t }, change) {
  const error = h("p", { class: "wk-di__no", id: uid(), role: "alert" });
  const { id, node, field } = labelled("input", { type: "datetime-local" }, t.diary_when, t.diary_when_hint);
  field.setAttribute("aria-describedby", `${id}-hint ${error.id}`);
  field.addEventListener("input", () => change({ time: field.value }));
  node.append(error);
  const refuse = (/** @type {string} */ fault) => {
    error.textContent = fault ? t[`diary_when_${fault}`] : "";
    if (fault) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  const repaint = (/** @type {Draft} */ { time }) => {
    const shown = time ?? localText(new Date());
    if (field.value !== shown && !(time === "" && field.validity.badInput)) field.value = shown;
  };
  return { node, field, refuse, repaint };
}

/** @param {Words} words @param {Change} change @param {(id: string, on: boolean) => void} tick */
export function strengthField(words, change, tick) {
  const t = words.text;
  const { node, field } = labelled("select", {}, t.diary_strength, t.diary_strength_hint,
    h("option", { value: "" }, t.diary_strength_none), words.strengths.map((word, value) => h("option", { value }, word)));
  field.addEventListener("change", () => change({ strength: field.value === "" ? null : Number(field.value) }));
  const question = h("p", { class: "wk-di__ask-q", id: uid(), role: "status" });
  const rows = words.symptoms.filter(({ id }) => words.asked.includes(id)).map((symptom) => tickRow(symptom, tick));
  const asked = h("div", { class: "wk-di__ask", role: "group", "aria-labelledby": question.id }, question, rows.map(({ row }) => row),
    h("p", {}, t.diary_ask_none, " ", h("strong", {}, t.call_anyway)));
  const repaint = (/** @type {Draft} */ { strength, signs }) => {
    field.value = strength === null ? "" : String(strength);
    asked.hidden = strength === null || strength < words.asks_from;
    const said = asked.hidden ? "" : fill(t.diary_ask, { number: strength });
    if (question.textContent !== said) question.textContent = said;
    for (const { row, box, symptom } of rows) {
      box.checked = signs.includes(symptom.id);
      row.classList.toggle("is-ticked", box.checked);
    }
  };
  return { node: h("div", { class: "wk-di__part" }, node, asked), repaint };
}

/** @param {Words} words @param {() => Draft} draft @param {Change} change */
export function helpedFields({ text: t, remedies, longest }, draft, change) {
  const count = h("span", { class: "wk-count" });
  const ticks = remedies.map(([id, title]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: uid() }));
    box.addEventListener("change", () => {
      const others = draft().helped.filter((other) => other !== id);
      change({ helped: box.checked ? [...others, id] : others });
    });
    return { id, box, row: h("div", { class: "wk-tick" }, box, h("label", { for: box.id }, h("span", {}, title))) };
  });
  const list = h("details", { class: "wk-group" }, h("summary", {}, h("span", {}, t.diary_helped), count),
    h("fieldset", { class: "wk-fs" }, h("legend", { class: "wk-sr" }, t.diary_helped), ticks.map(({ row }) => row)));
  const own = ownWords("input", t.diary_helped_words, "", "helped_words", longest, change);
  const repaint = (/** @type {Draft} */ now) => {
    count.textContent = now.helped.length ? fill(t.diary_helped_count, { count: now.helped.length }) : "";
    for (const { id, box, row } of ticks) {
      box.checked = now.helped.includes(id);
      row.classList.toggle("is-ticked", box.checked);
    }
    own.repaint(now);
  };
  return { node: h("div", { class: "wk-di__part" }, list, own.node), repaint };
}

/** @param {string} tag @param {string} label @param {string} hint @param {"note" | "helped_words"} name
 * @param {Record<string, number>} longest @param {Change} change */
function ownWords(tag, label, hint, name, longest, change) {
  const { node, field } = labelled(tag, { maxlength: longest[name], "rows": tag === "textarea" && 3, type: tag === "input" && "text" }, label, hint);
  field.addEventListener("input", () => change({ [name]: field.value }));
  return { node, repaint: (/** @type {Draft} */ draft) => { if (field.value !== draft[name]) field.value = draft[name]; } };
}

/** @param {Words} words @param {Change} change */
export const noteField = ({ text: t, longest }, change) => ownWords("textarea", t.diary_note, t.diary_note_hint, "note", longest, change);

/** @param {Words} words @param {(id: string, on: boolean) => void} tick */
export function signsField(words, tick) {
  const { node, repaint, stop } = signBoxes(words, words.text.diary_signs, words.text.visit_level, tick);
  return { node, stop, repaint: (/** @type {Draft} */ { signs }) => repaint({ selected: signs }) };
}
