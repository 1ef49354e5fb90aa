// Unpacks what brings a page to life and hands over to the host (host.js), which is packed too.
(async (root) => {
  const started = performance.now();
  root.dataset.starting = ""; // meanwhile the plain forms need no layout; whatever fails shows its own again

  // Base 85 as Python writes it, but with / for <: five letters for four bytes.
  const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;/=>?@^_`{|}~";
  const digits = Object.fromEntries([...LETTERS].map((letter, digit) => [letter.charCodeAt(0), digit]));
  function packed(text) {
    const whole = new DataView(new ArrayBuffer(Math.ceil(text.length / 5) * 4));
    for (let at = 0; at < text.length; at += 5) {
      let word = 0;
      for (let place = at; place < at + 5; place += 1) word = word * 85 + (digits[text.charCodeAt(place)] ?? 84);
      whole.setUint32((at / 5) * 4, word);
    }
    return new Uint8Array(whole.buffer, 0, Math.floor((text.length * 4) / 5));
  }
  const unzip = (data) => new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).text();

  const block = document.getElementById("handout-state");
  const page = JSON.parse(await unzip(packed(block.textContent)));
  const sheet = document.getElementById("handout-style"); // until now only what the plain page needs
  const plain = sheet.textContent.trim();
  sheet.textContent = page.style.map((part) => (typeof part === "string" ? part : plain.slice(...part))).join("");

  const keys = {}; // of modules, by the address that their faults name
  async function run(source, key) {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    keys[url] = key;
    const module = await import(url);
    URL.revokeObjectURL(url);
    return module;
  }

  const { bringToLife } = await run(page.host);
  await bringToLife(root, page, { keys, run, failure: block.dataset.failure, started });
})(document.documentElement).catch((error) => {
  delete document.documentElement.dataset.starting;
  throw error;
});
