"""The three requests to object storage that an upload needs, signed as S3 asks for (version 4).

A client library would bring a dozen megabytes for these, and with them a version of a package that
what the site is built with cannot live beside. The signature is tested against Amazon's published
examples.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import os
import re
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from urllib.parse import quote, urlsplit

from impulswerk.rules.forms import with_ascii_host
from impulswerk.sources.machine import fault

_SECONDS = 60
_TRIES = 4
_TOO_BUSY = {429, 500, 502, 503, 504}


class StoreError(Exception):
    """The store refused or cannot be reached; the text says why, for people."""


@dataclass(frozen=True)
class Keys:
    """Who asks: key, secret, and the token of keys that are lent for a while."""

    key: str
    secret: str
    token: str = ""


def keys_from_environment() -> Keys:
    """The keys under the names that every program for S3 reads; raises StoreError."""
    key, secret = os.environ.get("AWS_ACCESS_KEY_ID"), os.environ.get("AWS_SECRET_ACCESS_KEY")
    if not (key and secret):
        raise StoreError("Es fehlen die Zugangsdaten: AWS_ACCESS_KEY_ID und AWS_SECRET_ACCESS_KEY.")
    return Keys(key, secret, os.environ.get("AWS_SESSION_TOKEN", ""))


@dataclass(frozen=True)
class Bucket:
    """A bucket at an endpoint (`https://speicher.example`), in a region of its provider."""

    name: str
    keys: Keys
    endpoint: str = ""
    region: str = "us-east-1"

    def __post_init__(self) -> None:
        """Raise StoreError for what can be no bucket, key, region or endpoint."""
        for text, form, what in (
            (self.name, r"[A-Za-z0-9][\w.-]*", "Der Name des Eimers"),
            (self.region, r"[a-z0-9-]+", "Die Region (AWS_REGION)"),
        ):
            if not re.fullmatch(form, text, re.ASCII):
                raise StoreError(f"{what} ist „{text}“; das kann nicht sein.")
        for text, name in (
            (self.keys.key, "AWS_ACCESS_KEY_ID"),
            (self.keys.secret, "AWS_SECRET_ACCESS_KEY"),
            (self.keys.token, "AWS_SESSION_TOKEN"),
        ):
            # What it is has to stay secret.
            if not re.fullmatch(r"[!-~]*", text):
                raise StoreError(
                    f"In der Umgebungsvariablen {name} steht ein Leerzeichen, ein Zeilenende oder "
                    "ein Sonderzeichen. Kopieren Sie den Schlüssel neu."
                )
        if self.endpoint and not _is_endpoint(self.endpoint):
            raise StoreError(
                f"„{self.endpoint}“ ist keine Adresse eines Speichers. "
                "Ein Beispiel: https://speicher.example"
            )

    def get(self, key: str) -> bytes | None:
        """The bytes of an object, or None where there is none."""
        return self._ask("GET", key, b"", {})

    def put(self, key: str, content: bytes, headers: Mapping[str, str]) -> None:
        """Store an object; `headers` are sent with it to whoever fetches it."""
        self._ask("PUT", key, content, headers)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is no error."""
        self._ask("DELETE", key, b"", {})

    def _ask(
        self, method: str, key: str, content: bytes, headers: Mapping[str, str]
    ) -> bytes | None:
        root = (
            with_ascii_host(self.endpoint).rstrip("/") or f"https://s3.{self.region}.amazonaws.com"
        )
        address = f"{root}/{quote(self.name)}/{quote(key)}"
        for attempt in range(_TRIES):
            asked = Request(method, address, content, headers)
            signed = sign(asked, self.keys, self.region, _now())
            body = content if method == "PUT" else None
            request = urllib.request.Request(address, body, signed, method=method)
            try:
                with _OPENER.open(request, timeout=_SECONDS) as answer:
                    found: bytes = answer.read()
                    return found
            except urllib.error.HTTPError as error:
                if error.code == 404 and method in {"GET", "DELETE"} and _is_key(error):
                    return None
                reason = f"{error.code} {error.reason}"
                if 300 <= error.code < 400:
                    goal = error.headers.get("Location") or "eine andere Adresse"
                    raise StoreError(
                        f"Der Speicher verweist auf {goal}. Nennen Sie mit --endpoint und "
                        "AWS_REGION gleich die richtige Stelle."
                    ) from error
                if error.code not in _TOO_BUSY:
                    raise StoreError(f"Der Speicher lehnt {method} {key} ab: {reason}.") from error
            except OSError as error:
                inner = getattr(error, "reason", error)
                reason = fault(inner if isinstance(inner, OSError) else error).rstrip(".")
            except HTTPException as error:
                reason = f"unverständliche Antwort, {type(error).__name__}"
            if attempt + 1 < _TRIES:
                time.sleep(2**attempt / 4)
        raise StoreError(f"Der Speicher antwortet nicht ({method} {key}): {reason}.")


def _is_endpoint(address: str) -> bool:
    try:
        parts = urlsplit(with_ascii_host(address))
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = not (parts.query or parts.fragment or parts.username)
    is_host = bool(re.fullmatch(r"[\w.-]+|[0-9a-f:.]+", host, re.ASCII))
    return parts.scheme in {"http", "https"} and is_host and is_plain and address.isprintable()


class _StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: what is signed for one host is nobody else's business."""

    def redirect_request(self, *_asked: object) -> None:
        """No other request."""


_OPENER = urllib.request.build_opener(_StayHere)


@dataclass(frozen=True)
class Request:
    """What is asked; the path of `address` is encoded already, and there is no query."""

    method: str
    address: str
    content: bytes
    headers: Mapping[str, str]


def sign(request: Request, keys: Keys, region: str, now: str) -> dict[str, str]:
    """All headers of a request, its signature among them; `now` as `20130524T000000Z`.

    Source: Amazon S3 API Reference, "Signature Calculations for the Authorization Header".
    """
    parts = urlsplit(request.address)
    digest = hashlib.sha256(request.content).hexdigest()
    full = {
        **request.headers,
        "Host": parts.netloc,
        "x-amz-content-sha256": digest,
        "x-amz-date": now,
    }
    if keys.token:
        full["x-amz-security-token"] = keys.token
    lines = sorted((name.lower(), value.strip()) for name, value in full.items())
    names = ";".join(name for name, _ in lines)
    listed = "".join(f"{name}:{value}\n" for name, value in lines)
    canonical = f"{request.method}\n{parts.path}\n\n{listed}\n{names}\n{digest}"
    day = now[:8]
    scope = f"{day}/{region}/s3/aws4_request"
    hashed = hashlib.sha256(canonical.encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashed}"
    secret = f"AWS4{keys.secret}".encode()
    for part in (day, region, "s3", "aws4_request"):
        secret = hmac.new(secret, part.encode(), hashlib.sha256).digest()
    signature = hmac.new(secret, text.encode(), hashlib.sha256).hexdigest()
    said = f"Credential={keys.key}/{scope},SignedHeaders={names},Signature={signature}"
    full["Authorization"] = f"AWS4-HMAC-SHA256 {said}"
    return full


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")


def _is_key(error: urllib.error.HTTPError) -> bool:
    """Whether only the object is missing, not the bucket."""
    return b"NoSuchBucket" not in error.read()
