// @ts-check
// The line that says what is kept on this machine, and empties what was taken back from the last time.
import { h } from "./shared.js";

/** @typedef {{text: string, to_empty: string, to_undo: string, emptied: string, empty?: Record<string, any>,
 *   was?: Record<string, any> | null}} Kept */

/** @param {any} model @param {string} [otherwise] words for where nothing is kept: a handout, a deck */
export function keptLine(model, otherwise = "") {
  const text = h("span", { role: "status" });
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
    const { text: said = otherwise, empty, was, to_empty, to_undo, emptied } = model.get("kept") ?? {};
    text.textContent = was ? emptied : said;
    button.textContent = was ? to_undo : to_empty;
    button.hidden = !empty;
    node.hidden = !said;
  };
  repaint();
  model.on("change:kept", repaint);
  return { node, stop: () => model.off("change:kept", repaint) };
}
