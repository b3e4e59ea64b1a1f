// Where to go when nothing was found: pages of terms whose names look like the query; fetched only then.

const NEAR = 8;

// Pairs of neighbouring letters, each once.
const pairs = (word) => new Set([...word].slice(1).map((it, at) => word[at] + it));

// How much two words have in common, 0 to 1.
function likeness(a, b) {
  const [own, other] = [pairs(a), pairs(b)];
  let common = 0;
  for (const it of own) if (other.has(it)) common++;
  return (2 * common) / (own.size + other.size || 1);
}

/** Pages of terms for an answer that found nothing: [{ url, title }], the nearest first. */
export async function nearPages(index, text, { splitText, stem }) {
  const asked = splitText(text).flat().map(stem).filter((it) => it.length > 1);
  const pages = [];
  for (const facet of await index.facets()) {
    for (const [id, title, , hasPage] of facet.path ? facet.values : []) {
      if (!hasPage) continue;
      const own = splitText(title).flat().map(stem);
      const like = Math.max(0, ...asked.flatMap((it) => own.map((other) => likeness(it, other))));
      if (like >= 0.5) pages.push({ url: `${facet.path}${id}/`, title, like });
    }
  }
  return pages.sort((a, b) => b.like - a.like).slice(0, NEAR);
}
