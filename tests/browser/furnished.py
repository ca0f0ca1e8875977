"""An installation in which something has happened: what the pages are looked at with."""
import dataclasses
import itertools

from peers import openssl, wait
from peers.console import invite, newcomer
from peers.openssl import make_csr
from peers.rest import Rest

LIKE_MARKUP = "<b>Shop</b> & <script>alert(1)</script>"
_numbers = itertools.count(1)


def foreign_certificate(folder, name="mail.example.org", days=40):
    """A certificate of somebody else's: its files, and what is in them."""
    key, file = folder / f"{name}.key.pem", folder / f"{name}.pem"
    openssl.run("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", file,
                "-days", str(days), "-subj", f"/O=Elsewhere/CN={name}", "-addext", f"subjectAltName=DNS:{name}")
    return key, file


class Applicant:
    """Somebody of an enterprise who applies, as far as that needs no browser."""

    def __init__(self, server, dns, enterprise):
        self.person, self.dns = newcomer(server, "applicant", enterprise), dns
        self.cookie = self.person.cookie
        self.get, self.post = self.person.get, self.person.post

    def file(self, name, domains, **more):
        body = {"family": "cloud-basic", "name": name, "domains": domains, "agreement_version": self.get("/agreement").json()["version"],
                "csr": make_csr(domains, common_name=domains[0], encoding="pem"), **more}
        return self.post("/applications", body).expect(201).json()

    def issued(self, name, domains, **more):
        """The application once its certificate is there."""
        filed = self.file(name, domains, **more)
        for domain in filed["domains"]:
            self.dns.add_txt(domain["record"]["name"], domain["record"]["value"])

        def look():
            self.post(f"/applications/{filed['id']}/check").expect(200, 409)
            shown = self.get(f"/applications/{filed['id']}").json()
            return shown if shown["status"] == "Normal" else None
        return wait.until(look, f"{name} to be issued", 60)


def organization(applicant, name, **more):
    """Filed by somebody of an enterprise, and pending."""
    body = {"name": name, "country": "KR", "state_or_province": "Seoul", "locality": "Jung-gu", "registration_number": "110111-7654321",
            "representative": {"name": "Lee Seo-yeon", "title": "CTO", "email": "seoyeon@example.net", "phone": "+82 2 555 0142"}, **more}
    return applicant.post("/organizations", body).expect(201).json()


VERDICTS = {"identity": ("government-agency", "Internet Registry Office, Supreme Court of Korea", "110111-7654321"),
            "address": ("tax-document", "Business registration, National Tax Service", "123-45-67890"),
            "representative": ("organization-office", "Personnel office", "Confirmed by H. Lee on 22 November"),
            "contact": ("phone-call", "Company register", "+82 2 555 0100")}


def judge(specialist, filed, **failed):
    """All four checks, with those that failed and why; approved when none did."""
    for check, (kind, name, reference) in VERDICTS.items():
        verdict = {"verdict": "failed", "comment": failed[check]} if check in failed else {"verdict": "passed"}
        specialist.post(f"/organizations/{filed['id']}/verdicts",
                        {"check": check, "source": {"kind": kind, "name": name, "reference": reference}, **verdict}).expect(200)
    if not failed:
        specialist.post(f"/organizations/{filed['id']}/approval", {}).expect(200)
    return filed


@dataclasses.dataclass
class Furnished:
    applicant: Applicant
    staff_pages: dict
    control_pages: dict
    own_pages: dict


def furnish(server, dns, administrator, folder):
    officer = Rest(server, server.api_key("registration-officer", "pages"))
    for names in (["git.corp.internal", "code.corp.internal"], ["*.staging.corp.internal"], ["vault.corp.internal"]):
        made = officer.post("/certificates", {"profile": "private-server", "csr": make_csr(names, encoding="pem")}).expect(201).json()
    officer.post(f"/certificates/{made['id']}/revoke", {"reason": "superseded"}).expect(200)
    applicant = Applicant(server, dns, LIKE_MARKUP)
    issued = applicant.issued("front door of the shop", ["www.example.net", "shop.example.net"])
    waiting = applicant.file("mail & calendar", ["mail.example.net", "*.calendar.example.net"])
    over = applicant.file("no longer wanted", ["old.example.net"])
    applicant.post(f"/applications/{over['id']}/cancel").expect(200)
    applicant.post("/domains", {"domain": "example.net"}).expect(201)
    applicant.post("/drafts", {"name": "for next week", "kind": "cloud-basic", "content": {"name": "for next week", "domains": ["next.example.net"]}}).expect(201)
    applicant.post("/views", {"page": "certificates", "name": "ends this month", "query": "within=30"}).expect(201)
    specialist = newcomer(server, "validation-specialist")
    renewed = judge(specialist, organization(applicant, "Shop & Sons, Ltd"))
    applicant.post(f"/organizations/{renewed['id']}/renewal").expect(200)
    looked_into = judge(specialist, organization(applicant, "Shop Logistics GmbH", country="DE", state_or_province="Hamburg", locality="Hamburg"),
                        address="The register gives another street.\nAsked for a utility bill.")
    _, pem = foreign_certificate(folder)
    imported = applicant.post("/certificates/import", {"certificate_pem": pem.read_text()}).expect(201).json()
    certificate = issued["certificate_id"]
    applicant.person.send("PUT", "/placements/lb-1:443", {"certificate_id": certificate, "hosts_key": True}).expect(200)
    applicant.person.send("PATCH", f"/certificates/{certificate}", {"note": "Two load balancers, rack 4.\nAsk Jin before a change.", "auto_renew": True}).expect(200)
    name, _ = invite(server, "registration-officer", name="jin.park")
    administrator.post("/api-keys", {"name": "deployment pipeline", "role": "registration-officer", "scopes": ["issue-certificates", "read-certificates"]}).expect(201)
    person = administrator.get("/users", search=name).json()["items"][0]
    enterprise = next(each for each in administrator.get("/enterprises").json()["items"] if each["name"] == LIKE_MARKUP)
    return Furnished(applicant, {
        "overview": "/", "applications": "/applications", "apply": "/apply", "certificates": "/certificates",
        "certificate-revoked": f"/certificates/{made['id']}", "imported-empty": "/imported", "validations": "/validations", "organizations": "/organizations", "missing": "/nowhere",
    }, {
        "issuers": "/issuers", "issuer": f"/issuers/{made['issuer_id']}", "profiles": "/profiles", "profile": "/profiles/tls-dv",
        "profile-later": "/profiles/tls-dv?at=2029-03-15", "ceremonies": "/ceremonies", "audit": "/audit", "api-keys": "/api-keys",
        "people": "/people", "person": f"/people/{person['id']}", "enterprises": "/enterprises", "enterprise": f"/enterprises/{enterprise['id']}",
        "settings": "/settings",
    }, {
        "own-overview": "/", "own-applications": "/applications", "own-apply": "/apply", "own-apply-basic": "/apply/cloud-basic",
        "own-apply-advanced": "/apply/advanced-dv", "own-application-waiting": f"/applications/{waiting['id']}",
        "own-application-issued": f"/applications/{issued['id']}", "own-application-over": f"/applications/{over['id']}",
        "own-certificates": "/certificates?within=30", "own-certificate": f"/certificates/{certificate}", "own-imported": "/imported",
        "own-imported-one": f"/imported/{imported['id']}", "own-validations": "/validations", "own-domains": "/domains",
        "own-organizations": "/organizations", "own-organization": f"/organizations/{looked_into['id']}",
    })
