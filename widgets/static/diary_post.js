// @ts-check
// What a view asks of Python about personal things, and the answers. By message and not as traits: those are saved with a notebook.

/** @typedef {import("./diary_deciding.js").Entry} Entry */
/** @typedef {{answers: string | null, fault: string, entries: Entry[], strange?: number, place?: string, csv?: string}} Answer */

const PATIENCE = 4000; // ms until a person is told that no answer came; a later one still counts

/** @param {number} [bytes] */
export const newId = (bytes = 16) =>
  [...crypto.getRandomValues(new Uint8Array(bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {any} model @param {(answer: Answer) => void} heard every answer, also to other views of this diary */
export function post(model, heard) {
  /** @type {Map<string, {answered: (answer: Answer) => void, timer: number}>} */
  const waiting = new Map();
  const listen = (/** @type {Answer} */ answer) => {
    if (!answer || !("answers" in answer)) return;
    heard(answer);
    const mine = waiting.get(answer.answers ?? "");
    if (!mine) return;
    clearTimeout(mine.timer);
    waiting.delete(answer.answers ?? "");
    mine.answered(answer);
  };
  model.on("msg:custom", listen);
  const ask = (/** @type {Record<string, any>} */ what, /** @type {(answer: Answer) => void} */ answered, /** @type {() => void} */ late) => {
    const name = newId();
    waiting.set(name, { answered, timer: window.setTimeout(late, PATIENCE) });
    try {
      model.send({ ...what, ask: name });
    } catch {
      late(); // the kernel is gone
    }
  };
  const stop = () => {
    model.off("msg:custom", listen);
    for (const { timer } of waiting.values()) clearTimeout(timer);
  };
  return { ask, stop };
}
