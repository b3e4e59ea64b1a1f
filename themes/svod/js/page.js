// The search page: what is asked stands in its address, what is found below the form.
import { about, correction, element, openIndex, PAUSE, say, SETTLED, settled } from "./dom.js";
import { search } from "./query.js";
import { isWhole, marked } from "./show.js";
import { t } from "./t.js";

const STEP = 10;
const FIRST = 1;

const OTHER = new Set(["q", "order", "exact", "n"]);

// Filters of an address: facet → values.
function filtersOf(asked) {
  const filters = new Map();
  for (const [name, value] of asked) {
    if (!OTHER.has(name) && value) filters.set(name, [...(filters.get(name) ?? []), value]);
  }
  return filters;
}

/** The search in `root`, the part of the page that holds the form; `core` is what search.js exports. */
export class Page {
  constructor(root, core) {
    this.core = core;
    this.form = root.querySelector("form");
    this.input = this.form.querySelector("[name=q]");
    this.rubrics = document.querySelector("[data-search-rubrics]");
    document.querySelector("[data-search-off]")?.remove();
    this.root = this.form.getAttribute("action");
    this.told = element("div");
    this.near = element("div");
    this.status = element("p", { class: "search__count", role: "status" });
    this.details = element("details", { class: "filters" }, element("summary", {}, t.filters));
    this.order = element("select", { id: "order" },
      element("option", { value: "" }, t.order_fit), element("option", { value: "date" }, t.order_date));
    this.tools = element("div", { class: "search__tools", hidden: true }, this.details,
      element("p", { class: "search__order" }, element("label", { for: "order" }, t.order), " ", this.order));
    this.hits = element("ol", { class: "hits" });
    this.more = element("button", { class: "button", type: "button", hidden: true }, t.show_more);
    this.out = element("div", { class: "search__out" }, this.told, this.status, this.near, this.tools, this.hits, this.more);
    root.append(this.out);
    this.turn = 0;
    this.listen();
    this.read();
    this.go();
  }

  listen() {
    this.details.addEventListener("toggle", () => this.details.open && this.go());
    const later = settled(PAUSE, () => this.type());
    this.speak = settled(SETTLED, (turn, text) => {
      if (turn === this.turn) this.status.textContent = text;
    });
    this.input.addEventListener("input", (event) => event.isComposing || later());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change({ q: this.input.value, exact: false, n: STEP });
    });
    addEventListener("popstate", () => {
      this.read();
      this.go();
    });
    this.more.addEventListener("click", () => {
      const from = this.state.n;
      this.change({ n: from + STEP }, "replaceState").then(() => {
        this.hits.children[from]?.querySelector("a").focus();
      });
    });
    this.order.addEventListener("change", () => this.change({ byDate: this.order.value === "date", n: STEP }));
    this.told.addEventListener("click", (event) => {
      if (!event.target.closest("[data-exact]")) return;
      event.preventDefault();
      this.change({ exact: true, n: STEP });
      this.input.focus();
    });
  }

  // From the address, and back into it.
  read() {
    const asked = new URLSearchParams(location.search);
    this.state = {
      q: asked.get("q") ?? "",
      exact: asked.has("exact"),
      byDate: asked.get("order") === "date",
      n: Math.min(200, Math.max(STEP, Number(asked.get("n")) || STEP)),
      filters: filtersOf(asked),
    };
    this.input.value = this.state.q;
    this.order.value = this.state.byDate ? "date" : "";
    this.details.open ||= this.state.filters.size > 0;
  }

  keep(how) {
    const { q, exact, byDate, n, filters } = this.state;
    const asked = new URLSearchParams();
    if (q) asked.set("q", q);
    for (const [facet, values] of filters) for (const it of values) asked.append(facet, it);
    if (byDate) asked.set("order", "date");
    if (exact) asked.set("exact", "1");
    if (n > STEP) asked.set("n", n);
    history[how](null, "", asked.size ? `?${asked}` : location.pathname);
  }

  type() {
    if (this.input.value === this.state.q) return;
    this.change({ q: this.input.value, exact: false, n: STEP }, "replaceState");
  }

  change(what, how = "pushState") {
    this.state = { ...this.state, ...what };
    this.keep(how);
    return this.go();
  }

  async go() {
    const turn = ++this.turn;
    const { q, exact, byDate, filters, n } = this.state;
    if (!q.trim() && !filters.size && !this.details.open) return this.blank();
    try {
      const index = await openIndex(this.root);
      const answer = await search(index, { text: q, isExact: exact, byDate, filters });
      const near = answer.total ? [] : await (await import("./near.js")).nearPages(index, q, this.core);
      const cards = (hits) => Promise.all(hits.map((it) => index.card(it.number)));
      // The best one is shown as soon as it is there.
      const first = await cards(answer.hits.slice(0, FIRST));
      if (turn !== this.turn) return undefined;
      this.show(index, answer, near, first);
      // Mostly it follows from the first hit.
      const told = correction(answer, `?q=${encodeURIComponent(answer.query)}&exact=1`);
      told.then((it) => it && turn === this.turn && this.told.prepend(it), () => {});
      const [names, all] = await Promise.all([this.choices(index, answer), cards(answer.hits.slice(0, n))]);
      if (turn === this.turn) this.count(answer, names);
      if (turn === this.turn) this.list(index, answer, all);
      return undefined;
    } catch {
      if (turn === this.turn) this.broken();
      return undefined;
    }
  }

  // The panel of filters, once it is open; the names of what was chosen in it.
  async choices(index, answer) {
    const { filters } = this.state;
    const n = [...filters.values()].flat().length;
    this.details.firstChild.textContent = n ? say(t.filters_n, { n }) : t.filters;
    if (!this.details.open) return [];
    const { Panel } = await import("./panel.js");
    this.panel ??= new Panel(this.details, (chosen) => this.change({ filters: chosen, n: STEP }), this.core);
    return this.panel.update(index, answer, filters);
  }

  blank() {
    for (const it of [this.told, this.near, this.hits]) it.replaceChildren();
    this.tools.hidden = this.more.hidden = true;
    this.speak(this.turn, "");
    this.rubrics.hidden = false;
  }

  broken() {
    this.blank();
    const again = element("button", { class: "button", type: "button" }, t.retry);
    again.addEventListener("click", () => this.go());
    this.told.replaceChildren(element("div", { class: "notice", role: "alert" }, element("p", {}, t.broken), again));
  }

  show(index, answer, near, cards) {
    this.told.replaceChildren(answer.isPhraseLost ? element("p", {}, t.no_phrase) : "");
    this.near.replaceChildren(...(near.length ? nearLinks(near) : []));
    this.tools.hidden = !answer.all.length;
    this.list(index, answer, cards);
    this.rubrics.hidden = answer.total > 0;
  }

  // How many there are, said once nobody types any more.
  count(answer, names) {
    const query = this.state.q.trim();
    const words = answer.isMore ? t.found_more : t.found;
    const none = query ? say(t.none, { query }) : t.none_filtered;
    const count = answer.total ? say(words, { n: answer.total }) : none;
    this.speak(this.turn, names.length ? say(t.with_filters, { count, names: names.join(", ") }) : count);
  }

  list(index, answer, cards) {
    const rows = cards.map((card) => {
      const [url, title, summary] = card;
      const text = element("p", { class: "card__summary" }, marked(summary, answer.found));
      const row = element("li", { class: "card" },
        element("h2", { class: "card__title" }, element("a", { href: url }, marked(title, answer.found))),
        element("p", { class: "card__meta" }, about(card, index.meta.types)), text);
      if (answer.found.size && !isWhole(`${title} ${summary}`, answer.found)) {
        import("./snippet.js").then((it) => it.snippet(text, url, answer.found, this.core)).catch(() => {});
      }
      return row;
    });
    // A link that has the focus keeps it.
    const at = [...this.hits.children].findIndex((it) => it.contains(document.activeElement));
    this.hits.replaceChildren(...rows);
    if (at >= 0) rows[at]?.querySelector("a").focus();
    this.more.hidden = answer.total <= cards.length;
  }
}

function nearLinks(near) {
  const links = near.map((it) => element("li", {}, element("a", { href: it.url }, it.title)));
  return [element("h2", {}, t.near_pages), element("ul", { class: "links" }, links)];
}
