// The parts around the slides: nodes, buttons, and the two windows that open over them.

/**
 * A node from plain values; children that are text stay text, never markup.
 * @param {string} tag @param {Record<string, any>} [props] @param {...any} children
 */
function deckNode(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children);
  return node;
}

/** Words with their {places} filled in. @param {string} text @param {Record<string, any>} values */
const deckFill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));

/** @param {string} word @param {() => void} act @param {...string} drawing paths of an icon that stands for the word */
function deckButton(word, act, ...drawing) {
  const button = deckNode("button", { type: "button", class: "dk-button", onclick: act });
  if (!drawing.length) {
    button.classList.add("dk-word");
    button.append(word);
    return button;
  }
  const make = (/** @type {string} */ tag, /** @type {Record<string, string>} */ props) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(props)) node.setAttribute(name, value);
    return node;
  };
  const icon = make("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" });
  icon.append(...drawing.map((d) => make("path", { d })));
  button.setAttribute("aria-label", word);
  button.title = word;
  button.append(icon);
  return button;
}

/** @param {string} title @param {string} close @param {...Node} inside @returns {HTMLDialogElement} */
function deckDialog(title, close, ...inside) {
  const done = deckNode("div", { class: "dk-row" }, deckButton(close, () => node.close()));
  const node = /** @type {HTMLDialogElement} */ (
    deckNode("dialog", { class: "dk-dialog", "aria-label": title }, deckNode("h2", {}, title), ...inside, done)
  );
  return node;
}

/**
 * The list of all slides, under the titles of their parts if there are several.
 * @param {HTMLElement[]} slides @param {Record<string, string>} words @param {(number: number) => void} choose
 */
function deckOverview(slides, words, choose) {
  const list = deckNode("div");
  const dialog = deckDialog(words.overview, words.close, list);
  const several = new Set(slides.slice(0, -1).map((slide) => slide.dataset.part)).size > 1;
  /** @type {HTMLElement} */ let lines = deckNode("ol");
  const buttons = slides.map((slide, number) => {
    const { title = "", part = "" } = slide.dataset;
    if (!number || (several && part !== slides[number - 1].dataset.part)) {
      lines = deckNode("ol");
      list.append(...(several ? [deckNode("h3", {}, part)] : []), lines);
    }
    const act = () => {
      dialog.close();
      choose(number);
    };
    const button = deckNode("button", { type: "button", onclick: act }, `${number + 1}. ${title}`);
    lines.append(deckNode("li", {}, button));
    return button;
  });

  /** @param {number} at */
  function open(at) {
    buttons.forEach((button) => button.removeAttribute("aria-current"));
    buttons[at].setAttribute("aria-current", "true");
    dialog.showModal();
    buttons[at].focus();
  }

  /** The keys of the list, a clicker's too. @param {KeyboardEvent} event */
  function keys(event) {
    const steps = { ArrowDown: 1, ArrowRight: 1, PageDown: 1, ArrowUp: -1, ArrowLeft: -1, PageUp: -1 };
    const step = /** @type {Record<string, number>} */ (steps)[event.key];
    const focused = /** @type {HTMLElement} */ (document.activeElement);
    if (step) {
      const here = buttons.indexOf(focused);
      buttons[(here + step + buttons.length) % buttons.length].focus();
    } else if (event.view !== window && event.key === "Enter") {
      focused.click(); // pressed in the window of the speaker
    } else {
      return;
    }
    event.preventDefault();
  }
  return { dialog, open, keys };
}

/**
 * What the keys do, how to print, and a way to switch single letters off.
 * @param {Record<string, string>} words @param {(notes: boolean) => void} print @param {(on: boolean) => void} letters
 */
function deckHelp(words, print, letters) {
  const names = [
    [words.keys_next, "next"], [words.keys_previous, "previous"], [words.keys_skip, "skip"], [words.keys_ends, "ends"],
    [words.keys_number, "number"], ["O, Esc", "overview"], ["B, .", "black"], ["F, F5", "full"], ["S", "speaker"],
    ["N", "notes"], ["T", "time"], ["P", "print"], ["?", "help"],
  ];
  const keys = deckNode("dl", { class: "dk-keys" },
    ...names.flatMap(([name, key]) => [deckNode("dt", {}, name), deckNode("dd", {}, words[`key_${key}`])]));
  const box = /** @type {HTMLInputElement} */ (
    deckNode("input", { type: "checkbox", checked: true, onchange: () => letters(box.checked) })
  );
  const row = deckNode("div", { class: "dk-row" },
    deckButton(words.print, () => print(false)), deckButton(words.print_notes, () => print(true)));
  return deckDialog(words.help, words.close, keys, deckNode("label", {}, box, words.key_letters), row);
}
