// Phrases: whether words stand side by side, as the pages themselves say; fetched once a query has a phrase. `tools` are
// those of analysis.js.
const PAGES = 40;

/** The hits that hold every phrase. */
export async function inPhrases(index, { chunks, words, hits }, { splitText, stem }) {
  const keysOf = (text) => splitText(text).flat().map(stem);
  const phrases = phrasesOf(chunks).map(keysOf).filter((it) => it.length);
  if (!phrases.length) return hits;
  const required = words.filter((it) => it.phrase !== undefined);
  const sets = required.map((word) => new Set(word.variants.flatMap((it) => it.list.documents)));
  const some = hits.filter((hit) => sets.every((it) => it.has(hit.number))).slice(0, PAGES);
  const held = await Promise.all(some.map(async (hit) => {
    const [url] = await index.card(hit.number);
    const text = `\n${keysOf(bodyOf(await index.page(url))).join("\n")}\n`;
    return phrases.every((it) => text.includes(`\n${it.join("\n")}\n`));
  }));
  return some.filter((_, at) => held[at]);
}

// The text of each phrase; stop words too.
function phrasesOf(chunks) {
  const phrases = new Map();
  for (const it of chunks) {
    if (it.phrase !== undefined) phrases.set(it.phrase, `${phrases.get(it.phrase) ?? ""} ${it.text}`);
  }
  return [...phrases.values()];
}

// The text of an article's page: tags and references are spaces.
function bodyOf(page) {
  const start = Math.max(0, page.indexOf("<article"));
  const end = page.lastIndexOf("</article>");
  return page.slice(start, end > start ? end : page.length).replace(/<[^>]*(>|$)|&[^;]*(;|$)/g, " ");
}
