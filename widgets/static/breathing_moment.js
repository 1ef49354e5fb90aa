// @ts-check
// Where a breath stands at a moment in time. No view and no clock: seconds in, phase and count out.

/** @typedef {{own_rhythm: boolean, breaths_per_minute: number, in_seconds: number, out_seconds: number, minutes: number}} Settings */
/** @typedef {{phase: "in" | "out" | "done", count: number, of: number, size: number, left: number}} Moment */

/** Seconds to breathe in and out. @param {Settings} settings @returns {[number, number]} */
export const rhythm = ({ own_rhythm, breaths_per_minute, in_seconds, out_seconds }) =>
  own_rhythm ? [in_seconds, out_seconds] : [30 / breaths_per_minute, 30 / breaths_per_minute];

/** How far one counts in this time; a half counts up. @param {number} seconds */
export const counts = (seconds) => Math.floor(seconds + 0.5);

/** Seconds until the end: the minutes, and the rest of a breath that has begun. @param {Settings} settings */
export function length(settings) {
  const breath = rhythm(settings).reduce((sum, part) => sum + part);
  return breath * Math.ceil((settings.minutes * 60) / breath - 1e-6);
}

/**
 * @param {Settings} settings @param {number} elapsed seconds since the start
 * @returns {Moment} `count` of `of` beats in the phase; `size` of the rings from 0 to 1; whole seconds `left`
 */
export function moment(settings, elapsed) {
  const [breathe_in, breathe_out] = rhythm(settings);
  const end = length(settings);
  const time = Math.max(0, elapsed);
  if (time >= end) return { phase: "done", count: 0, of: counts(breathe_in), size: 0, left: 0 };
  const within = time % (breathe_in + breathe_out);
  const inward = within < breathe_in;
  const part = inward ? within / breathe_in : (within - breathe_in) / breathe_out;
  const of = counts(inward ? breathe_in : breathe_out);
  const wave = (1 - Math.cos(Math.PI * part)) / 2;
  return { phase: inward ? "in" : "out", count: Math.min(of, Math.floor(part * of) + 1), of,
    size: inward ? wave : 1 - wave, left: Math.ceil(end - time) };
}

/** A number of seconds as somebody writes it, or null. @param {string} text @param {number[]} limits */
export function seconds(text, [least, most]) {
  const number = /^\d{1,2}([.,]\d{1,2})?$/.test(text.trim()) ? Number(text.trim().replace(",", ".")) : NaN;
  return number >= least && number <= most ? number : null;
}
