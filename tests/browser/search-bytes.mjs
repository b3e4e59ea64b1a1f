// What the search of a built site costs a visitor until the first results of a query: bytes (gzip), requests and round
// trips, one after the other, by kind of query; for who comes anew to the page of the search (with the page itself, its
// style sheet and search.js, but without guess.js, which words that are guessed ask for), and for who has asked before. Then the bytes of a posting.
//
//   node tests/browser/search-bytes.mjs FOLDER QUERIES [--browser]
//
// FOLDER holds the built site; QUERIES a query a line, with its kind after a tab if it has one. With --browser each
// query is answered in Chromium, too, from files that are at hand: the time is work, not network. It measures and judges
// nothing: no test runs it.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { search } from "../../themes/svod/js/query.js";
import { Index, shard } from "../../themes/svod/js/wire.js";
import { loader } from "./search-equal.mjs";

/** Cards that are waited for: page.js shows the best hit before all others; RESULTS of the environment asks for more. */
const FIRST = Number(process.env.RESULTS ?? 1);
/** One query in so many is asked by a visit in Chromium. */
const EVERY = 19;

const [folder, file, ...options] = process.argv.slice(2);
const { root } = JSON.parse(readFileSync(join(folder, "search/meta.json"), "utf8"));
const packed = new Map();
function sizeOf(path, bytes) {
  if (!packed.has(path)) packed.set(path, gzipSync(bytes, { level: 9 }).length);
  return packed.get(path);
}

// An index that counts what is asked of it. Nothing comes before all that was asked at once was asked for.
function counting() {
  const counted = { bytes: 0, requests: 0, trips: 0, files: {} };
  let done = 0;
  const load = loader(folder, root, (path, bytes) => {
    counted.bytes += sizeOf(path, bytes);
    counted.requests += 1;
    counted.files[path] = bytes;
  });
  const later = async (name) => {
    const trip = done + 1;
    const bytes = await load(name);
    await new Promise((ready) => setTimeout(ready, 0));
    done = Math.max(done, trip);
    counted.trips = Math.max(counted.trips, trip);
    return bytes;
  };
  return { counted, index: Index.open(later), restart: () => Object.assign(counted, { bytes: 0, requests: 0, trips: 0 }), forget: () => (done = 0) };
}

async function asked(it, text) {
  const index = await it.index;
  const begun = performance.now();
  const answer = await search(index, { text, filters: new Map() });
  const time = performance.now() - begun;
  await Promise.all(answer.hits.slice(0, FIRST).map((hit) => index.card(hit.number)));
  return { ...it.counted, time };
}

// The page of the search with what it asks for by itself: style sheets and scripts; the meta file is counted elsewhere.
function ofPage() {
  const page = readFileSync(join(folder, "search/index.html"));
  const parts = [...page.toString().matchAll(/<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"/g)];
  const paths = parts.map((it) => (it[1] ?? it[2]).slice(root.length));
  const sizes = paths.map((it) => gzipSync(readFileSync(join(folder, it)), { level: 9 }).length);
  return { bytes: sizes.reduce((a, b) => a + b, gzipSync(page, { level: 9 }).length), requests: 1 + paths.length };
}

const at = (rows, key, part) => {
  const all = rows.map((it) => it[key]).sort((a, b) => a - b);
  return Math.round(10 * all[Math.min(all.length - 1, Math.floor(all.length * part))]) / 10;
};
function tell(name, rows) {
  const one = (key) => `${key} ${at(rows, key, 0.5)}, p95 ${at(rows, key, 0.95)}, most ${at(rows, key, 1)}`;
  console.log(`${name} (${rows.length}): ${["bytes", "requests", "trips"].map(one).join("; ")}`);
}

const queries = readFileSync(file, "utf8").split("\n").filter((it) => it.trim()).map((it) => it.split("\t"));
const again = counting();
await again.index;
const [cold, next] = [[], []];
for (const [text, kind = "all"] of queries) {
  cold.push({ text, kind, ...(await asked(counting(), text)) });
  again.restart();
  again.forget();
  next.push(await asked(again, text));
}
const page = ofPage();
console.log(`page of the search with style sheet and script: ${page.bytes} bytes in ${page.requests} requests`);
tell("index files of a cold visitor", cold);
for (const kind of new Set(cold.map((it) => it.kind))) tell(`  ${kind}`, cold.filter((it) => it.kind === kind));
tell("with the page itself", cold.map((it) => ({ ...it, bytes: it.bytes + page.bytes, requests: it.requests + page.requests, trips: it.trips + 1 })));
tell("next query", next);
console.log(`work in Node: ${at(cold, "time", 0.5)} ms, p95 ${at(cold, "time", 0.95)} (with waiting for files)`);
const [most] = [...cold].sort((a, b) => b.requests - a.requests);
console.log(`most requests: ${most.text} (${Object.keys(most.files).join(", ")})`);

function postings() {
  const sums = { n: 0, lists: 0, all: 0 };
  for (const inner of ["t", "r", "l", "b", "c", "f", ""]) {
    let names = [];
    try {
      names = readdirSync(join(folder, "search", inner), { withFileTypes: true }).filter((it) => it.isFile() && it.name !== "index.html");
    } catch {
      // An index without long lists has no rests.
    }
    for (const it of names) {
      const bytes = readFileSync(join(folder, "search", inner, it.name));
      const size = gzipSync(bytes, { level: 9 }).length;
      sums.all += size;
      if (inner !== "t" && inner !== "r") continue;
      sums.lists += size;
      for (const list of shard(bytes).values()) sums.n += list.documents.length;
    }
  }
  return sums;
}
const { n, lists, all } = postings();
console.log(`${n} postings: ${(lists / n).toFixed(2)} bytes each (gzip), ${(all / n).toFixed(2)} with lexicon, cards and columns`);
const scripts = readdirSync(join(folder, "js")).filter((it) => it.endsWith(".js"));
const sizes = scripts.map((it) => [it, gzipSync(readFileSync(join(folder, "js", it)), { level: 9 }).length]);
console.log(`scripts: ${sizes.map(([it, size]) => `${it.split(".")[0]} ${size}`).join(", ")}; all ${sizes.reduce((a, b) => a + b[1], 0)}`);

// Each query over the files that it needs, which are handed over first: reading and answering is what is measured.
async function work(browser, served) {
  const { origin, close } = await served(fileURLToPath(new URL("../../themes/svod/js", import.meta.url)));
  const page = await browser.newPage();
  await page.goto(`${origin}/main.js`);
  const rows = [];
  for (const { text, files } of cold) {
    const given = Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString("base64")]);
    const time = await page.evaluate(async ({ text, given }) => {
      const [{ search }, { Index }] = await Promise.all([import("/query.js"), import("/wire.js")]);
      const files = new Map(given.map(([path, it]) => [path.slice("search/".length), Uint8Array.from(atob(it), (c) => c.charCodeAt(0))]));
      const begun = performance.now();
      const index = await Index.open(async (name) => files.get(name.split("?")[0]));
      await search(index, { text, filters: new Map() });
      return performance.now() - begun;
    }, { text, given });
    rows.push({ time });
  }
  close();
  console.log(`work in Chromium: ${at(rows, "time", 0.5)} ms, p95 ${at(rows, "time", 0.95)}, most ${at(rows, "time", 1)}`);
}

// Every so manieth query as a visitor who comes anew asks it by the address: all that was fetched before a hit stood there.
async function visits(browser, served) {
  const { origin, close } = await served(folder);
  const rows = [];
  for (const { text, kind } of cold.filter((_, place) => place % EVERY === 0)) {
    const context = await browser.newContext();
    const page = await context.newPage();
    const begun = performance.now();
    await page.addInitScript(() => new MutationObserver((_, it) => {
      if (!document.querySelector(".hits > li")) return;
      window.asked = performance.getEntriesByType("resource").map((entry) => new URL(entry.name).pathname);
      it.disconnect();
    }).observe(document, { childList: true, subtree: true }));
    await page.goto(`${origin}/search/?q=${encodeURIComponent(text)}`);
    await page.locator(".hits > li").first().waitFor();
    // The icon of the tab is no part of the page.
    const asked = ["/search/index.html", ...(await page.evaluate(() => window.asked))].filter((it) => !it.endsWith(".ico"));
    const sizes = asked.map((it) => sizeOf(it.slice(1), readFileSync(join(folder, decodeURIComponent(it)))));
    rows.push({ kind, requests: asked.length, bytes: sizes.reduce((a, b) => a + b, 0), trips: 0, time: performance.now() - begun });
    await context.close();
  }
  close();
  console.log(`a visit until the first hit: ${at(rows, "time", 0.5)} ms, p95 ${at(rows, "time", 0.95)}`);
  tell("in Chromium, page, style sheet and scripts with it", rows);
  for (const kind of new Set(rows.map((it) => it.kind))) tell(`  ${kind}`, rows.filter((it) => it.kind === kind));
}

if (options.includes("--browser")) {
  const { chromium } = await import("playwright-core");
  const { served } = await import("./served.mjs");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
  await visits(browser, served);
  await work(browser, served);
  await browser.close();
}
