"""German: the words of time and what they mean."""

from itertools import product
from typing import Any

from service.language.dates.holidays import easter, fixed

MONTHS = {
    "januar": 1, "jänner": 1, "februar": 2, "feber": 2, "märz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12,
}  # fmt: skip
MONTHS_SHORT = {
    "jan": 1, "feb": 2, "mrz": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11,
    "dez": 12,
}  # fmt: skip
WEEKDAYS = {
    "montag": 0, "dienstag": 1, "mittwoch": 2, "donnerstag": 3, "freitag": 4, "samstag": 5, "sonnabend": 5,
    "sonntag": 6,
}  # fmt: skip
DAY_PARTS = {
    "morgen": "MO", "früh": "MO", "vormittag": "MO", "mittag": "MI", "nachmittag": "AF", "abend": "EV", "nacht": "NI",
}  # fmt: skip
HOURS = {
    "morgenstunden": "MO", "vormittagsstunden": "MO", "nachmittagsstunden": "AF", "abendstunden": "EV",
    "nachtstunden": "NI",
}  # fmt: skip
SEASONS = {"frühling": "SP", "frühjahr": "SP", "sommer": "SU", "herbst": "FA", "winter": "WI"}
UNITS = {
    "sekunde": "second", "sekunden": "second", "minute": "minute", "minuten": "minute", "stunde": "hour",
    "stunden": "hour", "tag": "day", "tags": "day", "tage": "day", "tagen": "day", "woche": "week", "wochen": "week",
    "monat": "month", "monate": "month", "monaten": "month", "quartal": "quarter", "quartale": "quarter",
    "quartalen": "quarter", "jahr": "year", "jahre": "year", "jahren": "year", "jahrzehnt": "decade",
    "jahrzehnte": "decade", "jahrzehnten": "decade", "jahrhundert": "century",
    "jahrhunderte": "century", "jahrhunderten": "century",
    "wochenende": "weekend", "wochenenden": "weekend",
}  # fmt: skip
PERIODS = {
    "woche": "week", "monat": "month", "monats": "month", "quartal": "quarter", "quartals": "quarter", "jahr": "year",
    "jahres": "year", "jahrzehnt": "decade", "jahrzehnts": "decade", "jahrhundert": "century",
    "jahrhunderts": "century", "wochenende": "weekend", "wochenendes": "weekend",
    "jahresende": "year", "jahresbeginn": "year", "jahresanfang": "year", "monatsende": "month",
    "monatsbeginn": "month", "monatsanfang": "month", "wochenbeginn": "week", "wochenanfang": "week",
    "jahresmitte": "year", "monatsmitte": "month", "wochenmitte": "week", "heuer": "year",
}  # fmt: skip
_ONES = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
}  # fmt: skip
_TENS = {
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80,
    "neunzig": 90,
}  # fmt: skip
NUMBERS = _ONES | _TENS | {
    "eine": 1, "einem": 1, "einen": 1, "einer": 1, "eines": 1, "zehn": 10, "elf": 11, "zwölf": 12, "dreizehn": 13,
    "vierzehn": 14, "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "hundert": 100,
    "tausend": 1000, "anderthalb": 1.5, "eineinhalb": 1.5, "zweieinhalb": 2.5, "einer halben": 0.5,
    "eine halbe": 0.5, "einem halben": 0.5, "ein halbes": 0.5, "einem guten": 1, "einer guten": 1,
} | {f"{ones}und{tens}": o + t for (ones, o), (tens, t) in product(_ONES.items(), _TENS.items())}  # fmt: skip
LASTING = {"minütig": "minute", "stündig": "hour", "tägig": "day", "wöchig": "week", "monatig": "month"}
_ENDINGS = ("e", "en", "er", "es", "em")
DECADES = {
    "zwanziger": 20, "dreißiger": 30, "vierziger": 40, "fünfziger": 50, "sechziger": 60, "siebziger": 70,
    "achtziger": 80, "neunziger": 90,
}  # fmt: skip
_DAYS = {
    "ersten": 1, "zweiten": 2, "dritten": 3, "vierten": 4, "fünften": 5, "sechsten": 6, "siebten": 7, "achten": 8,
    "neunten": 9, "zehnten": 10, "elften": 11, "zwölften": 12,
}  # fmt: skip
MONTH_LICENCES = frozenset(
    ("im", "in", "seit", "bis", "ab", "von", "vom", "zum", "zwischen", "den", "dem", "und", "oder", "pro", "ganzen")
)
FREQUENCIES = {
    "stündlich": "PT1H", "täglich": "P1D", "wöchentlich": "P1W", "monatlich": "P1M", "jährlich": "P1Y",
}  # fmt: skip


def _inflected(stems: dict[str, int]) -> dict[str, int]:
    return {f"{stem}{ending}": meaning for stem, meaning in stems.items() for ending in _ENDINGS}


VOCABULARY: dict[str, dict[str, Any]] = {
    "month": MONTHS | MONTHS_SHORT | {f"{word}.": n for word, n in MONTHS_SHORT.items()},
    "weekday_full": WEEKDAYS,
    "weekdays": {f"{word}s": n for word, n in WEEKDAYS.items()},
    "day": _DAYS,
    "day_part": DAY_PARTS | HOURS,
    "season": SEASONS,
    "unit": UNITS,
    "period": PERIODS,
    "period_told": PERIODS | {"tag": "day", "tages": "day"},
    "number": NUMBERS,
    "many": dict.fromkeys(("mehrere", "mehreren", "einige", "einigen", "wenige", "wenigen", "ein paar", "viele",
                           "vielen"), None),
    "ordinal": _inflected({"erst": 1, "zweit": 2, "dritt": 3, "viert": 4}),
    "half": _inflected({"erst": 1, "zweit": 2}),
    "deictic": {"vorgestern": -2, "gestern": -1, "heute": 0, "morgen": 1, "übermorgen": 2},
    "shift": _inflected({"vorletzt": -2, "vorvergangen": -2, "letzt": -1, "vergangen": -1, "vorig": -1, "gestrig": -1,
                         "dies": 0, "laufend": 0, "heutig": 0, "nächst": 1, "kommend": 1, "morgig": 1,
                         "übernächst": 2}),
    "year_shift": {"vorjahres": -1, "letzten jahres": -1, "vergangenen jahres": -1, "vorigen jahres": -1,
                   "dieses jahres": 0, "laufenden jahres": 0, "nächsten jahres": 1, "kommenden jahres": 1},
    "step": _inflected({"vorherig": -1, "vorangegangen": -1, "darauffolgend": 1, "folgend": 1, "nächst": 1, "selb": 0,
                        "gleich": 0}) | {"vor": -1, "folge": 1},
    "edge": {"anfang": "", "beginn": "", "mitte": "", "ende": "", "früher": "BEFORE", "später": "AFTER"},
    "offset": {"vor": -1},
    "relative": {"zuvor": -1, "vorher": -1, "davor": -1, "später": 1, "darauf": 1, "danach": 1},
    "decade_word": DECADES,
    "frequency": FREQUENCIES,
    "times": {"einmal": 1, "zweimal": 2, "dreimal": 3, "mehrmals": 2},
    "holiday": {
        "heiligabend": fixed(12, 24), "weihnachten": fixed(12, 25), "silvester": fixed(12, 31), "neujahr": fixed(1, 1),
        "karfreitag": easter(-2), "ostern": easter(), "ostersonntag": easter(), "ostermontag": easter(1),
        "christi himmelfahrt": easter(39), "pfingsten": easter(49), "pfingstsonntag": easter(49),
        "pfingstmontag": easter(50), "fronleichnam": easter(60), "tag der deutschen einheit": fixed(10, 3),
    },
    "vague": {"jetzt": "PRESENT_REF", "derzeit": "PRESENT_REF", "zurzeit": "PRESENT_REF", "momentan": "PRESENT_REF",
              "gegenwärtig": "PRESENT_REF", "kürzlich": "PAST_REF", "neulich": "PAST_REF", "jüngst": "PAST_REF",
              "aktuell": "PRESENT_REF", "vor kurzem": "PAST_REF", "der vergangenheit": "PAST_REF",
              "bald": "FUTURE_REF", "demnächst": "FUTURE_REF", "zukunft": "FUTURE_REF"},
    "lasting": {f"{stem}{ending}": unit for stem, unit in LASTING.items() for ending in _ENDINGS},
    "vague_span": dict.fromkeys(("vergangenen", "letzten"), "PAST_REF") | {"kommenden": "FUTURE_REF",
                                                                         "nächsten": "FUTURE_REF"},
}  # fmt: skip
