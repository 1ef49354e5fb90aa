// @ts-check
// Finding texts by lay words, and the warning signs that such words may belong to. No view.
// kb/searching.py and kb/sign_words.py hold the same rules and say why; the tests drive both.

/** @typedef {{small: string, endings: string[], synonyms: string[][]}} Words words left out, endings, and words that mean the same */
/** @typedef {{row: number, words: number, score: number}} Hit */
/** @typedef {ReturnType<typeof makeIndex>} Index */
/** @typedef {{id: string, text: string, level: string, terms: string[][]}} Sign */
/** @typedef {ReturnType<typeof makeSigns>} Signs */

const [SHORT, LONG] = [4, 8];
const [SAME, LIKE, WITHIN] = [4, 3, 2];
const [TITLE, WORDS, TEXT, LAST] = [400, 300, 100, 99];

/** The words of a text in their order, small, without accents and apostrophes. @param {string} text @returns {string[]} */
export const wordsOf = (text) =>
  text.replace(/['’]/g, "").toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").match(/[\p{L}\p{N}]+/gu) ?? [];

/** Words in capitals, such as “WHO”, which no small word hides. @param {string} text */
const shortForms = (text) => wordsOf((text.match(/(?<![\p{L}\p{N}])\p{Lu}{2,}(?![\p{L}\p{N}])/gu) ?? []).join(" "));

/** The word, and what is left without an ending. @param {string} word @param {string[]} endings */
function bareOf(word, endings) {
  const found = [word];
  for (const ending of endings) {
    const left = word.length - ending.length;
    const whole = left >= SHORT || (left === SHORT - 1 && (ending === "s" || word.length > SHORT + 1));
    if (whole && word.endsWith(ending)) found.push(word.slice(0, left));
  }
  return found;
}

/** Is it the term but for a small error? @param {string} word @param {string} term */
export function near(word, term) {
  const shorter = Math.min(word.length, term.length);
  const longer = Math.max(word.length, term.length);
  const most = shorter >= LONG ? 2 : 1;
  if (shorter < SHORT || longer === SHORT || longer - shorter > most || word === term) return false;
  if (word[0] !== term[0] && word[word.length - 1] !== term[term.length - 1]) return false; // most words end here
  const third = Math.floor(shorter / 3);
  return (word.slice(0, third) === term.slice(0, third) || word.slice(-third) === term.slice(-third)) && edits(word, term) <= most;
}

/** Letters too many, missing, wrong or swapped. @param {string} one @param {string} other */
function edits(one, other) {
  let [last, before, row] = [[0], [0], Array.from({ length: other.length + 1 }, (_, place) => place)];
  for (let i = 1; i <= one.length; i += 1) {
    [last, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + Number(one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], last[j - 2] + 1);
    }
  }
  return row[other.length];
}

/** @template K, V @param {Map<K, V>} map @param {K} key @param {() => V} make @returns {V} */
function ensured(map, key, make) {
  const known = map.get(key) ?? make();
  map.set(key, known);
  return known;
}

/**
 * Texts made ready to be searched often.
 * @param {Words} words @param {string[][]} texts in their order, each as title, other words and text
 */
export function makeIndex({ small, endings, synonyms }, texts) {
  const left_out = new Set(wordsOf(small));
  const same = new Map();
  for (const group of synonyms) for (const word of group) ensured(same, word, () => []).push(...group.filter((other) => other !== word));
  /** For each term the texts that have it, with its worth there. @type {Map<string, {at: number[], worth: number[]}>} */
  const places = new Map();
  texts.forEach((text, row) => text.forEach((said, part) => {
    const short = shortForms(said);
    wordsOf(said).forEach((word, place) => {
      if (left_out.has(word) && !short.includes(word)) return;
      const { at, worth } = ensured(places, word, () => ({ at: [], worth: [] }));
      if (at[at.length - 1] === row) return; // what stands earlier is worth more
      at.push(row);
      worth.push(part ? [TITLE, WORDS, TEXT][part] : TITLE - Math.min(place, LAST));
    });
  }));
  const terms = [...places.keys()];
  const known_words = [...new Set([...terms, ...same.keys()])];
  /** @type {Map<string, string[]>} */
  const bare = new Map();
  for (const term of terms) for (const form of bareOf(term, endings)) ensured(bare, form, () => []).push(term);
  const holds = (/** @type {string} */ term, /** @type {string} */ word) => term.startsWith(word) || (word.length >= SHORT && term.includes(word));
  const like = (/** @type {string} */ word) => {
    /** @type {Map<string, number>} */
    const found = new Map();
    if (left_out.has(word)) return found.set(word, SAME);
    for (const term of terms) if (holds(term, word)) found.set(term, term.startsWith(word) ? LIKE : WITHIN);
    const forms = bareOf(word, endings).flatMap((form) => [form, ...(same.get(form) ?? [])]);
    for (const form of forms) for (const term of bare.get(form) ?? []) found.set(term, LIKE);
    if (places.has(word)) found.set(word, SAME);
    return found;
  };
  const known = new Map();
  /** The terms that a word stands for, with how near they are. @param {string} word @returns {Map<string, number>} */
  const meant = (word) => ensured(known, word, () => {
    const found = like(word);
    if (same.has(word) || [...found.keys()].some((term) => holds(term, word))) return found;
    const nearness = found.size ? WITHIN : LIKE;
    const close = known_words.filter((term) => near(word, term)).flatMap((one) => [...like(one).keys()]);
    return new Map([...close.map((term) => /** @type {[string, number]} */ ([term, nearness])), ...found]);
  });
  /** The words that are looked for, each once; a small word alone where it is a short form too. @param {string} query */
  const asked = (query) => {
    const words = [...new Set(wordsOf(query))];
    return words.filter((word) => !left_out.has(word) || (words.length === 1 && places.has(word)));
  };
  /** All texts that have a word of the query, in no order. @param {string} query @returns {Hit[]} */
  const held = (query) => {
    const [score, words, best] = [new Float64Array(texts.length), new Uint16Array(texts.length), new Uint16Array(texts.length)];
    /** @type {number[]} */
    const found = [];
    for (const word of asked(query)) {
      /** @type {number[]} */
      const own = [];
      for (const [term, nearness] of meant(word)) {
        const { at, worth } = places.get(term);
        for (let place = 0; place < at.length; place += 1) {
          const row = at[place];
          if (!best[row]) own.push(row);
          best[row] = Math.max(best[row], worth[place] * nearness);
        }
      }
      const rare = 32 - Math.clz32(texts.length / Math.max(1, own.length));
      for (const row of own) {
        if (!words[row]) found.push(row);
        words[row] += 1;
        score[row] += rare * best[row];
        best[row] = 0;
      }
    }
    return found.map((row) => ({ row, words: words[row], score: score[row] }));
  };
  /** The same, best first, then in their order. @param {string} query */
  const rank = (query) => held(query).sort((one, other) => other.score * other.words - one.score * one.words || one.row - other.row);
  /** Every term that the words of a query stand for. @param {string} query */
  const termsOf = (query) => new Set(asked(query).flatMap((word) => [...meant(word).keys()]));
  return { asked, held, rank, termsOf };
}

/**
 * The hits with as many words as the best of them, or a part of that; of the careful rows also those half as good.
 * @param {Hit[]} hits @param {number} [part] @param {(row: number) => boolean} [careful]
 */
export function fitting(hits, part = 1, careful = () => false) {
  const most = Math.max(0, ...hits.map(({ words }) => words));
  const best = Math.max(0, ...hits.map(({ score }) => score));
  return hits.filter(({ row, words, score }) => words >= part * most || (careful(row) && 2 * score >= best));
}

/**
 * The rows that a filter keeps; null where there is no word to look for.
 * @param {Index} index @param {string} query @param {(row: number) => boolean} [careful]
 */
export const kept = (index, query, careful) =>
  (index.asked(query).length ? new Set(fitting(index.held(query), 1, careful).map(({ row }) => row)) : null);

/**
 * What people may say for a warning sign, made ready.
 * @param {{id: string, text: string, level: string, terms: string[]}[]} rows most urgent first
 * @param {string} calm words that look like a sign's with an error or an ending, but are none @param {string[]} endings
 */
export function makeSigns(rows, calm, endings) {
  const signs = rows.map((row) => ({ ...row, terms: row.terms.map((words) => words.split(" ")) }));
  return { signs, terms: [...new Set(signs.flatMap((sign) => sign.terms.flat()))], calm: new Set(calm.split(" ")), endings };
}

/** @param {string[]} bare @param {string} term */
const fitsSign = (bare, term) => bare.includes(term)
  || (bare[0].length >= SHORT && term.startsWith(bare[0]) && term.length - bare[0].length < SHORT);

/**
 * The warning signs that the words of a query may belong to, most urgent first, each with those words.
 * @param {Signs} signs @param {string} query @returns {{id: string, text: string, level: string, words: string[]}[]}
 */
export function warningSigns({ signs, terms, calm, endings }, query) {
  const words = wordsOf(query);
  const meant = words.map((word) => {
    const bare = calm.has(word) ? ["", word] : bareOf(word, endings);
    const known = bare.some((one) => calm.has(one)) || terms.some((term) => fitsSign([word], term));
    const close = known ? [] : terms.filter((term) => near(word, term));
    return [bare, ...close.map((term) => bareOf(term, endings))];
  });
  const said = (/** @type {string[]} */ phrase) => words.flatMap((_, start) => {
    const run = meant.slice(start, start + phrase.length);
    const whole = run.length === phrase.length && run.every((bares, place) => bares.some((bare) => fitsSign(bare, phrase[place])));
    return whole ? run.map((_bares, place) => start + place) : [];
  });
  return signs.flatMap(({ id, text, level, terms: phrases }) => {
    const hit = [...new Set(phrases.flatMap(said))].sort((one, other) => one - other);
    return hit.length ? [{ id, text, level, words: [...new Set(hit.map((place) => words[place]))] }] : [];
  });
}
