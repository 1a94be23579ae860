"""Push, pull and digests (contract, sections 5 and 6)."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from app.district import shapes
from app.district.described import answers, bytes_answer, json_answer, takes
from app.district.district import District
from app.district.push import StoreWasPutBack
from app.district.requests import asked_number, body_of, caller_of, object_of
from app.district.state import EPOCH, setting_of
from app.domain.canonical import MAX_INTEGER
from app.domain.codec import RecordRefused
from app.wire.answers import write_answers
from app.wire.changes import changes_json, write_page
from app.wire.digests import WITHOUT_CASE
from app.wire.entries import SentEntry, read_batch
from app.wire.limits import MAX_BATCH, MAX_BODY, MAX_ENTRIES, MAX_PAGE
from app.wire.problems import EpochNew, RequestMalformed, RequestTooLarge

_BUCKET = re.compile(f"[0-9a-f]{{2}}|{WITHOUT_CASE}", re.ASCII)


def entry_routes(district: District) -> APIRouter:
    """Push, pull, fetch."""
    router = APIRouter()

    @router.post("/entries", **takes(shapes.PushShape, shapes.AnswersShape))
    def push(request: Request) -> Response:
        device, batch = caller_of(request, district), _batch(body_of(request))
        try:
            return bytes_answer(write_answers(district.push(device, batch)))
        except StoreWasPutBack as error:
            with district.reading() as connection:
                current = setting_of(connection, EPOCH)
            raise EpochNew(epoch=district.epochs.begin(current)) from error

    @router.get("/changes", responses=answers(shapes.PageShape))
    def changes(request: Request) -> Response:
        device = caller_of(request, district)
        limit = asked_number(request, "limit", 1, MAX_PAGE, MAX_PAGE) or MAX_PAGE
        return bytes_answer(
            write_page(district.pull.changes(device, request.query_params.get("cursor"), limit))
        )

    @router.post("/entries/fetch", **takes(shapes.FetchShape, shapes.FetchedShape))
    def fetch(request: Request) -> Response:
        device, ids = caller_of(request, district), object_of(request).get("ids")
        if not isinstance(ids, list) or not all(isinstance(each, str) for each in ids):
            raise RequestMalformed(field="ids")
        if len(ids) > MAX_ENTRIES:
            raise RequestTooLarge(limit=MAX_ENTRIES, unit="entries")
        return json_answer({"changes": changes_json(district.pull.fetch(device, ids))})

    return router


def digest_routes(district: District) -> APIRouter:
    """Digests of what a street holds."""
    router = APIRouter()

    @router.get("/digests", responses=answers(shapes.DigestsShape))
    def digests(request: Request) -> Response:
        device = caller_of(request, district)
        epoch, upto, buckets = district.pull.digests(
            device, asked_number(request, "upto", 0, MAX_INTEGER, None)
        )
        return json_answer({"epoch": epoch, "upto": upto, "buckets": buckets})

    @router.get("/buckets/{bucket}", responses=answers(shapes.LinesShape))
    def lines(request: Request, bucket: str) -> Response:
        device = caller_of(request, district)
        if not _BUCKET.fullmatch(bucket):
            raise RequestMalformed(field="bucket")
        found = district.pull.bucket(device, bucket, asked_number(request, "upto", 0, MAX_INTEGER, None))
        return json_answer({"lines": [[each.entry, each.commit_seq, each.outcome] for each in found]})

    return router


def _batch(data: bytes) -> tuple[SentEntry, ...]:
    try:
        batch = read_batch(data)
    except RecordRefused as error:
        raise RequestMalformed(field=str(error.facts["field"]) or "body") from error
    if len(batch) > MAX_ENTRIES:
        raise RequestTooLarge(limit=MAX_ENTRIES, unit="entries")
    if len(batch) > 1 and len(data) > MAX_BATCH:
        raise RequestTooLarge(limit=MAX_BATCH)
    if any(len(each.body or b"") > MAX_BODY for each in batch):
        raise RequestTooLarge(limit=MAX_BODY)
    return batch
