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

/** One section. @param {any} t @param {Row} row @param {(id: string) => void} forget */
function line(t, row, forget) {
  const [quiz, kept] = [row.right !== null, row.opened || row.right !== null || row.habits.length || row.questions.length];
  const facts = [row.opened ? fill(t.opened, { day: row.opened }) : t.not_opened, row.of > 0 && fill(quiz ? t.quiz : t.quiz_open, row)];
  return h("li", { class: kept && "is-kept" },
    h("div", {}, linkTo(row.notebook, row.title), h("p", { class: "wk-soft" }, facts.filter(Boolean).join(" · ")),
      list(t.habits, row.habits), list(t.questions, row.questions)),
    kept && h("button", { type: "button", class: "wk-btn wk-btn--quiet", "aria-label": fill(t.forget_name, row), onclick: () => forget(row.id) }, t.forget));
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const id = uid();
  let timer = 0;
  const status = h("p", { class: "wk-pr__said", role: "status", tabindex: "-1" });
  const ask = (/** @type {string} */ what, section = "") => {
    const number = Math.max(model.get("answered").number, model.get("asked").number ?? 0) + 1;
    model.set("asked", { number, do: what, section });
    model.save_changes();
    status.textContent = "";
    clearTimeout(timer);
    timer = window.setTimeout(() => (status.textContent = t.silent), PATIENCE);
  };
  const button = (/** @type {string} */ what) => h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => ask(what) }, t[what]);
  const undo = button("undo");
  const [next, sections, diary, where] = [h("div", { class: "wk-pr__next" }), h("ul", { class: "wk-pr__list", "aria-labelledby": id }), h("p", {}), h("div", {})];
  const repaint = () => {
    const [keeps, step] = [model.get("keeps"), model.get("next")];
    next.replaceChildren(h("h3", {}, t.next), h("p", {}, step.text),
      ...(step.notebook ? [h("p", {}, linkTo(step.notebook, fill(t.next_open, step), "wk-btn"))] : []));
    sections.replaceChildren(...records(model.get("rows")).map((row) => line(t, row, (section) => { ask("forget", section); status.focus({ preventScroll: true }); })));
    diary.textContent = keeps.diary ? fill(t.diary, { count: keeps.diary }) : "";
    diary.hidden = !keeps.diary;
    where.replaceChildren(h("p", {}, keeps.file ? fill(t.where, keeps) : t.nowhere), ...keeps.notes.map((/** @type {string} */ note) => h("p", {}, note)));
  };
  const answered = () => {
    const { number, text, undo: can } = model.get("answered");
    if (number) clearTimeout(timer);
    status.textContent = text;
    if (!can && undo.matches(":focus")) status.focus({ preventScroll: true });
    undo.hidden = !can;
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-pr" }, next,
    h("div", { class: "wk-pr__do" }, button("look"), button("forget_all"), button("delete"), undo, status),
    h("h3", { id }, t.sections), sections, diary, where)));
  repaint();
  answered();
  model.on("change:rows change:next change:keeps", repaint);
  model.on("change:answered", answered);
  return () => {
    model.off("change:rows change:next change:keeps", repaint);
    model.off("change:answered", answered);
    clearTimeout(timer);
  };
}

export default { render };
