"""An OpenAPI 3.1 document as something to test against: its operations, and whether an answer keeps to a schema."""
import dataclasses
import json
import pathlib
import re

DOCUMENT = pathlib.Path(__file__).resolve().parents[3] / "src/api/openapi.json"
_TYPES = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}


@dataclasses.dataclass
class Operation:
    id: str
    method: str
    path: str  # below /api/v1, with {parameters}
    parameters: list
    body: dict  # the schema of the JSON body, or None
    responses: dict
    entrance: str  # "caller": a key or an open session; "session": a person about itself; "nobody"
    roles: list  # that may call it, where the entrance is "caller"


class Document:
    def __init__(self, text):
        self._document = json.loads(text)

    def resolve(self, node):
        while isinstance(node, dict) and "$ref" in node:
            target = self._document
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = target
        return node

    def operations(self):
        for path, item in self._document["paths"].items():
            for method, spec in item.items():
                content = spec.get("requestBody", {}).get("content", {}).get("application/json")
                yield Operation(spec["operationId"], method.upper(), path.removeprefix("/api/v1"),
                                [self.resolve(p) for p in spec.get("parameters", [])],
                                self.resolve(content["schema"]) if content else None, spec["responses"],
                                "caller" if "security" not in spec else "session" if spec["security"] else "nobody",
                                spec.get("x-roles", []))

    def example(self, schema, samples, name=""):
        """A value that keeps to `schema`; `samples` has values for properties whose meaning matters."""
        schema = self.resolve(schema)
        if name in samples:
            return samples[name]
        if "enum" in schema:
            return schema["enum"][0]
        if schema["type"] == "object":
            return {key: self.example(value, samples, key) for key, value in schema.get("properties", {}).items()
                    if key in schema.get("required", []) or key in samples}
        if schema["type"] == "array":
            return [self.example(schema["items"], samples, name)]
        return {"string": "x" * max(1, schema.get("minLength", 1)), "integer": schema.get("minimum", 1),
                "boolean": True}[schema["type"]]

    def faults(self, value, schema, place="body"):
        """What is wrong with `value` by `schema`, in words. Formats are left to other tests."""
        schema = self.resolve(schema)
        kind = schema.get("type")
        if kind and (not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != "boolean")):
            return [f"{place}: {type(value).__name__} instead of {kind}"]
        found = []
        if "enum" in schema and value not in schema["enum"]:
            found.append(f"{place}: {value!r} is none of {schema['enum']}")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{place}: {value!r} is not {schema['pattern']}")
        if kind == "object":
            known = schema.get("properties", {})
            found += [f"{place}: {name} is missing" for name in schema.get("required", []) if name not in value]
            for name, member in value.items():
                if name in known:
                    found += self.faults(member, known[name], f"{place}.{name}")
                elif schema.get("additionalProperties", True) is False:
                    found.append(f"{place}: {name} is not documented")
        if kind == "array":
            for index, item in enumerate(value):
                found += self.faults(item, schema["items"], f"{place}[{index}]")
        return found
