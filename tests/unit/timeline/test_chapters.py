"""What one chapter merges is bounded, whatever its articles hold: that of the longest goes first, from its end."""

from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from service.timeline import chapters
from service.timeline.chapters import CHAPTER, CHAPTER_MENTIONS
from service.timeline.clustering.sentences import Read, Sentence


class Told:
    """A sentence of so many mentions."""

    def __init__(self, mentions: int) -> None:
        self.mentions = tuple(object() for _ in range(mentions))


def article(sentences: list[int]) -> Read:
    told = tuple(cast(Sentence, Told(mentions)) for mentions in sentences)
    return Read(tuple(cast(Any, m) for s in told for m in s.mentions), told, frozenset())


ARTICLES = st.lists(st.lists(st.integers(1, 5), max_size=200), min_size=1, max_size=CHAPTER)


@given(ARTICLES)
def test_a_chapter_merges_no_more_than_it_may_and_all_where_it_may(sentences):
    articles = [article(counts) for counts in sentences]
    heard = chapters._heard(articles)
    if sum(len(a.mentions) for a in articles) <= CHAPTER_MENTIONS:
        assert heard == articles
    assert sum(len(a.mentions) for a in heard) <= CHAPTER_MENTIONS
    longest = max(len(a.mentions) for a in heard)
    for whole, part in zip(articles, heard, strict=True):
        assert part.sentences == whole.sentences[: len(part.sentences)]
        assert part.mentions == whole.mentions[: len(part.mentions)]
        cut = len(part.mentions) < len(whole.mentions)
        assert not cut or len(whole.mentions) > longest - 5  # only where there is most


def test_an_ordinary_article_keeps_everything_beside_thirty_one_that_have_all_that_is_allowed():
    ordinary, flood = article([1] * 60), article([1] * 400)
    heard = chapters._heard([*[flood] * (CHAPTER - 1), ordinary])
    assert heard[-1] is ordinary
    assert len(heard[0].mentions) == (CHAPTER_MENTIONS - 60) // (CHAPTER - 1)
