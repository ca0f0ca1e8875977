"""Ceremonies: three people, from an empty folder to an issuing CA on a token; refused with two."""
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest

from peers import openssl
from peers.ceremony import HOLDERS, ROOT, SUB, People, step
from peers.chancery import binary
from peers.rest import Rest
from peers.softhsm import SoftHsm


def states(done):
    return [one["state"] for one in json.loads(done.stdout)["steps"]]


@pytest.fixture
def hsm(tmp_path):
    """A module with a blank token: nobody has made it theirs."""
    token = SoftHsm(tmp_path / "softhsm", label="ceremony")
    (token.folder / "tokens").mkdir(parents=True, mode=0o700)
    (token.folder / "softhsm2.conf").write_text(
        f"directories.tokendir = {token.folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    return token


@pytest.fixture
def vault(make_server, hsm, tmp_path):
    keys = {"backend": "pkcs11", "module": hsm.module, "token": hsm.label, "activation_file": str(tmp_path / "activation")}
    return make_server(config={"keys": keys}, env=hsm.env, start=False)


@pytest.fixture
def desk(make_server, tmp_path):
    """Software keys that several people hold."""
    return make_server(config={"keys": {"activation_file": str(tmp_path / "activation")}}, start=False)


def test_three_people_go_from_an_empty_folder_to_an_issuing_ca_on_a_token_and_two_do_not(vault, hsm, tmp_path, fresh_name):
    people = People(tmp_path, vault)
    script = people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT),
                           step("create-subordinate", SUB), step("activate", commander="bob"))
    error = people.refused(script, "ann bob")
    assert error["code"] == "ceremony_people_missing"
    assert "cho" in error["message"] and "needed: 3" in error["message"], error
    assert not list((vault.data).rglob("*.db")), "nothing was made"

    report = tmp_path / "report.jsonl"
    done = people.hold(script, "ann bob cho dan", report=report)
    assert states(done) == ["done"] * 4
    shown = vault.cli("ceremony", "verify", report, "--script", script).stdout
    assert shown.startswith("intact") and "signed by ann, bob, cho, dan, wil" in shown
    assert "the own words" not in report.read_text() and "PRIVATE" not in report.read_text()

    # The token is sound, and holds both keys.
    doctor = json.loads(vault.cli("hsm", "doctor", "--json").stdout)
    assert doctor["healthy"] and len(doctor["keys"]) >= 2
    assert all(key["never_extractable"] and key["sensitive"] and key["made_here"] for key in doctor["keys"])
    figures = json.loads(vault.cli("hsm", "bench", "--key", "p256", "--sessions", "1", "2", "--milliseconds", "100", "--json").stdout)
    assert [row["sessions"] for row in figures["items"]] == [1, 2] and all(r["per_second"] > 10 for r in figures["items"])
    assert len(json.loads(vault.cli("hsm", "doctor", "--json").stdout)["keys"]) == len(doctor["keys"]), "the bench cleans up"

    # Activated, it issues; openssl and certtool agree.
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    chain = vault.cli("issue", "--csr", csr, "--chain", "--issuer", "lab-1").stdout
    root = next(s["outcome"]["certificate_pem"] for s in json.loads(done.stdout)["steps"] if s["act"] == "create-root")
    assert "OK" in openssl.Verifier(tmp_path / "verify", chain, root).verify()

    # Deactivated by two, nobody opens the keys; activating takes three.
    people.hold(people.script("night", step("deactivate")), "ann bob")
    done = vault.cli("issue", "--csr", csr, "--issuer", "lab-1", "--json", check=False)
    assert json.loads(done.stderr)["error"]["code"] == "keys_not_activated"
    morning = people.script("morning", step("activate"))
    assert people.refused(morning, "ann bob")["code"] == "ceremony_people_missing"
    people.hold(morning, "dan ann cho")
    vault.cli("issue", "--csr", csr, "--issuer", "lab-1")
    assert people.refused(morning, "dan ann cho")["code"] == "ceremony_closed"
    audit = vault.cli("audit", "show", "--limit", "1000").stdout
    for kind in ("keys.activation_created", "keys.activated", "keys.deactivated", "issuer.root_created", "ceremony.closed"):
        assert kind in audit, kind


def blocks_of_the_manual():
    """The indented blocks of docs/ceremony.md, by their first word."""
    manual = (pathlib.Path(__file__).parents[2] / "docs" / "ceremony.md").read_text()
    found, block = {}, []
    for line in [*manual.splitlines(), "end"]:
        if line.startswith("    ") or (not line and block):
            block.append(line[4:])
        elif block:
            text = "\n".join(block).strip()
            found.setdefault(" ".join(text.split()[:3]), text)
            block = []
    return found


def test_the_words_of_the_manual_lead_to_an_issuing_ca_and_with_two_people_to_nothing(make_server, hsm, tmp_path, fresh_name):
    manual = blocks_of_the_manual()
    server = make_server(env=hsm.env, start=False)
    people = People(tmp_path, server)
    settings = manual["[keys] backend ="].replace("root-ca", hsm.label).replace("/run/chancery", str(tmp_path))
    (tmp_path / "chancery.toml").write_text(settings.replace("/usr/lib/softhsm/libsofthsm2.so", hsm.module))
    script = manual['title = "Root']
    table = script[script.index("[[person]]"):script.index("# ...")]
    everybody = "".join(table.replace("ann", person).replace("Ann", person.title()) for person in ("ann", "bob", "cho", "dan"))
    script = everybody.join((script[:script.index("[[person]]")], script[script.index("[[witness]]"):]))
    for person in ("ann", "bob", "cho", "dan", "wil"):
        head, tail = script.split(f'id = "{person}"')
        script = head + f'id = "{person}"' + tail.replace("MCowBQYDK2VwAyEA...", people.keys[person], 1)
    (tmp_path / "founding.toml").write_text(script)

    def say(command, *more):
        words = command.replace("\\\n", " ").replace("/media/", f"{tmp_path}/media/").replace("/srv/offline", str(server.data)).split()
        assert words[0] == "chancery"
        return subprocess.run([binary(), *words[1:], *more], cwd=tmp_path, env={**os.environ, **hsm.env}, capture_output=True, text=True)

    run = manual["chancery ceremony run"]
    passphrases = [word for p in ("ann", "bob", "cho", "dan", "wil") for word in ("--passphrase", f"{p}={people.passphrase(p)}")]
    two = re.sub(r"--person (cho|dan)=\S+", "", run)
    assert say(two, *passphrases, "--json").returncode == 1
    assert not list(server.data.rglob("*.db")), "nothing was made"
    done = say(run, *passphrases)
    assert done.returncode == 0, done.stderr
    report = tmp_path / "media" / "wil" / "founding.jsonl"
    shutil.copy(report, tmp_path / "founding.jsonl")
    show, verify = manual["chancery ceremony show"].splitlines()
    assert "lab-root" in say(show, "--json").stdout
    assert say(verify).stdout.startswith("intact")
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    issued = say(f"chancery issue --csr {csr} --chain --issuer lab-1 --config chancery.toml --data /srv/offline")
    assert issued.stdout.startswith("-----BEGIN CERTIFICATE"), issued.stderr


def test_a_share_or_credential_of_somebody_else_opens_nothing(desk, tmp_path):
    people = People(tmp_path, desk)
    script = people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT))
    people.hold(script, "ann bob cho dan")
    cho = people.passphrase("cho").read_text()
    people.passphrase("cho").write_text("a guess that is long enough\n")
    second = people.script("second", step("activate"))
    assert people.refused(second, "ann bob cho")["code"] == "ceremony_credential_unusable"
    people.passphrase("cho").write_text(cho)
    media = tmp_path / "media"
    share = (media / "cho" / "activation.share").read_text()
    (media / "cho" / "activation.share").write_text((media / "dan" / "activation.share").read_text())
    assert people.refused(second, "ann bob cho")["code"] == "share_sealed", "Dan's share in Cho's hand"
    (media / "cho" / "activation.share").write_text(share)
    (media / "bob" / "credential.pem").write_text((media / "dan" / "credential.pem").read_text())
    assert people.refused(second, "ann bob cho")["code"] == "ceremony_credential_unusable"


def test_an_air_gapped_root_signs_with_two_and_a_direct_command(desk, make_server, tmp_path, fresh_name):
    people = People(tmp_path, desk)
    people.hold(people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("activate")),
                "ann bob cho dan")
    online = make_server(start=False)
    online.cli("hierarchy", "request", "--name", "front-1", "--subject", "CN=Front CA 1,O=Lab,C=KR", "--out", tmp_path / "front.csr")
    signing = people.script("signing", step("certify", 'issuer = "lab-root"\ncsr = "front.csr"\nout = "front.pem"', "bob"),
                            step("publish-crl", 'issuer = "lab-root"\nout = "root.crl"', "bob"))
    error = people.refused(signing, "bob")
    assert error["code"] == "ceremony_people_missing" and "needed: 2" in error["message"]
    assert people.refused(signing, "ann cho")["code"] == "ceremony_people_missing", "without Bob's command"
    done = json.loads(people.hold(signing, "bob cho").stdout)
    csr = done["steps"][0]["outcome"]["in"]
    assert openssl.run("dgst", "-sha256", "-r", tmp_path / "front.csr").split()[0] == csr["sha256"]
    online.cli("hierarchy", "accept", "--name", "front-1", "--certificate", tmp_path / "front.pem")
    request = tmp_path / "leaf.csr"
    request.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    chain = online.cli("issue", "--csr", request, "--chain", "--issuer", "front-1").stdout
    root = openssl.split_chain((tmp_path / "front.pem").read_text())[1]
    assert "OK" in openssl.Verifier(tmp_path / "verify", chain, root).verify()
    (tmp_path / "root.pem").write_text(root)
    assert "verify OK" in openssl.run("crl", "-inform", "DER", "-in", tmp_path / "root.crl", "-CAfile", tmp_path / "root.pem", "-noout")


def test_a_key_is_recovered_by_three_into_an_empty_folder(desk, make_server, tmp_path, fresh_name):
    people = People(tmp_path, desk)
    founding = people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("create-subordinate", SUB),
                             step("back-up-key", 'issuer = "lab-root"\nout = "root.backup"'),
                             step("back-up-key", 'issuer = "lab-1"\nout = "sub.backup"'))
    made = json.loads(people.hold(founding, "ann bob cho dan").stdout)
    assert "PRIVATE" not in (tmp_path / "root.backup").read_text()
    fresh = make_server(config={"keys": {"activation_file": str(tmp_path / "activation-2")}}, start=False)
    recovery = people.script("recovery", step("recover-key", 'backup = "root.backup"', "bob"),
                             step("recover-key", 'backup = "sub.backup"', "bob"), step("activate", commander="bob"))
    assert people.refused(recovery, "ann bob", fresh)["code"] == "ceremony_people_missing"
    again = json.loads(people.hold(recovery, "bob cho dan", fresh).stdout)
    assert again["steps"][0]["outcome"]["spki_sha256"] == made["steps"][1]["outcome"]["spki_sha256"]
    request = tmp_path / "leaf.csr"
    request.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    chain = fresh.cli("issue", "--csr", request, "--chain", "--issuer", "lab-1").stdout
    root = made["steps"][1]["outcome"]["certificate_pem"]
    assert "OK" in openssl.Verifier(tmp_path / "verify", chain, root).verify()
    crl = next((fresh.data / "crl").glob("lab-root.0.*.crl"))
    assert int(crl.name.split(".")[2]) > 1_700_000_000, "above every number that was published before"
    changed = (tmp_path / "root.backup").read_text().replace('"key":"chancery key 1\\nlabel: l', '"key":"chancery key 1\\nlabel: m')
    (tmp_path / "root.backup").write_text(changed)
    third = make_server(config={"keys": {"activation_file": str(tmp_path / "activation-3")}}, start=False)
    assert people.refused(recovery, "bob cho dan", third, status=70)["code"] == "key_damaged"


def test_a_key_is_destroyed_before_witnesses_after_its_ca_has_ended(desk, tmp_path):
    people = People(tmp_path, desk)
    people.hold(people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("create-subordinate", SUB)),
                "ann bob cho dan")
    too_early = people.script("too-early", step("destroy-key", 'issuer = "lab-1"'))
    assert people.refused(too_early, "ann bob cho")["code"] == "issuer_still_active"
    ending = people.script("ending", step("terminate", 'issuer = "lab-1"'), step("destroy-key", 'issuer = "lab-1"'))
    assert people.refused(ending, "ann bob")["code"] == "ceremony_people_missing"
    done = json.loads(people.hold(ending, "ann bob cho").stdout)
    assert done["steps"][1]["outcome"]["destroyed_at"] and done["unsigned_by"] == []
    assert next(p for p in done["people"] if p["id"] == "wil")["signed"]
    assert not list((desk.data / "keys").glob("lab-1-*")) and list((desk.data / "keys").glob("lab-root-*"))


@pytest.mark.parametrize("place", ["vault", "desk"])
def test_who_leaves_keeps_a_share_of_nothing(place, request, tmp_path, fresh_name):
    server = request.getfixturevalue(place)
    people = People(tmp_path, server)
    three = 'threshold = 3\nholders = ["ann", "bob", "cho"]'
    people.hold(people.script("founding", step("create-activation", three), step("create-root", ROOT), step("create-subordinate", SUB),
                              step("activate")), "ann bob cho")
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    server.cli("issue", "--csr", csr, "--issuer", "lab-1")
    old = {person: (tmp_path / "media" / person / "activation.share").read_text() for person in ("ann", "bob", "cho")}
    activated = (tmp_path / "activation").read_text()
    # Cho leaves, Dan comes.
    handing_over = people.script("handing-over", step("renew-activation", 'threshold = 3\nholders = ["ann", "bob", "dan"]'))
    assert people.refused(handing_over, "ann bob")["code"] == "ceremony_people_missing"
    done = json.loads(people.hold(handing_over, "ann bob cho dan").stdout)
    assert [s["holder"] for s in done["steps"][0]["outcome"]["shares"]] == ["ann", "bob", "dan"]
    assert not (tmp_path / "media" / "cho" / "activation.share").exists(), "Cho was here"
    assert not list((tmp_path / "media").glob("*/*.new"))
    server.cli("issue", "--csr", csr, "--issuer", "lab-1")  # activated keys stay so
    people.hold(people.script("night", step("deactivate")), "ann bob")
    people.hold(people.script("morning", step("activate")), "ann bob dan")
    server.cli("issue", "--csr", csr, "--issuer", "lab-1")
    # The old shares, copied before, and the old file of activated keys.
    people.hold(people.script("evening", step("deactivate")), "ann bob")
    for person, share in old.items():
        (tmp_path / "media" / person / "activation.share").write_text(share)
    assert people.refused(people.script("thieves", step("create-root", ROOT.replace("lab-root", "bad-root"))), "ann bob cho",
                          status=None)["code"] in ("token_pin_refused", "master_key_wrong")
    (tmp_path / "activation").touch(0o600)
    (tmp_path / "activation").write_text(activated)
    refused = server.cli("issue", "--csr", csr, "--issuer", "lab-1", "--json", check=False)
    assert json.loads(refused.stderr)["error"]["code"] in ("token_pin_refused", "master_key_wrong")


def test_two_cross_certify_and_three_change_a_root(desk, make_server, tmp_path):
    people = People(tmp_path, desk)
    people.hold(people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("activate")),
                "ann bob cho dan")
    other = make_server(start=False)
    made = json.loads(other.cli("hierarchy", "create-root", "--name", "other", "--subject", "CN=Other Root,O=Else,C=KR", "--json").stdout)
    (tmp_path / "other.pem").write_text(made["certificate_pem"])
    cross = people.script("cross", step("cross-certify", 'issuer = "lab-root"\ncertificate = "other.pem"\nout = "cross.pem"\ndays = 365'))
    assert people.refused(cross, "ann")["code"] == "ceremony_people_missing"
    people.hold(cross, "ann bob")
    other.cli("hierarchy", "cross-accept", tmp_path / "cross.pem")
    change = people.script("change", step("change-key", 'of = "lab-root"\nname = "lab-root-2"\nsubject = "CN=Lab Root 2,O=Lab,C=KR"'))
    assert people.refused(change, "ann bob")["code"] == "ceremony_people_missing"
    people.hold(change, "ann bob cho")
    issuers = {i["name"]: i for i in json.loads(desk.cli("hierarchy", "list", "--json").stdout)["items"]}
    assert (issuers["lab-root"]["state"], issuers["lab-root-2"]["state"]) == ("retired", "enabled")
    assert issuers["lab-root-2"]["succeeds_id"] == issuers["lab-root"]["id"]


ALONE = [
    ["create-root", "--name", "r", "--hierarchy", "tls", "--subject", "CN=R,O=Lab,C=KR"],
    ["create-root", "--name", "r", "--hierarchy", "smime", "--subject", "CN=R,O=Lab,C=KR"],
    ["create-subordinate", "--name", "s", "--parent", "tls-root", "--subject", "CN=S,O=Lab,C=KR"],
    ["request", "--name", "s", "--hierarchy", "tls", "--subject", "CN=S,O=Lab,C=KR"],
    ["change-key", "tls-root", "--name", "r", "--subject", "CN=R,O=Lab,C=KR"],
    ["cross-request", "tls-root"],
    ["terminate", "tls-sub"],
    ["destroy-key", "tls-sub"],
]


def test_one_person_makes_no_hierarchy_of_public_trust(make_server):
    server = make_server()
    server.stop()
    for words in ALONE:
        done = server.cli("hierarchy", *words, "--json", check=False)
        assert json.loads(done.stderr)["error"]["code"] == "ceremony_required", words
    server.cli("hierarchy", "create-root", "--name", "lab", "--subject", "CN=Lab,O=Lab,C=KR")


def test_who_waives_the_ceremony_is_on_record_and_who_demands_it_gets_nothing_else(make_server, desk, tmp_path):
    server = make_server(config={"ceremony": {"required": "never"}}, start=False)
    server.cli("hierarchy", *ALONE[0][:-1], "CN=R,O=Lab,C=KR", "--key", "p384")
    assert "ceremony.waived" in server.cli("audit", "show", "--limit", "100").stdout
    strict = make_server(config={"ceremony": {"required": "always"}}, start=False)
    done = strict.cli("hierarchy", "create-root", "--name", "lab", "--subject", "CN=Lab,O=Lab,C=KR", "--json", check=False)
    assert json.loads(done.stderr)["error"]["code"] == "ceremony_required"
    # Where several people hold the keys, a first start makes no hierarchy, and nobody alone does.
    people = People(tmp_path, desk)
    people.hold(people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("create-subordinate", SUB),
                              step("activate")), "ann bob cho dan")
    desk.start()
    desk.stop()
    assert "made no hierarchy, for that takes a ceremony" in desk.log_text() and "made a development" not in desk.log_text()
    assert sorted(i["name"] for i in json.loads(desk.cli("hierarchy", "list", "--json").stdout)["items"]) == ["lab-1", "lab-root"]
    done = desk.cli("hierarchy", "create-subordinate", "--name", "lab-2", "--parent", "lab-root", "--subject", "CN=Lab CA 2,O=Lab,C=KR",
                    "--json", check=False)
    assert json.loads(done.stderr)["error"]["code"] == "ceremony_required"


def test_the_api_tells_who_still_has_to_act(desk, tmp_path):
    people = People(tmp_path, desk)
    people.hold(people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("create-subordinate", SUB),
                              step("activate")), "ann bob cho dan")
    stuck = people.script("stuck", step("create-subordinate", SUB.replace("lab-root", "no-root").replace("lab-1", "lab-2")))
    assert people.refused(stuck, "ann bob cho")["code"] == "issuer_not_found"
    desk.start()
    auditor = Rest(desk, desk.api_key("internal-auditor", "auditor"))
    open_one, closed = auditor.get("/ceremonies").expect(200).json()["items"]
    assert (closed["title"], closed["state"], closed["waiting_for"]) == ("founding", "closed", [])
    assert {p["id"] for p in closed["people"] if p["signed"]} == {"ann", "bob", "cho", "dan", "wil"}
    assert (open_one["title"], open_one["state"], open_one["next_step"]) == ("stuck", "open", 1)
    assert open_one["waiting_for"] == ["ann", "bob", "cho", "dan"]
    assert (open_one["steps"][0]["state"], open_one["steps"][0]["people_needed"]) == ("failed", 3)
    assert auditor.get(f"/ceremonies/{open_one['id']}").expect(200).json() == open_one
    assert auditor.get("/ceremonies/0123456789abcdef").status == 404
    assert auditor.get("/ceremonies/..%2Fserver").status in (400, 404)
    officer = Rest(desk, desk.api_key("registration-officer", "officer"))
    assert officer.get("/ceremonies").status == 403


def test_a_ceremony_that_was_killed_goes_on_where_it_stopped(vault, hsm, tmp_path):
    """Killed at every line of its transcript: each time the same command ends it, and no CA is made twice."""
    people = People(tmp_path, vault)
    script = people.script("founding", step("create-activation", HOLDERS), step("create-root", ROOT), step("create-subordinate", SUB))
    environment = {**os.environ, **hsm.env}
    words = [binary(), "ceremony", "run", script, "--json", "--data", vault.data, "--config", vault.config_file]
    for person in ("ann", "bob", "cho", "dan", "wil"):
        words += ["--person", f"{person}={tmp_path / 'media' / person}", "--passphrase", f"{person}={people.passphrase(person)}"]
    for lines in range(1, 9):
        process = subprocess.Popen(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and seen_lines(vault) < lines:
            pass
        process.kill()
        process.wait()
    done = subprocess.run(words, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        assert json.loads(done.stderr)["error"]["code"] == "ceremony_closed", done.stderr
    held = json.loads(vault.cli("ceremony", "list", "--json").stdout)["items"]
    assert [s["state"] for s in held[0]["steps"]] == ["done"] * 3 and held[0]["unsigned_by"] == []
    people.hold(people.script("second", step("activate")), "ann bob cho")
    issuers = json.loads(vault.cli("hierarchy", "list", "--json").stdout)["items"]
    assert sorted(i["name"] for i in issuers) == ["lab-1", "lab-root"]


def test_a_renewal_that_was_killed_goes_on_and_no_key_is_lost(vault, hsm, tmp_path, fresh_name):
    people = People(tmp_path, vault)
    three = 'threshold = 3\nholders = ["ann", "bob", "cho"]'
    people.hold(people.script("founding", step("create-activation", three), step("create-root", ROOT), step("create-subordinate", SUB)),
                "ann bob cho")
    renewal = people.script("renewal", step("renew-activation", 'threshold = 3\nholders = ["ann", "bob", "dan"]'))
    share = tmp_path / "media" / "ann" / "activation.share"
    aside = share.with_suffix(".share.old")
    words = [binary(), "ceremony", "run", renewal, "--data", vault.data, "--config", vault.config_file]
    for person in ("ann", "bob", "cho", "dan", "wil"):
        words += ["--person", f"{person}={tmp_path / 'media' / person}", "--passphrase", f"{person}={people.passphrase(person)}"]

    def dealt(count):
        return len(list((tmp_path / "media").glob("*/activation.share.new"))) >= count

    # Never in the middle of C_SetPIN: SoftHSM does not write its file atomically.
    for moment in (lambda: dealt(1), lambda: dealt(2), (vault.data / "keys" / "kept.secret").exists, lambda: aside.exists()):
        process = subprocess.Popen(words, env={**os.environ, **hsm.env}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while process.poll() is None and not moment():
            pass
        process.kill()
        process.wait()
    done = people.hold(renewal, "ann bob cho dan", check=False)
    assert done.returncode == 0 or json.loads(done.stderr)["error"]["code"] == "ceremony_closed", done.stderr
    assert not list((tmp_path / "media").glob("*/*.new")) + list((tmp_path / "media").glob("*/*.old"))
    people.hold(people.script("morning", step("activate")), "ann bob dan")
    csr = tmp_path / "request.pem"
    csr.write_text(openssl.make_csr([fresh_name()], encoding="pem"))
    vault.cli("issue", "--csr", csr, "--issuer", "lab-1")


def seen_lines(vault):
    files = list((vault.data / "ceremonies").glob("*.jsonl"))
    return files[0].read_bytes().count(b"\n") if files else 0
