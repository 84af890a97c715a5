// The page: all results with facets and order. Its address holds the whole state, so that it can be shared.

import { search } from "./jianbao-search.js";
import { languageOf } from "./jianbao-search-text.js";
import { Typing, counted, element, excerptOf, labels, sourceOf, titleOf } from "./jianbao-search-view.js";

const FACETS = ["year", "paper", "place", "programme", "has"];
const STEP = 20;
const SETTLED = 120; // articles up to which counts are made exact
const VALUES = 8; // values of a facet shown before "more"

/** Mounts the page in `<div class="jb-search-page" data-edition>`. */
export class SearchPage {
  #limit = STEP;
  #filter = {};

  constructor(mount) {
    this.say = labels(mount);
    this.edition = mount.dataset.edition;
    this.#build(mount);
    this.typing = new Typing(this.input, { work: () => this.#search(), state: (name) => this.#tell(name) });
    this.input.addEventListener("input", () => this.#fresh());
    window.addEventListener("popstate", () => this.#read());
    this.#read();
  }

  #build(mount) {
    const { say } = this;
    this.input = element("input", {
      type: "search",
      name: "q",
      class: "jb-search__input",
      "aria-label": say("label"),
      placeholder: say("placeholder"),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
    });
    this.sort = element(
      "select",
      { class: "jb-sort", "aria-label": say("sort"), onchange: () => this.#changed() },
      ...["relevance", "date"].map((name) => element("option", { value: name }, say(name))),
    );
    this.status = element("p", { class: "jb-search__status", role: "status" });
    this.facets = element("div", { class: "jb-facets", role: "group", "aria-label": say("narrow") });
    const wide = window.matchMedia("(min-width: 901px)").matches;
    this.narrow = element(
      "details",
      { class: "jb-narrow", open: wide, hidden: true },
      element("summary", {}, say("narrow")),
      this.facets,
    );
    this.results = element("ol", { class: "jb-results" });
    this.more = element(
      "button",
      { type: "button", class: "jb-more", hidden: true, onclick: () => this.#longer() },
      say("more"),
    );
    const form = element(
      "form",
      { role: "search", class: "jb-form", onsubmit: (event) => this.#submit(event) },
      this.input,
      this.sort,
    );
    mount.replaceChildren(
      form,
      this.status,
      element("div", { class: "jb-columns" }, this.narrow, element("div", {}, this.results, this.more)),
    );
  }

  /** Takes the state from the address. */
  #read() {
    const parameters = new URL(location.href).searchParams;
    this.input.value = parameters.get("q") ?? "";
    this.sort.value = parameters.get("sort") === "date" ? "date" : "relevance";
    this.#filter = {};
    for (const [name, key] of parameters) {
      if (name.startsWith("f.")) (this.#filter[name.slice(2)] ??= []).push(key);
    }
    this.#limit = STEP;
    this.typing.now();
    if (!this.input.value) this.input.focus();
  }

  #write(how) {
    const url = new URL(location.href);
    url.search = "";
    const query = this.input.value.trim();
    if (query) url.searchParams.set("q", query);
    if (this.sort.value !== "relevance") url.searchParams.set("sort", this.sort.value);
    for (const [name, keys] of Object.entries(this.#filter))
      keys.forEach((key) => url.searchParams.append(`f.${name}`, key));
    if (url.href !== location.href) history[how](null, "", url);
  }

  #fresh() {
    this.#limit = STEP;
    this.#filter = {};
  }

  #submit(event) {
    event.preventDefault();
    this.#write("pushState");
    this.typing.now();
  }

  #changed() {
    this.#limit = STEP;
    this.#write("pushState");
    this.typing.now();
  }

  #longer() {
    this.#limit += STEP;
    this.typing.now();
  }

  async #search() {
    const query = this.input.value.trim();
    if (!query) return () => this.#empty();
    const options = { edition: this.edition, limit: this.#limit, sort: this.sort.value, filter: this.#filter };
    const found = await search(query, options);
    const [facets, ...shown] = await Promise.all([
      found.facets(),
      ...found.results.map(async (result) => ({ result, loaded: await result.load() })),
    ]);
    return async () => {
      this.#fill(found, facets, shown);
      if (!found.exact && found.total <= SETTLED) return this.#settle(query, options);
    };
  }

  /** Makes the counts exact, where that does not take too many fetches. */
  async #settle(query, options) {
    const found = await search(query, { ...options, exact: true });
    const facets = await found.facets();
    if (query === this.input.value.trim()) this.#count(found, facets);
  }

  #empty() {
    this.status.replaceChildren(this.say("help"));
    this.narrow.hidden = true;
    this.results.replaceChildren();
    this.more.hidden = true;
  }

  #fill(found, facets, shown) {
    this.#write("replaceState");
    this.#count(found, facets);
    const next = this.results.children.length;
    const longer = this.#limit > STEP;
    this.results.replaceChildren(
      ...shown.map(({ result, loaded }) =>
        element(
          "li",
          { class: "jb-result" },
          titleOf(result, loaded, this.edition, "a", { href: result.url }),
          sourceOf(result),
          excerptOf(result, loaded),
        ),
      ),
    );
    this.more.hidden = shown.length >= found.total || shown.length < this.#limit;
    if (longer) this.results.children[next]?.querySelector("a").focus();
  }

  #count(found, facets) {
    this.status.replaceChildren(counted(this.say, found));
    // A single article cannot be narrowed down; but what was chosen can be taken back.
    this.narrow.hidden = found.total < 2 && !Object.values(this.#filter).some((keys) => keys.length);
    this.facets.replaceChildren(
      ...FACETS.filter((name) => facets[name]).map((name) => {
        return this.#facet(name, facets[name], found.exact);
      }),
    );
  }

  #facet(name, values, exact) {
    const chosen = this.#filter[name] ?? [];
    const row = ({ key, label, count }) =>
      element(
        "label",
        { class: "jb-value" },
        element("input", { type: "checkbox", value: key, onchange: (event) => this.#toggle(name, key, event) }),
        element("span", { lang: languageOf(label, this.edition) }, label),
        element("span", { class: "jb-count" }, this.say(exact ? "count" : "counted", { n: count })),
      );
    if (name === "year") values.sort((left, right) => right.key.localeCompare(left.key));
    else values.sort((left, right) => right.count - left.count);
    values.sort((left, right) => chosen.includes(right.key) - chosen.includes(left.key));
    const rows = values.map(row);
    rows.forEach((label, at) => (label.firstChild.checked = chosen.includes(values[at].key)));
    const rest = rows.splice(VALUES);
    return element(
      "fieldset",
      { class: "jb-facet", hidden: !rows.length },
      element("legend", {}, this.say(`facets.${name}`)),
      ...rows,
      rest.length
        ? element("details", {}, element("summary", {}, this.say("others", { n: rest.length })), ...rest)
        : null,
    );
  }

  #toggle(name, key, event) {
    const others = (this.#filter[name] ?? []).filter((other) => other !== key);
    this.#filter[name] = event.target.checked ? [...others, key] : others;
    this.#changed();
  }

  #tell(state) {
    this.status.replaceChildren(this.say(state));
    if (state === "searching") return;
    this.results.replaceChildren();
    this.narrow.hidden = true;
    this.more.hidden = true;
    this.status.append(
      " ",
      element("button", { type: "button", class: "jb-retry", onclick: () => this.typing.now() }, this.say("retry")),
    );
  }
}
