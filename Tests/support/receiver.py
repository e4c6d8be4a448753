"""Another system that webhooks are sent to. It checks signatures by itself, with what Python brings, and can be told to behave badly."""

import base64
import hashlib
import hmac
import http.server
import json
import threading
import time

from support.ports import free_port


class Receiver:
    """Use as `with Receiver() as receiver:`; what came is in `receiver.heard`, by the order it came in."""

    def __init__(self, port=None, answer=204, hangs=False):
        """
        :param answer: the status it gives.
        :param hangs: takes a delivery and never says so.
        """
        self.port = port or free_port()
        self.answer = answer
        self.hangs = hangs
        self.secret = None
        self.heard = []
        self.arrived = threading.Event()
        self.let_go = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/ponte"

    def check(self, headers, body):
        """:return: what Standard Webhooks says of the signature; None while the secret is not known."""
        if self.secret is None:
            return None
        key = base64.b64decode(self.secret.removeprefix("whsec_"))
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        wanted = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
        return hmac.compare_digest(wanted, headers["webhook-signature"]) and abs(time.time() - int(headers["webhook-timestamp"])) < 300

    def __enter__(self):
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.append({"id": self.headers["webhook-id"], "genuine": receiver.check(self.headers, body), "event": json.loads(body), "headers": self.headers})
                receiver.arrived.set()
                if receiver.hangs:
                    receiver.let_go.wait(60)
                self.send_response(receiver.answer)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.let_go.set()
        self.server.shutdown()
        self.server.server_close()

    def wait_for(self, count, seconds=20):
        end = time.monotonic() + seconds
        while len(self.heard) < count:
            assert time.monotonic() < end, f"{len(self.heard)} deliveries instead of {count} within {seconds} s"
            time.sleep(0.05)
        return self.heard
