"""A small store that speaks as much of S3 as the district uses; its objects are in memory."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

BUCKET = "evidence"


class ObjectStore(ThreadingHTTPServer):
    """Objects by path, and the parts of those that are still coming."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.objects: dict[str, bytes] = {}
        self.parts: dict[tuple[str, int], bytes] = {}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    """GET with a range, HEAD, PUT, and uploads in parts."""

    server: ObjectStore
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._give(body=False)

    def do_GET(self) -> None:
        self._give(body=True)

    def do_PUT(self) -> None:
        asked, body = self._asked(), self.rfile.read(int(self.headers["Content-Length"]))
        if "partNumber" in asked:
            self.server.parts[asked["uploadId"], int(asked["partNumber"])] = body
        else:
            self.server.objects[self._path] = body
        self._answer(200, {"ETag": '"part"'})

    def do_POST(self) -> None:
        asked = self._asked()
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if "uploadId" in asked:
            numbers = sorted(number for upload, number in self.server.parts if upload == asked["uploadId"])
            whole = b"".join(self.server.parts.pop((asked["uploadId"], number)) for number in numbers)
            self.server.objects[self._path] = whole
            told = "<CompleteMultipartUploadResult><ETag>whole</ETag></CompleteMultipartUploadResult>"
        else:
            told = "<InitiateMultipartUploadResult><UploadId>one</UploadId></InitiateMultipartUploadResult>"
        self._answer(200, {}, told.encode())

    def do_DELETE(self) -> None:
        self._answer(204, {})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    @property
    def _path(self) -> str:
        return urlsplit(self.path).path

    def _asked(self) -> dict[str, str]:
        query = urlsplit(self.path).query
        return {name: values[0] for name, values in parse_qs(query, keep_blank_values=True).items()}

    def _give(self, body: bool) -> None:
        whole = self.server.objects.get(self._path)
        if whole is None:
            self._answer(404, {})
            return
        fields = {"ETag": '"whole"', "Last-Modified": "Thu, 06 Aug 2026 02:30:00 GMT"}
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        if asked is None:
            self._answer(200, fields, whole, body)
            return
        start, stop = int(asked[1]), min(int(asked[2]) + 1, len(whole))
        fields["Content-Range"] = f"bytes {start}-{stop - 1}/{len(whole)}"
        self._answer(206, fields, whole[start:stop], body)

    def _answer(self, status: int, fields: dict[str, str], body: bytes = b"", sends: bool = True) -> None:
        self.send_response(status)
        for name, value in {**fields, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        if sends:
            self.wfile.write(body)


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """A running store."""
    with ObjectStore() as running:
        thread = threading.Thread(target=running.serve_forever, name="object-store")
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()
