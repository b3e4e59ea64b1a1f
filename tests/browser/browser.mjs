// Opens pages of a built site in Chromium, as a reader does, and complains of what no reader should meet:
// a request to another host, an answer that is no success, an error or a broken policy in the console,
// a page wider than a phone, something kept in the browser.
//
//   node browser.mjs FOLDER [MOST PAGES]
//
// The browser is CHROMIUM, else /usr/bin/chromium. One line a fault, exit code 1 if there is any.

import { chromium } from "playwright-core";
import { pagesOf, served } from "./served.mjs";

const [given, most = "60"] = process.argv.slice(2);
if (!given) {
  console.error("usage: node browser.mjs FOLDER [MOST PAGES]");
  process.exit(2);
}

/** At most `most` pages, spread over the whole tree; the home page first. */
function chosen(all) {
  const step = Math.max(1, all.length / Number(most));
  return all.filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step));
}

const { folder, origin, close } = await served(given);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
const faults = [];
let here = "";
const tell = (text) => faults.push(`/${here}: ${text}`);
page.on("request", (it) => {
  if (!it.url().startsWith(`${origin}/`) && !it.url().startsWith("data:")) tell(`asks ${it.url()}`);
});
page.on("response", (it) => it.status() >= 400 && tell(`${it.status()} for ${it.url().slice(origin.length)}`));
page.on("pageerror", (it) => tell(`script: ${it.message}`));
// Answers that failed are told above; the browser's own question for /favicon.ico is no fault of a page.
page.on("console", (it) => it.type() === "error" && !it.text().startsWith("Failed to load") && tell(`console: ${it.text()}`));

const pages = chosen(pagesOf(folder).sort());
for (here of pages) {
  await page.goto(`${origin}/${here ? `${here}/` : ""}`, { waitUntil: "load" });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (width > 320) tell(`${width} px wide on a phone of 320`);
}
// What the page of privacy promises: whatever was opened and searched for, nothing is kept.
here = "search";
if (pagesOf(folder).includes(here)) {
  await page.goto(`${origin}/search/?q=%D0%BF%D0%BE%D0%BC%D0%BE%D1%89%D1%8C`, { waitUntil: "networkidle" });
  const kept = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map((it) => it.name);
    const cookies = document.cookie === "" ? [] : [document.cookie];
    return [...cookies, ...Object.keys(localStorage), ...Object.keys(sessionStorage), ...databases, ...(await caches.keys())];
  });
  if (kept.length > 0) tell(`keeps ${kept.join(", ")} in the browser, though /privacy/ says that nothing is kept`);
}
await browser.close();
close();
faults.forEach((it) => console.log(it));
console.log(`${pages.length} pages opened, ${faults.length} faults`);
process.exit(faults.length > 0 || pages.length === 0 ? 1 : 0);
