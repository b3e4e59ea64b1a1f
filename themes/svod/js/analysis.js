// From text to the keys of the index, letter for letter the same as src/search/analysis.rs; the tables are in words.js.
// Only simple rules on UTF-16 units: no \p{…}, no toLowerCase, whose Unicode versions differ between programs.
import {
  ADJECTIVE, ALIKE_EN, ALIKE_RU, GERUND, KEYS_EN, KEYS_RU, LATIN, NOUN, PERSON, PERSON_I, SAME, STOP, VOWELLED, WHOLE,
} from "./words.js";

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

const isVowel = (letter) => VOWELS.includes(letter);
const hasVowel = (word) => [...word].some(isVowel);

// The lower-case code of a unit; a stated set of letters, all others stay.
function lower(c) {
  if (c < 0x80) return c > 64 && c < 91 ? c + 32 : c;
  if (c < 0x100) return c > 0xbf && c < 0xdf && c !== 0xd7 ? c + 32 : c;
  if (c < 0x180) {
    if (c === 0x130) return 105;
    if (c === 0x178) return 0xff;
    if (c < 0x138 || (c > 0x149 && c < 0x178)) return c | 1;
    return (c > 0x138 && c < 0x149) || (c > 0x178 && c < 0x17f) ? c + (c & 1) : c;
  }
  if (c > 0x390 && c < 0x3aa) return c + 32;
  if (c === 0x3c2) return 0x3c3;
  if (c > 0x3ff && c < 0x410) return lower(c + 80);
  if (c > 0x40f && c < 0x430) return c + 32;
  // ѐ and ё are е, ѝ is и.
  if (c === 0x450 || c === 0x451) return 0x435;
  if (c === 0x45d) return 0x438;
  if ((c > 0x45f && c < 0x482) || (c > 0x489 && c < 0x4c0) || (c > 0x4cf && c < 0x530)) return c | 1;
  if (c > 0x4c0 && c < 0x4cf) return c + (c & 1);
  if (c === 0x4c0) return 0x4cf;
  if (c > 0x530 && c < 0x557) return c + 48;
  if (c === 0x1e9e) return 0xdf;
  return (c > 0x1dff && c < 0x1e96) || (c > 0x1e9f && c < 0x1f00) ? c | 1 : c;
}

// Ranges of letters and digits, first and last by turns; whatever is not in them parts words.
const LETTERS = [
  0x30, 0x39, 0x61, 0x7a, 0xdf, 0xf6, 0xf8, 0x24f, 0x386, 0x386, 0x388, 0x3ff, 0x400, 0x481, 0x48a, 0x52f, 0x561, 0x587,
  0x5d0, 0x5ea, 0x620, 0x64a, 0x660, 0x669, 0x671, 0x6d3, 0x904, 0x939, 0x10d0, 0x10ff, 0x1e00, 0x1fbc, 0x3041, 0x3096,
  0x30a1, 0x30fa, 0x4e00, 0x9fff, 0xac00, 0xd7a3,
];
function isLetter(c) {
  for (let i = 0; i < LETTERS.length; i += 2) if (c <= LETTERS[i + 1]) return c >= LETTERS[i];
  return false;
}
const isCyrillic = (c) => c > 0x3ff && c < 0x530;
const isLatin = (c) => (c > 96 && c < 123) || (c > 0xde && c < 0x250);

/** Lower case, ё as е, without stresses and soft hyphens (the breve of й is part of a letter after NFC). */
export function fold(text) {
  let out = "";
  for (const unit of text.normalize("NFC").split("")) {
    const c = unit.charCodeAt(0);
    if ((c > 0x2ff && c < 0x370) || c === 0xad) continue;
    out += String.fromCharCode(lower(c));
  }
  return out;
}

const swapAll = (word, from, to) => [...word].map((it) => to[from.indexOf(it)] ?? it).join("");
const areAll = (word, is, set) => word.split("").every((it) => !is(it.charCodeAt(0)) || set.includes(it));

// A word of both scripts: letters of the one that look like the other's were meant to be the other's.
function oneScript(word) {
  const codes = word.split("").map((it) => it.charCodeAt(0));
  if (!codes.some(isCyrillic) || !codes.some(isLatin)) return word;
  if (areAll(word, isLatin, ALIKE_EN)) return swapAll(word, ALIKE_EN, ALIKE_RU);
  return areAll(word, isCyrillic, ALIKE_RU) ? swapAll(word, ALIKE_RU, ALIKE_EN) : word;
}

/** Words of a text in its order: folded, of one script, hyphenated ones as a list of parts: [["дети", "сироты"], ["дом"]]. */
export function words(text) {
  const found = [];
  const folded = fold(text);
  let parts = [];
  for (let i = 0, from = 0; i <= folded.length; i++) {
    const c = folded.charCodeAt(i);
    if (isLetter(c)) continue;
    if (i > from) parts.push(oneScript(folded.slice(from, i).slice(0, LONGEST)));
    const isJoined = i > from && (c === 45 || c === 0x2010 || c === 0x2011) && isLetter(folded.charCodeAt(i + 1));
    if (!isJoined && parts.length) {
      found.push(parts);
      parts = [];
    }
    from = i + 1;
  }
  return found;
}

/** The keys of a word: its parts that are no stop words, and the whole, written together. */
export function keys(parts) {
  const out = parts.filter((it) => !stops.has(it)).map(stem);
  const whole = parts.join("").slice(0, LONGEST);
  if (parts.length > 1 && whole.split("").some((it) => it > "9")) out.push(stem(whole));
  return out;
}

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

/** The text as it would be had the other keyboard layout been on; keys of punctuation are letters, so before words(). */
export function otherLayout(text) {
  const low = text.normalize("NFC").split("").map((it) => String.fromCharCode(plain(it.charCodeAt(0)))).join("");
  const isRussian = low.split("").some((it) => isCyrillic(it.charCodeAt(0)));
  return isRussian ? swapAll(low, KEYS_RU, KEYS_EN) : swapAll(low, KEYS_EN, KEYS_RU);
}

// As lower(), but ё keeps its own key.
const plain = (c) => (c === 0x401 || c === 0x451 ? 0x451 : lower(c));

const latin = LATIN.split(" ").map((it) => it.split(":"));

/** A word in Latin letters read as Russian: praktika → практика. */
export function fromLatin(word) {
  let out = "";
  for (let i = 0; i < word.length; ) {
    const [from, to] = latin.find((it) => word.startsWith(it[0], i)) ?? [word[i], word[i]];
    // After a vowel y is й, and so it is at the end: novy.
    const isShort = from === "y" && (i === 0 || isVowel(out.at(-1)));
    out += isShort ? "й" : to;
    if (from === "y" && !isShort && i + 1 === word.length) out += "й";
    i += from.length;
  }
  return out;
}
