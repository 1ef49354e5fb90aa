// @ts-check
// The commands of the class in JupyterLab: start it, present it, open it as slides or as a handout. Nothing runs by itself.
import { present } from "./present.js";
import { button, read } from "./words.js";

const NOTEBOOK = "Notebook";
const OURS = "ho-ours";

/**
 * Is this notebook one of the class? Its first code cell loads the class: `import kb` and something from `widgets`.
 * So a section that an instructor writes in the same way is one too, and nobody else's notebook gets our buttons.
 * @param {any} panel
 */
export function isOurs(panel) {
  const cells = panel.context?.model?.sharedModel?.cells ?? [];
  const first = cells.find((/** @type {any} */ cell) => cell.cell_type === "code")?.getSource() ?? "";
  return /^import kb\b/m.test(first) && /^from widgets import\b/m.test(first);
}

/** Run all cells, once there is a kernel. @param {any} app @param {any} panel @param {Record<string, string>} t */
async function start(app, panel, t) {
  await panel.context.ready;
  await panel.sessionContext.ready;
  const kernel = panel.sessionContext.session?.kernel;
  if (kernel?.status === "dead") await panel.sessionContext.restartKernel();
  await panel.sessionContext.session?.kernel?.info;
  app.shell.activateById(panel.id); // the command below runs the notebook that is in front
  const { content } = panel;
  const place = content.activeCellIndex;
  const done = await app.commands.execute("notebook:run-all-cells");
  if (done) {
    content.activeCellIndex = place; // Lab ends at the last cell; a class begins where one was
    await content.scrollToItem(place, "start");
  } else await app.commands.execute("apputils:notify", { message: t.start_failed, type: "warning", options: { autoClose: false } });
}

/** The page that this very server makes of the notebook. @param {any} coreutils @param {any} app @param {any} panel @param {string} format */
async function open({ PageConfig, URLExt }, app, panel, format) {
  const { context } = panel;
  if (context.model.dirty && !context.model.readOnly) await context.save();
  const path = URLExt.encodeParts(app.serviceManager.contents.localPath(context.path));
  const address = URLExt.join(PageConfig.getBaseUrl(), "nbconvert", format, path);
  window.open(`${address}?download=false`, "_blank", "noopener");
}

/** The buttons of a notebook, as items for its toolbar. @param {Record<string, string>} t @param {Record<string, () => any>} acts */
function tools(t, acts) {
  const running = button(t.start, t.start_title, async () => {
    if (running.getAttribute("aria-disabled")) return;
    running.setAttribute("aria-disabled", "true");
    running.textContent = t.starting;
    try {
      await acts.start();
    } finally {
      running.removeAttribute("aria-disabled");
      running.textContent = t.start;
    }
  }, "ho-tool ho-tool--first");
  const others = ["present", "slides", "handout"].map((name) => button(t[name], t[`${name}_title`], acts[name], "ho-tool"));
  return [running, ...others];
}

/**
 * The plugin, from what Lab shares and the folder that holds our files.
 * @param {(name: string) => Promise<any>} shared @param {URL} folder
 */
export async function make(shared, folder) {
  const table = fetch(new URL("strings.csv", folder)).then((answer) => answer.text());
  const names = ["@lumino/widgets", "@jupyterlab/coreutils", "@jupyterlab/apputils"];
  const [{ Widget }, coreutils, { ICommandPalette }] = await Promise.all(names.map(shared));
  const t = read(await table);

  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("present.css", folder).href;
  document.head.append(sheet);

  return {
    id: "week-twelve:class",
    description: t.start_title,
    autoStart: true,
    optional: [ICommandPalette],
    activate: (/** @type {any} */ app, /** @type {any} */ palette) => {
      const actsOf = (/** @type {any} */ panel) => ({
        start: () => start(app, panel, t),
        present: () => present(panel, t),
        slides: () => open(coreutils, app, panel, "deck"),
        handout: () => open(coreutils, app, panel, "handout"),
      });
      addCommands(app, palette, t, actsOf);
      app.docRegistry.addWidgetExtension(NOTEBOOK, {
        createNew: (/** @type {any} */ panel) => addTools(panel, Widget, tools(t, actsOf(panel)), () => mark(app)),
      });
      app.shell.currentChanged?.connect(() => mark(app));
    },
  };
}

/** Alt+P belongs to us only while one of our notebooks is in front. @param {any} app */
const mark = (app) => document.body.classList.toggle("ho-class", Boolean(app.shell.currentWidget?.hasClass?.(OURS)));

/** @param {any} app @param {any} palette @param {Record<string, string>} t @param {(panel: any) => Record<string, () => any>} actsOf */
function addCommands(app, palette, t, actsOf) {
  const current = () => (app.shell.currentWidget?.hasClass?.(OURS) ? app.shell.currentWidget : null);
  for (const name of ["start", "present", "slides", "handout"]) {
    const command = `week-twelve:${name}`;
    app.commands.addCommand(command, {
      label: t[name],
      caption: t[`${name}_title`],
      isEnabled: () => current() !== null,
      execute: () => actsOf(current())[name](),
    });
    palette?.addItem({ command, category: t.category });
  }
  app.commands.addKeyBinding({ command: "week-twelve:present", keys: ["Alt P"], selector: "body.ho-class" });
}

/**
 * Put our buttons before Lab's own as soon as the notebook is known to be ours, and take them away when it is not.
 * @param {any} panel @param {any} Widget @param {HTMLButtonElement[]} nodes @param {() => void} changed
 */
function addTools(panel, Widget, nodes, changed) {
  const items = nodes.map((node) => {
    const item = new Widget();
    item.addClass("ho-item");
    item.node.append(node);
    return item;
  });
  const look = () => {
    const ours = isOurs(panel);
    if (ours && !panel.hasClass(OURS)) items.forEach((item, place) => panel.toolbar.insertItem(place, `week-twelve-${place}`, item));
    if (!ours) for (const item of items) item.parent = null;
    panel.toggleClass(OURS, ours);
    changed();
  };
  // A control of a widget keeps its keys from Lab, so Alt+P is heard here too.
  panel.node.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyP" || !panel.hasClass(OURS)) return;
    event.preventDefault();
    nodes[1].click();
  });
  look();
  panel.context.ready.then(look);
  panel.context.saveState.connect((/** @type {any} */ _, /** @type {string} */ state) => state === "completed" && look());
  return { isDisposed: false, dispose: () => items.forEach((item) => item.dispose()) };
}
