// @ts-check
// Foods found and days added up. No view: kb/foods.py does the same, and the tests drive both.
import { kept, makeIndex } from "./searching.js";
import { records } from "./shared.js";

/** @typedef {{chosen: string[], diet: string[], avoid: string[], group: string, search: string, per: string,
 *   sort: string, scheme: string, age_band: string, include_avoid?: boolean}} Query */
/** @typedef {ReturnType<typeof prepare>} Table */

/** 4 significant digits, halves up. @param {number} amount */
const rounded = (amount) => Number(amount.toPrecision(4));

/** The foods with what a search needs, made once. @param {any} foods @param {any} knowledge */
export function prepare(foods, knowledge) {
  const needs = new Map(records(knowledge.intakes).map((row) => [`${row.scheme} ${row.age_band} ${row.nutrient_id}`, row]));
  return {
    foods, knowledge, needs,
    size: foods.id.length,
    index: makeIndex(knowledge.search, foods.name.map((/** @type {string} */ name) => [name])),
    danger: foods.safety.map((/** @type {string} */ safety) => knowledge.dangers.includes(safety)),
    nutrients: new Map(records(knowledge.nutrients).map((nutrient) => [nutrient.id, nutrient])),
    groups: new Map(knowledge.groups.id.map((/** @type {string} */ id, /** @type {number} */ place) => [id, place])),
    orders: /** @type {Map<string, number[]>} */ (new Map()),
  };
}

/** What is advised for a day, or undefined where nothing was checked. @param {Table} table @param {Query} query @param {string} nutrient */
export const needOf = (table, query, nutrient) => table.needs.get(`${query.scheme} ${query.age_band} ${nutrient}`);

/** Amount in a portion or in 100 g; null: no data. @param {Table} table @param {number} place @param {string} nutrient @param {string} per */
export function amountOf({ foods }, place, nutrient, per) {
  const held = foods.amounts[nutrient][place];
  return held === null ? null : rounded((held * (per === "portion" ? foods.grams[place] : 100)) / 100);
}

/** Part of a day's need; null: no data, or no checked need. @param {Table} table @param {number} place @param {Query} query @param {string} nutrient */
export function shareOf(table, place, query, nutrient) {
  const amount = amountOf(table, place, nutrient, query.per);
  const need = needOf(table, query, nutrient);
  return amount === null || !need ? null : amount / need.amount;
}

/** The words of diet and avoid that only the label can answer. @param {Table} table @param {number} place @param {Query} query */
export const checkLabel = ({ foods }, place, { diet, avoid }) => [
  ...diet.filter((word) => foods.flags[word][place] === "c"),
  ...avoid.filter((word) => foods.flags[`${word}_free`][place] === "c"),
];

/** What a food is ordered by; null goes last. All chosen nutrients count for a share, each with a full day at most.
 * @param {Table} table @param {number} place @param {Query} query */
function weight(table, place, query) {
  if (query.sort !== "share") return amountOf(table, place, query.chosen[0], query.sort);
  const shares = query.chosen.map((nutrient) => shareOf(table, place, query, nutrient)).filter((share) => share !== null);
  return shares.length ? shares.reduce((sum, share) => sum + Math.min(share, 1), 0) : null;
}

/** All foods in order: most first, then by name and id, then those without data; foods to avoid last.
 * @param {Table} table @param {Query} query */
function order(table, query) {
  const key = [query.sort, query.per, query.scheme, query.age_band, ...query.chosen].join(" ");
  const known = table.orders.get(key);
  if (known) return known;
  const weights = Array.from({ length: table.size }, (_, place) => weight(table, place, query));
  const { id, name } = table.foods;
  const places = weights.map((_, place) => place).sort((one, other) =>
    Number(table.danger[one]) - Number(table.danger[other])
    || Number(weights[one] === null) - Number(weights[other] === null)
    || (weights[other] ?? 0) - (weights[one] ?? 0)
    || (name[one] < name[other] ? -1 : name[one] > name[other] ? 1 : id[one] < id[other] ? -1 : 1));
  table.orders.set(key, places);
  return places;
}

/** The places of the foods that pass all filters, in order. @param {Table} table @param {Query} query @returns {number[]} */
export function findFoods(table, query) {
  const { foods } = table;
  const named = kept(table.index, query.search, (place) => table.danger[place]); // whoever does not see a food to avoid might take it for safe
  const shown = query.include_avoid || named !== null;
  const group = query.group ? table.groups.get(query.group) : null;
  const flags = [...query.diet, ...query.avoid.map((word) => `${word}_free`)].map((name) => foods.flags[name]);
  return order(table, query).filter((place) =>
    (shown || !table.danger[place]) && (group === null || foods.group[place] === group)
    && flags.every((flag) => flag[place] !== "n") && (named === null || named.has(place)));
}

/**
 * What the portions of a day hold, for each nutrient on offer.
 * @param {Table} table @param {Record<string, number>} plate @param {string} scheme @param {string} age_band
 */
export function dayTotals(table, plate, scheme, age_band) {
  const places = new Map(table.foods.id.map((/** @type {string} */ id, /** @type {number} */ place) => [id, place]));
  const eaten = Object.entries(plate).filter(([, count]) => count > 0);
  return records(table.knowledge.nutrients).map((nutrient) => {
    let sum = 0;
    let missing = 0;
    for (const [id, count] of eaten) {
      const place = places.get(id);
      const held = table.foods.amounts[nutrient.id][place];
      if (held === null) missing += 1;
      else sum += count * ((held * table.foods.grams[place]) / 100);
    }
    const intake = table.needs.get(`${scheme} ${age_band} ${nutrient.id}`);
    const total = rounded(sum);
    const need = intake?.amount ?? null;
    return { id: nutrient.id, total, missing, at_least: missing > 0, need, share: need && total / need, note: intake?.note ?? "", nutrient };
  });
}
