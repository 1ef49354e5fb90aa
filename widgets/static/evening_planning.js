// @ts-check
// Which sections fit into an evening, and for how long: the same rule as kb/lessons.py. No nodes.

/** @typedef {{id: string, title: string, number: number, minutes: number, minutes_short: number, priority: number,
 *   leave_out: string, must: boolean}} Section */
/** @typedef {{section: string, title: string, minutes: number, starts_at: number, leave_out: string, must: boolean}} Part */

/** Each at full length if it fits, else shortened if that fits. @param {Section[]} offered @param {number} left */
function few(offered, left) {
  const times = new Map();
  for (const row of offered) {
    const fitting = [row.minutes, row.minutes_short].find((time) => time <= left);
    if (fitting === undefined) continue;
    times.set(row.id, fitting);
    left -= fitting;
  }
  return times;
}

/** All shortened while they fit, then back to full length while that fits. @param {Section[]} offered @param {number} left */
function many(offered, left) {
  const times = new Map();
  for (const row of offered) {
    if (row.minutes_short > left) continue;
    times.set(row.id, row.minutes_short);
    left -= row.minutes_short;
  }
  for (const row of offered) {
    const more = row.minutes - (times.get(row.id) ?? row.minutes);
    if (more <= 0 || more > left) continue;
    times.set(row.id, row.minutes);
    left -= more;
  }
  return times;
}

/**
 * The plan. The must-haves and the call card have their time first.
 * @param {{sections: Section[], card: number, text: Record<string, string>}} knowledge the sections in the order of the class
 * @param {number} minutes @param {string[]} asked none lets the plan choose @param {string[]} leftOut
 * @returns {{parts: Part[], left: number, no_room: string[]}}
 */
export function planEvening({ sections, card, text }, minutes, asked, leftOut) {
  const wanted = sections.filter((row) => row.must || (!leftOut.includes(row.id) && (!asked.length || asked.includes(row.id))));
  const offered = [...wanted].sort((one, other) =>
    Number(other.must) - Number(one.must) || one.priority - other.priority || one.number - other.number);
  const times = (asked.length ? many : few)(offered, minutes - card);
  let now = 0;
  const parts = wanted.filter((row) => times.has(row.id)).map((row) => {
    const part = { section: row.id, title: row.title, minutes: times.get(row.id), starts_at: now, must: row.must,
      leave_out: times.get(row.id) < row.minutes ? row.leave_out : "" };
    now += part.minutes;
    return part;
  });
  parts.push({ section: "call_card", title: text.card, minutes: card, starts_at: now, leave_out: "", must: true });
  const missing = wanted.filter((row) => asked.length && !times.has(row.id)).map((row) => row.id);
  return { parts, left: minutes - now - card, no_room: missing };
}
