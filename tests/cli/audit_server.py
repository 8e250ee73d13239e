#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A local audit stream: audit_server.py MODE LOG prints its port and writes down what arrives.

MODE is what every request is answered with: a status (204, 500), a redirect to an address
(302=http://…, where `here` is this server), or `never` for no answer at all.
"""

import http.server
import sys
import threading


class Stream(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        with open(self.server.log, "ab") as log:
            log.write(self.raw_requestline.replace(b"\r\n", b"\n"))
            log.write("".join(f"{name}: {value}\n" for name, value in self.headers.items()).encode())
            log.write(b"\n" + body + b"\n\n")
        status, _, target = self.server.mode.partition("=")
        if status == "never":
            threading.Event().wait()
        self.send_response(int(status))
        if target:
            here = f"http://127.0.0.1:{self.server.server_port}"
            self.send_header("Location", target.replace("here", here))
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Stream)
server.mode, server.log = sys.argv[1:3]
print(server.server_port, flush=True)
server.serve_forever()
