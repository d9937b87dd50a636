#!/usr/bin/env python3
"""How a TLS client fares: tls_peer.py tls|starttls PORT AUTHORITY [--old]. Prints JSON: greeting, answer, leftover, version, names, error."""
import json
import socket
import ssl
import sys

mode, port, authority = sys.argv[1], int(sys.argv[2]), sys.argv[3]
context = ssl.create_default_context(cafile=authority)
if "--old" in sys.argv:
    context.minimum_version, context.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    context.set_ciphers("DEFAULT@SECLEVEL=0")
seen = {}
try:
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    if mode == "starttls":
        seen["greeting"] = connection.recv(4096).decode()
        connection.sendall(b"s STARTTLS\r\n")
        answer, _, leftover = connection.recv(4096).decode().partition("\r\n")
        seen["answer"], seen["leftover"] = answer, leftover
        if not answer.startswith("s OK"):
            sys.exit(print(json.dumps(seen)))
    secured = context.wrap_socket(connection, server_hostname="localhost")
    seen["version"] = secured.version()
    seen["names"] = [value for _, value in secured.getpeercert()["subjectAltName"]]
    if mode == "tls":
        seen["greeting"] = secured.recv(4096).decode()
    secured.sendall(b"c CAPABILITY\r\n")
    seen["capabilities"] = secured.recv(4096).decode()
except ssl.SSLCertVerificationError as error:
    seen["error"] = error.verify_message
except ssl.SSLError as error:
    seen["error"] = error.reason or str(error)
except (OSError, EOFError) as error:
    seen["error"] = type(error).__name__
print(json.dumps(seen))
