// @ts-check
// My day: foods with their counts, and what they add up to.
import { dayTotals } from "./food_finding.js";
import { amountWords, bar, shareWords } from "./food_words.js";
import { fill, h, icon, records, uid } from "./shared.js";

/** @typedef {import("./food_finding.js").Query} Query */
/** @typedef {import("./food_finding.js").Table} Table */

/** A food on the plate with its number field. @param {Table} table @param {number} place @param {(count: number) => void} change @param {() => void} remove */
function plateRow(table, place, change, remove) {
  const { foods, knowledge } = table;
  const t = knowledge.text;
  const name = foods.name[place];
  const id = uid();
  const field = /** @type {HTMLInputElement} */ (h("input", { type: "text", inputmode: "numeric", id, class: "wk-input wk-day__i", autocomplete: "off",
    "aria-label": fill(t.food_day_count, { name }), "aria-describedby": `${id}-no` }));
  const error = h("p", { class: "wk-day__no", id: `${id}-no`, role: "alert" });
  let count = -1;
  const refuse = (/** @type {boolean} */ bad) => {
    error.textContent = bad ? fill(t.food_bad_count, { count }) : "";
    if (bad) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  };
  field.addEventListener("input", () => {
    const text = field.value.trim();
    const good = /^\d{1,2}$/.test(text) && Number(text) <= knowledge.most_portions;
    refuse(!good);
    if (good) change(Number(text));
  });
  const out = h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-day__x wk-screen", "aria-label": fill(t.food_day_remove, { name }), onclick: remove }, icon(knowledge, "x"));
  const node = h("li", {}, h("span", { class: "wk-day__n" }, name, h("span", { class: "wk-soft" }, foods.portion[place])), field, out, error);
  const repaint = (/** @type {number} */ next) => {
    if (next === count) return;
    count = next;
    if (field.value.trim() === "" || Number(field.value) !== next) field.value = String(next);
    refuse(false);
  };
  return { node, repaint, field };
}

/** @param {Table} table @param {ReturnType<typeof dayTotals>[number]} row @param {string} scheme @param {boolean} nothing */
function totalRow({ knowledge }, row, scheme, nothing) {
  const t = knowledge.text;
  const { nutrient, total, need, share, missing } = row;
  const amount = amountWords(t, total);
  const least = missing ? fill(t.food_at_least, { amount }) : amount;
  const words = nothing ? t.food_day_nothing : share === null
    ? `${least} ${nutrient.unit}, ${fill(t.food_scheme_none, { scheme: t[`food_scheme_${scheme}`] })}`
    : fill(t.food_of, { amount: least, need: amountWords(t, need), unit: nutrient.unit, share: shareWords(t, share) });
  return h("li", { class: "wk-total" },
    h("span", { class: "wk-total__t" }, h("strong", {}, nutrient.name), h("span", {}, words)),
    share !== null && !nothing && bar(share, "wk-meter"),
    missing > 0 && !nothing && h("span", { class: "wk-soft" }, missing === 1 ? t.food_day_missing_one : fill(t.food_day_missing, { count: missing })),
    row.note && h("span", { class: "wk-soft" }, row.note));
}

/** @param {Table} table @param {any} model @param {(change: any) => void} set @param {(text: string) => void} say */
export function plateBox(table, model, set, say) {
  const { knowledge, foods } = table;
  const t = knowledge.text;
  const places = new Map(foods.id.map((/** @type {string} */ id, /** @type {number} */ place) => [id, place]));
  const list = h("ul", { class: "wk-day" });
  const empty = h("p", {}, t.food_day_empty);
  const sums = h("ul", { class: "wk-totals" });
  const title = h("h4", {}, t.food_day_totals);
  const limits = records(knowledge.nutrients).filter(({ limit }) => limit).map(({ name, limit }) => h("p", { class: "wk-soft" }, h("strong", {}, `${name}: `), limit));
  const node = h("div", { class: "wk-plate", role: "group", tabindex: "-1", "aria-label": t.food_day },
    h("h3", {}, icon(knowledge, "plate"), t.food_day), empty, list, title, sums,
    h("p", { class: "wk-soft" }, t.food_honest), h("h4", {}, t.food_limits), limits);
  /** @type {Map<string, ReturnType<typeof plateRow>>} */
  const rows = new Map();
  const rowFor = (/** @type {string} */ id) => {
    const place = /** @type {number} */ (places.get(id));
    const change = (/** @type {number} */ count) => set({ plate: { ...model.get("plate"), [id]: count } });
    const remove = () => {
      const { [id]: _, ...others } = model.get("plate");
      set({ plate: others });
      node.focus({ preventScroll: true });
      say(fill(t.food_day_removed, { name: foods.name[place] }));
    };
    return plateRow(table, place, change, remove);
  };
  const repaint = () => {
    const plate = model.get("plate");
    for (const [id, row] of rows) {
      if (id in plate) continue;
      row.node.remove();
      rows.delete(id);
    }
    for (const [id, count] of Object.entries(plate)) {
      if (!places.has(id)) continue;
      const row = rows.get(id) ?? rowFor(id);
      rows.set(id, row);
      if (!row.node.isConnected || row.node.parentNode !== list) list.append(row.node);
      row.repaint(count);
    }
    const eaten = Object.values(plate).filter((count) => count > 0).length;
    empty.hidden = rows.size > 0;
    [list, title, sums].forEach((part) => (part.hidden = rows.size === 0));
    node.classList.toggle("is-empty", rows.size === 0);
    const totals = dayTotals(table, plate, model.get("scheme"), model.get("age_band"));
    sums.replaceChildren(...totals.map((row) => totalRow(table, row, model.get("scheme"), eaten > 0 && row.missing === eaten)));
  };
  return { node, repaint, size: () => rows.size };
}

/** The bar that keeps the day one press away where it stands below the list. @param {any} knowledge @param {HTMLElement} plate */
export function dayBar(knowledge, plate) {
  const t = knowledge.text;
  const words = h("span", {});
  const go = () => {
    plate.scrollIntoView({ block: "start" });
    plate.focus({ preventScroll: true });
  };
  const node = h("div", { class: "wk-fd__bar wk-screen" }, words, h("button", { type: "button", class: "wk-btn wk-btn--quiet", onclick: go }, t.food_day_go));
  let seen = false;
  let size = 0;
  const show = () => (node.hidden = seen || size === 0);
  // Taller than the screen, it sticks with its foot in view and not with its head.
  const grown = new ResizeObserver(() => plate.style.setProperty("--wk-high", `${plate.offsetHeight}px`));
  grown.observe(plate);
  const watch = new IntersectionObserver((entries) => { seen = entries[entries.length - 1].isIntersecting; show(); }, { threshold: 0.05 });
  watch.observe(plate);
  const repaint = (/** @type {number} */ next) => {
    size = next;
    words.textContent = fill(t.food_day_foods, { count: size });
    show();
  };
  return { node, repaint, stop: () => [watch, grown].forEach((one) => one.disconnect()) };
}
