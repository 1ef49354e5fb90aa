// @ts-check
// Questions found by lay words, and the warning signs that such words may belong to. No view.
// kb/questions.py holds the same rules, and the tests drive both.
import { matches, records, searchable } from "./shared.js";

/** @typedef {{id: string, question: string, answer: string, in_article: string, claim_ids: string[]}} Question */
/** @typedef {{words: string[], text: string}} Terms words, and the same as `searchable` gives them */
/** @typedef {{question: Question, named: Terms, all: Terms}} Known */
/** @typedef {{id: string, text: string, level: string, terms: string[][]}} Sign */
/** @typedef {{known: Known[], terms: Terms, signs: Sign[], of_signs: string[], small: Set<string>, endings: string[]}} Index */
/** @typedef {string[]} Forms a word, then what is left of it without an ending */

const SHORT = 4; // letters: a shorter word must begin a word, and is not forgiven an error

/** @param {string} text */
const without_apostrophes = (text) => text.replace(/['’]/g, "");

/** The words of a text in their order, small, without accents and apostrophes. @param {string} text */
export const wordsOf = (text) => searchable([without_apostrophes(text)]).split(" ").filter(Boolean);

/** @param {string} word @param {string[]} endings @returns {Forms} */
const forms = (word, endings) => [word, ...endings.filter((ending) => word.endsWith(ending))
  .map((ending) => word.slice(0, word.length - ending.length))
  .filter((left) => left.length >= SHORT || (left.length === SHORT - 1 && word === `${left}s`))];

/** @param {string[]} words @returns {Terms} */
const termsOf = (words) => ({ words: [...new Set(words)], text: searchable(words) });

/** Does the word begin a term, stand inside it (from four letters on), or is it a term with an ending?
 * @param {Forms} word @param {Terms} terms */
const fits = (word, { words, text }) => matches(text, word[0]) || word.some((form) => words.includes(form));

/** @param {Forms} word @param {string} term */
const fitsSign = (word, term) => word.includes(term)
  || (word[0].length >= SHORT && term.startsWith(word[0]) && term.length - word[0].length < SHORT);

/** Do the words differ by one letter: one too many, one missing, one wrong, or two neighbours swapped?
 * @param {string} word @param {string} term */
export function oneError(word, term) {
  const shorter = Math.min(word.length, term.length);
  if (shorter < SHORT || Math.max(word.length, term.length) === SHORT || word === term) return false;
  let start = 0;
  while (start < shorter && word[start] === term[start]) start += 1;
  const [one, two] = [word.slice(start), term.slice(start)];
  const swapped = one.length > 1 && one[1] === two[0] && one[0] === two[1] && one.slice(2) === two.slice(2);
  return swapped || one.slice(1) === two.slice(1) || one.slice(1) === two || one === two.slice(1);
}

/** What a search needs, made once. @param {{questions: any, signs: any, small: string, endings: string[]}} data @returns {Index} */
export function indexOf(data) {
  const small = new Set(wordsOf(data.small));
  const meant = (/** @type {string[]} */ texts) => wordsOf(texts.join(" ")).filter((word) => !small.has(word));
  const known = records(data.questions).map((question) => {
    const named = meant([question.question, ...question.other_words]);
    return { question, named: termsOf(named), all: termsOf([...named, ...meant([question.answer])]) };
  });
  const signs = records(data.signs).map((sign) => ({ ...sign, terms: sign.terms.map((/** @type {string} */ words) => words.split(" ")) }));
  const terms = termsOf([...new Set(known.flatMap(({ all }) => all.words))]);
  return { known, terms, signs, of_signs: [...new Set(signs.flatMap((sign) => sign.terms.flat()))], small, endings: data.endings };
}

/** The words of a query with their forms, each once. @param {Index} index @param {string} query */
const asWords = ({ endings }, query) => [...new Set(wordsOf(query))].map((word) => forms(word, endings));

/**
 * The questions that lay words ask, best first: most words in the question and its other words, then the words that
 * fewest questions have, then most words with the answer. All where there is no word to look for.
 * @param {Index} index @param {string} query @returns {{question: Question, hits: number}[]}
 */
export function findQuestions(index, query) {
  const { known, terms, small } = index;
  const asked = asWords(index, query).filter(([word]) => !small.has(word)).map((word) => {
    const near = fits(word, terms) ? [] : terms.words.filter((term) => oneError(word[0], term)).map((term) => [term]);
    return near.length ? near : [word];
  });
  const held = known.map((one) => ({
    question: one.question,
    named: asked.map((words) => words.some((word) => fits(word, one.named))),
    hits: asked.filter((words) => words.some((word) => fits(word, one.all))).length,
  }));
  const rare = asked.map((_, place) => Math.floor(known.length / Math.max(1, held.filter(({ named }) => named[place]).length)));
  const ranked = held.map(({ question, named, hits }) => ({
    question, hits,
    in_name: named.filter(Boolean).length,
    rarity: rare.reduce((sum, weight, place) => sum + (named[place] ? weight : 0), 0),
  }));
  const most = Math.max(0, ...ranked.map(({ hits }) => hits));
  return ranked.filter(({ hits }) => !asked.length || (hits > 0 && 2 * hits >= most))
    .sort((one, other) => other.in_name - one.in_name || other.rarity - one.rarity || other.hits - one.hits)
    .map(({ question, hits }) => ({ question, hits }));
}

/**
 * The warning signs that the words of a query may belong to, most urgent first, each with those words.
 * @param {Index} index @param {string} query @returns {{id: string, text: string, level: string, words: string[]}[]}
 */
export function warningSigns(index, query) {
  const { terms, signs, of_signs, endings } = index;
  const words = wordsOf(query).map((word) => forms(word, endings));
  const strange = words.map((word) => !fits(word, terms) && !of_signs.some((term) => fitsSign(word, term)));
  const said = (/** @type {string[]} */ phrase) => words.flatMap((_, start) => {
    const run = words.slice(start, start + phrase.length);
    const whole = run.length === phrase.length && run.every((word, place) => fitsSign(word, phrase[place]));
    const near = phrase.length === 1 && strange[start] && oneError(run[0][0], phrase[0]);
    return whole || near ? run.map(([word]) => word) : [];
  });
  return signs.flatMap(({ id, text: sign, level, terms: phrases }) => {
    const hit = new Set(phrases.flatMap(said));
    const own = [...new Set(words.map(([word]) => word))].filter((word) => hit.has(word));
    return own.length ? [{ id, text: sign, level, words: own }] : [];
  });
}
