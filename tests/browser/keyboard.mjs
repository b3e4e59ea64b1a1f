// Walks through a built site by keyboard alone, without scripts: the skip link, the menu on a desk and on a phone,
// folded parts, tables that scroll. Whatever has the focus is seen, and comes in the order of reading.
//
//   node keyboard.mjs FOLDER
//
// The browser is CHROMIUM, else /usr/bin/chromium. One line a fault, exit code 1 if there is any.

import { chromium } from "playwright-core";
import { pagesOf, served } from "./served.mjs";

const [given] = process.argv.slice(2);
if (!given) {
  console.error("usage: node keyboard.mjs FOLDER");
  process.exit(2);
}
/** More stops than that are not walked: what comes after is like what came before. */
const STOPS = 90;

const faults = [];
let n = 0;
const expect = (what, is) => {
  n += 1;
  if (!is) faults.push(what);
};

const { folder, origin, close } = await served(given);
const all = new Set(pagesOf(folder));
/** The first page that is there of these, and of a folder its first child. */
const firstOf = (...paths) => {
  for (const path of paths) {
    if (all.has(path)) return path;
    const below = [...all].sort().find((it) => it.startsWith(`${path}/`));
    if (below) return below;
  }
  return undefined;
};
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});
const opened = async (width, height) => {
  const context = await browser.newContext({ viewport: { width, height }, javaScriptEnabled: false, reducedMotion: "reduce" });
  return context.newPage();
};
const go = (page, path) => page.goto(`${origin}/${path ? `${path}/` : ""}`, { waitUntil: "load" });

/** What has the focus: its words, its place among everything in the page, whether it and its ring are seen. */
const focused = (page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    if (!it || it === document.body) return null;
    const box = it.getBoundingClientRect();
    const style = getComputedStyle(it);
    const at = document.elementFromPoint(box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 20) / 2);
    return {
      name: (it.getAttribute("aria-label") ?? it.textContent.trim()).slice(0, 40) || it.outerHTML.slice(0, 60),
      isSkip: it.className === "skip",
      order: [...document.querySelectorAll("*")].indexOf(it),
      isShown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      isCovered: Boolean(at) && !it.contains(at) && !at.contains(it),
      hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  });

/** Tab by Tab to the end of a page. */
async function walk(page, path, width) {
  await go(page, path);
  const tell = (what) => faults.push(`/${path} (${width}): ${what}`);
  let before = -1;
  for (let stop = 0; stop < STOPS; stop += 1) {
    await page.keyboard.press("Tab");
    const it = await focused(page);
    // Past the end it begins again.
    if (!it || (stop > 0 && it.isSkip)) break;
    n += 1;
    if (it.order <= before) tell(`the focus goes back to “${it.name}”`);
    if (!it.isShown) tell(`“${it.name}” has the focus and is not seen`);
    if (it.isCovered) tell(`“${it.name}” has the focus and is covered`);
    if (!it.hasRing) tell(`“${it.name}” has the focus and no ring`);
    before = it.order;
  }
  if (before === -1) tell("nothing can have the focus");
}

/** The first Tab shows the skip link; it leads past the menu. */
async function skips(page) {
  await go(page, firstOf("news", "practices", ""));
  await page.keyboard.press("Tab");
  expect("the first Tab shows the skip link", (await page.locator(".skip").boundingBox())?.y >= 0);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isInside = await page.evaluate(() => document.querySelector("main").contains(document.activeElement));
  expect("the skip link leads into the main text", isInside);
}

/** Folded parts of the menu open and close with the keys of any button. */
async function unfolds(page) {
  await go(page, "");
  const part = page.locator(".menu details").first();
  if ((await part.count()) === 0) return;
  await part.locator("summary").focus();
  await page.keyboard.press("Enter");
  expect("Enter opens a part of the menu", await part.evaluate((it) => it.open));
  await page.keyboard.press("Tab");
  const isInside = await part.evaluate((it) => it.contains(document.activeElement) && document.activeElement.tagName === "A");
  expect("Tab goes on into the opened part", isInside);
  await part.locator("summary").focus();
  await page.keyboard.press("Space");
  expect("Space closes it", !(await part.evaluate((it) => it.open)));
}

/** The menu of a phone: a popover that needs no script. */
async function popsUp(page) {
  await go(page, "");
  const menu = page.locator("#menu");
  const button = page.locator(".site-head__row .menu-button");
  expect("a phone's menu is closed at first", !(await menu.isVisible()));
  await button.focus();
  await page.keyboard.press("Enter");
  expect("Enter opens a phone's menu", await menu.isVisible());
  await page.keyboard.press("Tab");
  expect("Tab goes on into it", await menu.evaluate((it) => it.contains(document.activeElement)));
  const small = await menu.evaluate((it) =>
    [...it.querySelectorAll("a, summary, button")].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && box.height < 40;
    }).length);
  expect(`${small} lines of a phone's menu are too low for a finger`, small === 0);
  await page.keyboard.press("Escape");
  expect("Escape closes it", !(await menu.isVisible()));
  expect("the focus is back at its button", await button.evaluate((it) => it === document.activeElement));
}

/** What is wider than the page is moved by its arrow keys. */
async function scrolls(page) {
  const path = firstOf("matrix", "practices/table");
  if (path === undefined) return;
  await go(page, path);
  const frame = page.locator(".scroll").first();
  const room = await frame.evaluate((it) => it.scrollWidth - it.clientWidth);
  if (room < 40) return;
  await frame.focus();
  await page.keyboard.press("ArrowRight");
  await page.waitForTimeout(300);
  expect("an arrow key moves a wide table", (await frame.evaluate((it) => it.scrollLeft)) > 0);
}

const kinds = ["", "news", "practices", "regions", "search", "subscribe", "events", "galleries", "documents"];
const pages = [...new Set(kinds.map((it) => firstOf(it)).filter((it) => it !== undefined))];
for (const kind of ["news", "practices", "services"]) {
  const one = [...all].sort().find((it) => new RegExp(`^${kind}/[a-z][a-z0-9-]{4,}$`).test(it));
  if (one) pages.push(one);
}
const desk = await opened(1280, 900);
const phone = await opened(360, 740);
for (const path of pages) {
  await walk(desk, path, 1280);
  await walk(phone, path, 360);
}
await skips(desk);
await unfolds(desk);
await popsUp(phone);
await scrolls(phone);
await browser.close();
close();
faults.forEach((it) => console.log(it));
console.log(`${n} stops and expectations, ${faults.length} faults`);
process.exit(faults.length > 0 || n === 0 ? 1 : 0);
