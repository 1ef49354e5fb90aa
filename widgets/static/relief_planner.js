// @ts-check
// Warning signs first, then a short plan for an ache. A sign that needs a call stops the plan; all is decided here.
import { fitting, planRelief, signsOf, stopLevel } from "./relief_planning.js";
import { announcer, careCard, fill, h, icon, knowledgeOf, records, uid } from "./shared.js";

/** @typedef {import("./relief_planning.js").ReliefKnowledge} ReliefKnowledge */
/** @typedef {import("./relief_planning.js").Remedy} Remedy */
/** @typedef {import("./relief_planning.js").Wish} Wish */

/** @param {string} id @param {string} text @param {(id: string, on: boolean) => void} change */
function tick(id, text, change) {
  const name = uid();
  const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: name }));
  box.addEventListener("change", () => change(id, box.checked));
  const row = h("div", { class: "wk-tick" }, box, h("label", { for: name }, h("span", {}, text)));
  const repaint = (/** @type {string[]} */ chosen) => {
    box.checked = chosen.includes(id);
    row.classList.toggle("is-ticked", box.checked);
  };
  return { row, repaint };
}

/** @param {string} label @param {[any, string][]} options @param {(value: string) => void} change */
function choose(label, options, change) {
  const id = uid();
  const list = /** @type {HTMLSelectElement} */ (h("select", { class: "wk-input", id },
    options.map(([value, text]) => h("option", { value }, text))));
  list.addEventListener("change", () => change(list.value));
  return { node: h("div", { class: "wk-field" }, h("label", { for: id }, label), list), repaint: (/** @type {any} */ value) => (list.value = String(value)) };
}

/** The signs under their levels. @param {ReliefKnowledge} knowledge @param {Record<string, any>} signs
 * @param {(id: string, on: boolean) => void} change */
function firstSigns(knowledge, signs, change) {
  const t = knowledge.text;
  const groups = Object.entries(signs).map(([id, found]) => {
    const { rank, word, icon: name } = knowledge.levels[id];
    const ticks = records(found).map((sign) => tick(sign.id, sign.text, change));
    const node = h("fieldset", { class: `wk-fs wk-rl__signs wk-rl__signs--${rank}` },
      h("legend", { class: `wk-bar--${rank}` }, icon(knowledge, name), ` ${word}`),
      h("div", { class: "wk-rl__grid" }, ticks.map(({ row }) => row)));
    return { node, ticks };
  });
  const node = h("div", { class: "wk-rl__first wk-screen" }, h("h3", {}, t.relief_first), h("p", {}, t.relief_first_lead),
    groups.map((group) => group.node), h("p", {}, t.none_lead, " ", t.more_signs));
  return { node, repaint: (/** @type {string[]} */ selected) => groups.forEach(({ ticks }) => ticks.forEach((one) => one.repaint(selected))) };
}

/** @param {ReliefKnowledge} knowledge @param {Remedy} one @param {((one: Remedy) => void) | null} time */
function stepRow(knowledge, one, time) {
  const t = knowledge.text;
  const said = h("span", { class: "wk-soft wk-rl__set" });
  const press = () => {
    said.parentElement?.closest("ol")?.querySelectorAll(".wk-rl__set").forEach((other) => (other.textContent = ""));
    said.textContent = fill(t.relief_timer_set, one);
    time?.(one);
  };
  return h("li", { class: "wk-rl__step" },
    h("h4", {}, one.title, " ", h("span", { class: "wk-rl__min" }, fill(t.relief_min, one))),
    ...howTo(knowledge, one),
    time && h("p", { class: "wk-rl__do wk-screen" },
      h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: press }, fill(t.relief_set_timer, one), h("span", { class: "wk-sr" }, `: ${one.title}`)), said));
}

/** @param {ReliefKnowledge} knowledge @param {Remedy} one */
const howTo = (knowledge, { steps, caution, said_by }) => [
  h("ul", {}, steps.map((step) => h("li", {}, step))),
  h("p", { class: "wk-rl__care" }, icon(knowledge, "warn"), h("span", {}, h("strong", {}, knowledge.text.relief_care), " ", caution)),
  h("p", { class: "wk-soft wk-rl__by" }, `${knowledge.text.sources} ${said_by.join("; ")}`)];

/** The plan, or what stops it. @param {ReliefKnowledge} knowledge @param {Remedy[]} remedies
 * @param {(one: Remedy) => void} time */
function planBox(knowledge, remedies, time) {
  const t = knowledge.text;
  const node = h("div", { class: "wk-rl__plan", role: "group", tabindex: "-1", "aria-label": t.relief_plan });
  const whole = (/** @type {any[]} */ ...parts) => node.replaceChildren(...parts.flat(9).filter(Boolean));
  const stopped = (/** @type {string[]} */ signs) =>
    whole(h("h3", {}, t.relief_stopped), h("p", { class: "wk-screen" }, t.relief_stopped_why), careCard(knowledge, signs));
  const shown = (/** @type {Wish} */ wish, /** @type {boolean} */ timer) => {
    if (!wish.helps.length) {
      whole(h("h3", {}, t.relief_plan), h("p", {}, t.relief_waiting), h("p", {}, h("strong", {}, t.call_anyway)));
      return "";
    }
    const steps = planRelief(remedies, wish);
    const total = fill(t.relief_total, { count: steps.length, total: steps.reduce((sum, { minutes }) => sum + minutes, 0) });
    const asked = fitting(remedies, wish).filter(({ kind }) => kind === "ask");
    const pain = wish.helps.map((one) => t[`relief_pain_${one}`]).join("; ");
    whole(h("h3", {}, t.relief_plan), h("p", {}, fill(t.relief_plan_for, { ...wish, place: t[`relief_place_${wish.place}`], pain })),
      h("p", {}, steps.length ? total : t.relief_none),
      h("ol", { class: "wk-rl__steps" }, steps.map((one) => stepRow(knowledge, one, timer ? time : null))),
      h("p", { class: "wk-rl__worse" }, h("strong", {}, `${t.worse_heading}:`), " ", knowledge.levels.self_care.if_worse, " ", h("strong", {}, t.call_anyway)),
      asked.length > 0 && h("h3", {}, t.relief_ask),
      h("div", { class: "wk-rl__asks" }, asked.map((one) => h("div", { class: "wk-rl__ask" }, h("h4", {}, one.title), howTo(knowledge, one)))));
    return steps.length ? total : t.relief_none;
  };
  return { node, stopped, shown };
}

/** The bar that says at once that the plan is stopped, wherever one ticks. @param {ReliefKnowledge} knowledge @param {HTMLElement} plan */
function stopBar(knowledge, plan) {
  const words = h("span", { class: "wk-rl__t" });
  const go = () => {
    plan.scrollIntoView({ block: "start" });
    plan.focus({ preventScroll: true });
  };
  const node = h("div", { hidden: true }, words, h("button", { type: "button", class: "wk-rl__go", onclick: go }, knowledge.text.to_answer));
  let [seen, on] = [false, false];
  const paint = () => (node.hidden = seen || !on);
  const watch = new IntersectionObserver((entries) => { seen = entries[entries.length - 1].isIntersecting; paint(); }, { rootMargin: "0px 0px -120px" });
  watch.observe(plan);
  const repaint = (/** @type {string | null} */ id) => {
    on = id !== null;
    if (id !== null) {
      const { rank, icon: name, action } = knowledge.levels[id];
      node.className = `wk-rl__bar wk-screen wk-bar--${rank}`;
      words.replaceChildren(icon(knowledge, name), action);
    }
    paint();
  };
  return { node, repaint, stop: () => watch.disconnect() };
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = /** @type {ReliefKnowledge} */ (knowledgeOf(model));
  const t = knowledge.text;
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const toggle = (/** @type {string} */ trait) => (/** @type {string} */ id, /** @type {boolean} */ on) => {
    const others = model.get(trait).filter((/** @type {string} */ other) => other !== id);
    set({ [trait]: on ? [...others, id] : others });
  };
  const live = announcer();
  const time = (/** @type {Remedy} */ one) => {
    model.set("timed", ""); // a second press sets the timer anew
    set({ timed: one.id });
    live.say(fill(t.relief_timer_set, one));
  };
  const signs = firstSigns(knowledge, model.get("signs"), toggle("selected"));
  const place = choose(t.relief_place, knowledge.places.map((id) => [id, t[`relief_place_${id}`]]), (value) => set({ place: value }));
  const minutes = choose(t.relief_minutes, knowledge.minutes.map((count) => [count, fill(t.relief_min, { minutes: count })]), (value) => set({ minutes: Number(value) }));
  const pains = knowledge.pains.map((id) => tick(id, t[`relief_pain_${id}`], toggle("pain")));
  const plan = planBox(knowledge, records(model.get("remedies")), time);
  const bar = stopBar(knowledge, plan.node);
  /** @type {string | null | undefined} */
  let before;
  const repaint = () => {
    const [selected, pain] = [model.get("selected"), model.get("pain")];
    signs.repaint(selected);
    pains.forEach((one) => one.repaint(pain));
    place.repaint(model.get("place"));
    minutes.repaint(model.get("minutes"));
    const all = signsOf(knowledge, selected, pain);
    const level = stopLevel(knowledge, all);
    const wish = { place: model.get("place"), helps: knowledge.pains.filter((one) => pain.includes(one)), minutes: model.get("minutes") };
    const said = level === null ? plan.shown(wish, model.get("has_timer")) : plan.stopped(all);
    bar.repaint(level);
    if (level !== null && level !== before) live.say(`${t.relief_stopped} ${fill(t.announce, knowledge.levels[level])}`);
    else if (level === null && before !== undefined) live.say([before !== null && t.relief_back, said].filter(Boolean).join(" "));
    before = level;
  };
  const form = h("div", { class: "wk-rl__choose wk-screen" }, h("h3", {}, t.relief_choose),
    h("div", { class: "wk-rl__two" }, place.node, minutes.node),
    h("fieldset", { class: "wk-fs" }, h("legend", {}, t.relief_pain), h("span", { class: "wk-hint" }, t.relief_pain_hint), h("div", { class: "wk-rl__grid" }, pains.map(({ row }) => row))));
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-rl" }, signs.node, form, plan.node), bar.node, live.node));
  repaint();
  const heard = "change:place change:pain change:minutes change:selected change:has_timer";
  model.on(heard, repaint);
  return () => {
    model.off(heard, repaint);
    [bar, live].forEach((part) => part.stop());
  };
}

export default { render };
