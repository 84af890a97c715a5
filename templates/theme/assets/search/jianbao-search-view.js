// The view: what the search box and the results page share. Builds elements, never HTML from text.

import { LABELS } from "./jianbao-search-labels.js";
import { languageOf } from "./jianbao-search-text.js";

/** Makes an element: properties that are no attribute go in by name, `null` and `false` leave an attribute out. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== ""));
  return made;
}

/**
 * Reads the labels of a mount point; a label that is missing is shown by its key, so that it is noticed. One
 * that depends on a number {n} may be given as {one, other}.
 */
export function labels(mount) {
  const texts = LABELS[mount.dataset.edition] ?? {};
  const numbers = new Intl.NumberFormat(mount.dataset.edition);
  const plurals = new Intl.PluralRules(mount.dataset.edition);
  return (key, values = {}) => {
    const found = key.split(".").reduce((some, part) => some?.[part], texts) ?? key;
    const text = found.other ? (found[plurals.select(values.n)] ?? found.other) : found;
    return String(text).replace(/\{(\w+)\}/g, (_, name) => {
      return typeof values[name] === "number" ? numbers.format(values[name]) : (values[name] ?? "");
    });
  };
}

/** Says how many were found, and whether that is certain. */
export function counted(say, { total, exact }) {
  if (!total) return say("none");
  return say(exact ? "found" : "about", { n: total });
}

/** Makes the title of a result, the matches marked. */
export function titleOf({ title }, { titled }, edition, tag = "span", attributes = {}) {
  return element(tag, { class: "jb-title", lang: languageOf(title, edition), ...attributes }, ...titled.map(piece));
}

/** Makes an excerpt, the matches marked; nothing where it would say the title once more. */
export function excerptOf({ title }, { parts, lang }) {
  if (parts.map(({ text }) => text).join("") === title) return null;
  return element("span", { class: "jb-excerpt", lang }, ...parts.map(piece));
}

function piece({ text, mark }) {
  return mark ? element("mark", {}, text) : text;
}

/** Makes the line under a title: date and paper. */
export function sourceOf({ date, paper }) {
  return element("span", { class: "jb-source" }, [date, paper].filter(Boolean).join(" · "));
}

const PAUSE = 90; // milliseconds after the last key before a search starts
const SLOW = 350; // milliseconds after which one is told that it is under way

/**
 * Runs one search at a time for a text field: waits for a pause in typing and for the end of a composition, drops what
 * has been overtaken, and tells `state` of "slow", "offline" and "failed".
 */
export class Typing {
  #turn = 0;
  #timer = 0;

  constructor(input, { work, state }) {
    Object.assign(this, { work, state });
    input.addEventListener("input", (event) => event.isComposing || this.soon());
    input.addEventListener("compositionend", () => this.soon());
  }

  soon() {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    const current = () => turn === this.#turn;
    const slow = setTimeout(() => current() && this.state("searching"), SLOW);
    try {
      const show = await this.work();
      if (current()) await show();
    } catch (error) {
      if (!current()) return;
      console.error(error);
      this.state(navigator.onLine ? "failed" : "offline");
    } finally {
      clearTimeout(slow);
    }
  }
}

/** Tells whether a key belongs to an input method and not to us. */
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}
