// A mark (a figure, an uncertain join, a fact with its ground, a name) explains itself on hover, on focus and at a touch.

import { putBeside } from "./beside.js";
import { LABELS } from "./labels.js";

const MARKS = ".text .fig, .text .join, .text .fact, .ent[title], .ent[data-title]";
const LEAVE = 200; // milliseconds for the pointer to reach the note, so that its words can be selected

const note = document.createElement("div");
Object.assign(note, { id: "jb-note", className: "note-box", role: "tooltip", hidden: true });
const { again } = LABELS[document.documentElement.lang];
let shown = null;
let leaving = 0;
let touched = false;

/** Let every mark of the page show its note: its title, or for a figure the row of its table. */
export function explainMarks() {
  for (const join of document.querySelectorAll(".text .join")) {
    join.tabIndex = 0;
    join.setAttribute("role", "note");
    join.setAttribute("aria-label", join.title);
  }
  document.addEventListener("pointerdown", (event) => (touched = event.pointerType !== "mouse"), true);
  document.addEventListener("pointerover", onPointer);
  document.addEventListener("focusin", (event) => touched || show(markOf(event)));
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

function onPointer(event) {
  if (event.pointerType !== "mouse") return;
  if (note.contains(event.target)) stay();
  else if (markOf(event)) show(markOf(event));
  else if (shown && shown !== document.activeElement) leave();
}

/** At a touch the first click explains, the second follows the link; a click elsewhere puts the note away. */
function onClick(event) {
  const mark = markOf(event);
  if (!mark && !note.contains(event.target)) hide();
  if (!mark || !touched || mark === shown) return;
  show(mark, mark.href ? Object.assign(document.createElement("small"), { textContent: again }) : "");
  if (shown) event.preventDefault();
}

function markOf(event) {
  return event.target instanceof Element ? event.target.closest(MARKS) : null;
}

function show(mark, more = "") {
  stay();
  if (mark === shown) return;
  hide();
  note.textContent = mark ? wordsOf(mark) : "";
  if (!note.textContent) return;
  if (more) note.append(more);
  if (!note.isConnected) document.querySelector("main").append(note);
  note.hidden = false;
  mark.setAttribute("aria-describedby", note.id);
  shown = mark;
  putBeside(mark.getClientRects()[0], note); // the first line of the mark
}

function hide() {
  stay();
  shown?.removeAttribute("aria-describedby");
  note.hidden = true;
  shown = null;
}

function leave() {
  if (!leaving) leaving = setTimeout(hide, LEAVE);
}

function stay() {
  clearTimeout(leaving);
  leaving = 0;
}

/** Take a mark's words; its title is taken from it, or the browser would show it a second time. */
function wordsOf(mark) {
  if (mark.title) {
    mark.dataset.title = mark.title;
    mark.removeAttribute("title");
  }
  return mark.dataset.title ?? rowOf(mark);
}

function rowOf(mark) {
  const row = mark.hash && document.getElementById(decodeURIComponent(mark.hash.slice(1)))?.closest("tr");
  if (!row) return "";
  const [, value, unit, ...rest] = [...row.cells].map((cell) => cell.textContent.trim());
  return [`${value} ${unit}`, ...rest].filter(Boolean).join(" · ");
}
