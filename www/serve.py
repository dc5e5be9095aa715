#!/usr/bin/env python3
"""Serves the folder in which this file lies, and opens it in a browser. Needs Python 3 and nothing else.

python3 serve.py            for this machine, on port 8000
python3 serve.py 9000       on another port
python3 serve.py --share    for the other machines of the network too
"""

import argparse
import functools
import http.server
import pathlib
import socket
import webbrowser

# Not the machine's own table: on Windows that may call .js plain text, which browsers do not run.
TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
}


class Handler(http.server.SimpleHTTPRequestHandler):
    """Sends files with the types above."""

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES

    def end_headers(self):
        """Lets pages of other origins read the files, all of which are public: figures and the engine are made for them."""
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, *_):
        """Says nothing: only errors matter in a classroom."""


def address():
    """The address of this machine in its network; no packet is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return probe.getsockname()[0]
        except OSError:
            return socket.gethostname()


def main():
    parser = argparse.ArgumentParser(description="Serves freqscope from the folder in which this file lies.")
    parser.add_argument("port", nargs="?", type=int, default=8000)
    parser.add_argument("--share", action="store_true", help="for the other machines of the network too")
    parser.add_argument("--quiet", action="store_true", help="opens no browser")
    options = parser.parse_args()
    folder = str(pathlib.Path(__file__).resolve().parent)
    handler = functools.partial(Handler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("" if options.share else "127.0.0.1", options.port), handler)
    except OSError as error:
        parser.exit(1, f"Port {options.port} cannot be used ({error.strerror}): name another, as in “serve.py 9000”.\n")
    page = f"http://localhost:{server.server_port}/"
    print(f"freqscope is at {page} until this window is closed (Ctrl-C ends it).", flush=True)
    if options.share:
        print(f"Other machines open http://{address()}:{server.server_port}/, and compute on their CPUs.", flush=True)
    if not options.quiet:
        webbrowser.open(page)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
