"""German time expressions, from a table alone."""

from datetime import date

import pytest

from service.mentions.tagger import tag

THURSDAY = date(2025, 8, 21)


def found(text):
    return [(text[t.start : t.end], t.value) for t in tag(text, THURSDAY, "de")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sie sprachen am Montag, dem 18. August 2025.", ("Montag, dem 18. August 2025", "2025-08-18")),
        ("Sie trafen sich am 18. August.", ("18. August", "2025-08-18")),
        ("Sie trafen sich am 18.08.2025.", ("18.08.2025", "2025-08-18")),
        ("Sie trafen sich am 18.8.", ("18.8.", "2025-08-18")),
        ("Sie trafen sich am Montag.", ("Montag", "2025-08-18")),
        ("Sie werden am Montag sprechen.", ("Montag", "2025-08-25")),
        ("Am Dienstagabend kam er an.", ("Dienstagabend", "2025-08-19TEV")),
        ("In der Nacht zum Mittwoch brannte es.", ("Nacht zum Mittwoch", "2025-08-20TNI")),
        ("Heute um 18.30 Uhr beginnt es.", ("Heute um 18.30 Uhr", "2025-08-21T18:30")),
        ("Er kam vorgestern.", ("vorgestern", "2025-08-19")),
        ("Er kommt morgen.", ("morgen", "2025-08-22")),
        ("Er kam vor drei Tagen.", ("vor drei Tagen", "2025-08-18")),
        ("Er kam vor einem Jahr.", ("vor einem Jahr", "2024")),
        ("Er kam in der vergangenen Woche.", ("vergangenen Woche", "2025-W33")),
        ("Er kam im vergangenen Jahr.", ("vergangenen Jahr", "2024")),
        ("Er kam Ende 2024.", ("Ende 2024", "2024")),
        ("Er kam im Sommer 2024.", ("Sommer 2024", "2024-SU")),
        ("Er kam im dritten Quartal 2024.", ("dritten Quartal 2024", "2024-Q3")),
        ("Er kam in den 1990er Jahren.", ("1990er Jahren", "199")),
        ("Er kam im 19. Jahrhundert.", ("19. Jahrhundert", "18")),
        ("Er blieb einundzwanzig Stunden.", ("einundzwanzig Stunden", "PT21H")),
        ("Er kommt jeden Montag.", ("jeden Montag", "XXXX-WXX-1")),
        ("Wie die Polizei am Morgen mitteilte.", ("Morgen", "2025-08-21TMO")),
        ("Bis zum Jahresende bleibt er.", ("Jahresende", "2025")),
        ("Im Vorjahr war es anders.", ("Vorjahr", "2024")),
        ("Er kam vorletzte Woche.", ("vorletzte Woche", "2025-W32")),
        ("Er kommt täglich.", ("täglich", "P1D")),
    ],
)
def test_what_is_found(text, expected):
    assert found(text) == [expected]


def test_dates_counted_from_the_date_last_told_of():
    text = "Am 3. März brannte es. Am Tag darauf regnete es. Drei Tage später kam er, am Vortag hatte er geschrieben."
    assert [value for _, value in found(text)] == ["2025-03-03", "2025-03-04", "2025-03-07", "2025-03-06"]


def test_a_noun_is_no_day():
    assert found("Der Morgen war kühl, 2000 Euro kostete es, am 31. Februar 2024 nicht.") == []
