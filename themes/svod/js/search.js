// The search, fetched when it is needed: the page and the box in the header.
import { openBox } from "./box.js";
import { openPage } from "./page.js";

export const startBox = openBox;
export const startPage = openPage;
