// @ts-check
// The line above all hits where the words of a search can be those of a warning sign: what to do, and whom to call.
import { warningSigns } from "./searching.js";
import { fill, h, icon, phoneSlots } from "./shared.js";

/**
 * @param {any} knowledge levels by id, words, drawings, and phones where these are known
 * @param {import("./searching.js").Signs} index @param {() => any} [after] what stands at the end
 */
export function guardLine(knowledge, index, after) {
  const t = knowledge.text;
  const node = h("div", { class: "wk-ask__guard", role: "status" });
  const level = (/** @type {string} */ id) => knowledge.levels[id];
  let said = "";
  const repaint = (/** @type {string} */ query) => {
    const signs = warningSigns(index, query);
    const words = [...new Set(signs.flatMap((sign) => sign.words))];
    const key = [...words, ...signs.map(({ id }) => id)].join();
    if (key === said) return;
    said = key;
    const called = knowledge.phones ? [...new Set(signs.map((sign) => sign.level))] : [];
    const list = signs.map((sign) => h("li", {}, icon(knowledge, level(sign.level).icon), " ",
      h("strong", {}, `${level(sign.level).word}:`), ` ${sign.text}`));
    node.replaceChildren(...(signs.length ? [h("div", { class: "wk-guard" }, icon(knowledge, level("emergency").icon),
      h("div", {}, h("p", {}, h("strong", {}, fill(t.guard, { words: words.map((word) => `“${word}”`).join(", ") })), ` ${t.guard_do} ${t.call_anyway}`),
        called.map((id) => h("p", { class: "wk-guard__do" }, icon(knowledge, level(id).icon), h("span", {}, h("b", {}, `${level(id).word}: `), level(id).action))),
        called.length > 0 && phoneSlots(knowledge, called[0]), after?.(),
        h("details", {}, h("summary", {}, h("span", {}, fill(t.guard_signs, { count: signs.length }))), h("ul", {}, list))))] : []));
  };
  return { node, repaint };
}
