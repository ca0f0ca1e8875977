"""PostgreSQL, SoftHSM, the DNS hooks and the process keeper work on this machine."""
import subprocess
import sys

import pytest

from peers import wait
from peers.chancery import toml
from peers.dns_hooks import DnsHooks
from peers.process import Process, free_port, listens


def test_databases_are_fresh_and_apart(postgres):
    first, second = (postgres.create_database().rsplit("/", 1)[1] for _ in range(2))
    postgres.sql("CREATE TABLE t (x int); INSERT INTO t VALUES (7)", first)
    assert postgres.sql("SELECT x FROM t", first) == "7\n"
    with pytest.raises(RuntimeError, match='relation "t" does not exist'):
        postgres.sql("SELECT x FROM t", second)


def test_the_token_holds_no_key_until_somebody_makes_one(token):
    assert "Private Key" not in token.objects()
    token._run("pkcs11-tool", "--module", token.module, "--token-label", token.label, "--login", "--pin", token.pin,
               "--keypairgen", "--key-type", "EC:prime256v1", "--label", "made-here")
    assert "made-here" in token.objects()


class RecordingDns:
    def __init__(self):
        self.values = []

    def add_txt(self, name, value):
        if value == "refuse":
            raise ValueError("no such zone")
        self.values.append((name, value))

    def remove_txt(self, name, value):
        self.values.remove((name, value))


def test_the_hooks_put_values_into_the_dns_and_take_them_out(tmp_path):
    dns = RecordingDns()
    hooks = DnsHooks(tmp_path, dns)
    hooks.start()
    try:
        subprocess.run([hooks.lego(), "present", "_acme-challenge.example.net.", "v1"], check=True)
        env = {"CERTBOT_DOMAIN": "example.net", "CERTBOT_VALIDATION": "v2"}
        subprocess.run([hooks.certbot("present")], check=True, env=env)
        assert dns.values == [("_acme-challenge.example.net", "v1"), ("_acme-challenge.example.net", "v2")]
        subprocess.run([hooks.certbot("cleanup")], check=True, env=env)
        subprocess.run([hooks.lego(), "cleanup", "_acme-challenge.example.net.", "v1"], check=True)
        assert dns.values == []
        refused = subprocess.run([hooks.lego(), "present", "x.", "refuse"], capture_output=True)
        assert refused.returncode != 0
    finally:
        hooks.stop()


def test_a_process_is_stopped_and_its_output_kept(tmp_path):
    port = free_port()
    process = Process([sys.executable, "-u", "-m", "http.server", str(port), "--bind", "127.0.0.1"], tmp_path / "log")
    wait.until(lambda: listens(port), "the process to listen")
    assert process.stop() != 0 and not process.running()
    assert "Serving HTTP" in (tmp_path / "log").read_text()


def test_a_process_that_ignores_the_request_to_end_is_killed_and_reported(tmp_path):
    ignore = "import signal,time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); time.sleep(60)"
    process = Process([sys.executable, "-c", ignore], tmp_path / "log")
    wait.until(lambda: "up" in (tmp_path / "log").read_text(), "the process to start")
    with pytest.raises(TimeoutError, match="did not end within"):
        process.stop(seconds=0.2)
    assert not process.running()


def test_waiting_in_vain_names_what_was_awaited():
    with pytest.raises(TimeoutError, match="the moon"):
        wait.until(lambda: False, "the moon", seconds=0.05)


def test_configuration_is_written_as_toml():
    import tomllib
    tables = {"listen": {"https": "localhost:1"}, "va": {"http_port": 80, "allow_private_addresses": True,
                                                         "caa_identities": ["a.example", "b"]}}
    assert tomllib.loads(toml(tables)) == tables
