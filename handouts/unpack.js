// Unpacks what brings a page to life and hands over to the host (host.js), which is packed too.
(async (root) => {
  const started = performance.now();
  root.dataset.starting = ""; // meanwhile the plain forms need no layout; whatever fails shows its own again

  // Base 91: two letters for 13 bits, one for the last 6 or fewer; from # on, without <.
  function packed(text) {
    const data = new Uint8Array(Math.floor(((text.length >> 1) * 13 + (text.length & 1) * 6) / 8));
    const digit = (at) => text.charCodeAt(at) - (text[at] > "<" ? 36 : 35);
    let [held, bits, to] = [0, 0, 0];
    for (let at = 0; at < text.length; at += 2) {
      const two = at + 1 < text.length;
      held |= (digit(at) + (two && 91 * digit(at + 1))) << bits;
      for (bits += two ? 13 : 6; bits > 7; bits -= 8) {
        data[(to += 1) - 1] = held; // its last 8 bits
        held >>= 8;
      }
    }
    return data;
  }
  const unzip = (data) => new Response(new Blob([data]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

  const own = (name) => document.getElementById(`handout-${name}`);
  if (!own("state")) await new Promise((go) => addEventListener("DOMContentLoaded", go)); // a deck says at its head that it starts
  const [block, sheet] = [own("state"), own("style")]; // the styles so far: only what the plain page needs
  const open = new TextEncoder().encode(sheet.textContent + document.body.textContent);

  // What the page says already, or what stood before, is told by its place: so far to skip, so much to take.
  function whole(data) {
    const [said, sum, length, skips, counts] = JSON.parse(new TextDecoder().decode(data.subarray(0, data.indexOf(10))));
    const text = new Uint8Array(said + length);
    text.set(open.subarray(0, said));
    let [low, high] = [1, 0];
    for (let at = 0; at < said; at += 1) high = (high + (low = (low + text[at]) % 65521)) % 65521;
    if (high * 65536 + low !== sum) throw new Error("The text of this page has been changed, so its parts stay plain.");
    let [from, to, at] = [data.indexOf(10) + 1, said, 0];
    counts.forEach((count, number) => {
      const end = data.indexOf(10, from);
      text.set(data.subarray(from, end), to);
      to += end - from;
      from = end + 1;
      at += skips[number];
      text.copyWithin(to, at, (at += count));
      to += count;
    });
    text.set(data.subarray(from), to);
    return new TextDecoder().decode(text.subarray(said));
  }

  const page = JSON.parse(whole(new Uint8Array(await unzip(packed(block.textContent)))));
  sheet.textContent = page.style;

  const keys = {}; // of modules, by the address that their faults name
  async function run(source, key) {
    const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    keys[url] = key;
    const module = await import(url);
    URL.revokeObjectURL(url);
    return module;
  }

  const [{ bringToLife }, deck] = await Promise.all([run(page.host), page.engine && run(page.engine)]);
  await bringToLife(root, page, { deck, keys, run, failure: block.dataset.failure, started });
})(document.documentElement).catch((error) => {
  delete document.documentElement.dataset.starting;
  throw error;
});
