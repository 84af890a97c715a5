// All figures of the archive, fetched as they are asked for: an index, then the numbers of the chunks that may hold what
// is wanted, and their words only for the rows that are shown or searched.

const NONE = 65535;

/** Reads a JSON file of the site. */
async function read(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${answer.status} ${url}`);
  return answer.json();
}

/** The figures of an edition. `source` is the address of its index. */
export class Figures {
  #kept = new Map();

  static async open(source) {
    return new Figures(source, await read(source));
  }

  constructor(source, index) {
    this.source = source;
    this.index = index;
    this.rank = Object.fromEntries(index.units.map(([unit], at) => [unit, at]));
  }

  /** Fetches a file once; one that failed is fetched again when asked for again. */
  #file(path) {
    const url = new URL(path, this.source);
    if (!this.#kept.has(url.href)) {
      const found = read(url);
      found.catch(() => this.#kept.delete(url.href));
      this.#kept.set(url.href, found);
    }
    return this.#kept.get(url.href);
  }

  /** Every article that has figures: [id, headline, chunk]. */
  articles() {
    return this.#file("articles.json");
  }

  /** The words of a row: its article and its cells. */
  async words(row) {
    const { articles, rows } = await this.#file(`${row.chunk}.json`);
    const [headline, cited, lang] = articles[row.article];
    const [id, value, unit, si, measure, subject, time, printed, rough] = rows[row.at];
    return { row, headline, cited, lang, id, value, unit, si, measure, subject, time, printed, rough };
  }

  /** The rows that fit a filter, in order. Its parts: q, kind, unit, place, year, article; empty
   *  ones hold for all. `beside` is another place: the rows of either fit, and `sides` of a row tells of which it is. */
  async select(filter, order) {
    const chunks = await this.#chunks(filter);
    const rows = (await Promise.all(chunks.map((chunk) => this.#fitting(chunk, filter)))).flat();
    const found = filter.q ? await this.#saying(rows, filter.q) : rows;
    return sorted(found, order, this.rank);
  }

  async #chunks(filter) {
    const code = (names, wanted) => (wanted ? this.index[names].findIndex(([key]) => key === wanted) : NONE);
    const wanted = ["kind", "unit"].map((name) => [`${name}s`, code(`${name}s`, filter[name])]);
    const places = placesOf(filter).map((place) => code("places", place));
    const only = filter.article && (await this.articles()).find(([id]) => id === filter.article);
    return this.index.chunks.flatMap((chunk, number) => {
      if (filter.year && chunk.year !== filter.year) return [];
      if (filter.article && only?.[2] !== number) return [];
      if (places.length && !places.some((place) => chunk.places.includes(place))) return [];
      return wanted.every(([names, key]) => key === NONE || chunk[names].includes(key)) ? [number] : [];
    });
  }

  async #fitting(number, filter) {
    const chunk = await this.#file(`../numbers/${number}.json`);
    const code = (names, key) => (key ? chunk[names].indexOf(key) : NONE);
    const kind = code("kinds", filter.kind);
    const unit = code("units", filter.unit);
    const places = placesOf(filter).map((place) => code("places", place));
    const article = code("articles", filter.article);
    const found = [];
    chunk.rows.forEach((row, at) => {
      if (kind !== NONE && row[0] !== kind) return;
      if (unit !== NONE && row[1] !== unit) return;
      if (article !== NONE && row[4] !== article) return;
      const sides = places.map((place) => row[5].includes(place));
      if (sides.length && !sides.includes(true)) return;
      found.push({
        chunk: number,
        at,
        kind: chunk.kinds[row[0]],
        unit: chunk.units[row[1]],
        low: row[2],
        high: row[3],
        article: row[4],
        id: chunk.articles[row[4]],
        sides,
      });
    });
    return found;
  }

  /** Of some rows, those whose words hold every word of a query. */
  async #saying(rows, query) {
    const fold = await folding();
    const folded = (text) => fold(text.normalize("NFKC").toLowerCase());
    const wanted = folded(query).split(/\s+/u).filter(Boolean);
    const chunks = [...new Set(rows.map((row) => row.chunk))];
    const words = new Map(await Promise.all(chunks.map(async (number) => [number, await this.#file(`${number}.json`)])));
    return rows.filter((row) => {
      const { articles, rows: cells } = words.get(row.chunk);
      const text = folded([articles[row.article][0], ...cells[row.at].slice(1, 8)].join(" "));
      return wanted.every((word) => text.includes(word));
    });
  }
}

/** The places of a filter: none, one, or two to compare. */
function placesOf({ place, beside }) {
  return [...new Set([place, beside])].filter(Boolean);
}

let kept;

/** Gives the fold of the search, by which either script finds what is written in the other; without it, none. */
function folding() {
  kept ??= import("../search/jianbao-search-index.js")
    .then(({ Index }) => Index.folding())
    .then((found) => (text) => found.fold(text))
    .catch(() => (text) => text);
  return kept;
}

/** Puts rows in order; `largest` and `smallest` keep each unit apart, the most frequent first. */
function sorted(rows, order, rank) {
  if (order === "oldest") return rows.reverse();
  if (order !== "largest" && order !== "smallest") return rows;
  const sign = order === "largest" ? -1 : 1;
  const value = (row) => (order === "largest" ? (row.high ?? row.low) : row.low);
  return rows.sort((left, right) => {
    if (left.unit !== right.unit) return rank[left.unit] - rank[right.unit];
    const [one, other] = [value(left), value(right)];
    if (one === null || other === null) return (one === null) - (other === null);
    return sign * (one - other);
  });
}
