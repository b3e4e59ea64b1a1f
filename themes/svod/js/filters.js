// Filters: which documents have certain values of facets, as src/search/query/filter.rs tells; fetched once there
// is a filter.

const BLOCK = 1 << 14;

// First number of a year: a month that is not earlier, or the end.
function firstOf(meta, year) {
  for (let at = 0; at < meta.months.length; at += 2) if (meta.months[at] >= year * 12) return meta.months[at + 1];
  return meta.dated;
}

/** Whether a value of a facet is a level of evidence, of which greater ones hold, too. */
export const isRank = (facet, value) => facet.id === "evidence" && /^\d+$/.test(facet.values[value][0]);

/** The values that hold where one is asked for: those below it, too; of the scale of evidence those above. */
function withBelow(facet, wanted, fold) {
  let at = facet.values.findIndex((it) => it[0] === wanted);
  if (at < 0) at = facet.values.findIndex((it) => fold(it[1]) === fold(wanted));
  if (at < 0) return [];
  const all = [...facet.values.keys()];
  if (isRank(facet, at)) return all.slice(at).filter((it) => isRank(facet, it));
  const isBelow = (it) => {
    for (let steps = facet.values.length; it >= 0 && steps > 0; steps--) {
      if (it === at) return true;
      it = facet.values[it][2];
    }
    return false;
  };
  return all.filter(isBelow);
}

// A column: for each document of a block the values it has.
function column(reader) {
  const rows = [];
  while (!reader.isAtEnd) {
    const row = [];
    for (let more = 1; more; ) {
      const value = reader.varint();
      more = value % 2;
      if (value > 1) row.push(Math.floor(value / 2) - 1);
    }
    rows.push(row);
  }
  return rows;
}

/** The values of a document, column by column: a block holds its dated documents, then its undated ones. */
export async function columnsOf(index) {
  const { dated, undated, base } = index.meta;
  const blocks = new Set();
  for (const [from, to] of [[0, dated], [base, base + undated]]) {
    for (let it = from; it < to; it = (Math.floor(it / BLOCK) + 1) * BLOCK) blocks.add(Math.floor(it / BLOCK));
  }
  const read = new Map(await Promise.all([...blocks].map(async (it) => [it, await index.numbers(`f/${it}.bin`, (reader) => index.meta.facets.map(() => column(reader.inner())))])));
  return (facet, number) => {
    const block = Math.floor(number / BLOCK);
    const start = block * BLOCK;
    const nDated = Math.max(0, Math.min(dated - start, BLOCK));
    const at = number < dated ? number - start : nDated + number - Math.max(base, start);
    return read.get(block)?.[facet]?.[at] ?? [];
  };
}

/** A function that says which numbers pass, or undefined where there is no filter. */
export async function filterOf(index, filters, fold) {
  if (!filters?.size) return undefined;
  const [facets, valuesOf] = await Promise.all([index.facets(), columnsOf(index)]);
  const parts = [...filters].map(([name, wanted]) => {
    if (name === "year") {
      const ranges = wanted.filter((it) => /^\+?\d{1,9}$/.test(it)).map((it) => [firstOf(index.meta, +it), firstOf(index.meta, +it + 1)]);
      return (number) => ranges.some(([from, to]) => number >= from && number < to);
    }
    const at = facets.findIndex((it) => it.id === name);
    const values = new Set(at < 0 ? [] : wanted.flatMap((it) => withBelow(facets[at], it, fold)));
    return (number) => at >= 0 && valuesOf(at, number).some((it) => values.has(it));
  });
  return (number) => parts.every((it) => it(number));
}
