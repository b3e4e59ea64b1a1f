// Words that were found, marked in titles and texts.
import { keys, splitText } from "./analysis.js";

const WORD = /[\p{L}\p{N}\p{M}\u00ad]+/gu;

const known = new Map();
function keysOf(word) {
  if (!known.has(word)) known.set(word, splitText(word).flatMap((parts) => keys(parts)));
  return known.get(word);
}

/** Places of a text where a word of the query stands: [from, to, which]. */
export function places(text, found) {
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
