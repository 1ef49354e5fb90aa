// @ts-check
// Walk through a day or a night, pick up to three habits, tick the week. All decisions are made here, in the browser.
import { habitCard } from "./habit_cards.js";
import { pick } from "./habit_choosing.js";
import { weekBox } from "./habit_week.js";
import { keptLine } from "./kept.js";
import { announcer, fill, h, icon, records, uid } from "./shared.js";

/** @typedef {import("./habit_cards.js").Habit} Habit */

/** What the views know, from the traits. @param {{get: (name: string) => any}} model */
function knowledgeOf(model) {
  const trait = model.get("knowledge");
  return { ...trait, habits: /** @type {Habit[]} */ (records(model.get("habits"))), claims: records(trait.claims), sources: records(trait.sources) };
}

/** The moments: steps to jump to, and the habits of one of them. Which one is shown is the view's own business.
 * @param {any} knowledge @param {(id: string, on: boolean) => boolean} choose @param {() => void} toWeek @param {(text: string) => void} say */
function walk(knowledge, choose, toWeek, say) {
  const t = knowledge.text;
  const moments = Object.entries(knowledge.moments);
  let at = 0;
  const id = uid();
  const heading = h("h3", { tabindex: "-1", id });
  const parts = moments.map(([moment, name], place) => {
    const cards = knowledge.habits.filter((/** @type {Habit} */ habit) => habit.moment === moment).map((/** @type {Habit} */ habit) => ({ id: habit.id, ...habitCard(knowledge, habit, choose) }));
    const count = h("span", { class: "wk-hp__count" });
    const jump = () => {
      go(place);
      say(title());
    };
    const button = h("button", { type: "button", class: "wk-hp__step", onclick: jump }, h("span", { class: "wk-hp__no", "aria-hidden": "true" }, String(place + 1)), h("span", {}, name, count));
    return { cards, count, button, list: h("ul", { class: "wk-hp__cards" }, cards.map((card) => card.node)) };
  });
  const title = () => fill(t.step, { number: at + 1, total: moments.length, moment: moments[at][1] });
  const turn = (/** @type {number} */ by) => {
    if (at + by >= moments.length) return toWeek();
    go(at + by);
    heading.scrollIntoView({ block: "nearest" });
    heading.focus({ preventScroll: true });
  };
  const back = h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: () => turn(-1) }, t.back);
  const next = h("button", { type: "button", class: "wk-btn", onclick: () => turn(1) });
  const panel = h("div", { role: "group", "aria-labelledby": id, class: "wk-hp__panel" }, heading, parts.map((part) => part.list),
    h("div", { class: "wk-hp__turn" }, back, next));
  const go = (/** @type {number} */ place) => {
    at = place;
    heading.textContent = title();
    parts.forEach((part, other) => {
      part.list.hidden = other !== at;
      if (other === at) part.button.setAttribute("aria-current", "step");
      else part.button.removeAttribute("aria-current");
    });
    back.hidden = at === 0;
    next.textContent = at + 1 === moments.length ? t.to_week : t.next;
  };
  const repaint = (/** @type {string[]} */ picked) => {
    for (const { cards, count } of parts) {
      for (const card of cards) card.repaint(picked);
      const number = cards.filter((card) => picked.includes(card.id)).length;
      count.textContent = number ? fill(t.picked_here, { count: number }) : "";
    }
  };
  if (moments.length) go(0);
  const steps = h("ol", { class: "wk-hp__steps", "aria-label": t.steps }, parts.map((part) => h("li", {}, part.button)));
  return { node: h("div", { class: "wk-hp__walk wk-screen" }, steps, panel), repaint };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = knowledgeOf(model);
  const t = knowledge.text;
  const live = announcer();
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  /** Words and ticks of habits taken out here, for whoever takes one back in. @type {Record<string, {note?: string, days?: number[]}>} */
  const kept = {};
  const choose = (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const picked = pick(model.get("picked"), id, on, knowledge.most);
    if (picked) {
      const { [id]: note, ...notes } = model.get("notes");
      const { [id]: days, ...done } = model.get("done");
      if (!on) kept[id] = { note, days };
      const mine = on ? { note, days, ...kept[id] } : {};
      set({ picked, notes: mine.note ? { ...notes, [id]: mine.note } : notes, done: mine.days ? { ...done, [id]: mine.days } : done });
    }
    live.say(picked ? fill(on ? t.said_in : t.said_out, { count: picked.length, most: knowledge.most }) : t.full);
    return picked !== null;
  };
  const week = weekBox(knowledge, model, set, choose, live.say);
  const toWeek = () => {
    week.heading.scrollIntoView({ block: "start" });
    week.heading.focus({ preventScroll: true });
  };
  const memory = keptLine(model);
  const moments = walk(knowledge, choose, toWeek, live.say);
  const jump = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-hp__go", onclick: toWeek });
  const repaint = () => {
    const picked = model.get("picked");
    moments.repaint(picked);
    week.repaint();
    jump.textContent = fill(t.go, { count: picked.length, most: knowledge.most });
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-hp" }, h("div", { class: "wk-hp__head wk-screen" }, h("p", {}, t.intro), jump),
      h("p", { class: "wk-hp__guard" }, icon(knowledge, "phone"), h("span", {}, `${t.guard} `, h("strong", {}, t.call_anyway))),
      memory.node, h("div", { class: "wk-hp__two" }, moments.node, week.node)), live.node));
  repaint();
  const changes = "change:picked change:notes change:done";
  model.on(changes, repaint);
  return () => {
    model.off(changes, repaint);
    memory.stop();
    live.stop();
  };
}

export default { render };
