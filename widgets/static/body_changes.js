// @ts-check
// Which changes of the body are named for what somebody feels, and when to call: decided here, without any node.
// kb/body_changes.py holds the same; the tests drive both over every set of sensations.
import { assess, records } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge & {week: number}} Knowledge */
/** @typedef {{id: string, number: number, title: string, in_article: string, change: string, effect: string,
 *   effect_stance: string, feel: string, feel_stance: string, sensations: string[], from_week: number,
 *   weeks_text: string, caution: string, claims: string[][]}} Change the claims: of change, effect, feel, caution */
/** @typedef {{id: string, text: string, symptom_ids: string[], call_if: string}} Feeling */
/** @typedef {{id: string, text: string, stance: string, nuance: string, sources: string[]}} Claim */
/** @typedef {{change: Change, fits: string[], too_early: boolean, not_shown: boolean}} Explained */
/** @typedef {{knowledge: Knowledge, changes: Change[], feelings: Feeling[], claims: Record<string, Claim>}} Facts */

/** What the view knows, from its traits. @param {{get: (name: string) => any}} model @returns {Facts} */
export function factsOf(model) {
  const trait = model.get("knowledge");
  const [symptoms, rules] = [records(trait.symptoms), records(trait.rules)];
  const levels = Object.fromEntries(records(trait.levels).map((level) => [level.id, level]));
  const claims = Object.fromEntries(records(model.get("claims")).map((claim) => [claim.id, claim]));
  return { knowledge: { ...trait, symptoms, rules, levels }, changes: records(model.get("changes")),
    feelings: records(model.get("feelings")), claims };
}

/**
 * The changes that are named for what is felt: first what may play a part, then what is too early, then what is not shown.
 * @param {Facts} facts @param {string[]} chosen ids of feelings @returns {Explained[]}
 */
export function explainSensations({ knowledge, changes }, chosen) {
  const found = changes.map((change) => ({
    change,
    fits: chosen.filter((id) => change.sensations.includes(id)),
    too_early: change.from_week > knowledge.week,
    not_shown: [change.effect_stance, change.feel_stance].includes("no_good_evidence"),
  })).filter(({ fits }) => fits.length);
  const late = (/** @type {Explained} */ one) => 2 * Number(one.not_shown) + Number(one.too_early);
  return found.sort((one, other) => late(one) - late(other) || one.change.number - other.change.number);
}

/** The rules of the same day or sooner that the feelings set off. @param {Facts} facts @param {string[]} chosen */
export const reasonsToCall = ({ knowledge, feelings }, chosen) =>
  assess(knowledge, feelings.filter(({ id }) => chosen.includes(id)).flatMap(({ symptom_ids }) => symptom_ids));
