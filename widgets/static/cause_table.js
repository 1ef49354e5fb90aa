// @ts-check
// What can be behind an ache: filter, search, compare. All decisions are made here, in the browser.
import { causesOf, close, filterWords, has, holdCauses, signWords, sought } from "./cause_matching.js";
import { MAYBE, MOST_COMPARED, SAID, causeRow, comparison } from "./cause_rows.js";
import { announcer, fill, h, icon, uid } from "./shared.js";

/** @typedef {import("./cause_matching.js").Cause} Cause */
/** @typedef {import("./cause_matching.js").Held} Held */
/** @typedef {import("./cause_matching.js").Knowledge} Knowledge */
/** @typedef {import("./cause_matching.js").Question} Question */

const MOST_ROWS = 24; // drawn at once, so that a long table of one's own stays quick
const NOT_OFFERED = ["may", "varies", "anywhere"]; // they go with every word; shown only when set from Python

/** @param {Knowledge} knowledge @param {(facet: string, word: string, on: boolean) => void} change */
function facetBoxes(knowledge, change) {
  const parts = Object.entries(knowledge.facets).map(([facet, words]) => {
    const count = h("span", { class: "wk-count" });
    const ticks = Object.entries(words).map(([word, label]) => {
      const id = uid();
      const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id }));
      box.addEventListener("change", () => change(facet, word, box.checked));
      return { word, box, row: h("div", { class: "wk-tick" }, box, h("label", { for: id }, label)) };
    });
    const title = knowledge.text[facet];
    const node = h("details", { class: "wk-facet" }, h("summary", {}, h("span", {}, title), count),
      h("fieldset", { class: "wk-fs" }, h("legend", { class: "wk-sr" }, title), ticks.map((tick) => tick.row)));
    return { facet, count, ticks, node };
  });
  const repaint = (/** @type {Record<string, string[]>} */ filters) => {
    for (const { facet, count, ticks } of parts) {
      const chosen = filters[facet] ?? [];
      count.textContent = chosen.length ? fill(knowledge.text.on, { count: chosen.length }) : "";
      for (const { word, box, row } of ticks) {
        box.checked = chosen.includes(word);
        row.classList.toggle("is-ticked", box.checked);
        row.hidden = NOT_OFFERED.includes(word) && !box.checked;
      }
    }
  };
  return { node: h("div", { class: "wk-facets wk-screen" }, parts.map((part) => part.node)), repaint };
}

/** @param {Knowledge} knowledge @param {(query: string) => void} change */
function searchField(knowledge, change) {
  const [t, id] = [knowledge.text, uid()];
  const field = /** @type {HTMLInputElement} */ (h("input", {
    type: "search", id, class: "wk-input", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-hint` }));
  field.addEventListener("input", () => change(field.value));
  const node = h("div", { class: "wk-field wk-screen" }, h("label", { for: id }, t.search_label),
    h("span", { class: "wk-hint", id: `${id}-hint` }, t.search_hint),
    h("span", { class: "wk-searchbox" }, icon(knowledge, "search"), field));
  return { node, repaint: (/** @type {string} */ query) => { if (field.value !== query) field.value = query; } };
}

/** Which filters, each alone, bring causes back. @param {Knowledge} knowledge @param {Question} question
 * @param {(question: Question) => Held[]} ask */
function toLoosen({ text }, question, ask) {
  const parts = Object.keys(question.filters).map((facet) => {
    const { [facet]: _, ...filters } = question.filters;
    return { name: text[facet], without: { ...question, filters } };
  });
  if (question.ticked.length) parts.push({ name: text.signs_named, without: { ...question, ticked: [] } });
  if (question.search.trim()) parts.push({ name: fill(text.search_named, { query: question.search.trim() }), without: { ...question, search: "" } });
  const alone = parts.filter(({ without }) => ask(without).some((held) => held.matches));
  return fill(alone.length ? text.empty_loosen : text.empty_clear, { filters: (alone.length ? alone : parts).map(({ name }) => name).join("; ") });
}

/** Why causes are not in the table, made when it is opened. @param {Knowledge} knowledge */
function others(knowledge) {
  const t = knowledge.text;
  const list = h("ul", {});
  const node = /** @type {HTMLDetailsElement} */ (h("details", { class: "wk-more wk-screen" }, h("summary", {}, h("span", {}, t.others)), list));
  let draw = () => {};
  node.addEventListener("toggle", () => draw());
  const repaint = (/** @type {Cause[]} */ hidden, /** @type {Question} */ { ticked, filters, search }) => {
    const signs = close(knowledge.implies, ticked);
    const why = (/** @type {Cause} */ cause, /** @type {ReturnType<typeof sought>} */ found) => {
      const against = [...signWords(knowledge, cause.does_not_fit.filter((sign) => signs.has(sign))),
        ...filterWords(knowledge, Object.fromEntries(Object.entries(filters).filter(([facet, words]) => !has(cause[facet], words))))];
      if (found && !found.has(cause)) against.push(fill(t.search_named, { query: search.trim() }));
      return against.length ? `${t.does_not_fit} ${against.join("; ")}` : t.no_fit;
    };
    draw = () => {
      if (!node.open) return;
      const found = sought(knowledge, search);
      list.replaceChildren(...hidden.map((cause) => h("li", {}, h("strong", {}, cause.name), ` – ${why(cause, found)}`)));
    };
    node.hidden = !hidden.length;
    draw();
  };
  return { node, repaint };
}

/** The selector that the table follows. @param {any} model @param {() => void} repaint */
function follow(model, repaint) {
  /** @type {any} */
  let selector = null;
  let turn = 0;
  const find = async () => {
    const mine = (turn += 1);
    const reference = model.get("symptoms");
    const found = reference && (await model.widget_manager.get_model(reference.replace(/^(IPY_MODEL_|anywidget:)/, "")));
    if (mine !== turn) return;
    selector?.off("change:selected", repaint);
    selector = found || null;
    selector?.on("change:selected", repaint);
    repaint();
  };
  model.on("change:symptoms", find);
  if (model.get("symptoms")) find();
  const stop = () => {
    turn += 1;
    model.off("change:symptoms", find);
    selector?.off("change:selected", repaint);
  };
  return { ticked: () => /** @type {string[]} */ (selector?.get("selected") ?? []), stop };
}

/** The table with its caption; rows are made once and keep what is opened in them.
 * @param {Knowledge} knowledge @param {(id: string, on: boolean) => boolean} compare */
function causeTable(knowledge, compare) {
  const t = knowledge.text;
  const [caption, body] = [h("caption", {}), h("tbody", { role: "rowgroup" })];
  const titles = [t.column, ...[...Object.keys(SAID), ...MAYBE, "level"].map((name) => t[name])];
  const head = h("tr", { role: "row" }, titles.map((title) => h("th", { scope: "col", role: "columnheader" }, title)));
  const table = h("table", { class: "wk-cz__t is-long", role: "table" }, caption, h("thead", { role: "rowgroup" }, head), body);
  let most = MOST_ROWS;
  let redraw = () => {};
  const more = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => { most += MOST_ROWS; redraw(); } });
  const made = new Map();
  const row = (/** @type {Cause} */ cause) => {
    if (!made.has(cause.id)) made.set(cause.id, causeRow(knowledge, cause, compare));
    return made.get(cause.id);
  };
  const repaint = (/** @type {Cause[]} */ causes, /** @type {Question} */ { ticked, filters, search }, /** @type {string[]} */ compared) => {
    const signs = close(knowledge.implies, ticked);
    const named = [...filterWords(knowledge, filters), ...(search.trim() ? [fill(t.search_named, { query: search.trim() })] : [])];
    caption.textContent = [t.caption, named.length && fill(t.caption_filters, { filters: named.join("; ") }),
      ticked.length && fill(t.caption_signs, { signs: signWords(knowledge, ticked).join("; ") })].filter(Boolean).join(" ");
    redraw = () => {
      const shown = causes.slice(0, most).map(row);
      for (const one of shown) one.repaint(signs, compared);
      const same = shown.length === body.children.length && shown.every(({ node }, place) => node === body.children[place]);
      if (!same) body.replaceChildren(...shown.map(({ node }) => node)); // else what has the focus keeps it
      table.hidden = !shown.length;
      more.hidden = causes.length <= most;
      more.textContent = fill(t.show_more, { count: Math.min(MOST_ROWS, causes.length - most) });
    };
    redraw();
  };
  return { nodes: [table, more], repaint, rewind: () => (most = MOST_ROWS) };
}

/** Count, guard line and what to take back. @param {Knowledge} knowledge @param {(question: Question) => Held[]} ask */
function findings(knowledge, ask) {
  const t = knowledge.text;
  const [count, guard] = [h("div", { class: "wk-cz__count", role: "status" }), h("div", { role: "status" })];
  const say = (/** @type {HTMLElement} */ place, /** @type {HTMLElement[]} */ ...parts) => {
    if (place.textContent !== parts.map((part) => part.textContent).join("")) place.replaceChildren(...parts);
  };
  const repaint = (/** @type {Held[]} */ held, /** @type {Question} */ question) => {
    const shown = held.filter((one) => one.matches).length;
    const serious = held.filter((one) => !one.matches && one.cause.level === "emergency").map((one) => one.cause.name);
    const number = h("p", { class: "wk-found" }, fill(t.count, { shown, total: held.length }));
    say(count, number, ...(shown ? [] : [h("div", { class: "wk-cz__empty" }, h("p", {}, t.empty), h("p", {}, toLoosen(knowledge, question, ask)))]));
    say(guard, ...(serious.length ? [h("p", { class: "wk-guard" }, icon(knowledge, knowledge.levels.emergency.icon),
      h("span", {}, h("strong", {}, fill(t.guard, { causes: serious.join("; ") })), ` ${t.guard_why} ${t.call_anyway}`))] : []));
  };
  return { count, guard, repaint };
}

/** The causes side by side, and the button that leads there. @param {Knowledge} knowledge @param {() => void} end */
function sideBySide(knowledge, end) {
  const t = knowledge.text;
  const node = h("div", { class: "wk-cz__side" });
  const go = () => {
    const heading = node.querySelector("h3");
    heading?.scrollIntoView({ block: "nearest" });
    heading?.focus({ preventScroll: true });
  };
  const button = h("button", { type: "button", class: "wk-btn wk-screen", onclick: go });
  let shown = "";
  const repaint = (/** @type {string[]} */ compared) => {
    const causes = knowledge.causes.filter((cause) => compared.includes(cause.id));
    const few = causes.length < 2;
    button.textContent = few ? t.compare_few : fill(t.compare_button, { count: causes.length });
    button.setAttribute("aria-disabled", String(few));
    if (shown === compared.join()) return;
    shown = compared.join();
    node.replaceChildren(...(few ? [] : comparison(knowledge, causes, () => { end(); button.focus(); })));
  };
  return { node, button, repaint };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = causesOf(model);
  const t = knowledge.text;
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const live = announcer();
  const choose = (/** @type {string} */ facet, /** @type {string} */ word, /** @type {boolean} */ on) => {
    const { [facet]: before = [], ...rest } = model.get("filters");
    const words = on ? [...before, word] : before.filter((/** @type {string} */ other) => other !== word);
    set({ filters: words.length ? { ...rest, [facet]: words } : rest });
  };
  const compare = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const kept = model.get("compared").filter((/** @type {string} */ other) => other !== id);
    const full = on && kept.length >= MOST_COMPARED;
    if (full) live.say(t.compare_full);
    else set({ compared: on ? [...kept, id] : kept });
    return !full;
  };
  const ask = (/** @type {Question} */ { ticked, filters, search }) => {
    const held = holdCauses(knowledge, ticked, filters);
    const found = sought(knowledge, search);
    return found ? held.map((one) => ({ ...one, matches: one.matches && found.has(one.cause) })) : held;
  };
  const facets = facetBoxes(knowledge, choose);
  const search = searchField(knowledge, (query) => set({ search: query }));
  const [found, side, rest] = [findings(knowledge, ask), sideBySide(knowledge, () => set({ compared: [] })), others(knowledge)];
  const table = causeTable(knowledge, compare);
  const clear = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => set({ filters: {}, search: "" }) },
    icon(knowledge, "x"), t.clear);
  const follows = h("p", { class: "wk-screen", hidden: !model.get("symptoms") }, t.follows);
  /** @type {ReturnType<typeof follow>} */
  let selector;
  const repaint = () => {
    const question = { ticked: selector?.ticked() ?? [], filters: model.get("filters"), search: model.get("search") };
    const [held, compared] = [ask(question), model.get("compared")];
    facets.repaint(question.filters);
    search.repaint(question.search);
    found.repaint(held, question);
    side.repaint(compared);
    table.repaint(held.filter((one) => one.matches).map((one) => one.cause), question, compared);
    rest.repaint(held.filter((one) => !one.matches).map((one) => one.cause), question);
  };
  const ask_anew = () => { table.rewind(); repaint(); };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-cz" }, h("p", { class: "wk-screen" }, t.intro), follows, search.node, facets.node,
      h("div", { class: "wk-cz__bar wk-screen" }, found.count, h("div", { class: "wk-cz__do" }, clear, side.button)),
      found.guard, side.node, table.nodes, rest.node, live.node)));
  selector = follow(model, ask_anew);
  repaint();
  model.on("change:filters change:search", ask_anew);
  model.on("change:compared", repaint);
  return () => {
    model.off("change:filters change:search", ask_anew);
    model.off("change:compared", repaint);
    selector.stop();
    live.stop();
  };
}

export default { render };
