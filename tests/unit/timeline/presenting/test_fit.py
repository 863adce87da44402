import pytest

from service.codec import encode
from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

TEXT = "An express derailed near Holm Junction on March 4, killing three passengers, police said."


@pytest.fixture(scope="module")
def articles():
    plain = "Nothing that anybody could put a date to is told about the number {} in this quiet text."
    own = [article(f"u{i:03}", plain.format(i), f"2026-03-{5 + i % 20:02}") for i in range(150)]
    return [*own, *(article(f"t{i:03}", TEXT, f"2026-04-{1 + i % 25:02}") for i in range(150))]


@pytest.mark.parametrize("limit", [200_000, 60_000, 30_000, 12_000, 3_000, 1_000])
def test_the_record_keeps_to_the_limit_and_tells_the_whole_number(articles, limit):
    timeline = derive("s-fit", articles, limit)
    assert timeline is not None
    assert len(encode(timeline)) <= limit
    assert timeline.article_count == 300
    assert timeline.independent_sources == 300
    listed = {a.id for a in timeline.articles}
    assert all(set(e.sources) <= listed for e in timeline.entries)
    assert [a.id for a in timeline.articles] == [
        a.id for a in sorted(timeline.articles, key=lambda a: (a.published_at, a.id))
    ]


def test_uncited_articles_go_first_and_the_oldest_of_them_before_the_newer(articles):
    whole = derive("s-fit", articles, 10_000_000)
    assert whole is not None
    cited = {s for e in whole.entries for s in e.sources}
    smaller = derive("s-fit", articles, len(encode(whole)) - 2_000)
    assert smaller is not None
    assert smaller.entries == whole.entries
    left_out = {a.id for a in whole.articles} - {a.id for a in smaller.articles}
    assert left_out
    assert not left_out & cited
    uncited = [a.id for a in whole.articles if a.id not in cited]
    assert left_out == set(uncited[: len(left_out)])


def test_enough_room_changes_nothing(articles):
    assert derive("s-fit", articles, 10_000_000) == derive("s-fit", articles, 9_000_000)
