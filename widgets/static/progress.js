// @ts-check
// Where a person stands, and what is kept of them. Shown here; read, forgotten and deleted by Python, which has the file.
import { post } from "./diary_post.js";
import { fill, h, records, uid } from "./shared.js";

/** @typedef {{id: string, title: string, notebook: string, opened: string | null, right: number | null, of: number,
 *   habits: string[], questions: string[]}} Row */
/** @typedef {{sections: Record<string, any[]>, next: {text: string, title: string, notebook: string}, file: string,
 *   diary: number, notes: string[], undo: boolean}} Shown */

/** A link to a notebook beside this one, in a tab of its own. @param {string} notebook @param {string} text @param {string} [look] */
const linkTo = (notebook, text, look) => h("a", { href: `${notebook}.ipynb`, target: "_blank", class: look }, text);

/** @param {string} name @param {string[]} words */
const list = (name, words) => words.length > 0 && h("div", { class: "wk-pr__own" }, h("p", {}, name), h("ul", {}, words.map((word) => h("li", {}, word))));

/** One section. @param {any} t @param {Row} row @param {() => void} forget */
function line(t, row, forget) {
  const kept = [row.opened, row.right !== null, row.habits.length, row.questions.length].some(Boolean);
  const quiz = fill(row.right === null ? t.quiz_open : t.quiz, row);
  const facts = [row.opened ? fill(t.opened, { day: row.opened }) : t.not_opened, ...(row.of ? [quiz] : [])];
  return h("li", { class: kept && "is-kept" },
    h("div", {}, linkTo(row.notebook, row.title), h("p", { class: "wk-soft" }, facts.join(" · ")),
      list(t.habits, row.habits), list(t.questions, row.questions)),
    kept && h("button", { type: "button", class: "wk-btn wk-btn--quiet", "aria-label": fill(t.forget_name, row), onclick: forget }, t.forget));
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const id = uid();
  let last = ""; // the section that was forgotten last
  const status = h("p", { role: "status", tabindex: "-1" }, t.looking);
  const undo = h("button", { type: "button", class: "wk-btn wk-btn--quiet", hidden: true, onclick: () => ask("undo") }, t.undo);
  const said = h("div", { class: "wk-pr__said" }, status, undo);
  const [next, diary, where] = [h("div", { class: "wk-pr__next", hidden: true }), h("p", {}), h("div", {})];
  const sections = h("ul", { class: "wk-pr__list", "aria-labelledby": id });
  const heard = (/** @type {Shown} */ shown) => {
    next.hidden = false;
    next.replaceChildren(h("h3", {}, t.next), h("p", {}, shown.next.text),
      ...(shown.next.notebook ? [h("p", {}, linkTo(shown.next.notebook, fill(t.next_open, shown.next), "wk-btn"))] : []));
    sections.replaceChildren(...records(shown.sections).map((row) => {
      const node = line(t, row, () => {
        node.append(said);
        last = row.id;
        ask("forget", row.id);
      });
      if (row.id === last) node.append(said);
      return node;
    }));
    diary.textContent = shown.diary ? fill(t.diary, { count: shown.diary }) : "";
    diary.hidden = !shown.diary;
    where.replaceChildren(h("p", {}, shown.file ? fill(t.where, shown) : t.nowhere), ...shown.notes.map((note) => h("p", {}, note)));
    undo.hidden = !shown.undo;
  };
  const mail = post(model, heard);
  const ask = (/** @type {string} */ what, section = "", first = false) => {
    if (!first) status.textContent = "";
    mail.ask({ do: what, section }, (/** @type {any} */ answer) => {
      status.textContent = first ? "" : answer.said;
      if (what !== "look") status.focus({ preventScroll: true }); // the button that was pressed may be gone
    }, () => (status.textContent = t.silent));
  };
  const button = (/** @type {string} */ what) => {
    const node = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => {
      node.parentElement?.append(said);
      last = "";
      ask(what);
    } }, t[what]);
    return node;
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-pr" }, next,
    h("div", { class: "wk-pr__do" }, h("h3", { id }, t.sections), button("look"), said), sections, diary, where,
    h("div", { class: "wk-pr__do" }, button("forget_all"), button("delete")))));
  ask("look", "", true);
  return mail.stop;
}

export default { render };
