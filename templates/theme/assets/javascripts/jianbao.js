// What a page does beside being read: small things, each of which the page can do without.

import { offerCiting } from "./cite.js";
import { explainMarks } from "./marks.js";

followFragment();
offerLightAndDark();
showWhereOneIs();
explainMarks();
offerCiting();
openWhatIsAskedFor();
addEventListener("beforeprint", () => document.querySelectorAll("details.data").forEach((table) => (table.open = true)));

/** Keep the edition switcher on the paragraph in the address. */
function followFragment() {
  const links = document.querySelectorAll(".editions a[data-same]");
  const follow = () => links.forEach((link) => (link.hash = location.hash));
  addEventListener("hashchange", follow);
  follow();
}

/** Open the table that holds the row in the address. */
function openWhatIsAskedFor() {
  const open = () => {
    const table = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details.data");
    if (!table || table.open) return;
    table.open = true;
    table.scrollIntoView();
  };
  addEventListener("hashchange", open);
  open();
}

/** Switch between light and dark, and remember it. */
function offerLightAndDark() {
  const root = document.documentElement;
  document.querySelector("button.light")?.addEventListener("click", () => {
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
    root.dataset.theme = now === "dark" ? "light" : "dark";
    try {
      localStorage.setItem("jianbao.theme", root.dataset.theme);
    } catch {
      // Not kept for the next page; this one has changed all the same.
    }
  });
}

/** Mark in the list of sections the one being read: the last whose heading has passed the upper third. */
function showWhereOneIs() {
  const list = document.querySelector(".toc details");
  if (!list) return;
  list.open = matchMedia("(min-width: 74em)").matches;
  const links = [...list.querySelectorAll("a")];
  const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = innerHeight / 3;
    // What stands beside the text, and not below it, is not in the list.
    const listed = (link) => getComputedStyle(link.parentElement).display !== "none";
    const passed = (heading) => heading && heading.getBoundingClientRect().top < line;
    const at = headings.findLastIndex((heading, i) => listed(links[i]) && passed(heading));
    links.forEach((link, i) => (i === at ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current")));
  };
  const soon = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
}
