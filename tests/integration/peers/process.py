"""Child processes: loopback ports, a log file each, and an orderly end."""
import os
import pwd
import signal
import socket
import subprocess

_handed_out = set()


def free_port():
    """A TCP port on 127.0.0.1 that nobody listens on and that was not handed out before."""
    while True:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        if port not in _handed_out:
            _handed_out.add(port)
            return port


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


class Process:
    """A started program whose output goes to `log` (appended, so that a restart keeps the history)."""

    def __init__(self, command, log, env=None, cwd=None):
        self.command = [str(part) for part in command]
        self.log = log
        with open(log, "ab") as out:
            self._child = subprocess.Popen(
                self.command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})}, cwd=cwd, start_new_session=True)

    @property
    def pid(self):
        return self._child.pid

    def running(self):
        return self._child.poll() is None

    def stop(self, seconds=10.0):
        """Asks it to end and returns its exit status; one that does not end in time is killed and
        TimeoutError raised."""
        if self.running():
            self._child.send_signal(signal.SIGTERM)
        try:
            return self._child.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise TimeoutError(f"{self.command[0]} did not end within {seconds:g} s") from None

    def kill(self):
        """As a power cut would: no chance to say goodbye."""
        if self.running():
            self._child.kill()
        self._child.wait()


def unprivileged(user):
    """A prefix for commands that refuse to run as root; nothing when we are not root."""
    if os.getuid() != 0:
        return []
    pwd.getpwnam(user)
    return ["runuser", "-u", user, "--"]
