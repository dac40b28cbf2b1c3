#!/usr/bin/env python3
"""An issuer whose tokens jobs lend. Every few requests it is away, as issuers are."""

import base64
import http.server
import itertools
import json
import time

from places import ISSUER

URL = f"http://127.0.0.1:{ISSUER}/"
LIFE = 3600
AWAY_EACH = 7


def token():
    """One that no other is like. Its signature is none: storages judge it, and those of the farm do not."""
    now = int(time.time())
    claims = {"iss": URL, "sub": "proof", "aud": "https://wlcg.cern.ch/jwt/v1/any", "jti": f"{time.time_ns()}", "iat": now,
              "nbf": now, "exp": now + LIFE, "scope": "storage.read:/ storage.create:/ storage.modify:/"}
    return ".".join(map(encoded, (json.dumps({"alg": "RS256", "kid": "proof"}), json.dumps(claims), "no signature")))


def encoded(text):
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


class Issuer(http.server.BaseHTTPRequestHandler):
    asked = itertools.count(1)

    def do_GET(self):
        self.answer(200, {"issuer": URL, "token_endpoint": f"{URL}token"})

    def do_POST(self):
        """Exchange and refresh, of which neither is judged."""
        self.rfile.read(int(self.headers["Content-Length"]))
        if next(Issuer.asked) % AWAY_EACH == 0:
            self.answer(503, {})
        else:
            self.answer(200, {"access_token": token(), "token_type": "Bearer", "expires_in": LIFE, "refresh_token": token()})

    def answer(self, status, members):
        body = json.dumps(members).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    http.server.ThreadingHTTPServer(("127.0.0.1", ISSUER), Issuer).serve_forever()
