"""Every package that the project leads to has one exact version, so that an installation can be repeated."""

from scripts.constraints import needed, pinned


def test_every_package_is_pinned():
    assert sorted(needed().keys() - pinned().keys()) == []


def test_what_is_installed_is_what_is_pinned():
    pins = pinned()
    assert {name: version for name, version in needed().items() if pins.get(name) != version} == {}
