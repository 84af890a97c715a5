// Highlighting: an article opened from a search (`?q=...#p7`) shows the match, marked, in its block.

import { open } from "./jianbao-search.js";
import { inChinese, inEnglish, parse } from "./jianbao-search-text.js";

/** Marks the query of the address in the block of the fragment, or in the first block that has it. */
export async function highlight() {
  const query = new URL(location.href).searchParams.get("q");
  if (!query || document.querySelector(".jb-search-page")) return;
  const { folding } = await open();
  const phrases = parse(query, folding).clauses.flat();
  const target = document.getElementById(location.hash.slice(1));
  const block = target && blockOf(target);
  const blocks = block ? [block] : document.querySelectorAll("article [id], main [id]");
  for (const candidate of blocks) {
    const marks = mark(candidate, phrases, folding);
    if (!marks.length) continue;
    if (!block) marks[0].scrollIntoView({ block: "center" });
    return;
  }
}

/** An anchor may be an empty element inside the block it stands for. */
function blockOf(element) {
  return element.textContent.trim()
    ? element
    : (element.closest("p, h1, h2, h3, h4, li, td, figcaption, figure") ?? element);
}

/** Wraps every match in <mark>, across the elements within the block; gives the marks. */
function mark(block, phrases, folding) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
    return node.parentElement.closest("[data-nosearch]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  const nodes = [];
  let text = "";
  while (walker.nextNode()) {
    nodes.push({ node: walker.currentNode, start: text.length });
    text += walker.currentNode.data;
  }
  const folded = folding.fold(text);
  const find = block.closest("[lang]")?.lang === "en" ? inEnglish : inChinese;
  const places = folding.places(text, folded);
  const ranges = phrases.flatMap((phrase) => find(folded, phrase));
  // From the last to the first, so that what is yet to be wrapped stays where it is.
  const apart = separate(places ? ranges.map((range) => range.map((at) => places[at])) : ranges).reverse();
  return apart.flatMap(([from, to]) => nodes.flatMap((one) => wrap(one, from, to))).reverse();
}

/** Merges ranges that touch. */
function separate(ranges) {
  const out = [];
  for (const [from, to] of ranges.sort((left, right) => left[0] - right[0])) {
    if (out.length && from <= out.at(-1)[1]) out.at(-1)[1] = Math.max(out.at(-1)[1], to);
    else out.push([from, to]);
  }
  return out;
}

function wrap({ node, start }, from, to) {
  const [first, last] = [Math.max(from - start, 0), Math.min(to - start, node.data.length)];
  if (first >= last) return [];
  const range = document.createRange();
  range.setStart(node, first);
  range.setEnd(node, last);
  const made = document.createElement("mark");
  made.className = "jb-mark";
  range.surroundContents(made);
  return [made];
}
