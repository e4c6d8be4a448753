"""A mail server of the tests' own on loopback, which keeps what it is given and can be told to behave badly."""

import email
import email.policy
import threading
import time

from aiosmtpd.controller import Controller

from support.ports import free_port


class MailServer:
    """Use as `with MailServer() as mail:`; what came is in `mail.letters`, parsed."""

    def __init__(self, port=None, answer="250 OK", hangs=False):
        """
        :param answer: what it says to a letter.
        :param hangs: takes a letter and never says so.
        """
        self.port = port or free_port()
        self.answer = answer
        self.hangs = hangs
        self.letters = []
        self.recipients = []
        self.arrived = threading.Event()
        self.let_go = threading.Event()

    @property
    def settings(self):
        return {"PONTE_SMTP_URL": f"smtp://127.0.0.1:{self.port}", "PONTE_MAIL_FROM": "Ponte <ponte@city.example>"}

    async def handle_DATA(self, server, session, envelope):
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.recipients.append(envelope.rcpt_tos)
        self.arrived.set()
        if self.hangs:
            import asyncio

            while not self.let_go.is_set():
                await asyncio.sleep(0.05)
        return self.answer

    def __enter__(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def __exit__(self, *_):
        self.let_go.set()
        self.controller.stop()

    def wait_for(self, count, seconds=15):
        end = time.monotonic() + seconds
        while len(self.letters) < count:
            assert time.monotonic() < end, f"{len(self.letters)} letters instead of {count} within {seconds} s"
            time.sleep(0.05)
        return self.letters
