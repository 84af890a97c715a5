// A paragraph, a photo or a figure can be linked to, cited and reported: a small mark beside it opens a menu.

import { putBeside } from "./beside.js";
import { LABELS } from "./labels.js";

const MARKED = ".page--article .text > p[id^=p], .page--article .text > figure[id^=p], .page--article .figures tr[id^=r]";
const QUOTED = 200; // characters of a paragraph that a report quotes: enough to find it, short enough for an address

const report = document.querySelector(".report");
const labels = LABELS[document.documentElement.lang];
const address = document.querySelector("link[rel=canonical]")?.href ?? location.href.split("#")[0];
const menu = Object.assign(document.createElement("div"), { className: "note-box menu", hidden: true });
let opened = null;

/** Put the marks into the page, and buttons that copy into the box of citations. */
export function offerCiting() {
  if (!report) return;
  document.querySelectorAll(MARKED).forEach(mark);
  for (const box of document.querySelectorAll("details.cite")) box.append(copyButton(() => citationOf(box, "")));
  document.querySelectorAll("details.cite .accessed").forEach((place) => (place.textContent = today()));
  menu.setAttribute("role", "dialog");
  menu.addEventListener("keydown", leaveByTab);
  document.addEventListener("click", (event) => opened && !menu.contains(event.target) && event.target !== opened && close());
  document.addEventListener("keydown", (event) => event.key === "Escape" && opened && (opened.focus(), close()));
}

function mark(element) {
  const id = element.id.replace(/^r/, "f");
  const link = Object.assign(document.createElement("a"), { className: "here", href: `#${id}` });
  link.setAttribute("aria-label", `${labels.mark} (${id})`);
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (opened === link) close();
    else open(link, id, quoted(element));
  });
  (element.matches("tr") ? element.cells[0] : element).append(link);
}

/** Take the words that a report quotes: those of the block, or of the row. */
function quoted(element) {
  const cells = element.matches("tr") ? [...element.cells] : [element];
  const words = cells.map((cell) => cell.textContent.trim()).filter(Boolean).join(" · ");
  return words.length > QUOTED ? `${words.slice(0, QUOTED)}…` : words;
}

function open(link, id, words) {
  close();
  opened = link;
  link.setAttribute("aria-expanded", "true");
  menu.setAttribute("aria-label", link.getAttribute("aria-label"));
  if (!menu.isConnected) document.querySelector("main").append(menu);
  menu.hidden = false;
  const cite = button(labels.cite, () => offer(...citations(id)));
  offer(copyButton(() => `${address}#${id}`, labels.link), cite, printedAt(id), ...elsewhere(id), reportOf(id, words));
}

/** Fill the menu, which then takes its place anew; the focus goes with it, and the page stays where it is. */
function offer(...things) {
  menu.replaceChildren(...things);
  putBeside(opened.getBoundingClientRect(), menu);
  stops()[0].focus({ preventScroll: true });
}

function stops() {
  return menu.querySelectorAll("a, button, textarea");
}

/** Leave the menu at either end by the way it was entered, so that one goes on from the mark. */
function leaveByTab(event) {
  const end = event.shiftKey ? stops()[0] : [...stops()].at(-1);
  if (event.key !== "Tab" || event.target !== end) return;
  event.preventDefault();
  opened.focus();
  close();
}

/** Make the link to the printed line that a block or a figure begins on: its id says which. */
function printedAt(id) {
  const evidence = document.querySelector(".state a").href.split("#")[0];
  return Object.assign(document.createElement("a"), { href: `${evidence}#L${Number.parseInt(id.slice(1), 10)}`, textContent: labels.printed });
}

/** Make the links to the same block or figure in the other editions. */
function elsewhere(id) {
  return [...document.querySelectorAll(".editions a[data-same]:not([aria-current])")].map((link) => {
    const made = link.cloneNode(true);
    made.hash = id;
    return made;
  });
}

function close() {
  opened?.removeAttribute("aria-expanded");
  menu.hidden = true;
  opened = null;
}

/** Make the citations of a part of the article, each with a button to copy it, and the files. */
function citations(id) {
  const rows = [...document.querySelectorAll("details.cite")].map((box) => {
    const text = citationOf(box, id);
    const row = document.createElement("p");
    const name = Object.assign(document.createElement("b"), { textContent: box.querySelector("summary").textContent });
    row.append(name, " ", text, " ", copyButton(() => text));
    return row;
  });
  const files = document.createElement("p");
  for (const link of document.querySelectorAll("a.cite-file")) files.append(fileOf(link, id), " ");
  return [...rows, files];
}

/** Give a citation as text, with the address of a part of the article and the day. */
function citationOf(box, id) {
  const copy = box.querySelector("p").cloneNode(true);
  const here = id ? `${address}#${id}` : address;
  copy.querySelectorAll(".accessed").forEach((place) => (place.textContent = today()));
  const at = copy.querySelector(".at");
  if (at) at.textContent = id ? `${at.textContent}#${id}` : at.textContent;
  else copy.append(` ${here}`);
  return copy.textContent.trim();
}

/** Make the link to a file that cites a part of the article: the article's file with another key and address. */
function fileOf(link, id) {
  const made = Object.assign(document.createElement("a"), { href: link.href, textContent: link.textContent });
  const name = link.href.split("/").pop();
  made.download = name.replace(".", `-${id}.`);
  made.addEventListener("click", async (event) => {
    event.preventDefault();
    const answer = await fetch(link.href).catch(() => null);
    if (!answer?.ok) return location.assign(link.href);
    // The key of an article is the first thing that its file holds, and its address ends like its page's.
    const key = name.split(".")[0];
    const text = (await answer.text()).replace(key, `${key}-${id}`).replace(`/articles/${key}/`, `/articles/${key}/#${id}`);
    const whole = Object.assign(document.createElement("a"), { download: made.download });
    whole.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    whole.click();
    setTimeout(() => URL.revokeObjectURL(whole.href), 1000);
  });
  return made;
}

/** Make the way to report a part: a new issue where the site has a repository, else words to copy. */
function reportOf(id, words) {
  const { title, body, issues, names } = report.dataset;
  const text = body.replace("{place}", () => `#${id} ${address}#${id}`).replace("{text}", () => words);
  if (!issues) return button(labels.report, () => offer(labels.how, wordsOf(text), copyButton(() => text)));
  const [first, second] = names.split(" ");
  const query = new URLSearchParams([[first, title], [second, text]]);
  const link = document.createElement("a");
  return Object.assign(link, { href: `${issues}?${query}`, target: "_blank", rel: "noopener", textContent: labels.report });
}

function wordsOf(text) {
  const area = Object.assign(document.createElement("textarea"), { value: text, readOnly: true, rows: 8 });
  area.setAttribute("aria-label", labels.report);
  area.addEventListener("focus", () => area.select());
  return area;
}

function copyButton(text, label = labels.copy) {
  return button(label, async (made) => {
    const done = await navigator.clipboard?.writeText(text()).then(() => true, () => false);
    if (done) made.textContent = labels.copied;
    else made.replaceWith(wordsOf(text()));
    setTimeout(() => (made.textContent = label), 2000);
  });
}

function button(label, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: label });
  made.addEventListener("click", (event) => (event.stopPropagation(), act(made)));
  return made;
}

function today() {
  const day = new Date();
  return `[${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}]`;
}
