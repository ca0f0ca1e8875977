"""The counts at the end of ./dev test: nothing that failed, crashed or was skipped may get lost."""
import json

import pytest
import results

GTEST = """<testsuites><testsuite name="Hex">
  <testcase name="Good" classname="Hex" status="run" result="completed" time="0.01"/>
  <testcase name="Bad" classname="Hex" status="run" result="completed" time="0">
    <failure message="expected 1&#x0A;got 2" type=""/></testcase>
  <testcase name="Later" classname="Hex" status="run" result="skipped" time="0">
    <skipped message="needs a token"/></testcase>
  <testcase name="Off" classname="Hex" status="notrun" result="suppressed" time="0"/>
</testsuite></testsuites>"""
PYTEST = """<testsuites><testsuite name="pytest">
  <testcase classname="tests.t" name="test_a[sqlite]" file="tests/t.py" time="1"/>
  <testcase classname="tests.t" name="test_b" file="tests/t.py" time="1"><error message="no binary">x</error></testcase>
  <testcase classname="tests.t" name="test_c" file="tests/t.py" time="1"/>
  <testcase classname="tests.t" name="test_c" file="tests/t.py" time="0"><error message="at teardown"/></testcase>
</testsuite></testsuites>"""
CTEST = """<testsuite>
  <testcase name="base" status="fail"><failure message=""/></testcase>
  <testcase name="der" status="fail"><failure message="SegFault"/></testcase>
</testsuite>"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "unit").mkdir()

    def write(**files):
        for name, text in files.items():
            place = "unit/base_test" if name == "gtest" else name
            (tmp_path / f"{place}.xml").write_text(text)
        results.collect(tmp_path)
        return {r["id"]: r for r in json.loads((tmp_path / "results.json").read_text())}

    write.path = tmp_path
    return write


def test_every_case_gets_an_id_and_an_outcome(folder):
    found = folder(gtest=GTEST, tools=PYTEST)
    assert {i: r["outcome"] for i, r in found.items()} == {
        "base/Hex.Good": "passed", "base/Hex.Bad": "failed", "base/Hex.Later": "skipped",
        "tests/t.py::test_a[sqlite]": "passed", "tests/t.py::test_b": "failed",
        "tests/t.py::test_c": "failed"}


def test_a_program_that_died_counts_once_and_one_with_failed_cases_does_not_count_again(folder):
    found = folder(gtest=GTEST, ctest=CTEST)
    assert found["der/(the program)"]["outcome"] == "failed"
    assert "base/(the program)" not in found


def test_the_last_line_is_the_plain_count_and_skips_name_their_reason(folder, capsys):
    folder(gtest=GTEST)
    assert results.report(folder.path) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == "1 passed, 1 failed, 1 skipped"
    assert "skipped: base/Hex.Later: needs a token" in lines
    assert "failed: base/Hex.Bad: expected 1" in lines


def test_no_test_at_all_is_not_success(folder):
    folder(gtest="<testsuites/>")
    assert results.report(folder.path) == 1


def test_all_green_is_success(folder):
    folder(tools=PYTEST.replace("<error message=\"no binary\">x</error>", "").replace("<error message=\"at teardown\"/>", ""))
    assert results.report(folder.path) == 0
