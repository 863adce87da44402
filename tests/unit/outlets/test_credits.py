"""A credit is known by its form: where it stands and what stands around it, never by an agency's name alone."""

import pytest

from service.cleaning.article import Cleaned, Cleaner
from service.outlets.credits import reader
from service.outlets.families import families
from service.records import RawArticle
from service.settings import Settings

READER = reader(families())
BODY = [
    "The council voted on Monday to close the old bridge over the Marrow.",
    "Engineers had found cracks in two of its piers, the town said.",
    "Buses will cross the river at Hallow Ford until the spring.",
]


def origin(*lines, **known):
    return READER.origin("\n".join(lines), **known)


WHOLE = {
    "dateline": [
        ["HALLOW (Reuters) - The council voted on Monday.", *BODY],
        ["HALLOW, March 3 (Reuters) - The council voted on Monday.", *BODY],
        ["HALLOW, Me. (AP) — The council voted on Monday.", *BODY],
        ["(AFP) - The council voted on Monday.", *BODY],
        ["Hallow (dpa) - Der Rat hat am Montag die Brücke gesperrt.", *BODY],
        ["Hallow (dpa/lby) - Der Rat hat am Montag die Brücke gesperrt.", *BODY],
        ["Hallow/Marrow (dpa/AFP) – Der Rat hat am Montag die Brücke gesperrt.", *BODY],
        ["Hallow (AFP) – Le conseil a fermé le pont lundi.", *BODY],
        ["Hallow, 3 mar (EFE).- El consejo cerró el puente el lunes.", *BODY],
        ["(ANSA) - HALLOW, 03 MAR - Il consiglio ha chiuso il ponte.", *BODY],
        ["HALLOW (Reuters) - O conselho fechou a ponte na segunda-feira.", *BODY],
        ["ХЭЛЛОУ, 3 марта. /ТАСС/. Совет закрыл мост в понедельник.", *BODY],
        ["ХЭЛЛОУ, 3 мар - РИА Новости. Совет закрыл мост в понедельник.", *BODY],
        ["【ハロー共同】市議会は月曜日に橋の閉鎖を決めた。", *BODY],
        ["[ハロー 3日 ロイター] - 市議会は月曜日に橋の閉鎖を決めた。", *BODY],
        ["新华社哈洛3月3日电 市议会周一决定关闭大桥。", *BODY],
        ["(할로=연합뉴스) 시의회는 월요일 다리를 폐쇄하기로 했다.", *BODY],
        ["NEW HALLOW: (PTI) - The council voted on Monday.", *BODY],
        ["HALLOW, March 3, 2025 /PRNewswire/ -- The council voted on Monday.", *BODY],
        ["Hallow/AFP – Der Rat hat am Montag die Brücke gesperrt.", *BODY],
    ],
    "byline": [
        ["By Reuters", *BODY],
        ["By The Associated Press", *BODY],
        ["By JANE DOE, Associated Press", *BODY],
        ["Associated Press", *BODY],
        ["Von dpa", *BODY],
        ["Reuters Staff", *BODY],
        ["AFP", *BODY],
    ],
    "tail": [
        [*BODY, "(Reuters)"],
        [*BODY, "— AFP"],
        [*BODY, "Source: Reuters"],
        [*BODY, "Quelle: dpa"],
        [*BODY, "Quelle: hallow.example, jug/dpa"],
        [*BODY, "dpa/AFP"],
        [*BODY, "Fonte: ANSA"],
        [*BODY, "Источник: ТАСС"],
        [*BODY[:2], "Buses will cross the river at Hallow Ford until the spring. (PTI)"],
        [*BODY[:2], "Buses will cross the river at Hallow Ford until the spring. – AFP"],
        [*BODY, "© 2025 Reuters. All rights reserved."],
        [*BODY, "Copyright 2025 The Associated Press. All rights reserved."],
        [*BODY, "© dpa-infocom, dpa:250303-99-12345/2"],
        [*BODY, "(Reporting by Jane Doe in Hallow; Editing by Richard Roe)"],
        [*BODY, "This story was originally published by the Associated Press."],
    ],
}
PART = [
    [*BODY, "The Associated Press contributed to this report."],
    [*BODY, "Reuters contributed to this story."],
    [*BODY, "Jane Doe of the Courier and The Associated Press contributed to this report."],
    [*BODY, "The Associated Press contributed to"],
    [*BODY, "Contributing: The Associated Press"],
    [*BODY, "Contributing: KXYZ-TV, The Associated Press"],
    [*BODY, "This report contains material from the Associated Press."],
    [*BODY, "Additional reporting by Reuters."],
    [*BODY, "With reporting by AFP"],
    [*BODY, "Mit Material von dpa"],
    [*BODY, "(mit dpa)"],
    [*BODY, "Avec AFP"],
    [*BODY, "Con información de EFE"],
    [*BODY, "Com informações da Reuters"],
    [*BODY, "(With AFP inputs)"],
    ["By Jane Doe and Reuters", *BODY],
    ["Von Max Muster und dpa", *BODY],
]
NONE = [
    BODY,
    ["Reuters cut 50 jobs in Hallow on Monday, the agency said.", *BODY],
    ["The Associated Press named a new editor on Monday.", *BODY],
    ["HALLOW (Courier) - The council voted on Monday.", *BODY],
    ["The mayor told Reuters on Monday that the bridge was safe.", *BODY],
    [*BODY, "“We were not asked,” the mayor told The Associated Press."],
    [*BODY, "The bridge was safe in March, Reuters reported."],
    [*BODY, "The agency Reuters contributed to the fund with $2 million."],
    [*BODY, "The chairman of dpa contributed to this festival for years."],
    ["The old bridge (Jane Doe/Reuters)", *BODY],
    ["The old bridge at dusk. REUTERS/Jane Doe", *BODY],
    ["Photo: AFP", *BODY],
    ["Jane Doe/AFP/Getty Images", *BODY],
    ["Foto: dpa", *BODY],
    [*BODY, "(Reuters photo: Jane Doe)"],
    [*BODY, "Bild: Max Muster/dpa"],
    [*BODY, "Nach Angaben der dpa wird die Brücke im Mai geöffnet."],
    ["The PA system (PA) at the old station failed again.", *BODY],
    [*BODY, "The Courier contributed to this report."],
]


@pytest.mark.parametrize(("basis", "lines"), [(basis, lines) for basis, all_ in WHOLE.items() for lines in all_])
def test_a_text_that_is_an_agencys_is_known_by_where_it_says_so(basis, lines):
    found = origin(*lines)
    assert found is not None
    assert (found.share, found.basis) == ("whole", basis)
    assert any(found.evidence[:20] in line for line in lines)


@pytest.mark.parametrize("lines", PART)
def test_own_reporting_with_an_agencys_help_is_told_apart(lines):
    found = origin(*lines)
    assert found is not None
    assert found.share == "part"


@pytest.mark.parametrize("lines", NONE)
def test_an_agency_that_an_article_or_a_picture_names_is_no_credit(lines):
    assert origin(*lines) is None


def test_all_agencies_of_a_credit_are_told():
    assert origin(*BODY, "dpa/AFP").agencies == ("afp", "dpa")
    assert origin(*BODY, "Reuters and The Associated Press contributed to this report.").agencies == ("ap", "reuters")


@pytest.mark.parametrize(
    ("byline", "share"),
    [("Reuters Staff", "whole"), ("Agence France-Presse", "whole"), ("Jane Doe, Associated Press", "whole"),
     ("Jane Doe and Associated Press", "part"), ("Max Muster, mit dpa", "part")],
)  # fmt: skip
def test_the_author_that_a_page_names(byline, share):
    found = origin(*BODY, byline=byline)
    assert found is not None
    assert (found.share, found.basis) == (share, "byline")


def test_an_author_whose_name_is_like_an_agency():
    assert origin(*BODY, byline="Ansa Virtanen") is None
    assert origin(*BODY, byline="Efe Yilmaz") is None


def test_what_the_page_and_the_producer_say():
    assert origin(*BODY, organizations=["Reuters"]).basis == "page"
    assert origin(*BODY, organizations=["The Hallow Courier"]) is None
    assert origin(*BODY, given="AFP").agencies == ("afp",)
    assert origin(*BODY, given="Hallow Press Pool").agencies == ("hallow press pool",)


@pytest.mark.parametrize("text", ["", "\n\n", "Reuters", "(Reuters) -", "—" * 500, "(" * 400 + "AP" + ")" * 400])
def test_odd_texts_are_read(text):
    origin(text)


def test_a_page_that_names_its_source_in_its_data():
    cleaner = Cleaner(Settings())
    source = '{"@type": "NewsArticle", "headline": "Bridge", "sourceOrganization": {"name": "Reuters"}}'
    page = f"<html><head><script type='application/ld+json'>{source}</script></head><body><article>"
    page += "".join(f"<p>{line} {line}</p>" for line in BODY) + "</article></body></html>"
    raw = RawArticle(url="https://www.hallow-courier.example/a", html=page, published_at="2026-03-05")
    cleaned = cleaner.clean(raw, None)
    assert isinstance(cleaned, Cleaned)
    assert cleaned.article.origin is not None
    assert (cleaned.article.family, cleaned.article.origin.agencies) == ("hallow-courier.example", ("reuters",))
    assert cleaned.article.origin.basis == "page"


def test_an_agency_speaks_for_itself_whomever_it_credits():
    cleaner = Cleaner(Settings())
    raw = RawArticle(id="a", outlet="AFP", text="\n".join([*BODY, "(Reuters)"]), published_at="2026-03-05")
    cleaned = cleaner.clean(raw, None)
    assert isinstance(cleaned, Cleaned)
    assert cleaned.article.origin is None
