// The index: fetches the files that FORMAT.md describes, unpacks them and keeps them.

import { Folding, Numbers, summed } from "./jianbao-search-text.js";

export const EDITIONS = ["zh-Hans", "zh-Hant", "en"];

/** The address of the site, wherever it is mounted: this file lies two folders below, or below an edition. */
export const ROOT = withoutEdition(new URL("../../", import.meta.url));
const FORMAT = 2;
const KEPT = 4000;

function withoutEdition(folder) {
  return EDITIONS.includes(folder.pathname.split("/").at(-2)) ? new URL("../", folder) : folder;
}

/** Says that the index was replaced while it was in use: open it again. */
export class Replaced extends Error {}

async function unpacked(response) {
  return new Response(response.body.pipeThrough(new DecompressionStream("deflate-raw")));
}

/** One generation of the index. Every file is fetched once, when it is first wanted. */
export class Index {
  #files = new Map();
  #texts = new Map();

  static async open() {
    const index = await Index.#begun();
    const [terms, fold] = await Promise.all([index.#json("terms.bin"), index.#bytes("fold.bin")]);
    index.folding = new Folding(fold);
    index.dictionary = terms.dictionary;
    index.directories = { grams: directory(terms.grams), words: directory(terms.words) };
    index.weights = Object.values(index.manifest.fields);
    // Of blocks that show as much of a query, one of the body tells more than the headline, which is shown anyway.
    index.telling = index.weights.map((weight) => 1 / (1 + weight));
    return index;
  }

  /** Fetches the fold alone, for pages that compare texts without searching. */
  static async folding() {
    const index = await Index.#begun();
    return new Folding(await index.#bytes("fold.bin"));
  }

  static async #begun() {
    const response = await fetch(new URL("search/index.json", ROOT), { cache: "no-store" });
    if (!response.ok) throw new Error(`search index: ${response.status}`);
    const index = new Index();
    index.manifest = await response.json();
    if (index.manifest.format !== FORMAT) throw new Replaced("search index: another format");
    return index;
  }

  /** Counts the shards that hold the list of a gram. */
  shards(gram) {
    const [low, high] = this.directories.grams.range(gram, gram);
    return high - low + 1;
  }

  /** Gives the blocks that have a gram, sorted. */
  async gram(gram) {
    return this.#list("grams", gram, gram);
  }

  /** Gives the blocks whose English has a word, or with `prefix` any word that begins so. */
  async word(word, prefix) {
    const pages = this.dictionary;
    let page = above(pages, word) - 1;
    const lists = [];
    for (page = Math.max(0, page); page < pages.length; page++) {
      if (pages[page] > word && !(prefix && pages[page].startsWith(word))) break;
      const some = await this.#json(`dictionary/${page}.bin`);
      const hits = some.flatMap((other, at) => (other === word || (prefix && other.startsWith(word)) ? [at] : []));
      if (!hits.length) continue;
      const base = page * this.manifest.dictionary;
      lists.push(await this.#list("words", base + hits[0], base + hits.at(-1)));
    }
    return union(lists);
  }

  /** Gives a chunk of the table: where each article's blocks start and each block's field; of each article its length
   * and how many of its blocks are in English. */
  chunk(number) {
    return this.#once(`table/${number}`, async () => {
      const { articles, entities, chunk, starts } = this.manifest;
      const size = Math.min(chunk, articles + entities - number * chunk);
      const numbers = new Numbers(await this.#bytes(`table/${number}.bin`));
      const counts = this.weights.map(() => numbers.take(size));
      const lengths = numbers.take(size);
      const translated = numbers.take(size);
      const first = new Uint32Array(size + 1);
      const fields = [];
      first[0] = starts[number];
      for (let at = 0; at < size; at++) {
        counts.forEach((count, field) => {
          for (let i = 0; i < count[at]; i++) fields.push(field);
        });
        first[at + 1] = starts[number] + fields.length;
      }
      return { base: number * chunk, first, fields, lengths, translated };
    });
  }

  /** Gives what a result shows of an article: [id, title, date, paper, version of its text, block ids]. */
  card(edition, number) {
    return this.#row(`cards/${edition}`, number, this.manifest.card);
  }

  /** Gives what a suggestion shows of an entity: [address, kind, articles, hans, hant, en, ...more names]. */
  name(number) {
    return this.#row("names", number - this.manifest.articles, this.manifest.names);
  }

  async #row(folder, number, step) {
    return (await this.#json(`${folder}/${Math.floor(number / step)}.bin`))[number % step];
  }

  /** Gives the values of every facet: {dimension: [[key, hans, hant, en, articles]]}. */
  facetValues() {
    return this.#json("facets.bin");
  }

  /** Gives the values of the articles of a chunk: {dimension: [[number of a value]]}. */
  facetChunk(number) {
    return this.#once(`facets/${number}`, async () => {
      const names = Object.keys(await this.facetValues());
      const { articles, chunk } = this.manifest;
      const size = Math.min(chunk, articles - number * chunk);
      const numbers = new Numbers(await this.#bytes(`facets/${number}.bin`));
      return Object.fromEntries(
        names.map((name) => [name, Array.from(numbers.take(size)).map((count) => numbers.take(count))]),
      );
    });
  }

  /** Gives the blocks of an article: [{id, field, hans, hant, en}]. The latest few thousand articles are kept. */
  async text(id, version) {
    const kept = this.#texts.get(id);
    if (kept) return kept;
    const promise = this.#article(id, version);
    this.#texts.set(id, promise);
    promise.catch(() => this.#texts.delete(id));
    if (this.#texts.size > KEPT) this.#texts.delete(this.#texts.keys().next().value);
    return promise;
  }

  async #article(id, version) {
    const url = new URL(`search/text/${encodeURIComponent(id)}.bin?v=${version}`, ROOT);
    const load = async (cache) => (await fetched(url, { cache })).json();
    let text = await load("default");
    // A copy kept while the site was being replaced may be of the other version.
    if (text.version !== version) text = await load("reload");
    if (text.version !== version) throw new Replaced(`search index: ${id} has changed`);
    const { blocks, hant } = text;
    const exchange = exchanger(hant);
    return blocks.map(([block, field, hans, en = "", other]) => ({
      id: block,
      field,
      hans,
      en,
      hant: other ?? exchange(hans),
    }));
  }

  async #list(kind, low, high) {
    const directory = this.directories[kind];
    const [first, last] = directory.range(low, high);
    const shards = [];
    for (let number = first; number <= last; number++) shards.push(this.#shard(kind, number));
    const lists = (await Promise.all(shards)).flatMap((shard) => shard.lists(low, high));
    return low === high ? joined(lists) : union(lists);
  }

  #shard(kind, number) {
    return this.#once(`${kind}/${number}`, async () => new Shard(await this.#bytes(`${kind}/${number}.bin`)));
  }

  async #json(name) {
    return this.#once(name, async () => (await this.#fetch(name)).json());
  }

  async #bytes(name) {
    return new Uint8Array(await (await this.#fetch(name)).arrayBuffer());
  }

  #fetch(name) {
    return fetched(new URL(`search/${this.manifest.generation}/${name}`, ROOT));
  }

  #once(name, make) {
    if (!this.#files.has(name)) {
      const promise = make();
      this.#files.set(name, promise);
      promise.catch(() => this.#files.delete(name));
    }
    return this.#files.get(name);
  }
}

async function fetched(url, options) {
  const response = await fetch(url, options);
  if (response.status === 404) throw new Replaced(`search index: ${url.pathname} is gone`);
  if (!response.ok) throw new Error(`search index: ${response.status}`);
  return unpacked(response);
}

function directory({ first, continued }) {
  const firsts = summed(Uint32Array.from(first));
  const mid = new Set(summed(Uint32Array.from(continued)));
  return {
    /** Gives the shards that may hold the terms `low` to `high`: [first, last], empty when last < first. */
    range(low, high) {
      let start = above(firsts, low) - 1;
      while (start > 0 && firsts[start] === low && (mid.has(start) || firsts[start - 1] === low)) start--;
      return [Math.max(0, start), above(firsts, high) - 1];
    },
  };
}

/** Gives how many of the sorted values are at most `value`. */
export function above(values, value) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

class Shard {
  constructor(bytes) {
    const numbers = new Numbers(bytes);
    const count = numbers.next();
    this.terms = summed(numbers.take(count));
    this.ends = summed(numbers.take(count));
    this.steps = numbers.take(this.ends[count - 1]);
  }

  /** Gives the lists of the terms `low` to `high`. */
  lists(low, high) {
    const out = [];
    for (let at = low ? above(this.terms, low - 1) : 0; at < this.terms.length && this.terms[at] <= high; at++) {
      out.push(summed(this.steps.slice(at ? this.ends[at - 1] : 0, this.ends[at])));
    }
    return out;
  }
}

function joined(lists) {
  const out = new Uint32Array(lists.reduce((size, list) => size + list.length, 0));
  let at = 0;
  for (const list of lists) {
    out.set(list, at);
    at += list.length;
  }
  return out;
}

/** Merges sorted lists into one without repeats. */
export function union(lists) {
  if (lists.length === 1) return lists[0];
  const all = joined(lists).sort();
  return all.filter((value, at) => !at || value !== all[at - 1]);
}

/** Gives what two sorted lists share. */
export function common(left, right) {
  const [short, long] = left.length < right.length ? [left, right] : [right, left];
  const out = [];
  let at = 0;
  for (const value of short) {
    while (at < long.length && long[at] < value) at++;
    if (long[at] === value) out.push(value);
  }
  return Uint32Array.from(out);
}

/** Makes the function that turns each Simplified text, in order, into the Traditional one (FORMAT.md, "text"). */
function exchanger([from, to, steps, what]) {
  const targets = Array.from(to);
  const usual = new Map(Array.from(from, (char, at) => [char, targets[at]]));
  const places = summed(Uint32Array.from(steps));
  const others = Array.from(what);
  let place = 0;
  let next = 0;
  return (text) =>
    Array.from(text, (char) => {
      const other = places[next] === place++ ? others[next++] : usual.get(char);
      return other ?? char;
    }).join("");
}
