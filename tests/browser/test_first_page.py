"""What a first visit costs, and what it loads."""
import gzip
import ssl
import urllib.request

BUDGET = 250_000


def sent(url):
    """The octets of the body as a client gets them that takes gzip and nothing better."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, context=ssl._create_unverified_context()) as answer:
        body = answer.read()
        if answer.headers["Content-Encoding"] == "gzip":
            gzip.decompress(body)
        return len(body)


def test_the_first_page_weighs_less_than_250_kb_and_comes_from_here_alone(console, server):
    found = console.run("first-page")
    assert found["faults"] == []
    assert found["address"] == server.base_url + "/console/sign-in"
    files = {url for url in found["loaded"] if "/api/" not in url}
    sizes = {url: sent(url) for url in files}
    assert sum(sizes.values()) < BUDGET, sorted(((size, url.rsplit("/", 1)[1]) for url, size in sizes.items()), reverse=True)
    assert any(url.endswith(".woff2") for url in sizes), "the fonts count as well"
