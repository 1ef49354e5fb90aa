// @ts-check
// The diary: one form, the answer to its signs at once, and what was written down. Python keeps it; the page does not.
import { counted, levelOf, localText, readWhen, said } from "./diary_deciding.js";
import { helpedFields, noteField, signsField, strengthField, whenField } from "./diary_form.js";
import { entryList, weekTable } from "./diary_list.js";
import { newId, post } from "./diary_post.js";
import { announcer, careCard, fill, h, icon, knowledgeOf } from "./shared.js";

/** @typedef {import("./diary_deciding.js").Entry} Entry */
/** @typedef {import("./diary_form.js").Draft} Draft */
/** @typedef {import("./diary_form.js").Words} Words */
/** @typedef {import("./diary_post.js").Answer} Answer */

// What is typed lives in the memory of the page alone, and outlives the view: a kernel that does not answer is cured by
// running the cells again, which makes a new view.
const memory = /** @type {{draft: Draft | null}} */ (/** @type {any} */ (globalThis).weekTwelveDiary ??= { draft: null });

/** @returns {Draft} */
const empty = () => ({ id: newId(), time: null, kept: "", signs: [], strength: null, helped: [], helped_words: "", note: "" });

/** @param {Draft} draft */
const blank = ({ signs, strength, helped, helped_words, note }) =>
  !signs.length && strength === null && !helped.length && !helped_words.trim() && !note.trim();

/** The card for the signs that count. @param {Words} words */
function answerSide(words) {
  const t = words.text;
  const live = announcer();
  const why = h("p", { class: "wk-di__why" });
  const place = h("div", {});
  /** @type {string | undefined} */
  let shown;
  const repaint = (/** @type {Draft} */ draft, /** @type {Entry[]} */ entries) => {
    const { when, fault } = timeOf(words, draft);
    const now = fault === "bad" ? Date.now() : Date.parse(when);
    const found = counted(words, draft.signs, draft.id, now, entries);
    const key = `${found.why} ${found.signs.join()}`;
    if (key === shown) return; // else what is opened in the card would shut
    why.textContent = found.why ? t[`diary_${found.why}`] : "";
    place.replaceChildren(careCard(words, found.signs));
    const level = levelOf(words, found.signs);
    if (shown !== undefined) live.say(level ? fill(t.announce, level) : fill(t.announce, { word: t.none_word, action: t.none_action }));
    shown = key;
  };
  return { node: h("div", { class: "wk-di__side", role: "group", "aria-label": t.answer_heading }, why, place, live.node), repaint, stop: live.stop };
}

/** The time of a draft: now if it was not touched, and an old one as it was. @param {Words} words @param {Draft} draft */
const timeOf = (words, draft) =>
  draft.kept && draft.time === draft.kept.slice(0, 16) ? { fault: /** @type {const} */ (""), when: draft.kept }
    : readWhen(draft.time ?? localText(new Date()), new Date(), words.oldest_days);

/** What can be done with all entries. @param {Words} words @param {() => void} table @param {() => void} remove */
function dataBox({ text: t }, table, remove) {
  const [where, strange] = [h("p", {}), h("p", { hidden: true })];
  const link = h("p", { hidden: true });
  const button = (/** @type {string} */ text, /** @type {() => void} */ act) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: act }, text);
  const heard = (/** @type {Answer} */ { place, strange: count }) => {
    if (place) where.textContent = fill(t.diary_data_where, { place });
    strange.hidden = !count;
    strange.textContent = fill(t.diary_strange, { count: count ?? 0 });
  };
  const give = (/** @type {string} */ csv, /** @type {string} */ name) => {
    const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
    const saved = h("a", { href: address, download: name }, name);
    link.replaceChildren(...fill(t.diary_csv_saved, { name: "\n" }).split("\n").flatMap((part, at) => (at ? [saved, part] : [part])));
    link.hidden = false;
    saved.click();
  };
  const node = h("section", { class: "wk-di__data wk-screen" }, h("h3", {}, t.diary_data), where, strange,
    h("p", { class: "wk-di__do" }, button(t.diary_csv, table), button(t.diary_delete_all, remove)), h("p", { class: "wk-hint" }, t.diary_csv_hint), link);
  return { node, heard, give };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const words = /** @type {Words} */ (/** @type {any} */ (knowledgeOf(model)));
  const t = words.text;
  /** @type {Entry[] | null} */
  let entries = null;
  let draft = (memory.draft ??= empty());
  const desk = post(model, (answer) => {
    if (answer.entries && answer.place) entries = answer.entries; // else they could not be read: what was heard stays
    data.heard(answer);
    repaintEntries();
  });
  const [status, gone] = [1, 2].map(() => h("p", { class: "wk-di__status", role: "status" })); // of the form, of the list
  const tell = (/** @type {HTMLElement} */ place, /** @type {any[]} */ ...parts) => place.replaceChildren(...parts);
  const notSaved = (/** @type {string} */ why) => tell(status, `${t.diary_not_saved} ${why} ${t.diary_kept}`);
  const late = () => tell(gone, t.diary_no_answer);
  const failed = (/** @type {Answer} */ { fault }) => {
    if (fault) tell(gone, fault);
    return fault !== "";
  };

  const change = (/** @type {Partial<Draft>} */ values) => {
    draft = { ...draft, time: draft.time ?? localText(new Date()), ...values };
    memory.draft = draft;
    if (status.textContent) tell(status);
    repaint();
  };
  const begin = (/** @type {Draft} */ next) => {
    memory.draft = draft = next;
    form.time.refuse("");
    repaint();
  };
  const tick = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const others = draft.signs.filter((other) => other !== id);
    change({ signs: on ? [...others, id] : others });
  };

  /** @type {Draft | null} */
  let aside = null; // what was begun before an old entry was taken up comes back afterwards
  const takeUp = () => {
    const next = aside ?? empty();
    aside = null;
    return next;
  };
  const save = () => {
    const { fault, when } = timeOf(words, { ...draft, time: form.time.field.validity.badInput ? "" : draft.time });
    form.time.refuse(fault);
    if (fault) return form.time.field.focus();
    if (blank(draft)) return tell(status, t.diary_blank);
    draft = memory.draft = { ...draft, time: draft.time ?? when.slice(0, 16) };
    const sent = draft;
    const { kept, time, ...entry } = sent;
    tell(status, t.diary_saving);
    return desk.ask({ do: "save", entry: { ...entry, when } }, (answer) => {
      if (answer.fault) return notSaved(answer.fault);
      const whole = draft === sent;
      if (draft.id === sent.id) begin(whole ? takeUp() : { ...draft, kept: when });
      const level = levelOf(words, sent.signs);
      tell(status, fill(whole ? t.diary_saved : t.diary_saved_part, { when: said(when, words.language) }),
        ...(level && words.urgent.includes(level.id) ? [h("strong", {}, fill(t.diary_called, level))] : []));
    }, () => notSaved(t.diary_no_answer));
  };
  const undo = (/** @type {string} */ text) =>
    h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => desk.ask({ do: "undo" }, (answer) => {
      if (failed(answer)) return;
      tell(gone, t.diary_back);
      list.heading.focus();
    }, late) }, text);
  const erase = (/** @type {string[] | undefined} */ ids, /** @type {string} */ text, /** @type {string} */ again) =>
    desk.ask({ do: "delete", ids }, (answer) => {
      if (failed(answer)) return;
      if (draft.kept && (ids ?? [draft.id]).includes(draft.id)) begin({ ...draft, id: newId(), kept: "" }); // it becomes a new entry
      const button = undo(again);
      tell(gone, text, " ", button);
      button.focus();
    }, late);
  const remove = (/** @type {Entry} */ entry) => erase([entry.id], fill(t.diary_gone, { when: said(entry.when, words.language) }), t.diary_undo);
  const removeAll = () => erase(undefined, t.diary_all_gone, t.diary_undo_all);
  const edit = (/** @type {Entry} */ { when, ...entry }) => {
    if (!draft.kept) aside = blank(draft) ? null : draft;
    begin({ ...entry, time: when.slice(0, 16), kept: when });
    tell(status);
    form.heading.focus();
  };
  const cancel = () => {
    begin(takeUp());
    form.heading.focus();
  };
  const table = () => desk.ask({ do: "csv" }, (answer) => {
    if (!failed(answer) && answer.csv) data.give(answer.csv, "week-twelve-diary.csv");
  }, late);

  const form = formOf(words, () => draft, change, tick, save, cancel);
  const side = answerSide(words);
  const list = entryList(words, edit, remove);
  const days = weekTable(words);
  const data = dataBox(words, table, removeAll);
  const repaint = () => {
    form.repaint(draft);
    side.repaint(draft, entries ?? []);
  };
  const repaintEntries = () => {
    list.repaint(entries);
    days.repaint(entries);
    side.repaint(draft, entries ?? []);
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: words.language }, h("div", { class: "wk-di" },
    h("p", { class: "wk-screen" }, t.diary_intro), h("p", { class: "wk-di__guard" }, icon(words, "phone"), h("span", {}, `${t.diary_call_first} `, h("strong", {}, t.call_anyway))),
    h("div", { class: "wk-di__two" }, form.first, side.node, form.second, h("div", { class: "wk-di__said wk-screen" }, status)),
    days.node, h("div", { class: "wk-screen" }, gone), list.node, data.node)));
  repaint();
  repaintEntries();
  desk.ask({ do: "read" }, (answer) => failed(answer) || tell(gone), late);
  return () => [desk, side, form].forEach((part) => part.stop());
}

/** The fields in two parts, so that the answer can stand between them on a phone. @param {Words} words
 * @param {() => Draft} draft @param {(values: Partial<Draft>) => void} change @param {(id: string, on: boolean) => void} tick
 * @param {() => any} save @param {() => void} cancel */
function formOf(words, draft, change, tick, save, cancel) {
  const t = words.text;
  const heading = h("h3", { tabindex: "-1" });
  const [time, signs, strength] = [whenField(words, change), signsField(words, tick), strengthField(words, change, tick)];
  const [helped, note] = [helpedFields(words, draft, change), noteField(words, change)];
  const button = h("button", { type: "button", class: "wk-btn", onclick: save });
  const leave = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: cancel }, t.diary_cancel);
  const parts = [time, signs, strength, helped, note];
  const repaint = (/** @type {Draft} */ now) => {
    for (const part of parts) part.repaint(now);
    heading.textContent = now.kept ? fill(t.diary_editing, { when: said(now.kept, words.language) }) : t.diary_form;
    button.textContent = now.kept ? t.diary_save_change : t.diary_save;
    leave.hidden = !now.kept;
  };
  const first = h("div", { class: "wk-di__form wk-screen" }, heading, time.node, signs.node, strength.node);
  const second = h("div", { class: "wk-di__more wk-screen" }, helped.node, note.node, h("p", { class: "wk-di__do" }, button, leave));
  return { first, second, heading, time, repaint, stop: signs.stop };
}

export default { render };
