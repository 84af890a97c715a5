// The parts of the page that finds figures: its form, its table, its citation.

/** Makes an element; attributes beginning with "on" are listeners, null children are left out. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/** Says a message of the index with its values; a plural goes by n. */
export function speaker({ words, edition }) {
  const locale = { "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", en: "en-GB" }[edition];
  return (key, values = {}) => {
    const forms = words[key].split(" | ");
    const form = forms.length > 1 && values.n !== 1 ? forms[1] : forms[0];
    return form.replace(/\{(\w+)\}/gu, (_, name) =>
      typeof values[name] === "number" ? values[name].toLocaleString(locale) : values[name],
    );
  };
}

/** A choice among `[key, label, count]`. */
export function choice(name, label, any, onchange) {
  const select = element("select", { name, onchange });
  return {
    node: element("label", {}, element("span", {}, label), select),
    fill(options, chosen) {
      const made = options.map(([key, text, count]) => element("option", { value: key }, `${text} (${count})`));
      select.replaceChildren(element("option", { value: "" }, any), ...made);
      select.value = chosen;
    },
  };
}

/** A field that offers names as one types: `[key, label]`. What is typed counts once it is one of the names. */
export function named(name, label, any, onchoose) {
  const list = element("datalist", { id: `browse-${name}` });
  const input = element("input", { name, list: list.id, placeholder: any, autocomplete: "off", spellcheck: "false" });
  let options = [];
  const offer = () => {
    const typed = input.value.trim();
    const some = options.filter(([, text]) => text.includes(typed)).slice(0, OFFERED);
    list.replaceChildren(...some.map(([, text]) => element("option", { value: text })));
  };
  const choose = () => {
    const typed = input.value.trim();
    const found = options.find(([, text]) => text === typed);
    if (!typed || found) onchoose(found?.[0] ?? "");
  };
  input.addEventListener("input", () => (offer(), choose()));
  return {
    input,
    node: element("label", {}, element("span", {}, label), input, list),
    fill(every, chosen) {
      options = every;
      input.value = every.find(([key]) => key === chosen)?.[1] ?? chosen;
      offer();
    },
  };
}
const OFFERED = 200; // names a list offers at once: more of them slow down typing

const HAN = /[\u3400-\u9fff]/u;

/** The language of a text where it is not that of the edition. */
export function languageOf(text, edition, lang) {
  return edition === "en" && HAN.test(text) ? lang : undefined;
}

/** The table of some rows. `links` gives the address of a row, `cite` is called with a row. */
export function table(shown, say, edition, { link, cite }) {
  const heads = ["printed", "value", "unit", "measure", "subject", "time"].map((name) => say(`col-${name}`));
  const head = [...heads, say("browse-article")].map((text, at) =>
    element("th", { scope: "col", class: at === 1 ? "value" : undefined }, text),
  );
  const row = (one) => {
    const cell = (text, name) => element("td", { class: name, lang: languageOf(text, edition, one.lang) }, text);
    const printed = element("a", { href: link(one), lang: languageOf(one.printed, edition, one.lang) }, one.printed);
    return element(
      "tr",
      {},
      element("td", { class: "printed" }, printed),
      cell(one.value, "value"),
      element("td", { class: "unit" }, one.unit, one.si ? element("small", {}, ` ${one.si}`) : null),
      cell(one.measure),
      cell(one.subject),
      cell(one.time),
      element(
        "td",
        { class: "source", lang: languageOf(one.headline, edition, one.lang) },
        `${one.headline} `,
        element(
          "button",
          { type: "button", onclick: () => cite(one), lang: edition, "aria-label": `${say("browse-cite")}: ${one.value} ${one.unit}` },
          say("browse-cite"),
        ),
      ),
    );
  };
  return element(
    "table",
    {},
    element("caption", {}, say("browse-caption")),
    element("thead", {}, element("tr", {}, ...head)),
    element("tbody", {}, ...shown.map(row)),
  );
}

/** Shows a citation to copy. */
export function showCitation(text, say) {
  const field = element("textarea", { readonly: true, rows: 5, "aria-label": say("browse-cited") }, text);
  const told = element("span", { role: "status" });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      document.execCommand("copy"); // Without a secure connection browsers have nothing else.
    }
    told.replaceChildren(say("browse-copied"));
  };
  const dialog = element(
    "dialog",
    { class: "browse-cite", "aria-label": say("browse-cited"), onclose: () => dialog.remove() },
    field,
    element("button", { type: "button", onclick: copy }, say("browse-copy")),
    element("button", { type: "button", onclick: () => dialog.close() }, say("browse-close")),
    told,
  );
  document.body.append(dialog);
  dialog.showModal();
}
