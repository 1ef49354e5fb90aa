// @ts-check
// Foods for a nutrient, what to take care of, and one day on a plate. All decisions are made here, in the browser.
import { filterControls } from "./food_controls.js";
import { prepare } from "./food_finding.js";
import { foodList } from "./food_list.js";
import { dayBar, plateBox } from "./food_plate.js";
import { announcer, fill, h } from "./shared.js";

/** @typedef {import("./food_finding.js").Query} Query */
/** @typedef {import("./food_finding.js").Table} Table */

const TRAITS = ["chosen", "diet", "avoid", "group", "search", "per", "sort", "scheme", "age_band"];

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const knowledge = model.get("knowledge");
  const t = knowledge.text;
  const table = prepare(model.get("foods"), knowledge);
  const live = announcer();
  const query = () => /** @type {Query} */ (Object.fromEntries(TRAITS.map((trait) => [trait, model.get(trait)])));
  let waiting = false;
  const set = (/** @type {Record<string, any>} */ change, /** @type {boolean} */ goToSearch = false) => {
    waiting = true;
    for (const [trait, value] of Object.entries(change)) model.set(trait, value);
    waiting = false;
    repaintList();
    model.save_changes();
    if (goToSearch) filters.focus();
  };
  const add = (/** @type {number} */ place) => {
    const plate = model.get("plate");
    const id = table.foods.id[place];
    const name = table.foods.name[place];
    const count = (plate[id] ?? 0) + 1;
    if (count > knowledge.most_portions) return live.say(fill(t.food_day_first, { name }));
    set({ plate: { ...plate, [id]: count } });
    return live.say(fill(t.food_added, { name }));
  };
  const filters = filterControls(model, knowledge, set, el.clientWidth > 0 && el.clientWidth < 700);
  const list = foodList(table, add, set);
  const plate = plateBox(table, model, set, live.say);
  const bottom = dayBar(knowledge, plate.node);
  let painted = "";
  const repaintList = () => {
    if (waiting) return;
    const next = JSON.stringify(query());
    if (next === painted) return;
    painted = next;
    filters.repaint();
    list.repaint(query());
  };
  const repaintPlate = () => {
    plate.repaint();
    list.mark(model.get("plate"));
    bottom.repaint(plate.size());
  };
  const main = h("div", { class: "wk-fd__main" }, filters.node, list.node);
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language },
    h("div", { class: "wk-fd" }, main, plate.node), bottom.node, live.node));
  repaintPlate();
  repaintList();
  const onList = TRAITS.map((trait) => `change:${trait}`).join(" ");
  const onPlate = "change:plate change:scheme change:age_band";
  model.on(onList, repaintList);
  model.on(onPlate, repaintPlate);
  return () => {
    model.off(onList, repaintList);
    model.off(onPlate, repaintPlate);
    [bottom, list, live].forEach((part) => part.stop());
  };
}

export default { render };
