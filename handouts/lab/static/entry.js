// @ts-check
// What JupyterLab loads first: a module-federation container by hand, so that nothing has to be built.
// The folder that this file is installed in is named after the content of all files beside it, since Lab lets browsers
// keep them for a year.
(() => {
  const here = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  /** @type {Record<string, Record<string, {get: () => Promise<() => any>, loaded?: unknown}>>} */
  let scope = {};

  /** A module that Lab shares with its extensions. @param {string} name */
  const shared = async (name) => {
    const versions = Object.values(scope[name] ?? {});
    const found = versions.find(({ loaded }) => loaded) ?? versions[0];
    if (!found) throw new Error(`JupyterLab does not share ${name}.`);
    return (await found.get())();
  };

  const page = /** @type {any} */ (window);
  (page._JUPYTERLAB ??= {})["week-twelve"] = {
    init: async (/** @type {typeof scope} */ given) => {
      scope = given;
    },
    get: async () => {
      const { make } = await import(new URL("plugin.js", here).href);
      const plugin = await make(shared, new URL("./", here));
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
