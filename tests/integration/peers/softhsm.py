"""A PKCS#11 token: SoftHSM with its files in a folder of its own."""
import os
import pathlib
import subprocess

MODULE = "/usr/lib/softhsm/libsofthsm2.so"


class SoftHsm:
    """`env` has to be in the environment of whoever uses the token."""

    def __init__(self, folder, label="chancery", pin="471147114711"):
        self.folder = pathlib.Path(folder)
        self.label = label
        self.pin = pin
        self.module = MODULE
        self.env = {"SOFTHSM2_CONF": str(self.folder / "softhsm2.conf")}

    def create(self):
        (self.folder / "tokens").mkdir(parents=True, mode=0o700)
        (self.folder / "softhsm2.conf").write_text(
            f"directories.tokendir = {self.folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
        self._run("softhsm2-util", "--init-token", "--free", "--label", self.label, "--pin", self.pin,
                  "--so-pin", self.pin)

    def objects(self):
        """What the token holds, as pkcs11-tool prints it."""
        return self._run("pkcs11-tool", "--module", MODULE, "--token-label", self.label, "--login", "--pin",
                         self.pin, "--list-objects")

    def _run(self, *command):
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **self.env})
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.strip() or done.stdout.strip()}")
        return done.stdout
