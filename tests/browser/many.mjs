// Makes a site whose lists, hubs and pairs are cut into many pages and which has no archive: the way to what is old
// is a page of a list.
//
//   node many.mjs FOLDER

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

const [root] = process.argv.slice(2);
if (!root) {
  console.error("usage: node many.mjs FOLDER");
  process.exit(2);
}

function put(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const REGIONS = ["Вологодская область", "Псковская область", "Тверская область"];
const GROUPS = ["Ветераны", "Студенты"];
const THEMES = ["Жильё", "Работа", "Досуг", "Учёба"];
const two = (it) => String(it).padStart(2, "0");

put("svod.yaml", "title: Свод\nbase_url: https://example.org\nper_page: 5\narchive: false\n");
put("content/target_groups.yaml", GROUPS.map((it) => `- ${it}\n`).join(""));
put("content/themes.yaml", THEMES.map((it) => `- ${it}\n`).join(""));
put("content/organisations.yaml", Array.from({ length: 40 }, (_, at) => `- {title: Организация ${at}, regions: [${REGIONS[at % 3]}]}\n`).join(""));
for (let at = 0; at < 1000; at += 1) {
  const terms = `regions: ${REGIONS[at % 3]}\ntarget_groups: ${GROUPS[at % 2]}\nthemes: ${THEMES[at % 4]}\n`;
  const day = `${2019 + Math.floor(at / 200)}-${two(Math.floor((at % 200) / 20) + 1)}-${two((at % 20) + 1)}`;
  const own = at % 10 === 0
    ? ["practices", `status: действует\norganisation: Организация ${at % 40}\nadopted: [{region: ${REGIONS[(at + 1) % 3]}}]\n`]
    : at % 10 === 5
      ? ["events", `event: {start: ${day} 10:00, region: ${REGIONS[(at + 1) % 3]}}\n`]
      : ["news", `date: ${day}\norganisations: [Организация ${at % 40}]\n`];
  put(`content/${own[0]}/m${at}.md`, `---\ntitle: Материал ${at}\n${terms}${own[1]}---\nО материале ${at}.\n`);
}
