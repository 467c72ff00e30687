"""One derivation of every column type from the nouns: JSON Schema, Arrow, SQL."""

# pyarrow ships no types, so its names are unknown to the checker in this room alone
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownParameterType=false
# pyright: reportUnknownArgumentType=false, reportAttributeAccessIssue=false, reportUnknownLambdaType=false
# pyright: reportPrivateImportUsage=false, reportMissingTypeArgument=false

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import pyarrow as pa  # pyright: ignore[reportMissingTypeStubs]
from msgspec import inspect as mi

from rashomon.types import RecordData

Dialect = Literal["sqlite", "postgres"]

_SQL: dict[Dialect, dict[str, str]] = {
    "sqlite": {"int": "INTEGER", "float": "REAL", "bool": "INTEGER", "str": "TEXT", "json": "TEXT"},
    "postgres": {
        "int": "BIGINT",
        "float": "DOUBLE PRECISION",
        "bool": "BOOLEAN",
        "str": "TEXT",
        "json": "JSONB",
    },
}

_SQL_KINDS = {
    "IntType": "int",
    "FloatType": "float",
    "BoolType": "bool",
    "StrType": "str",
    "LiteralType": "str",
}


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a whole record of format 1.

    >>> json_schema()["$ref"]
    '#/$defs/RecordData'
    """
    return msgspec.json.schema(RecordData)


def arrow_schema(noun: type[msgspec.Struct]) -> pa.Schema:
    """Return the Arrow schema of one noun: structs nest, tuples are lists, None is null.

    >>> from rashomon.types import Span
    >>> arrow_schema(Span).field("start").type
    DataType(int64)
    """
    return pa.schema(_fields(_struct(noun)))


def to_table(items: Sequence[msgspec.Struct], noun: type[msgspec.Struct]) -> pa.Table:
    """Lay frozen nouns out as an Arrow table, one row each, in the order given."""
    rows = [msgspec.to_builtins(item) for item in items]
    return pa.Table.from_pylist(rows, schema=arrow_schema(noun))


def sql_table(noun: type[msgspec.Struct], name: str, dialect: Dialect, *, key: str = "id") -> str:
    """Write the CREATE TABLE for one noun: scalars as columns, nested nouns as JSON; `key`, if there, is the key.

    >>> from rashomon.types import Model
    >>> sql_table(Model, "model", "sqlite")
    'CREATE TABLE model (name TEXT NOT NULL, digest TEXT NOT NULL)'
    """
    columns = [_column(item, dialect, key) for item in _struct(noun).fields]
    return f"CREATE TABLE {name} ({', '.join(columns)})"


def _struct(noun: type[msgspec.Struct]) -> mi.StructType:
    info = mi.type_info(noun)
    assert isinstance(info, mi.StructType)
    return info


def _fields(info: mi.StructType) -> list[pa.Field[Any]]:
    return [
        pa.field(item.encode_name, _arrow(item.type), nullable=_optional(item.type)) for item in info.fields
    ]


def _optional(info: mi.Type) -> bool:
    return isinstance(info, mi.UnionType) and any(isinstance(part, mi.NoneType) for part in info.types)


def _bare(info: mi.Type) -> mi.Type:
    """Take None out of a union; other unions stay."""
    if isinstance(info, mi.UnionType):
        parts = [part for part in info.types if not isinstance(part, mi.NoneType)]
        return parts[0] if len(parts) == 1 else info
    return info


def _arrow(info: mi.Type) -> pa.DataType:
    match _bare(info):
        case mi.IntType():
            return pa.int64()
        case mi.FloatType():
            return pa.float64()
        case mi.BoolType():
            return pa.bool_()
        case mi.StrType() | mi.LiteralType():
            return pa.string()
        case mi.StructType() as struct:
            return pa.struct(_fields(struct))
        case mi.VarTupleType(item_type=inner) | mi.ListType(item_type=inner):
            return pa.list_(pa.field("item", _arrow(inner), nullable=False))
        case other:
            raise TypeError(f"no column type for {other!r}")


def _column(item: mi.Field, dialect: Dialect, key: str) -> str:
    word = _SQL[dialect][_SQL_KINDS.get(type(_bare(item.type)).__name__, "json")]
    null = "" if _optional(item.type) else " NOT NULL"
    primary = " PRIMARY KEY" if item.encode_name == key else ""
    return f"{column_name(item.encode_name)} {word}{null}{primary}"


def column_name(name: str) -> str:
    """Return the name of a field as SQL takes it: some of ours are words of SQL itself.

    >>> column_name("when"), column_name("source")
    ('"when"', 'source')
    """
    words = {"from", "to", "when", "where", "order", "left", "right", "full"}
    return f'"{name}"' if name in words else name
