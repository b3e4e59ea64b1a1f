// The lexicon: which keys an unknown word may stand for, as src/search/query/find.rs tells; `tools` are those of
// analysis.js.

const NEARBY = 5;
const AWAY = 2;
const FARTHER = 3;
const BEGINNING = 15;
const LIKELY = 8;
const SURE = 11;
const LONG = 6;

// What may have been meant, as it is found.
class Finds {
  constructor(form, isLast, { fold, stem }) {
    this.stem = stem;
    this.word = fold(form);
    this.key = stem(this.word);
    this.isLast = isLast;
    this.all = new Map();
  }

  // From the shard of the word, which has been fetched.
  async beside(index) {
    this.add(await index.beside(this.word));
    return this;
  }

  add(entries, weigh = (entry) => weightOf(this, entry)) {
    for (const it of entries) {
      const weight = this.all.has(it.key) ? 0 : weigh(it.key);
      if (weight) this.all.set(it.key, { ...it, weight });
    }
  }

  has(weight) {
    return [...this.all.values()].some((it) => it.weight >= weight);
  }

  best(most) {
    const all = [...this.all.values()].sort((a, b) => b.weight - a.weight || b.size - a.size || (a.key < b.key ? -1 : 1));
    return all.filter((it) => it.weight + FARTHER >= all[0].weight).slice(0, most).map((it) => [it.key, it.weight]);
  }
}

/** Pairs of key and weight for a form of a word, the best first; its own key is none. */
export async function find(index, form, isLast, tools) {
  const found = new Finds(form, isLast, tools);
  const { word, key } = found;
  const n = word.length;
  if (n < 2 || /^[0-9]+$/.test(word) || (n < 4 && !isLast)) return [];
  await found.beside(index);
  if (found.has(SURE)) return found.best(NEARBY);
  const heads = async () => found.add(await index.lexicon("l", word.slice(0, 2)));
  const tails = async () => n < 4 || key.length < 2 || found.add(await index.lexicon("b", key.slice(-2)), (it) => slip(found, it));
  // The one more likely to tell the key first.
  const ways = key.length >= LONG ? [tails, heads] : [heads, tails];
  // Where all documents are settled, no key is new.
  const { settled, dated } = index.meta;
  if (settled < dated) ways.push(async () => found.add(await index.lexicon("new")));
  for (const look of ways) {
    await look();
    if (found.has(LIKELY)) break;
  }
  return found.best(AWAY);
}

/** The same of those that stand beside the word; nothing that is a mere slip away from a short one. */
export async function findBeside(index, form, isLast, tools) {
  const found = (await new Finds(form, isLast, tools).beside(index)).best(NEARBY);
  return found.filter(([, weight]) => form.length >= LONG || weight === BEGINNING);
}

// How likely an entry was meant; 0 for not at all.
function weightOf({ word, key, isLast, stem }, entry) {
  const [n, m] = [word.length, entry.length];
  if (entry === key) return 0;
  if (isLast && entry.startsWith(word) && (n >= 3 || m <= 4)) return BEGINNING;
  const weight = slip({ word, key, stem }, entry);
  if (weight >= 12) return weight;
  if (n >= 5 && m >= 4 && n - m <= 3 && word.startsWith(entry)) return 11;
  if (weight) return weight;
  let shared = 0;
  while (shared < n && word[shared] === entry[shared]) shared++;
  return n >= 4 && shared >= 4 && shared + 4 >= n && shared + 3 >= m ? 6 : 0;
}

// The weight of an entry that is a slip away.
function slip({ word, key, stem }, entry) {
  const [n, m] = [word.length, entry.length];
  const limit = n >= 8 ? 2 : 1;
  if (n < 4 || m < 3 || (m < 4 && n > 4) || entry === key || m > n + limit || m + 4 + limit < n) return 0;
  let least = limit + 1;
  if (key.length >= 4 && distances(entry, key, limit)) least = Math.min(least, last[key.length]);
  if (distances(entry, word, limit)) {
    // The row is written anew by nobody before it was looked at.
    for (let at = n - 4; at <= n; at++) {
      if (last[at] < least && stem(entry + word.slice(at)) === entry) least = last[at];
    }
  }
  return least > limit ? 0 : 16 - 4 * least;
}

// Rows of the table of distances, used again and again; a word has at most 48 letters.
let [before, last, row] = [0, 0, 0].map(() => new Uint8Array(64));

// Distances between an entry and the first 0, 1, 2 … letters of a word, in `last`: letters put in, left out, replaced,
// swapped. False as soon as nothing within the limit can come of it.
function distances(entry, word, limit) {
  for (let j = 0; j <= word.length; j++) last[j] = j;
  let wasFar = false;
  for (let i = 0; i < entry.length; i++) {
    row[0] = i + 1;
    let nearest = i + 1;
    for (let j = 0; j < word.length; j++) {
      let least = Math.min(last[j] + (entry[i] === word[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1);
      if (i > 0 && j > 0 && entry[i] === word[j - 1] && entry[i - 1] === word[j]) least = Math.min(least, before[j - 1] + 1);
      row[j + 1] = least;
      nearest = Math.min(nearest, least);
    }
    [before, last, row] = [last, row, before];
    if (nearest > limit && wasFar) return false;
    wasFar = nearest > limit;
  }
  return true;
}
