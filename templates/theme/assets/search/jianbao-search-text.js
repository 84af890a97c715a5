// Text: folding, the query language, matches and excerpts. Knows nothing of files or pages.

/** Reads numbers packed as variable-length bytes (FORMAT.md, "varint"). */
export class Numbers {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  next() {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  take(count) {
    const out = new Uint32Array(count);
    for (let i = 0; i < count; i++) out[i] = this.next();
    return out;
  }
}

/** Turns distances into the numbers they lead to, in place. */
export function summed(steps) {
  for (let i = 1; i < steps.length; i++) steps[i] += steps[i - 1];
  return steps;
}

const COMPATIBILITY = [
  [0xf900, 0xfaff],
  [0x2f800, 0x2fa1f],
];

/** The fold of jianbao/folding.py, from the table beside the index. */
export class Folding {
  constructor(bytes) {
    this.units = new Uint16Array(65536).map((_, unit) => unit);
    this.astral = new Map();
    const numbers = new Numbers(bytes);
    const count = numbers.next();
    const from = summed(numbers.take(count));
    let to = 0;
    for (const code of from) {
      const step = numbers.next();
      to += step % 2 ? -(step + 1) / 2 : step / 2;
      this.#set(code, to);
    }
    for (const [first, last] of COMPATIBILITY) {
      for (let code = first; code <= last; code++) {
        const plain = String.fromCodePoint(code).normalize("NFC");
        this.#set(code, this.fold(plain).codePointAt(0));
      }
    }
  }

  #set(code, to) {
    if (code < 65536) this.units[code] = to;
    else this.astral.set(code, String.fromCodePoint(to));
  }

  fold(text) {
    if (/[\ud800-\udfff]/.test(text)) {
      text = Array.from(text, (char) => this.astral.get(char.codePointAt(0)) ?? char).join("");
    }
    let out = "";
    for (let start = 0; start < text.length; start += 4096) {
      const units = [];
      for (let i = start; i < Math.min(text.length, start + 4096); i++) units.push(this.units[text.charCodeAt(i)]);
      out += String.fromCharCode(...units);
    }
    return out;
  }

  /** Gives, for each unit of the folded text and its end, the place in `text`; null where they are the same. */
  places(text, folded) {
    if (folded.length === text.length) return null;
    const places = [];
    let at = 0;
    for (const char of text) {
      for (let i = 0; i < this.fold(char).length; i++) places.push(at + Math.min(i, char.length - 1));
      at += char.length;
    }
    return [...places, at];
  }
}

const CLOSING = { '"': '"', "“": "”", "「": "」", "『": "』", "＂": "＂", "„": "“", "«": "»" };

/**
 * Reads a query: words separated by spaces must all occur, `OR` between two makes them alternatives, quotation marks
 * around a word hold it together, `-` before it excludes it and alone means nothing. Gives {clauses: [[phrase]],
 * excluded: [phrase]}, where a phrase is {text, exact, typed}. A query that would only exclude is taken as it stands.
 */
export function parse(query, folding) {
  const clauses = [];
  const excluded = [];
  let alternative = false;
  // Whatever folds to white space parts words: also what cannot be seen.
  for (const token of tokens(Array.from(query, (char) => (folding.fold(char) === " " ? " " : char)).join(""))) {
    if (!token.quoted && !token.minus && token.text === "OR" && clauses.length && !alternative) {
      alternative = true;
      continue;
    }
    const phrase = { text: folding.fold(token.text).trim(), exact: token.quoted, typed: token.text };
    if (!phrase.text || (phrase.text === "-" && !token.quoted)) continue;
    if (token.minus) excluded.push(phrase);
    else if (alternative) clauses.at(-1).push(phrase);
    else clauses.push([phrase]);
    alternative = false;
  }
  const whole = folding.fold(query).trim();
  if (!clauses.length && whole)
    return { clauses: [[{ text: whole, exact: false, typed: query.trim() }]], excluded: [] };
  return { clauses, excluded };
}

function* tokens(query) {
  let at = 0;
  while (at < query.length) {
    if (/\s/.test(query[at])) {
      at++;
      continue;
    }
    const minus = /[-－]/.test(query[at]) && /\S/.test(query[at + 1] ?? " ");
    if (minus) at++;
    const close = CLOSING[query[at]];
    const end = close ? closing(query, at + 1, close) : -1;
    if (end > at + 1) {
      yield { text: query.slice(at + 1, end), quoted: true, minus };
      at = end + 1;
    } else {
      const text = /^\S+/.exec(query.slice(at))[0];
      yield { text, quoted: false, minus };
      at += text.length;
    }
  }
}

/** Finds the mark that closes a quotation and ends the word; one inside a word is text like any other. */
function closing(query, from, close) {
  for (let at = query.indexOf(close, from); at >= 0; at = query.indexOf(close, at + 1)) {
    if (at + 1 === query.length || /\s/.test(query[at + 1])) return at;
  }
  return -1;
}

const WORD = /[a-z0-9]+/g;

/** Gives the English words of a phrase. */
export function words({ text }) {
  return text.match(WORD) ?? [];
}

/** Tells whether the last word of a phrase may be the beginning of a longer one. A single letter may not. */
export function runsOn(phrase) {
  const last = words(phrase).at(-1) ?? "";
  return !phrase.exact && last.length > 1 && phrase.text.endsWith(last);
}

/** Finds a phrase in a folded Chinese text: every place, as [start, end]. */
export function inChinese(folded, { text }) {
  return places(folded, text, () => true);
}

const LETTER = /[a-z0-9]/;

/** Finds a phrase in a folded English text: from the start of a word and, unless it runs on, to the end of one. */
export function inEnglish(folded, phrase) {
  // What has no word is found in English only where it is all ideographs: marks alone are not indexed there.
  if (!words(phrase).length && /[^ \u2e80-\uffff]/.test(phrase.text)) return [];
  const open = runsOn(phrase);
  return places(folded, phrase.text, (start, end) => {
    const inside = LETTER.test(folded[start]) && start > 0 && LETTER.test(folded[start - 1]);
    const before = LETTER.test(folded[end - 1]) && LETTER.test(folded[end] ?? " ");
    return !inside && (open || !before);
  });
}

function places(folded, text, fits) {
  const ranges = [];
  let from = 0;
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, from)) {
    const end = at + text.length;
    const fit = fits(at, end);
    if (fit) ranges.push([at, end]);
    from = fit ? end : at + 1;
  }
  return ranges;
}

const STOP = /[。！？；!?;]/;
const BEFORE = 24;
const LENGTH = 96;

/** Cuts an excerpt around the first of the sorted `ranges` of `text`: [{text, mark}]. */
export function excerpt(text, ranges, wide = false) {
  const scale = wide ? 2 : 1;
  const first = ranges.length ? ranges[0][0] : 0;
  let start = Math.max(0, first - BEFORE * scale);
  for (let at = first - 1; start > 0 && at >= start; at--) {
    if (STOP.test(text[at]) || (wide && at - start < 12 && text[at] === " ")) start = at + 1;
  }
  let end = Math.min(text.length, Math.max(start + LENGTH * scale, (ranges[0]?.[1] ?? 0) + 8));
  if (/[\udc00-\udfff]/.test(text[start] ?? "")) start--;
  if (/[\udc00-\udfff]/.test(text[end] ?? "")) end++;
  const space = wide && end < text.length ? text.lastIndexOf(" ", end) : -1;
  if (space > (ranges[0]?.[1] ?? start)) end = space;
  while (text[start] === " ") start++;
  const parts = divided(text, ranges, start, end);
  if (start > 0) parts.unshift({ text: "…", mark: false });
  if (end < text.length) parts.push({ text: "…", mark: false });
  return parts;
}

/** Divides a text, or a piece of it, at the sorted `ranges`: [{text, mark}]. */
export function divided(text, ranges, start = 0, end = text.length) {
  const parts = [];
  let at = start;
  for (const [from, to] of ranges) {
    if (from < at || to > end) continue;
    if (from > at) parts.push({ text: text.slice(at, from), mark: false });
    parts.push({ text: text.slice(from, to), mark: true });
    at = to;
  }
  if (at < end) parts.push({ text: text.slice(at, end), mark: false });
  return parts;
}

/** Gives the language of a label: on an English page what is not translated keeps its Chinese name. */
export function languageOf(label, edition) {
  return edition === "en" && /[\u2e80-\uffff]/.test(label) ? "zh-Hans" : null;
}
