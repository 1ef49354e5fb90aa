// @ts-check
// How a timer counts, without nodes. Both clocks are read: the wall clock goes on while a computer sleeps, and the
// page's own clock goes on when somebody sets the time back. The one that ran further counts, so time never grows.

/** @typedef {{wall: number, steady: number}} Now in ms */
/** @typedef {{page: string, remedy: string, minutes: number, left: number, running: boolean, begun: boolean} & Now} Clock */

const PAGE = Math.random().toString(36).slice(2);

/** @returns {Now} */
export const now = () => ({ wall: Date.now(), steady: performance.now() });

/**
 * The clock of this page, for this remedy and these minutes; one that another page left behind counts for nothing.
 * @param {any} kept @param {string} remedy @param {number} minutes @returns {Clock}
 */
export function clockOf(kept, remedy, minutes) {
  if (kept.page === PAGE && kept.remedy === remedy && kept.minutes === minutes) return kept;
  return { page: PAGE, remedy, minutes, left: minutes * 60000, running: false, begun: false, wall: 0, steady: 0 };
}

/** Milliseconds left. @param {Clock} clock @param {Now} at */
export const leftOf = (clock, at) =>
  clock.running ? Math.max(0, clock.left - Math.max(0, at.wall - clock.wall, at.steady - clock.steady)) : clock.left;

/** @param {Clock} clock @param {Now} at @returns {Clock} */
export const started = (clock, at) => ({ ...clock, ...at, running: true, begun: true });

/** @param {Clock} clock @param {Now} at @returns {Clock} */
export const halted = (clock, at) => ({ ...clock, left: leftOf(clock, at), running: false });

/** Minutes and seconds, as 14:59. @param {number} left ms */
export function clockWords(left) {
  const seconds = Math.ceil(left / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** A whole number from 1 to `most` as somebody types it, or null. @param {string} typed @param {number} most */
export function minutesOf(typed, most) {
  const text = typed.trim();
  const number = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0;
  return number >= 1 && number <= most ? number : null;
}
