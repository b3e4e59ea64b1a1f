// The search, fetched when it is needed: the page, the box in the header, and what both stand on.
import { openBox } from "./box.js";
import { openIndex } from "./dom.js";
import { openPage } from "./page.js";
import { search } from "./query.js";

export { openBox, openIndex, openPage, search };
