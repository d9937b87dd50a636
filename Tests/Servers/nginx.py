"""The mail proxy of nginx 1.22 in front of a Dovecot: it takes the credentials, asks where to go, and sends them on."""

import backend
from room import Step

PACKAGES = [*backend.PACKAGES, "nginx", "libnginx-mod-mail"]
VARIANTS = ("standard",)
PORTS = (*backend.PORTS, "http")
attempts = backend.attempts

# Says of everybody that the server behind is to judge.
ROUTER = """
import http.server
import sys

class Router(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Auth-Status", "OK")
        self.send_header("Auth-Server", "127.0.0.1")
        self.send_header("Auth-Port", sys.argv[2])
        self.end_headers()

    def log_message(self, *_):
        pass

http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Router).serve_forever()
"""


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    prepare, serve, known = backend.prepare(directory, ports, users)
    (directory / "router.py").write_text(ROUTER)
    (directory / "nginx.conf").write_text(f"""
daemon off;
worker_processes 1;
error_log /run/room/server.log;
pid /run/room/nginx.pid;
load_module /usr/lib/nginx/modules/ngx_mail_module.so;
events {{}}
mail {{
  server_name localhost;
  auth_http 127.0.0.1:{ports["http"]}/;
  proxy_pass_error_message on;
  imap_auth login plain;
  ssl_certificate /run/room/certificates/server.crt;
  ssl_certificate_key /run/room/certificates/server.key;
  server {{
    listen 127.0.0.1:{ports["imap"]};
    protocol imap;
    starttls on;
  }}
  server {{
    listen 127.0.0.1:{ports["imaps"]} ssl;
    protocol imap;
  }}
}}
""")
    serve.append(Step(["/usr/bin/python3", "-B", "/run/room/router.py", str(ports["http"]), str(ports["backend-imap"])]))
    serve.append(Step(["/usr/sbin/nginx", "-c", "/run/room/nginx.conf", "-e", "/run/room/server.log"]))
    return prepare, serve, known


def settle(ports, users):
    """Nothing is left to do once the servers answer."""
