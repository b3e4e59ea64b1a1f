// What the search of a built site costs a visitor: bytes (gzip) and requests until the first results of a query, for who
// comes anew and for who has asked before, and the work in Node. Scripts of the theme are told apart.
//
//   node tests/browser/search-bytes.mjs FOLDER QUERIES
//
// FOLDER holds the built site, QUERIES a query a line. It measures and judges nothing: no test runs it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { gzipSync } from "node:zlib";

import { search } from "../../themes/svod/js/query.js";
import { Index } from "../../themes/svod/js/wire.js";
import { loader } from "./search-equal.mjs";

/** Cards of the first hits, which the page shows before all others. */
const FIRST = 3;

const [folder, file] = process.argv.slice(2);
const { root } = JSON.parse(readFileSync(join(folder, "search/meta.json"), "utf8"));
const packed = new Map();
const sizeOf = (path, bytes) => {
  if (!packed.has(path)) packed.set(path, gzipSync(bytes, { level: 9 }).length);
  return packed.get(path);
};

// Asks; gives what was fetched for it.
async function cost(index, counted, text) {
  counted.bytes = counted.requests = 0;
  const begun = performance.now();
  const answer = await search(await index, { text, filters: new Map() });
  const time = performance.now() - begun;
  await Promise.all(answer.hits.slice(0, FIRST).map(async (it) => (await index).card(it.number)));
  return { bytes: counted.bytes, requests: counted.requests, time };
}

function opened() {
  const counted = { bytes: 0, requests: 0 };
  const told = (path, bytes) => {
    counted.bytes += sizeOf(path, bytes);
    counted.requests += 1;
  };
  return { counted, open: () => Index.open(loader(folder, root, told)) };
}

const queries = readFileSync(file, "utf8").split("\n").filter((it) => it.trim());
const [cold, next] = [[], []];
const again = opened();
const known = await again.open();
for (const text of queries) {
  const anew = opened();
  const index = await anew.open();
  const first = { ...anew.counted };
  const of = await cost(index, anew.counted, text);
  cold.push({ ...of, bytes: of.bytes + first.bytes, requests: of.requests + first.requests });
  next.push(await cost(known, again.counted, text));
}
const at = (rows, key, part) => {
  const all = rows.map((it) => it[key]).sort((a, b) => a - b);
  return all[Math.min(all.length - 1, Math.floor(all.length * part))].toFixed(1).replace(/\.0$/, "");
};
for (const [name, rows] of Object.entries({ cold, next })) {
  const told = ["bytes", "requests", "time"].map((it) => `${it} ${at(rows, it, 0.5)}, p95 ${at(rows, it, 0.95)}`);
  console.log(`${name}: ${told.join("; ")}`);
}
const scripts = readdirSync(join(folder, "js")).filter((it) => it.endsWith(".js"));
for (const it of scripts) console.log(`${it}: ${gzipSync(readFileSync(join(folder, "js", it)), { level: 9 }).length}`);
