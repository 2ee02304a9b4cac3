"""Makes the calls of `tests/python.rs` with a client of openapi-python-client.

Takes the folder with the package `client`. Reads the calls, Python expressions, as
a JSON list, and writes the requests that arrived as another.
"""

import datetime
import importlib
import io
import json
import pkgutil
import sys
import threading
import uuid
from http.server import BaseHTTPRequestHandler, HTTPServer

folder = sys.argv[1]
sys.path.insert(0, folder)

import client
import client.api
from client import models
from client.types import File

# What all requests have.
USUAL = {"host", "accept", "accept-encoding", "user-agent", "content-length", "connection"}

sent = []


class Server(BaseHTTPRequestHandler):
    def handle_one_request(self):
        self.raw_requestline = self.rfile.readline()
        self.close_connection = True
        if not self.raw_requestline or not self.parse_request():
            return
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        lines = [f"{self.command} {self.path}"]
        for name, value in self.headers.items():
            if name.lower() not in USUAL:
                lines.append(f"{name.lower()}: {value}")
        if body:
            lines += ["", body.decode()]
        boundary = self.headers.get_boundary()
        text = "\n".join(lines)
        sent.append(text.replace(boundary, "B") if boundary else text)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Server)
threading.Thread(target=server.serve_forever, daemon=True).start()
caller = client.Client(base_url=f"http://127.0.0.1:{server.server_port}/base")


class Operations:
    """Each operation as a function, whatever its tag."""

    def __getattr__(self, name):
        for tag in pkgutil.iter_modules(client.api.__path__):
            try:
                module = importlib.import_module(f"client.api.{tag.name}.{name}")
            except ModuleNotFoundError:
                continue
            return lambda *args, **more: module.sync_detailed(*args, client=caller, **more)
        raise AttributeError(name)


names = {
    "api": Operations(),
    "date": datetime.date,
    "datetime": datetime.datetime,
    "file": lambda data, name=None, kind=None: File(io.BytesIO(data), name, kind),
    "utc": datetime.timezone.utc,
    "UUID": uuid.UUID,
    **vars(models),
}


for call in json.load(sys.stdin):
    eval(call, names)
json.dump(sent, sys.stdout)
