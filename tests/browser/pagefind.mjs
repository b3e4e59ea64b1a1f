// Pagefind over the same documents, for the table in the guide of the administrator: quality by kind, and bytes (gzip),
// requests and time until the first results for who comes anew.
//
//   npx pagefind --site FOLDER --force-language ru
//   node tests/browser/pagefind.mjs FOLDER QUERIES MAP [--cost]
//
// FOLDER is a built site with Pagefind's index in it; QUERIES has lines of query, kind and relevant documents, parted by
// tabs, the first line told of; MAP is JSON from addresses to documents; with --cost the quality is left out.
// RESULTS of the environment: how many results are the first ones (1, as search-bytes.mjs counts them). It measures and judges nothing: no test runs it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { served } from "./served.mjs";

const [given, file, mapFile, ...options] = process.argv.slice(2);
const SAMPLE = 31;
const RESULTS = Number(process.env.RESULTS ?? 1);
const documents = JSON.parse(readFileSync(mapFile, "utf8"));
const rows = readFileSync(file, "utf8").split("\n").slice(1).filter(Boolean).map((it) => it.split("\t"));
const { folder, origin, close } = await served(given);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });

async function opened() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${origin}/`);
  return page;
}

const ask = (page, text, most) => page.evaluate(async ([text, most]) => {
  const begun = performance.now();
  const pagefind = await import("/pagefind/pagefind.js");
  const { results } = await pagefind.search(text);
  const found = await Promise.all(results.slice(0, most).map((it) => it.data()));
  return { urls: found.map((it) => it.url), time: performance.now() - begun };
}, [text, most]);

const groups = {};
const page = await opened();
for (const [text, kind, relevant] of options.includes("--cost") ? [] : rows) {
  const wanted = new Set(relevant.split(","));
  const { urls } = await ask(page, text, 10);
  const place = urls.findIndex((it) => wanted.has(documents[it]));
  for (const name of ["all", kind]) {
    const it = (groups[name] ??= { n: 0, first: 0, five: 0, mrr: 0, empty: 0 });
    it.n += 1;
    it.first += place === 0;
    it.five += place >= 0 && place < 5;
    it.mrr += place >= 0 ? 1 / (place + 1) : 0;
    it.empty += !urls.length;
  }
}
for (const [name, it] of Object.entries(groups)) {
  const parts = ["first", "five", "mrr", "empty"].map((key) => `${key} ${(it[key] / it.n).toFixed(3)}`);
  console.log(`${name} (${it.n}): ${parts.join(", ")}`);
}
const costs = [];
for (const [text] of rows.filter((_, at) => at % SAMPLE === 0)) {
  const anew = await opened();
  // Its worker asks, too, and is not in the page's own list.
  const files = [];
  anew.context().on("request", (it) => files.push(new URL(it.url()).pathname));
  const { time } = await ask(anew, text, RESULTS);
  const bytes = files.map((it) => {
    const own = readFileSync(join(folder, decodeURIComponent(it)));
    // Most of them are packed already.
    return Math.min(own.length, gzipSync(own).length);
  });
  costs.push({ bytes: bytes.reduce((a, b) => a + b, 0), requests: files.length, time: Math.round(time) });
  await anew.context().close();
}
for (const key of ["bytes", "requests", "time"]) {
  const all = costs.map((it) => it[key]).sort((a, b) => a - b);
  console.log(`${key}: median ${all[all.length >> 1]}, p95 ${all[Math.floor(all.length * 0.95)]}`);
}
await browser.close();
close();
