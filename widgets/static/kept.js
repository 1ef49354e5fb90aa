// @ts-check
// The line that says what is kept on this machine, and empties what was taken back from the last time.
import { h } from "./shared.js";

/** @typedef {{text: string, silent: string, to_empty: string, to_undo: string, emptied: string, count: number,
 *   traits: string[], empty?: Record<string, any>, was?: Record<string, any> | null}} Kept */

const PATIENCE = 4000; // ms until a person is told that no answer came; a later one still counts

/** @param {any} model @param {string} [otherwise] words for where nothing is kept: a handout, a deck */
export function keptLine(model, otherwise = "") {
  const text = h("span", { role: "status" });
  let timer = 0;
  let silent = false;
  const press = () => {
    /** @type {Kept} */
    const kept = model.get("kept");
    const { empty = {}, was } = kept;
    const now = Object.fromEntries(Object.keys(empty).map((name) => [name, model.get(name)]));
    model.set({ ...(was ?? empty), kept: { ...kept, was: was ? null : now } });
    model.save_changes();
  };
  const button = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: press });
  const node = h("p", { class: "wk-kept wk-soft wk-screen" }, text, " ", button);
  const repaint = () => {
    /** @type {Kept} */
    const kept = { text: otherwise, ...model.get("kept") };
    const said = silent ? kept.silent : kept.was ? kept.emptied : kept.text;
    if (text.textContent !== said) text.textContent = said; // else it would be spoken again
    button.textContent = kept.was ? kept.to_undo : kept.to_empty;
    button.hidden = !kept.empty;
    node.hidden = !kept.text;
  };
  repaint();
  const { traits, count: first } = model.get("kept") ?? {};
  if (!traits) return { node, stop: () => {} };
  let heard = first;
  const wait = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      silent = true;
      repaint();
    }, PATIENCE);
  };
  const hear = () => {
    const { count } = model.get("kept");
    if (count !== heard) clearTimeout(timer);
    silent = silent && count === heard;
    heard = count;
    repaint();
  };
  const changes = traits.map((/** @type {string} */ name) => `change:${name}`).join(" ");
  model.on(changes, wait);
  model.on("change:kept", hear);
  const stop = () => {
    clearTimeout(timer);
    model.off(changes, wait);
    model.off("change:kept", hear);
  };
  return { node, stop };
}
