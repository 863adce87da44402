"""What every field of every public record means: its unit, what null or absence says, where the words come from.

The types stand in `service.records`; the generated schemas take these sentences beside the descriptions that fields
bring themselves. A test fails for a field without either.
"""

from collections.abc import Mapping

_ID = "id of the article within its collection: the producer's, else made of the canonical URL (`u-` and a hash)"
_OUTLET = "who published it, as the producer named it; else the registered domain of the URL"
_TITLE = "headline, one line of plain text; empty when there is none"
_TEXT = "the article alone, plain text, paragraphs parted by line ends; offsets count its Unicode code points"
_LANGUAGE = "language of the text, BCP 47; `und` when it could not be told"
_COLLECTION = "the set of articles, with ids and stories of its own, that it belongs to"
_PUBLISHED = (
    "time of publication, RFC 3339 UTC; a day without a time is its first second, and so is a page's stamp that is on "
    "another day in UTC than at the outlet"
)
_BASIS = "where `published_at` comes from: the producer, the page's data, the URL, or the time of arrival"
_EXTRACTOR = "what took the text out of its source, for instance `text` or `trafilatura`"
_URL = "address of the article as the producer gave it; absent: none was given"
_FETCHED = "when the producer fetched it, RFC 3339 UTC; absent: it did not say"
_REMOVED = "what was cut out of the text, in order; empty: nothing"
_MENTIONS = "clauses that may tell of an event, in the order of the text"
_META = "author, categories and credit, as far as the page or the text tells them"
_REVISION = "hash of what the reader sees of the article: another content is another revision"
_SCHEMA = "version of the record's form; it grows when a reader of the old form could misread the new one"
_START = "first code point of it in the text, from 0"
_END = "first code point after it"

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "RawArticle": {
        "id": "id of the article within its collection, at most 512 bytes; absent: made of `url`. The same id with "
        "another content is a revision",
        "url": "address of the article, http or https; wanted when there is no `id`",
        "outlet": "who published it, and best also the record key; absent: the registered domain of `url`",
        "title": "headline; absent: the page's, else none",
        "text": "the article as plain text; wanted when there is no `html`, and preferred to it",
        "html": "the page that the article stands on, as it was fetched",
        "language": "language of the article, BCP 47; absent: found in the text",
        "collection": "a set of articles with ids and stories of its own; absent: `default`",
        "retracted": "true takes the article of this id back; text and html are not wanted then",
        "origin": "the news agency whose text this is, as the producer knows it; absent: found in the article",
    },
    "CleanArticle": {
        "kind": "always `article`",
        "id": _ID,
        "revision": _REVISION,
        "outlet": _OUTLET,
        "title": _TITLE,
        "text": _TEXT,
        "language": _LANGUAGE,
        "collection": _COLLECTION,
        "published_at": _PUBLISHED,
        "published_basis": _BASIS,
        "extractor": _EXTRACTOR,
        "url": _URL,
        "fetched_at": _FETCHED,
        "arrived_at": "`fetched_at`, else the Kafka timestamp of the raw record, RFC 3339 UTC; bounds the lane clock",
        "removed": _REMOVED,
        "mentions": _MENTIONS,
        "meta": _META,
        "schema_version": _SCHEMA,
    },
    "Retraction": {
        "kind": "always `retraction`",
        "id": _ID,
        "collection": _COLLECTION,
        "arrived_at": "when the producer's record came, RFC 3339 UTC; absent: nobody says",
        "schema_version": _SCHEMA,
    },
    "ResolvedArticle": {
        "id": _ID,
        "revision": _REVISION + "; empty for a retraction",
        "outlet": _OUTLET,
        "title": _TITLE,
        "text": _TEXT + "; without the boilerplate lines that the lane has learned",
        "language": _LANGUAGE,
        "collection": _COLLECTION,
        "published_at": _PUBLISHED,
        "published_basis": _BASIS,
        "extractor": _EXTRACTOR,
        "verdict": "what the lane decided: it opens a story, joins one, repeats a text of one, is a revision, or is "
        "taken back",
        "story_id": "the story that it belongs to",
        "url": _URL,
        "fetched_at": _FETCHED,
        "removed": _REMOVED,
        "mentions": _MENTIONS,
        "meta": _META,
        "duplicate_of": "id of the first article with the same text; absent: it repeats none",
        "excerpt_of": "id of an article whose text contains this one; absent: none does",
        "similarity": "share of the shingles in common with the article named by `duplicate_of` or `excerpt_of`, 0 to "
        "1; absent where none is named",
        "schema_version": _SCHEMA,
    },
    "Timeline": {
        "story_id": "id of the story, and the record key; made of its first article, it never changes",
        "version": "hash of the articles and mentions that the timeline is made of: equal versions are equal timelines",
        "title": "headline of the first article of the story that has one, at most 300 code points",
        "language": "language of the story's articles, BCP 47",
        "collection": _COLLECTION,
        "first_published": "publication of the oldest article, RFC 3339 UTC",
        "last_published": "publication of the youngest article, RFC 3339 UTC",
        "article_count": "articles of the story, copies included; may be more than `articles` lists",
        "articles": "the articles in order of publication; of a very large story the newest and those that are cited",
        "independent_sources": "sources of the story that do not repeat one another, counted once each",
        "entries": "the events of the story by date, oldest first",
        "schema_version": _SCHEMA,
    },
    "TimelineArticle": {
        "id": _ID,
        "outlet": _OUTLET,
        "title": _TITLE + "; at most 300 code points",
        "published_at": _PUBLISHED,
        "url": _URL,
        "duplicate_of": "id of the article of this story whose text it repeats; absent: it repeats none",
    },
    "Entry": {
        "id": "id of the entry within its story, made of its date and text: it stays while these do",
        "date": "when it happened or is to happen, EDTF: a day, a month, a year, or an interval `from/to`",
        "precision": "how fine the date is; `interval` for one that is no calendar unit",
        "status": "whether the date is one of something that happened, or of a plan",
        "text": "the sentence that tells it best, word for word from the article `article_id`",
        "article_id": "id of the article whose sentence is shown",
        "basis": "how the date is known: said outright, inferred from the text, or taken from the publication",
        "sources": "ids of all articles that tell it, sorted",
        "independent_sources": "how many of these do not repeat one another",
        "claims": "the dates that the sources give, the preferred one first, each with its evidence",
        "conflict": "whether outlets disagree on the date: not at all, in a way that may be imprecision, or outright",
        "self_inconsistent": "ids of articles that give several dates for it themselves; empty: none",
    },
    "Claim": {
        "date": "the claimed date, EDTF",
        "basis": "how the date is known: said outright, inferred from the text, or taken from the publication",
        "evidence": "where it is said, the strongest first; long lists are cut",
    },
    "Evidence": {
        "article_id": "id of the article that says so",
        "start": _START + " of the article's newest record in articles.resolved",
        "end": _END,
    },
    "Removed": {
        "rule": "name of the rule that cut it",
        "start": _START + " that the rule was given",
        "end": _END,
        "text": "what stood there",
    },
    "ArticleMeta": {
        "author": "who wrote it; absent: not told",
        "categories": "sections and keywords of the page; empty: none told",
        "credit": "agency or photographer named at the end; absent: none",
    },
    "Origin": {
        "agencies": "families of the agencies, sorted",
        "share": "whether the article is theirs, or the outlet's own reporting stands beside it",
        "basis": "where the credit stands",
        "evidence": "the credit, word for word",
    },
    "Timex": {
        "start": _START,
        "end": _END,
        "type": "kind of time expression, as in TIMEX3",
        "value": "its value, as in TIMEX3",
        "precision": "how fine it is; `none` where it names no calendar unit",
        "low": "first day that it covers, YYYY-MM-DD; absent: it dates nothing",
        "high": "last day that it covers, YYYY-MM-DD; absent: `low` is the only one, or it dates nothing",
        "basis": "whether the day is said outright or inferred from the text around it",
        "direction": "whether it lies before, after or on the day of publication",
    },
    "Mention": {
        "start": _START,
        "end": _END,
        "sentence_start": "first code point of its sentence",
        "sentence_end": "first code point after its sentence",
        "block": "where it stands: title or first paragraph, running text, a list, a table",
        "timex": "the time expression that dates it; absent: it has none of its own",
        "relation": "how the time belongs to it: on it, before or after it, within it, or of one of its nouns alone",
        "modality": "whether it is told as having happened, as to come, or as not having happened",
        "anchors": "what it is about, sorted: `n:` name, `q:` quantity, `t:` trigger class, `p:` place",
        "quoted": "whether it stands in quotation marks",
        "follows": "start of the earlier mention whose time it shares; absent: of none",
    },
}
"""By record and field."""
