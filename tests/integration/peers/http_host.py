"""An applicant's web host for http-01: serves what it is told, and misbehaves on request."""
import dataclasses
import http.server
import pathlib
import threading

CHALLENGE = "/.well-known/acme-challenge/"


@dataclasses.dataclass
class Reply:
    """What one path answers. With `endless` the body never ends; with `drip_seconds` one byte comes in each such
    span; with `close` the connection closes without an answer."""
    body: bytes = b""
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    endless: bool = False
    drip_seconds: float = 0.0
    close: bool = False


def redirect(location, status=302):
    return Reply(status=status, headers={"Location": location})


class HttpHost:
    """Listens on 127.0.0.1. `seen` holds (host header, path, user agent) of every request, in order. Paths
    without a reply are looked for below `webroot`, when that is set."""

    def __init__(self, port=0):
        self.replies = {}
        self.webroot = None
        self.seen = []
        self._stopped = threading.Event()
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", port), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def start(self):
        self._thread.start()

    def stop(self):
        self._stopped.set()
        self._server.shutdown()
        self._server.server_close()

    def provision(self, token, key_authorization):
        """The right answer to an http-01 challenge (RFC 8555 section 8.3)."""
        self.replies[CHALLENGE + token] = Reply(key_authorization.encode(),
                                                headers={"Content-Type": "application/octet-stream"})

    def reply(self, path, reply):
        self.replies[path] = reply

    def _from_webroot(self, path):
        file = pathlib.Path(self.webroot or "/nonexistent") / path.lstrip("/")
        if path.startswith(CHALLENGE) and file.is_file():
            return Reply(file.read_bytes())
        return Reply(b"nothing here\n", 404)

    def _handler(host):  # noqa: N805 (self is the handler's)
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                host.seen.append((self.headers.get("Host"), self.path, self.headers.get("User-Agent")))
                reply = host.replies.get(self.path) or host._from_webroot(self.path)
                if reply.close:
                    self.close_connection = True
                    return
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                if not reply.endless:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                try:
                    self._send(reply)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def _send(self, reply):
                while reply.endless and not host._stopped.is_set():
                    self.wfile.write(b"x" * 65536)
                if not reply.drip_seconds:
                    self.wfile.write(reply.body)
                    return
                for byte in reply.body:
                    self.wfile.write(bytes([byte]))
                    if host._stopped.wait(reply.drip_seconds):
                        return

            def log_message(self, *_):
                pass

        return Handler
