// The panel of filters: facets with their counts. It is fetched once somebody opens it; `core` is what search.js exports.
const SHOWN = 8;

/** Fills a `<details>` with check boxes; `choose(filters)` is called with what was chosen. */
export class Panel {
  constructor(details, choose, core) {
    this.core = core;
    this.choose = choose;
    this.summary = details.firstChild;
    this.body = core.element("div", { class: "filters__body" });
    details.append(this.body);
    this.body.addEventListener("change", (event) => this.change(event.target));
    this.body.addEventListener("click", (event) => event.target.closest("[data-reset]") && this.choose(new Map()));
  }

  /** Shows what hits there are; gives the names of the chosen values. */
  async update(index, answer, filters) {
    const { element, t } = this.core;
    this.filters = filters;
    const facets = await countsOf(index, answer.all, filters, this.core);
    const isInside = this.body.contains(document.activeElement);
    const { name, value } = document.activeElement;
    const reset = element("button", { class: "button", type: "button", "data-reset": true }, t.reset);
    const opened = new Set([...this.body.querySelectorAll("details[open]")].map((it) => it.dataset.facet));
    const sets = facets.map((it) => fieldset(it, opened.has(it.id), this.core));
    this.body.replaceChildren(...(filters.size ? [reset] : []), element("div", { class: "filters__facets" }, sets));
    if (isInside) {
      const boxes = [...this.body.querySelectorAll("input")];
      (boxes.find((it) => it.name === name && it.value === value) ?? this.summary).focus();
    }
    return facets.flatMap((it) => it.values.filter((one) => one.isChosen).map((one) => one.title));
  }

  change(box) {
    const filters = new Map(this.filters);
    const own = (filters.get(box.name) ?? []).filter((it) => it !== box.value);
    const values = box.checked ? [...own, box.value] : own;
    if (values.length) filters.set(box.name, values);
    else filters.delete(box.name);
    this.choose(filters);
  }
}

function fieldset(facet, isOpen, { element, say, t }) {
  const isSorted = ["evidence", "year"].includes(facet.id);
  const values = [...facet.values].sort((a, b) =>
    isSorted ? b.order - a.order : b.isChosen - a.isChosen || b.count - a.count || a.order - b.order);
  const row = (it) => {
    const box = element("input", { type: "checkbox", name: facet.id, value: it.id, checked: it.isChosen });
    const title = it.isRank ? say(t.at_least, { value: it.title }) : it.title;
    return element("li", {}, element("label", {}, box, " ", title, " ", element("span", { class: "count" }, `${it.count}`)));
  };
  const rows = values.map(row);
  const legend = element("legend", {}, facet.title ?? t.year);
  const set = element("fieldset", {}, legend, element("ul", { class: "plain-list" }, rows.slice(0, SHOWN)));
  if (rows.length > SHOWN) {
    const words = say(t.more_values, { n: rows.length - SHOWN });
    const more = element("details", { "data-facet": facet.id, open: isOpen }, element("summary", {}, words),
      element("ul", { class: "plain-list" }, rows.slice(SHOWN)));
    set.append(more);
  }
  return set;
}

// The year of a dated document.
function yearOf(meta, number) {
  let at = meta.months.length - 2;
  while (at >= 0 && meta.months[at + 1] > number) at -= 2;
  return at < 0 || number >= meta.dated ? undefined : Math.floor(meta.months[at] / 12);
}

/*
 * Facets with the values that hits have: [{ id, title, values: [{ id, title, count, isChosen, isRank }] }]. A facet
 * is counted over the hits that the filters of the others leave, for its own values are alternatives.
 */
async function countsOf(index, all, filters, { fold }) {
  const { columnsOf, filterOf, isRank } = await import("./filters.js");
  const [facets, valuesOf] = await Promise.all([index.facets(), columnsOf(index)]);
  const without = async (id) => filterOf(index, new Map([...filters].filter(([name]) => name !== id)), fold);
  const counted = await Promise.all([...facets, { id: "year" }].map(async (facet, at) => {
    const takes = await without(facet.id);
    const counts = new Map();
    for (const number of all) {
      if (takes && !takes(number)) continue;
      const own = facet.id === "year" ? [yearOf(index.meta, number)] : above(facet, valuesOf(at, number), isRank);
      for (const it of own) if (it !== undefined) counts.set(it, (counts.get(it) ?? 0) + 1);
    }
    const chosen = filters.get(facet.id) ?? [];
    const named = [...counts].map(([value, count]) => {
      const [id, title] = facet.values?.[value] ?? [`${value}`, `${value}`];
      return { id, title, count, isChosen: chosen.includes(id), isRank: facet.values && isRank(facet, value), order: value };
    });
    return { id: facet.id, title: facet.title, values: named };
  }));
  return counted.filter((it) => it.values.length);
}

// Values with all that stand above them, each once; of the scale of evidence those below.
function above(facet, values, isRank) {
  const all = new Set();
  for (let value of values) {
    if (isRank(facet, value)) for (let it = 0; it < value; it++) if (isRank(facet, it)) all.add(it);
    for (let steps = facet.values.length; value >= 0 && steps > 0; steps--) {
      all.add(value);
      value = facet.values[value][2];
    }
  }
  return all;
}
