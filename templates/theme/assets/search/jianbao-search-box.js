// The box: search from the header of any page. A dialog with a combobox over a list of suggestions.

import { open, search, suggest } from "./jianbao-search.js";
import { ROOT } from "./jianbao-search-index.js";
import { languageOf } from "./jianbao-search-text.js";
import { Typing, composing, counted, element, excerptOf, labels, sourceOf, titleOf } from "./jianbao-search-view.js";

const ARTICLES = 7;
const ENTITIES = 4;

/** Mounts the box in `<div class="jb-search" data-edition>`, in the place of what is in it. */
export class SearchBox {
  #active = -1;

  constructor(mount) {
    this.say = labels(mount);
    this.edition = mount.dataset.edition;
    this.#build(mount);
    this.typing = new Typing(this.input, { work: () => this.#search(), state: (name) => this.#tell(name) });
    document.addEventListener("keydown", (event) => this.#shortcut(event));
  }

  #build(mount) {
    const { say } = this;
    this.button = element(
      "button",
      {
        type: "button",
        class: "jb-search__open",
        "aria-haspopup": "dialog",
        "aria-keyshortcuts": "/ Control+K Meta+K",
        onclick: () => this.show(),
        onfocus: () => open().catch(() => {}),
        onpointerenter: () => open().catch(() => {}),
      },
      element("span", { class: "jb-search__hint" }, say("open")),
      element("kbd", { "aria-hidden": "true" }, "/"),
    );
    this.input = element("input", {
      type: "search",
      class: "jb-search__input",
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": "jb-search-list",
      "aria-label": say("label"),
      placeholder: say("placeholder"),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "search",
      onkeydown: (event) => this.#key(event),
    });
    this.status = element("p", { class: "jb-search__status", role: "status" }, say("help"));
    this.list = element("div", {
      class: "jb-search__list",
      id: "jb-search-list",
      role: "listbox",
      "aria-label": say("results"),
    });
    const close = element(
      "button",
      { type: "button", class: "jb-search__close", onclick: () => this.dialog.close() },
      say("close"),
    );
    this.dialog = element(
      "dialog",
      {
        class: "jb-search__dialog",
        "aria-label": say("label"),
        onclick: (event) => event.target === this.dialog && this.dialog.close(),
        onclose: () => this.button.focus(),
      },
      element(
        "div",
        { class: "jb-search__frame" },
        element("div", { class: "jb-search__bar" }, this.input, close),
        this.status,
        this.list,
      ),
    );
    mount.replaceChildren(this.button, this.dialog);
  }

  show() {
    open().catch(() => {});
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.input.select();
  }

  #shortcut(event) {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
    const command = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (composing(event) || !(slash || command)) return;
    event.preventDefault();
    this.show();
  }

  async #search() {
    const query = this.input.value.trim();
    if (!query) return () => this.#empty();
    const { edition } = this;
    const [entities, found] = await Promise.all([
      suggest(query, { edition, limit: ENTITIES }),
      search(query, { edition, limit: ARTICLES }),
    ]);
    const shown = await Promise.all(found.results.map(async (result) => ({ result, loaded: await result.load() })));
    return () => this.#fill(query, entities, found, shown);
  }

  #empty() {
    this.#options([]);
    this.status.replaceChildren(this.say("help"));
  }

  #fill(query, entities, found, shown) {
    const { say, edition } = this;
    const rows = [
      ...entities.map(({ url, title, kind, articles }) =>
        this.#option(
          url,
          "entity",
          element("span", { class: "jb-title", lang: languageOf(title, edition) }, title),
          element("span", { class: "jb-source" }, `${say(`kinds.${kind}`)} · ${say("articles", { n: articles })}`),
        ),
      ),
      ...shown.map(({ result, loaded }) =>
        this.#option(
          result.url,
          "article",
          titleOf(result, loaded, edition),
          sourceOf(result),
          excerptOf(result, loaded),
        ),
      ),
    ];
    if (found.total > shown.length) {
      rows.push(this.#option(this.#all(query), "all", element("span", {}, say("all", { n: found.total }))));
    }
    this.#options(rows);
    this.status.replaceChildren(counted(say, found));
  }

  #option(href, kind, ...children) {
    return element(
      "a",
      {
        href,
        role: "option",
        tabindex: "-1",
        class: `jb-option jb-option--${kind}`,
        "aria-selected": "false",
        onclick: () => this.dialog.close(),
      },
      ...children,
    );
  }

  #options(rows) {
    rows.forEach((row, at) => (row.id = `jb-option-${at}`));
    this.list.replaceChildren(...rows);
    this.input.setAttribute("aria-expanded", String(rows.length > 0));
    this.#choose(-1);
  }

  #choose(at) {
    const rows = [...this.list.children];
    this.#active = at;
    rows.forEach((row, other) => row.setAttribute("aria-selected", String(other === at)));
    if (rows[at]) this.input.setAttribute("aria-activedescendant", rows[at].id);
    else this.input.removeAttribute("aria-activedescendant");
    rows[at]?.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    if (composing(event)) return;
    const count = this.list.children.length;
    // One more place than there are rows: the field itself, between the last and the first.
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && count) this.#choose(((this.#active + 1 + step + count + 1) % (count + 1)) - 1);
    else if (event.key === "Enter") this.#go();
    else return;
    event.preventDefault();
  }

  #go() {
    const query = this.input.value.trim();
    const chosen = this.list.children[this.#active];
    if (chosen) chosen.click();
    else if (query) location.assign(this.#all(query));
  }

  #all(query) {
    const url = new URL(`${this.edition}/search/`, ROOT);
    url.searchParams.set("q", query);
    return url.href;
  }

  #tell(state) {
    this.status.replaceChildren(this.say(state));
    if (state === "searching") return;
    this.#options([]);
    this.status.append(
      " ",
      element("button", { type: "button", class: "jb-retry", onclick: () => this.typing.now() }, this.say("retry")),
    );
  }
}
