"""A provider of OpenID Connect of the tests' own on loopback, made with authlib: pages to sign in at, tokens, keys, signing out."""

import dataclasses
import os
import threading
import time

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2.rfc6749 import ClientMixin, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import AuthorizationCodeMixin, OpenIDCode, UserInfo
from flask import Flask, jsonify, redirect, render_template_string, request
from joserfc.jwk import ECKey, KeySet, RSAKey
from werkzeug.serving import make_server

from support.ports import free_port

# On loopback without TLS, which authlib rightly refuses elsewhere.
os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

PAGE = """<!doctype html><html lang="en"><head><title>City login</title></head><body><h1>City login</h1>
<form method="post">{% for name in people %}<button name="who" value="{{ name }}">{{ name }}</button>{% endfor %}
<button name="who" value="">No</button></form></body></html>"""


@dataclasses.dataclass
class Client(ClientMixin):
    """The one client: this Ponte."""

    client_id: str
    secret: str
    redirect_uris: list

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return None

    def get_allowed_scope(self, scope):
        return scope

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri in self.redirect_uris

    def check_client_secret(self, client_secret):
        return client_secret == self.secret

    def check_endpoint_auth_method(self, method, endpoint):
        return method == "client_secret_basic"

    def check_response_type(self, response_type):
        return response_type == "code"

    def check_grant_type(self, grant_type):
        return grant_type == "authorization_code"


@dataclasses.dataclass
class Code(AuthorizationCodeMixin):
    code: str
    client_id: str
    redirect_uri: str
    scope: str
    nonce: str
    who: str
    code_challenge: str
    code_challenge_method: str
    auth_time: int = dataclasses.field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self):
        return self.redirect_uri

    def get_scope(self):
        return self.scope

    def get_nonce(self):
        return self.nonce

    def get_auth_time(self):
        return self.auth_time

    def get_acr(self):
        return None

    def get_amr(self):
        return None


class Provider:
    """Use as `with Provider() as provider:`; add who may sign in to `people`: name → claims."""

    def __init__(self, algorithm="RS256", port=None):
        self.port = port or free_port()
        self.algorithm = algorithm
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.client = Client("ponte", "a secret between two machines".replace(" ", "-"), [])
        self.people = {}
        self.codes = {}
        #: Claims that overwrite those of every token.
        self.lies = {}
        #: What was asked of it: paths.
        self.asked = []
        self.hangs = threading.Event()
        self.rotate()

    def rotate(self):
        """A new key in place of the old one."""
        make = ECKey.generate_key("P-256", {"use": "sig"}) if self.algorithm == "ES256" else RSAKey.generate_key(2048, {"use": "sig"})
        make.ensure_kid()
        self.key = make

    def __enter__(self):
        self.server = make_server("127.0.0.1", self.port, self.app(), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.hangs.clear()
        self.server.shutdown()
        self.server.server_close()

    def app(self):
        app = Flask("provider")
        provider = self
        server = AuthorizationServer(app, query_client=lambda client_id: self.client if client_id == self.client.client_id else None, save_token=lambda token, request: None)

        class CodeGrant(grants.AuthorizationCodeGrant):
            TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

            def save_authorization_code(self, code, request):
                data = request.payload.data
                provider.codes[code] = Code(
                    code, request.client.client_id, request.payload.redirect_uri, request.scope, data.get("nonce"), request.user, data.get("code_challenge"),
                    data.get("code_challenge_method"))

            def query_authorization_code(self, code, client):
                return provider.codes.get(code)

            def delete_authorization_code(self, code):
                del provider.codes[code.code]

            def authenticate_user(self, code):
                return code.who

        class IDCode(OpenIDCode):
            def exists_nonce(self, nonce, request):
                return any(code.nonce == nonce for code in provider.codes.values())

            def resolve_client_private_key(self, client):
                return provider.key

            def get_client_algorithm(self, client):
                return provider.algorithm

            def get_encode_header(self, client):
                return {"alg": provider.algorithm, "kid": provider.key.kid}

            def get_client_claims(self, client):
                return {"iss": provider.issuer, "aud": [client.get_client_id()]}

            def generate_user_info(self, user, scope):
                return UserInfo({**provider.people[user], **provider.lies})

        server.register_grant(CodeGrant, [IDCode(require_nonce=True), CodeChallenge(required=True)])

        @app.before_request
        def note():
            self.asked.append(request.path)
            while self.hangs.is_set():
                time.sleep(0.05)

        @app.get("/.well-known/openid-configuration")
        def description():
            return jsonify(
                issuer=self.issuer, authorization_endpoint=f"{self.issuer}/authorize", token_endpoint=f"{self.issuer}/token", jwks_uri=f"{self.issuer}/keys",
                end_session_endpoint=f"{self.issuer}/end", response_types_supported=["code"], code_challenge_methods_supported=["S256"],
                id_token_signing_alg_values_supported=[self.algorithm], token_endpoint_auth_methods_supported=["client_secret_basic"], subject_types_supported=["public"])

        @app.get("/keys")
        def keys():
            return jsonify(KeySet([self.key]).as_dict(private=False))

        @app.route("/authorize", methods=["GET", "POST"])
        def authorize():
            if request.method == "GET":
                server.get_consent_grant(end_user=None)
                return render_template_string(PAGE, people=self.people)
            grant = server.get_consent_grant(end_user=request.form["who"] or None)
            return server.create_authorization_response(grant_user=request.form["who"] or None, grant=grant)

        @app.post("/token")
        def token():
            return server.create_token_response()

        @app.get("/end")
        def end():
            return redirect(request.args["post_logout_redirect_uri"])

        return app
