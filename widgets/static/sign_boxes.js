// @ts-check
// The list of signs, short: all groups shut, to open or to search, with the answer in a line below. Decides nothing.
import { assess, fill, h, icon } from "./shared.js";
import { groupBox, searchField, tickRow } from "./sign_list.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */

/**
 * @param {Knowledge} triage @param {string} heading @param {string} said the answer in a line, with its {places}
 * @param {(id: string, on: boolean) => void} tick
 */
export function signBoxes(triage, heading, said, tick) {
  const ticks = triage.symptoms.filter((symptom) => symptom.group_id).map((symptom) => tickRow(symptom, tick));
  const groups = triage.groups.map((group, place) => {
    const made = groupBox(triage, group, ticks.filter(({ symptom }) => symptom.group_id === group.id), place === 0);
    made.box.open = made.open = false;
    return made;
  });
  const search = searchField(triage, groups);
  const answer = h("p", { class: "wk-vs__calm", hidden: true }); // the page that says it in full may be out of view
  const repaint = (/** @type {{selected: string[]}} */ { selected }) => {
    const { level } = assess(triage, selected);
    answer.hidden = level === null;
    if (level !== null) answer.replaceChildren(icon(triage, triage.levels[level].icon), " ", h("strong", {}, fill(said, triage.levels[level])));
    for (const { box, row, symptom } of ticks) {
      box.checked = selected.includes(symptom.id);
      row.classList.toggle("is-ticked", box.checked);
    }
    for (const group of groups) group.repaint(selected);
  };
  const node = h("div", { class: "wk-vs__part", role: "group", "aria-label": heading }, h("p", { class: "wk-vs__h" }, heading), search.node, groups.map(({ box }) => box), answer);
  return { node, repaint, stop: search.stop };
}
