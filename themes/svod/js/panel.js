// The panel of filters: facets with their counts, read only once it is opened.
import { countsOf } from "./filters.js";
import { element, say } from "./dom.js";
import { t } from "./t.js";

const SHOWN = 8;

/** A `<details>` with check boxes; `choose(filters)` is called with what was chosen. */
export class Panel {
  constructor(choose, opened) {
    this.choose = choose;
    this.summary = element("summary", {}, t.filters);
    this.body = element("div", { class: "filters__body" });
    this.element = element("details", { class: "filters" }, this.summary, this.body);
    this.element.addEventListener("toggle", () => this.element.open && opened());
    this.body.addEventListener("change", (event) => this.change(event.target));
    this.body.addEventListener("click", (event) => event.target.closest("[data-reset]") && this.choose(new Map()));
  }

  /** Shows what hits there are; gives the names of the chosen values. */
  async update(index, answer, filters) {
    this.filters = filters;
    const n = [...filters.values()].flat().length;
    this.summary.textContent = n ? say(t.filters_n, { n }) : t.filters;
    if (!n && !this.element.open) return [];
    const facets = await countsOf(index, answer.all, filters);
    const isInside = this.body.contains(document.activeElement);
    const { name, value } = document.activeElement;
    const reset = element("button", { class: "button", type: "button", "data-reset": true }, t.reset);
    const opened = new Set([...this.body.querySelectorAll("details[open]")].map((it) => it.dataset.facet));
    const sets = facets.map((it) => fieldset(it, opened.has(it.id)));
    this.body.replaceChildren(...(n ? [reset] : []), element("div", { class: "filters__facets" }, sets));
    if (isInside) {
      const boxes = [...this.body.querySelectorAll("input")];
      (boxes.find((it) => it.name === name && it.value === value) ?? this.summary).focus();
    }
    return facets.flatMap((it) => it.values.filter((one) => one.isChosen).map((one) => one.title));
  }

  change(box) {
    const filters = new Map(this.filters);
    const own = (filters.get(box.name) ?? []).filter((it) => it !== box.value);
    // Of a scale only one step is asked for: from it on.
    const values = box.checked ? (box.name === "evidence" ? [box.value] : [...own, box.value]) : own;
    if (values.length) filters.set(box.name, values);
    else filters.delete(box.name);
    this.choose(filters);
  }
}

function fieldset(facet, isOpen) {
  const isSorted = ["evidence", "year"].includes(facet.id);
  const values = [...facet.values].sort((a, b) =>
    isSorted ? b.order - a.order : b.isChosen - a.isChosen || b.count - a.count || a.order - b.order);
  const row = (it) => {
    const box = element("input", { type: "checkbox", name: facet.id, value: it.id, checked: it.isChosen });
    const title = facet.id === "evidence" ? say(t.at_least, { value: it.title }) : it.title;
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
