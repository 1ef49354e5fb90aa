// @ts-check
// What stands around a slide: the bar with its buttons, the cover over the rest of Lab, and boxes that would be in the way.
import { button } from "./words.js";

export const SHORTCUTS = "data-lm-suppress-shortcuts"; // on a control: Lab leaves its keys alone

/** The first heading among cells, from their source, since Lab may still be drawing them. @param {any[]} cells */
export function titleOf(cells) {
  const sources = cells.filter(({ model }) => model.type === "markdown").map(({ model }) => model.sharedModel.getSource());
  const heading = sources.join("\n").match(/^#{1,6}\s+(.+)$/m)?.[1] ?? "";
  return heading.replace(/[*_`]/g, "").trim();
}

/** Previous, next, end, and where one is. @param {Record<string, string>} t @param {Record<string, () => void>} acts */
export function controls(t, acts) {
  const node = document.createElement("div");
  const [status, note] = [document.createElement("span"), document.createElement("span")];
  node.className = "ho-bar";
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", t.slides_controls);
  for (const words of [status, note]) words.setAttribute("role", "status");
  note.className = "ho-bar__note";
  const made = ["previous", "next", "end"].map((name) => {
    const control = button(t[name], t[`${name}_title`], acts[name], "ho-bar__button");
    control.setAttribute(SHORTCUTS, "true");
    return control;
  });
  node.append(made[0], status, made[1], note, made[2]);
  return { node, status, note };
}

/** Let the panel out of the boxes around it, and keep the keyboard from what it covers. @param {HTMLElement} node @returns {() => void} the way back */
export function cover(node) {
  /** @type {HTMLElement[]} */
  const [around, beside] = [[], []];
  for (let inner = node; inner.parentElement && inner !== document.body; inner = inner.parentElement) {
    const others = /** @type {HTMLElement[]} */ ([...inner.parentElement.children]);
    beside.push(...others.filter((other) => other !== inner && !other.inert && !/^(SCRIPT|STYLE|LINK)$/.test(other.tagName)));
    if (inner.parentElement !== document.body) around.push(inner.parentElement);
  }
  for (const other of beside) other.inert = true;
  for (const one of around) one.classList.add("ho-around");
  return () => {
    for (const other of beside) other.inert = false;
    for (const one of around) one.classList.remove("ho-around");
  };
}

/** Lab's boxes that only say something must not stand in front of a class: their words go to the bar.
 * @param {(text: string) => void} say @returns {() => void} the end of it */
export function quietDialogs(say) {
  const look = () => {
    for (const box of document.querySelectorAll("body > .jp-Dialog")) {
      const buttons = /** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(".jp-Dialog-footer button"));
      if (buttons.length !== 1) continue; // there is something to decide
      say(box.querySelector(".jp-Dialog-body")?.textContent ?? "");
      buttons[0].click();
    }
  };
  const watcher = new MutationObserver(look);
  watcher.observe(document.body, { childList: true });
  return () => watcher.disconnect();
}

/** Cells that Lab has not drawn yet are drawn now. @param {any} notebook @param {number} place */
export function draw(notebook, place) {
  const cell = notebook.widgets[place];
  if (cell.isPlaceholder?.()) {
    cell.dataset.windowedListIndex = String(place);
    notebook.layout.insertWidget(place, cell);
  }
  cell.inViewport = true;
  return cell.node;
}
