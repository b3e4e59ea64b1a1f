// Words that were found, marked in titles and in the best place of a page.
import { keys, splitText } from "./analysis.js";

const WORD = /[\p{L}\p{N}\p{M}\u00ad]+/gu;
const WINDOW = 220;

const known = new Map();
function keysOf(word) {
  if (!known.has(word)) known.set(word, splitText(word).flatMap((parts) => keys(parts)));
  return known.get(word);
}

// Places of a text where a word of the query stands: [from, to, which].
function places(text, found) {
  const all = [];
  for (const match of text.matchAll(WORD)) {
    const key = keysOf(match[0]).find((it) => found.has(it));
    if (key !== undefined) all.push([match.index, match.index + match[0].length, found.get(key)]);
  }
  return all;
}

/** The text with its found words in <mark>; `found`: key → number of the word. */
export function marked(text, found) {
  const out = document.createDocumentFragment();
  let at = 0;
  for (const [from, to] of places(text, found)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(from, to);
    out.append(text.slice(at, from), mark);
    at = to;
  }
  out.append(text.slice(at));
  return out;
}

/** Whether texts hold every word of the query, so that nothing better has to be looked for. */
export function isWhole(text, found) {
  return new Set(places(text, found).map((it) => it[2])).size >= new Set(found.values()).size;
}

/** The text of a page, by blocks: its article, or what its <main> holds. */
export function blocks(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const main = page.querySelector("main article") ?? page.querySelector("main");
  for (const it of main?.querySelectorAll("nav, script, h1, [aria-hidden], .visually-hidden") ?? []) it.remove();
  const all = [...(main?.querySelectorAll("p, li, dd, td, blockquote, figcaption, h2, h3") ?? [])];
  return all
    .filter((it) => !it.querySelector("p, li, td"))
    .map((it) => it.textContent.replace(/\s+/g, " ").trim())
    .filter((it) => it);
}

/** The window with the most different words, or undefined if none holds any. */
export function bestWindow(texts, found) {
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
