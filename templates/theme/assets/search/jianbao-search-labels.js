// What the search says, by edition, as JSON: texts, some with a number {n}, or {one, other} where its plural matters. It
// stands here, and not in the pages, so that a reader's browser keeps one copy for all of them.

export const LABELS = {
  "zh-Hans": {
    "open": "搜索全文…", "label": "搜索全文", "placeholder": "输入简体、繁体或英文", "close": "关闭",
    "help": "空格表示都要有；“引号”表示原样；减号排除；OR 表示任一。", "results": "搜索结果",
    "searching": "正在搜索…", "none": "没有找到。换个写法，或减少一个词试试。",
    "found": "找到 {n} 篇", "about": "约 {n} 篇", "all": "查看全部 {n} 篇", "articles": "{n} 篇", "more": "显示更多",
    "offline": "没有网络连接，暂时不能搜索。", "failed": "搜索没有成功。", "retry": "重试",
    "sort": "排序", "relevance": "按相关程度", "date": "按日期，新的在前",
    "narrow": "缩小范围", "count": "{n}", "counted": "约 {n}", "others": "其余 {n} 项",
    "facets": {"year": "年份", "paper": "报纸", "place": "地名", "programme": "项目", "has": "内容"},
    "kinds": {"place": "地名", "organisation": "机构", "programme": "项目", "person": "人物"}
  },
  "zh-Hant": {
    "open": "搜尋全文…", "label": "搜尋全文", "placeholder": "輸入簡體、繁體或英文", "close": "關閉",
    "help": "空格表示都要有；「引號」表示原樣；減號排除；OR 表示任一。", "results": "搜尋結果",
    "searching": "正在搜尋…", "none": "沒有找到。換個寫法，或減少一個詞試試。",
    "found": "找到 {n} 篇", "about": "約 {n} 篇", "all": "查看全部 {n} 篇", "articles": "{n} 篇", "more": "顯示更多",
    "offline": "沒有網路連線，暫時不能搜尋。", "failed": "搜尋沒有成功。", "retry": "重試",
    "sort": "排序", "relevance": "按相關程度", "date": "按日期，新的在前",
    "narrow": "縮小範圍", "count": "{n}", "counted": "約 {n}", "others": "其餘 {n} 項",
    "facets": {"year": "年份", "paper": "報紙", "place": "地名", "programme": "項目", "has": "內容"},
    "kinds": {"place": "地名", "organisation": "機構", "programme": "項目", "person": "人物"}
  },
  "en": {
    "open": "Search…", "label": "Search the archive", "placeholder": "Chinese (either script) or English", "close": "Close",
    "help": "Spaces mean all words; “quotes” the exact text; a minus excludes; OR means either.", "results": "Search results",
    "searching": "Searching…", "none": "Nothing found. Try another spelling, or one word fewer.",
    "found": {"one": "{n} article", "other": "{n} articles"}, "about": "about {n} articles",
    "all": "See all {n} articles", "articles": {"one": "{n} article", "other": "{n} articles"}, "more": "Show more",
    "offline": "You are offline, so the archive cannot be searched now.", "failed": "The search did not work.", "retry": "Try again",
    "sort": "Sort", "relevance": "by relevance", "date": "by date, newest first",
    "narrow": "Narrow down", "count": "{n}", "counted": "about {n}", "others": "{n} more",
    "facets": {"year": "Year", "paper": "Paper", "place": "Place", "programme": "Programme", "has": "Contains"},
    "kinds": {"place": "Place", "organisation": "Organisation", "programme": "Programme", "person": "Person"}
  }
};
