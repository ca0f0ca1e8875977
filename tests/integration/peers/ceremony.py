"""People who hold a ceremony: each with a medium of their own, and a script that names them."""
import json

ROOT = 'name = "lab-root"\nsubject = "CN=Lab Root,O=Lab,C=KR"'
SUB = 'name = "lab-1"\nparent = "lab-root"\nsubject = "CN=Lab CA 1,O=Lab,C=KR"'
HOLDERS = 'threshold = 3\nholders = ["ann", "bob", "cho", "dan"]'


def step(act, more="", commander="ann"):
    return f'[[step]]\nact = "{act}"\ncommanded_by = "{commander}"\n{more}\n'


class People:
    """Each has a medium (a folder) with a credential, and a passphrase in a file elsewhere."""

    def __init__(self, folder, server):
        self.folder, self.server, self.keys = folder, server, {}
        for person in ("ann", "bob", "cho", "dan", "wil"):
            medium = folder / "media" / person
            medium.mkdir(parents=True)
            self.passphrase(person).touch(0o600)
            self.passphrase(person).write_text(f"the own words of {person}\n")
            made = server.cli("ceremony", "credential", medium, "--passphrase", self.passphrase(person), "--json")
            self.keys[person] = json.loads(made.stdout)["key"]

    def passphrase(self, person):
        return self.folder / f"{person}.words"

    def script(self, name, *steps):
        def table(kind, person, role):
            return f'[[{kind}]]\nid = "{person}"\nname = "{person.title()} Kim"\nrole = "{role}"\nkey = "{self.keys[person]}"\n'

        text = f'title = "{name}"\n' + "".join(table("person", p, "ca-administrator") for p in ("ann", "bob", "cho", "dan"))
        path = self.folder / f"{name}.toml"
        path.write_text(text + table("witness", "wil", "internal-auditor") + "".join(steps))
        return path

    def hold(self, script, who, server=None, check=True, report=None):
        words = ["ceremony", "run", script, "--json"]
        for person in (*who.split(), "wil"):
            words += ["--person", f"{person}={self.folder / 'media' / person}",
                      "--passphrase", f"{person}={self.passphrase(person)}"]
        if report:
            words += ["--report", report]
        return (server or self.server).cli(*words, check=check)

    def refused(self, script, who, server=None, status=1):
        done = self.hold(script, who, server, check=False)
        assert done.returncode == status if status else done.returncode, done.stdout
        return json.loads(done.stderr)["error"]
