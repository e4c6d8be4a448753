"""A browser without script: remembers cookies, fills forms in, follows nothing by itself."""

import dataclasses
import http.client
import http.cookies
import re
import urllib.parse


@dataclasses.dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    text: str

    @property
    def location(self):
        return self.headers.get("Location", "")

    def field(self, name):
        """The value of a hidden field."""
        found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', self.text)
        assert found, f"the page ({self.status}) has no field {name}"
        return found.group(1)


class Visitor:
    def __init__(self, url, comes_from=None):
        """:param comes_from: the address it is said to come from; counts when Ponte believes to be behind a proxy."""
        self.host = urllib.parse.urlsplit(url).netloc
        self.comes_from = comes_from
        self.cookies = {}
        self.token = None

    @property
    def cookie(self):
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def get(self, path, seconds=60, **headers):
        return self.ask("GET", path, None, headers, seconds)

    def send(self, path, fields, seconds=60):
        """Sends a form. Its token is that of the last page with one: it stays good as long as the session."""
        if self.token is None:
            self.token = self.get(path).field("_token")
        form = urllib.parse.urlencode({"_token": self.token, **fields}, doseq=True)
        return self.ask("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"}, seconds)

    def ask(self, method, path, body, headers, seconds):
        connection = http.client.HTTPConnection(self.host, timeout=seconds)
        try:
            connection.request(method, path, body, self.headers() | headers)
            answer = connection.getresponse()
            self.remember(answer.headers)
            return Answer(answer.status, answer.headers, answer.read().decode())
        finally:
            connection.close()

    def headers(self):
        headers = {"Cookie": self.cookie} if self.cookies else {}
        return headers | ({"X-Forwarded-For": self.comes_from} if self.comes_from else {})

    def remember(self, headers):
        for line in headers.get_all("Set-Cookie", []):
            for name, morsel in http.cookies.SimpleCookie(line).items():
                self.cookies.pop(name, None)
                if morsel["max-age"] != "0":
                    self.cookies[name] = morsel.value

    def sign_in(self, account, landing="/account"):
        """:return: self, signed in."""
        self.token = None
        fields = {"email": account["email"], "password": account["password"], "next": landing}
        answer = self.send("/sign-in", fields)
        if (answer.status, answer.location) != (303, landing):
            raise RuntimeError(f"signing in as {account['email']} was answered {answer.status} {answer.location}")
        self.token = None
        return self

    @property
    def is_signed_in(self):
        return self.get("/account").status == 200

    def at(self, url):
        """The same browser at another process of the same site."""
        other = Visitor(url, self.comes_from)
        other.cookies, other.token = dict(self.cookies), self.token
        return other
