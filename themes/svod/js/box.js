// The box in the header: a combobox (ARIA practices) whose list is links to what is found while one types.
// It is fetched when the box gets the focus; `core` is what search.js exports.
const OPTIONS = 6;

/** Makes the form of the header a combobox. */
export class Box {
  constructor(form, core) {
    const { element, t } = core;
    this.core = core;
    this.form = form;
    this.page = form.getAttribute("action");
    this.input = form.querySelector("input");
    this.list = element("ul", { id: "search-options", role: "listbox", "aria-label": t.suggestions });
    this.popup = element("div", { class: "search-box__popup", hidden: true }, this.list);
    this.status = element("p", { class: "visually-hidden", role: "status" });
    this.form.append(this.popup, this.status);
    const combobox = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false" };
    for (const [key, value] of Object.entries(combobox)) this.input.setAttribute(key, value);
    this.input.setAttribute("aria-controls", this.list.id);
    this.active = -1;
    this.turn = 0;
    this.listen();
    if (this.input.value) this.look();
  }

  listen() {
    const { PAUSE, SETTLED, settled } = this.core;
    const later = settled(PAUSE, () => this.look());
    this.speak = settled(SETTLED, (text) => {
      // Never beside an open list, of which the screen reader speaks by itself.
      if (this.popup.hidden) this.status.textContent = text;
    });
    this.input.addEventListener("input", () => {
      this.status.textContent = "";
      later();
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.form.addEventListener("focusout", (event) => {
      if (!this.form.contains(event.relatedTarget)) this.close();
    });
    this.popup.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.close();
        this.input.focus();
      }
    });
    // The focus stays in the box while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) location.assign(option.dataset.url);
    });
  }

  press(event) {
    const options = this.list.children;
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.popup.hidden) this.close();
    else if (event.key === "Enter" && this.active >= 0) location.assign(options[this.active].dataset.url);
    else if (event.key === "ArrowDown" && options.length) this.move(this.popup.hidden ? 0 : this.active + 1);
    else if (event.key === "ArrowUp" && options.length) this.move(this.popup.hidden ? options.length - 1 : this.active - 1);
    else return;
    event.preventDefault();
  }

  // Beyond the ends stands the box itself.
  move(to) {
    const options = this.list.children;
    if (to < -1) to = options.length - 1;
    if (to >= options.length) to = -1;
    this.show();
    options[this.active]?.setAttribute("aria-selected", "false");
    this.active = to;
    options[to]?.setAttribute("aria-selected", "true");
    options[to]?.scrollIntoView({ block: "nearest" });
    if (to < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", options[to].id);
  }

  show() {
    this.popup.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
  }

  close() {
    this.popup.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    for (const it of this.list.children) it.setAttribute("aria-selected", "false");
  }

  empty(text) {
    this.list.replaceChildren();
    this.close();
    if (text) this.speak(text);
  }

  async look() {
    const { correction, openIndex, say, search, t } = this.core;
    const query = this.input.value.trim();
    const turn = ++this.turn;
    if (!query) return this.empty("");
    try {
      const index = await openIndex(this.page);
      const answer = await search(index, { text: this.input.value });
      const hits = answer.hits.slice(0, OPTIONS);
      const cards = await Promise.all(hits.map((it) => index.card(it.number)));
      // Somebody may have typed on, or gone away.
      if (turn !== this.turn || !this.form.contains(document.activeElement)) return undefined;
      if (!cards.length) return this.empty(say(t.none, { query }));
      const told = await correction(answer, `${this.page}?q=${encodeURIComponent(answer.query)}&exact=1`);
      return turn === this.turn && this.fill(answer, cards, told, index.meta.types);
    } catch {
      return turn === this.turn ? this.empty(t.broken) : undefined;
    }
  }

  fill(answer, cards, told, types) {
    const { about, element, marked, say, t } = this.core;
    this.close();
    const address = `${this.page}?q=${encodeURIComponent(answer.query)}`;
    const options = cards.map((card) => [
      card[0],
      element("span", { class: "search-box__title" }, marked(card[1], answer.found)),
      element("span", { class: "card__meta" }, about(card, types)),
    ]);
    if (answer.total > cards.length) options.push([address, element("span", {}, say(t.all_results, { n: answer.total }))]);
    this.list.replaceChildren(...options.map(([url, ...inner], at) =>
      element("li", { id: `search-option-${at}`, role: "option", "aria-selected": "false", "data-url": url }, inner)));
    this.popup.replaceChildren(this.list);
    if (told) this.popup.prepend(told);
    this.show();
  }
}
