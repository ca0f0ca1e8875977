"""A client of the REST API: JSON in, JSON out, one API key."""
import json
import urllib.parse

from peers.acme import Http


class Rest:
    """Speaks to a server with `key` (None: without one). Paths are those below /api/v1."""

    def __init__(self, server, key=None):
        self._base = server.base_url + "/api/v1"
        self._http = Http()
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}

    def get(self, path, **query):
        query = {name: value for name, value in query.items() if value is not None}
        return self.send("GET", path + (f"?{urllib.parse.urlencode(query)}" if query else ""))

    def post(self, path, body=None, **headers):
        """With a JSON body unless it is None."""
        return self.send("POST", path, None if body is None else json.dumps(body).encode(), **headers)

    def send(self, method, path, body=None, **headers):
        """Bytes as they are; a body is called JSON unless Content_Type says otherwise."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            sent.setdefault("Content-Type", "application/json")
        return self._http.request(method, self._base + path, body, {**self._headers, **sent})

    @staticmethod
    def code(answer):
        """The stable code of a refusal; its problem document has to be one."""
        assert answer.headers.get_content_type() == "application/problem+json", answer.body[:500]
        return answer.json()["code"]
