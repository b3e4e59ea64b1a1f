// A built site over HTTP, as plain as a server can be, for scenarios in a browser.

import { createServer } from "node:http";
import { createReadStream, readdirSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";

const TYPES = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".json": "application/json",
  ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp", ".ico": "image/x-icon",
  ".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
};

/** Serves a folder at a free port; call `close` at the end. */
export async function served(given) {
  const folder = resolve(given);
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const file = join(folder, path.endsWith("/") ? `${path}index.html` : path);
    const isThere = file.startsWith(folder + sep) && statSync(file, { throwIfNoEntry: false })?.isFile();
    if (!isThere) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { folder, origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}

/** Addresses of the pages below a folder of a site, without `/` at their ends; the home page is "". */
export function pagesOf(folder, path = folder) {
  return readdirSync(path, { withFileTypes: true }).flatMap((it) => {
    const inside = join(path, it.name);
    if (it.name.startsWith(".")) return [];
    if (it.isDirectory()) return pagesOf(folder, inside);
    return it.name === "index.html" ? [relative(folder, path).split(sep).map(encodeURIComponent).join("/")] : [];
  });
}
