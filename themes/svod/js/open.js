// The box in the header becomes a combobox once it gets the focus.

/** `load()` gives what search.js exports. */
export function openBox(load) {
  const form = document.querySelector("[data-search-box]");
  const open = async () => {
    const [{ core }, { Box }] = await Promise.all([load(), import("./box.js")]);
    new Box(form, core);
  };
  form?.addEventListener("focusin", open, { once: true });
}
