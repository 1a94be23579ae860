"""The smallest PDF that a viewer opens: one A4 page with a frame."""

from __future__ import annotations

import hashlib

from app.ports.paperwork import Rendered, StampPlace


def tiny_pdf(seed: str = "", pages: int = 1) -> bytes:
    """A valid PDF; other seeds give other bytes and another mark on the page."""
    offset = int(hashlib.sha256(seed.encode()).hexdigest()[:4], 16) % 600
    stream = f"1 w 80 60 440 720 re S 120 {100 + offset} 200 12 re f".encode()
    kids = " ".join(f"{4 + number} 0 R" for number in range(pages))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        *[b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R >>"] * pages,
    ]
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))
    return body + head + table + tail


def rendered(seed: str, copies: int = 1) -> Rendered:
    """A paper as the worker process would answer."""
    pdf = tiny_pdf(seed, copies)
    stamps = (StampPlace(0, 150.0, 240.0, 40.0),)
    return Rendered(
        pdf, "sha256:" + hashlib.sha256(pdf).hexdigest(), copies, copies, "8802-8026-31EE", (), stamps
    )
