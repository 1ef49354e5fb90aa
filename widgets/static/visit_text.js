// @ts-check
// The page for a visit or a call, in words: pure functions without DOM. widgets/visit_text.py makes the same text.
import { assess, fill } from "./shared.js";

/** @typedef {import("./shared.js").Knowledge} Knowledge */
/** @typedef {{questions: {id: string, topic: string, text: string}[], since: string[], urgent: string[], last_week: number,
 *   text: Record<string, string>, icons: Record<string, string[]>, language: string}} Words */
/** @typedef {{selected: string[], since: string, since_words: string, notes: string, picked: string[],
 *   own_questions: string[], week: string, diary: string[]}} State */

/** A week such as "12" or "12+3"; "" for none, null for what is no week. @param {string} text @param {number} last */
export function readWeek(text, last) {
  const bare = text.replace(/[ \t\r\n]+/g, "");
  const found = /^0?([0-9]|[0-9]{2})(?:\+([0-6]))?$/.exec(bare);
  if (bare === "") return "";
  if (!found || Number(found[1]) < 1 || Number(found[1]) > last) return null;
  return `${Number(found[1])}${found[2] ? `+${found[2]}` : ""}`;
}

/** @param {string} text */
export const oneLine = (text) => text.replace(/[ \t\r\n]+/g, " ").replace(/^ | $/g, "");

/** @param {string} text */
export const ownLines = (text) => text.replace(/\r\n?/g, "\n").replace(/^[ \t\n]+|[ \t\n]+$/g, "");

/** What stands on the page, in words. @param {Words} words @param {Knowledge} triage @param {State} state */
export function sheetParts(words, triage, state) {
  const t = words.text;
  const rank = Object.fromEntries(triage.rules.map((rule) => [rule.id, triage.levels[rule.level].rank]));
  const signs = triage.symptoms.filter((symptom) => state.selected.includes(symptom.id));
  signs.sort((one, other) => rank[one.id] - rank[other.id]);
  const asked = Object.fromEntries(words.questions.map((question) => [question.id, question.text]));
  const began = [state.since && t[`visit_since_${state.since}`], oneLine(state.since_words)].filter(Boolean).join("; ");
  return {
    level: assess(triage, state.selected).level,
    weeks: state.week ? fill(t.visit_weeks, { week: state.week }) : t.visit_weeks_blank,
    signs: signs.map((symptom) => symptom.text),
    began: began ? fill(t.visit_began, { since: began }) : t.visit_began_blank,
    notes: ownLines(state.notes),
    questions: [...state.picked.map((id) => asked[id]), ...state.own_questions.map(oneLine).filter(Boolean)],
  };
}

/** The page as text. @param {Words} words @param {Knowledge} triage @param {State} state */
export function sheetText(words, triage, state) {
  const t = words.text;
  const { level: id, weeks, signs, began, notes, questions } = sheetParts(words, triage, state);
  const first = [t.visit_signs_none];
  if (id !== null) {
    const level = triage.levels[id];
    const numbers = triage.phones[id].filter(({ number }) => number).map(({ label, number }) => `${label}: ${number}`);
    first.splice(0, 1, fill(t.visit_level, level), ...(words.urgent.includes(id) ? [t.visit_call_first] : []), ...numbers,
      fill(t.visit_worse, { text: level.if_worse }));
  }
  const told = [t.visit_say_said, weeks, ...(signs.length ? [t.visit_feel, ...signs.map((sign) => `- ${sign}`)] : [t.visit_feel_blank]),
    began, ...(notes ? [t.visit_notes_said, notes] : []),
    ...(state.diary.length ? [t.visit_diary_said, ...state.diary.map((line) => `- ${line}`)] : []), t.visit_how, t.visit_scan];
  const asked = [t.visit_questions_said, ...questions.map((question, place) => `${place + 1}. ${question}`)];
  const parts = [[t.visit_title], [...first, t.call_anyway], told, ...(questions.length ? [asked] : []), [t.review_education]];
  return parts.map((part) => part.join("\n")).join("\n\n");
}
