// What the scripts beside a text say, by edition, as JSON. It stands here, and not in the pages, so that a reader's
// browser keeps one copy for all of them.

export const LABELS = {
  "zh-Hans": {
    "mark": "链接、引用或报告", "link": "复制链接", "copy": "复制", "copied": "已复制", "cite": "引用", "printed": "看印出的原文",
    "report": "报告错误", "how": "请复制下面的文字，补充完整，发给本站编者。", "again": "再点一下即前往"
  },
  "zh-Hant": {
    "mark": "連結、引用或回報", "link": "複製連結", "copy": "複製", "copied": "已複製", "cite": "引用", "printed": "看印出的原文",
    "report": "回報錯誤", "how": "請複製下面的文字，補充完整，寄給本站編者。", "again": "再點一下即前往"
  },
  "en": {
    "mark": "Link, cite or report", "link": "Copy link", "copy": "Copy", "copied": "Copied", "cite": "Cite",
    "printed": "As printed", "report": "Report a mistake",
    "how": "Copy these words, complete them, and send them to whoever keeps this archive.",
    "again": "Tap again to go there"
  }
};
