// An editor's minute with `svod serve`, in Chromium: files are broken and mended, tabs are looked at.
//
//   node serve.mjs SVOD
//
// SVOD is the program. The browser is CHROMIUM, else /usr/bin/chromium. The minute is lived through twice: with a site
// at the root of its host and under a path. One line a fault, exit code 1 if there is any.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [program] = process.argv.slice(2).map((it) => resolve(it));
if (!program) {
  console.error("usage: node serve.mjs SVOD");
  process.exit(2);
}
const THEME = join(dirname(fileURLToPath(import.meta.url)), "../../themes/svod");
/** Most that anything may take to be seen, without optimisation and beside other work. */
const PATIENCE = 10_000;
/** Longer than a reload that should not happen would take. */
const CALM = 400;

const settings = (base) => `title: Свод практик\nbase_url: https://example.org${base}\n`;
const news = (title, text) => `---\ntitle: ${title}\ndate: 2026-11-20\n---\n\n${text}\n`;
const practice = (text) =>
  "---\ntitle: Передышка\nstatus: действует\nregions: Омская область\ntarget_groups: Дети\norganisation: omk\n---\n\n" +
  `${text}\n`;

const faults = [];
let n = 0;
const expect = (what, is) => {
  n += 1;
  if (!is) faults.push(what);
};

/** Waits until `ask` says yes. */
async function until(what, ask) {
  const begun = Date.now();
  let last;
  while (Date.now() - begun < PATIENCE) {
    try {
      last = await ask();
    } catch (error) {
      // The page may be on its way.
      last = error.message;
    }
    if (last === true) return expect(what, true);
    await new Promise((done) => setTimeout(done, 20));
  }
  expect(`${what} (${last})`, false);
}

const pause = () => new Promise((done) => setTimeout(done, CALM));

function freePort() {
  return new Promise((ready) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => ready(port));
    });
  });
}

/** A site in a folder of its own, and its server. */
class Place {
  constructor(base) {
    this.base = base;
    this.root = mkdtempSync(join(tmpdir(), "svod-minute-"));
    this.put("svod.yaml", settings(base));
    this.put("content/organisations/omk.md", "---\ntitle: Фонд\nkind: нко\nphones: +7 (3812) 00-00-00\n---\n\nФонд.\n");
    this.put("content/practices/peredyshka.md", practice("Няня приходит домой."));
    this.put("content/target_groups.yaml", "- {id: deti, title: Дети}\n");
    for (let at = 1; at <= 12; at += 1) this.put(`content/news/n${at}.md`, news(`Новость ${at}`, "Что было."));
  }

  put(file, text) {
    const path = join(this.root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  remove(file) {
    rmSync(join(this.root, file), { recursive: true });
  }

  /** Starts the server and waits for its address. */
  async serve(port, ...words) {
    const all = ["serve", "-p", String(port), "--root", this.root, "--lang", "ru", ...words];
    this.port = port;
    this.child = spawn(program, all, { stdio: ["ignore", "ignore", "pipe"] });
    await new Promise((ready, failed) => {
      let said = "";
      this.child.stderr.on("data", (it) => {
        said += it;
        if (said.includes("http://")) ready();
      });
      this.child.on("exit", (code) => failed(new Error(`svod serve ended with ${code}:\n${said}`)));
    });
  }

  stop() {
    const child = this.child;
    if (!child) return null;
    this.child = null;
    child.removeAllListeners("exit");
    return new Promise((done) => {
      child.on("exit", done);
      child.kill("SIGKILL");
    });
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${this.base}${path}`;
  }

  /** What the command line says of the files now. */
  check() {
    const env = { ...process.env, NO_COLOR: "1" };
    return spawnSync(program, ["check", "--root", this.root, "--lang", "ru"], { encoding: "utf8", env }).stderr;
  }
}

// ---- Tabs

const overlay = (tab) => tab.locator("section[role=alert]");
const isOpen = async (tab) => (await overlay(tab).count()) === 1;
const isClosed = async (tab) => (await overlay(tab).count()) === 0;
const text = (tab, selector) => tab.locator(selector).first().textContent();
const mark = (tab) => tab.evaluate(() => void (window.isSame = true));
const isSame = (tab) => tab.evaluate(() => window.isSame === true);
const tells = (tab, words) => async () => (await isOpen(tab)) && (await overlay(tab).locator("pre").textContent()).includes(words);

/** Luminances of text and ground as WCAG counts them. */
function contrast(colours) {
  const part = (it) => (it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4);
  const light = (it) => {
    const [r, g, b] = it.match(/[\d.]+/g).map((it) => part(Number(it) / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [more, less] = colours.map(light).sort((a, b) => b - a);
  return (more + 0.05) / (less + 0.05);
}

/** It can be read and closed by anybody, on a phone too. */
async function isAccessible(tab) {
  const seen = await overlay(tab).evaluate((it) => {
    const [button, pre] = [it.querySelector("button"), it.querySelector("pre")];
    const colours = (of) => [getComputedStyle(of).color, getComputedStyle(it).backgroundColor];
    const box = it.getBoundingClientRect();
    return {
      box: { left: box.left, right: box.right, top: box.top, bottom: box.bottom },
      colours: [colours(it.querySelector("h2")), colours(button), colours(pre)],
      size: Number.parseFloat(getComputedStyle(pre).fontSize),
      button: [button.offsetWidth, button.offsetHeight],
      name: button.textContent,
      lang: it.getRootNode().host.lang,
      wide: [document.documentElement.scrollWidth, pre.scrollWidth > pre.clientWidth],
      focus: document.activeElement === document.body,
    };
  });
  expect("the focus is stolen", seen.focus);
  expect(`contrast of ${seen.colours.map(contrast)}`, seen.colours.every((it) => contrast(it) >= 4.5));
  expect(`letters of ${seen.size} px`, seen.size >= 14);
  expect(`a button of ${seen.button}`, seen.button.every((it) => it >= 44));
  expect(`named ${seen.name} in ${seen.lang}`, seen.name === "Закрыть" && seen.lang === "ru");
  const { left, right, top, bottom } = seen.box;
  expect(`stands at ${JSON.stringify(seen.box)}`, left >= 0 && right <= 320 && top >= 640 * 0.39 && bottom <= 640);
  expect(`too wide: ${seen.wide}`, seen.wide[0] <= 320 && !seen.wide[1]);
}

// ---- The minute

async function brokenFromTheStart(site, tab) {
  const answer = await tab.goto(site.url("news/a/"));
  expect(`a broken page is ${answer.status()}`, answer.status() === 500);
  await until("the overlay comes", tells(tab, "content/news/a.md:2"));
  const said = await overlay(tab).locator("pre").textContent();
  expect(`the overlay says ${said}`, site.check().includes(said.trim()));
  expect("the page tells the error", (await text(tab, "main, body")).includes("content/news/a.md:2"));
  expect("the menu is there", (await tab.locator(`nav a[href="${site.base}news/"]`).count()) > 0);
  await isAccessible(tab);
  await tab.keyboard.press("Escape");
  await until("Escape closes", () => isClosed(tab));
  await tab.reload();
  await until("it comes again with the page", () => isOpen(tab));
  await overlay(tab).locator("button").focus();
  await tab.keyboard.press("Enter");
  await until("the button closes", () => isClosed(tab));
  site.put("content/news/a.md", news("Фонд подвёл итоги", "Сто семей."));
  await until("the mended page comes", async () => (await text(tab, "h1")) === "Фонд подвёл итоги");
}

async function aTitleInAnotherTab(site, { list, other }) {
  await list.setViewportSize({ width: 800, height: 300 });
  await list.goto(site.url("news/"));
  await other.goto(site.url("practices/peredyshka/"));
  await mark(other);
  await list.evaluate(() => scrollTo(0, 150));
  expect("the list can be scrolled", (await list.evaluate(() => scrollY)) === 150);
  site.put("content/news/a.md", news("Новый заголовок", "Сто семей."));
  await until("the list shows it", async () => (await text(list, "main")).includes("Новый заголовок"));
  await until("the place is kept", async () => (await list.evaluate(() => scrollY)) === 150);
  await pause();
  expect("another page was reloaded", await isSame(other));
  site.put("content/news/new.md", news("Совсем новое", "Текст."));
  await until("a new article is in the list", async () => (await text(list, "main")).includes("Совсем новое"));
  await pause();
  expect("a page that does not list it was reloaded", await isSame(other));
}

async function aStyleSheet(site, { list, other }) {
  const sheet = readFileSync(join(THEME, "css/main.css"), "utf8");
  const colour = (tab) => tab.evaluate(() => getComputedStyle(document.querySelector("h1")).color);
  await mark(list);
  for (const [at, rgb] of ["rgb(1, 2, 3)", "rgb(4, 5, 6)"].entries()) {
    site.put("themes/svod/css/main.css", `${sheet}\nh1 { color: ${rgb} }\n`);
    for (const tab of [list, other]) await until(`style ${at}`, async () => (await colour(tab)) === rgb);
    await until("the old sheet goes", async () => (await other.locator("link[rel=stylesheet]").count()) === 1);
  }
  expect("a style reloads the page", (await isSame(list)) && (await isSame(other)));
}

async function aTemplate(site, { list, other }) {
  const template = readFileSync(join(THEME, "templates/article.html"), "utf8");
  const marked = (it) => template.replace("<h1>", `<p id="mark">${it}</p><h1>`);
  site.put("themes/svod/templates/article.html", marked("один"));
  await until("the template is used", async () => (await text(other, "#mark")) === "один");
  await mark(other);
  site.put("themes/svod/templates/article.html", `${marked("два")}{% if %}`);
  await until("a broken template is told", tells(other, "themes/svod/templates/article.html:"));
  await until("on other pages too", () => isOpen(list));
  await pause();
  expect("the last good page goes", (await isSame(other)) && (await text(other, "#mark")) === "один");
  await other.reload();
  expect("the last good template is not used", (await text(other, "#mark")) === "один");
  await until("it is told again", () => isOpen(other));
  site.put("themes/svod/templates/article.html", marked("три"));
  await until("the mended template is used", async () => (await text(other, "#mark")) === "три");
  for (const tab of [list, other]) await until("nothing is told", () => isClosed(tab));
}

async function theSettings(site, { list, other }) {
  await mark(other);
  site.put("svod.yaml", `${settings(site.base)}menu: [`);
  for (const tab of [list, other]) await until("broken settings are told", tells(tab, "svod.yaml:"));
  await pause();
  expect("broken settings reload", await isSame(other));
  const page = await fetch(site.url("practices/peredyshka/"));
  expect("the site goes on", page.status === 200 && (await page.text()).includes("Няня приходит домой."));
  site.put("svod.yaml", settings(site.base).replace("Свод практик", "Другое имя"));
  for (const tab of [list, other]) await until("mended settings", () => isClosed(tab));
  await until("new settings are used", async () => (await text(other, "header")).includes("Другое имя"));
}

async function anotherServer(site, { other }) {
  const port = site.port;
  await site.stop();
  site.put("content/practices/peredyshka.md", practice("Няня приходит и вечером."));
  await pause();
  await site.serve(port);
  await until("a tab finds its server again", async () => (await text(other, "main")).includes("вечером"));
  site.put("content/practices/peredyshka.md", practice("Няня приходит ночью."));
  await until("and listens to it", async () => (await text(other, "main")).includes("ночью"));
  await site.stop();
}

async function following(site, tab) {
  await site.serve(await freePort(), "--follow");
  await tab.goto(site.url(""));
  await tab.bringToFront();
  await until("the tab listens", () => tab.evaluate(() => performance.getEntriesByType("resource").length > 0));
  await pause();
  site.put("content/news/a.md", news("За правкой", "Сто семей."));
  await until("the tab follows", async () => tab.url() === site.url("news/a/"));
  await pause();
  site.put("content/news/_index.md", "---\ntitle: Лента\n---\n\nВсе новости.\n");
  await until("to a section too", async () => tab.url() === site.url("news/"));
}

async function minute(browser, base) {
  const site = new Place(base);
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  const tabs = {};
  for (const name of ["own", "list", "other"]) {
    tabs[name] = await context.newPage();
    tabs[name].on("pageerror", (it) => expect(`script: ${it.message}`, false));
    tabs[name].setDefaultTimeout(PATIENCE);
  }
  try {
    site.put("content/news/a.md", news("Фонд: итоги", "Сто семей."));
    await site.serve(await freePort());
    await brokenFromTheStart(site, tabs.own);
    await aTitleInAnotherTab(site, tabs);
    await aStyleSheet(site, tabs);
    await aTemplate(site, tabs);
    await theSettings(site, tabs);
    await anotherServer(site, tabs);
    await following(site, tabs.own);
  } finally {
    await site.stop();
    await context.close();
    rmSync(site.root, { recursive: true, force: true });
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
for (const base of ["/", "/a/б/"].map(encodeURI)) {
  faults.length = 0;
  await minute(browser, base).catch((error) => faults.push(`${base}: ${error.stack}`));
  faults.forEach((it) => console.log(`${base}: ${it}`));
  process.exitCode ||= Number(faults.length > 0);
}
await browser.close();
console.log(`${n} looks`);
