// Follows every internal link, anchor, picture, script and style of a built site. Shares no code with svod.
//
//   node links.mjs public                                  a site at the root
//   node links.mjs --base https://example.org/a/b/ out     a site under a path: links without the path are broken
//
// Every page that may be found has to be within five links of home, by links that a visitor can follow.
// One line a fault, exit code 1 if there is any.

import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parse } from "parse5";

const words = process.argv.slice(2);
const at = words.indexOf("--base");
const base = new URL(at < 0 ? "https://site.invalid/" : words.splice(at, 2)[1]);
const [folder] = words;
if (!folder || !base.pathname.endsWith("/")) {
  console.error("usage: node links.mjs [--base https://host/path/] FOLDER");
  process.exit(2);
}

/** Attributes that hold one address; `srcset` holds several. */
const ADDRESSES = ["href", "src", "poster", "data", "cite", "action", "formaction", "xlink:href"];
/** Properties of <meta> that hold one. */
const META = /^(og:(image|url|audio|video)(:url|:secure_url)?|twitter:image)$/;

function filesOf(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap((it) => {
    const inside = join(path, it.name);
    if (it.name.startsWith(".")) return [];
    return it.isDirectory() ? filesOf(inside) : [inside];
  });
}

function* elements(node) {
  if (node.tagName) yield node;
  for (const child of node.childNodes ?? []) yield* elements(child);
  // What stands in <template> is used by scripts later.
  if (node.content) yield* elements(node.content);
}

function attribute(element, name) {
  return element.attrs.find((it) => (it.prefix ? `${it.prefix}:${it.name}` : it.name) === name)?.value;
}

function addressesOf(element) {
  const found = ADDRESSES.map((name) => attribute(element, name)).filter((it) => it !== undefined);
  const set = attribute(element, "srcset") ?? attribute(element, "imagesrcset");
  if (set) found.push(...set.split(",").map((it) => it.trim().split(/\s+/)[0]));
  if (element.tagName === "meta") {
    const name = attribute(element, "property") ?? attribute(element, "name") ?? "";
    if (META.test(name)) found.push(attribute(element, "content") ?? "");
    if (attribute(element, "http-equiv")?.toLowerCase() === "refresh") {
      found.push(/url=(.*)$/i.exec(attribute(element, "content") ?? "")?.[1] ?? "");
    }
  }
  return found;
}

function page(path) {
  const source = readFileSync(path, "utf8");
  const all = [...elements(parse(source, { sourceCodeLocationInfo: true }))];
  const ids = all.map((it) => attribute(it, "id")).filter((it) => it !== undefined);
  const names = all.filter((it) => it.tagName === "a").map((it) => attribute(it, "name")).filter(Boolean);
  const links = all.flatMap((it) =>
    addressesOf(it).map((address) => ({ address, line: it.sourceCodeLocation?.startLine ?? 0, tag: it.tagName })));
  const ways = all.filter((it) => it.tagName === "a").map((it) => attribute(it, "href")).filter(Boolean);
  const isHidden = all.some((it) =>
    it.tagName === "meta" && attribute(it, "name") === "robots" && attribute(it, "content").includes("noindex"));
  return { anchors: new Set([...ids, ...names]), links, ways, isHidden, twice: ids.filter((it, n) => ids.indexOf(it) !== n) };
}

/** The address that a server gives to a file. */
function addressOf(path) {
  const parts = relative(folder, path).split(sep).map(encodeURIComponent);
  return new URL(parts.join("/").replace(/(^|\/)index\.html$/, "$1"), base);
}

const files = filesOf(folder);
const pages = new Map(files.filter((it) => it.endsWith(".html")).map((it) => [it, page(it)]));
const byAddress = new Map(files.map((it) => [decodeURIComponent(addressOf(it).pathname), it]));
const faults = [];
let followed = 0;

/** The file that an address leads to. */
function fileAt(path) {
  return byAddress.get(path) ?? (path.endsWith("/index.html") ? byAddress.get(path.slice(0, -10)) : undefined);
}

/** How many links each page is away from home. */
function distances() {
  const far = new Map();
  let edge = [fileAt(base.pathname)].filter(Boolean);
  for (let steps = 0; edge.length > 0; steps += 1) {
    const next = new Set();
    for (const file of edge) far.set(file, steps);
    for (const file of edge) {
      for (const address of pages.get(file).ways) {
        if (!URL.canParse(address, addressOf(file))) continue;
        const url = new URL(address, addressOf(file));
        const to = url.host === base.host ? fileAt(decodeURIComponent(url.pathname)) : undefined;
        if (pages.has(to) && !far.has(to)) next.add(to);
      }
    }
    edge = [...next];
  }
  return far;
}

/** What is wrong with a link to `url` from a page, or nothing. */
function fault(url) {
  if (!url.pathname.startsWith(base.pathname)) return "leaves the path of the site";
  let path, anchor;
  try {
    path = decodeURIComponent(url.pathname);
    anchor = decodeURIComponent(url.hash.slice(1));
  } catch {
    return "cannot be decoded";
  }
  const file = fileAt(path);
  if (!file) return "leads nowhere";
  const isText = anchor.startsWith(":~:text=");
  if (anchor && !isText && pages.has(file) && !pages.get(file).anchors.has(anchor)) return "has no such anchor";
  return undefined;
}

for (const [path, { links, twice }] of pages) {
  const here = addressOf(path);
  const tell = (line, text) => faults.push(`${relative(folder, path)}:${line}: ${text}`);
  for (const id of new Set(twice)) tell(1, `id “${id}” stands twice`);
  for (const { address, line, tag } of links) {
    const trimmed = address.trim();
    if (trimmed === "" || trimmed === "#") {
      tell(line, `<${tag}> has an empty address`);
      continue;
    }
    if (!URL.canParse(trimmed, here)) {
      tell(line, `“${trimmed}” is no address`);
      continue;
    }
    const url = new URL(trimmed, here);
    if (!/^https?:$/.test(url.protocol) || url.host !== base.host) continue;
    followed += 1;
    const wrong = fault(url);
    if (wrong) tell(line, `“${trimmed}” ${wrong}`);
  }
}

// Addresses in feeds and maps of the site, where it has them: absolute, so only those of our own host are ours.
const inXml = /<(?:loc|link|id)>\s*([^<\s]+)\s*<|<(?:\w+:)?link\b[^>]*\bhref="([^"]+)"/g;
for (const path of files.filter((it) => it.endsWith(".xml"))) {
  for (const [, text, attribute] of readFileSync(path, "utf8").matchAll(inXml)) {
    const address = (text ?? attribute).replaceAll("&amp;", "&");
    if (!URL.canParse(address) || new URL(address).host !== base.host) continue;
    followed += 1;
    const wrong = fault(new URL(address));
    if (wrong) faults.push(`${relative(folder, path)}: “${address}” ${wrong}`);
  }
}

const MOST = 5;
const far = distances();
let furthest = 0;
for (const [path, { isHidden }] of pages) {
  if (isHidden || relative(folder, path) === "404.html") continue;
  const steps = far.get(path);
  if (steps === undefined) faults.push(`${relative(folder, path)}: nothing leads there`);
  else if (steps > MOST) faults.push(`${relative(folder, path)}: ${steps} links from home`);
  furthest = Math.max(furthest, steps ?? 0);
}

faults.forEach((it) => console.log(it));
console.log(`${pages.size} pages, ${files.length} files, ${followed} links followed, the furthest page ${furthest} links from home, ${faults.length} faults`);
if (pages.size === 0) console.log(`no page in ${folder}`);
process.exit(faults.length > 0 || pages.size === 0 ? 1 : 0);
