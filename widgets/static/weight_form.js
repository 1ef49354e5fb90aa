// @ts-check
// What can be typed and chosen: height, weight, babies, week, place, units. Nothing is decided here.
import { fill, h, icon, uid } from "./shared.js";
import { feetOf, judge, readHeight, readWeight, shown } from "./weight_model.js";

/** @typedef {import("./weight_model.js").Read} Read */

const PAUSE = 250; // ms

/** One choice out of a few. @param {any} knowledge @param {string} legend @param {string[][]} options
 * @param {(value: string) => void} change @param {string} [hint] */
function radios(knowledge, legend, options, change, hint) {
  const [name, hintId] = [uid(), uid()];
  const boxes = options.map(([value]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "radio", name, id: uid(), value }));
    box.addEventListener("change", () => change(value));
    return box;
  });
  const row = options.map(([, text], place) =>
    h("span", { class: "wk-pick" }, boxes[place], h("label", { for: boxes[place].id }, icon(knowledge, "tick"), text)));
  const node = h("fieldset", { class: "wk-fs wk-wr__set", "aria-describedby": hint ? hintId : null },
    h("legend", {}, legend), h("span", { class: "wk-picks" }, row), hint && h("span", { class: "wk-hint", id: hintId }, hint));
  return { node, repaint: (/** @type {string} */ value) => boxes.forEach((box) => (box.checked = box.value === value)) };
}

/** @param {string} label @param {string[][]} options @param {(value: string) => void} change */
export function choose(label, options, change) {
  const list = /** @type {HTMLSelectElement} */ (h("select", { class: "wk-input", id: uid() }, options.map(([value, text]) => h("option", { value }, text))));
  list.addEventListener("change", () => change(list.value));
  const node = h("div", { class: "wk-field" }, h("label", { for: list.id }, label), list);
  return { node, list, repaint: (/** @type {string} */ value) => (list.value = value) };
}

/** The weeks that can be chosen. @param {number[]} weeks first, split, last */
export const weekOptions = ([first, , last]) =>
  Array.from({ length: last - first + 1 }, (_, place) => [String(first + place), String(first + place)]);

/** What a weight or a height of the limits is called in these units. @param {string} units @param {"height" | "weight"} what @param {number} value */
function limitWords(units, what, value) {
  if (what === "weight") return units === "imperial" ? `${Math.round(shown(value, units))} lb` : `${value} kg`;
  const [feet, inches] = feetOf(value);
  return units === "imperial" ? `${feet} ft ${Math.round(inches)} in` : `${value} cm`;
}

/** Why a value does not count, in words. @param {any} knowledge @param {string} units @param {"height" | "weight"} what @param {string} fault */
export function faultWords({ text, limits }, units, what, fault) {
  if (!fault) return "";
  if (fault === "bmi" && units === "imperial") return text.fault_bmi_imperial;
  const [low, high] = limits[`${what}_${what === "height" ? "cm" : "kg"}`].map((/** @type {number} */ end) => limitWords(units, what, end));
  return fill(text[`fault_${fault}`], { low, high });
}

/**
 * A value that is typed into one box, or into two as feet and inches. What was written into the boxes from a value gives
 * exactly that value back until somebody edits it, so that changing the units to and fro loses nothing.
 * @param {string[]} labels @param {(texts: string[]) => Read} read @param {(value: number) => string[]} show
 * @param {(done: boolean) => void} change
 */
export function entry(labels, read, show, change) {
  const errorId = uid();
  const error = h("p", { class: "wk-wr__no", id: errorId, role: "alert" });
  const boxes = labels.map(() => /** @type {HTMLInputElement} */ (h("input", {
    type: "text", inputmode: "decimal", id: uid(), class: "wk-input", autocomplete: "off", "aria-describedby": errorId })));
  for (const box of boxes) {
    box.addEventListener("input", () => change(false));
    // A complaint that appears while a button is being pressed would move the button away from under the pointer.
    box.addEventListener("change", () => setTimeout(() => box.isConnected && change(true), PAUSE));
  }
  const fields = labels.map((label, place) => h("div", { class: "wk-field" }, h("label", { for: boxes[place].id }, label), boxes[place]));
  const texts = () => boxes.map((box) => box.value);
  let known = { texts: "", value: /** @type {number | null} */ (null) };
  const put = (/** @type {string[]} */ next, /** @type {number | null} */ value = null) => {
    boxes.forEach((box, place) => (box.value = next[place] ?? ""));
    known = { texts: value === null ? "" : texts().join("|"), value };
  };
  const value = () => (known.value !== null && texts().join("|") === known.texts ? { value: known.value, fault: "" } : read(texts()));
  const complain = (/** @type {string} */ words) => {
    if (error.textContent !== words) error.textContent = words;
    for (const box of boxes) words ? box.setAttribute("aria-invalid", "true") : box.removeAttribute("aria-invalid");
  };
  return {
    node: h("div", { class: "wk-wr__entry" }, h("div", { class: "wk-wr__boxes" }, fields), error),
    boxes, texts, put, value, complain, write: (/** @type {number | null} */ next) => put(next === null ? [] : show(next), next),
  };
}

/** A value in metric and in imperial boxes, of which one kind is shown. @param {Record<string, ReturnType<typeof entry>>} kinds */
function inUnits(kinds) {
  let units = "metric";
  const now = () => kinds[units];
  const change = (/** @type {string} */ next) => {
    const [{ value }, texts] = [now().value(), now().texts()];
    units = next;
    if (value === null) now().put([texts.filter(Boolean).join(" ")]);
    else now().write(value);
    for (const [name, kind] of Object.entries(kinds)) kind.node.hidden = name !== units;
  };
  return { nodes: Object.values(kinds).map(({ node }) => node), now, change };
}

/** A weight box for each kind of units. @param {Record<string, string>} labels @param {(done: boolean) => void} change */
export const weightEntry = (labels, change) => inUnits(Object.fromEntries(["metric", "imperial"].map((units) => [units,
  entry([labels[units]], ([text]) => readWeight(units, text), (kg) => [String(shown(kg, units))], change)])));

/** All of it. @param {any} model @param {any} knowledge @param {(change: Record<string, any>) => void} set */
export function weightForm(model, knowledge, set) {
  const { text: t, limits } = knowledge;
  const complaints = { height: false, weight: false };
  const typed = (/** @type {"height" | "weight"} */ what, /** @type {boolean} */ done) => {
    const { height_cm, weight_kg, faults } = judged();
    if (done || faults[what] === "number") complaints[what] = true; // while somebody types, 16 is on its way to 165
    if (faults.weight === "bmi" && done) complaints.weight = true;
    set({ height_cm, weight_kg });
    complain();
  };
  const heights = inUnits({
    metric: entry([t.height_cm], (texts) => readHeight("metric", texts), (cm) => [String(Math.round(cm * 10) / 10)], (done) => typed("height", done)),
    imperial: entry([t.feet, t.inches], (texts) => readHeight("imperial", texts), (cm) => feetOf(cm).map(String), (done) => typed("height", done)),
  });
  const weights = weightEntry({ metric: t.before_kg, imperial: t.before_lb }, (done) => typed("weight", done));
  const judged = () => judge(limits, heights.now().value(), weights.now().value());
  const complain = () => {
    const { faults } = judged();
    for (const [what, kinds] of /** @type {["height" | "weight", typeof heights][]} */ ([["height", heights], ["weight", weights]])) {
      if (!faults[what]) complaints[what] = false;
      kinds.now().complain(complaints[what] ? faultWords(knowledge, model.get("units"), what, faults[what]) : "");
    }
  };
  const units = radios(knowledge, t.units, ["metric", "imperial"].map((id) => [id, t[`units_${id}`]]), (value) => set({ units: value }));
  const babies = radios(knowledge, t.babies, ["1", "2"].map((id) => [id, t[`babies_${id}`]]), (value) => set({ babies: Number(value) }), t.babies_hint);
  const week = choose(t.week, weekOptions(limits.weeks), (value) => set({ week: Number(value) }));
  const scheme = choose(t.scheme, ["us", "uk", "other"].map((id) => [id, t[`scheme_${id}`]]), (value) => set({ scheme: value }));
  let painted = "metric";
  heights.change(painted);
  weights.change(painted);
  const repaint = () => {
    if (painted !== model.get("units")) {
      painted = model.get("units");
      for (const kinds of [heights, weights]) kinds.change(painted);
    }
    const own = judged();
    if (own.height_cm !== model.get("height_cm")) heights.now().write(model.get("height_cm"));
    if (own.weight_kg !== model.get("weight_kg")) weights.now().write(model.get("weight_kg"));
    for (const [trait, part] of Object.entries({ units, babies, week, scheme })) part.repaint(String(model.get(trait)));
    complain();
  };
  const node = h("div", { class: "wk-wr__form wk-screen" }, units.node,
    h("div", { class: "wk-wr__two" }, h("div", {}, heights.nodes), h("div", {}, weights.nodes)),
    babies.node, h("div", { class: "wk-wr__two" }, week.node, scheme.node));
  return { node, repaint };
}
