// Search: finds, ranks and verifies. `window.jianbao.search` is the programming interface of the site.

import { facets, narrowed } from "./jianbao-search-facets.js";
import { find } from "./jianbao-search-find.js";
import { EDITIONS, Index, Replaced, ROOT } from "./jianbao-search-index.js";
import { divided, excerpt, inChinese, inEnglish, languageOf } from "./jianbao-search-text.js";

const AT_ONCE = 12; // fetches of article texts under way together

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
 * {block, excerpt, parts, lang, titled}, where `excerpt` is HTML with <mark>, `parts` the same as [{text, mark}], and
 * `titled` the title likewise.
 */
export async function search(query, { limit = 10, edition: wanted, exact = false, sort, filter } = {}) {
  const edition = EDITIONS.includes(wanted) ? wanted : here();
  return withIndex(async (index) => {
    const found = await find(index, query, edition);
    const context = { index, query: found.query, edition };
    if (exact) await settle(context, found);
    const hits = await narrowed(index, found.articles, filter);
    if (sort === "date") hits.sort((left, right) => right.number - left.number);
    const shown = await verified(context, hits, limit);
    const [all, kept] = [found.articles, hits].map((some) => some.filter(({ refuted }) => !refuted));
    return { ...shown, facets: () => facets(index, all, kept, filter, edition) };
  });
}

/** Suggests entities for a query, those that are called just so first: [{url, title, kind, articles}]. */
export async function suggest(query, { limit = 5, edition = here() } = {}) {
  return withIndex(async (index) => {
    const found = await find(index, query, edition);
    const names = await Promise.all(found.entities.slice(0, 4 * limit).map(({ number }) => index.name(number)));
    return names
      .map(([address, kind, articles, ...called]) => {
        const folded = called.map((name) => index.folding.fold(name));
        const title = called[EDITIONS.indexOf(edition)] || called[0];
        const rank = Number(folded.includes(index.folding.fold(query.trim())));
        return { url: page(edition, address), title, kind, articles, folded, rank };
      })
      .filter(({ folded }) => satisfied(found.query, folded))
      .sort((left, right) => right.rank - left.rank || right.articles - left.articles)
      .slice(0, limit)
      .map(({ url, title, kind, articles }) => ({ url, title, kind, articles }));
  });
}

function satisfied({ clauses, excluded }, names) {
  const has = (phrase) => names.some((name) => inChinese(name, phrase).length);
  return clauses.every((clause) => clause.some(has)) && !excluded.some(has);
}

function page(edition, address) {
  return new URL(`${edition}/${address}`, ROOT).href;
}

// Verifying: from candidates to results, by the text.

/** Checks every candidate that the index alone does not prove, and drops those that the text does not bear out. */
async function settle(context, found) {
  const doubtful = found.articles.filter(({ proven }) => !proven);
  await inTurn(doubtful, async (hit) => {
    const [id, , , , version] = await context.index.card(context.edition, hit.number);
    hit.block = best(context, await context.index.text(id, version));
    hit.proven = hit.block >= 0;
  });
  found.articles = found.articles.filter(({ proven }) => proven);
}

/** Gives the first `limit` hits that hold, and how many there are in all. */
async function verified(context, hits, limit) {
  const results = [];
  let checked = 0;
  while (checked < hits.length && results.length < limit) {
    const some = hits.slice(checked, checked + Math.min(limit - results.length, AT_ONCE * 8));
    const made = await inTurn(some, (hit) => result(context, hit));
    checked += some.length;
    results.push(...made.filter(Boolean));
  }
  const rest = hits.slice(checked);
  const exact = rest.every(({ proven }) => proven);
  const share = exact || !checked ? 1 : results.length / checked;
  return { total: results.length + Math.round(rest.length * share), exact, results };
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

/** Makes a result of a hit; null when the text does not bear it out. What is proven needs no text until it is shown. */
async function result(context, hit) {
  const { index, query, edition } = context;
  const [id, title, date, paper, version, ids] = await index.card(edition, hit.number);
  const at = hit.proven ? hit.block : best(context, await index.text(id, version));
  hit.refuted = at < 0; // and counts in no facet
  if (hit.refuted) return null;
  const block = ids.split(" ")[at];
  const sought = query.clauses.flat();
  const marks = sought.map(({ typed, exact }) => (exact ? `"${typed}"` : typed)).join(" ");
  const url = page(edition, `articles/${id}/?q=${encodeURIComponent(marks)}${block ? `#${block}` : ""}`);
  const load = async () => {
    const text = (await index.text(id, version))[at];
    const shown = look(index, text, sought, edition) ?? { text: text.hans, ranges: [], lang: EDITIONS[0] };
    const parts = excerpt(shown.text, shown.ranges, shown.lang === "en");
    const named = look(index, inScript(title, edition), sought, edition);
    const titled = named ? divided(title, named.ranges) : [{ text: title, mark: false }];
    return { block, parts, excerpt: parts.map(marked).join(""), lang: shown.lang, titled };
  };
  return { id, url, title, date, paper, load };
}

/** Makes a block of a title, as the edition shows it; one that is not translated stands in Chinese. */
function inScript(title, edition) {
  const lang = languageOf(title, edition) ?? edition;
  return { hans: lang === EDITIONS[0] ? title : "", hant: lang === EDITIONS[1] ? title : "", en: lang === "en" ? title : "" };
}

const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function marked({ text, mark }) {
  const safe = text.replace(/[&<>"]/g, (char) => ESCAPED[char]);
  return mark ? `<mark>${safe}</mark>` : safe;
}

/** Finds which block of an article shows the query best; -1 when the query does not hold. */
function best({ index, query: { clauses, excluded }, edition }, blocks) {
  const has = (block, phrases) => look(index, block, phrases, edition) !== null;
  if (blocks.some((block) => excluded.some((phrase) => has(block, [phrase])))) return -1;
  const held = blocks.map((block) => clauses.map((clause) => has(block, clause)));
  if (!clauses.every((_, at) => held.some((some) => some[at]))) return -1;
  const worth = held.map(
    (some, at) => some.some(Boolean) && some.filter(Boolean).length + index.telling[blocks[at].field],
  );
  return worth.indexOf(Math.max(...worth));
}

/** Looks for phrases in a block, in the reader's own script first: {text, lang, ranges}, or null. */
function look({ folding }, block, phrases, edition) {
  const first = edition === "zh-Hant" ? ["zh-Hant", "zh-Hans", "en"] : ["zh-Hans", "zh-Hant", "en"];
  for (const lang of edition === "en" ? ["en", ...first] : first) {
    const text = { "zh-Hans": block.hans, "zh-Hant": block.hant, en: block.en }[lang];
    const folded = text ? folding.fold(text) : "";
    const find = lang === "en" ? inEnglish : inChinese;
    const ranges = phrases.flatMap((phrase) => find(folded, phrase)).sort((left, right) => left[0] - right[0]);
    if (!ranges.length) continue;
    const places = folding.places(text, folded);
    return { text, lang, ranges: places ? ranges.map((range) => range.map((at) => places[at])) : ranges };
  }
  return null;
}

window.jianbao = { ...window.jianbao, search, suggest };
