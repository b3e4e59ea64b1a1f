// The preview's script: reloads this page when it changed, swaps its style sheets, shows what is wrong with its source.
// The server tells what it knows in /_svod/events (tabs.rs); every message has an id, the token of what the tab shows.
"use strict";
(() => {
  const isRussian = document.documentElement.lang.startsWith("ru");
  const words = isRussian ? { title: "Ошибка", close: "Закрыть" } : { title: "Problem", close: "Close" };

  // ---- What this tab shows. The server told it with the page itself, so an edit between the page and this script
  // is not missed.
  const [navigation] = performance.getEntriesByType("navigation");
  let token = (navigation?.serverTiming ?? []).find((it) => it.name === "svod")?.description ?? "";

  // ---- A reload keeps the place where the reader was.
  const stored = (name) => {
    try {
      const value = JSON.parse(sessionStorage.getItem(name));
      sessionStorage.removeItem(name);
      return value?.path === location.pathname ? value : null;
    } catch {
      return null;
    }
  };
  const store = (name, value) => {
    try {
      sessionStorage.setItem(name, JSON.stringify({ path: location.pathname, ...value }));
    } catch {
      // Storage may be forbidden; then the place is lost, no more.
    }
  };
  const place = stored("svod:place");
  if (place) {
    const restore = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    restore();
    addEventListener("load", restore, { once: true });
  }
  // A reload that brought the same page again is not tried twice.
  const last = stored("svod:reload");

  const reload = (next) => {
    if (last?.from === token && last.to === next) return;
    store("svod:place", { x: scrollX, y: scrollY });
    store("svod:reload", { from: token, to: next });
    location.reload();
  };

  // ---- Style sheets: the new one is loaded before the old one goes.
  const restyle = (addresses) => {
    const links = [...document.querySelectorAll("link[rel~=stylesheet]:not([data-svod-old])")];
    if (links.length !== addresses.length) return location.reload();
    links.forEach((link, at) => {
      if (link.href === new URL(addresses[at], location.href).href) return;
      const next = link.cloneNode();
      link.dataset.svodOld = "";
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => link.remove());
      next.href = addresses[at];
      link.after(next);
    });
  };

  // ---- The overlay: over the last good page, announced, out of the way of whoever types in a form.
  const sheet = `
    :host { all: initial }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 60vh;
      display: flex; flex-direction: column; gap: 8px; padding: 12px 16px; background: #1b1b1b; color: #fff;
      border-top: 6px solid #ff8a80; font: 16px/1.5 system-ui, sans-serif }
    header { display: flex; flex-wrap: wrap; gap: 8px 16px; align-items: center; justify-content: space-between }
    h2 { margin: 0; font-size: 18px; line-height: 1.3 }
    pre { margin: 0; min-height: 3em; overflow: auto; font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap;
      overflow-wrap: anywhere; tab-size: 4 }
    button { min-width: 44px; min-height: 44px; padding: 8px 16px; border: 2px solid #fff; border-radius: 4px;
      background: #1b1b1b; color: #fff; font: inherit; cursor: pointer }
    button:hover { background: #fff; color: #1b1b1b }
    :focus-visible { outline: 3px solid #ffd54f; outline-offset: 2px }
    @media print { section { display: none } }
  `;
  let overlay = null;
  let dismissed = null;

  const element = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

  const close = () => {
    if (!overlay) return;
    const { host, before } = overlay;
    const hadFocus = document.activeElement === host;
    host.remove();
    overlay = null;
    if (hadFocus) before?.focus?.({ preventScroll: true });
  };

  const dismiss = () => {
    dismissed = overlay.problem;
    close();
  };

  const open = () => {
    const host = element("div");
    host.lang = isRussian ? "ru" : "en";
    const root = host.attachShadow({ mode: "open" });
    const style = new CSSStyleSheet();
    style.replaceSync(sheet);
    root.adoptedStyleSheets = [style];
    const [section, header, text, button] = ["section", "header", "pre", "button"].map((it) => element(it));
    section.setAttribute("role", "alert");
    button.type = "button";
    button.textContent = words.close;
    button.addEventListener("click", dismiss);
    // What scrolls must be reachable without a mouse.
    text.tabIndex = 0;
    header.append(element("h2", words.title), button);
    section.append(header, text);
    root.append(section);
    overlay = { host, text, problem: "", before: null };
    host.addEventListener("focusin", (event) => overlay && (overlay.before ??= event.relatedTarget));
    document.documentElement.append(host);
  };

  const show = (problem) => {
    if (problem === dismissed) return;
    dismissed = null;
    if (!overlay) open();
    overlay.problem = problem;
    // Screen readers announce what comes into an alert that is there already.
    setTimeout(() => overlay && (overlay.text.textContent = overlay.problem), 50);
  };

  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay && !event.defaultPrevented) dismiss();
  });

  // ---- The wire. Only a tab in sight listens: browsers open six connections to a server and no more, and six tabs
  // would leave none for pages. A tab that comes back into sight compares at once.
  let source = null;

  const on = {
    seen: () => {},
    reload: (_, next) => reload(next),
    styles: (data) => restyle(data),
    problem: (data) => show(data),
    clear: () => {
      dismissed = null;
      close();
    },
    follow: (data) => data !== location.pathname && location.assign(data),
  };

  const hangUp = () => {
    source?.close();
    source = null;
  };

  const listen = () => {
    if (source || document.hidden) return;
    const query = new URLSearchParams({ page: location.pathname, seen: token });
    source = new EventSource(`/_svod/events?${query}`);
    for (const [name, act] of Object.entries(on)) {
      source.addEventListener(name, (event) => {
        act(JSON.parse(event.data), event.lastEventId);
        token = event.lastEventId;
      });
    }
    source.addEventListener("error", () => {
      // The browser tries again by itself, unless the server refused.
      if (source?.readyState !== EventSource.CLOSED) return;
      hangUp();
      setTimeout(listen, 2000);
    });
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? hangUp() : listen()));
  addEventListener("pagehide", hangUp);
  addEventListener("pageshow", listen);
  listen();
})();
