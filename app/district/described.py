"""How addresses tell the served description what they take and answer, and how answers are made."""

from __future__ import annotations

import json
from typing import Any

from fastapi import Response
from pydantic import BaseModel

FORM = "application/x-www-form-urlencoded"


def takes(request: type[BaseModel] | None, answer: type[BaseModel], status: int = 200) -> dict[str, Any]:
    """How the description tells a request and its answer; bodies are read by the handlers themselves."""
    content: dict[str, Any]
    if request is None:
        fields = {
            name: {"type": "string"} for name in ("grant_type", "client_assertion_type", "client_assertion")
        }
        content = {FORM: {"schema": {"type": "object", "properties": fields, "required": list(fields)}}}
    else:
        content = {"application/json": {"schema": request.model_json_schema()}}
    return {
        "status_code": status,
        "responses": answers(answer, status),
        "openapi_extra": {"requestBody": {"content": content, "required": True}},
    }


def answers(answer: type[BaseModel], status: int = 200) -> dict[int | str, dict[str, Any]]:
    """The answers of an address beside refusals."""
    return {status: {"model": answer}}


def json_answer(value: object, status: int = 200) -> Response:
    """An answer in JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    return bytes_answer(body, status)


def bytes_answer(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """An answer whose JSON is written already."""
    return Response(body, status, headers, "application/json")
