"""The code that makes keys in the browser, run by Node and judged by OpenSSL and keytool."""
import subprocess
import xml.etree.ElementTree as ET

import pytest

from console import SITE, node


def test_keys_requests_and_containers_are_what_openssl_reads(tmp_path):
    report = tmp_path / "keys.xml"
    done = subprocess.run([node(), "--test", "--test-reporter=junit", f"--test-reporter-destination={report}",
                           "src/keys/keys_test.ts"], cwd=SITE, capture_output=True, text=True, timeout=120)
    cases = list(ET.parse(report).getroot().iter("testcase"))
    assert done.returncode == 0 and len(cases) > 8, report.read_text()[-4000:]
    assert all(case.find("skipped") is None or "keytool" in case.get("name") + str(case.find("skipped").attrib)
               or "Java" in case.get("name") for case in cases)


@pytest.mark.parametrize("module", ["bytes", "pem", "der", "key-pair", "csr", "sealed-key", "pkcs12", "jks"])
def test_no_package_of_others_sees_a_private_key(module):
    imports = [line for line in (SITE / f"src/keys/{module}.ts").read_text().splitlines() if line.startswith("import")]
    assert all('from "./' in line for line in imports), imports
