// @ts-check
// The corridor by week as a drawing, with a title, a description and the same numbers as a table.
import { fill, h, uid } from "./shared.js";
import { rounded, shown } from "./weight_model.js";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [360, 300, 40, 12, 12, 46]; // units of the drawing: text stays readable on a phone
const WEEKS_APART = 4;

/** A node of a drawing; children that are text stay text. @param {string} tag @param {Record<string, any>} props @param {...any} children */
function svg(tag, props, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(props)) node.setAttribute(name, String(value));
  node.append(...children.flat(9).filter(Boolean));
  return node;
}

/** The steps that can be counted by: 5 kg or 10 lb. @param {number[]} changes in the units shown @param {number} step */
function ticks(changes, step) {
  const [low, high] = [Math.floor(Math.min(0, ...changes) / step), Math.ceil(Math.max(...changes) / step)];
  return Array.from({ length: high - low + 1 }, (_, place) => (low + place) * step);
}

/** The drawing. @param {any} knowledge @param {any} found from `answer` @param {{babies: number, units: string, week: number}} state */
function drawing({ text: t, limits }, found, { babies, units, week }) {
  const [first, split, last] = limits.weeks;
  const unit = units === "imperial" ? "lb" : "kg";
  const size = (/** @type {number} */ kg) => shown(kg, units);
  const dots = found.points.filter((/** @type {any} */ { odd }) => !odd);
  const corners = [first, split, last].map((at) => [at, ...found.ranges(at).map(size)]);
  const marks = ticks([...corners.flatMap(([, ...ends]) => ends), ...dots.map((/** @type {any} */ { change }) => size(change))], unit === "lb" ? 10 : 5);
  const [floor, roof] = [marks[0], marks[marks.length - 1]];
  const x = (/** @type {number} */ at) => rounded(LEFT + ((at - first) / (last - first)) * (WIDTH - LEFT - RIGHT), 1);
  const y = (/** @type {number} */ change) => rounded(TOP + ((roof - change) / (roof - floor)) * (HEIGHT - TOP - BOTTOM), 1);
  const line = (/** @type {number} */ end) => corners.map((corner) => `${x(corner[0])},${y(corner[1 + end])}`);
  const weeks = Array.from({ length: (last - first) / WEEKS_APART + 1 }, (_, place) => first + place * WEEKS_APART);
  const [titleId, descId, [, lowFirst, highFirst], [, lowLast, highLast]] = [uid(), uid(), corners[0], corners[2]];
  const middle = `translate(12 ${rounded((TOP + HEIGHT - BOTTOM) / 2, 0)}) rotate(-90)`;
  return svg("svg", { class: "wk-wr__svg", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": titleId, "aria-describedby": descId },
    svg("title", { id: titleId }, fill(t.svg_title, { band: found.band.title, babies: t[`babies_${babies}`] })),
    svg("desc", { id: descId }, [fill(t.svg_desc, { first, last, unit, low_first: lowFirst, high_first: highFirst, low_last: lowLast, high_last: highLast }),
      ...found.points.map((/** @type {any} */ point) => `${fill(t.point, { week: point.week, weight: `${size(point.kg)} ${unit}` })}.`)].join(" ")),
    svg("polygon", { class: "wk-wr__band", points: [...line(1), ...line(0).reverse()].join(" ") }),
    marks.map((mark) => [svg("line", { class: mark === 0 ? "wk-wr__zero" : "wk-wr__rule", x1: LEFT, x2: WIDTH - RIGHT, y1: y(mark), y2: y(mark) }),
      svg("text", { x: LEFT - 5, y: y(mark) + 5, "text-anchor": "end" }, String(mark).replace("-", "−"))]),
    weeks.map((at) => [svg("line", { class: "wk-wr__rule", x1: x(at), x2: x(at), y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM + 4 }),
      svg("text", { x: x(at), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" }, String(at))]),
    svg("text", { x: (LEFT + WIDTH - RIGHT) / 2, y: HEIGHT - 6, "text-anchor": "middle" }, t.svg_x),
    svg("text", { transform: middle, "text-anchor": "middle" }, fill(t.svg_y, { unit })),
    svg("line", { class: "wk-wr__now", x1: x(week), x2: x(week), y1: TOP, y2: HEIGHT - BOTTOM }),
    svg("polyline", { class: "wk-wr__upper", points: line(1).join(" ") }), svg("polyline", { class: "wk-wr__lower", points: line(0).join(" ") }),
    dots.map((/** @type {any} */ point) => svg("circle", { class: "wk-wr__dot", cx: x(point.week), cy: y(size(point.change)), r: 6 })));
}

/** @param {string} caption @param {string[]} heads @param {string[][]} rows */
export const table = (caption, heads, rows) =>
  h("table", { class: "wk-wr__t" }, h("caption", {}, caption), h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, rows.map(([head, ...cells]) => h("tr", {}, h("th", { scope: "row" }, head), cells.map((cell) => h("td", {}, cell))))));

/** The drawing with its key, and the same as a table. @param {any} knowledge @param {any} found
 * @param {{babies: number, units: string, week: number}} state @param {boolean} open is the table open? */
export function corridor(knowledge, found, state, open) {
  const { text: t, limits } = knowledge;
  const [first, split, last] = limits.weeks;
  const unit = state.units === "imperial" ? "lb" : "kg";
  const weeks = [...new Set([...Array.from({ length: (last - first) / WEEKS_APART + 1 }, (_, place) => first + place * WEEKS_APART), split, state.week])];
  const rows = weeks.sort((one, other) => one - other).map((week) => [week, ...found.ranges(week).map((/** @type {number} */ kg) => shown(kg, state.units))].map(String));
  const key = [fill(t.svg_key, { week: state.week }), found.points.length > 0 && t.svg_key_points].filter(Boolean).join(" ");
  const lines = [fill(t.lines, { split, last }), state.babies === 2 && t.lines_twins, unit === "lb" && t.pounds].filter(Boolean).join(" ");
  return [
    h("figure", { class: "wk-wr__fig" }, drawing(knowledge, found, state), h("figcaption", { class: "wk-soft" }, key)),
    h("p", { class: "wk-soft" }, lines),
    h("details", { class: "wk-more", open }, h("summary", {}, h("span", {}, t.table)),
      table(fill(t.table_caption, { unit }), [t.table_week, t.table_low, t.table_high], rows)),
  ];
}
