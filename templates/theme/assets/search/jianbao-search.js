// Search: finds, ranks and verifies. `window.jianbao.search` is the programming interface of the site.

import { Index, Replaced, ROOT, above, common, union } from "./jianbao-search-index.js";
import { excerpt, inChinese, inEnglish, parse, words } from "./jianbao-search-text.js";

const EDITIONS = ["zh-Hans", "zh-Hant", "en"];
const AT_ONCE = 12; // fetches of article texts under way together
const MANY = 40; // candidates above which the rest of a phrase's grams are fetched as well
const GRAMS = 4; // grams of a phrase that are fetched at first
const SHOWN = 50; // results that are given the exact block, even where the index alone is proof

let opened = null;

/** Opens the index, once. Call it early, for instance when the search box gets the focus. */
export function open() {
  opened ??= Index.open().catch((error) => {
    opened = null;
    throw error;
  });
  return opened;
}

/** Does `work` with the index; once more with a fresh one when the site was rebuilt meanwhile. */
async function withIndex(work) {
  try {
    return await work(await open());
  } catch (error) {
    if (!(error instanceof Replaced)) throw error;
    opened = null;
    return work(await open());
  }
}

/** Gives the edition of the page one is on. */
export function here() {
  const path = location.pathname.slice(ROOT.pathname.length).split("/")[0];
  return EDITIONS.includes(path) ? path : EDITIONS[0];
}

/**
 * Searches the archive.
 *
 * `limit` results are given, all of them verified against the text; with `exact` every candidate is verified and
 * `total` is exact, otherwise `exact` tells whether it is. `sort` is "relevance" or "date", `filter` maps a facet to
 * the values of which an article must have one. A result is {id, url, title, date, paper, load()}; `load()` gives
 * {block, excerpt, parts}, where `excerpt` is HTML with <mark> and `parts` the same as [{text, mark}].
 */
export async function search(query, { limit = 10, edition = here(), exact = false, sort, filter } = {}) {
  return withIndex(async (index) => {
    const found = await find(index, query);
    const hits = ordered(await narrowed(index, found.articles, filter), sort);
    const shown = await verified(index, found, hits, { limit, edition, exact });
    return { ...shown, facets: () => facets(index, found.articles, hits, filter, edition) };
  });
}

/** Suggests entities for a query: [{url, title, kind, articles}]. */
export async function suggest(query, { limit = 5, edition = here() } = {}) {
  return withIndex(async (index) => {
    const found = await find(index, query);
    const cards = await Promise.all(found.entities.slice(0, 40).map(({ number }) => index.card(edition, number)));
    return cards
      .filter(([, , , , ...names]) => satisfied(found.query, names.map((name) => index.folding.fold(name))))
      .slice(0, limit)
      .map(([address, title, kind, articles]) => ({ url: page(edition, address), title, kind, articles }));
  });
}

function satisfied({ clauses }, names) {
  return clauses.every((clause) => clause.some((phrase) => names.some((name) => name.includes(phrase.text))));
}

function page(edition, address) {
  return new URL(`${edition}/${address}`, ROOT).href;
}

// Finding: from the query to ranked candidates, by the index alone.

/** Gives {query, articles, entities, proven, doubted}: candidates as [{number, score}], best first. */
async function find(index, text) {
  const query = parse(text, index.folding);
  const clauses = await Promise.all(query.clauses.map((clause) => clauseBlocks(index, clause)));
  const excluded = await Promise.all(query.excluded.map((phrase) => phraseBlocks(index, phrase)));
  const scores = await ranked(index, clauses);
  await bonuses(index, query, clauses, scores);
  const doubted = new Set();
  for (const { blocks, proven } of excluded) {
    for (const number of (await grouped(index, blocks)).keys()) {
      if (proven) scores.delete(number);
      else doubted.add(number);
    }
  }
  const all = Array.from(scores, ([number, score]) => ({ number, score }));
  all.sort((left, right) => right.score - left.score || right.number - left.number);
  const { articles } = index.manifest;
  return {
    query,
    articles: all.filter(({ number }) => number < articles),
    entities: all.filter(({ number }) => number >= articles),
    proven: clauses.every(({ proven }) => proven),
    doubted,
  };
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
  const proven = (short || !chinese.length) && (words(phrase).length < 2 || !english.length);
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
  if (!all.length) return Uint32Array.of();
  const lists = await Promise.all(
    all.map((word, at) => index.word(word, !phrase.exact && at === all.length - 1 && word.length > 1)),
  );
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

/** Scores the articles that have a block of every clause, by BM25 over blocks weighted by field: Map(number -> score). */
async function ranked(index, clauses) {
  const { articles, length, k1, b, english } = index.manifest;
  let scores = null;
  for (const clause of clauses) {
    const groups = await grouped(index, clause.blocks);
    const rarity = Math.log(1 + (articles + 0.5) / (groups.size + 0.5));
    const next = new Map();
    for (const [number, { chunk, at, blocks }] of groups) {
      if (scores && !scores.has(number)) continue;
      let weight = 0;
      for (const block of blocks) {
        weight += chunk.weights[block - chunk.first[0]] * (clause.english.has(block) ? english : 1);
      }
      const spread = k1 * (1 - b + (b * chunk.lengths[at]) / length);
      next.set(number, (scores?.get(number) ?? 0) + (rarity * weight * (k1 + 1)) / (weight + spread));
    }
    scores = next;
  }
  return scores ?? new Map();
}

/** Raises articles in which all words stand in one block, and more those in which they stand side by side. */
async function bonuses(index, query, clauses, scores) {
  if (clauses.length < 2) return;
  const together = clauses.map(({ blocks }) => blocks).reduce(common);
  const raise = async (blocks, share) => {
    for (const number of (await grouped(index, blocks)).keys()) {
      if (scores.has(number)) scores.set(number, scores.get(number) * (1 + share));
    }
  };
  await raise(together, index.manifest.together);
  const seams = query.clauses.slice(1).map(([next], at) => {
    return grams(query.clauses[at][0].text.slice(-1) + next.text[0])[0];
  });
  if (together.length) await raise(await narrowedBy(index, together, seams), index.manifest.phrase);
}

function ordered(hits, sort) {
  return sort === "date" ? [...hits].sort((left, right) => right.number - left.number) : hits;
}

// Verifying: from candidates to results, by the text.

async function verified(index, found, hits, { limit, edition, exact }) {
  const results = [];
  let checked = 0;
  let held = 0;
  const sure = ({ number }) => found.proven && !found.doubted.has(number);
  const checkAll = exact && !hits.every(sure);
  while (checked < hits.length && (results.length < limit || checkAll)) {
    const step = checkAll ? AT_ONCE * 8 : Math.min(Math.max(limit - results.length, 1), AT_ONCE * 4);
    const some = hits.slice(checked, checked + step);
    const proven = checked >= SHOWN;
    const made = await inTurn(some, (hit) => {
      return proven && sure(hit) ? result(index, found, hit, edition) : checkedResult(index, found, hit, edition);
    });
    checked += some.length;
    for (const one of made.filter(Boolean)) {
      held++;
      if (results.length < limit) results.push(one);
    }
  }
  const all = checked === hits.length;
  const rest = hits.slice(checked);
  const share = checked ? held / checked : 1;
  const certain = all || rest.every(sure);
  return { total: held + Math.round(rest.length * (certain ? 1 : share)), exact: certain, results };
}

/** Does `work` for each item, a few at a time; gives the answers in order. */
async function inTurn(items, work) {
  const answers = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      answers[at] = await work(items[at]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return answers;
}

/** Makes a result whose text has been checked, or null. */
async function checkedResult(index, found, { number }, edition) {
  const [id, title, date, paper] = await index.card(edition, number);
  const place = best(index, found.query, await index.text(id), edition);
  return place && made({ id, title, date, paper, edition, query: found.query, place });
}

/** Makes a result that the index alone proves; its block is looked up when it is loaded. */
async function result(index, found, { number }, edition) {
  const [id, title, date, paper] = await index.card(edition, number);
  const lookUp = async () => best(index, found.query, await index.text(id), edition);
  return made({ id, title, date, paper, edition, query: found.query, lookUp });
}

function made({ id, title, date, paper, edition, query, place, lookUp }) {
  const marks = query.clauses.flat().map(({ text }) => (text.includes(" ") ? `"${text}"` : text)).join(" ");
  const fragment = place?.block.id ? `#${place.block.id}` : "";
  const url = page(edition, `articles/${id}/?q=${encodeURIComponent(marks)}${fragment}`);
  const load = async () => {
    const { block, text, ranges, english } = place ?? (await lookUp());
    const parts = excerpt(text, ranges, english);
    return { block: block.id, parts, excerpt: parts.map(marked).join("") };
  };
  return { id, url, title, date, paper, load };
}

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function marked({ text, mark }) {
  const safe = text.replace(/[&<>"]/g, (char) => ESCAPED[char]);
  return mark ? `<mark>${safe}</mark>` : safe;
}

/** Finds the block of an article that shows the query best: {block, text, ranges, english}; null when it does not hold. */
function best(index, { clauses, excluded }, blocks, edition) {
  if (excluded.some((phrase) => blocks.some((block) => sought(index, block, [phrase], edition)))) return null;
  const held = new Set();
  let choice = null;
  for (const block of blocks) {
    const here = clauses.flatMap((clause, at) => (sought(index, block, clause, edition) ? [at] : []));
    here.forEach((at) => held.add(at));
    // Of blocks that show as much, one of the body says more than the headline, which stands above it anyway.
    const worth = here.length * 2 + (block.field ? 1 : 0);
    if (here.length && (!choice || worth > choice.worth)) choice = { worth, block };
  }
  if (held.size < clauses.length) return null;
  return { block: choice.block, ...sought(index, choice.block, clauses.flat(), edition) };
}

/** Looks for phrases in a block, in the reader's own script first: {text, ranges, english}, or null. */
function sought(index, block, phrases, edition) {
  const scripts = edition === "zh-Hant" ? [block.hant, block.hans] : [block.hans, block.hant];
  const english = { text: block.en, look: inEnglish, english: true };
  const chinese = scripts.map((text) => ({ text, look: inChinese, english: false }));
  const tries = edition === "en" ? [english, ...chinese] : [...chinese, english];
  for (const { text, look, english } of tries) {
    if (!text) continue;
    const folded = index.folding.fold(text);
    const ranges = phrases.flatMap((phrase) => look(folded, phrase)).sort((left, right) => left[0] - right[0]);
    if (!ranges.length) continue;
    const places = index.folding.places(text, folded);
    return { text, english, ranges: places ? ranges.map(([from, to]) => [places[from], places[to]]) : ranges };
  }
  return null;
}

// Facets.

async function narrowed(index, hits, filter = {}) {
  const wanted = Object.entries(filter).filter(([, keys]) => keys.length);
  if (!wanted.length) return hits;
  const values = await index.facetValues();
  const numbers = wanted.map(([name, keys]) => {
    return [name, new Set(keys.map((key) => (values[name] ?? []).findIndex(([other]) => other === key)))];
  });
  const kept = await inTurn(hits, async ({ number }) => {
    const held = await facetsOf(index, number);
    return numbers.every(([name, some]) => held(name).some((value) => some.has(value)));
  });
  return hits.filter((_, at) => kept[at]);
}

async function facetsOf(index, number) {
  const { chunk } = index.manifest;
  const some = await index.facetChunk(Math.floor(number / chunk));
  return (name) => some[name]?.[number % chunk] ?? [];
}

/** Counts the values among the hits, each facet as if it alone were not narrowed: {name: [{key, label, count}]}. */
async function facets(index, all, hits, filter = {}, edition) {
  const values = await index.facetValues();
  const language = EDITIONS.indexOf(edition) + 1;
  const counted = {};
  for (const [name, labels] of Object.entries(values)) {
    const own = filter[name]?.length ? await narrowed(index, all, { ...filter, [name]: [] }) : hits;
    const counts = new Uint32Array(labels.length);
    for (const { number } of own) for (const value of (await facetsOf(index, number))(name)) counts[value]++;
    counted[name] = labels
      .map((label, at) => ({ key: label[0], label: label[language] || label[1], count: counts[at] }))
      .filter(({ key, count }) => count || filter[name]?.includes(key));
  }
  return counted;
}

window.jianbao = { ...window.jianbao, search, suggest };
