// What may have been meant by words that are in no document, as src/search/query/meant.rs tells; `search` is the Search
// of query.js.
import { cyrillic, fold, isVowel, splitText, stem } from "./analysis.js";
import { find, findBeside, longer } from "./find.js";
import { fromLatin, otherLayout } from "./layouts.js";

/** The weight of a word as it was typed. */
export const FULL = 16;
const FORMS = 3;
const SAID = 4;

/** What may have been meant by the words of a search. */
export class Guesses {
  constructor(search) {
    this.search = search;
  }

  // A chunk as it would be in the other layout, if all its words are known.
  async inOther(chunk) {
    const count = splitText(chunk).length;
    for (const text of [chunk, chunk.replace(/[.,;:!?]+$/, "")].map((it) => otherLayout(it))) {
      if (!isSayable(text) || splitText(text).length > count) continue;
      const df = await this.search.known(text);
      if (df !== undefined) return { text, df };
    }
    return undefined;
  }

  /** Puts chunks of unknown words into the other layout where that is known. */
  async otherLayouts(chunks) {
    const isRussian = (it) => cyrillic(it.text);
    const alphabets = new Set();
    const others = await Promise.all(chunks.map(async (it) => {
      const isRight = !splitText(it.text).length || (isSayable(it.text) && (await this.search.known(it.text)) !== undefined);
      return isRight ? undefined : this.inOther(it.text);
    }));
    const replace = (chunk, text) => {
      chunk.text = text;
      chunk.isOther = true;
    };
    chunks.forEach((it, at) => {
      if (!others[at]) return;
      alphabets.add(isRussian(it));
      replace(it, others[at].text);
    });
    await Promise.all(chunks.map(async (it) => {
      if (it.isOther || !alphabets.has(isRussian(it))) return;
      const [known, other] = await Promise.all([this.search.known(it.text), this.inOther(it.text)]);
      if (other && !(known > other.df)) replace(it, other.text);
    }));
  }

  async readLatin(word) {
    if (!isAscii(word.text)) return;
    const found = await this.search.variants([[stem(fromLatin(word.text)), FULL]]);
    if (found.length) Object.assign(word, { isGuess: true, variants: found });
  }

  /** Gives an unknown word the variants that it may stand for. */
  async guess(word, isOtherFirst) {
    await this.readLatin(word);
    if (word.variants.length) return;
    const forms = [word.text];
    const other = splitText(otherLayout(word.text));
    if (other.length === 1 && other[0].length === 1) forms.splice(isOtherFirst ? 0 : 1, 0, other[0][0]);
    if (isAscii(word.text)) forms.push(fromLatin(word.text));
    const said = forms.filter(isSayable);
    for (const form of said.length ? said : forms) {
      const found = await find(this.search.index, form, word.isLast);
      if (!found.length) continue;
      word.isGuess = true;
      await this.search.add(word, found, 1);
      return;
    }
  }

  /** The last word may not be typed to its end, though it is known as it is. */
  async goOn(words) {
    const last = words.find((it) => it.isLast && !it.isGuess && it.variants.length);
    if (last) await this.search.add(last, await longer(this.search.index, last.text), 1);
  }

  /** Where no document holds all words, the rarest may have been meant otherwise; says whether anything was added. */
  async widen(words) {
    const known = words.filter((it) => it.isRequired && !it.isGuess && it.variants.length).sort((a, b) => a.df - b.df);
    let isWider = false;
    for (const word of known.slice(0, 2)) {
      const before = word.variants.length;
      await this.search.add(word, await findBeside(this.search.index, word.text, word.isLast), 2);
      isWider ||= word.variants.length > before;
    }
    return isWider;
  }

  /** What was searched for in place of what was typed. */
  async shownFor(chunks, words, hits) {
    const isOther = (at) => chunks[at].isOther || words.some((it) => it.chunk === at && it.isGuess);
    if (!hits.length || !chunks.some((_, at) => isOther(at))) return undefined;
    const guesses = words.filter((it) => it.isGuess);
    const cards = guesses.length ? await Promise.all(hits.slice(0, FORMS).map((it) => this.search.index.card(it.number))) : [];
    const shown = chunks.map((it) => it.text);
    for (const word of guesses) {
      const gives = word.variants.map((it) => contribution(it, hits[0].number));
      const most = Math.max(0, ...gives);
      if (!most) continue;
      const { key } = word.variants[gives.indexOf(most)];
      const text = surface(cards, key) ?? `${key}…`;
      const folded = fold(shown[word.chunk]);
      shown[word.chunk] = folded.includes(word.text) ? folded.replace(word.text, () => text) : text;
    }
    const typed = chunks.map((it) => it.typed).join(" ");
    return fold(shown.join(" ")) === fold(typed) ? undefined : shown.join(" ");
  }
}

// Whether each word could be said: not too many consonants in a row, and a vowel among seven letters.
function isSayable(text) {
  return splitText(text).flat().every((word) => {
    const runs = word.split(/[0-9]|[аеиоуыэюяaeiouy]/);
    const letters = word.replace(/[0-9]/g, "").length;
    const vowels = word.split("").filter((it) => isVowel(it) || "aeiouy".includes(it)).length;
    return letters <= SAID || (runs.every((it) => it.length <= SAID + 1) && 7 * vowels >= letters);
  });
}

// What a variant gives to a document.
function contribution(variant, number) {
  const at = variant.list.documents.indexOf(number);
  return at < 0 ? 0 : variant.weight * variant.list.impacts[at];
}

// A form of a key as titles, then summaries have it.
function surface(cards, key) {
  const texts = [...cards.map((it) => it[1]), ...cards.map((it) => it[2])];
  return texts.flatMap((it) => splitText(it).flat()).find((it) => stem(it) === key);
}

const isAscii = (word) => /^[a-z]*$/.test(word);
