// The files of the index, read as src/search/wire.rs tells; nothing else knows their bytes.

/** A file that is not there, or that does not hold what it should. */
export class Fault extends Error {}

// Reads bytes from the front; whoever reads beyond their end has a damaged file.
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  get isAtEnd() {
    return this.at >= this.bytes.length;
  }
  inner() {
    return new Reader(this.take(this.varint()));
  }
  varint() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      if (this.at >= this.bytes.length || scale > 2 ** 35) throw new Fault("damaged");
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }
  take(count) {
    if (this.at + count > this.bytes.length) throw new Fault("damaged");
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }
}

const decoder = new TextDecoder("utf-8", { fatal: true });
function text(bytes) {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Fault("damaged");
  }
}

function json(bytes) {
  try {
    return JSON.parse(text(bytes));
  } catch {
    throw new Fault("damaged");
  }
}

// Front-coded lines: what each shares with the one before, `skip` characters of its own, and the rest.
function lines(bytes, skip, give) {
  let entry = "";
  for (const line of text(bytes).split("\n")) {
    if (!line) continue;
    const shared = line.charCodeAt(0) - 48;
    if (!(shared >= 0 && shared <= entry.length)) throw new Fault("damaged");
    entry = entry.slice(0, shared) + line.slice(1 + skip);
    give(entry, line.charCodeAt(1) - 48);
  }
}

/** The file of a text: FNV-1a, well shaken. */
export function hash(key) {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(key)) h = Math.imul(h ^ byte, 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

// One list: documents in order, their impacts, the number of documents of the whole.
function list(reader) {
  const head = reader.varint();
  const n = Math.floor(head / 2);
  const df = head % 2 ? reader.varint() : n;
  const documents = new Array(n);
  for (let i = 0, number = 0; i < n; i++) documents[i] = number += reader.varint();
  const halves = reader.take((n + 1) >> 1);
  const impacts = documents.map((_, i) => (i & 1 ? halves[i >> 1] >> 4 : halves[i >> 1] & 15) + 1);
  return { documents, impacts, df, hasRest: head % 2 === 1 };
}

/** The lists of a shard by their keys. */
export function shard(bytes) {
  const reader = new Reader(bytes);
  const count = reader.varint();
  const keys = [];
  lines(reader.take(reader.varint()), 0, (key) => keys.push(key));
  if (keys.length !== count) throw new Fault("damaged");
  return new Map(keys.map((key) => [key, list(reader)]));
}

function lexicon(bytes) {
  const entries = [];
  lines(bytes, 1, (key, size) => entries.push({ key, size }));
  return entries;
}

/**
 * The index behind `load(name)`, which gives the bytes of a file of `/search/` or throws a Fault; each is asked for
 * once. A name that begins with `/` is the address of a page.
 */
export class Index {
  constructor(load, meta) {
    this.load = load;
    this.meta = meta;
    this.files = new Map();
  }

  /** Reads `meta.json`; no other name is known beforehand. */
  static async open(load) {
    const meta = json(await load("meta.json"));
    if (meta?.format !== 1) throw new Fault("format");
    return new Index((name) => load(name.startsWith("/") ? name : `${name}?v=${meta.version}`), meta);
  }

  file(name, read) {
    if (!this.files.has(name)) {
      const file = this.load(name).then(read);
      // What failed may be there the next time.
      file.catch(() => this.files.delete(name));
      this.files.set(name, file);
    }
    return this.files.get(name);
  }

  /** Letters by which keys share a shard. */
  get beginning() {
    return this.meta.shards < 4096 ? 4 : 5;
  }

  shardOf(key) {
    return this.file(`t/${hash(key.slice(0, this.beginning)) & (this.meta.shards - 1)}.bin`, shard);
  }

  /** The list of a key, or undefined. */
  async list(key) {
    return (await this.shardOf(key)).get(key);
  }

  /** The keys that begin as a word does, as far as shards go, as the lexicon has them; none where it is too short. */
  async beside(word) {
    if (word.length < this.beginning) return [];
    const beginning = word.slice(0, this.beginning);
    const lists = [...(await this.shardOf(word))].filter(([key]) => key.startsWith(beginning) && !/^[0-9]+$/.test(key));
    return lists.map(([key, { df }]) => ({ key, size: 31 - Math.clz32(df || 1) }));
  }

  /** What a long list has beside its top. */
  async rest(key) {
    return (await this.file(`r/${hash(key) & (this.meta.rests - 1)}.bin`, shard)).get(key);
  }

  /** Keys with the size of their lists: `l` by their first two units, `b` by their last two, `new` for those of late. */
  lexicon(folder, two) {
    const name = folder === "new" ? "new.txt" : `${folder}/${hash(two) & (this.meta.lexicons - 1)}.txt`;
    return this.file(name, lexicon);
  }

  /** What is shown of a document: [url, title, summary, date, type, region]. */
  async card(number) {
    const card = (await this.file(`c/${number >> 3}.json`, json))[number];
    if (!card) throw new Fault("damaged");
    return card;
  }

  /** The text of a page. */
  async page(url) {
    return text(await this.load(url));
  }

  /** The facets with their values. */
  facets() {
    return this.file("facets.json", json);
  }

  /** What `read` makes of a file of numbers. */
  numbers(name, read) {
    return this.file(name, (bytes) => read(new Reader(bytes)));
  }
}
