// A plot of rows of one unit, built as the pages' own plots are: bars from zero, widths in percent, colours by class.

const SVG = "http://www.w3.org/2000/svg";
const [ROW, BAR, LINE, TOP] = [40, 12, 15, 22]; // pixels: a row, its bar; below its top the foot of its words, its bar
const MORE = 18; // pixels of a second line of words, where one has no room for them
const COLUMNS = 40; // narrow characters in a line over a bar, in a window of 320 pixels

/** Chooses what can be compared by the rules of the index: single positive values of the unit that most rows have, the
 *  largest of them; of two places (`sides`) as many of each, so that the richer does not push the other out. */
export function comparable(rows, { never, least, asked }, sides = 0) {
  const units = new Map();
  for (const row of rows) {
    if (row.low > 0 && row.high === null && !never.includes(row.kind) && row.unit) {
      units.set(row.unit, [...(units.get(row.unit) ?? []), row]);
    }
  }
  const most = [...units.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  most.sort((one, other) => other.low - one.low);
  if (most.length < least) return { all: 0, shown: [] };
  const largest = new Set(most.slice(0, sides ? 0 : asked));
  for (let side = 0; side < sides; side += 1) {
    most.filter((row) => row.sides[side]).slice(0, asked / sides).forEach((row) => largest.add(row));
  }
  return { all: most.length, shown: most.filter((row) => largest.has(row)) };
}

/** Names the places that a bar is about, of the two that are compared. */
export function whose({ side }, names) {
  return names.filter((_, at) => side[at]);
}

/** Tells the colours of two places apart. */
export function legend(names, bars, say) {
  const kinds = ["one", "other", ...(bars.some((bar) => colour(bar) === "both") ? ["both"] : [])];
  const made = document.createElement("small");
  made.className = "legend";
  for (const [at, kind] of kinds.entries()) {
    const key = Object.assign(document.createElement("span"), { className: kind, textContent: names[at] ?? say("browse-both") });
    made.append(key, " ");
  }
  return made;
}

/** The class of a bar's colour: that of its place where two are compared, "both" for one that names both. */
function colour({ side = [] }) {
  if (side.length < 2) return "one";
  return side[0] && side[1] ? "both" : side[0] ? "one" : "other";
}

/** Draws bars: `{label, lang, value, said, href, number, rough}`, the largest first. */
export function draw(bars, title, desc) {
  const labels = bars.map((bar) => lines(bar.label, COLUMNS - columns(bar.value)));
  const tops = [0];
  for (const label of labels) tops.push(tops.at(-1) + ROW + MORE * (label.length - 1));
  const svg = element("svg", { class: "plot", width: "100%", height: tops.pop(), role: "group" });
  svg.setAttribute("aria-labelledby", "browse-plot-title browse-plot-desc");
  svg.append(
    element("title", { id: "browse-plot-title" }, title),
    element("desc", { id: "browse-plot-desc" }, desc),
    ...bars.map((bar, number) => drawn(bar, labels[number], tops[number], bars[0].number)),
  );
  return svg;
}

function drawn(bar, label, top, largest) {
  const width = `${((100 * bar.number) / largest).toFixed(2)}%`;
  const lang = bar.lang ? { lang: bar.lang } : {};
  const below = top + TOP + MORE * (label.length - 1);
  return element(
    "a",
    { href: bar.href, class: "bar" },
    element("title", {}, bar.said),
    ...label.map((line, number) => element("text", { x: 0, y: top + LINE + MORE * number, ...lang }, line)),
    element("text", { x: "100%", y: top + LINE, "text-anchor": "end", class: "value" }, bar.value),
    element("rect", { x: 0, y: below, width, height: BAR, class: `${bar.rough ? "rough" : "exact"} ${colour(bar)}` }),
  );
}

/** Breaks a label into the line that has room beside a value and, where that is too short, one below it. */
function lines(text, room) {
  if (columns(text) <= room) return [text];
  let end = text.length - 1;
  while (end > 0 && (columns(bare(text.slice(0, end))) > room || !/^(?:. |\p{Lo}{2})/u.test(text.slice(end - 1)))) end -= 1;
  return end > 0 ? [bare(text.slice(0, end)), fitting(bare(text.slice(end)), COLUMNS)] : [fitting(text, room)];
}

/** Takes off what stands between the measure and the subject of a label. */
function bare(text) {
  return text.replace(/^[ ·]+|[ ·]+$/g, "");
}

/** Cuts a label to the room it has on a phone. */
function fitting(text, room) {
  if (columns(text) <= room) return text;
  let cut = text;
  while (columns(cut) >= room) cut = cut.slice(0, -1);
  return `${cut.trimEnd()}…`;
}

/** Counts the columns of a text: a wide character takes two. */
function columns(text) {
  return [...text].reduce((sum, char) => sum + (char.charCodeAt(0) >= 0x2e80 ? 2 : 1), 0);
}

function element(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
