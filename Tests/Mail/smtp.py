"""The other end of the forum's mail: an SMTP server that keeps what it takes."""

import email
import email.policy
import re
import threading

from harness import wait_until

BASE = "https://sfat.example"


class Mailbox:
    """Takes mails as an SMTP server does; `refuse` answers instead, for as long as it is set."""

    def __init__(self):
        self.mails = []
        self.refuse = None
        self.lock = threading.Lock()

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        with self.lock:
            self.mails.append((envelope.rcpt_tos[0], envelope.content))
        return "250 taken"

    def to(self, address):
        return [email.message_from_bytes(content, policy=email.policy.default)
                for to, content in list(self.mails) if to == address]

    def wait(self, address, count=1):
        return wait_until(lambda: len(self.to(address)) >= count and self.to(address), what=f"a mail to {address}")[-1]


def link(mail):
    """The path of the first link of a mail that is not the forum's own front page."""
    return re.search(re.escape(BASE) + r"(/\S+)", mail.get_content()).group(1)
