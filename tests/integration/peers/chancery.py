"""The program under test: started, stopped, killed, restarted; its configuration, log and command line."""
import json
import os
import pathlib
import re
import subprocess

from peers import wait
from peers.acme import Http
from peers.openssl import fetch_root
from peers.openssl import run as openssl
from peers.openssl import split_chain
from peers.process import Process, free_port

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Lines that no run may leave in its log, whatever else happened.
_BROKEN = re.compile(r"ERROR: (Address|Leak|Thread|UndefinedBehavior)Sanitizer|runtime error:|"
                     r"WARNING: ThreadSanitizer|terminate called|Assertion .* failed|"
                     r"\bfatal\b|free\(\)|corrupted|Segmentation fault", re.I)


def binary():
    """The path of the program. Raises FileNotFoundError, saying what to do, when it is not there."""
    path = pathlib.Path(os.environ.get("CHANCERY_BINARY", ROOT / "build/release/chancery"))
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing: run ./dev build (or set CHANCERY_BINARY)")
    return path


def toml(tables):
    """A TOML file of tables whose values are text, numbers, booleans, or lists of these."""
    lines = []
    for table, values in tables.items():
        lines.append(f"[{table}]")
        # JSON writes these values as TOML does.
        lines += [f"{key} = {json.dumps(value)}" for key, value in values.items()]
    return "\n".join(lines) + "\n"


class Server:
    """One data folder and the program that serves it. `config` is merged over listen ports of its own."""

    def __init__(self, folder, config=None, env=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.https_port, self.http_port = free_port(), free_port()
        self.config = {"listen": {"https": f"localhost:{self.https_port}", "http": f"localhost:{self.http_port}"}}
        for table, values in (config or {}).items():
            self.config.setdefault(table, {}).update(values)
        self.env = env or {}
        self._process = None
        self._http = Http()
        self.folder.mkdir(parents=True, exist_ok=True)
        self.write_config()

    # --- where it is ---

    @property
    def base_url(self):
        return f"https://localhost:{self.https_port}"

    @property
    def public_url(self):
        return f"http://localhost:{self.http_port}"

    @property
    def directory_url(self):
        return self.base_url + "/acme/directory"

    @property
    def config_file(self):
        return self.folder / "chancery.toml"

    def write_config(self):
        """Again after a change of `config`; read at the next start."""
        self.config_file.write_text(toml(self.config))

    # --- its life ---

    def start(self, seconds=30.0):
        """Returns when /readyz says yes. Raises with the log when the program ends before."""
        self._process = Process([binary(), "serve", "--data", self.data, "--config", self.config_file],
                                self.log, env=self.env)

        def ready():
            if not self._process.running():
                raise RuntimeError(f"chancery ended while starting:\n{self.log_text()[-4000:]}")
            return self.is_ready()

        try:
            wait.until(ready, f"chancery to be ready; its log ends with:\n{self.log_text()[-2000:]}", seconds)
        except BaseException:
            self.kill()
            raise
        return self

    def is_ready(self):
        try:
            return self._http.request("GET", self.base_url + "/readyz").status == 200
        except OSError:
            return False

    def running(self):
        return self._process is not None and self._process.running()

    @property
    def pid(self):
        return self._process.pid

    def stop(self):
        """Asks it to end; it has to, with status 0, and with nothing broken in its log."""
        if self._process is None:
            return
        status = self._process.stop()
        self._process = None
        self.assert_log_is_clean()
        assert status == 0, f"chancery ended with status {status}:\n{self.log_text()[-4000:]}"

    def kill(self):
        """kill -9."""
        self._process.kill()
        self._process = None

    def restart(self):
        self.stop()
        return self.start()

    # --- what it says ---

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def assert_log_is_clean(self):
        bad = [line for line in self.log_text().splitlines() if _BROKEN.search(line)]
        assert not bad, "the log shows that something broke:\n" + "\n".join(bad[:20])

    def get(self, url, **headers):
        """A GET of a URL, or of a path on the API's listener."""
        return self._http.request("GET", url if "://" in url else self.base_url + url, headers=headers)

    def cli(self, *arguments, check=True):
        """`chancery ARGUMENTS --data ... --config ...`; the finished process, with text output."""
        done = subprocess.run([binary(), *map(str, arguments), "--data", self.data, "--config", self.config_file],
                              capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL,
                              env={**os.environ, **self.env})
        if check and done.returncode != 0:
            raise AssertionError(f"chancery {' '.join(map(str, arguments))}: status {done.returncode}\n"
                                 f"{done.stdout}{done.stderr}")
        return done

    def api_key(self, role, name):
        return self.cli("api-key", "create", "--role", role, "--name", name).stdout.split()[-1]

    def ca_file(self):
        """A file with the issuers that the HTTPS listener sends and the root above them, for clients that want
        a trusted server. Trust on first use, which is all that a test on loopback needs."""
        path = self.folder / "https-issuers.pem"
        shown = openssl("s_client", "-connect", f"localhost:{self.https_port}", "-servername", "localhost",
                        "-showcerts", data=b"")
        chain = split_chain(shown)
        issuers = [*chain[1:], fetch_root("\n".join(chain))]
        path.write_text("".join(i.rstrip("\n") + "\n" for i in issuers))
        return path
