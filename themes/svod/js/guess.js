// What may have been meant by words that are in no document, as src/search/query/meant.rs tells: fetched once there are
// such. `search` is the Search of query.js, `tools` are those of analysis.js and query.js.
import { find, findBeside } from "./find.js";
import { clipped, fromLatin, otherLayout } from "./layouts.js";

const FULL = 16;
const FORMS = 3;
const ALSO = 12;

/** What may have been meant by the words of a search. */
export class Guesses {
  constructor(search, tools) {
    this.search = search;
    this.tools = tools;
  }

  // Chunks with their texts in the other layout, those for which such a text is known.
  async inOther(chunks) {
    const { isSayable, splitText } = this.tools;
    const all = await Promise.all(chunks.map(async ({ text }) => {
      const count = splitText(text).length;
      const texts = [text, text.replace(/[.,;:!?]+$/, "")].map((it) => otherLayout(it, this.tools));
      for (const it of texts) if (isSayable(it) && splitText(it).length <= count && (await this.search.isKnown(it))) return it;
      return undefined;
    }));
    return chunks.map((it, at) => [it, all[at]]).filter((it) => it[1] !== undefined);
  }

  /** Puts chunks into the other layout where one of their alphabet shows that it was off. */
  async otherLayouts(chunks) {
    const { cyrillic, splitText } = this.tools;
    const all = chunks.filter((it) => splitText(it.text).length);
    const groups = [true, false].map((is) => all.filter((it) => cyrillic(it.text) === is));
    await Promise.all(groups.map((it) => this.otherAlphabet(it)));
  }

  async otherAlphabet(chunks) {
    let wrong = await this.inOther(chunks.filter((it) => !this.tools.isSayable(it.text)));
    if (!wrong.length) {
      const known = await Promise.all(chunks.map((it) => !this.tools.isSayable(it.text) || this.search.isKnown(it.text)));
      wrong = await this.inOther(chunks.filter((_, at) => !known[at]));
    }
    if (!wrong.length) return;
    for (const [chunk, text] of await this.inOther(chunks)) Object.assign(chunk, { text, isOther: true });
  }

  /** A known word of Latin letters may have been meant as a Russian one, too. */
  async alsoLatin(word) {
    await this.search.add(word, [[this.tools.stem(fromLatin(word.text, this.tools)), ALSO]], 1);
  }

  async readLatin(word) {
    if (!isAscii(word.text)) return;
    const { stem } = this.tools;
    const found = await this.search.variants([[stem(fromLatin(word.text, this.tools)), FULL]]);
    if (found.length) Object.assign(word, { isGuess: true, variants: found });
  }

  /** Gives an unknown word the variants that it may stand for. */
  async guess(word, isOtherFirst) {
    await this.readLatin(word);
    if (word.variants.length) return;
    const { isSayable, splitText } = this.tools;
    const forms = [word.text];
    const other = splitText(otherLayout(word.text, this.tools));
    if (other.length === 1 && other[0].length === 1) forms.splice(isOtherFirst ? 0 : 1, 0, other[0][0]);
    if (isAscii(word.text)) forms.push(fromLatin(word.text, this.tools));
    const said = forms.filter(isSayable);
    for (const form of said.length ? said : forms) {
      const found = await find(this.search.index, form, word.isLast, this.tools);
      if (!found.length) continue;
      word.isGuess = true;
      await this.search.add(word, found, 1);
      return;
    }
    const rest = clipped(word.text);
    if (!rest) return;
    await this.search.add(word, [[this.tools.stem(rest), ALSO]], 1);
    word.isGuess = word.variants.length > 0;
  }

  /** Where no document holds all words, the rarest may have been meant otherwise; says whether anything was added. */
  async widen(words) {
    const known = words.filter((it) => it.isRequired && !it.isGuess && it.variants.length).sort((a, b) => a.df - b.df);
    let isWider = false;
    for (const word of known.slice(0, 2)) {
      const before = word.variants.length;
      await this.search.add(word, await findBeside(this.search.index, word.text, word.isLast, this.tools), 2);
      isWider ||= word.variants.length > before;
    }
    return isWider;
  }

  // A form of a key as the best hits have it; mostly the first one does, and is shown anyway.
  async surface(hits, key) {
    const { splitText, stem } = this.tools;
    for (const { number } of hits.slice(0, FORMS)) {
      const [, title, summary] = await this.search.index.card(number);
      const form = splitText(`${title}\n${summary}`).flat().find((it) => stem(it) === key);
      if (form !== undefined) return form;
    }
    return undefined;
  }

  /** What was searched for in place of what was typed. */
  async shownFor(chunks, words, hits) {
    const isOther = (at) => chunks[at].isOther || words.some((it) => it.chunk === at && it.isGuess);
    if (!hits.length || !chunks.some((_, at) => isOther(at))) return undefined;
    const { fold } = this.tools;
    const guesses = words.filter((it) => it.isGuess);
    const shown = chunks.map((it) => it.text);
    for (const word of guesses) {
      const gives = word.variants.map((it) => contribution(it, hits[0].number));
      const most = Math.max(0, ...gives);
      if (!most) continue;
      const { key } = word.variants[gives.indexOf(most)];
      const text = (await this.surface(hits, key)) ?? `${key}…`;
      const folded = fold(shown[word.chunk]);
      shown[word.chunk] = folded.includes(word.text) ? folded.replace(word.text, () => text) : text;
    }
    const typed = chunks.map((it) => it.typed).join(" ");
    return fold(shown.join(" ")) === fold(typed) ? undefined : shown.join(" ");
  }
}

// What a variant gives to a document.
function contribution(variant, number) {
  const at = variant.list.documents.indexOf(number);
  return at < 0 ? 0 : variant.weight * variant.list.impacts[at];
}

const isAscii = (word) => /^[a-z]*$/.test(word);
