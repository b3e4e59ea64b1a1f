// Small helpers of the interface.
import { lang, t } from "./t.js";
import { Fault, Index } from "./wire.js";

/** Milliseconds after a key until there is a look, and until it is spoken of. */
export const PAUSE = 120;
export const SETTLED = 900;

/** An element; attributes that are false or undefined are left out, children may be texts. */
export function element(name, attributes = {}, ...children) {
  const it = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) it.setAttribute(key, value === true ? "" : value);
  }
  it.append(...children.flat().filter((child) => child !== undefined && child !== ""));
  return it;
}

const plural = new Intl.PluralRules(lang);
const grouped = new Intl.NumberFormat(lang, { useGrouping: "always" });

/** A sentence with its places filled; a list of forms agrees with n. */
export function say(words, places = {}) {
  const text = typeof words === "string" ? words : words[plural.select(places.n)] ?? words.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = places[name];
    return typeof value === "number" ? grouped.format(value) : value ?? whole;
  });
}

const days = new Intl.DateTimeFormat(lang, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** `2026-05-17` → «17 мая 2026 г.» */
export const day = (iso) => days.format(new Date(`${iso}T00:00:00Z`)).replaceAll(" ", "\u00a0");

let index;
/** The index of the site, opened once; what failed is tried again the next time. */
export function openIndex(root) {
  index ??= Index.open(async (name) => {
    let answer;
    try {
      answer = await fetch(name.startsWith("/") ? name : root + name);
    } catch {
      throw new Fault("missing");
    }
    if (!answer.ok) throw new Fault("missing");
    return new Uint8Array(await answer.arrayBuffer());
  });
  index.catch(() => (index = undefined));
  return index;
}

/** What a hit is, when and where: «Новость · 17 мая 2026 г. · Омская область». */
export function about(card, types) {
  const [, , , date, type, region] = card;
  return [
    element("span", { class: "kind" }, types[type]?.[1] ?? ""),
    date ? element("time", { datetime: date }, day(date)) : "",
    region ? element("span", {}, region) : "",
  ].filter((it) => it !== "");
}

/** Calls `act` once nobody has called for so many milliseconds. */
export function settled(wait, act) {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...args), wait);
  };
}

/** The sentence on what was shown instead of what was typed, with the way back. */
export async function correction(answer, address) {
  const shown = await answer.shown();
  if (!shown) return "";
  const back = element("a", { href: address, "data-exact": true }, say(t.as_typed, { query: answer.query }));
  return element("p", { class: "search__instead" }, say(t.shown_for, { query: shown }), " ", back);
}
