// What every page asks for: it fetches the search once somebody is about to search.
const load = () => import("./search.js");

const page = document.querySelector("[data-search]");
if (page) load().then((it) => it.openPage(page));

const box = document.querySelector("[data-search-box]");
box?.addEventListener("focusin", () => load().then((it) => it.openBox(box)), { once: true });
