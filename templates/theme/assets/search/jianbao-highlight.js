// Highlighting: an article opened from a search (`?q=...#p7`) shows the match, marked, in its block.

import { open } from "./jianbao-search.js";
import { inChinese, inEnglish, parse } from "./jianbao-search-text.js";

/** Marks the query of the address in the block of the fragment, or in the first block that has it. */
export async function highlight() {
  const query = new URL(location.href).searchParams.get("q");
  if (!query || document.querySelector(".jb-search-page")) return;
  const { folding } = await open();
  const phrases = parse(query, folding).clauses.flat();
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
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
  return element.textContent.trim() ? element : (element.closest("p, h1, h2, h3, h4, li, td, figcaption, figure") ?? element);
}

/** Wraps every match in <mark>, across the elements within the block; gives the marks. */
function mark(block, phrases, folding) {
  const nodes = [];
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) => {
    return node.parentElement.closest("[data-nosearch]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  });
  while (walker.nextNode()) nodes.push(walker.currentNode);
  const text = nodes.map(({ data }) => data).join("");
  const folded = folding.fold(text);
  const latin = block.closest("[lang]")?.lang === "en";
  const ranges = phrases.flatMap((phrase) => (latin ? inEnglish : inChinese)(folded, phrase));
  const places = folding.places(text, folded);
  const marks = [];
  for (const [from, to] of ranges.sort((left, right) => right[0] - left[0])) {
    marks.unshift(...wrap(nodes, places ? places[from] : from, places ? places[to] : to));
  }
  return marks;
}

function wrap(nodes, from, to) {
  const marks = [];
  let at = 0;
  for (const node of [...nodes]) {
    const size = node.data.length;
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, size)];
    at += size;
    if (start >= end || !node.isConnected) continue;
    const range = document.createRange();
    range.setStart(node, start);
    range.setEnd(node, end);
    const mark = document.createElement("mark");
    mark.className = "jb-mark";
    range.surroundContents(mark);
    marks.push(mark);
  }
  return marks;
}
