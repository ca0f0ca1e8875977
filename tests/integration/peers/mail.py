"""A real SMTP server (aiosmtpd) on loopback, with a mailbox to look into."""
import email
import email.policy
import re
import threading

from aiosmtpd.controller import Controller

from peers import wait
from peers.process import free_port


class MailServer:
    """Takes mails while it runs. It can be stopped and started again on its port."""

    def __init__(self):
        self.port = free_port()
        self._lock = threading.Lock()
        self._mails = []
        self._controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 (aiosmtpd's name)
        with self._lock:
            self._mails.append((envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 taken"

    def start(self):
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()
        return self

    def stop(self):
        if self._controller:
            self._controller.stop()
            self._controller = None

    def to(self, address):
        with self._lock:
            return [message for recipients, message in self._mails if recipients == [address]]

    def wait_for(self, address, count=1, seconds=60):
        wait.until(lambda: len(self.to(address)) >= count, f"{count} mail(s) to {address}", seconds)
        return self.to(address)


def link_in(message):
    """The one link in a mail."""
    links = re.findall(r"https://\S+", message.get_content())
    assert len(links) == 1, message.get_content()
    return links[0]
