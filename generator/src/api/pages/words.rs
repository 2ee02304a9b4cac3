//! The words of pages: which names of parameters and properties mean what, in all ways of
//! writing them.

/// The letters and digits of a name, small: `page[after]`, `pageAfter` and `page_after` are
/// one word.
pub(super) fn fold_name(name: &str) -> String {
    let letters = name.chars().filter(char::is_ascii_alphanumeric);
    letters.collect::<String>().to_ascii_lowercase()
}

/// Whether a parameter tells pages by their numbers, going by its name: `page`,
/// `page_number`, `pageNo`, `page[number]`, `pageIndex`.
pub(super) fn is_page_number(name: &str) -> bool {
    let name = fold_name(name);
    matches!(
        name.strip_prefix("current").unwrap_or(&name),
        "page" | "pagenumber" | "pagenum" | "pageno" | "pageindex" | "pageid" | "pg"
    )
}

/// Parameters that say after which place a page begins.
pub(super) const CURSORS: [&str; 28] = [
    "cursor",
    "nextcursor",
    "pagecursor",
    "startcursor",
    "aftercursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continuationtoken",
    "continuation",
    "continue",
    "paginationtoken",
    "paginationkey",
    "paginationcursor",
    "nextpagecursor",
    "marker",
    "nextmarker",
    "startingafter",
    "startafter",
    "after",
    "afterid",
    "pageafter",
    "bookmark",
    "scrollid",
    "startkey",
    "exclusivestartkey",
    "offset",
    "page",
];

/// Parameters that name the last item of the page before.
pub(super) const AFTER_ITEM: [&str; 2] = ["startingafter", "startafter"];

/// Properties that are a cursor of the next page, whatever its parameter is called.
pub(super) const NEXT_CURSORS: [&str; 14] = [
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextmarker",
    "nextcontinuationtoken",
    "nextpagecursor",
    "nextbookmark",
    "nextafter",
    "nextstartingafter",
    "nextpaginationtoken",
    "nextkey",
    "endcursor",
    "lastevaluatedkey",
    "nextoffset",
];

/// Properties that are a cursor of the next page where the parameter is one of these.
pub(super) const PAIRS: [(&str, &[&str]); 6] = [
    ("lastid", &["after", "afterid", "cursor"]),
    ("lastkey", &["startkey", "exclusivestartkey", "cursor"]),
    ("cursornext", &["cursor"]),
    ("cursorsafter", &["after", "cursor", "pageafter"]),
    ("cursorsnext", &["cursor", "after"]),
    ("nextpage", &["page"]),
];

/// Properties that are the URL of the next page.
pub(super) const NEXT_URLS: [&str; 10] = [
    "nexturl",
    "nexturi",
    "nextlink",
    "nexthref",
    "nextpath",
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "odatanextlink",
    "nextpagehref",
];

/// Objects inside of a page that tell of its place among the others.
pub(super) const GROUPS: [&str; 19] = [
    "meta",
    "metadata",
    "pagination",
    "paginationinfo",
    "paginationmeta",
    "paging",
    "pageinfo",
    "pagemeta",
    "page",
    "pages",
    "nextpage",
    "next",
    "links",
    "cursors",
    "cursor",
    "resultinfo",
    "responsemetadata",
    "listmetadata",
    "navigation",
];

/// Truths that say whether there is a next page.
pub(super) const MORE: [&str; 9] = [
    "hasmore",
    "hasnext",
    "hasnextpage",
    "more",
    "hasmoreitems",
    "hasmoreresults",
    "hasmorepages",
    "istruncated",
    "moreresults",
];

/// Numbers of all items. A bare `count` may be that of the page.
pub(super) const TOTALS: [&str; 12] = [
    "total",
    "totalcount",
    "totalresults",
    "totalitems",
    "totalrecords",
    "totalelements",
    "totalentries",
    "totalhits",
    "totalnumber",
    "totalsize",
    "numfound",
    "itemcounttotal",
];

/// Numbers of all pages.
pub(super) const TOTAL_PAGES: [&str; 9] = [
    "totalpages",
    "pagecount",
    "numpages",
    "lastpage",
    "pagestotal",
    "totalpagecount",
    "numberofpages",
    "maxpage",
    "pages",
];

/// Parameters that say how many items are on a page.
pub(super) const SIZES: [&str; 18] = [
    "limit",
    "perpage",
    "pagesize",
    "pagelimit",
    "pagelength",
    "size",
    "count",
    "rows",
    "top",
    "take",
    "first",
    "maxresults",
    "maxitems",
    "maxrecords",
    "itemsperpage",
    "resultsperpage",
    "pagecount",
    "maxkeys",
];

/// Parameters that count the items before a page. No `startIndex`, which counts from 1 as
/// often as from 0 (RFC 7644 §3.4.2.4), and no `start`, which is a time as often.
pub(super) const OFFSETS: [&str; 5] = ["offset", "skip", "startat", "pageoffset", "startoffset"];

/// What lists of items are called where a page has several lists.
pub(super) const ITEMS: [&str; 16] = [
    "data",
    "items",
    "results",
    "result",
    "records",
    "values",
    "value",
    "entries",
    "list",
    "rows",
    "elements",
    "content",
    "hits",
    "objects",
    "resources",
    "collection",
];

/// Lists that are none of items.
pub(super) const NO_ITEMS: [&str; 12] = [
    "errors",
    "warnings",
    "messages",
    "links",
    "included",
    "includes",
    "facets",
    "aggregations",
    "sort",
    "columns",
    "headers",
    "fields",
];

/// Objects that only hold the page.
pub(super) const WRAPPERS: [&str; 7] = [
    "data", "result", "results", "response", "payload", "embedded", "body",
];
