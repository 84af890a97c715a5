// The one script a page loads: mounts the search wherever the page has a place for it, and marks what was searched for.

import { highlight } from "./jianbao-highlight.js";
import { SearchBox } from "./jianbao-search-box.js";
import { SearchPage } from "./jianbao-search-page.js";

document.querySelectorAll(".jb-search").forEach((mount) => new SearchBox(mount));
document.querySelectorAll(".jb-search-page").forEach((mount) => new SearchPage(mount));
highlight();
