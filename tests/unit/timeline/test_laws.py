"""What must hold for any set of articles: the published bytes depend on the set and on nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.codec import encode
from service.timeline.chapters import CHAPTER, Cache
from service.timeline.derive import derive
from tests.unit.timeline.fiction import article

LIMIT = 900_000
SUBJECTS = ("Petra Dolenz", "Yusuf Karimov", "Karimof", "Transrail", "The council of Holm", "He")
VERBS = (
    "met Olaf Berg in Lindau",
    "ruled out a deployment of troops",
    "spoke to Berg for 40 minutes",
    "opened the line",
)
MORE_VERBS = ("will vote on the bill", "agreed to appoint senior delegates", "paid 90 million dollars for the dam")
DATES = (
    "on Monday",
    "on Tuesday",
    "on March 3",
    "in February",
    "last year",
    "on March 20",
    "",
    "",
    "earlier this month",
)
FORMS = ("{s} {v} {d}.", "After talks with Berg {d}, {s} {v}.", "Afterwards, {s} {v}.", '"{s} {v} {d}," Roth said.')
MORE_FORMS = ("| March 4, 2026 | {s} {v}. |", "March 2: {s} {v}.", "{s} {v} {d}, during which they met Dolenz again.")

sentences = st.builds(
    lambda form, s, v, d: form.format(s=s, v=v, d=d),
    st.sampled_from([*FORMS, *MORE_FORMS]),
    st.sampled_from(SUBJECTS),
    st.sampled_from([*VERBS, *MORE_VERBS]),
    st.sampled_from(DATES),
)


@st.composite
def stories(draw, most=7):
    count = draw(st.integers(1, most))
    found = []
    for i in range(count):
        text = "\n".join(draw(st.lists(sentences, min_size=1, max_size=5)))
        day, outlet = draw(st.integers(1, 9)), draw(st.sampled_from(["x", "y", "z", "w"]))
        links = {}
        if i and draw(st.integers(0, 4)) == 0:
            links["duplicate_of"] = f"a{draw(st.integers(0, i - 1))}"
        found.append(
            article(f"a{i}", text, f"2026-03-{day:02}", outlet, revision=str(draw(st.integers(1, 2))), **links)
        )
    return found


def published(articles, cache=None):
    timeline = derive("s-law", articles, LIMIT, cache)
    return None if timeline is None else encode(timeline)


laws = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
SHARED = Cache(megabytes=0.1)


@laws
@given(stories(), st.randoms(use_true_random=False))
def test_order_repetition_and_batches_do_not_matter(articles, chooser):
    expected = published(articles)
    shuffled = [*articles, *chooser.choices(articles, k=3)]
    chooser.shuffle(shuffled)
    assert published(shuffled) == expected
    # Delivered in batches, published after each, with a cache that other stories use too and that forgets.
    seen, split = [], chooser.randint(0, len(shuffled))
    for batch in (shuffled[:split], shuffled[split:]):
        seen.extend(batch)
        last = published(seen, SHARED)
    assert last == expected


@laws
@given(stories(), st.data())
def test_a_retraction_is_as_if_the_article_had_never_been(articles, data):
    gone = data.draw(st.sampled_from(articles))
    others = [a for a in articles if a.id != gone.id]
    withdrawn = article(gone.id, gone.text, gone.published_at, gone.outlet, verdict="retracted")
    published([*others, gone], SHARED)
    assert published([*others, withdrawn], SHARED) == published(others)


@laws
@given(stories(most=5), st.data())
def test_a_revision_replaces_what_was_there(articles, data):
    old = data.draw(st.sampled_from(articles))
    new = article(old.id, "Dolenz opened the line on March 1.", old.published_at, old.outlet, revision="9")
    others = [a for a in articles if a.id != old.id]
    published([*others, old], SHARED)
    assert published([*others, new], SHARED) == published([new, *others])


@laws
@given(stories())
def test_every_date_and_offset_points_at_the_text(articles):
    timeline = derive("s-law", articles, LIMIT)
    assert timeline is not None
    texts = {a.id: a.text for a in articles}
    assert [(e.date, e.id) for e in timeline.entries] == sorted((e.date, e.id) for e in timeline.entries)
    assert len({e.id for e in timeline.entries}) == len(timeline.entries)
    for entry in timeline.entries:
        spans = {(v.article_id, texts[v.article_id][v.start : v.end]) for c in entry.claims for v in c.evidence}
        assert (entry.article_id, entry.text) in spans
        assert all(text.strip() == text != "" for _, text in spans)
        assert {a for a, _ in spans} <= set(entry.sources) <= set(texts)
        assert 1 <= entry.independent_sources <= len(entry.sources)
        assert entry.claims[0].date == entry.date
    days = [e.date for e in timeline.entries if e.basis == "publication"]
    assert len(days) == len(set(days))


@pytest.mark.parametrize("count", [CHAPTER - 1, CHAPTER, CHAPTER + 1, 2 * CHAPTER + 5])
def test_a_story_of_many_chapters_grows_in_any_order_to_the_same_bytes(count):
    texts = [
        f"{SUBJECTS[i % 5]} {VERBS[i % 4]} on March {1 + i % 9}.\nA bridge fell in ward {i} on Monday."
        for i in range(count)
    ]
    articles = [
        article(f"a{i:03}", text, f"2026-03-{1 + i * 9 // count:02}", f"o{i % 12}") for i, text in enumerate(texts)
    ]
    expected = published(articles)
    cache = Cache()
    for start in (0, count // 3, 2 * count // 3):
        published(articles[start:], cache)  # what a late beginning looks like
    assert published(articles[::-1], cache) == expected
