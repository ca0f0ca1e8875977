"""The conformance checker: a claim that no test stands behind must not pass."""
import json

import check
import pytest


def result(test_id, outcome="passed"):
    return {"id": test_id, "outcome": outcome, "reason": "because", "seconds": 0}


def faults(claims, *results):
    return list(check.faults_of({"NC-5": "a full name"}, claims, results))


def test_a_claim_whose_tests_ran_has_no_fault():
    assert faults({"NC-5": ["policy/Names.Full", "tests/t.py::test_full"]},
                  result("policy/Names.Full"), result("tests/t.py::test_full")) == []


def test_a_plain_name_stands_for_all_parameters_and_one_skipped_is_a_fault():
    ran = [result("tests/t.py::test_full[sqlite]"), result("policy/All/Names.Full/0"),
           result("store/Both/Rows.Stay/sqlite")]
    claim = {"NC-5": ["tests/t.py::test_full", "policy/All/Names.Full", "store/Both/Rows.Stay"]}
    assert faults(claim, *ran) == []
    assert faults(claim, *ran, result("tests/t.py::test_full[postgresql]", "skipped")) == [
        "NC-5: 'tests/t.py::test_full[postgresql]' was skipped (because)"]


def test_a_test_that_does_not_exist_is_a_fault():
    assert faults({"NC-5": ["policy/Names.Ful"]}, result("policy/Names.Full")) == [
        "NC-5: the test 'policy/Names.Ful' does not exist or did not run"]


def test_a_requirement_that_does_not_exist_or_has_no_test_is_a_fault():
    assert faults({"NC-500": ["a/B.C"], "NC-5": []}, result("a/B.C")) == [
        "NC-500: no such requirement", "NC-5: claimed without a test"]


def test_the_verdict_becomes_one_test_of_the_run(tmp_path, monkeypatch, capsys):
    (tmp_path / "requirements.txt").write_text("# list\nNC-5 a full name\nNC-6 a bare domain\n")
    (tmp_path / "matrix.toml").write_text('[claims]\n"NC-5" = ["a/B.C"]\n')
    (tmp_path / "results.json").write_text(json.dumps([result("a/B.C")]))
    monkeypatch.setattr(check, "HERE", tmp_path)
    check.main(["--results", str(tmp_path / "results.json")])
    added = json.loads((tmp_path / "results.json").read_text())[-1]
    assert (added["id"], added["outcome"]) == ("conformance/matrix", "passed")
    assert "1 of 2 requirements are claimed" in capsys.readouterr().out
    check.main(["--open"])
    assert capsys.readouterr().out == "NC-6     a bare domain\n"


def test_the_same_requirement_twice_is_refused(tmp_path):
    path = tmp_path / "requirements.txt"
    path.write_text("NC-5 a\nNC-5 b\n")
    with pytest.raises(SystemExit):
        check.read_requirements(path)
