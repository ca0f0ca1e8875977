"""What the measures share: the machine's limits, a server process and its CPU time, wrk, nginx."""
import contextlib
import json
import os
import pathlib
import re
import socket
import ssl
import subprocess
import sys
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
TICKS = os.sysconf("SC_CLK_TCK")


def log(text):
    print(text, file=sys.stderr, flush=True)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Limits:
    """Microseconds of one core per operation, by `openssl speed`."""

    def __init__(self, figures):
        self.figures = figures
        self.p256 = figures["p256_sign_us"] + figures["p256_verify_us"]
        self.rsa2048 = figures["rsa2048_sign_us"] + figures["p256_verify_us"]
        self.acme = 8 * figures["p256_verify_us"] + figures["p256_sign_us"]

    @staticmethod
    def measure():
        log("measuring the limits (openssl speed) ...")
        answer = subprocess.run(["/usr/bin/openssl", "speed", "-mr", "-seconds", "3", "ecdsap256", "rsa2048"],
                                capture_output=True, text=True, check=True).stdout
        figures = {}
        for line in answer.splitlines():
            part = line.split(":")
            # +F2 (RSA) and +F4 (ECDSA): index, bits, signatures per second, verifications per second
            if part[0] in ("+F2", "+F4"):
                name = "rsa2048" if part[0] == "+F2" else "p256"
                figures[f"{name}_sign_us"] = 1e6 / float(part[3])
                figures[f"{name}_verify_us"] = 1e6 / float(part[4])
        return Limits(figures)

    def as_dict(self):
        return {name: round(value, 3) for name, value in self.figures.items()}


def insecure_context():
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Server:
    """`chancery serve` over its own data directory."""

    def __init__(self, binary, data, extra=""):
        self.binary, self.data = str(binary), pathlib.Path(data)
        self.https, self.http = free_port(), free_port()
        self.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.config = self.data / "bench.toml"
        self.config.write_text(
            f'[listen]\nhttps = "127.0.0.1:{self.https}"\nhttp = "127.0.0.1:{self.http}"\n'
            f'[public]\nbase_url = "http://127.0.0.1:{self.http}"\n'
            f'[log]\nlevel = "warning"\n{extra}')
        self.process = None
        self.ready_ms = 0.0

    @property
    def base_url(self):
        return f"https://127.0.0.1:{self.https}"

    def cli(self, *words):
        answer = subprocess.run([self.binary, *words, "--data", str(self.data), "--config", str(self.config), "--json"],
                                capture_output=True, text=True)
        if answer.returncode != 0:
            raise RuntimeError(f"chancery {' '.join(words)}: {answer.stderr}")
        return json.loads(answer.stdout) if answer.stdout.strip() else {}

    def __enter__(self):
        self.cli("init")
        self.start()
        return self

    def start(self):
        with open(self.data / "server.log", "ab") as output:
            begin = time.monotonic()
            self.process = subprocess.Popen(
                [self.binary, "serve", "--data", str(self.data), "--config", str(self.config)], stdout=output, stderr=output)
        while True:
            with contextlib.suppress(OSError):
                if urllib.request.urlopen(f"http://127.0.0.1:{self.http}/readyz", timeout=1).status == 200:
                    break
            if self.process.poll() is not None or time.monotonic() - begin > 60:
                raise RuntimeError(f"the server did not become ready; see {self.data}/server.log")
            time.sleep(0.002)
        self.ready_ms = (time.monotonic() - begin) * 1000

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_mb(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024

    def wait_for_statuses(self):
        """Until every status is in memory: work of the start, and not of what is measured afterwards."""
        unchecked = ssl._create_unverified_context()
        end = time.monotonic() + 60
        while time.monotonic() < end:
            with urllib.request.urlopen(f"https://127.0.0.1:{self.https}/metrics", context=unchecked) as answer:
                if b"\nchancery_ocsp_statuses_filled 1" in answer.read():
                    return
            time.sleep(0.2)
        raise RuntimeError("the statuses were not read into memory within a minute")

    def api_key(self, role="ca-administrator"):
        return self.cli("api-key", "create", "--role", role, "--name", "bench")["key"]


class Load:
    """The RESULT line of the wrk scripts."""

    def __init__(self, text):
        match = re.search(r"RESULT (.*)", text)
        if not match:
            raise RuntimeError(f"wrk gave no result:\n{text}")
        values = dict(item.split("=") for item in match.group(1).split())
        self.requests = int(values["requests"])
        self.failed = int(values["errors"]) + int(values["bad"])
        self.seconds, self.p50_ms, self.p99_ms = (float(values[k]) for k in ("seconds", "p50", "p99"))
        self.per_second = self.requests / self.seconds


def wrk(url, script, words, connections=32, seconds=10):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency"]
    if script:
        command += ["-s", str(HERE / script)]
    answer = subprocess.run([*command, url, *(["--", *map(str, words)] if words else [])],
                            capture_output=True, text=True)
    return Load(answer.stdout + answer.stderr)


@contextlib.contextmanager
def nginx_500_bytes(work):
    """nginx with a 500-byte static file, tuned as its manual says, two workers."""
    work.mkdir(parents=True, exist_ok=True)
    port = free_port()
    (work / "html").mkdir(exist_ok=True)
    (work / "html" / "file").write_bytes(b"x" * 500)
    (work / "nginx.conf").write_text(f"""
daemon off; worker_processes 2; pid {work}/nginx.pid; error_log {work}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; open_file_cache max=10;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{ listen 127.0.0.1:{port} reuseport; root {work}/html; }} }}""")
    os.chmod(work, 0o755)
    process = subprocess.Popen(["/usr/sbin/nginx", "-c", str(work / "nginx.conf"), "-p", str(work)], stderr=subprocess.DEVNULL)
    try:
        for _ in range(500):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}/file"
    finally:
        process.terminate()
        process.wait(10)
