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
        ("Heuer kam er.", ("Heuer", "2025")),
        ("Er kam im Jänner.", ("Jänner", "2025-01")),
        ("Er kam im Feber.", ("Feber", "2025-02")),
        ("Er kam Mitte März.", ("Mitte März", "2025-03")),
        ("Er kam am 3. 3. 2025.", ("3. 3. 2025", "2025-03-03")),
        ("Er kam am dritten März.", ("dritten März", "2025-03-03")),
        ("Es war Mittwoch, der 13. August.", ("Mittwoch, der 13. August", "2025-08-13")),
        ("Er kam am vergangenen Freitag.", ("vergangenen Freitag", "2025-08-15")),
        ("Er kam am vorvergangenen Freitag.", ("vorvergangenen Freitag", "2025-08-08")),
        ("Er kam am gestrigen Mittwoch.", ("gestrigen Mittwoch", "2025-08-20")),
        ("Er kommt am morgigen Freitag.", ("morgigen Freitag", "2025-08-22")),
        ("Er kam am Mittwoch voriger Woche.", ("Mittwoch voriger Woche", "2025-08-13")),
        ("Er kam am Freitag der Vorwoche.", ("Freitag der Vorwoche", "2025-08-15")),
        ("Er kam am Montag vor einer Woche.", ("Montag vor einer Woche", "2025-08-11")),
        ("Kommende Woche Montag kommt er.", ("Kommende Woche Montag", "2025-08-25")),
        ("Er kommt übernächste Woche.", ("übernächste Woche", "2025-W36")),
        ("Er kam Ende voriger Woche.", ("Ende voriger Woche", "2025-W33")),
        ("Zur Wochenmitte kam er.", ("Wochenmitte", "2025-W34")),
        ("Er bleibt bis Freitag.", ("Freitag", "2025-08-22")),
        ("Seit Montag ist er da.", ("Montag", "2025-08-18")),
        ("In der Nacht zum 3. März brannte es.", ("Nacht zum 3. März", "2025-03-03TNI")),
        ("In der Nacht von Montag auf Dienstag war es.", ("Nacht von Montag auf Dienstag", "2025-08-19TNI")),
        ("In den frühen Morgenstunden kam er.", ("Morgenstunden", "2025-08-21TMO")),
        ("Am frühen Morgen kam er.", ("Morgen", "2025-08-21TMO")),
        ("Im Sommer des vergangenen Jahres kam er.", ("Sommer des vergangenen Jahres", "2024-SU")),
        ("Er will gehen, wie er am Mittwoch mitteilte.", ("Mittwoch", "2025-08-20")),
    ],
)
def test_what_is_found(text, expected):
    assert found(text) == [expected]


def test_dates_counted_from_the_date_last_told_of():
    text = "Am 3. März brannte es. Am Tag darauf regnete es. Drei Tage später kam er, am Vortag hatte er geschrieben."
    assert [value for _, value in found(text)] == ["2025-03-03", "2025-03-04", "2025-03-07", "2025-03-06"]


def test_the_words_for_the_day_before_and_after():
    text = "Am 3. März brannte es. Tags darauf regnete es, am Folgetag auch. Am Vorabend kam er, tags zuvor sie."
    assert [value for _, value in found(text)] == [
        "2025-03-03",
        "2025-03-04",
        "2025-03-05",
        "2025-03-04TEV",
        "2025-03-03",
    ]


def test_the_first_day_of_a_range_has_the_month_of_the_second():
    assert found("Er war vom 3. bis zum 5. März da.") == [("3.", "2025-03-03"), ("5. März", "2025-03-05")]


def test_names_are_no_dates():
    assert found("Ministerin Ute Sommer traf Karin Herbst und Herrn Mai; August Roth blieb.") == []


def test_a_noun_is_no_day():
    assert found("Der Morgen war kühl, 2000 Euro kostete es, am 31. Februar 2024 nicht.") == []
