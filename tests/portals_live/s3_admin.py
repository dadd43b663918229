"""What the owner of a bucket does once, before anybody publishes to it: make it, and let everyone read."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import httpx

REGION = "default"


def make_public_bucket(endpoint: str, bucket: str, token: str) -> None:
    """Makes the bucket, whose objects anyone may get and nobody may list."""
    policy = {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": "*", "Action": ["s3:GetObject"], "Resource": [f"arn:aws:s3:::{bucket}/*"]}
        ],
    }
    for query, content in (("", b""), ("policy=", json.dumps(policy).encode())):
        _put(f"{endpoint}/{bucket}", query, content, token).raise_for_status()


def _put(address: str, query: str, content: bytes, token: str) -> httpx.Response:
    """A PUT with a signature of version 4, over the host, the time and the content."""
    now = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    digest = hashlib.sha256(content).hexdigest()
    url, (key, _, secret) = httpx.URL(address), token.partition(":")
    host = url.netloc.decode()
    scope = f"{now[:8]}/{REGION}/s3/aws4_request"
    names = "host;x-amz-content-sha256;x-amz-date"
    request = (
        f"PUT\n{url.path}\n{query}\nhost:{host}\nx-amz-content-sha256:{digest}\nx-amz-date:{now}\n\n{names}\n{digest}"
    )
    to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(request.encode()).hexdigest()}"
    signing = f"AWS4{secret}".encode()
    for part in scope.split("/"):
        signing = hmac.digest(signing, part.encode(), "sha256")
    signature = hmac.digest(signing, to_sign.encode(), "sha256").hex()
    headers = {
        "Authorization": f"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={names}, Signature={signature}",
        "x-amz-content-sha256": digest,
        "x-amz-date": now,
    }
    return httpx.put(f"{address}?{query}", content=content, headers=headers)
