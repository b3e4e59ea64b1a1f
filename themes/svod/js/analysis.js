// From text to the keys of the index, letter for letter the same as src/search/analysis.rs; the tables are in words.js.
// Only simple rules on single UTF-16 units, and stated ranges: tables of \p{…} differ between versions of Unicode.
import { ADJECTIVE, ALIKE_EN, ALIKE_RU, GERUND, NOUN, PERSON, PERSON_I, SAME, STOP, VOWELLED, WHOLE } from "./words.js";

const VOWELS = "аеиоуыэюя";
const LONGEST = 48;

/** Words that nobody looks for. */
export const stops = new Set(STOP.split(" "));

// Ending → [letters that must stay, does it follow a vowel].
const endings = new Map();
for (const [list, least, vowel] of [
  [NOUN, 2], [ADJECTIVE, 2], [VOWELLED, 5, 1], [GERUND, 6, 1], [PERSON, 4], [PERSON_I, 3],
]) for (const ending of list.split(" ")) if (!endings.has(ending)) endings.set(ending, [least, vowel]);

const same = new Map(WHOLE.split(" ").map((it) => [it, it]));
for (const row of SAME.split(" ")) {
  const [key, forms] = row.split(":");
  for (const form of forms.split(",")) same.set(form, key);
}

export const isVowel = (letter) => VOWELS.includes(letter);
const hasVowel = (word) => [...word].some(isVowel);

// Some letters count as others: those with a stress or two dots, and the two kinds of sigma.
const ALIKE = { ё: "е", ѐ: "е", ѝ: "и", ς: "σ" };

/** The lower-case letter, or the first one where there are two. */
export const lower = (unit) => unit.toLowerCase()[0];

// Letters and digits; whatever is not one of these units parts words.
const isLetter = (c) =>
  (c > 47 && c < 58) || (c > 96 && c < 123) || (c > 0xde && c !== 0xf7 && c < 0x2000) || (c > 0x303f && c < 0xd800);
const isCyrillic = (c) => c > 0x3ff && c < 0x530;
const isLatin = (c) => (c > 96 && c < 123) || (c > 0xde && c < 0x250);

/** Lower case, ё as е, without stresses and soft hyphens (the breve of й is part of a letter after NFC). */
export function fold(text) {
  let out = "";
  for (const unit of text.normalize("NFC").replace(/[\u0300-\u036f\u00ad]/g, "").split("")) {
    const low = lower(unit);
    out += ALIKE[low] ?? low;
  }
  return out;
}

/** A word with the letters of one row put for those of another. */
export const swapAll = (word, from, to) => [...word].map((it) => to[from.indexOf(it)] ?? it).join("");
const areAll = (word, is, set) => word.split("").every((it) => !is(it.charCodeAt(0)) || set.includes(it));

// A word of both scripts: letters of the one that look like the other's were meant to be the other's.
function oneScript(word) {
  const codes = word.split("").map((it) => it.charCodeAt(0));
  if (!codes.some(isCyrillic) || !codes.some(isLatin)) return word;
  if (areAll(word, isLatin, ALIKE_EN)) return swapAll(word, ALIKE_EN, ALIKE_RU);
  return areAll(word, isCyrillic, ALIKE_RU) ? swapAll(word, ALIKE_RU, ALIKE_EN) : word;
}

/** Words of a text in its order: folded, of one script, hyphenated ones as a list of parts: [["дети", "сироты"], ["дом"]]. */
export function splitText(text) {
  const found = [];
  const folded = fold(text);
  let parts = [];
  for (let i = 0, from = 0; i <= folded.length; i++) {
    const c = folded.charCodeAt(i);
    if (isLetter(c)) continue;
    if (i > from) parts.push(oneScript(folded.slice(from, i).slice(0, LONGEST)));
    const isHyphen = (c === 45 || c === 0x2010 || c === 0x2011) && isLetter(folded.charCodeAt(i + 1));
    const isJoined = i > from && (isHyphen || (GAPS.includes(folded[i]) && isThousands(parts, folded.slice(i + 1, i + 5))));
    if (!isJoined && parts.length) {
      found.push(parts);
      parts = [];
    }
    from = i + 1;
  }
  return found;
}

// Spaces between the thousands of a number.
const GAPS = " \u00a0\u2009\u202f";

// Whether what follows are thousands of the number that these parts are: 2 168.
function isThousands(parts, next) {
  const isGroup = /^[0-9]{3}$/.test(next.slice(0, 3)) && !isLetter(next.charCodeAt(3));
  return isGroup && parts.every((it, at) => (at ? /^[0-9]{3}$/ : /^[0-9]{1,3}$/).test(it));
}

/** The keys of a word: its parts that are no stop words, and the whole. */
export function keys(parts) {
  const joined = whole(parts);
  return [...parts.filter((it) => !stops.has(it)), ...(joined ? [joined] : [])].map(stem);
}

/** A hyphenated word written together; of numbers only those with spaces between their thousands. */
export function whole(parts) {
  const joined = parts.join("").slice(0, LONGEST);
  const isWord = joined.split("").some((it) => it > "9");
  return parts.length > 1 && (isWord || isThousands(parts, parts.at(-1))) ? joined : undefined;
}

/** Whether a text holds a Cyrillic letter. */
export const cyrillic = (text) => text.split("").some((it) => isCyrillic(it.charCodeAt(0)));

/** The key under which all forms of a word meet. */
export function stem(word) {
  const c = word.charCodeAt(0);
  if (isCyrillic(c)) return russian(word);
  return c > 96 && c < 123 ? english(word) : word;
}

const reflexive = ["лась", "лось", "лись", "юсь", "тесь", "вшись"];

// Endings are taken off again and again, so that a form without an ending («систем») meets the others («системой»).
function russian(word) {
  let s = word;
  const n = s.length;
  if (n < 3) return s;
  const isParticiple = "щш".includes(s[n - 5]) || "щш".includes(s[n - 6]);
  const isReflexive = s.endsWith("ся") ? !isVowel(s[n - 3]) || isParticiple : reflexive.some((it) => s.endsWith(it));
  if (n > 5 && isReflexive) s = s.slice(0, -2);
  for (let next = s; next !== undefined; next = shorter(s)) {
    s = next;
    if (same.has(s)) return same.get(s);
  }
  s = level(s);
  return same.get(s) ?? s;
}

// Without the longest ending that may go.
function shorter(s) {
  for (let n = Math.min(4, s.length - 1); n > 0; n--) {
    const rule = endings.get(s.slice(-n));
    if (!rule) continue;
    const rest = s.slice(0, -n);
    if (rest.length < rule[0] || !(hasVowel(rest) || same.has(rest))) continue;
    if (!rule[1]) return rest;
    // «Материал» and «писатели» are no verbs.
    const isNoun = s[rest.length] === "л" && (rest.endsWith("иа") || (rest.length > 4 && rest.endsWith("те")));
    if (isVowel(rest.at(-1)) && !isNoun) return rest;
  }
}

// One letter for two, no soft sign before a consonant, «граждан» for «гражданин», no fleeting vowel.
function level(word) {
  let s = word.at(-1) === word.at(-2) ? word.slice(0, -1) : word;
  let out = "";
  for (let i = 0; i < s.length; i++) {
    const isMute = s[i] === "ь" && i > 0 && !isVowel(s[i - 1]) && i + 1 < s.length && !isVowel(s[i + 1]);
    if (!isMute) out += s[i];
  }
  s = out;
  if (s.length > 6 && (s.endsWith("анин") || s.endsWith("янин"))) s = s.slice(0, -2);
  if (s.length < 4) return s;
  const [last, before] = [s.at(-1), s.at(-2)];
  const isFleeting = before === "о" ? last === "к" : "еь".includes(before) && "кцнлрб".includes(last);
  if (isFleeting && hasVowel(s.slice(0, -2))) s = s.slice(0, -2) + last;
  return s.at(-2) === "й" && "кц".includes(last) ? s.slice(0, -2) + last : s;
}

const LATIN_VOWELS = /[aeiouy]/;

// Plurals, -ed, -ing, -ly and a mute e.
function english(word) {
  let s = word;
  if (s.length < 4) return s;
  if (s.endsWith("ies")) s = s.slice(0, -3) + "y";
  else if (s.endsWith("sses")) s = s.slice(0, -2);
  else if (s.endsWith("s") && !"sui".includes(s.at(-2))) s = s.slice(0, -1);
  for (const ending of ["ing", "ed", "ly"]) {
    const rest = s.slice(0, -ending.length);
    if (!s.endsWith(ending) || rest.length < 3 || !LATIN_VOWELS.test(rest)) continue;
    s = rest.at(-1) === rest.at(-2) && !"lsz".includes(rest.at(-1)) ? rest.slice(0, -1) : rest;
    break;
  }
  if (s.length > 3 && s.endsWith("e")) s = s.slice(0, -1);
  return s.length > 2 && s.endsWith("y") ? s.slice(0, -1) + "i" : s;
}
