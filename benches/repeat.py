"""Writes a document that holds another one many times, all names made different:

    python3 benches/repeat.py specs/gcore-cloud-reports.yaml 62 > large.json

Shows whether what a compiler needs grows with the size of a document. Needs PyYAML.
"""

import json
import sys

import yaml


def copied(value, number):
    """`value` with references to the copies of its own number."""
    if isinstance(value, dict):
        return {key: copied(item, number) for key, item in value.items()}
    if isinstance(value, list):
        return [copied(item, number) for item in value]
    if isinstance(value, str) and value.startswith("#/components/schemas/"):
        return f"{value}{number}"
    return value


def renamed(path_item, number):
    """A path item with operationIds of its own."""
    item = copied(path_item, number)
    for operation in item.values():
        if isinstance(operation, dict) and "operationId" in operation:
            operation["operationId"] += str(number)
    return item


def repeated(document, times):
    """The document, its paths and schemas `times` times."""
    paths, schemas = document["paths"], document["components"]["schemas"]
    numbers = range(times)
    document["paths"] = {
        f"/copy{number}{path}": renamed(item, number)
        for number in numbers
        for path, item in paths.items()
    }
    document["components"] = document["components"] | {
        "schemas": {
            f"{name}{number}": copied(schema, number)
            for number in numbers
            for name, schema in schemas.items()
        },
        "responses": copied(document["components"].get("responses", {}), 0),
    }
    return document


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    json.dump(repeated(document, int(sys.argv[2])), sys.stdout, default=str)


main()
