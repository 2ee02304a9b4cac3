"""Makes the calls of `tests/gcore_sdk.rs` with Gcore's own SDK.

Takes the URL of the server; reads the arguments of the calls from standard input, and
prints each answer as its models write it.
"""

import datetime
import json
import sys

from gcore import Gcore


def typed(arguments):
    """The arguments with times as Python has them."""
    times = {
        name: datetime.datetime.fromisoformat(arguments[name])
        for name in ("time_from", "time_to")
    }
    return arguments | times


client = Gcore(api_key="1$a", base_url=sys.argv[1], max_retries=0)
calls = {
    "costs": client.cloud.cost_reports.get_aggregated,
    "usage": client.cloud.usage_reports.get,
}
for call, arguments in json.load(sys.stdin):
    print(calls[call](**typed(arguments)).to_json(indent=None))
