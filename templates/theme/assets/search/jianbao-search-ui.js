// The one script a page loads: mounts the search wherever the page has a place for it, marks what was searched for.
//
// A place is `<div class="jb-search" data-edition="en">` (the box; in the header) or the same with `jb-search-page` (the
// results). What is in it, for readers without JavaScript, is replaced.

import { highlight } from "./jianbao-highlight.js";
import { SearchBox } from "./jianbao-search-box.js";

document.querySelectorAll(".jb-search").forEach((mount) => new SearchBox(mount));
const pages = document.querySelectorAll(".jb-search-page");
if (pages.length) {
  // One page of the site needs it; if it cannot be had, what stands there for readers without JavaScript stays.
  import("./jianbao-search-page.js")
    .then(({ SearchPage }) => pages.forEach((mount) => new SearchPage(mount)))
    .catch(() => {});
}
highlight().catch(() => {}); // the article can be read without it
