// @ts-check
// The open notebook as slides, one at a time, over the whole screen. Cells stay where they are: classes show and hide
// them, so that their widgets live on, with or without a kernel.
import { meaning, owns, plan, turned } from "./slides.js";
import { SHORTCUTS, controls, cover, draw, quietDialogs, titleOf } from "./stage.js";
import { fill } from "./words.js";

/** @typedef {import("./slides.js").Place} Place */

const [WIDTH, HEIGHT, LARGER] = [1280, 720, 1.15]; // what a slide is drawn for, and how much larger than on the page
const ALL_DRAWN = "none"; // the windowing mode that keeps every cell in the page
/** Where a notebook was left, so that a slip on Esc costs nothing. @type {WeakMap<object, Place>} */
const left = new WeakMap();
/** @type {Show | null} */
let running = null;

/** What has opened over a slide, such as what a word means. @returns {HTMLElement | null} */
const openNote = () => document.querySelector("[popover]:popover-open");

/** Slides of a notebook while they are shown. */
class Show {
  /** @param {any} panel @param {Record<string, string>} t */
  constructor(panel, t) {
    this.panel = panel;
    this.notebook = panel.content;
    this.t = t;
    /** @type {Place} */
    this.place = left.get(panel) ?? { slide: 0, step: 0 };
    this.mode = this.notebook.notebookConfig.windowingMode;
    this.wholeScreen = false;
    /** @type {Set<Element>} */
    this.marked = new Set();
    /** @type {(() => void)[]} */
    this.undo = [];
    this.bar = controls(t, { previous: () => this.turn(-1), next: () => this.turn(1), end: () => this.end() });
    /** @type {Record<string, () => void>} */
    this.acts = {
      next: () => this.turn(1), back: () => this.turn(-1), down: () => this.within(1), up: () => this.within(-1), end: () => this.end(),
      first: () => this.show({ slide: 0, step: 0 }), last: () => this.show({ slide: this.slides.length - 1, step: 0 }),
    };
  }

  get slides() {
    return plan(this.notebook.widgets.map((/** @type {any} */ { model }) =>
      ({ kind: model.getMetadata("slideshow")?.slide_type, tags: model.getMetadata("tags") })));
  }

  get scroller() {
    return this.panel.node.querySelector(".jp-WindowedPanel-outer") ?? this.notebook.node;
  }

  begin() {
    const { panel, notebook, bar, t } = this;
    this.windowing(ALL_DRAWN);
    panel.addClass("ho-presenting");
    panel.node.append(bar.node);
    this.undo.push(cover(panel.node), quietDialogs((text) => { bar.note.textContent ||= text; }), () => bar.node.remove());
    this.hear(window, "keydown", (event) => this.press(/** @type {KeyboardEvent} */ (event)), true);
    this.hear(window, "resize", () => this.fit());
    this.hear(document, "fullscreenchange", () => this.wholeScreen && !document.fullscreenElement && this.inWindow());
    this.follow(notebook.model.cells.changed, () => requestAnimationFrame(() => running === this && this.show(this.place, false)));
    this.follow(panel.sessionContext.statusChanged, (_, state) => { if (/dead|autorestarting/.test(state)) bar.note.textContent = t.kernel_gone; });
    this.follow(panel.disposed, () => this.end());
    this.fit();
    this.show(this.place);
    document.documentElement.requestFullscreen?.().then(() => {
      if (running === this) this.wholeScreen = true;
      else document.exitFullscreen();
    }, () => {}); // refused or not there: the slides fill the window
  }

  /** The whole screen was left: by Esc, which closes first what has opened over the slide. */
  inWindow() {
    const opened = openNote();
    this.wholeScreen = false;
    if (opened) opened.hidePopover();
    else this.end();
  }

  end() {
    if (running !== this) return;
    running = null;
    for (const undo of this.undo) undo();
    for (const node of this.marked) node.removeAttribute(SHORTCUTS);
    if (this.wholeScreen && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    if (this.panel.isDisposed) return;
    const first = this.slides[this.place.slide]?.[0]?.[0] ?? 0;
    for (const cell of this.notebook.widgets) for (const name of ["ho-on", "ho-no-source"]) cell.removeClass(name);
    this.panel.removeClass("ho-presenting");
    this.windowing(this.mode);
    // Lab measured what the slides filled: let it measure the panel again, toolbar and all.
    requestAnimationFrame(() => this.panel.isDisposed || this.panel.update());
    this.notebook.activeCellIndex = first;
    this.notebook.activate();
    Promise.resolve(this.notebook.scrollToItem(first, "start")).catch(() => {});
  }

  /** @param {EventTarget} target @param {string} name @param {(event: Event) => void} act @param {boolean} [capture] */
  hear(target, name, act, capture) {
    target.addEventListener(name, act, capture);
    this.undo.push(() => target.removeEventListener(name, act, capture));
  }

  /** @param {any} signal of Lab @param {(sender: any, value: any) => void} act */
  follow(signal, act) {
    signal.connect(act);
    this.undo.push(() => signal.disconnect(act));
  }

  /** @param {string} windowingMode */
  windowing(windowingMode) {
    this.notebook.notebookConfig = { ...this.notebook.notebookConfig, windowingMode };
  }

  fit() {
    const zoom = Math.max(1, Math.min(innerWidth / WIDTH, innerHeight / HEIGHT) * LARGER);
    this.panel.node.style.setProperty("--ho-zoom", String(zoom));
  }

  /** @param {Place} wanted @param {boolean} [focus] */
  show(wanted, focus = true) {
    const { notebook, slides, bar, t } = this;
    const slide = Math.max(0, Math.min(wanted.slide, slides.length - 1));
    const steps = slides[slide] ?? [];
    this.place = { slide, step: Math.max(0, Math.min(wanted.step, steps.length - 1)) };
    left.set(this.panel, this.place);
    const shown = new Set(steps.slice(0, this.place.step + 1).flat());
    notebook.widgets.forEach((/** @type {any} */ cell, /** @type {number} */ at) => {
      cell.toggleClass("ho-on", shown.has(at));
      cell.toggleClass("ho-no-source", Boolean(cell.model.getMetadata("jupyter")?.source_hidden));
    });
    const nodes = [...shown].map((at) => draw(notebook, at));
    const values = { number: slide + 1, total: slides.length, title: titleOf([...shown].map((at) => notebook.widgets[at])) };
    bar.status.textContent = fill(values.title ? t.slide_of_titled : t.slide_of, values);
    if (this.place.step === 0) this.scroller.scrollTop = 0;
    if (!focus || !nodes[0] || bar.node.contains(document.activeElement)) return;
    nodes[0].tabIndex = -1;
    nodes[0].focus({ preventScroll: true });
  }

  /** @param {1 | -1} by */
  turn(by) {
    this.show(turned(this.slides, this.place, by));
  }

  /** Down a slide that is longer than the screen, then on to the next. @param {1 | -1} by */
  within(by) {
    const { scrollTop, clientHeight, scrollHeight } = this.scroller;
    const rest = by > 0 ? scrollHeight - clientHeight - scrollTop : scrollTop;
    if (rest < 2) this.turn(by);
    else this.scroller.scrollBy({ top: by * clientHeight * 0.8 });
  }

  /** Before Lab hears a key. @param {KeyboardEvent} event */
  press(event) {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(".jp-Dialog")) return;
    if (event.key === "Escape" && openNote()) return event.stopImmediatePropagation(); // the browser closes it
    const act = meaning(event);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (act && (act === "end" || !owns(target, event.key))) {
      event.preventDefault();
      event.stopImmediatePropagation();
      this.acts[act]();
    } else if (plain && target && this.panel.node.contains(target) && !target.hasAttribute(SHORTCUTS)) {
      target.setAttribute(SHORTCUTS, "true"); // Lab would take single letters as commands on cells
      this.marked.add(target);
    }
  }
}

/** Show a notebook as slides; when slides are shown, end them. @param {any} panel @param {Record<string, string>} t */
export function present(panel, t) {
  if (running) return running.end();
  const show = new Show(panel, t);
  if (!show.slides.length) return undefined;
  running = show;
  return show.begin();
}
