// @ts-check
// Choose how long the evening is and what to teach; the plan follows at once, in the browser.
import { planEvening } from "./evening_planning.js";
import { minutesField } from "./minutes_field.js";
import { announcer, fill, h, icon, records, uid } from "./shared.js";

/** How long the evening is: three lengths to press, or minutes of one's own.
 * @param {any} knowledge @param {() => number} present @param {(minutes: number) => void} change @param {(text: string) => void} say */
function length(knowledge, present, change, say) {
  const t = knowledge.text;
  const { least, most } = knowledge;
  const read = (/** @type {string} */ text) => {
    const found = /^\s*\d{1,3}\s*$/.test(text) ? Number(text) : 0;
    return found >= least && found <= most ? found : fill(t.minutes_wrong, { least, most, minutes: present() });
  };
  const words = { hint: fill(t.minutes_hint, { least, most }), set: t.set };
  const { field, button, hint, wrong, show } = minutesField(knowledge, words, read, change, say);
  field.setAttribute("aria-label", t.minutes);
  const buttons = knowledge.presets.map((/** @type {number} */ minutes) => ({ minutes,
    node: h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-ev__p", onclick: () => change(minutes) }, String(minutes)) }));
  const node = h("fieldset", { class: "wk-fs wk-ev__form wk-screen" }, h("legend", {}, t.minutes),
    h("div", { class: "wk-ev__row" }, buttons.map((/** @type {any} */ one) => one.node), field, button), hint, wrong);
  const repaint = () => {
    for (const one of buttons) one.node.setAttribute("aria-pressed", String(one.minutes === present()));
    show(String(present()));
  };
  return { node, repaint };
}

/** Boxes for the sections. @param {any} knowledge @param {(id: string, on: boolean) => void} choose */
function picks(knowledge, choose) {
  const t = knowledge.text;
  const rows = knowledge.sections.map((/** @type {any} */ row) => {
    const id = uid();
    const box = /** @type {HTMLInputElement} */ (h("input", { type: "checkbox", id, disabled: row.must,
      onchange: () => choose(row.id, box.checked) }));
    const name = row.must ? `${row.number}. ${row.title} (${t.must})` : `${row.number}. ${row.title}`;
    return { row, box, node: h("li", { class: "wk-tick" }, box, h("label", { for: id }, h("span", {}, name))) };
  });
  const node = h("fieldset", { class: "wk-fs wk-ev__form wk-screen" }, h("legend", {}, t.pick), h("span", { class: "wk-hint" }, t.pick_hint),
    h("ul", { class: "wk-ev__picks" }, rows.map((/** @type {any} */ one) => one.node)));
  const repaint = (/** @type {string[]} */ asked) => {
    for (const { row, box, node } of rows) {
      box.checked = row.must || asked.includes(row.id);
      node.classList.toggle("is-ticked", box.checked);
    }
  };
  return { node, repaint };
}

/** A row of the plan. @param {any} knowledge @param {any} part @param {(id: string) => void} skip */
function line(knowledge, part, skip) {
  const t = knowledge.text;
  const button = () => h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: () => skip(part.section),
    "aria-label": fill(t.skip_name, { title: part.title }) }, t.skip);
  return h("tr", {}, h("th", { scope: "row" }, String(part.starts_at)), h("td", {}, String(part.minutes)),
    h("td", {}, h("strong", {}, part.title), part.must && h("span", { class: "wk-soft" }, ` (${t.must})`),
      part.leave_out && h("span", { class: "wk-ev__cut" }, part.leave_out), !part.must && button()));
}

/** @param {{model: any, el: HTMLElement}} context */
function render({ model, el }) {
  const trait = model.get("knowledge");
  const knowledge = { ...trait, sections: records(trait.sections) };
  const t = knowledge.text;
  const titles = new Map(knowledge.sections.map((/** @type {any} */ row) => [row.id, row.title]));
  const named = (/** @type {string[]} */ ids) => ids.map((id) => titles.get(id)).join("; ");
  const live = announcer();
  const set = (/** @type {Record<string, any>} */ values) => { model.set(values); model.save_changes(); };
  const minutes = length(knowledge, () => model.get("minutes"), (value) => { set({ minutes: value }); minutes.repaint(); }, live.say);
  const boxes = picks(knowledge, (id, on) => set({
    sections: [...model.get("sections").filter((/** @type {string} */ other) => other !== id), ...(on ? [id] : [])],
    left_out: model.get("left_out").filter((/** @type {string} */ other) => other !== id),
  }));
  const heading = h("caption", { tabindex: "-1" });
  const body = h("tbody", {});
  const table = h("table", { class: "wk-ev__t" }, heading, h("thead", {}, h("tr", {},
    [t.starts, t.takes, t.part].map((word) => h("th", { scope: "col" }, word)))), body);
  const notes = h("div", { class: "wk-ev__notes" });
  const skip = (/** @type {string} */ id) => {
    set({ left_out: [...model.get("left_out"), id], sections: model.get("sections").filter((/** @type {string} */ other) => other !== id) });
    heading.focus({ preventScroll: true });
  };
  const back = () => {
    set({ left_out: [] });
    heading.focus({ preventScroll: true });
  };
  const repaint = () => {
    const [asked, out] = [model.get("sections"), model.get("left_out")];
    const plan = planEvening(knowledge, model.get("minutes"), asked, out);
    minutes.repaint();
    boxes.repaint(asked);
    heading.textContent = fill(t.caption, { minutes: model.get("minutes") });
    body.replaceChildren(...plan.parts.map((part) => line(knowledge, part, skip)));
    notes.replaceChildren(...[
      h("p", {}, fill(t.free, { left: plan.left })),
      plan.no_room.length > 0 && h("p", { class: "wk-ev__warn" }, icon(knowledge, "warn"), h("span", {}, fill(t.no_room, { titles: named(plan.no_room) }))),
      out.length > 0 && h("p", {}, fill(t.left_out, { titles: named(out) })),
      out.length > 0 && h("button", { type: "button", class: "wk-btn wk-btn--quiet wk-screen", onclick: back }, t.again),
    ].filter(Boolean));
    return plan;
  };
  const changed = () => {
    const plan = repaint();
    live.say(fill(t.announce, { minutes: model.get("minutes"), parts: plan.parts.length, left: plan.left }));
  };
  el.replaceChildren(h("div", { class: "wk wk-host", lang: knowledge.language }, h("div", { class: "wk-ev" },
    h("p", { class: "wk-screen" }, t.intro), h("p", { class: "wk-ev__call" }, icon(knowledge, "phone"), h("span", {}, t.call)),
    h("div", { class: "wk-ev__two" }, minutes.node, h("div", { class: "wk-ev__plan" }, table, notes), boxes.node)), live.node));
  repaint();
  const changes = "change:minutes change:sections change:left_out";
  model.on(changes, changed);
  return () => {
    model.off(changes, changed);
    live.stop();
  };
}

export default { render };
