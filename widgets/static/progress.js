// @ts-check
// Where a person stands, and what is kept of them. Shown here; read, forgotten and deleted by Python, which has the file.
import { fill, h, records, uid } from "./shared.js";

/** @typedef {{id: string, title: string, notebook: string, opened: string | null, right: number | null, of: number,
 *   habits: string[], questions: string[]}} Row */

const PATIENCE = 4000; // ms until the view says that nobody answers
const NOTEBOOK = /\/(?:lab|doc)(?:\/workspaces\/[^/]+)?\/tree\/(.*)$/;

/** A link to a notebook beside this one; JupyterLab opens it in a tab, other pages follow the address.
 * @param {string} notebook @param {string} text @param {string} [look] */
function linkTo(notebook, text, look) {
  const file = `${notebook}.ipynb`;
  const link = h("a", { href: file, class: look }, text);
  link.addEventListener("click", () => {
    const here = NOTEBOOK.exec(window.location.pathname);
    if (!here) return;
    const path = [...decodeURIComponent(here[1]).split("/").slice(0, -1), file].join("/");
    link.dataset.commandlinkerCommand = "docmanager:open";
    link.dataset.commandlinkerArgs = JSON.stringify({ path });
  });
  return link;
}

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

/** Asking Python, and what it answers, told where the button was pressed. @param {any} model @param {any} t */
function asking(model, t) {
  let timer = 0;
  const status = h("p", { role: "status", tabindex: "-1" });
  const ask = (/** @type {string} */ what, section = "") => {
    const number = Math.max(model.get("answered").number, model.get("asked").number ?? 0) + 1;
    model.set("asked", { number, do: what, section });
    model.save_changes();
    status.textContent = "";
    clearTimeout(timer);
    timer = window.setTimeout(() => (status.textContent = t.silent), PATIENCE);
  };
  const undo = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => ask("undo") }, t.undo);
  const node = h("div", { class: "wk-pr__said" }, status, undo);
  const paint = () => {
    status.textContent = model.get("answered").text;
    undo.hidden = !model.get("answered").undo;
  };
  const answered = () => {
    clearTimeout(timer);
    paint();
    if (model.get("asked").do !== "look") status.focus({ preventScroll: true }); // the button pressed may be gone
  };
  paint();
  model.on("change:answered", answered);
  const stop = () => {
    model.off("change:answered", answered);
    clearTimeout(timer);
  };
  return { node, ask, stop };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const id = uid();
  const { node: said, ask, stop } = asking(model, t);
  let last = ""; // the section that was forgotten last
  const button = (/** @type {string} */ what) => {
    const press = () => {
      node.parentElement?.append(said);
      last = "";
      ask(what);
    };
    const node = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: press }, t[what]);
    return node;
  };
  const [next, diary, where] = [h("div", { class: "wk-pr__next" }), h("p", {}), h("div", {})];
  const sections = h("ul", { class: "wk-pr__list", "aria-labelledby": id });
  const repaint = () => {
    const [keeps, step] = [model.get("keeps"), model.get("next")];
    next.replaceChildren(h("h3", {}, t.next), h("p", {}, step.text),
      ...(step.notebook ? [h("p", {}, linkTo(step.notebook, fill(t.next_open, step), "wk-btn"))] : []));
    sections.replaceChildren(...records(model.get("rows")).map((row) => {
      const node = line(t, row, () => {
        node.append(said);
        last = row.id;
        ask("forget", row.id);
      });
      if (row.id === last) node.append(said);
      return node;
    }));
    diary.textContent = keeps.diary ? fill(t.diary, { count: keeps.diary }) : "";
    diary.hidden = !keeps.diary;
    where.replaceChildren(h("p", {}, keeps.file ? fill(t.where, keeps) : t.nowhere), ...keeps.notes.map((/** @type {string} */ note) => h("p", {}, note)));
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-pr" }, next,
    h("div", { class: "wk-pr__do" }, h("h3", { id }, t.sections), button("look")), sections, diary, where,
    h("div", { class: "wk-pr__do" }, button("forget_all"), button("delete"), said))));
  repaint();
  model.on("change:rows change:next change:keeps", repaint);
  return () => {
    model.off("change:rows change:next change:keeps", repaint);
    stop();
  };
}

export default { render };
