// The page that finds figures: filters, order, table, plot, citation and download. Its address holds the whole state.
// It stands above the tables that are there without it, and hides them once it works.

import { csv, save } from "./browse-csv.js";
import { Figures } from "./browse-data.js";
import { comparable, draw, legend, whose } from "./browse-plot.js";
import { choice, element, languageOf, named, showCitation, speaker, table } from "./browse-view.js";

const PARTS = ["q", "kind", "unit", "place", "beside", "year", "article", "sort", "page", "plot"];
const ORDERS = ["newest", "oldest", "largest", "smallest"];
const ROWS = 50; // of a page
const PAUSE = 200; // milliseconds after the last key

const mount = document.querySelector(".browse[data-source]");
if (mount) {
  Figures.open(new URL(mount.dataset.source, document.baseURI).href).then(
    (figures) => new Browser(mount, figures).show(),
    () => mount.remove(),
  );
}

class Browser {
  #turn = 0;
  #typing = 0;
  #found = [];

  constructor(mount, figures) {
    this.mount = mount;
    this.figures = figures;
    this.index = figures.index;
    this.say = speaker(figures.index);
    this.#build();
    addEventListener("popstate", () => this.show());
  }

  #build() {
    const { say } = this;
    const choose = (event) => this.#set({ [event.target.name]: event.target.value });
    this.text = element("input", { type: "search", name: "q", placeholder: say("browse-text-hint"), autocomplete: "off" });
    this.text.addEventListener("input", () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#set({ q: this.text.value.trim() }, "replaceState"), PAUSE);
    });
    const any = say("browse-any");
    this.kind = choice("kind", say("browse-kind"), any, (event) => this.#set({ kind: event.target.value, unit: "" }));
    this.unit = choice("unit", say("browse-unit"), any, choose);
    this.year = choice("year", say("browse-year"), any, choose);
    this.place = named("place", say("browse-place"), any, (place) => this.#set({ place }));
    this.beside = named("beside", say("browse-beside"), say("browse-none-beside"), (beside) => this.#set({ beside }));
    this.article = named("article", say("browse-article"), any, (article) => this.#set({ article }));
    this.article.input.addEventListener("focus", () => this.#nameArticles(), { once: true });
    const orders = ORDERS.map((order) => element("option", { value: order }, say(`browse-${order}`)));
    this.sort = element("select", { name: "sort", onchange: choose }, ...orders);
    const form = element(
      "form",
      { role: "search", "aria-label": say("browse"), onsubmit: (event) => event.preventDefault() },
      element("label", {}, element("span", {}, say("browse-text")), this.text),
      this.kind.node,
      this.unit.node,
      this.place.node,
      this.beside.node,
      this.year.node,
      this.article.node,
      element("label", {}, element("span", {}, say("browse-sort")), this.sort),
      this.#button("browse-clear", () => this.#clear()),
    );
    this.status = element("p", { class: "browse-status", role: "status" });
    this.plotted = this.#button("browse-plot", () => this.#set({ plot: this.state.plot ? "" : "1", page: this.state.page }));
    this.download = this.#button("browse-download", () => this.#download());
    this.plot = element("figure", { hidden: true });
    this.rows = element("div", { class: "figures" });
    this.previous = this.#button("browse-previous", () => this.#turnTo(-1));
    this.next = this.#button("browse-next", () => this.#turnTo(1));
    this.at = element("span", {});
    const pages = element("nav", { class: "browse-pages", "aria-label": say("browse-caption") }, this.previous, this.at, this.next);
    const tools = element("div", { class: "browse-tools" }, this.status, this.plotted, this.download);
    this.mount.replaceChildren(form, tools, this.plot, this.rows, pages);
    document.querySelectorAll(".page--figures .text > :is(h2, details)").forEach((part) => {
      if (part.id !== "years") part.hidden = true;
    });
    document.querySelectorAll(".toc").forEach((part) => (part.hidden = true));
  }

  #button(key, onclick) {
    return element("button", { type: "button", onclick }, this.say(key));
  }

  /** Reads the state from the address and shows what it says. */
  async show() {
    const parameters = new URL(location.href).searchParams;
    this.state = Object.fromEntries(PARTS.map((name) => [name, parameters.get(name) ?? ""]));
    const { q, kind, unit, place, beside, year, article, sort } = this.state;
    const units = this.index.units.filter(([key]) => !kind || this.index.kind_of[key].includes(kind));
    this.kind.fill(this.index.kinds, kind);
    this.unit.fill(units.filter(([key]) => key), unit);
    this.year.fill(this.index.years, year);
    this.place.fill(this.index.places, place);
    this.beside.fill(this.index.places, beside);
    if (document.activeElement !== this.text) this.text.value = q;
    this.sort.value = ORDERS.includes(sort) ? sort : "newest";
    if (article) this.#nameArticles();
    else this.article.input.value = "";
    await this.#fill();
  }

  async #nameArticles() {
    this.article.fill(await this.figures.articles(), this.state.article);
  }

  /** Changes the state; any change but one of the page begins at the first. */
  #set(changes, how = "pushState") {
    const state = { ...this.state, page: "", ...changes };
    const url = new URL(location.href);
    url.search = "";
    for (const name of PARTS) if (state[name] && state[name] !== "newest") url.searchParams.set(name, state[name]);
    if (url.href !== location.href) history[how](null, "", url);
    return this.show();
  }

  #clear() {
    this.text.value = "";
    this.#set(Object.fromEntries(PARTS.map((name) => [name, ""])));
    this.text.focus();
  }

  async #turnTo(step) {
    await this.#set({ page: String(this.#page() + step) });
    this.mount.scrollIntoView();
  }

  #page() {
    const pages = Math.max(1, Math.ceil(this.#found.length / ROWS));
    return Math.min(pages, Math.max(1, Number.parseInt(this.state.page, 10) || 1));
  }

  async #fill() {
    const turn = (this.#turn += 1);
    const waiting = setTimeout(() => this.status.replaceChildren(this.say("browse-loading")), PAUSE);
    try {
      const found = await this.figures.select(this.state, this.sort.value);
      if (turn !== this.#turn) return;
      this.#found = found;
      const from = (this.#page() - 1) * ROWS;
      const shown = await Promise.all(found.slice(from, from + ROWS).map((row) => this.figures.words(row)));
      if (turn !== this.#turn) return;
      this.#list(shown);
      await this.#draw(turn);
    } catch {
      if (turn !== this.#turn) return;
      this.rows.replaceChildren();
      this.status.replaceChildren(this.say("browse-failed"));
    } finally {
      clearTimeout(waiting);
    }
  }

  #list(shown) {
    const { say } = this;
    const found = this.#found;
    const pages = Math.max(1, Math.ceil(found.length / ROWS));
    const mixed = ["largest", "smallest"].includes(this.sort.value) && !this.state.unit;
    const said = found.length ? say("browse-found", { n: found.length }) : say("browse-none");
    const page = say("browse-page", { page: this.#page(), pages });
    this.status.replaceChildren([said, mixed ? say("browse-by-unit") : "", pages > 1 ? page : ""].filter(Boolean).join(" · "));
    const uses = { link: (one) => this.#link(one), cite: (one) => this.#cite(one) };
    this.rows.replaceChildren(...(found.length ? [table(shown, say, this.index.edition, uses)] : []));
    this.previous.disabled = this.#page() <= 1;
    this.next.disabled = this.#page() >= pages;
    this.at.replaceChildren(page);
    this.previous.parentElement.hidden = pages < 2;
    this.download.disabled = !found.length;
    this.mount.dataset.shown = String(found.length);
  }

  /** The names of the two places that are compared; none while there are not two. */
  #sides() {
    const { place, beside } = this.state;
    const label = (wanted) => this.index.places.find(([key]) => key === wanted)?.[1];
    return [place, beside].every(label) && place !== beside ? [label(place), label(beside)] : [];
  }

  #link(one) {
    return `${this.mount.dataset.articles}${one.row.id}/#${one.id}`;
  }

  #labelOf(one) {
    return [one.measure, one.subject].filter(Boolean).join(" · ") || one.printed;
  }

  #amountOf(one) {
    const money = this.index.edition === "en" && one.row.kind === "money";
    return money ? one.value : [one.value, one.unit].filter(Boolean).join(this.index.edition === "en" ? " " : "");
  }

  #cite(one) {
    const figure = [one.measure, one.subject, one.time, this.#amountOf(one)].filter(Boolean).join(" · ");
    const link = new URL(this.#link(one), document.baseURI).href;
    showCitation(this.say("browse-citation", { article: one.cited, figure, printed: one.printed, link }), this.say);
  }

  async #draw(turn) {
    const { say } = this;
    this.plotted.setAttribute("aria-pressed", String(Boolean(this.state.plot)));
    this.plot.hidden = !this.state.plot;
    if (!this.state.plot) return;
    const sides = this.#sides();
    const { all, shown } = comparable(this.#found, this.index.plots, sides.length);
    const words = await Promise.all(shown.map((row) => this.figures.words(row)));
    if (turn !== this.#turn) return;
    if (!shown.length) {
      this.plot.replaceChildren(element("p", {}, say("browse-plot-few")));
      return;
    }
    const unit = this.index.units.find(([key]) => key === shown[0].unit)[1];
    const title = say(shown.length < all ? "browse-plot-said" : "browse-plot-all", { unit, n: all, shown: shown.length });
    const bars = words.map((one) => ({
      label: this.#labelOf(one),
      lang: languageOf(this.#labelOf(one), this.index.edition, one.lang),
      value: one.value,
      said: `${this.#labelOf(one)} ${this.#amountOf(one)}`,
      href: this.#link(one),
      number: one.row.low,
      rough: one.rough,
      side: sides.length ? one.row.sides : [],
    }));
    const notes = [say("plot-note"), bars.some((bar) => bar.rough) ? say("plot-note-approx") : ""];
    if (this.#found.length > all) notes.push(say("browse-plot-others", { n: this.#found.length - all }));
    const desc = say("plot-desc", { items: bars.map((bar) => [bar.said, ...whose(bar, sides)].join(" · ")).join(this.index.edition === "en" ? ", " : "、") });
    this.plot.replaceChildren(
      element("figcaption", {}, title, sides.length ? legend(sides, bars, say) : null),
      draw(bars, title, desc),
      element("p", {}, notes.filter(Boolean).join(this.index.edition === "en" ? " " : "")),
    );
  }

  async #download() {
    const { say } = this;
    const words = await Promise.all(this.#found.map((row) => this.figures.words(row)));
    const names = ["printed", "value", "unit", "measure", "subject", "time"].map((name) => say(`col-${name}`));
    const sides = this.#sides();
    const compared = sides.length ? [say("browse-place")] : [];
    const head = [...names, say("browse-article"), ...compared, "value", "value_high", "unit", "kind", "permalink"];
    const rows = words.map((one) => [
      ...[one.printed, one.value, one.unit, one.measure, one.subject, one.time, one.headline],
      ...(sides.length ? [whose({ side: one.row.sides }, sides).join("; ")] : []),
      ...[one.row.low, one.row.high, one.row.unit, one.row.kind, new URL(this.#link(one), document.baseURI).href],
    ]);
    save(csv([head, ...rows]), "figures.csv");
  }
}
