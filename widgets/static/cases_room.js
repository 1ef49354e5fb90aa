// @ts-check
// A class decides together: a story, a show of hands, and only then our line. Counts only; nobody is named.
import { button, ourLine } from "./case_line.js";
import { COMPARED } from "./case_results.js";
import { counted, most, sides, voteForm } from "./case_votes.js";
import { announcer, fill, h, icon, knowledgeOf, records } from "./shared.js";

/** @typedef {import("./case_votes.js").Knowledge} Knowledge */
/** @typedef {import("./case_votes.js").Counts} Counts */
/** @typedef {import("./case_results.js").Case} Case */
/** @typedef {{votes: Record<string, Counts>, revealed: string[], current: string}} Room */
/** @typedef {{show: (id: string) => void, reveal: (id: string) => void, hide: (id: string) => void, clear: (id: string) => void,
 *   count: (id: string, counts: Counts) => void, restart: () => void}} Act */

const RESULTS = "results";
/** @type {Record<string, {icon: string, glyph: string, word: string, said: string}>} */
const SIDES = {
  same: { ...COMPARED.same, word: "case_room_same", said: "case_room_same_said" },
  more_careful: { ...COMPARED.more_careful, word: "case_room_more", said: "case_room_more_said" },
  less_careful: { ...COMPARED.less_careful, word: "case_room_less", said: "case_room_less_said" },
  split: { icon: "fork", glyph: "◐", word: "case_room_split", said: "case_room_split_said" },
  not_counted: { icon: "question", glyph: "○", word: "case_room_no_hands", said: "case_room_no_hands" },
};

/** Where most of the room is. @param {Knowledge} knowledge @param {Case} one @param {Room} room */
const stand = (knowledge, one, room) => most(sides(knowledge.levels, room.votes[one.id] ?? {}, one.level));

/** What was counted, and our line beside it. @param {Knowledge} knowledge @param {Case} one @param {Room} room @param {Act} act */
function told(knowledge, one, room, act) {
  const t = knowledge.text;
  const side = stand(knowledge, one, room);
  const { because, why, below } = ourLine(knowledge, one);
  return [
    counted(knowledge, room.votes[one.id] ?? {}),
    h("div", { class: `wk-case__said is-${side}` },
      h("h4", { tabindex: "-1" }, icon(knowledge, SIDES[side].icon), h("span", {}, fill(t.case_ours, { level: knowledge.levels[one.level].word }))),
      h("p", {}, t[SIDES[side].said]),
      side === "less_careful" && h("p", {}, fill(t.case_missed, { because })),
      why),
    below,
    h("div", {}, button(knowledge, t.case_room_count_again, "", () => act.hide(one.id), "wk-btn--quiet")),
  ];
}

/** How often most of the room stood where, in words, marks and a table. @param {Knowledge} knowledge @param {Case[]} cases @param {Room} room */
function totals(knowledge, cases, room) {
  const t = knowledge.text;
  const found = Object.fromEntries(["same", "more_careful", "less_careful", "split"].map((side) =>
    [side, cases.filter((one) => room.revealed.includes(one.id) && stand(knowledge, one, room) === side)]));
  const [same, more, less, split] = Object.values(found).map((list) => list.length);
  const count = same + more + less + split;
  if (!count) return [h("p", {}, t.case_room_empty)];
  const rows = Object.entries(found).map(([side, list]) =>
    h("tr", {}, h("th", { scope: "row" }, icon(knowledge, SIDES[side].icon), " ", t[SIDES[side].word]), h("td", {}, list.length),
      h("td", { class: "wk-case__bar" }, h("span", { "aria-hidden": "true" }, list.map(() => SIDES[side].glyph).join(" ")))));
  const head = ["case_room_totals", "case_count", "case_result_bar"].map((name) => h("th", { scope: "col" }, t[name]));
  return [
    h("p", {}, fill(t.case_room_totals_said, { counted: count, total: cases.length, same, more, less, split })),
    more > 0 && h("p", {}, t.case_results_more), less > 0 && h("p", {}, t.case_results_less),
    h("table", { class: "wk-case__t" }, h("caption", {}, t.case_room_caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)),
  ];
}

/** @param {Knowledge} knowledge @param {Case[]} cases @param {Room} room @param {Act} act */
function ending(knowledge, cases, room, act) {
  const t = knowledge.text;
  const lines = cases.filter((one) => room.revealed.includes(one.id)).map((one) => {
    const side = SIDES[stand(knowledge, one, room)];
    const again = h("button", { type: "button", class: "wk-case__go", "aria-label": fill(t.case_look_again, { title: one.title }), onclick: () => act.show(one.id) }, one.title);
    return h("li", {}, again, h("span", {}, icon(knowledge, side.icon), ` ${t[side.word].replace(/\.?$/, ".")} ${fill(t.case_ours, { level: knowledge.levels[one.level].word })}`));
  });
  const last = cases[cases.length - 1];
  return [h("h3", { tabindex: "-1" }, t.case_room_totals), ...totals(knowledge, cases, room),
    lines.length > 0 && [h("h4", {}, t.case_each), h("ul", { class: "wk-case__lines" }, lines)],
    h("div", { class: "wk-case__nav" }, last && button(knowledge, t.case_back, "", () => act.show(last.id), "wk-btn--quiet"),
      button(knowledge, t.case_start_again, "x", act.restart, "wk-btn--quiet"))];
}

/** The case that is shown: its nodes, and what to do when the counts change. @param {Knowledge} knowledge @param {Case[]} cases
 * @param {Room} room @param {() => Counts} current @param {Act} act */
function stage(knowledge, cases, room, current, act) {
  const t = knowledge.text;
  const place = cases.findIndex(({ id }) => id === room.current);
  if (place < 0) return { nodes: ending(knowledge, cases, room, act), update: () => {} };
  const [before, one, next] = [cases[place - 1], cases[place], cases[place + 1]];
  const shown = room.revealed.includes(one.id);
  const form = voteForm(knowledge, (counts) => act.count(one.id, counts), current);
  const reveal = () => {
    const wrong = form.wrong();
    if (wrong) wrong.focus();
    else act.reveal(one.id);
  };
  const nodes = [
    h("p", { class: "wk-soft" }, fill(t.case_here, { number: place + 1, total: cases.length })),
    h("h3", { tabindex: "-1" }, one.title), h("p", { class: "wk-case__story" }, one.story),
    shown ? told(knowledge, one, room, act) : [form.nodes, h("div", { class: "wk-case__do" }, button(knowledge, t.case_room_reveal, "", reveal),
      button(knowledge, t.case_room_clear, "x", () => { form.reset(); act.clear(one.id); }, "wk-btn--quiet"))],
    h("div", { class: "wk-case__nav" }, before && button(knowledge, t.case_back, "", () => act.show(before.id), "wk-btn--quiet"),
      button(knowledge, next ? t.case_next : t.case_results, "", () => act.show(next ? next.id : RESULTS), shown ? "" : "wk-btn--quiet"),
      next && room.revealed.length > 0 && button(knowledge, t.case_results, "", () => act.show(RESULTS), "wk-btn--quiet")),
  ];
  return { nodes, update: shown ? null : form.update };
}

/** What was counted, for paper: a line a case, our line where it was revealed. @param {Knowledge} knowledge @param {Case[]} cases @param {Room} room */
function onPaper(knowledge, cases, room) {
  const t = knowledge.text;
  const levels = Object.entries(knowledge.levels);
  const rows = cases.map((one) => {
    const counts = room.votes[one.id] ?? {};
    const shown = room.revealed.includes(one.id);
    return h("tr", {}, h("th", { scope: "row" }, h("b", {}, one.title), h("span", {}, one.story),
      shown && h("span", {}, h("b", {}, fill(t.case_ours, { level: knowledge.levels[one.level].word })), ` ${one.why}`)),
      levels.map(([id]) => h("td", {}, counts[id] ?? "")));
  });
  const head = [t.case_room_story, ...levels.map(([, level]) => level.word)].map((word) => h("th", { scope: "col" }, word));
  return [...totals(knowledge, cases, room).filter(Boolean), h("table", { class: "wk-case__t wk-case__tally" }, h("caption", {}, t.case_room_tally),
    h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows))];
}

/** @param {{model: any, el: HTMLElement}} context */
export function renderRoom({ model, el }) {
  const knowledge = /** @type {Knowledge} */ (knowledgeOf(model));
  const t = knowledge.text;
  /** @type {Case[]} */
  const cases = records(model.get("cases"));
  const [screen, paper, voice] = [h("div", { class: "wk-case__stage wk-screen" }), h("div", { class: "wk-case__print" }), announcer()];
  const room = () => /** @type {Room} */ ({ votes: model.get("votes"), revealed: model.get("revealed"), current: model.get("current") });
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const focus = (/** @type {string} */ selector) => {
    const node = /** @type {HTMLElement | null} */ (screen.querySelector(selector));
    node?.focus({ preventScroll: true });
    node?.scrollIntoView({ block: "nearest" });
  };
  const without = (/** @type {string} */ id) => Object.fromEntries(Object.entries(room().votes).filter(([name]) => name !== id));
  const say = (/** @type {Counts} */ counts) => {
    const parts = Object.entries(knowledge.levels).filter(([id]) => counts[id]).map(([id, level]) => `${level.word}: ${counts[id]}.`);
    const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
    voice.say([...parts, fill(t.case_room_total, { total })].join(" "));
  };
  /** @type {Act} */
  const act = {
    show: (id) => { set({ current: id }); focus("h3"); },
    reveal: (id) => { set({ revealed: [...room().revealed, id] }); focus(".wk-case__said h4"); },
    hide: (id) => { set({ revealed: room().revealed.filter((name) => name !== id) }); focus("h3"); },
    clear: (id) => { set({ votes: without(id) }); focus(".wk-room__n"); },
    count: (id, counts) => { set({ votes: { ...room().votes, [id]: counts } }); say(counts); },
    restart: () => { set({ votes: {}, revealed: [], current: cases[0]?.id ?? RESULTS }); focus("h3"); },
  };
  let shown = "";
  /** @type {(() => void) | null} */
  let update = null;
  const repaint = () => {
    const now = room();
    const key = JSON.stringify([now.current, now.revealed]);
    if (key === shown && update) update();
    else {
      const made = stage(knowledge, cases, now, () => room().votes[now.current] ?? {}, act);
      screen.replaceChildren(...made.nodes.flat(9).filter((node) => node instanceof Node));
      update = now.current === RESULTS ? null : made.update;
    }
    shown = key;
    paper.replaceChildren(...onPaper(knowledge, cases, now));
  };
  el.replaceChildren(h("div", { class: "wk wk-host wk-room", lang: knowledge.language }, h("div", { class: "wk-case" },
    h("p", { class: "wk-screen" }, t.case_room_intro), screen, paper, voice.node)));
  repaint();
  const changes = "change:votes change:revealed change:current";
  model.on(changes, repaint);
  return () => { model.off(changes, repaint); voice.stop(); };
}
