"""An issuer in this process that says whatever a test wants, over plain HTTP to itself."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "dutyline"
SECRET = "a secret of the client"


class Issuer:
    """Serves its description, keys and tokens; `claims`, `sign` and `described` may lie."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.claims, self.described, self.asked = {}, {}, []
        self.sign = self.properly
        self.nonce = self.challenge = ""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def properly(self, claims):
        """Sign as a good issuer does."""
        return jwt.encode(claims, self.key, "RS256", headers={"kid": "one"})

    def jwks(self):
        """Return the public key."""
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def description(self):
        """Return what stands under the well-known address."""
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            **self.described,
        }

    def token(self, given):
        """Return the ID token for a code; a good issuer checks the verifier."""
        digest = hashlib.sha256(given["code_verifier"][0].encode()).digest()
        assert base64.urlsafe_b64encode(digest).decode().rstrip("=") == self.challenge
        now = int(time.time())
        good = {
            "iss": self.url,
            "sub": "wang-1",
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce,
            "auth_time": now,
        }
        claims = {**good, **self.claims}
        return self.sign({key: value for key, value in claims.items() if value is not None})

    def _handler(self):
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                found = {
                    "/.well-known/openid-configuration": issuer.description,
                    "/keys": issuer.jwks,
                }[self.path]
                self._answer(found())

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                issuer.asked.append((self.headers.get("Authorization"), parse_qs(body)))
                self._answer({"id_token": issuer.token(parse_qs(body)), "access_token": "x"})

            def _answer(self, found):
                sent = json.dumps(found).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(sent)

            def log_message(self, *_args):
                pass

        return Handler
