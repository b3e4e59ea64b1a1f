// Words of another keyboard layout, and in Latin letters, as src/search/analysis.rs has them; `tools` are those of
// analysis.js, which stands in another file of the published site.
import { CLIPPED, KEYS_EN, KEYS_RU, LATIN } from "./boards.js";

/** The text as it would be had the other keyboard layout been on; keys of punctuation are letters, so before splitText(). */
export function otherLayout(text, { cyrillic, lower, swapAll }) {
  const low = text.normalize("NFC").split("").map(lower).join("");
  return cyrillic(low) ? swapAll(low, KEYS_RU, KEYS_EN) : swapAll(low, KEYS_EN, KEYS_RU);
}

const clips = CLIPPED.split(" ");

/** What stands behind the clipped word with which a word begins: соцработник → работник. */
export function clipped(word) {
  const clip = clips.find((it) => word.startsWith(it) && word.length >= it.length + 3);
  return clip && word.slice(clip.length);
}

const latin = LATIN.split(" ").map((it) => it.split(":"));

/** A word in Latin letters read as Russian: praktika → практика. */
export function fromLatin(word, { isVowel }) {
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
