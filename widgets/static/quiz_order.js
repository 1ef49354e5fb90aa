// @ts-check
// Steps to put in order: each moves up and down with its buttons or the arrow keys. Nothing has to be dragged.
import { announcer, fill, h, icon } from "./shared.js";

/** @typedef {import("./quiz_marking.js").Option} Option */

/** @param {any} knowledge @param {Option[]} options in the order shown first */
export function orderList(knowledge, options) {
  const t = knowledge.text;
  const told = announcer();
  const list = h("ol", { class: "wk-quiz__order" });
  const rows = new Map(options.map((option) => [option.id, row(option)]));
  let ids = options.map(({ id }) => id);

  /** @param {Option} option */
  function row(option) {
    const buttons = [-1, 1].map((step) =>
      h("button", { type: "button", class: `wk-btn wk-btn--quiet${step > 0 ? " is-down" : ""}`, "aria-label": fill(step < 0 ? t.up : t.down, option),
        onclick: () => move(option, step, buttons[step < 0 ? 0 : 1]) }, icon(knowledge, "arrow_up")));
    const node = h("li", {}, h("span", {}, option.text), h("span", {}, buttons));
    node.addEventListener("keydown", (event) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      move(option, step, /** @type {HTMLElement} */ (event.target));
    });
    return node;
  }

  /** @param {Option} option @param {number} step @param {HTMLElement} held what keeps the focus */
  function move(option, step, held) {
    const place = ids.indexOf(option.id);
    const to = Math.min(Math.max(place + step, 0), ids.length - 1);
    ids.splice(to, 0, ...ids.splice(place, 1));
    show();
    held.focus();
    told.say(fill(t.moved, { place: to + 1, total: ids.length, text: option.text }));
  }

  const show = () => list.replaceChildren(...ids.map((id) => rows.get(id) ?? ""));
  show();
  const set = (/** @type {string[]} */ answer) => {
    ids = answer.length ? [...answer] : options.map(({ id }) => id);
    show();
  };
  return { nodes: [list, told.node], get: () => [...ids], set, stop: told.stop };
}
