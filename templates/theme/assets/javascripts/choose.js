// The way in: goes to the edition that suits the reader's languages, in their order. Without it, the links stay.
const editions = [
  [/^zh(-hans|-cn|-sg|-my)?$/i, "zh-Hans"],
  [/^zh-(hans)-/i, "zh-Hans"],
  [/^zh-/i, "zh-Hant"],
  [/^en/i, "en"],
];
const there = [...document.querySelectorAll("link[hreflang]")].map((link) => link.hreflang);
const suits = (language) => editions.find(([pattern]) => pattern.test(language))?.[1];
const wanted = (navigator.languages ?? [navigator.language]).map(suits).find((edition) => there.includes(edition));
const edition = there.length === 1 ? there[0] : wanted;
if (edition) location.replace(`${edition}/${location.hash}`);
