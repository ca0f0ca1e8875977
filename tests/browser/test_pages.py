"""Every page of the console, in both themes and at both widths, and in every language."""
import json
import pathlib

import pytest

from furnished import furnish

LOOKS = [[theme, width] for theme in ("light", "dark") for width in (1440, 360)]
AXE_REPORT = pathlib.Path(__file__).resolve().parents[2] / "build/reports/axe.json"


@pytest.fixture(scope="module")
def furnished(server, dns, console, tmp_path_factory):
    return furnish(server, dns, console.administrator, tmp_path_factory.mktemp("furnished"))


def described(page):
    return f"{page['name']}, {page['theme']}, {page['width']}"


def assert_usable(found):
    assert found["faults"] == []
    assert {described(page): page["axe"] for page in found["seen"] if page["axe"]} == {}
    assert {described(page): page["sideways"] for page in found["seen"] if page["sideways"] > 0} == {}


def report(found):
    """What axe found, page by page, beside what it found before in this run."""
    AXE_REPORT.parent.mkdir(parents=True, exist_ok=True)
    known = json.loads(AXE_REPORT.read_text()) if AXE_REPORT.exists() else {}
    known |= {described(page): page["axe"] for page in found["seen"]}
    AXE_REPORT.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n")


@pytest.mark.parametrize("who", ["staff", "applicant"])
def test_every_page_can_be_read_and_used_by_all(console, furnished, who):
    staff = who == "staff"
    found = console.run("pages", pages=furnished.staff_pages if staff else furnished.own_pages, looks=LOOKS, axe=True, prefix="",
                        language="en", outside=staff, **({} if staff else {"cookie": furnished.applicant.cookie}))
    report(found)
    assert_usable(found)


@pytest.mark.parametrize("language", ["ko", "zh"])
def test_other_languages_fit_as_well(console, furnished, language):
    wishes = {"looks": [["light", 360], ["dark", 1440]], "axe": False, "prefix": f"{language}-", "language": language}
    for pages, more in ((furnished.staff_pages, {"outside": True}), (furnished.own_pages, {"outside": False, "cookie": furnished.applicant.cookie})):
        assert_usable(console.run("pages", pages=pages, **wishes, **more))
