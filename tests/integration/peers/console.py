"""A person in a browser, as far as HTTP goes: keeps its cookie, sends the CSRF token, has a code generator."""
import base64
import hashlib
import hmac
import itertools
import json
import struct
import time
import urllib.parse

from peers.acme import Http

PASSWORD = "correct horse battery staple"
STEP = 30
_numbers = itertools.count(1)


def totp(secret, step):
    """RFC 6238 with SHA-1 and six digits; `secret` in base 32."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    tag = hmac.digest(key, struct.pack(">Q", step), hashlib.sha1)
    at = tag[-1] & 15
    return f"{(struct.unpack('>I', tag[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


class Console:
    """Speaks to a server. Paths are those below /api/v1."""

    def __init__(self, server):
        self._base = server.base_url + "/api/v1"
        self._http = Http()
        self.cookie = None
        self.session = None
        self.secret = None
        self._spent = 0

    # --- requests ---

    def send(self, method, path, body=None, **headers):
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            sent.setdefault("Cookie", f"__Host-chancery-session={self.cookie}")
        if self.session and method != "GET":
            sent.setdefault("X-Chancery-Csrf", self.session["csrf"])
        data = None
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = self._http.request(method, self._base + path, data, sent)
        for field in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = field.split(";")[0].split("=", 1)[1] or None
        if answer.status == 200 and answer.headers.get_content_type() == "application/json" and "csrf" in answer.json():
            self.session = answer.json()
        return answer

    def get(self, path, **query):
        return self.send("GET", path + (f"?{urllib.parse.urlencode(query)}" if query else ""))

    def post(self, path, body=None, **headers):
        return self.send("POST", path, body, **headers)

    # --- steps ---

    def accept(self, link, password=PASSWORD):
        """The page behind an invitation."""
        return self.post("/invitations/accept", {"token": link.split("#")[1], "password": password})

    def sign_in(self, name, password=PASSWORD):
        return self.post("/session", {"name": name, "password": password})

    def enrol(self):
        """Sets a code generator up."""
        self.secret = self.post("/me/totp").expect(200).json()["secret"]
        self.post("/me/totp/confirm", {"code": self.code()}).expect(204)
        self.get("/session").expect(200)
        return self

    def code(self):
        """One that was not used yet: waits for a later step when there is none."""
        while (step := max(int(time.time()) // STEP - 1, self._spent + 1)) > int(time.time()) // STEP + 1:
            time.sleep(0.2)  # the steps are the clock's, not ours
        self._spent = step
        return totp(self.secret, step)

    def second_factor(self):
        return self.post("/session/second-factor", {"totp_code": self.code()})

    @property
    def state(self):
        return self.session["state"]


def invite(server, role, enterprise=None, name=None):
    """Makes a person by the command line: its name and the link."""
    name = name or f"{role}-{next(_numbers)}"
    made = json.loads(server.cli("user", "create", name, "--email", f"{name}@example.net", "--role", role, "--json",
                                 *(["--enterprise", enterprise] if enterprise else [])).stdout)
    return name, made["invitation_url"]


def newcomer(server, role, enterprise=None):
    """A person with an open session, whose second factor was set up just now."""
    name, link = invite(server, role, enterprise)
    console = Console(server)
    console.accept(link).expect(200)
    console.name = name
    return console.enrol()
