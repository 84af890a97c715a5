// Finding: from a query to ranked candidates, by the index alone.

import { above, common, union } from "./jianbao-search-index.js";
import { parse, runsOn, words } from "./jianbao-search-text.js";

const FIRST_IDEOGRAPH = 0x2e80;
const IDEOGRAPH = /[\u2e80-\uffff]/;
const MANY = 40; // candidates above which the rest of a phrase's grams are fetched as well
const GRAMS = 4; // grams of a phrase that are fetched at first

/**
 * Gives {query, articles, entities}: candidates, best first, in English what is not translated last, as [{number,
 * score, block, proven}]. `block` counts from the article's first; `proven` says that the index alone is proof.
 */
export async function find(index, text, edition) {
  const query = parse(String(text ?? ""), index.folding);
  const clauses = await Promise.all(query.clauses.map((clause) => clauseBlocks(index, clause)));
  const excluded = await Promise.all(query.excluded.map((phrase) => phraseBlocks(index, phrase)));
  const hits = await ranked(index, clauses);
  await bonuses(index, query, clauses, hits);
  const proven = clauses.every((clause) => clause.proven);
  hits.forEach((hit) => (hit.proven = proven));
  for (const phrase of excluded) {
    for (const number of (await grouped(index, phrase.blocks)).keys()) {
      if (phrase.proven) hits.delete(number);
      else if (hits.has(number)) hits.get(number).proven = false;
    }
  }
  const late = ({ translated }) => Number(edition === "en" && !translated);
  const all = [...hits.values()].sort((left, right) => {
    return late(left) - late(right) || right.score - left.score || right.number - left.number;
  });
  const entity = ({ number }) => number >= index.manifest.articles;
  return { query, articles: all.filter((hit) => !entity(hit)), entities: all.filter(entity) };
}

async function clauseBlocks(index, clause) {
  const found = await Promise.all(clause.map((phrase) => phraseBlocks(index, phrase)));
  return {
    blocks: union(found.map(({ blocks }) => blocks)),
    english: new Set(found.flatMap(({ english }) => Array.from(english))),
    proven: found.every(({ proven }) => proven),
  };
}

/** Gives the blocks that may hold a phrase; `proven` when each of them does. */
async function phraseBlocks(index, phrase) {
  const [chinese, english] = await Promise.all([chineseBlocks(index, phrase), englishBlocks(index, phrase)]);
  const short = phrase.text.length <= 2 && !phrase.text.includes(" ");
  const proven = (short || !chinese.length) && (words(phrase)[0] === phrase.text || !english.length);
  return { blocks: union([chinese, english]), english, proven };
}

async function chineseBlocks(index, phrase) {
  const all = grams(phrase.text);
  if (!all.length) return Uint32Array.of();
  const first = cover(all, phrase.text.length).sort((left, right) => index.shards(left) - index.shards(right));
  let blocks = await narrowedBy(index, null, first.slice(0, GRAMS));
  if (blocks.length > MANY) {
    const rest = all.filter((gram) => !first.slice(0, GRAMS).includes(gram));
    blocks = await narrowedBy(index, blocks, rest.slice(0, GRAMS));
  }
  return blocks;
}

function hasIdeograph(gram) {
  return gram % 65536 >= FIRST_IDEOGRAPH || gram / 65536 >= FIRST_IDEOGRAPH;
}

async function narrowedBy(index, blocks, some) {
  const lists = await Promise.all(some.map((gram) => index.gram(gram)));
  return (blocks ? [blocks, ...lists] : lists).reduce(common);
}

/** Gives the pairs of units of a text without white space, or its first unit when it has no pair. */
function grams(text) {
  const pairs = [];
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== " " && text[at - 1] !== " ") pairs.push(text.charCodeAt(at - 1) * 65536 + text.charCodeAt(at));
  }
  return pairs.length ? Array.from(new Set(pairs)) : text.trim() ? [text.trim().charCodeAt(0)] : [];
}

/** Chooses as few grams as touch every unit; all of them when the text has gaps. */
function cover(all, size) {
  if (all.length !== size - 1) return all;
  return all.filter((_, at) => at % 2 === 0 || at === all.length - 1);
}

async function englishBlocks(index, phrase) {
  const all = words(phrase);
  if (!all.length || !index.dictionary.length) return Uint32Array.of();
  const open = runsOn(phrase);
  // An English text that quotes Chinese has the pairs of what it quotes.
  const quoted = IDEOGRAPH.test(phrase.text) ? grams(phrase.text).filter(hasIdeograph) : [];
  const lists = await Promise.all([
    ...all.map((word, at) => index.word(word, open && at === all.length - 1)),
    ...quoted.filter((gram) => gram >= 65536).map((gram) => index.gram(gram)),
  ]);
  return lists.reduce(common);
}

/** Sorts blocks into their articles: Map(number -> {chunk, at, blocks}). */
async function grouped(index, blocks) {
  const { starts } = index.manifest;
  const wanted = new Map();
  for (const block of blocks) {
    const number = above(starts, block) - 1;
    if (!wanted.has(number)) wanted.set(number, []);
    wanted.get(number).push(block);
  }
  const groups = new Map();
  await Promise.all(Array.from(wanted.keys(), (number) => index.chunk(number)));
  for (const [number, some] of wanted) {
    const chunk = await index.chunk(number);
    let at = 0;
    for (const block of some) {
      while (chunk.first[at + 1] <= block) at++;
      const article = chunk.base + at;
      if (!groups.has(article)) groups.set(article, { chunk, at, blocks: [] });
      groups.get(article).blocks.push(block);
    }
  }
  return groups;
}

/** Scores the articles that have a block of every clause, by BM25 over blocks weighted by field: Map(number -> hit). */
async function ranked(index, clauses) {
  const { articles, length, k1, b, english } = index.manifest;
  let hits = null;
  for (const clause of clauses) {
    const groups = await grouped(index, clause.blocks);
    const rarity = Math.log(1 + (articles + 0.5) / (groups.size + 0.5));
    const next = new Map();
    for (const [number, { chunk, at, blocks }] of groups) {
      const hit = hits ? hits.get(number) : { number, score: 0, translated: chunk.translated[at], shown: new Map() };
      if (!hit) continue;
      let weight = 0;
      for (const block of blocks) {
        const field = chunk.fields[block - chunk.first[0]];
        weight += index.weights[field] * (clause.english.has(block) ? english : 1);
        const place = block - chunk.first[at];
        hit.shown.set(place, (hit.shown.get(place) ?? index.telling[field]) + 1);
      }
      const spread = k1 * (1 - b + (b * chunk.lengths[at]) / length);
      hit.score += (rarity * weight * (k1 + 1)) / (weight + spread);
      next.set(number, hit);
    }
    hits = next;
  }
  for (const hit of hits?.values() ?? []) {
    hit.block = [...hit.shown].reduce((best, other) => (other[1] > best[1] ? other : best))[0];
  }
  return hits ?? new Map();
}

/** Raises articles in which all words stand in one block, and more those in which they stand side by side. */
async function bonuses(index, query, clauses, hits) {
  if (clauses.length < 2) return;
  const raise = async (blocks, share) => {
    for (const number of (await grouped(index, blocks)).keys()) {
      if (hits.has(number)) hits.get(number).score *= 1 + share;
    }
  };
  const together = clauses.map(({ blocks }) => blocks).reduce(common);
  await raise(together, index.manifest.together);
  const seams = query.clauses.slice(1).flatMap(([next], at) => {
    return grams(query.clauses[at][0].text.slice(-1) + next.text[0]);
  });
  if (together.length) await raise(await narrowedBy(index, together, seams), index.manifest.phrase);
}
