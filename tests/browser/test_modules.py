"""The console's own modules that need no browser, run by Node; keys are judged by OpenSSL and keytool."""
import pathlib
import re
import subprocess
import xml.etree.ElementTree as ET

import pytest

from console import SITE, node


@pytest.mark.parametrize("file, least", [("keys/keys_test.ts", 9), ("pages/apply/domain_test.ts", 2), ("pages/audit/merkle_test.ts", 2),
                                         ("x509/decode_test.ts", 4), ("pages/profiles/changes_test.ts", 2), ("pages/organizations/subject_test.ts", 4),
                                         ("pages/issuers/lineage_test.ts", 3), ("pages/organizations/places_test.ts", 2)])
def test_modules_without_a_browser(tmp_path, file, least):
    report = tmp_path / "report.xml"
    done = subprocess.run([node(), "--test", "--test-reporter=junit", f"--test-reporter-destination={report}",
                           f"src/{file}"], cwd=SITE, capture_output=True, text=True, timeout=120)
    cases = list(ET.parse(report).getroot().iter("testcase"))
    assert done.returncode == 0, report.read_text()[-4000:]
    ran = [case for case in cases if case.find("skipped") is None]
    assert len(ran) >= least
    assert all("Java" in case.get("name") for case in cases if case not in ran), "only keytool may be missing"


@pytest.mark.parametrize("module", ["bytes", "pem", "der", "key-pair", "csr", "sealed-key", "pkcs12", "jks", "private-key", "certificate"])
def test_no_package_of_others_sees_a_private_key(module):
    imports = [line for line in (SITE / f"src/keys/{module}.ts").read_text().splitlines() if line.startswith("import")]
    assert all('from "./' in line for line in imports), imports


def test_refusals_that_are_translated_exist_and_are_said_in_each_language():
    source = pathlib.Path(__file__).resolve().parents[2] / "src"
    codes = {code for header in source.glob("*/*.h") for code in re.findall(r'ErrorKind k\w+\s*\{\s*"(\w+)"', header.read_text())}
    korean, chinese = ({code for code in re.findall(r"^  (\w+):", (SITE / f"src/i18n/{language}/problems.ts").read_text(), re.M)}
                       for language in ("ko", "zh"))
    assert korean == chinese
    assert korean - codes == set(), "nobody refuses with these any more"
