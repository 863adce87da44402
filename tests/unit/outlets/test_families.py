"""Families: spellings, domains and editions of one publisher are one; what nobody knows is a family of its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import UsageError
from service.outlets.families import families, plain

KNOWN = families()


@pytest.mark.parametrize(
    ("family", "outlets"),
    [
        ("bbc", ["BBC", "bbc news", "BBC World Service", "bbc.co.uk", "www.bbc.com", "news.bbc.co.uk", "BBC Türkçe"]),
        ("new-york-times", ["The New York Times", "nytimes.com", "New York Times News", "NEW YORK TIMES"]),
        ("swmh", ["Süddeutsche Zeitung", "Suddeutsche Zeitung", "sueddeutsche.de", "SZ"]),
        ("reuters", ["Reuters", "reuters.com", "uk.reuters.com", "Reuters UK"]),
        ("yomiuri", ["読売新聞", "yomiuri.co.jp"]),
    ],
)
def test_names_domains_and_editions_of_one_publisher(family, outlets):
    assert {KNOWN.of(outlet).id for outlet in outlets} == {family}


def test_the_domain_decides_where_the_name_says_nothing():
    assert KNOWN.of("World desk", "https://www.bbc.co.uk/news/1").id == "bbc"
    assert KNOWN.of("unknown", "https://edition.cnn.com/x").id == "cnn"


def test_an_outlet_that_no_row_names_is_a_family_of_its_own():
    assert KNOWN.of("hallow-courier.example").id == "hallow-courier.example"
    assert KNOWN.of("Hallow Courier", "https://www.hallow-courier.example/a").id == "hallow-courier.example"
    assert KNOWN.of("The Hallow Courier").id == KNOWN.of("hallow courier").id == "hallow courier"
    assert KNOWN.of("a.blogspot.com").id != KNOWN.of("b.blogspot.com").id


def test_a_site_that_shows_what_others_publish_says_nothing_about_who_wrote():
    assert KNOWN.of("Hallow Courier", "https://news.google.com/articles/1").id == "hallow courier"
    assert KNOWN.of("Reuters", "https://www.msn.com/1").id == "reuters"


def test_no_name_and_no_domain_stands_in_two_families():
    domains = [domain for row in KNOWN.rows.values() for domain in row.domains]
    names = [plain(name) for row in KNOWN.rows.values() for name in row.names]
    assert len(domains) == len(set(domains))
    per_family = [(family, plain(name)) for family, row in KNOWN.rows.items() for name in row.names]
    assert len(set(names)) == len(set(per_family))
    assert all(row.source in ("brand", "group") for row in KNOWN.rows.values())
    assert all(domain.isascii() and domain == domain.lower() and "." in domain for domain in domains)


def test_an_operators_rows_add_to_families_and_make_new_ones(tmp_path):
    file = tmp_path / "outlets.toml"
    file.write_text(
        '[bbc]\nfrom = "own"\ndomains = ["hallow.example"]\n[marrow]\nfrom = "own"\nnames = ["Marrow Post"]\n'
    )
    extended = families(str(file))
    assert extended.of("hallow.example").id == "bbc"
    assert extended.of("marrow post").id == "marrow"
    assert extended.of("BBC News").id == "bbc"


@pytest.mark.parametrize("content", ["[bbc]", "[bbc]\nfrom = 1", "bbc = 3", "[", '[bbc]\nfrom = "x"\nowner = "y"'])
def test_a_file_that_is_no_table_of_families_is_refused(tmp_path, content):
    file = tmp_path / "outlets.toml"
    file.write_text(content)
    with pytest.raises(UsageError, match=r"outlets\.toml"):
        families(str(file))
    with pytest.raises(UsageError, match="missing"):
        families(str(tmp_path / "missing.toml"))


@given(st.text(max_size=60), st.none() | st.text(max_size=60))
def test_any_outlet_has_a_family(outlet, url):
    assert KNOWN.of(outlet, url).id
