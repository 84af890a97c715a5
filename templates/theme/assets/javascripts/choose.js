// The way in: goes to the edition that suits the reader's languages, in their order. Without it, the links stay.
const editions = [
  [/^zh(-hans|-cn|-sg|-my)?$/i, "zh-Hans/"],
  [/^zh-(hans)-/i, "zh-Hans/"],
  [/^zh-/i, "zh-Hant/"],
  [/^en/i, "en/"],
];
for (const language of navigator.languages ?? [navigator.language]) {
  const match = editions.find(([pattern]) => pattern.test(language));
  if (match) {
    location.replace(match[1] + location.hash);
    break;
  }
}
