"""The same pipeline as the tutorials of Faust and datasketch lead to: what a user would write in a day.

Three agents with `async for`, JSON records, cleaning by regular expressions, `MinHash.update` for each shingle of three
words, `MinHashLSH` in memory, a dict per story, dates by regular expressions or, with DATES=dateparser, by
`dateparser.search`. It forgets everything at a restart, forgets nothing while it runs, and may lose or repeat records.
It is there to be timed: BROKER names the broker, PREFIX goes before its topics and its consumer group.
"""

import os
import re
from collections.abc import AsyncIterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import faust
from datasketch import MinHash, MinHashLSH
from dateparser.search import search_dates

from benchmarks.peers import TEXTBOOK_TOPICS

PREFIX = os.environ["PREFIX"]
WITH_DATEPARSER = os.environ.get("DATES") == "dateparser"
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

app = faust.App(
    f"{PREFIX}app",
    broker=f"kafka://{os.environ['BROKER']}",
    value_serializer="json",
    store="memory://",
    web_enabled=False,
    topic_allow_declare=False,
    topic_disable_leader=True,
    consumer_auto_offset_reset="earliest",
)
raw, clean, resolved, timelines = (app.topic(PREFIX + name) for name in TEXTBOOK_TOPICS)

Record = Mapping[str, Any]

_TAG = re.compile(r"<[^>]+>")
_ADDRESS = re.compile(r"https?://\S+")
_APPEAL = re.compile(r"^(?:advertisement|read more|share this|sign up|follow us|click here|copyright).*$", re.I | re.M)
_BLANKS = re.compile(r"[ \t]+")
_LINES = re.compile(r"\n{2,}")
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_ISO_DATE = re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b")
_WEEKDAY = re.compile(r"\b(" + "|".join(WEEKDAYS) + r")\b", re.I)

index = MinHashLSH(threshold=0.5, num_perm=128)
story_of: dict[str, str] = {}
stories: dict[str, dict[str, Any]] = {}


@app.agent(raw)  # type: ignore[untyped-decorator]
async def clean_articles(articles: AsyncIterable[Record]) -> None:
    """Take tags, addresses, appeals and superfluous white space out."""
    async for article in articles:
        text = article.get("text") or article.get("html") or ""
        for pattern, instead in ((_TAG, " "), (_ADDRESS, " "), (_APPEAL, ""), (_BLANKS, " "), (_LINES, "\n\n")):
            text = pattern.sub(instead, text)
        await clean.send(key=article["id"], value={**article, "text": text.strip()})


@app.agent(clean)  # type: ignore[untyped-decorator]
async def find_stories(articles: AsyncIterable[Record]) -> None:
    """An article joins the story of the first article that is like it, or opens its own."""
    async for article in articles:
        words = _WORD.findall(article["text"].lower())
        sketch = MinHash(num_perm=128)
        for i in range(len(words) - 2):
            sketch.update(" ".join(words[i : i + 3]).encode())
        like = index.query(sketch)
        story_id = story_of[like[0]] if like else article["id"]
        story_of[article["id"]] = story_id
        if article["id"] not in index:
            index.insert(article["id"], sketch)
        await resolved.send(key=story_id, value={**article, "story_id": story_id})


@app.agent(resolved)  # type: ignore[untyped-decorator]
async def tell_stories(articles: AsyncIterable[Record]) -> None:
    """Put each dated sentence under its day, and publish the story."""
    async for article in articles:
        story = stories.setdefault(article["story_id"], {"articles": [], "days": {}})
        story["articles"].append({name: article.get(name) for name in ("id", "url", "outlet", "title")})
        for sentence, day in _dated(article["text"], _published(article)):
            story["days"].setdefault(day, []).append({"text": sentence, "article": article["id"]})
        days = dict(sorted(story["days"].items()))
        await timelines.send(key=article["story_id"], value={**story, "days": days})


def _published(article: Record) -> date:
    try:
        return date.fromisoformat(str(article.get("published_at"))[:10])
    except ValueError:
        return date(2000, 1, 1)


def _dated(text: str, published: date) -> list[tuple[str, str]]:
    """Sentences with the days that they name."""
    sentences = _SENTENCE_END.split(text)
    if not WITH_DATEPARSER:
        return [(sentence, day) for sentence in sentences for day in sorted(_days(sentence, published))]
    noon = datetime(published.year, published.month, published.day, 12)  # noqa: DTZ001 - dateparser wants no zone
    found = search_dates(text, languages=["en"], settings={"RELATIVE_BASE": noon}) or []
    days = {words: moment.date().isoformat() for words, moment in found}
    return [(sentence, day) for words, day in days.items() for sentence in sentences if words in sentence]


def _days(sentence: str, published: date) -> set[str]:
    days = {"-".join(match.groups()) for match in _ISO_DATE.finditer(sentence)}
    for match in _WEEKDAY.finditer(sentence):
        back = (published.weekday() - WEEKDAYS.index(match.group(1).lower())) % 7
        days.add((published - timedelta(days=back)).isoformat())
    return days


if __name__ == "__main__":
    app.main()
