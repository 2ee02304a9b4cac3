"""Makes the calls of `tests/python.rs` with clients of openapi-python-client.

Takes the folder with the generated packages and the URL of the server.
"""

import datetime
import importlib
import json
import sys

folder, url = sys.argv[1:3]
sys.path.insert(0, folder)


def client(package, token, prefix):
    module = importlib.import_module(package)
    return module.AuthenticatedClient(base_url=url, token=token, prefix=prefix)


def call(package, operation, model, body):
    """One call with a JSON body."""
    module = importlib.import_module(f"{package}.api.{operation}")
    models = importlib.import_module(f"{package}.models")
    typed = getattr(models, model).from_dict(body)
    module.sync_detailed(client=client(package, "1$a", "apikey"), body=typed)


class Form:
    """A body for which the package has no type."""

    def __init__(self, fields):
        self.fields = fields

    def to_dict(self):
        return self.fields


bodies = json.load(sys.stdin)
call("fastedge", "billing.list_prebilling", "ListPrebillingBody", bodies["fastedge"])
call("cloud", "cost_reports.get_cost_report_totals", "CostReportTotalsRequestSerializer", bodies["costs"])
call("cloud", "cost_reports.get_usage_report", "UsageReportRequestSerializer", bodies["usage"])

waap = importlib.import_module(
    "waap.api.pre_billing.get_consumption_breakdown_v1_prebilling_breakdown_metric_get"
)
waap.sync_detailed(
    "a/b ü",
    client=client("waap", "jwt", "Bearer"),
    client_ids=[1, 2],
    from_=datetime.date(2026, 1, 1),
    to=datetime.date(2026, 2, 1),
    limit=50,
    offset=10,
)

virtuozzo = importlib.import_module(
    "virtuozzo.api.billing_account.get_account_billing_history_by_period"
)
virtuozzo.sync_detailed(client=client("virtuozzo", "none", "none"), body=Form(bodies["history"]))
