"""What was not used for longest is forgotten, by number or by size."""

from service.timeline.recent import Recent


def test_the_least_used_goes_first():
    recent = Recent[str, int](2)
    recent.put("a", 1)
    recent.put("b", 2)
    assert recent.get("a") == 1
    recent.put("c", 3)
    assert [recent.get(key) for key in "abc"] == [1, None, 3]
    assert recent.held == 2


def test_sizes_are_summed_and_the_newest_stays_however_large_it_is():
    recent = Recent[str, bytes](10, len)
    for key in "abc":
        recent.put(key, b"1234")
    assert (recent.get("a"), recent.held) == (None, 8)
    recent.put("b", b"12")
    assert recent.held == 6
    recent.put("large", b"x" * 50)
    assert (recent.held, recent.get("large"), recent.get("b")) == (50, b"x" * 50, None)
    recent.put("d", b"1")
    assert (recent.held, recent.get("large")) == (1, None)


def test_a_smaller_limit_holds_at_once():
    recent = Recent[str, bytes](10, len)
    for key in "abc":
        recent.put(key, b"123")
    recent.resize(5)
    assert ([recent.get(key) for key in "abc"], recent.held) == ([None, None, b"123"], 3)
    recent.resize(10)
    recent.put("d", b"123")
    assert recent.held == 6
