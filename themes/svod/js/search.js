// The search: its page, which asks for this file itself, and what the box of the header and the panel of filters stand on.
import { fold, splitText, stem } from "./analysis.js";
import { about, correction, element, openIndex, PAUSE, say, SETTLED, settled } from "./dom.js";
import { openBox } from "./open.js";
import { Page } from "./page.js";
import { search } from "./query.js";
import { marked, places } from "./show.js";
import { t } from "./t.js";

/** What other scripts of the search stand on. */
export const core = {
  about, correction, element, fold, marked, openIndex, PAUSE, places, say, search, SETTLED, settled, splitText, stem, t,
};

const page = document.querySelector("[data-search]");
if (page) {
  new Page(page, core);
  openBox(async () => ({ core }));
}
