// @ts-check
// Amounts and shares in words and as a bar.
import { fill, h } from "./shared.js";

/** @typedef {import("./food_finding.js").Query} Query */
/** @typedef {import("./food_finding.js").Table} Table */

/** Whole from 20 up, one digit below, "under 0.1" for a trace. @param {Record<string, string>} t @param {number} amount */
export function amountWords(t, amount) {
  if (amount > 0 && amount < 0.05) return fill(t.food_under, { amount: "0.1" });
  return String(amount >= 20 ? Math.floor(amount + 0.5) : Math.floor(amount * 10 + 0.5) / 10);
}

/** @param {Record<string, string>} t @param {number} share */
export const shareWords = (t, share) => (share > 0 && share < 0.005 ? t.food_share_under : `${Math.round(share * 100)}%`);

/** @param {number} share @param {string} name */
export function bar(share, name) {
  const part = h("span", {});
  part.style.inlineSize = `${Math.min(100, share * 100)}%`;
  return h("span", { class: name, "aria-hidden": "true" }, part);
}
