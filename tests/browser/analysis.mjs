// The analysis of the page against tests/data/search/analysis.jsonl, which src/search/analysis.rs is held against, too:
// so both are equal. Each line: text, its words, their keys, the text in the other layout, its first word from Latin.
//
//   node tests/browser/analysis.mjs           compares
//   node tests/browser/analysis.mjs --bless   writes the file anew
import { readFileSync, writeFileSync } from "node:fs";

import * as tools from "../../themes/svod/js/analysis.js";
import { fromLatin, otherLayout } from "../../themes/svod/js/layouts.js";
import * as tables from "../../themes/svod/js/words.js";

const FILE = new URL("../data/search/analysis.jsonl", import.meta.url);

// The same numbers every time (xorshift).
let state = 2463534242;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

function* texts() {
  yield* ["Дети-сироты", "COVID-19 и соцконтракт", "442-ФЗ, 5-летний, 2020–2021", "кни\u0301га со\u00adвместно", "Й Й й Ё ё", "СOVID Cоциальный"];
  yield* ["2 168 контрактов", "350\u00a0000\u202f000 руб.", "1 23 456 789 0123", "8 800 200-60-60", "12 345а 1234 567", "№ 7 100"];
  yield* ["ghfrnbrf", "`;bkm", ";bkm`", "ТПЩ", "ltnb-cbhjns", "praktika", "novy Urengoy", "shchelkovskiy", "İstanbul ΣΑΣ Straße ẞ ǅ ﬁ"];
  yield* ["Running policies, houses and classes agreed early", "семья семь семьи семью", "гражданин граждане", "𝔘𝔫𝔦 👩‍👩‍👧 \ud800 конец"];
  const russian = "абвгдежзийклмнопрстуфхцчшщъыьэюя";
  const stemOf = () => Array.from({ length: 2 + random(6) }, () => pick([...russian])).join("");
  const endings = [tables.NOUN, tables.ADJECTIVE, tables.VOWELLED, tables.GERUND, tables.PERSON, tables.PERSON_I].join(" ").split(" ");
  for (const ending of endings) for (const after of ["", "ся", "сь"]) yield stemOf() + ending + after;
  for (const row of tables.SAME.split(" ")) for (const form of row.split(/[:,]/)) yield form + pick(endings);
  for (const it of tables.WHOLE.split(" ")) yield it + pick(endings);
  for (const it of tables.STOP.split(" ")) yield `${it} ${it.toUpperCase()}`;
  // Words as they look, each letter exchanged now and then for any other of the first plane, or beyond it.
  const any = () => {
    const code = random(8) ? random(0x2200) : random(0x12000);
    return code >= 0xd800 && code < 0xe000 ? " " : String.fromCodePoint(code);
  };
  for (let i = 0; i < 700; i++) {
    const letters = Array.from({ length: 4 + random(20) }, () => pick([...`${russian}${russian.toUpperCase()}аеопсху abcehkmoptxyzABC -‐.'9`]));
    yield letters.map((it) => (random(9) ? it : any())).join("");
  }
  for (let i = 0; i < 300; i++) yield Array.from({ length: 12 }, any).join("");
}

const lines = [...texts()].map((text) => {
  // Lone surrogates stand in no file of UTF-8.
  const safe = text.toWellFormed?.() ?? text.replace(/[\ud800-\udfff]/g, "\ufffd");
  const words = tools.splitText(safe);
  return JSON.stringify([safe, words, words.flatMap(tools.keys), otherLayout(safe, tools), fromLatin(words.flat()[0] ?? "", tools)]);
});
const made = `${lines.join("\n")}\n`;

if (process.argv.includes("--bless")) {
  writeFileSync(FILE, made);
} else {
  const known = readFileSync(FILE, "utf8").split("\n");
  const wrong = made.split("\n").filter((line, at) => line !== known[at]);
  if (wrong.length || known.length !== made.split("\n").length) {
    console.error(`${wrong.length} lines differ from tests/data/search/analysis.jsonl; the first is now\n${wrong[0]}`);
    console.error("If that is meant, run node tests/browser/analysis.mjs --bless, then cargo test analysis.");
    process.exit(1);
  }
}
console.log(`${lines.length} texts are read alike`);
