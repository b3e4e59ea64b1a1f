// What every page asks for: it fetches the search once somebody is about to search.
const load = () => import("./search.js");

const page = document.querySelector("[data-search]");
if (page) load().then((it) => it.openPage(page));

const form = document.querySelector("[data-search-box]");
const open = async () => {
  const [{ core }, { Box }] = await Promise.all([load(), import("./box.js")]);
  new Box(form, core);
};
form?.addEventListener("focusin", open, { once: true });
