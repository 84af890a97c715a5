// Facets: narrows hits by what articles have, and counts it.

import { EDITIONS } from "./jianbao-search-index.js";

/** Keeps the hits that have one of the wanted values in every facet of `filter`: {name: [key]}. */
export async function narrowed(index, hits, filter = {}) {
  const wanted = Object.entries(filter).filter(([, keys]) => keys.length);
  if (!wanted.length) return [...hits];
  const values = await index.facetValues();
  const numbers = wanted.map(([name, keys]) => {
    return [name, new Set(keys.map((key) => (values[name] ?? []).findIndex(([other]) => other === key)))];
  });
  const held = await holdings(index, hits);
  return hits.filter(({ number }) =>
    numbers.every(([name, some]) => held(number, name).some((value) => some.has(value))),
  );
}

/** Loads what the hits have; gives the function from an article's number and a facet to the numbers of its values. */
async function holdings(index, hits) {
  const { chunk } = index.manifest;
  const wanted = new Set(hits.map(({ number }) => Math.floor(number / chunk)));
  const chunks = new Map(await Promise.all([...wanted].map(async (at) => [at, await index.facetChunk(at)])));
  return (number, name) => chunks.get(Math.floor(number / chunk))[name]?.[number % chunk] ?? [];
}

/** Counts the values among the hits, each facet as if it alone were not narrowed: {name: [{key, label, count}]}. */
export async function facets(index, all, hits, filter = {}, edition) {
  const values = await index.facetValues();
  const language = EDITIONS.indexOf(edition) + 1;
  const counted = {};
  for (const [name, labels] of Object.entries(values)) {
    const own = filter[name]?.length ? await narrowed(index, all, { ...filter, [name]: [] }) : hits;
    const counts = new Uint32Array(labels.length);
    const held = await holdings(index, own);
    for (const { number } of own) for (const value of held(number, name)) counts[value]++;
    counted[name] = labels
      .map((label, at) => ({ key: label[0], label: label[language] || label[1], count: counts[at] }))
      .filter(({ key, count }) => count || filter[name]?.includes(key));
  }
  return counted;
}
