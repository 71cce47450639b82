"""How a bucket knows who sends: AWS Signature Version 4, which all of the S3 kind understand."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, unquote, urlsplit

ALGORITHM = "AWS4-HMAC-SHA256"


def signed_headers(
    method: str,
    url: str,
    body: bytes,
    *,
    region: str,
    key_id: str,
    secret: str,
    at: datetime,
    more: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return the headers with which the owner of a key sends a body; `at` in UTC.

    `more` are further headers to be signed, their names in small letters.
    """
    parts, moment, digest = urlsplit(url), f"{at:%Y%m%dT%H%M%SZ}", _hash(body)
    headers = {
        "host": parts.netloc,
        "x-amz-content-sha256": digest,
        "x-amz-date": moment,
        **(more or {}),
    }
    names = ";".join(sorted(headers))
    lines = [f"{name}:{headers[name]}" for name in sorted(headers)]
    path = quote(unquote(parts.path), safe="/-_.~")
    asked = "\n".join([method, path, parts.query, *lines, "", names, digest])
    scope = f"{moment[:8]}/{region}/s3/aws4_request"
    text = "\n".join([ALGORITHM, moment, scope, _hash(asked.encode())])
    key = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    signature = hmac.digest(key, text.encode(), "sha256").hex()
    proof = f"Credential={key_id}/{scope},SignedHeaders={names},Signature={signature}"
    return {**headers, "authorization": f"{ALGORITHM} {proof}"}


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
