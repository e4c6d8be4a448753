"""A stand-in for an embedding service: answers as a good one does, or badly in a way of one's choice."""

import hashlib
import http.server
import json
import random
import threading

DIMENSION = 16


def vector(text):
    """Any vector of length one, the same for the same text."""
    numbers = random.Random(hashlib.sha256(text.encode()).digest())
    values = [numbers.gauss(0, 1) for _ in range(DIMENSION)]
    length = sum(value * value for value in values) ** 0.5
    return [value / length for value in values]


class Embeddings:
    """`with Embeddings() as service`: answers on `service.url` until then.

    `service.manner` says how it answers, and may change at any time: a function that takes the handler and the texts.
    """

    def __init__(self):
        self.manner = well
        self.asked = []
        self.over = threading.Event()
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # or each answer waits 40 ms between its head and its body

            def do_POST(self):
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.asked.append(asked["input"])
                try:
                    service.manner(self, asked["input"])
                except (BrokenPipeError, ConnectionResetError):
                    pass  # whoever asked waits no longer

            def log_message(self, *_):
                pass

            def reply(self, body, status=200, type="application/json"):
                body = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", type)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            @property
            def service(self):
                return service

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.block_on_close = False
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1/embeddings"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.server.shutdown()
        self.server.server_close()


def items(vectors):
    return {"object": "list", "model": "stand-in", "data": [{"object": "embedding", "index": place, "embedding": one} for place, one in enumerate(vectors)]}


def well(handler, texts):
    handler.reply(items([vector(text) for text in texts]))


def after(seconds):
    def late(handler, texts):
        handler.service.over.wait(seconds)
        well(handler, texts)

    return late


def hangs(handler, texts):
    handler.service.over.wait()


def hangs_half_way(handler, texts):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    handler.wfile.write(b'{"object": "list", "data": [')
    handler.wfile.flush()
    handler.service.over.wait()


def drips(handler, texts):
    """A byte now and then, so that the connection never looks dead."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    while not handler.service.over.wait(0.1):
        handler.wfile.write(b" ")
        handler.wfile.flush()


def fails(handler, texts):
    handler.reply({"error": {"message": "out of memory"}}, status=500)


def hangs_up(handler, texts):
    handler.close_connection = True


def says(body, type="application/json"):
    """200, with this in place of vectors."""
    return lambda handler, texts: handler.reply(body, type=type)


def says_for_each(one):
    """200, with this for each text in place of its vector."""
    return lambda handler, texts: handler.reply(items([one for _ in texts]))
