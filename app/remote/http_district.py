"""The port ``District`` over HTTP, request by request as ``docs/sync.md`` lays them down."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import quote

from app.ports.district import AnswerUnreadable, SeenSource, Standing, UploadPlace
from app.remote.link import Answer, Link
from app.remote.token import Tokens
from app.wire.problems import DistrictProblem, TokenExpired, TokenMissing, TokenRefused, UploadUnknown

SEEN_FIELD = "Fieldcase-Seen"
TUS = {"Tus-Resumable": "1.0.0"}
UPLOADS = "/v1/uploads/"
OCTETS = "application/offset+octet-stream"


class HttpDistrict:
    """One enrolled laptop's link to its district; see :class:`app.ports.district.District`."""

    def __init__(self, link: Link, tokens: Tokens, seen: SeenSource) -> None:
        self._link, self._tokens, self._seen = link, tokens, seen

    def close(self) -> None:
        """Let go of all connections."""
        self._link.close()

    def time_offset_ms(self) -> int | None:
        """How far the district's clock was ahead of this machine's at its last answer."""
        return self._link.time.offset_ms

    def push(self, batch: bytes) -> bytes:
        """See the port."""
        return self._ask("POST", "/v1/entries", body=batch).body

    def changes(self, cursor: str | None, limit: int) -> bytes:
        """See the port."""
        place = "" if cursor is None else f"&cursor={quote(cursor)}"
        return self._ask("GET", f"/v1/changes?limit={limit}{place}").body

    def digests(self, upto: int) -> bytes:
        """See the port."""
        return self._ask("GET", f"/v1/digests?upto={upto}").body

    def bucket(self, name: str, upto: int) -> bytes:
        """See the port."""
        return self._ask("GET", f"/v1/buckets/{quote(name)}?upto={upto}").body

    def fetch(self, ids: tuple[str, ...]) -> bytes:
        """See the port."""
        return self._ask("POST", "/v1/entries/fetch", body=_json({"ids": list(ids)})).body

    def standing(self, known: str | None) -> Standing | None:
        """See the port."""
        fields = {} if known is None else {"If-None-Match": known}
        answer = self._ask("GET", "/v1/standing", fields=fields)
        if answer.status == 304:
            return None
        return Standing(answer.body, answer.fields.get("etag", ""))

    def block(self, request: str, number_class: str, year: int) -> bytes:
        """See the port."""
        asked = {"request": request, "number_class": number_class, "year": year}
        return self._ask("POST", "/v1/blocks", body=_json(asked)).body

    def beacon(self, nonce: str) -> bytes:
        """See the port."""
        return self._ask("POST", "/v1/beacon", body=_json({"nonce": nonce})).body

    def grant(self, secret: str, public_key: str, proof: str) -> bytes:
        """See the port."""
        asked = {"secret": secret, "public_key": public_key, "proof": proof}
        return self._ask("POST", "/v1/grants", body=_json(asked)).body

    def begin_upload(self, case: str, sha256: str, size: int, kind: str) -> UploadPlace:
        """See the port."""
        told = {"case": case, "sha256": sha256.removeprefix("sha256:"), "kind": kind}
        metadata = ",".join(f"{name} {_base64(value.encode('utf-8'))}" for name, value in told.items())
        fields = {**TUS, "Upload-Length": str(size), "Upload-Metadata": metadata}
        answer = self._ask("POST", "/v1/uploads", fields=fields)
        place = answer.fields.get("location", "")
        if not place.startswith(UPLOADS):
            raise AnswerUnreadable(field="Location")
        return UploadPlace(place.removeprefix(UPLOADS), _offset(answer))

    def upload_offset(self, address: str) -> int:
        """See the port."""
        try:
            return _offset(self._ask("HEAD", _upload(address), fields=TUS))
        except DistrictProblem as problem:
            # An answer to HEAD has no body that could tell the code.
            if problem.facts.get("told") == "404":
                raise UploadUnknown() from problem
            raise

    def send_chunk(self, address: str, offset: int, chunk: bytes) -> int:
        """See the port."""
        checksum = f"sha256 {_base64(hashlib.sha256(chunk).digest())}"
        fields = {**TUS, "Upload-Offset": str(offset), "Upload-Checksum": checksum}
        return _offset(self._ask("PATCH", _upload(address), fields=fields, body=chunk, media_type=OCTETS))

    def receipt(self, address: str) -> bytes:
        """See the port."""
        return self._ask("GET", f"{_upload(address)}/receipt").body

    @contextmanager
    def download(self, case: str, sha256: str, start: int, size: int) -> Iterator[Iterator[bytes]]:
        """See the port.

        Raises:
            AnswerUnreadable: other bytes than those asked for are offered.
        """
        name = sha256.removeprefix("sha256:")
        path = f"/v1/evidence/{quote(case)}/{quote(name)}"
        fields = {"Range": f"bytes={start}-", "If-Range": f'"{name}"'} if start else {}
        with self._link.stream(path, {**self._carried(self._tokens.current()), **fields}) as (head, pieces):
            _check_range(head, start, size)
            yield pieces

    def _ask(
        self,
        method: str,
        path: str,
        *,
        fields: Mapping[str, str] | None = None,
        body: bytes | None = None,
        media_type: str = "application/json",
    ) -> Answer:
        """Ask with a token; with a fresh one once more where the first is no longer good."""
        token = self._tokens.current()
        try:
            carried = {**self._carried(token), **(fields or {})}
            return self._link.ask(method, path, fields=carried, body=body, media_type=media_type)
        except (TokenExpired, TokenMissing, TokenRefused):
            carried = {**self._carried(self._tokens.current(refused=token)), **(fields or {})}
            return self._link.ask(method, path, fields=carried, body=body, media_type=media_type)

    def _carried(self, token: str) -> dict[str, str]:
        """The fields of every request: who asks, and what he has seen."""
        seen = self._seen()
        bearer = {"Authorization": f"Bearer {token}"}
        return bearer if seen is None else {**bearer, SEEN_FIELD: seen}


def _json(value: Mapping[str, object]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _upload(address: str) -> str:
    return UPLOADS + quote(address, safe="")


def _offset(answer: Answer) -> int:
    told = answer.fields.get("upload-offset", "")
    if not told.isascii() or not told.isdigit() or len(told) > 18:
        raise AnswerUnreadable(field="Upload-Offset")
    return int(told)


def _check_range(head: Answer, start: int, size: int) -> None:
    """See that the pieces are the bytes from ``start`` to the end of ``size`` bytes."""
    if not start:
        if head.status != 200 or head.fields.get("content-length") != str(size):
            raise AnswerUnreadable(field="Content-Length")
    elif head.status != 206 or head.fields.get("content-range") != f"bytes {start}-{size - 1}/{size}":
        raise AnswerUnreadable(field="Content-Range")
