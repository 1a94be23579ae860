"""Files of cases: uploads by tus 1.0, receipts, downloads (contract, section 7)."""

from __future__ import annotations

import asyncio
import re

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from app.district import shapes
from app.district.database import RETRY_SECONDS
from app.district.described import answers, json_answer
from app.district.devices import KnownDevice
from app.district.district import District
from app.district.envelope import refusal_of
from app.district.files import Claim, Files
from app.district.files_download import FileAnswer, span_of
from app.district.files_parts import Chunk
from app.district.files_rows import SentFile
from app.district.files_tus import (
    OCTETS,
    TusRoute,
    check_length,
    check_version,
    checksum_of,
    drain,
    field_number,
    metadata_of,
    receive,
    wanted_of,
)
from app.district.requests import caller_of
from app.wire.problems import (
    DistrictProblem,
    EvidenceNotFound,
    RequestMalformed,
    ServerBusy,
    UploadChecksum,
)

PROVING_SECONDS = 15
"""How long an answer waits for the proof of a whole file; well below what a client takes for silence."""
MOVED_SECONDS = 5
"""How often a connection that moves says so in the store."""
_HEX = re.compile(r"[0-9a-f]{64}", re.ASCII)


def upload_routes(district: District) -> APIRouter:
    """Uploads and their receipts."""
    router, files = APIRouter(route_class=TusRoute), district.files

    @router.post("/uploads", status_code=201)
    def begin(request: Request) -> Response:
        device = _tus_caller(request, district)
        file, offset = files.begin(device, wanted_of(request))
        fields = {"Location": f"/v1/uploads/{file.address}", "Upload-Offset": str(offset)}
        return Response(status_code=201, headers=fields)

    @router.head("/uploads/{address}")
    def look(request: Request, address: str) -> Response:
        file, offset = files.look(_tus_caller(request, district), address)
        return Response(status_code=200, headers=_told(file, offset))

    @router.patch("/uploads/{address}", status_code=204)
    async def add(request: Request, address: str) -> Response:
        try:
            device, claim = await run_in_threadpool(_claimed, request, district, address)
            offset = await _added(request, files, claim)
        except DistrictProblem:
            await drain(request)
            raise
        if offset == claim.file.size:
            await _proven(files, device, address)
        return Response(status_code=204, headers={"Upload-Offset": str(offset)})

    @router.delete("/uploads/{address}", status_code=204)
    def end(request: Request, address: str) -> Response:
        files.end(_tus_caller(request, district), address)
        return Response(status_code=204)

    @router.get("/uploads/{address}/receipt", responses=answers(shapes.ReceiptShape))
    async def receipt(request: Request, address: str) -> Response:
        device = await run_in_threadpool(caller_of, request, district)
        found = await _proven(files, device, address)
        if found is None:
            raise ServerBusy(seconds=RETRY_SECONDS)
        return json_answer({"receipt": found})

    return router


def evidence_routes(district: District) -> APIRouter:
    """Downloads."""
    router, files = APIRouter(), district.files

    @router.get("/evidence/{case}/{sha256}", response_class=Response)
    def evidence(request: Request, case: str, sha256: str) -> Response:
        device = caller_of(request, district)
        if not _HEX.fullmatch(sha256):
            raise EvidenceNotFound()
        address, size = files.original(device, case, f"sha256:{sha256}")
        etag = f'"{sha256}"'
        span = span_of(request, size, etag)
        if span is None:
            refused = refusal_of(RequestMalformed(field="Range"))
            refused.status_code = 416
            refused.headers["Content-Range"] = f"bytes */{size}"
            return refused
        return FileAnswer(files.read(address, span.start, span.stop), span, etag)

    return router


def _tus_caller(request: Request, district: District) -> KnownDevice:
    device = caller_of(request, district)
    check_version(request)
    return device


def _told(file: SentFile, offset: int) -> dict[str, str]:
    return {
        "Upload-Offset": str(offset),
        "Upload-Length": str(file.size),
        "Upload-Metadata": metadata_of(file.case, file.sha256, file.kind),
    }


def _claimed(request: Request, district: District, address: str) -> tuple[KnownDevice, Claim]:
    """Who sends a chunk, and the right to add it."""
    device = _tus_caller(request, district)
    if request.headers.get("content-type") != OCTETS:
        raise RequestMalformed(field="Content-Type")
    checksum_of(request)
    claim = district.files.claim(device, address, field_number(request, "Upload-Offset"))
    return device, claim


async def _added(request: Request, files: Files, claim: Claim) -> int:
    """Receive the chunk of a claim and add it; the new durable offset. The claim ends in any case."""
    try:
        check_length(request, claim.most)
        with files.chunk() as chunk:
            await receive(request, chunk, claim.most, files.stall_seconds, _Moving(files, claim))
            return await run_in_threadpool(_kept, request, files, claim, chunk)
    except BaseException:
        await run_in_threadpool(files.release, claim)
        raise


def _kept(request: Request, files: Files, claim: Claim, chunk: Chunk) -> int:
    if chunk.sha256 != checksum_of(request):
        raise UploadChecksum()
    return files.keep(claim, chunk)


class _Moving:
    """Says in the store from time to time that a chunk moves."""

    def __init__(self, files: Files, claim: Claim) -> None:
        self._files, self._claim = files, claim
        self._told = asyncio.get_running_loop().time()

    async def __call__(self) -> None:
        now = asyncio.get_running_loop().time()
        if now - self._told >= min(MOVED_SECONDS, self._files.stall_seconds / 2):
            self._told = now
            await run_in_threadpool(self._files.still, self._claim)


async def _proven(files: Files, device: KnownDevice, address: str) -> str | None:
    """The receipt of a file whose bytes are all there; None while it takes longer than an answer may."""
    proof = asyncio.wrap_future(files.prove(device, address))
    try:
        return await asyncio.wait_for(asyncio.shield(proof), PROVING_SECONDS)
    except TimeoutError:
        proof.add_done_callback(lambda done: done.exception())  # whoever asks again is told
        return None
