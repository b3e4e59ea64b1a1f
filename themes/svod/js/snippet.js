// The best place of a page that was found, fetched with the page itself; `core` is what search.js exports.
const WINDOW = 220;

// The text of a page, by blocks: its article, or what its <main> holds.
function blocks(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main article") ?? page.querySelector("main");
  for (const it of main?.querySelectorAll("nav, script, h1, [aria-hidden], .visually-hidden") ?? []) it.remove();
  const all = [...(main?.querySelectorAll("p, li, dd, td, blockquote, figcaption, h2, h3") ?? [])];
  return all
    .filter((it) => !it.querySelector("p, li, td"))
    .map((it) => it.textContent.replace(/\s+/g, " ").trim())
    .filter((it) => it);
}

// The window with the most different words, or undefined if none holds any.
function bestWindow(texts, found, { places }) {
  let best = { count: 0 };
  for (const text of texts) {
    const all = places(text, found);
    for (const [from] of all) {
      const inside = all.filter((it) => it[0] >= from && it[1] <= from + WINDOW - 40);
      const count = new Set(inside.map((it) => it[2])).size;
      if (count > best.count) best = { count, text, from };
    }
  }
  if (!best.count) return undefined;
  const { text } = best;
  if (text.length <= WINDOW) return text;
  let from = Math.max(0, Math.min(best.from - 40, text.length - WINDOW));
  let to = Math.min(text.length, from + WINDOW);
  if (from) from = text.indexOf(" ", from) + 1;
  if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 1);
  return (from ? "…" : "") + text.slice(from, to) + (to < text.length ? "…" : "");
}

const pages = new Map();
const seen = new IntersectionObserver((entries) => {
  for (const it of entries.filter((entry) => entry.isIntersecting)) {
    seen.unobserve(it.target);
    fill(it.target, pages.get(it.target));
  }
});

/** Once the row is seen, the best place of its page stands for the summary. */
export function snippet(text, url, found, core) {
  if (navigator.connection?.saveData) return;
  pages.set(text, { url, found, core });
  seen.observe(text);
}

const texts = new Map();
async function fill(text, { url, found, core }) {
  pages.delete(text);
  try {
    if (!texts.has(url)) texts.set(url, fetch(url).then((it) => (it.ok ? it.text() : "")).then(blocks));
    const best = bestWindow(await texts.get(url), found, core);
    if (best) text.replaceChildren(core.marked(best, found));
  } catch {
    texts.delete(url);
  }
}
