from msgspec.structs import replace

from service.timeline.derive import derive
from service.timeline.presenting.headline import headline
from tests.unit.timeline.fiction import article

TEXT = "An express derailed near Holm Junction on March {}, killing three passengers, police said."


def entries():
    told = [article(f"t{day}", TEXT.format(day), "2026-03-28") for day in range(1, 21)]
    timeline = derive("s-top", told, 900_000)
    assert timeline is not None
    return [
        replace(entry, salience=salience) for entry, salience in zip(timeline.entries, (5, 9, 1, 9, 7), strict=False)
    ]


def test_the_strongest_entries_are_told_in_their_order():
    told = entries()
    assert len(told) > 3
    shown = headline(told, 3)
    assert shown == tuple(entry for entry in told if entry.salience > 5)
    assert headline(told, None) == tuple(told)
    assert headline(told, 100) == tuple(told)
    assert headline([], 3) == ()


def test_of_equally_strong_entries_the_earlier_come_first():
    told = [replace(entry, salience=4) for entry in entries()]
    assert headline(told, 2) == tuple(told[:2])
