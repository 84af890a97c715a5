// A mark in the text (a figure, an uncertain join) explains itself on hover, on focus and at a touch.

const MARKS = ".text .fig, .text .join, .text .note[title]";
const LEAVE = 200; // milliseconds to reach the note with the pointer, so that its words can be selected

/** Let every mark of the page show its note: its title, or for a figure the row of its table. */
export function explainMarks() {
  const note = document.createElement("div");
  Object.assign(note, { id: "jb-note", className: "note-box", role: "tooltip", hidden: true });
  let shown = null;
  let leaving = 0;
  let touched = false;

  const hide = () => {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    note.hidden = true;
    shown = null;
  };
  const show = (mark) => {
    clearTimeout(leaving);
    if (mark === shown) return;
    hide();
    note.textContent = wordsOf(mark);
    if (!note.textContent) return;
    if (!note.isConnected) document.body.append(note);
    note.hidden = false;
    mark.setAttribute("aria-describedby", note.id);
    shown = mark;
    place(note, mark);
  };
  const markOf = (event) => (event.target instanceof Element ? event.target.closest(MARKS) : null);

  for (const join of document.querySelectorAll(".text .join")) {
    join.tabIndex = 0;
    join.setAttribute("role", "note");
    join.setAttribute("aria-label", join.title);
  }
  document.addEventListener("pointerdown", (event) => (touched = event.pointerType !== "mouse"), true);
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    if (note.contains(event.target)) clearTimeout(leaving);
    else if (markOf(event)) show(markOf(event));
    else if (shown && shown !== document.activeElement) leaving ||= setTimeout(() => (hide(), (leaving = 0)), LEAVE);
  });
  document.addEventListener("focusin", (event) => {
    if (touched) return;
    if (markOf(event)) show(markOf(event));
    else hide();
  });
  document.addEventListener("click", (event) => {
    const mark = markOf(event);
    if (!mark) return void (note.contains(event.target) || hide());
    if (!touched || mark === shown) return;
    show(mark);
    // The first touch explains, the second follows the link.
    if (shown) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
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
  const [value, unit, ...rest] = [...row.cells].map((cell) => cell.textContent.trim());
  return [`${value} ${unit}`, ...rest].filter(Boolean).join(" · ");
}

/** Put the note under the first line of its mark, inside the window. */
function place(note, mark) {
  const box = mark.getClientRects()[0];
  const room = document.documentElement.clientWidth - note.offsetWidth - 12;
  note.style.left = `${scrollX + Math.max(12, Math.min(box.left, room))}px`;
  note.style.top = `${scrollY + box.bottom + 6}px`;
}
