"""The Public Suffix List in use stays fresh (NT-28, NT-29): from a file that changes, and from a real web server, which
may hand out anything."""
import pathlib
import shutil

import pytest

from peers import openssl, wait
from peers.http_host import HttpHost, Reply, redirect
from peers.rest import Rest

DEBIAN = pathlib.Path("/usr/share/publicsuffix")
END = "// ===END ICANN DOMAINS===\n"


def whole(day, rules=""):
    """Debian's list as text, of that day, with more rules."""
    text = (DEBIAN / "public_suffix_list.dat").read_text()
    return f"// VERSION: {day}_08-00-00_UTC\n" + text.replace(END, rules + END)


@pytest.fixture
def mirror():
    host = HttpHost()
    host.start()
    yield host
    host.stop()


class House:
    def __init__(self, server):
        self.server = server
        self.officer = Rest(server, server.api_key("registration-officer", "officer"))
        self.auditor = Rest(server, server.api_key("internal-auditor", "auditor"))

    def issue(self, *names):
        return self.officer.post("/certificates", {"profile": "private-server",
                                                   "csr": openssl.make_csr(list(names), encoding="pem")})

    def version_in_report(self, certificate):
        return self.officer.get(f"/certificates/{certificate['id']}/lint").expect(200).json()["public_suffix_list"]

    def versions_filed(self):
        items = self.auditor.get("/audit/records", kind="application.filed").expect(200).json()["items"]
        return {one["details"]["public_suffix_list"] for one in items}

    def status(self):
        return self.auditor.get("/public-suffix-list").expect(200).json()

    def until(self, condition, what):
        def look():
            status = self.status()
            return status if condition(status) else None
        return wait.until(look, f"{what}, but it is {self.status()}", 60)

    def until_dated(self, day):
        return self.until(lambda status: status["version"].startswith(day), f"the list of {day} to be in use")

    def failures(self):
        lines = self.server.get("/metrics").body.decode().splitlines()
        found = [line for line in lines if line.startswith('chancery_public_suffix_refreshes_total{outcome="failed"}')]
        return float(found[0].split()[-1]) if found else 0


@pytest.fixture
def house(make_server, mirror):
    """A function: a server that asks the mirror every second."""
    def make(store="sqlite", **settings):
        policy = {"public_suffix_url": f"http://localhost:{mirror.port}/list.dat", "public_suffix_refresh": "1s", **settings}
        return House(make_server(store=store, config={"policy": policy}))
    return make


def test_a_fresh_list_is_used_without_a_restart_and_each_decision_names_its_own(house, mirror, store, acme):
    mirror.reply("/list.dat", Reply(whole("2026-11-01").encode()))
    chancery = house(store)
    before = chancery.until_dated("2026-11-01")
    assert before["source"] == "url" and not before["overdue"]
    first = chancery.issue("*.newly.com").expect(201).json()
    client = acme(chancery.server)
    client.new_order(["*.newly.com"]).expect(201)
    assert chancery.version_in_report(first) == before["version"]
    assert chancery.versions_filed() == {before["version"]}

    mirror.reply("/list.dat", Reply(whole("2026-11-20", "newly.com\nnewgtld\n").encode()))
    after = chancery.until_dated("2026-11-20")
    assert Rest.code(chancery.issue("*.newly.com")) == "name_wildcard_too_wide"
    assert client.new_order(["*.newly.com"]).json()["type"].endswith(":rejectedIdentifier")
    second = chancery.issue("db.newly.com").expect(201).json()
    assert chancery.version_in_report(second) == after["version"]
    assert chancery.version_in_report(first) == before["version"]
    # NT-29: what ICANN delegated is taken, what it still considers is not
    client.new_order(["www.newgtld"]).expect(201)
    assert client.new_order(["www.undecided"]).json()["type"].endswith(":rejectedIdentifier")
    assert chancery.versions_filed() == {before["version"], after["version"]}

    # and what was fetched outlives the server and its mirror
    mirror.reply("/list.dat", Reply(status=500))
    chancery.server.kill()
    chancery.server.start()
    assert chancery.status()["version"] == after["version"]
    assert Rest.code(chancery.issue("*.newly.com")) == "name_wildcard_too_wide"


def test_a_bad_list_is_never_used_and_complained_about(house, mirror):
    good = whole("2026-11-10", "newly.com\n")
    mirror.reply("/list.dat", Reply(good.encode()))
    chancery = house()
    in_use = chancery.until_dated("2026-11-10")["version"]
    bad = [
        ("cannot be loaded", Reply(whole("2026-11-20").encode()[:100_000])),  # cut
        ("holds much less", Reply(f"// VERSION: 2026-11-20\n// ===BEGIN ICANN DOMAINS===\ncom\n{END}".encode())),
        ("is older than", Reply(whole("2026-11-01").encode())),
        ("does not hand out", Reply(b"nothing here", status=404)),
        ("is longer than", Reply(b"com\n", endless=True)),
        ("does not hand out", redirect("/elsewhere.dat")),
        ("broke off", Reply(close=True)),
    ]
    mirror.reply("/elsewhere.dat", Reply(whole("2026-11-20").encode()))
    for complaint, reply in bad:
        mirror.reply("/list.dat", reply)
        status = chancery.until(lambda now, said=complaint: said in now.get("fault", ""), f"'{complaint}' to be said")
        assert status["version"] == in_use
        assert Rest.code(chancery.issue("*.newly.com")) == "name_wildcard_too_wide"
    assert chancery.failures() >= len(bad) - 1
    assert "the one in use stays" in chancery.server.log_text()
    mirror.reply("/list.dat", Reply(whole("2026-11-20").encode()))
    assert "fault" not in chancery.until_dated("2026-11-20")
    chancery.issue("*.newly.com").expect(201)


def test_a_file_that_changes_is_read_again_and_an_old_one_is_reported(make_server, tmp_path):
    file = tmp_path / "list"
    shutil.copy2(DEBIAN / "public_suffix_list.dafsa", file)  # of 2023
    policy = {"public_suffix_list": str(file), "public_suffix_refresh": "1s"}
    chancery = House(make_server(config={"policy": policy}))
    old = chancery.until(lambda status: "looked_at" in status, "the file to be looked at")
    assert old["overdue"] and old["source"] == "file"
    wait.until(lambda: "the Public Suffix List in use is old" in chancery.server.log_text(), "a warning", 30)
    chancery.issue("*.newly.com").expect(201)

    (tmp_path / "fresh").write_text(whole("2026-11-20", "newly.com\n"))
    (tmp_path / "fresh").rename(file)
    fresh = chancery.until_dated("2026-11-20")
    assert not fresh["overdue"]
    assert Rest.code(chancery.issue("*.newly.com")) == "name_wildcard_too_wide"

    file.write_text("<html>com</html>")
    assert chancery.until(lambda status: "fault" in status, "a complaint")["version"] == fresh["version"]
    chancery.server.stop()
    with pytest.raises(RuntimeError, match="policy.public_suffix_list"):
        chancery.server.start()


def test_a_list_that_anybody_could_change_on_its_way_keeps_the_server_from_starting(make_server):
    server = make_server(config={"policy": {"public_suffix_url": "http://lists.example/list.dat"}}, start=False)
    with pytest.raises(RuntimeError, match="policy.public_suffix_url"):
        server.start()
