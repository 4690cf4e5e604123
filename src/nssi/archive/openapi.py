"""The interface for programs, described as OpenAPI 3.1: what may be asked, and what is answered."""

from typing import Any

from nssi.archive.models import LONGEST_NAME, Deposit
from nssi.archive.search import MOST_FOUND

_MONTH = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$", "examples": ["1975-01"]}
_TEXT = {"type": "string"}

_SCHEMAS: dict[str, Any] = {
    "Deposit": {
        "type": "object",
        "description": "Documents for a period that the institute took over.",
        "required": ["kind", "from", "to", "place"],
        "additionalProperties": False,
        "properties": {
            "kind": {"enum": Deposit.Kind.values},
            "from": _MONTH,
            "to": _MONTH,
            "place": {
                "type": "object",
                "description": "The local office or regional archive centre where they are kept.",
                "required": ["code", "name"],
                "additionalProperties": False,
                "properties": {"code": _TEXT, "name": _TEXT},
            },
        },
    },
    "TerminatedInsurer": {
        "type": "object",
        "description": "An insurer that ended without a legal successor.",
        "required": ["name", "former_names", "eik", "seat", "area", "deposits"],
        "additionalProperties": False,
        "properties": {
            "name": _TEXT,
            "former_names": {"type": "array", "items": _TEXT},
            "eik": {"type": ["string", "null"], "pattern": "^[0-9]{9}([0-9]{4})?$"},
            "seat": _TEXT,
            "area": _TEXT,
            "deposits": {"type": "array", "items": {"$ref": "#/components/schemas/Deposit"}},
        },
    },
    "Found": {
        "type": "object",
        "required": ["insurers", "more", "instead"],
        "additionalProperties": False,
        "properties": {
            "insurers": {
                "type": "array",
                "maxItems": MOST_FOUND,
                "items": {"$ref": "#/components/schemas/TerminatedInsurer"},
            },
            "more": {
                "type": "boolean",
                "description": "There are more: give more of the name, or the place.",
            },
            "instead": {
                "type": "array",
                "items": _TEXT,
                "description": "Words that were searched for in place of mistyped ones.",
            },
        },
    },
    "Errors": {
        "type": "object",
        "required": ["errors"],
        "additionalProperties": False,
        "properties": {
            "errors": {
                "type": "array",
                "minItems": 1,
                "items": {
                    "type": "object",
                    "required": ["parameter", "text"],
                    "additionalProperties": False,
                    "properties": {"parameter": _TEXT, "text": _TEXT},
                },
            }
        },
    },
}


def _parameter(name: str, description: str, longest: int) -> dict[str, Any]:
    schema = {"type": "string", "maxLength": longest}
    return {"name": name, "in": "query", "description": description, "schema": schema}


def _answer(description: str, schema: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


DOCUMENT: dict[str, Any] = {
    "openapi": "3.1.0",
    "info": {
        "title": "Ended insurers without a legal successor whose documents are held by the institute",
        "version": "1",
        "description": "Free access, without personal data. Too many searches from one address have to wait.",
    },
    "paths": {
        "/api/v1/terminated-insurers": {
            "get": {
                "operationId": "findTerminatedInsurers",
                "summary": "Find ended insurers by name and place, or by number",
                "description": "At least three letters of a name, or the number. A number decides alone.",
                "parameters": [
                    _parameter("name", "Beginnings of words of its name, present or former.", LONGEST_NAME),
                    _parameter("eik", "ЕИК or БУЛСТАТ: 9 or 13 digits.", 20),
                    _parameter("place", "Town, village or area of its seat.", 100),
                ],
                "responses": {
                    "200": _answer("What was found, the best first.", "Found"),
                    "400": _answer("The question cannot be answered.", "Errors"),
                    "429": _answer("Too many searches from this address.", "Errors"),
                },
            }
        }
    },
    "components": {"schemas": _SCHEMAS},
}
