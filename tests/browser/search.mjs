// The search of a built site in Chromium, under the strictest policy, as readers meet it: with the keyboard alone, with
// a screen reader, without scripts, with a file missing.
//
//   node search.mjs FOLDER [SCREENSHOTS]
//
// One line a fault, exit code 1 if there is any. SCREENSHOTS is a folder for pictures of the states.

import { createServer } from "node:http";
import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const [given, shots] = process.argv.slice(2);
if (!given) {
  console.error("usage: node search.mjs FOLDER [SCREENSHOTS]");
  process.exit(2);
}
const folder = resolve(given);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml", ".png": "image/png" };
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'";

// Files that are missing or cut short, by a part of their name; bytes that were sent.
let broken = {};
let sent = [];
const server = createServer((request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
  const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
  const fault = Object.entries(broken).find(([part]) => path.includes(part))?.[1];
  const isThere = file.startsWith(folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
  if (!isThere || fault === "missing") return response.writeHead(404).end();
  let bytes = readFileSync(file);
  if (fault === "damaged") bytes = bytes.subarray(0, bytes.length - 3);
  const packed = gzipSync(bytes, { level: 9 });
  sent.push([path, packed.length]);
  const type = TYPES[extname(file)] ?? "application/octet-stream";
  response.writeHead(200, { "content-type": type, "content-security-policy": POLICY, "content-encoding": "gzip" });
  return response.end(packed);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const origin = `http://127.0.0.1:${server.address().port}`;
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});

const faults = [];
let here = "";
const tell = (text) => faults.push(`${here}: ${text}`);
const is = (what, condition) => condition || tell(what);

async function opened(address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: "ru-RU", ...options });
  const page = await context.newPage();
  page.on("pageerror", (it) => tell(`script: ${it.message}`));
  page.on("console", (it) => it.type() === "error" && !it.text().startsWith("Failed to load") && tell(`console: ${it.text()}`));
  // When the first hit is shown.
  await page.addInitScript(() => new MutationObserver((_, it) => {
    if (!document.querySelector(".hits > li")) return;
    window.shownAt = performance.now();
    it.disconnect();
  }).observe(document, { childList: true, subtree: true }));
  await page.goto(origin + address, { waitUntil: "load" });
  return page;
}

// What axe finds; the policy of the page does not hold for what DevTools run.
async function accessible(page, name, part = "html") {
  await page.evaluate(axe);
  const found = await page.evaluate((it) => window.axe.run(it, { resultTypes: ["violations"] }), part);
  for (const it of found.violations) tell(`axe, ${name}: ${it.id} at ${it.nodes.map((node) => node.target).join(", ")}`);
  if (shots) await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
}

// Texts of all live regions, as a screen reader has them.
async function announced(page) {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  await session.detach();
  const byId = new Map(nodes.map((it) => [it.nodeId, it]));
  const text = (it) => (it.role?.value === "StaticText" ? it.name.value : (it.childIds ?? []).map((id) => text(byId.get(id))).join(""));
  return nodes.filter((it) => it.role?.value === "status").map(text).join("");
}

const hits = (page) => page.locator(".hits > li");
const settled = (page) => page.waitForTimeout(1200);

const tests = {
  async "the page begins empty and accessible"() {
    const page = await opened("/search/");
    await page.waitForSelector(".search__out", { state: "attached" });
    is("the explanation stays", (await page.locator("[data-search-off]").count()) === 0);
    is("the rubrics are hidden", await page.locator("[data-search-rubrics]").isVisible());
    await accessible(page, "empty");
    await page.context().close();
  },

  async "hits say what they are and when"() {
    const page = await opened("/search/?q=семьи");
    await hits(page).first().waitFor();
    const first = await hits(page).first().innerText();
    is(`no type word in ${first}`, (await hits(page).first().locator(".kind").innerText()).length > 3);
    is("no date anywhere", (await page.locator(".hits time").count()) > 0);
    is("nothing is marked", (await page.locator(".hits mark").count()) > 0);
    await settled(page);
    const status = await announced(page);
    is(`the count is not told: ${status}`, /^Найден[оы]? (больше )?\d+ материал/.test(status));
    await accessible(page, "hits");
    await page.context().close();
  },

  async "what one types stands in the address"() {
    const page = await opened("/search/");
    await page.locator("#q").focus();
    await page.keyboard.type("практик", { delay: 60 });
    await hits(page).first().waitFor();
    is(`the address is ${page.url()}`, page.url().endsWith(encodeURI("?q=практик")));
    is("the count is told while one types", (await announced(page)) === "");
    await settled(page);
    is("the count is never told", (await announced(page)).startsWith("Найден"));
    await page.keyboard.press("Enter");
    await page.locator("#q").fill("новости");
    await page.keyboard.press("Enter");
    await settled(page);
    await page.goBack();
    await page.waitForFunction(() => document.querySelector("#q").value === "практик");
    await hits(page).first().waitFor();
    await page.context().close();
  },

  async "a correction is shown and refused"() {
    const page = await opened("/search/?q=ghfrnbrf");
    const told = page.locator(".search__instead");
    await told.waitFor();
    is(`said: ${await told.innerText()}`, /^Показано по запросу «практик\p{L}+». Искать «ghfrnbrf»$/u.test(await told.innerText()));
    await accessible(page, "corrected");
    await told.locator("a").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/exact=1/);
    await page.waitForFunction(() => !document.querySelector(".search__instead"));
    is("the correction stays", (await hits(page).count()) === 0);
    await page.context().close();
  },

  async "nothing found leads on"() {
    const page = await opened("/search/?q=ьъьъьъщщ");
    await page.waitForFunction(() => document.querySelector(".search__count").textContent);
    is(`said: ${await announced(page)}`, (await announced(page)) === "По запросу «ьъьъьъщщ» ничего не найдено");
    is("the rubrics are hidden", await page.locator("[data-search-rubrics]").isVisible());
    is("no telephone", (await page.locator("[data-search-rubrics] a[href^='tel:']").count()) > 0);
    await accessible(page, "nothing");
    await page.goto(`${origin}/search/?q=${encodeURIComponent("нижегородищщщ")}&exact=1`);
    await page.locator(".search__out .links a").first().waitFor();
    is("the near region is not shown", (await page.locator(".search__out .links").innerText()).includes("Нижегородская область"));
    await accessible(page, "near");
    await page.context().close();
  },

  async "filters with counts, by keyboard"() {
    const page = await opened("/search/?q=семьи");
    await hits(page).first().waitFor();
    await page.locator(".filters > summary").focus();
    await page.keyboard.press("Enter");
    const box = page.locator(".filters input").first();
    await box.waitFor();
    await accessible(page, "filters");
    const label = page.locator(".filters label").first();
    const count = Number(await label.locator(".count").innerText());
    const value = await box.inputValue();
    await box.focus();
    await page.keyboard.press("Space");
    await page.waitForURL((it) => it.search.includes(encodeURIComponent(value)));
    await settled(page);
    const chosen = page.locator(`.filters input[value="${value}"]`);
    is("the box lost the focus", await chosen.evaluate((it) => it === document.activeElement));
    is(`the count ${count} is not that of ${await announced(page)}`, new RegExp(` ${count} материал.*: `).test(await announced(page)));
    await accessible(page, "filtered");
    await page.reload();
    await page.locator(`.filters input[value="${value}"]`).waitFor();
    is("the filter is lost", await page.locator(`.filters input[value="${value}"]`).isChecked());
    await page.locator("[data-reset]").focus();
    await page.keyboard.press("Enter");
    await page.waitForURL((it) => !it.search.includes(encodeURIComponent(value)));
    await page.locator("#order").selectOption("date");
    await page.waitForURL(/order=date/);
    await settled(page);
    const days = await page.locator(".hits time").evaluateAll((all) => all.map((it) => it.getAttribute("datetime")));
    is("not by date", days.length > 1 && days.every((it, at) => !at || it <= days[at - 1]));
    await page.goto(`${origin}/search/?type=practice`);
    await hits(page).first().waitFor();
    is("filters alone find nothing", (await hits(page).count()) > 1);
    await page.context().close();
  },

  async "more hits, and the focus goes to the first of them"() {
    const page = await opened("/search/?type=practice&type=news&type=organisation");
    await hits(page).first().waitFor();
    await page.locator(".search__out > .button").focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.querySelectorAll(".hits > li").length > 10);
    await settled(page);
    is("the focus is elsewhere", await page.evaluate(() => document.querySelector(".hits > li:nth-child(11) a") === document.activeElement));
    await page.context().close();
  },

  async "a file that is missing or damaged is told of"() {
    for (const [part, fault] of [["meta.json", "missing"], ["meta.json", "damaged"], ["/search/t/", "missing"], ["/search/t/", "damaged"], ["/search/c/", "missing"], ["/search/c/", "damaged"]]) {
      broken = { [part]: fault };
      const page = await opened("/search/?q=семьи");
      const told = page.locator("[role=alert]");
      await told.waitFor({ timeout: 5000 }).catch(() => tell(`${part} ${fault}: no message`));
      is(`${part} ${fault}: no rubrics`, await page.locator("[data-search-rubrics]").isVisible());
      if (fault === "missing") await accessible(page, "broken");
      broken = {};
      await told.locator("button").click();
      await hits(page).first().waitFor({ timeout: 5000 }).catch(() => tell(`${part} ${fault}: it does not recover`));
      await page.context().close();
    }
    broken = { "/js/": "missing" };
    const page = await opened("/search/?q=семьи");
    await page.waitForTimeout(4500);
    is("without its script nothing is said", await page.locator("[data-search-off]").isVisible());
    broken = {};
    await page.context().close();
  },

  async "without scripts the form leads to the rubrics"() {
    const page = await opened("/", { javaScriptEnabled: false });
    await page.locator("#search-box").fill("семьи");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=/);
    is("no explanation", await page.locator("[data-search-off]").isVisible());
    is("no rubrics", (await page.locator("[data-search-rubrics] a").count()) > 10);
    if (shots) await page.screenshot({ path: join(shots, "off.png"), fullPage: true });
    await page.context().close();
  },

  async "the box in the header, by keyboard and ear"() {
    const page = await opened("/about/");
    const box = page.locator("#search-box");
    const get = (name) => box.getAttribute(name);
    await box.focus();
    await page.waitForFunction(() => document.querySelector("#search-box").getAttribute("role") === "combobox");
    is("it begins open", (await get("aria-expanded")) === "false");
    await page.keyboard.type("семь", { delay: 50 });
    await page.locator("[role=option]").first().waitFor();
    is("not expanded", (await get("aria-expanded")) === "true");
    await accessible(page, "box", ".site-head");
    await settled(page);
    is(`spoken beside the open list: ${await announced(page)}`, (await announced(page)) === "");
    await page.keyboard.press("ArrowDown");
    const active = await get("aria-activedescendant");
    is("no option is active", active && (await page.locator(`#${active}`).getAttribute("aria-selected")) === "true");
    is("the focus left the box", await box.evaluate((it) => it === document.activeElement));
    await accessible(page, "box-active", ".site-head");
    await page.keyboard.press("Escape");
    is("Escape does not close", (await get("aria-expanded")) === "false" && !(await page.locator(".search-box__popup").isVisible()));
    await page.keyboard.press("ArrowDown");
    const url = await page.locator("[aria-selected=true]").getAttribute("data-url");
    await Promise.all([page.waitForURL(`**${url}`), page.keyboard.press("Enter")]);
    await box.focus();
    await page.keyboard.type("ьъьъьъщщ", { delay: 30 });
    await settled(page);
    await settled(page);
    is(`said: ${await announced(page)}`, (await announced(page)).includes("ничего не найдено"));
    await box.fill("семьи");
    await page.locator("[role=option]").first().waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    is("the list stays when the focus has gone", !(await page.locator(".search-box__popup").isVisible()));
    await box.focus();
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/search\/\?q=/);
    await page.context().close();
  },

  async "it fits a phone"() {
    const page = await opened("/search/?q=семьи", { viewport: { width: 320, height: 640 } });
    await hits(page).first().waitFor();
    await page.locator(".filters > summary").click();
    await page.locator(".filters input").first().waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    is(`${width} px wide on a phone of 320`, width <= 320);
    if (shots) await page.screenshot({ path: join(shots, "phone.png"), fullPage: true });
    await page.context().close();
  },

  async "few bytes, few requests, little work"() {
    sent = [];
    const page = await opened("/search/?q=семьи");
    await hits(page).first().waitFor();
    const early = await page.evaluate(() => performance.getEntriesByType("resource").filter((it) => it.responseEnd < window.shownAt).map((it) => new URL(it.name).pathname));
    const own = sent.filter(([path]) => path === "/search/" || early.includes(path));
    const bytes = own.reduce((sum, it) => sum + it[1], 0);
    is(`${bytes} bytes in ${own.length} requests to the first results`, bytes < 65_000 && own.length <= 10);
    const client = sent.filter(([path]) => /^\/js\/(main|search)\./.test(path)).reduce((sum, it) => sum + it[1], 0);
    is(`the client has ${client} bytes`, client <= 12 * 1024);
    const times = await page.evaluate(async (queries) => {
      const src = performance.getEntriesByType("resource").map((it) => it.name).find((it) => it.includes("/js/search."));
      const { core: { openIndex, search } } = await import(src);
      const index = await openIndex("/search/");
      const all = [];
      for (const text of queries) {
        await search(index, { text });
        const begun = performance.now();
        await search(index, { text });
        all.push(performance.now() - begun);
      }
      return all.sort((a, b) => a - b);
    }, ["семьи", "ghfrnbrf", "подержка семй", "социальный контракт", "соц", "многодетная семья область", "praktika", "инвалиднсть"]);
    is(`work of a query: ${times.at(-1)} ms`, times.at(-1) <= 25);
    console.log(`first results: ${bytes} bytes in ${own.length} requests; client ${client} bytes; work at most ${times.at(-1).toFixed(1)} ms`);
    await page.context().close();
  },
};

if (shots) mkdirSync(shots, { recursive: true });
for (const [name, test] of Object.entries(tests)) {
  here = name;
  broken = {};
  await test().catch((error) => tell(error.message.split("\n").slice(0, 3).join(" ")));
}
await browser.close();
server.close();
faults.forEach((it) => console.log(it));
console.log(`${Object.keys(tests).length} tests of the search, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
