"""SoftHSM behind a module that can die in the middle of a signature (dying_token.c)."""
import pathlib
import subprocess

from peers.softhsm import MODULE, SoftHsm


class DyingToken(SoftHsm):
    """`behave` says how: "ok", "die", "lose", "lie", "kill", "full" or "crowd"."""

    def create(self):
        super().create()
        source = pathlib.Path(__file__).with_name("dying_token.c")
        self.module = str(self.folder / "dying_token.so")
        includes = subprocess.run(["pkgconf", "--cflags", "p11-kit-1"], capture_output=True, text=True, check=True).stdout
        subprocess.run(["cc", "-O1", "-Wall", "-shared", "-fPIC", *includes.split(), "-o", self.module, source], check=True)
        self.env |= {"DYING_TOKEN_MODULE": MODULE, "DYING_TOKEN_CONTROL": str(self.folder / "control"),
                     "DYING_TOKEN_LOG": str(self.folder / "signed")}
        self.behave("ok")

    def behave(self, how):
        fresh = self.folder / "control.new"
        fresh.write_text(how)
        fresh.rename(self.folder / "control")

    def signed(self, label):
        """What was given to keys whose label begins so, each as hexadecimal."""
        lines = (self.folder / "signed").read_text().split("\n") if (self.folder / "signed").exists() else []
        return [line.split(" ")[1] for line in lines if line.startswith(label)]
