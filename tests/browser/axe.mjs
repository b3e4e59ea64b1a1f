// Looks at pages of a built site with axe, the rules of WCAG 2.2 AA: on a desk and on a phone, light and dark.
// A page of each kind is taken: few and small pages that together hold every class and element any page holds.
//
//   node axe.mjs FOLDER [MOST PAGES]
//
// The browser is CHROMIUM, else /usr/bin/chromium. One line a fault, exit code 1 if there is any.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { pagesOf, served } from "./served.mjs";

const [given, most = "60"] = process.argv.slice(2);
if (!given) {
  console.error("usage: node axe.mjs FOLDER [MOST PAGES]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a page is made of: names of elements, classes, roles. */
function madeOf(html) {
  const parts = new Set();
  for (const [, name] of html.matchAll(/<([a-z][a-z0-9]*)/g)) parts.add(name);
  for (const [, names] of html.matchAll(/ class="([^"]*)"/g)) names.split(" ").forEach((it) => parts.add(`.${it}`));
  for (const [, name] of html.matchAll(/ role="([^"]*)"/g)) parts.add(`=${name}`);
  return parts;
}

/** From the smallest page to the largest each that holds what no smaller one does; then without the needless ones. */
function oneOfEachKind(pages) {
  const bySize = [...pages].sort((a, b) => a.html.length - b.html.length || (a.path < b.path ? -1 : 1));
  const seen = new Set();
  const chosen = [];
  for (const { path, html } of bySize) {
    const parts = [...madeOf(html)];
    if (parts.every((it) => seen.has(it))) continue;
    parts.forEach((it) => seen.add(it));
    chosen.push({ path, parts });
  }
  const times = new Map();
  chosen.flatMap((it) => it.parts).forEach((it) => times.set(it, (times.get(it) ?? 0) + 1));
  return chosen.filter(({ parts }) => {
    if (parts.some((it) => times.get(it) === 1)) return true;
    parts.forEach((it) => times.set(it, times.get(it) - 1));
    return false;
  }).map((it) => it.path);
}

/** Faults of the open page, each with the place where it was found. */
async function faultsOf(page, options) {
  const { violations } = await page.evaluate((it) => window.axe.run(document, it), options);
  return violations.flatMap((rule) => rule.nodes.map((it) => `${rule.id}: ${it.target.join(" ")} — ${it.failureSummary.replace(/\s+/g, " ")}`));
}

const { folder, origin, close } = await served(given);
const read = (path) => ({ path, html: readFileSync(join(folder, decodeURIComponent(path)), "utf8") });
const addresses = pagesOf(folder).map((it) => (it ? `${it}/index.html` : "index.html"));
const pages = oneOfEachKind([...addresses.sort(), "404.html"].map(read)).slice(0, Number(most));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const faults = [];
for (const [width, height] of [[1280, 900], [360, 740]]) {
  const page = await browser.newPage({ viewport: { width, height } });
  for (const path of pages) {
    await page.goto(`${origin}/${path}`, { waitUntil: "load" });
    await page.evaluate(axe);
    await page.emulateMedia({ colorScheme: "light" });
    const tell = (scheme, it) => faults.push(`/${path} (${width}, ${scheme}): ${it}`);
    (await faultsOf(page, { runOnly: TAGS, resultTypes: ["violations"] })).forEach((it) => tell("light", it));
    // Colours do not change with the width.
    if (width < 600) continue;
    await page.emulateMedia({ colorScheme: "dark" });
    (await faultsOf(page, { runOnly: ["color-contrast"], resultTypes: ["violations"] })).forEach((it) => tell("dark", it));
  }
  await page.close();
}
await browser.close();
close();
faults.forEach((it) => console.log(it));
console.log(`${pages.length} pages looked at, ${faults.length} faults`);
process.exit(faults.length > 0 || pages.length === 0 ? 1 : 0);
