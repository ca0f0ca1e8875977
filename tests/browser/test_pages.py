"""Every page of the console, in both themes and at both widths, and in every language."""
import fcntl
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
    """What axe found, page by page, beside what it found before; another worker may be writing the same file."""
    AXE_REPORT.parent.mkdir(parents=True, exist_ok=True)
    with AXE_REPORT.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known = json.loads(file.read() or "{}") | {described(page): page["axe"] for page in found["seen"]}
        file.truncate(0)
        file.write(json.dumps(known, indent=1, sort_keys=True) + "\n")


@pytest.mark.parametrize("part", ["staff", "control", "own"])
def test_every_page_can_be_read_and_used_by_all(console, furnished, part):
    cookie = {"cookie": furnished.applicant.cookie} if part == "own" else {}
    found = console.run("pages", pages=getattr(furnished, f"{part}_pages"), looks=LOOKS, axe=True, prefix="", language="en",
                        outside=part == "staff", **cookie)
    report(found)
    assert_usable(found)


@pytest.mark.parametrize("language, refused", [("ko", "비밀번호가 틀렸거나"), ("zh", "密码错误")])
def test_other_languages_fit_as_well(console, furnished, language, refused):
    wishes = {"looks": [["light", 360], ["dark", 1440]], "axe": False, "prefix": f"{language}-", "language": language}
    found = console.run("pages", pages=furnished.staff_pages | furnished.control_pages, outside=True, **wishes)
    assert_usable(found)
    assert "sign_in_refused" in found["refusal"] and refused in found["refusal"]
    assert_usable(console.run("pages", pages=furnished.own_pages, outside=False, cookie=furnished.applicant.cookie, **wishes))
