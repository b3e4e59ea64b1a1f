// The query, step by step as src/search/query.rs tells, which is the reference; lists of both are equal.
// Only whole numbers and + − × ÷ in the order that is written there.
import { cyrillic, fold, isVowel, lower, splitText, stem, stops, swapAll, whole } from "./analysis.js";

const MOST_WORDS = 12;
const FULL = 16;
const ENOUGH = 10;
const LONGER = 8;
const UNFINISHED = 4;
const SAID = 4;
const tools = { cyrillic, fold, isSayable, isVowel, lower, splitText, stem, swapAll };
// White space as Unicode has it; \s is a little different.
const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const CLOSING = { '"': ['"'], "«": ["»"], "„": ["“"], "“": ["”"] };

/**
 * Answers `{ text, isExact, byDate, filters }`; filters is a Map from a facet to its values. The answer has `hits`, the
 * best first, `all`, the numbers of the hits before filtering, and `found`, the keys by the number of their word;
 * `shown()` gives what was searched for in place of the text, if that is something else.
 */
export async function search(index, query) {
  const found = await new Search(index, query).run(true);
  return found.isPhraseLost ? { ...(await new Search(index, query).run(false)), isPhraseLost: true } : found;
}

/** ⌊256 × log2((2N + 2) / (2·df + 1))⌋, by squaring. */
export function idf(n, df) {
  let x = (2 * n + 2) / (2 * df + 1);
  let log = 0;
  for (; x >= 2; x /= 2) log++;
  for (let i = 0; i < 8; i++) {
    x *= x;
    log *= 2;
    if (x >= 2) {
      x /= 2;
      log++;
    }
  }
  return log;
}

const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
const dfOf = (word) => sum(word.variants.map((it) => it.list.df));
const hasRest = (word) => word.variants.some((it) => it.list.hasRest);
const isUnknown = (word) => word.isRequired && !word.variants.length;
const flat = (text) => splitText(text).flat();
const hasWhole = (words, rows) => [...rows.values()].some((parts) => holdsAll(words, parts));
const holdsAll = (words, parts) => words.every((it, at) => !it.isRequired || parts[at] > 0);

class Search {
  constructor(index, query) {
    this.index = index;
    this.query = query;
    this.n = index.meta.dated + index.meta.undated;
  }

  async run(hasPhrases) {
    const { chunks, endsInWord } = chunksOf(this.query.text);
    if (!hasPhrases) for (const it of chunks) it.phrase = undefined;
    // Whatever is needed in any case is asked for at once.
    const filter = this.filter();
    filter.catch(() => {});
    const words = await this.meant(chunks, endsInWord);
    const takes = await filter;
    let rows = await this.scored(words, takes);
    const isWide = this.query.isExact || words.filter((it) => it.isRequired).length < 2 || hasWhole(words, rows);
    if (!isWide && (await (await this.guesses()).widen(words))) rows = await this.scored(words, takes);
    let hits = this.hits(words, rows);
    const isAll = !words.length && !chunks.length;
    if (isAll) hits = this.numbers().map((number) => ({ number, score: 0 }));
    const all = hits.map((it) => it.number);
    if (takes) hits = hits.filter((it) => takes(it.number));
    this.sort(hits, !words.length);
    const isPhrase = hits.length > 0 && chunks.some((it) => it.phrase !== undefined);
    if (isPhrase) hits = await (await import("./phrase.js")).inPhrases(this.index, { chunks, words, hits }, tools);
    const isPhraseLost = isPhrase && !hits.length;
    return {
      query: chunks.map((it) => it.typed).join(" "),
      shown: async () => this.guessing?.shownFor(chunks, words, hits),
      total: hits.length,
      isMore: words.some(hasRest),
      isPhraseLost,
      hits,
      all,
      words,
      found: new Map(words.flatMap((word, at) => word.variants.map((it) => [it.key, at]))),
    };
  }

  // Which documents pass the filters; what filters is fetched only for them.
  async filter() {
    if (!this.query.filters?.size) return undefined;
    return (await import("./filters.js")).filterOf(this.index, this.query.filters, fold);
  }

  // What corrects queries, fetched once there is need.
  async guesses() {
    const { Guesses } = await import("./guess.js");
    return (this.guessing ??= new Guesses(this, tools));
  }

  numbers() {
    const { dated, undated, base } = this.index.meta;
    return [...Array(dated).keys(), ...Array.from({ length: undated }, (_, at) => base + at)];
  }

  // Documents that hold some word, with what each word gives; rests of long lists are read as far as they matter.
  async scored(words, takes) {
    for (const word of words) {
      word.df = Math.min(dfOf(word), this.n);
      word.idf = idf(this.n, word.df);
    }
    const wanted = words.filter((it) => takes || this.query.byDate || it.phrase !== undefined);
    await Promise.all(wanted.map((it) => this.readRest(it)));
    const required = words.filter((it) => it.isRequired);
    const all = sum(required.map((it) => it.idf));
    for (;;) {
      const rows = rowsOf(words);
      let count = 0;
      for (const parts of rows.values()) if (holdsAll(words, parts)) count++;
      if (required.length < 2 || count >= ENOUGH) return rows;
      const may = required.filter((it) => hasRest(it) && 5 * it.idf >= all);
      if (!may.length) return rows;
      await this.readRest(may.reduce((a, b) => (b.df < a.df ? b : a)));
    }
  }

  async readRest(word) {
    await Promise.all(word.variants.filter((it) => it.list.hasRest).map(async (variant) => {
      const { documents, impacts, df } = variant.list;
      const rest = (await this.index.rest(variant.key)) ?? { documents: [], impacts: [] };
      const joined = [...documents.keys()].map((at) => [documents[at], impacts[at]]);
      rest.documents.forEach((number, at) => joined.push([number, rest.impacts[at]]));
      joined.sort((a, b) => a[0] - b[0]);
      variant.list = { documents: joined.map((it) => it[0]), impacts: joined.map((it) => it[1]), df, hasRest: false };
      variant.list.df = joined.length;
    }));
  }

  hits(words, rows) {
    const all = sum(words.filter((it) => it.isRequired).map((it) => it.idf));
    const held = new Map();
    let most = 0;
    for (const [number, parts] of rows) {
      let h = 0;
      for (let at = 0; at < words.length; at++) if (words[at].isRequired && parts[at] > 0) h += words[at].idf;
      held.set(number, h);
      most = Math.max(most, h);
    }
    const hits = [];
    for (const [number, parts] of rows) {
      const h = held.get(number);
      if (!h || 2 * h < most) continue;
      hits.push({ number, score: (sum(parts) * h * h) / (all * all) * (64 + this.bonus(number)) / 64 });
    }
    return hits;
  }

  bonus(number) {
    const { months, dated } = this.index.meta;
    if (number >= dated) return 4;
    let at = months.length - 2;
    while (at > 0 && months[at + 1] > number) at -= 2;
    return Math.max(0, 8 - Math.floor((months.at(-2) - months[at]) / 6));
  }

  sort(hits, hasNoWords) {
    const { dated } = this.index.meta;
    const byDate = this.query.byDate || hasNoWords;
    const age = (number) => (number < dated ? -number : number);
    hits.sort((a, b) => (byDate ? 0 : b.score - a.score) || (b.number < dated) - (a.number < dated) || age(a.number) - age(b.number));
  }

  // ---- What was meant

  async meant(chunks, endsInWord) {
    const isCorrected = !this.query.isExact;
    if (isCorrected && (await this.isStrange(chunks))) await (await this.guesses()).otherLayouts(chunks);
    let words = splitWords(chunks, endsInWord);
    await Promise.all(words.map(async (word) => {
      word.variants = await this.variants([[word.key, FULL]]);
      const isOtherFirst = chunks.some((it) => it.isOther) && !chunks[word.chunk].isOther;
      if (isCorrected && word.variants.length && /^[a-z]+$/.test(word.text)) await (await this.guesses()).alsoLatin(word);
      if (isCorrected && isUnknown(word)) await (await this.guesses()).guess(word, isOtherFirst);
    }));
    words = words.filter((it) => it.isRequired || it.variants.length);
    if (isCorrected) {
      await this.goOn(words);
      await this.synonyms(words);
    }
    return words;
  }

  // Those of the keys that are known.
  async variants(keys) {
    const all = keys.map(async ([key, weight]) => ({ key, weight, list: await this.index.list(key) }));
    return (await Promise.all(all)).filter((it) => it.list);
  }

  // Whether something may be wrong with a query: what cannot be said is not even looked for.
  async isStrange(chunks) {
    const texts = chunks.map((it) => it.text).filter((it) => flat(it).length);
    if (texts.some((it) => !isSayable(it))) return true;
    return (await Promise.all(texts.map((it) => this.isKnown(it)))).includes(false);
  }

  /** Whether a text has words, each of which is in some document or a stop word. */
  async isKnown(text) {
    const words = flat(text);
    const lists = await Promise.all(words.map((it) => this.index.list(stem(it))));
    return words.length > 0 && words.every((it, at) => lists[at] || stops.has(it));
  }

  // The last word may not be typed to its end, though it is known as it is.
  async goOn(words) {
    const last = words.find((it) => it.isLast && !it.isGuess && it.variants.length);
    const n = this.index.beginning;
    if (!last || last.key.slice(0, n) !== last.text.slice(0, n)) return;
    const longer = (await this.index.beside(last.text)).filter((it) => it.key.length > last.text.length && it.key.startsWith(last.text));
    longer.sort((a, b) => b.size - a.size || (a.key < b.key ? -1 : 1));
    await this.add(last, longer.slice(0, LONGER).map((it) => [it.key, UNFINISHED]), 1);
  }

  async add(word, found, part) {
    const fresh = found.filter(([key]) => word.variants.every((it) => it.key !== key));
    word.variants.push(...(await this.variants(fresh.map(([key, weight]) => [key, Math.floor(weight / part)]))));
  }

  async synonyms(words) {
    for (const [from, to, weight] of this.index.meta.synonyms) {
      const isAt = (at) => from.every((key, i) => words[at + i]?.isRequired && words[at + i].key === key);
      const at = words.findIndex((_, place) => isAt(place));
      if (at >= 0) await this.add(words[at], to.map((key) => [key, weight]), 1);
    }
  }
}

// Whether each word could be said: not too many consonants in a row, and a vowel among seven letters.
function isSayable(text) {
  return flat(text).every((word) => {
    const letters = word.replace(/[0-9]/g, "");
    const vowels = letters.split("").filter((it) => isVowel(it) || "aeiouy".includes(it)).length;
    const runs = word.split(/[0-9аеиоуыэюяaeiouy]/);
    return letters.length <= SAID || (runs.every((it) => it.length <= SAID + 1) && 7 * vowels >= letters.length);
  });
}

// Documents with what each word gives.
function rowsOf(words) {
  const rows = new Map();
  words.forEach((word, at) => {
    for (const { list, weight } of word.variants) {
      for (let i = 0; i < list.documents.length; i++) {
        const number = list.documents[i];
        let parts = rows.get(number);
        if (!parts) rows.set(number, (parts = new Array(words.length).fill(0)));
        parts[at] = Math.max(parts[at], weight * list.impacts[i] * word.idf);
      }
    }
  });
  return rows;
}

// Pieces between spaces, those in quotes with the number of their phrase; whether the text ends in a word.
function chunksOf(text) {
  const chunks = [];
  const add = (piece, phrase) => {
    for (const it of piece.split(SPACES)) if (it) chunks.push({ text: it, typed: it, phrase, isOther: false });
  };
  let rest = text;
  for (let phrases = 0; ; ) {
    const open = rest.search(/["«„“]/);
    if (open < 0) break;
    add(rest.slice(0, open));
    const after = rest.slice(open + 1);
    const ends = CLOSING[rest[open]].map((it) => after.indexOf(it)).filter((it) => it >= 0);
    rest = after;
    if (!ends.length) continue;
    const end = Math.min(...ends);
    add(after.slice(0, end), phrases++);
    rest = after.slice(end + 1);
  }
  add(rest);
  return { chunks, endsInWord: splitText([...text].at(-1) ?? "").length > 0 };
}

function splitWords(chunks, endsInWord) {
  let words = [];
  const add = (chunk, text, isRequired) => {
    const key = stem(text);
    if (words.some((it) => it.key === key)) return;
    const phrase = isRequired ? chunks[chunk].phrase : undefined;
    words.push({ text, key, chunk, isRequired, phrase, isLast: false, variants: [], df: 0, idf: 0, isGuess: false });
  };
  chunks.forEach((chunk, at) => {
    for (const parts of splitText(chunk.text)) {
      for (const it of parts) add(at, it, true);
      const joined = whole(parts);
      if (joined !== undefined) add(at, joined, false);
    }
  });
  const last = words.findLast((it) => it.isRequired);
  if (last) last.isLast = endsInWord && last.chunk + 1 === chunks.length && last.phrase === undefined;
  if (words.some((it) => it.isRequired && !stops.has(it.text))) words = words.filter((it) => !stops.has(it.text));
  return words.slice(0, MOST_WORDS);
}
