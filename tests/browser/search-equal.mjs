// The search of the page against `svod search`, the reference, on the files of a built site: for every query both must
// find as many documents, say the same of the query and give the same list.
//
//   node tests/browser/search-equal.mjs SVOD FOLDER [QUERIES [SVOD'S OPTIONS]]
//
// FOLDER holds the built site, QUERIES a query a line; without them they are made of the titles, and several options
// are tried. Both understand --by-date, --as-typed, --type, --region, --evidence, --year and --where.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";

import * as tools from "../../themes/svod/js/analysis.js";
import { otherLayout } from "../../themes/svod/js/layouts.js";
import { search } from "../../themes/svod/js/query.js";
import { Fault, Index } from "../../themes/svod/js/wire.js";

const MOST = 10;

/** Files of a built site as the page fetches them. */
export const loader = (folder, root, told = () => {}) => async (name) => {
  const path = name.startsWith("/") ? `${decodeURI(name.slice(root.length))}index.html` : `search/${name.split("?")[0]}`;
  try {
    const bytes = readFileSync(join(folder, path));
    told(path, bytes);
    return bytes;
  } catch {
    throw new Fault("missing");
  }
};

/** Opens the index of a built site. */
export async function open(folder, told) {
  const { root } = JSON.parse(readFileSync(join(folder, "search/meta.json"), "utf8"));
  return Index.open(loader(folder, root, told));
}

function optionsOf(args) {
  const query = { filters: new Map() };
  const add = (name, value) => query.filters.set(name, [...(query.filters.get(name) ?? []), value]);
  for (let at = 0; at < args.length; at++) {
    if (args[at] === "--by-date") query.byDate = true;
    else if (args[at] === "--as-typed") query.isExact = true;
    else if (args[at] === "--where") add(...args[++at].split("="));
    else if (args[at] === "--region") add("regions", args[++at]);
    else add(args[at].slice(2), args[++at]);
  }
  return query;
}

/** Compares both; gives the lines of what differs. */
export async function differences(svod, folder, file, args) {
  const index = await open(folder);
  const queries = readFileSync(file, "utf8").split("\n").filter((it) => it.trim());
  const command = ["search", "--output", folder, "--queries", file, ...args];
  const out = spawnSync(svod, command, { maxBuffer: 1 << 30, encoding: "utf8" });
  if (out.status !== 0) throw new Error(`svod ${command.join(" ")}: ${out.stderr}`);
  const expected = out.stdout.trimEnd().split("\n").map((it) => JSON.parse(it));
  const wrong = [];
  const times = [];
  for (const [at, text] of queries.entries()) {
    const begun = performance.now();
    const answer = await search(index, { text, ...optionsOf(args) });
    times.push(performance.now() - begun);
    const hits = await Promise.all(answer.hits.slice(0, MOST).map(async (it) => ({ ...it, card: await index.card(it.number) })));
    const own = JSON.stringify([(await answer.shown()) ?? null, answer.total, hits.map((it) => [it.card[0], Math.floor(it.score)])]);
    const { shown_for: shown, total, hits: others } = expected[at];
    const other = JSON.stringify([shown, total, others.map((it) => [it.url, Math.floor(it.score)])]);
    if (own !== other) wrong.push(`${text}\n  page ${own}\n  svod ${other}`);
  }
  times.sort((a, b) => a - b);
  return { wrong, count: queries.length, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

// Queries of the titles: as they are, in quotes, cut, with one slip, in the other layout, in Latin letters.
async function queriesOf(index) {
  const { dated, undated, base } = index.meta;
  const numbers = [...Array(dated).keys(), ...Array.from({ length: undated }, (_, at) => base + at)].slice(-150);
  const queries = new Set(["", "и", "соцконтракт", "дети-сироты", "«", '"', "ТПЩ", "2024", "a b c d e f g h i j k l m n o"]);
  for (const number of numbers) {
    const words = (await index.card(number))[1].split(/[^\p{L}\p{N}-]+/u).filter((it) => it.length > 2);
    const some = words.slice(number % 3, (number % 3) + 3).join(" ");
    const at = 1 + (number % Math.max(1, some.length - 2));
    const all = [some, `"${some}"`, some.slice(0, -2), some.slice(0, at) + some.slice(at + 1), otherLayout(some, tools)];
    const swapped = some.slice(0, at) + (some[at + 1] ?? "") + (some[at] ?? "") + some.slice(at + 2);
    for (const it of [...all, swapped, words[0]?.slice(0, 3) ?? "", otherLayout(swapped, tools)]) queries.add(it);
  }
  return [...queries].filter((it) => it.trim());
}

const OPTIONS = [[], ["--as-typed"], ["--by-date"], ["--type", "practice"], ["--region", "Омская область"], ["--year", "2024", "--evidence", "1"]];

if (import.meta.filename === process.argv[1]) {
  const [svod, folder, given, ...args] = process.argv.slice(2);
  const place = mkdtempSync(join(tmpdir(), "svod-queries-"));
  const file = given ?? join(place, "queries");
  if (!given) writeFileSync(file, (await queriesOf(await open(folder))).join("\n"));
  let isWrong = false;
  for (const options of given ? [args] : OPTIONS) {
    const { wrong, count, p95 } = await differences(svod, folder, file, options);
    for (const it of wrong.slice(0, 5)) console.error(it);
    console.log(`${count - wrong.length} of ${count} lists are equal ${options.join(" ")} (work in Node: p95 ${p95.toFixed(1)} ms)`);
    isWrong ||= wrong.length > 0 || !count;
  }
  rmSync(place, { recursive: true });
  process.exit(isWrong ? 1 : 0);
}
