"""Standing, grants, blocks and the time of the district (contract, sections 3 and 4)."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request, Response

from app.district import shapes
from app.district.described import answers, bytes_answer, json_answer, takes
from app.district.district import District
from app.district.leases import lease_block
from app.district.requests import bytes_of, caller_of, number_of, object_of, text_of
from app.district.standing import etag_of, standing_of
from app.wire.problems import RequestMalformed
from app.wire.verdicts import BeaconRecord, sign_beacon

_NONCE = re.compile(r"[0-9a-f]{32}", re.ASCII)


def people_routes(district: District) -> APIRouter:
    """Standing and grants."""
    router = APIRouter()

    @router.get("/standing", responses=answers(shapes.StandingShape))
    def standing(request: Request) -> Response:
        device = caller_of(request, district)
        with district.reading() as connection:
            body = standing_of(connection, district.streets, device)
        etag = etag_of(body)
        wanted = request.headers.get("if-none-match", "")
        if etag in (each.strip().removeprefix("W/") for each in wanted.split(",")) or wanted.strip() == "*":
            return Response(status_code=304, headers={"ETag": etag})
        return bytes_answer(body, headers={"ETag": etag})

    @router.post("/grants", **takes(shapes.GrantAskedShape, shapes.GrantShape, 201))
    def grants(request: Request) -> Response:
        device, asked = caller_of(request, district), object_of(request)
        grant = district.enrolment.officer(
            device, text_of(asked, "secret"), text_of(asked, "public_key"), bytes_of(asked, "proof")
        )
        return json_answer({"grant": grant}, 201)

    return router


def number_routes(district: District) -> APIRouter:
    """Blocks of numbers, and the time."""
    router = APIRouter()

    @router.post("/blocks", **takes(shapes.BlockAskedShape, shapes.BlockShape, 201))
    def blocks(request: Request) -> Response:
        device, asked = caller_of(request, district), object_of(request)
        now_ms = district.clock.read().wall_ms
        with district.writing() as connection:
            street = district.streets.get(connection, device.street)
            block = lease_block(
                connection,
                district.keys,
                district.policies,
                street,
                device.id,
                text_of(asked, "request"),
                text_of(asked, "number_class"),
                number_of(asked, "year"),
                now_ms,
            )
        return json_answer({"block": block}, 201)

    @router.post("/beacon", **takes(shapes.BeaconAskedShape, shapes.BeaconShape))
    def beacon(request: Request) -> Response:
        caller_of(request, district)
        nonce = text_of(object_of(request), "nonce")
        if not _NONCE.fullmatch(nonce):
            raise RequestMalformed(field="nonce")
        told = BeaconRecord(district.clock.read().wall_ms, nonce)
        return json_answer({"beacon": sign_beacon(told, district.keys.signing).decode("utf-8")})

    return router
