// The search, fetched when it is needed: its page, and what the box of the header and the panel of filters stand on.
import { fold, splitText, stem } from "./analysis.js";
import { about, correction, element, openIndex, PAUSE, say, SETTLED, settled } from "./dom.js";
import { Page } from "./page.js";
import { search } from "./query.js";
import { marked, places } from "./show.js";
import { t } from "./t.js";

/** What other scripts of the search stand on. */
export const core = {
  about, correction, element, fold, marked, openIndex, PAUSE, places, say, search, SETTLED, settled, splitText, stem, t,
};

/** Starts the page of the search. */
export const openPage = (root) => new Page(root, core);
