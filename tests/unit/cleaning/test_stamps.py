"""Dates as pages show them."""

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.cleaning import stamps

NOW = datetime(2024, 3, 7, 9, 0, tzinfo=UTC)


def read(line: str, language: str, region: str = "") -> str | None:
    found = stamps.read(line, language, region, NOW)
    return found.strftime("%Y-%m-%d %H:%M") if found else None


@pytest.mark.parametrize(
    ("line", "language", "wanted"),
    [
        ("March 6, 2024", "en", "2024-03-06 00:00"),
        ("Posted on March 6th, 2024 by the desk", "en", "2024-03-06 00:00"),
        ("6. März 2024, 08:15 Uhr", "de", "2024-03-06 08:15"),
        ("Publié le 6 mars 2024 à 08h15", "fr", "2024-03-06 08:15"),
        ("miércoles, 6 de marzo de 2024", "es", "2024-03-06 00:00"),
        ("6 marzo 2024 ore 8.15", "it", "2024-03-06 08:15"),
        ("6. března 2024", "cs", "2024-03-06 00:00"),
        ("2024. március 6.", "hu", "2024-03-06 00:00"),
        ("6 марта 2024 г.", "ru", "2024-03-06 00:00"),
        ("6 Μαρτίου 2024", "el", "2024-03-06 00:00"),
        ("2024年3月6日 08:15", "ja", "2024-03-06 08:15"),
        ("2024년 3월 6일", "ko", "2024-03-06 00:00"),
        ("6 มีนาคม 2567", "th", "2024-03-06 00:00"),
        ("٦ مارس ٢٠٢٤", "ar", "2024-03-06 00:00"),
        ("06.03.2024 - 08:15 Uhr", "de", "2024-03-06 08:15"),
        ("2024-03-06T08:15:00+01:00", "en", "2024-03-06 08:15"),
        ("Wed Mar 06 08:15:00 CET 2024", "en", "2024-03-06 07:15"),
    ],
)
def test_whole_dates(line, language, wanted):
    found = stamps.read(line, language, "", None)
    assert found is not None
    assert (found.astimezone(UTC) if "CET" in line else found).strftime("%Y-%m-%d %H:%M") == wanted


@pytest.mark.parametrize(
    ("region", "wanted"), [("", "2024-03-06 00:00"), ("us", "2024-03-06 00:00"), ("gb", "2024-06-03 00:00")]
)
def test_what_comes_first_with_strokes_is_known_by_the_region(region, wanted):
    assert read("03/06/2024", "en", region) == wanted


def test_only_english_puts_the_month_first():
    assert read("03/06/2024", "fr") == "2024-06-03 00:00"
    assert read("13/06/2023", "en", "us") == "2023-06-13 00:00"
    assert read("3/6/24", "en", "us") == "2024-03-06 00:00"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Updated 3 hours ago", "en"),
        ("By Ann Lee | Updated 3 hours ago", "en"),
        ("Last updated 3h ago", "en"),
        ("Vor 3 Stunden aktualisiert", "de"),
        ("vor 3 Std.", "de"),
        ("Mis à jour il y a 3 heures", "fr"),
        ("Actualizado hace 3 horas", "es"),
        ("Atualizado há 3 horas", "pt"),
        ("3 uur geleden", "nl"),
        ("Publicerad för 3 timmar sedan", "sv"),
        ("for 3 timer siden", "no"),
        ("3 godziny temu", "pl"),
        ("před 3 hodinami", "cs"),
        ("3 saat önce güncellendi", "tr"),
        ("Обновлено 3 часа назад", "ru"),
        ("3 години тому", "uk"),
        ("Πριν από 3 ώρες", "el"),
        ("منذ 3 ساعات", "ar"),
        ("לפני 3 שעות", "he"),
        ("3 घंटे पहले", "hi"),
        ("更新：3時間前", "ja"),
        ("发布于3小时前", "zh"),
        ("3시간 전", "ko"),
        ("3 jam yang lalu", "id"),
        ("3 giờ trước", "vi"),
    ],
)
def test_relative_stamps_count_back_from_the_fetch(line, language):
    assert read(line, language) == "2024-03-07 06:00"
    assert stamps.read(line, language, "", None) is None


def test_days_by_name():
    assert read("gestern, 18:30 Uhr", "de") == "2024-03-06 18:30"
    assert read("Published yesterday at 18:30", "en") == "2024-03-06 18:30"
    assert read("heute, 08:15", "de") == "2024-03-07 08:15"


@pytest.mark.parametrize(
    "line",
    ["3 min read", "Read in 5 minutes", "12 comments", "Chapter 2024", "May", "5", "3 hours", "1.904,1", "x" * 200],
)
def test_what_only_looks_like_a_stamp(line):
    assert read(line, "en") is None
    assert read("3 Min. Lesezeit", "de") is None


@pytest.mark.parametrize(
    "digits", ["1709712900", "1709712900000", "1709712900000000", "1709712900000000000"], ids=["s", "ms", "us", "ns"]
)
def test_unix_time(digits):
    found = stamps.written(digits)
    assert found is not None
    assert found.isoformat() == "2024-03-06T08:15:00+00:00"
    assert stamps.epoch("0000000001") is None
    assert stamps.epoch("17097129") is None


@settings(deadline=None, max_examples=60)
@given(st.text("0123456789 -/.:,年月日agohursvoMarchUpdated", max_size=60), st.sampled_from(["en", "de", "ja", ""]))
def test_no_line_raises(line, language):
    stamps.read(line, language, "", NOW)
