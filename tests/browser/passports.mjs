// Prints the passports of a built site and counts sheets of paper: each is one A4, with its foot on it and nothing
// of its text lost below the edge. Then the same with the longest fields that a person could write. The page that is
// promised to fit a sheet, docs/pamyatka, has to fit one as well.
//
//   node passports.mjs FOLDER SVOD
//
// SVOD is the program that builds the second site. The browser is CHROMIUM, else /usr/bin/chromium.
// One line a fault, exit code 1 if there is any.

import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { chromium } from "playwright-core";
import { pagesOf, served } from "./served.mjs";

const [folder, program] = process.argv.slice(2);
if (!folder || !program) {
  console.error("usage: node passports.mjs FOLDER SVOD");
  process.exit(2);
}

const faults = [];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--no-first-run"],
});

/** Prints every passport of a site; `isLong` sites have to say where the rest is. */
async function printed(site, isLong) {
  const server = await served(site);
  // The width of the text on the sheet: 210 mm without its margins.
  const page = await browser.newPage({ viewport: { width: 703, height: 1040 } });
  await page.emulateMedia({ media: "print" });
  const passports = pagesOf(server.folder).filter((it) => it.endsWith("/passport"));
  if (passports.length === 0) faults.push(`${site}: no passport`);
  for (const path of passports) {
    const tell = (text) => faults.push(`/${path}/: ${text}`);
    await page.goto(`${server.origin}/${path}/`, { waitUntil: "load" });
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    const [, width, height] = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]/.exec(pdf) ?? [];
    if (sheets !== 1) tell(`${sheets} sheets`);
    if (Math.abs(width - 595) > 2 || Math.abs(height - 842) > 2) tell(`${width} × ${height} points are no A4`);
    const seen = await page.evaluate(() => {
      const box = (it) => document.querySelector(it).getBoundingClientRect();
      const body = document.querySelector(".sheet__body");
      const inside = Math.round(body.lastElementChild?.getBoundingClientRect().bottom ?? 0);
      return {
        lost: inside - Math.round(box(".sheet__body").bottom),
        foot: box(".sheet__foot").bottom <= box(".sheet").bottom + 1,
        says: document.querySelector(".sheet__foot").innerText.includes("полностью — по адресу"),
      };
    });
    if (seen.lost > 0) tell(`${seen.lost} px of it are below the edge`);
    if (!seen.foot) tell("the foot is below the edge");
    if (isLong && !seen.says) tell("does not say where the rest is");
  }
  for (const path of pagesOf(server.folder).filter((it) => it === "docs/pamyatka")) {
    await page.goto(`${server.origin}/${path}/`, { waitUntil: "load" });
    const pdf = (await page.pdf({ preferCSSPageSize: true, format: "A4" })).toString("latin1");
    const sheets = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    if (sheets !== 1) faults.push(`/${path}/: ${sheets} sheets`);
  }
  await page.close();
  server.close();
  return passports.length;
}

/** A site whose practices have the longest texts everywhere, in long words, in short ones, and in capitals. */
function longest(root) {
  const put = (path, text) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const words = {
    long: "Межведомственное взаимодействие социально-реабилитационных учреждений Нижегородской области ",
    short: "и мы, и вы, и он, и я, а не те, кто ни в чём не был, ",
    capital: "ЩЕДРОЕ ЖИВОЕ ШИРОКОЕ МНОГОФУНКЦИОНАЛЬНОЕ СОПРОВОЖДЕНИЕ ",
    unbroken: "Сверхдлинноеслово",
  };
  put("svod.yaml", "title: Свод\nbase_url: https://example.org\n");
  put("content/target_groups.yaml", "- {id: deti, title: Дети}\n");
  for (const [name, word] of Object.entries(words)) {
    const text = (signs) => JSON.stringify(word.repeat(Math.ceil(signs / word.length)).slice(0, signs).trim());
    const list = (n, of) => Array.from({ length: n }, (_, at) => `\n  - ${of(at)}`).join("");
    put(`content/organisations/${name}.md`, `---\ntitle: ${text(300)}\nphones: "+7 (3812) 00-00-00"\n---\n`);
    put(`content/practices/${name}-${"a".repeat(120)}.md`, `---
title: ${text(400)}
status: действует
regions: [Омская область, Нижегородская область, Иркутская область, Москва, Санкт-Петербург]
target_groups: Дети
organisation: ${name}
partners:${list(20, () => `{organisation: ${name}, role: партнёр}`)}
coverage: вся территория
problem: ${text(3000)}
goal:${list(8, () => `{text: ${text(400)}, indicator: ${text(200)}, from: 100, to: 50, by: за три года}`)}
solution: ${text(3000)}
steps:${list(15, () => `{title: ${text(200)}, term: ${text(60)}, text: ${text(600)}}`)}
results:${list(12, () => `{label: ${text(300)}, from: 10, value: 75, unit: "%", target: 80, date: 01.08.2024, group: Дети, source: ${text(300)}, text: ${text(400)}}`)}
reach:${list(10, () => `{who: ${text(150)}, value: 900, qualifier: около, per: год, date: 01.08.2024}`)}
difficulties: ${text(2000)}
lessons: ${text(2000)}
limits: ${text(2000)}
evidence: 4
evidence_note: ${text(1500)}
evaluated_by: ${text(500)}
evaluated: 2024
legal:${list(6, () => `{title: ${text(300)}, number: 1-ФЗ, until: 31.12.2024}`)}
replication: {ready: да, conditions: ${text(1500)}, help: ${text(1500)}}
contact: {role: ${text(300)}, organisation: ${name}, phones: ["+7 (3812) 00-00-01", "+7 (3812) 00-00-02", "+7 (3812) 00-00-03"], email: a@example.org}
reviewed: 01.08.2026
---
`);
  }
  const built = spawnSync(resolve(program), ["build", "--root", root, "--now", "2026-11-24"], { encoding: "utf8" });
  if (built.status !== 0) faults.push(`the site of the longest fields: ${built.stdout}${built.stderr}`);
  return join(root, "public");
}

const root = mkdtempSync(join(tmpdir(), "svod-passports-"));
const shown = await printed(folder, false);
const long = await printed(longest(root), true);
await browser.close();
rmSync(root, { recursive: true });
faults.forEach((it) => console.log(it));
console.log(`${shown} passports and ${long} of the longest printed, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
