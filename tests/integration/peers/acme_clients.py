"""ACME clients that other people wrote: certbot and lego, as Debian ships them."""
import os
import pathlib
import subprocess

from peers.process import free_port


class ClientFailed(Exception):
    """The client ended with an error; the text is all that it printed."""


def _run(command, env=None):
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, timeout=120,
                          stdin=subprocess.DEVNULL, env={**os.environ, **(env or {})})
    if done.returncode != 0:
        raise ClientFailed(f"{' '.join(map(str, command))}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


class Certbot:
    """Keeps its account in `folder`. What is issued comes back as (chain PEM, key PEM). http01 listens on
    http_port, so that has to be the server's [va] http_port; webroot leaves files for HttpHost. `eab` is a
    key id with its MAC key, for the account's external binding."""

    def __init__(self, folder, directory_url, http_port=None, ca_file=None, eab=()):
        self.folder = pathlib.Path(folder)
        self.http_port = http_port or free_port()
        self._env = {"REQUESTS_CA_BUNDLE": str(ca_file)} if ca_file else {}
        self._eab = [part for pair in zip(["--eab-kid", "--eab-hmac-key"], eab) for part in pair]
        self._common = ["--server", directory_url, "--config-dir", self.folder / "config", "--work-dir",
                        self.folder / "work", "--logs-dir", self.folder / "logs", "--non-interactive"]
        if not ca_file:
            self._common.append("--no-verify-ssl")

    def http01(self, *names, options=()):
        return self._certonly(names, ["--standalone", "--http-01-port", self.http_port,
                                      "--http-01-address", "127.0.0.1", *options])

    def webroot(self, root, *names):
        return self._certonly(names, ["--webroot", "--webroot-path", root])

    def dns01(self, hooks, *names):
        return self._certonly(names, ["--manual", "--preferred-challenges", "dns", "--manual-auth-hook",
                                      hooks.certbot("present"), "--manual-cleanup-hook", hooks.certbot("cleanup")])

    def revoke(self, name, reason="keycompromise"):
        return self._run("revoke", "--cert-name", name, "--reason", reason, "--no-delete-after-revoke")

    def renew(self, name):
        return self._run("renew", "--cert-name", name, "--force-renewal", "--no-random-sleep-on-renew")

    def _certonly(self, names, how):
        self._run("certonly", "--agree-tos", "--register-unsafely-without-email", "--cert-name", _plain(names[0]),
                  *self._eab, *how, *[part for n in names for part in ("-d", n)])
        live = self.folder / "config" / "live" / _plain(names[0])
        return (live / "fullchain.pem").read_text(), (live / "privkey.pem").read_text()

    def _run(self, verb, *arguments):
        return _run(["certbot", verb, *self._common, *arguments], self._env)


class Lego:
    """Keeps its account in `folder`. lego insists on a trusted server, so `ca_file` is needed. `eab` as for Certbot."""

    def __init__(self, folder, directory_url, ca_file, http_port=None, key_type="ec256", eab=()):
        self.folder = pathlib.Path(folder)
        self.http_port = http_port or free_port()
        self._env = {"LEGO_CA_CERTIFICATES": str(ca_file)}
        self._common = ["lego", "--server", directory_url, "--path", self.folder, "--accept-tos", "--email",
                        "lego@example.net", "--key-type", key_type]
        if eab:
            self._common += ["--eab", "--kid", eab[0], "--hmac", eab[1]]

    def http01(self, *names):
        return self._run(names, ["--http", "--http.port", f"127.0.0.1:{self.http_port}"])

    def webroot(self, root, *names):
        return self._run(names, ["--http", "--http.webroot", str(root)])

    def dns01(self, hooks, resolver, *names):
        return self._run(names, ["--dns", "exec", "--dns.disable-cp", "--dns.resolvers", resolver],
                         {"EXEC_PATH": str(hooks.lego()), "EXEC_POLLING_INTERVAL": "1"})

    def _run(self, names, how, env=None):
        _run([*self._common, *[part for n in names for part in ("--domains", n)], *how, "run"],
             {**self._env, **(env or {})})
        base = self.folder / "certificates" / _plain(names[0]).replace("*", "_")
        return base.with_name(base.name + ".crt").read_text(), base.with_name(base.name + ".key").read_text()


def _plain(name):
    return name.replace("*", "_")
