// @ts-check
// What may be picked and ticked. No view; widgets/habit_plan.py allows the same, and the tests drive both.

/** The picks after one more, or one less; null when there is no room. @param {string[]} picked @param {string} id
 * @param {boolean} on @param {number} most @returns {string[] | null} */
export function pick(picked, id, on, most) {
  const others = picked.filter((other) => other !== id);
  if (!on) return others;
  return others.length < most ? [...others, id] : null;
}

/** The days after a tick. @param {Record<string, number[]>} done @param {string} id @param {number} day @param {boolean} on
 * @returns {Record<string, number[]>} */
export function tickDay(done, id, day, on) {
  const { [id]: days = [], ...others } = done;
  const next = days.filter((other) => other !== day).concat(on ? [day] : []).sort((one, other) => one - other);
  return next.length ? { ...others, [id]: next } : others;
}

/** The notes after some words. @param {Record<string, string>} notes @param {string} id @param {string} words @param {number} longest
 * @returns {Record<string, string>} */
export function write(notes, id, words, longest) {
  const { [id]: _, ...others } = notes;
  const note = [...words].slice(0, longest).join(""); // whole letters, as Python counts them
  return note ? { ...others, [id]: note } : others;
}
