"""What needs no token: who the district is, enrolment, tokens (contract, sections 3 and 4)."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response

from app.district import shapes
from app.district.described import answers, bytes_answer, json_answer, takes
from app.district.district import District
from app.district.requests import body_of, bytes_of, object_of, text_of
from app.district.settings import TOKEN_SECONDS
from app.district.standing import standing_of
from app.district.state import AUTHORITY, NAME, setting_of
from app.wire.problems import RequestMalformed, TokenRefused

GRANT_TYPE = "client_credentials"
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def open_routes(district: District) -> APIRouter:
    """What needs no token: who the district is, enrolment, tokens."""
    router = APIRouter()

    @router.get("/district", responses=answers(shapes.DistrictShape))
    def who() -> Response:
        with district.reading() as connection:
            authority, name = setting_of(connection, AUTHORITY), setting_of(connection, NAME)
        return json_answer({"district": district.key, "authority": authority, "name": name})

    @router.post("/enrolment", **takes(shapes.EnrolmentShape, shapes.StandingShape, 201))
    def enrol(request: Request) -> Response:
        asked = object_of(request)
        device = district.enrolment.laptop(
            text_of(asked, "secret"),
            text_of(asked, "public_key"),
            text_of(asked, "laptop"),
            bytes_of(asked, "proof"),
        )
        with district.reading() as connection:
            return bytes_answer(standing_of(connection, district.streets, device), 201)

    @router.post("/token", **takes(None, shapes.TokenShape))
    def token(request: Request) -> Response:
        try:
            form = parse_qs(body_of(request).decode("ascii"), strict_parsing=True, max_num_fields=8)
        except ValueError as error:
            raise RequestMalformed(field="body") from error
        given = {name: values[0] for name, values in form.items() if len(values) == 1}
        kinds = given.get("grant_type"), given.get("client_assertion_type")
        if kinds != (GRANT_TYPE, ASSERTION_TYPE) or "client_assertion" not in given:
            raise TokenRefused()
        access = district.tokens.give(given["client_assertion"])
        return json_answer({"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_SECONDS})

    return router
