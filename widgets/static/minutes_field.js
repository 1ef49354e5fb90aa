// @ts-check
// A field for minutes of one's own: what cannot be is told at the field, and nothing changes.
import { h, icon, uid } from "./shared.js";

/**
 * The parts of the field, for whoever lays them out.
 * @param {any} knowledge @param {{hint: string, set: string}} words
 * @param {(text: string) => number | string} read the minutes, or why they cannot be
 * @param {(minutes: number) => void} change @param {(text: string) => void} say
 */
export function minutesField(knowledge, words, read, change, say) {
  const id = uid();
  const wrong = h("p", { class: "wk-wrong", id: `${id}-wrong` });
  const hint = h("span", { class: "wk-hint", id: `${id}-hint` }, words.hint);
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "numeric", class: "wk-input wk-minutes", id,
    autocomplete: "off", size: "4", "aria-describedby": `${id}-hint ${id}-wrong` }));
  const tell = (/** @type {string} */ text) => {
    wrong.replaceChildren(...(text ? [icon(knowledge, "warn"), h("span", {}, text)] : []));
    field.setAttribute("aria-invalid", String(text !== ""));
  };
  const take = () => {
    const found = read(field.value);
    tell(typeof found === "string" ? found : "");
    if (typeof found === "string") say(found);
    else change(found);
  };
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") take(); });
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: take }, words.set);
  const show = (/** @type {string} */ text) => {
    field.value = text;
    tell("");
  };
  return { id, field, button, hint, wrong, show };
}
