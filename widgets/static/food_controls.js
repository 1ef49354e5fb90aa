// @ts-check
// What can be asked of the finder: nutrients, diet, allergies, group, order, daily need.
import { fill, h, icon, records, uid } from "./shared.js";

/** @typedef {import("./food_finding.js").Query} Query */
/** @typedef {import("./food_finding.js").Table} Table */

/** Boxes that look like chips. @param {any} knowledge @param {{legend: string, hint?: string, options: string[][], status?: HTMLElement}} about
 * @param {(value: string, on: boolean) => void} change */
function chips(knowledge, { legend, hint, options, status }, change) {
  const hintId = uid();
  const boxes = options.map(([value]) => {
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id: uid(), value }));
    box.addEventListener("change", () => change(value, box.checked));
    return box;
  });
  const row = options.map(([, text], place) =>
    h("span", { class: "wk-pick" }, boxes[place], h("label", { for: boxes[place].id }, icon(knowledge, "tick"), text)));
  const node = h("fieldset", { class: "wk-fs wk-chips", "aria-describedby": hint ? hintId : null },
    h("legend", {}, legend), hint && h("span", { class: "wk-hint", id: hintId }, hint), h("span", { class: "wk-picks" }, row), status);
  const repaint = (/** @type {string[]} */ values) => boxes.forEach((box) => (box.checked = values.includes(box.value)));
  return { node, repaint };
}

/** @param {string} label @param {string[][]} options @param {(value: string) => void} change */
function choose(label, options, change) {
  const list = /** @type {HTMLSelectElement} */ (h("select", { class: "wk-input", id: uid() }));
  list.addEventListener("change", () => change(list.value));
  const offer = (/** @type {string[][]} */ pairs) => list.replaceChildren(...pairs.map(([value, text]) => h("option", { value }, text)));
  offer(options);
  return { node: h("div", { class: "wk-field" }, h("label", { for: list.id }, label), list), offer, repaint: (/** @type {string} */ value) => (list.value = value) };
}

/** All filters of the finder. @param {any} model @param {any} knowledge @param {(change: Record<string, any>) => void} set
 * @param {boolean} narrow */
export function filterControls(model, knowledge, set, narrow) {
  const t = knowledge.text;
  const names = (/** @type {string} */ start, /** @type {string[]} */ ids) => ids.map((id) => [id, t[`${start}${id}`]]);
  const toggled = (/** @type {string} */ trait, /** @type {string} */ value, /** @type {boolean} */ on) => {
    const others = model.get(trait).filter((/** @type {string} */ other) => other !== value);
    return on ? [...others, value] : others;
  };
  const refused = h("p", { class: "wk-chips__no", role: "status" });
  const nutrients = chips(knowledge, { legend: t.food_nutrients, hint: t.food_nutrients_hint, status: refused,
    options: records(knowledge.nutrients).map(({ id, name }) => [id, name]) }, (value, on) => {
    const next = toggled("chosen", value, on);
    refused.textContent = next.length === 0 ? t.food_nutrients_least : next.length > knowledge.most_nutrients ? t.food_nutrients_most : "";
    if (refused.textContent) nutrients.repaint(model.get("chosen"));
    else set({ chosen: next });
  });
  const diet = chips(knowledge, { legend: t.food_diet, options: names("food_diet_", [...knowledge.diets]) },
    (value, on) => set({ diet: toggled("diet", value, on) }));
  const avoid = chips(knowledge, { legend: t.food_allergies, hint: t.food_allergies_hint, options: names("food_avoid_", [...knowledge.allergens]) },
    (value, on) => set({ avoid: toggled("avoid", value, on) }));
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "search", id: uid(), class: "wk-input", autocomplete: "off", spellcheck: "false" }));
  field.setAttribute("aria-describedby", `${field.id}-hint`);
  field.addEventListener("input", () => set({ search: field.value }));
  const search = h("div", { class: "wk-field wk-fd__search" }, h("label", { for: field.id }, t.food_search),
    h("span", { class: "wk-searchbox" }, icon(knowledge, "search"), field), h("span", { class: "wk-hint", id: `${field.id}-hint` }, t.food_search_hint));
  const group = choose(t.food_group, [["", t.food_group_all], ...records(knowledge.groups).map(({ id, title }) => [id, title])], (value) => set({ group: value }));
  const sort = choose(t.food_sort, names("food_sort_", ["portion", "100g", "share"]), (value) => set({ sort: value }));
  const per = choose(t.food_per, names("food_per_", ["portion", "100g"]), (value) => set({ per: value }));
  const ages = (/** @type {string} */ id) => knowledge.bands[id].map((/** @type {string} */ band) => {
    const [from, to] = band.split("-");
    return [band, fill(t.food_age_band, { from, to })];
  });
  const scheme = choose(t.food_scheme, ["us", "uk"].map((id) => [id, t[`food_scheme_${id}_long`]]), (value) => {
    const bands = knowledge.bands[value];
    const age_band = bands.includes(model.get("age_band")) ? model.get("age_band") : bands.find((/** @type {string} */ band) => band.startsWith("19-")) ?? bands[0];
    set({ scheme: value, age_band });
  });
  const age = choose(t.food_age, ages(model.get("scheme")), (value) => set({ age_band: value }));
  let offered = model.get("scheme");
  const repaint = () => {
    for (const [trait, part] of Object.entries({ chosen: nutrients, diet, avoid, group, sort, per, scheme })) part.repaint(model.get(trait));
    if (offered !== model.get("scheme")) age.offer(ages((offered = model.get("scheme"))));
    age.repaint(model.get("age_band"));
    if (field.value !== model.get("search")) field.value = model.get("search");
  };
  const rest = h("details", { class: "wk-more wk-fd__rest", open: !narrow }, h("summary", {}, h("span", {}, t.food_filters)),
    h("div", { class: "wk-fd__filters" }, h("div", { class: "wk-fd__two" }, diet.node, avoid.node),
      h("div", { class: "wk-fd__tools" }, group.node, sort.node, per.node, scheme.node, age.node)));
  const node = h("div", { class: "wk-fd__filters wk-screen" }, nutrients.node, search, rest);
  return { node, repaint, focus: () => field.focus() };
}
