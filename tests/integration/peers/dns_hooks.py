"""What the DNS hooks of certbot and lego call: a TXT value is put into the DNS peer, or taken out.

The hook runs in the client's process and the DNS peer lives in ours, so the hook speaks to a small
server on loopback: POST /present or /cleanup with {"name": ..., "value": ...}.
"""
import http.server
import json
import pathlib
import threading

_HOOK = """#!/bin/sh
# {purpose}
set -eu
{arguments}
exec /usr/bin/curl -sS --fail-with-body -o /dev/null -H 'Content-Type: application/json' \\
  -d "{{\\"name\\": \\"$name\\", \\"value\\": \\"$value\\"}}" "http://127.0.0.1:{port}/$action"
"""


class DnsHooks:
    """`dns` needs add_txt(name, value) and remove_txt(name, value)."""

    def __init__(self, folder, dns):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.calls = []
        self._dns = dns
        self._server = http.server.HTTPServer(("127.0.0.1", 0), self._handler())
        self._port = self._server.server_address[1]

    def start(self):
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        self._server.shutdown()
        self._server.server_close()

    def lego(self):
        """A program for lego's exec provider: it is called as `present|cleanup FQDN VALUE`."""
        return self._write("lego", 'action=$1 name=$2 value=$3')

    def certbot(self, action):
        """A program for --manual-auth-hook (present) or --manual-cleanup-hook (cleanup)."""
        return self._write(f"certbot-{action}", f'action={action} name="_acme-challenge.$CERTBOT_DOMAIN" '
                                                'value=$CERTBOT_VALIDATION')

    def _write(self, name, arguments):
        path = self.folder / f"{name}-hook"
        path.write_text(_HOOK.format(purpose=f"called by {name}", arguments=arguments, port=self._port))
        path.chmod(0o755)
        return path

    def _handler(hooks):  # noqa: N805 (self is the handler's)
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                name, value = asked["name"].rstrip("."), asked["value"]
                action = self.path.strip("/")
                hooks.calls.append((action, name, value))
                try:
                    (hooks._dns.add_txt if action == "present" else hooks._dns.remove_txt)(name, value)
                    status, text = 200, b""
                except Exception as error:  # noqa: BLE001 (the client has to hear of it)
                    status, text = 500, str(error).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        return Handler
