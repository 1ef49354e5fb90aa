// @ts-check
// A range of weight gain for one person, week by week: no verdict, no blame, and the numbers can be put away.
import { announcer, fill, h, icon, records, uid } from "./shared.js";
import { corridor, table } from "./weight_chart.js";
import { choose, faultWords, weekOptions, weightEntry, weightForm } from "./weight_form.js";
import { answer, feetOf, judge, shown } from "./weight_model.js";

const TRAITS = ["height_cm", "weight_kg", "units", "babies", "week", "points", "hidden", "scheme"];

/** Words for what is shown in these units. @param {string} units */
function wordsIn(units) {
  const unit = units === "imperial" ? "lb" : "kg";
  const weight = (/** @type {number} */ kg) => `${shown(kg, units)} ${unit}`;
  const change = (/** @type {number} */ kg) => {
    const size = shown(kg, units);
    return `${size > 0 ? "+" : size < 0 ? "−" : ""}${Math.abs(size)} ${unit}`;
  };
  const height = (/** @type {number} */ cm) => (unit === "lb" ? `${feetOf(cm)[0]} ft ${feetOf(cm)[1]} in` : `${Math.round(cm * 10) / 10} cm`);
  return { unit, weight, change, height };
}

/** What the ranges say of one person; `lines` are also read out. @param {any} knowledge @param {any} state */
function said(knowledge, state) {
  const t = knowledge.text;
  const found = answer(knowledge, state);
  if (!found) return { found, lines: [t.empty] };
  const { babies, week, units } = state;
  const { unit, height, weight } = wordsIn(units);
  const name = babies === 1 ? "total" : "twins";
  const who = t[`babies_${babies}`].toLowerCase();
  const lines = [fill(t.bmi, { bmi: found.bmi, band: found.band.title })];
  if (!found.total) lines.push(t.no_range);
  else {
    const [low, high] = found.ranges(week).map((/** @type {number} */ kg) => shown(kg, units));
    lines.push(fill(t.total, { low: found.band[`${name}_low_${unit}`], high: found.band[`${name}_high_${unit}`], unit, babies: who }));
    lines.push(fill(t.now, { week, low, high, unit }));
    if (week <= knowledge.limits.weeks[1]) lines.push(t.little);
  }
  const entered = fill(t.entered, { height: height(state.height_cm), weight: weight(state.weight_kg), babies: who, week });
  return { found, lines, entered };
}

/** The rows of all bands. @param {any} knowledge @param {string} units */
function allRanges({ text: t, bands }, units) {
  const { unit } = wordsIn(units);
  const range = (/** @type {any} */ band, /** @type {string} */ name) =>
    band[`${name}_low_${unit}`] === null ? t.none : `${band[`${name}_low_${unit}`]} – ${band[`${name}_high_${unit}`]}`;
  const rows = records(bands).map((band) => [band.title, range(band, "total"), range(band, "twins")]);
  return h("details", { class: "wk-more" }, h("summary", {}, h("span", {}, t.all)),
    table(fill(t.all_caption, { unit }), [t.bmi_before, t.babies_1, t.babies_2], rows));
}

/** Own weights: a field to add one, and each with what can be said of it. @param {any} model @param {any} knowledge
 * @param {(change: Record<string, any>) => void} set @param {(text: string) => void} say */
function ownWeights(model, knowledge, set, say) {
  const { text: t, limits } = knowledge;
  const week = choose(t.own_week, weekOptions(limits.weeks), () => {});
  const fault = (/** @type {boolean} */ asked) => {
    const { faults } = judge(limits, { value: model.get("height_cm"), fault: "" }, field.now().value());
    const words = faultWords(knowledge, model.get("units"), "weight", faults.weight);
    if (asked || !words) field.now().complain(words);
    return words;
  };
  const field = weightEntry({ metric: t.own_kg, imperial: t.own_lb }, (done) => { if (!done) fault(field.now().value().fault === "number"); });
  const add = () => {
    const { value } = field.now().value();
    if (value === null && !fault(true)) field.now().complain(t.fault_number);
    if (value === null || fault(true)) return field.now().boxes[0].focus();
    const point = { week: Number(week.list.value), weight_kg: value };
    const others = model.get("points").filter((/** @type {any} */ other) => other.week !== point.week);
    set({ points: [...others, point].sort((one, other) => one.week - other.week) });
    field.now().write(null);
    return say(fill(t.added, { week: point.week }));
  };
  const press = (/** @type {KeyboardEvent} */ event) => { if (event.key === "Enter") add(); };
  field.nodes.forEach((node) => node.addEventListener("keydown", press));
  const button = h("button", { type: "button", class: "wk-btn", onclick: add }, icon(knowledge, "plus"), t.add);
  const [list, heading, empty] = [h("ul", { class: "wk-wr__own" }), h("h3", { tabindex: "-1" }, t.own), h("p", { class: "wk-soft" })];
  const remove = (/** @type {number} */ gone) => {
    set({ points: model.get("points").filter((/** @type {any} */ point) => point.week !== gone) });
    heading.focus({ preventScroll: true });
    say(fill(t.removed, { week: gone }));
  };
  const row = (/** @type {any} */ point, /** @type {string} */ units) => {
    const { unit, weight, change } = wordsIn(units);
    const range = point.range && { low: shown(point.range[0], units), high: shown(point.range[1], units), unit };
    const words = point.odd ? [t.fault_point] : [point.change !== undefined && fill(t.point_change, { change: change(point.change) }),
      range && fill(point.inside ? t.point_inside : t.point_outside, range)];
    return h("li", {}, h("span", {}, h("strong", {}, `${fill(t.point, { week: point.week, weight: weight(point.kg) })}. `), words.filter(Boolean).join(" ")),
      h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-wr__x wk-screen", "aria-label": fill(t.remove, { week: point.week }), onclick: () => remove(point.week) }, icon(knowledge, "x")));
  };
  let units = "metric";
  field.change(units);
  let shownWeek = 0;
  const repaint = (/** @type {any} */ found) => {
    if (units !== model.get("units")) field.change((units = model.get("units")));
    if (shownWeek !== model.get("week")) week.repaint(String((shownWeek = model.get("week"))));
    fault(false);
    const points = found?.points ?? model.get("points").map((/** @type {any} */ point) => ({ week: point.week, kg: point.weight_kg }));
    empty.textContent = !points.length ? t.own_none : found ? "" : t.own_first;
    list.replaceChildren(...points.map((/** @type {any} */ point) => row(point, units)));
    node.classList.toggle("is-empty", !points.length);
  };
  const node = h("div", { class: "wk-wr__mine", role: "group", "aria-label": t.own }, heading, h("p", { class: "wk-screen" }, t.own_lead),
    h("div", { class: "wk-wr__add wk-screen" }, week.node, h("div", {}, field.nodes), button), empty, list);
  return { node, repaint };
}

/** Whom the ranges are for, and where the figures come from. @param {any} knowledge @param {string} scheme */
function origin({ text: t, sources }, scheme) {
  const items = records(sources).map((source) => h("li", {}, `${source.organisation}: `,
    h("a", { href: source.url, target: "_blank", rel: "noreferrer" }, source.title), `, ${source.year}${source.seen === "copy" ? ` (${t.source_copy})` : ""}`));
  return [h("p", {}, t.whom), scheme !== "uk" && h("p", {}, t.not_used), scheme !== "uk" && h("p", {}, t[`scheme_${scheme}_note`]),
    h("details", { class: "wk-more" }, h("summary", {}, h("span", {}, t.source)), h("ul", {}, items))];
}

/** The signs that are not about a number. @param {any} knowledge */
const warning = (knowledge) =>
  h("div", { class: "wk-wr__signs" }, h("p", {}, icon(knowledge, knowledge.signs.icon), " ", h("strong", {}, fill(knowledge.text.signs, { heading: knowledge.signs.heading }))),
    h("ul", {}, knowledge.signs.texts.map(([sign, how]) => h("li", {}, h("strong", {}, sign), `. ${how}`))), h("p", {}, knowledge.text.call_anyway));

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const live = announcer();
  let waiting = false;
  const set = (/** @type {Record<string, any>} */ change) => {
    if (Object.entries(change).every(([trait, value]) => model.get(trait) === value)) return; // complaints stay where they are
    waiting = true;
    for (const [trait, value] of Object.entries(change)) model.set(trait, value);
    waiting = false;
    repaint();
    model.save_changes();
  };
  const switchId = uid();
  const hide = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: switchId, "aria-describedby": `${switchId}-hint` }));
  hide.addEventListener("change", () => set({ hidden: hide.checked }));
  const toggle = h("div", { class: "wk-wr__hide wk-screen" }, h("div", { class: "wk-tick" }, hide, h("label", { for: switchId }, t.hide)),
    h("p", { class: "wk-hint", id: `${switchId}-hint` }, t.hide_hint));
  const form = weightForm(model, knowledge, set);
  const own = ownWeights(model, knowledge, set, live.say);
  const [ukNote, result, drawn, rest] = [h("div", {}), h("div", { class: "wk-wr__said", role: "group", "aria-label": t.answer }), h("div", { class: "wk-wr__part" }), h("div", { class: "wk-wr__part" })];
  const figures = h("div", { class: "wk-wr__figures" }, h("p", { class: "wk-screen" }, t.intro), form.node, ukNote, result, drawn, own.node, rest);
  const hidden = h("p", { class: "wk-wr__kind" }, icon(knowledge, "heart"), h("span", {}, t.hidden));
  const isOpen = () => drawn.querySelector("details")?.open ?? false;
  let spoken = "";
  const repaint = () => {
    if (waiting) return;
    const state = Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)]));
    hide.checked = state.hidden;
    figures.hidden = state.hidden;
    hidden.hidden = !state.hidden;
    form.repaint();
    const { found, lines, entered } = said(knowledge, state);
    own.repaint(found);
    result.replaceChildren(h("h3", {}, t.answer), ...[...lines, entered].filter(Boolean).map((line) => h("p", { class: line === entered && "wk-soft" }, line)));
    drawn.replaceChildren(...(found?.total ? corridor(knowledge, found, state, isOpen()) : []));
    ukNote.replaceChildren(...(state.scheme === "uk" ? [h("p", { class: "wk-wr__uk" }, icon(knowledge, "info"), h("span", {}, t.scheme_uk_note))] : []));
    rest.replaceChildren(allRanges(knowledge, state.units), ...origin(knowledge, state.scheme).filter(Boolean));
    const words = state.hidden ? t.hidden : lines.join(" ");
    if (spoken && spoken !== words) {
      live.node.textContent = ""; // nothing said before outlasts the switch
      live.say(words);
    }
    spoken = words;
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-wr" },
    h("p", { class: "wk-wr__kind" }, icon(knowledge, "heart"), h("strong", {}, t.kind)), toggle, hidden, figures, warning(knowledge), live.node)));
  repaint();
  const heard = TRAITS.map((trait) => `change:${trait}`).join(" ");
  model.on(heard, repaint);
  return () => {
    model.off(heard, repaint);
    live.stop();
  };
}

export default { render };
