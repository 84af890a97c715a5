// Where a note or a menu stands that belongs to something on the page.

const GAP = 5; // pixels between the two
const EDGE = 12; // pixels to the edge of the window

/** Put a note under a box; over it, where the window ends too soon below and there is room above. */
export function putBeside(box, note) {
  const room = document.documentElement.clientWidth - note.offsetWidth - EDGE;
  const [below, above] = [box.bottom + GAP, box.top - GAP - note.offsetHeight];
  const top = below + note.offsetHeight > innerHeight && above > 0 ? above : below;
  note.style.left = `${scrollX + Math.max(EDGE, Math.min(box.left, room))}px`;
  note.style.top = `${scrollY + top}px`;
}
