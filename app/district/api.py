"""The application of a district: every address of the contract, and a refusal for anything else."""

from __future__ import annotations

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from app import __version__
from app.district import shapes
from app.district.database import RETRY_SECONDS
from app.district.district import District
from app.district.envelope import Application, Envelope, refusal_of
from app.district.files_routes import evidence_routes, upload_routes
from app.district.routes_entries import digest_routes, entry_routes
from app.district.routes_open import open_routes
from app.district.routes_people import number_routes, people_routes
from app.wire.problems import DistrictProblem, PathUnknown, RequestMalformed, ServerBusy, ServerFault


def make_app(district: District, *routers: APIRouter) -> Application:
    """The application of a district; ``routers`` add further addresses below ``/v1``.

    Raises:
        LawFileInvalid, ReleaseMissing, ReleaseUnreadable, ReleaseDamaged: the law cannot be read.
    """
    district.law.warm()
    app = FastAPI(
        title="Fieldcase district",
        version=__version__,
        openapi_url="/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
        responses={"default": {"model": shapes.ProblemShape, "description": "a refusal"}},
    )
    app.add_exception_handler(DistrictProblem, _problem)
    app.add_exception_handler(PoolTimeout, _busy)
    app.add_exception_handler(Exception, _problem)
    app.add_exception_handler(HTTPException, _no_such_path)
    app.add_exception_handler(RequestValidationError, _malformed)
    own = (
        open_routes,
        people_routes,
        number_routes,
        entry_routes,
        digest_routes,
        upload_routes,
        evidence_routes,
    )
    for router in (*(make(district) for make in own), *routers):
        app.include_router(router, prefix="/v1")
    return Envelope(app, district.key, district.clock)


def _problem(request: Request, error: Exception) -> Response:
    return refusal_of(error if isinstance(error, DistrictProblem) else ServerFault())


def _no_such_path(request: Request, error: Exception) -> Response:
    return refusal_of(PathUnknown())


def _malformed(request: Request, error: Exception) -> Response:
    return refusal_of(RequestMalformed(field="request"))


def _busy(request: Request, error: Exception) -> Response:
    return refusal_of(ServerBusy(seconds=RETRY_SECONDS))
