"""A DNS server and an HTTPS server on loopback that play domains, for the tests of discovery.

Usage: dns_server.py FOLDER. Prints `PORT HTTPS_PORT`; FOLDER gets ca.pem. Ends with its standard input.
"""

import http.server
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time

from dnslib import A, AAAA, CNAME, MX, RCODE, RR, SRV, DNSRecord
from dnslib.server import BaseResolver, DNSServer

LOOPBACK = "127.0.0.1"


def records(imap_port):
    """By name: the records of each type. `slow`, `servfail`, `refused`, `garbage` and `liar` misbehave."""
    table = {}

    def add(name, kind, data, ttl=300):
        table.setdefault((name, kind), []).append(RR(name, rtype={"MX": 15, "A": 1, "SRV": 33, "CNAME": 5, "AAAA": 28}[kind], rdata=data, ttl=ttl))

    add("plain.example", "MX", MX("mx.plain.example", 10))
    add("imap.plain.example", "A", A(LOOPBACK))
    add("srv.example", "MX", MX("mx.srv.example", 10), 86400)
    add("_imaps._tcp.srv.example", "SRV", SRV(10, 5, imap_port, "localhost"))
    add("_imaps._tcp.srv.example", "SRV", SRV(20, 5, 994, "backup.srv.example"))
    add("localhost", "A", A(LOOPBACK))
    add("nothere.example", "MX", MX("mx.nothere.example", 10))
    add("_imaps._tcp.nothere.example", "SRV", SRV(0, 0, 0, "."))
    add("google.example", "MX", MX("aspmx.l.google.com", 1))
    add("tenant.example", "MX", MX("tenant-example.mail.protection.outlook.com", 0))
    add("filtered.example", "MX", MX("mx1.hosted.pphosted.com", 10))
    add("auto.example", "MX", MX("mx.auto.example", 10))
    for name in ("auto", "entity", "huge", "slowweb", "redirect", "notxml", "oauth", "wellknown"):
        add(f"{name}.example", "MX", MX(f"mx.{name}.example", 10))
        add(f"autoconfig.{name}.example", "A", A(LOOPBACK))
    add("wellknown.example", "A", A(LOOPBACK))
    add("xn--mller-kva.example", "MX", MX("mx.xn--mller-kva.example", 10))
    add("chain.example", "MX", MX("mx.chain.example", 10))
    for index in range(30):
        add(f"imap.chain.example" if index == 0 else f"c{index}.chain.example", "CNAME", CNAME(f"c{index + 1}.chain.example"))
    add("loop.example", "MX", MX("mx.loop.example", 10))
    add("imap.loop.example", "CNAME", CNAME("imap.loop.example"))
    return table


class Resolver(BaseResolver):
    def __init__(self, table):
        self.table = table

    def resolve(self, request, handler):
        name = str(request.q.qname).rstrip(".").lower()
        kind = {1: "A", 15: "MX", 33: "SRV", 28: "AAAA", 5: "CNAME"}.get(request.q.qtype, "?")
        reply = request.reply()
        if name.endswith("slow.example"):
            time.sleep(30)
        if name.endswith("servfail.example"):
            reply.header.rcode = RCODE.SERVFAIL
        elif name.endswith("refused.example"):
            reply.header.rcode = RCODE.REFUSED
        elif name.endswith("many.example") and kind == "MX":
            # Too many for a UDP answer: the resolver must come again over TCP.
            for index in range(60):
                reply.add_answer(RR(name, 15, rdata=MX(f"mail-exchanger-number-{index}.many.example", index), ttl=60))
        elif any(key[0] == name for key in self.table):
            for record in self.table.get((name, kind), []) + self.table.get((name, "CNAME"), []):
                reply.add_answer(record)
        else:
            reply.header.rcode = RCODE.NXDOMAIN
        return reply


def config(domain, authentication="password-cleartext"):
    return f"""<?xml version="1.0"?>
<clientConfig version="1.1"><emailProvider id="{domain}"><domain>{domain}</domain>
<incomingServer type="pop3"><hostname>pop.{domain}</hostname><port>995</port><socketType>SSL</socketType></incomingServer>
<incomingServer type="imap"><hostname>localhost</hostname><port>IMAP</port><socketType>SSL</socketType>
<username>%EMAILLOCALPART%</username><authentication>{authentication}</authentication></incomingServer>
</emailProvider></clientConfig>"""


class Web(http.server.BaseHTTPRequestHandler):
    imap_port = 0

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        host = self.headers.get("Host", "").split(":")[0]
        name = host.removeprefix("autoconfig.").removesuffix(".example")
        with open(os.path.join(FOLDER, "requests.txt"), "a") as file:
            file.write(f"{host} {self.path}\n")
        body = config(host)
        if name == "wellknown" and host.startswith("autoconfig."):
            return self.send_error(404)
        if name == "entity":
            body = '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><clientConfig>&b;</clientConfig>'
        if name == "notxml":
            body = "<html><body>Not here</body>"
        if name == "oauth":
            body = config(host, "OAuth2")
        if name == "redirect":
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1/")
            return self.end_headers()
        if name == "slowweb":
            time.sleep(30)
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.end_headers()
        try:
            if name == "huge":
                while True:
                    self.wfile.write(b"<a>" * 65536)
            self.wfile.write(body.replace("IMAP", str(Web.imap_port)).encode())
        except OSError:
            pass


def certificates(folder):
    def run(*words):
        subprocess.run(["openssl", *words], check=True, cwd=folder, capture_output=True)

    names = [f"autoconfig.{n}.example" for n in ("auto", "entity", "huge", "slowweb", "redirect", "notxml", "oauth", "wellknown")]
    names += ["wellknown.example", "localhost"]
    with open(os.path.join(folder, "ext"), "w") as file:
        file.write("subjectAltName=" + ",".join("DNS:" + n for n in names) + "\n")
    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout"]
    run("req", "-x509", "-days", "2", "-subj", "/CN=test authority", *key, "ca.key", "-out", "ca.pem")
    run("req", "-new", "-subj", "/CN=test", *key, "web.key", "-out", "web.csr")
    run("x509", "-req", "-in", "web.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2", "-extfile", "ext", "-out", "web.pem")


def imap(context):
    """A greeting and capabilities, over TLS; everything that a client sends is written down."""
    server = socket.create_server((LOOPBACK, 0))

    def serve(connection):
        try:
            with context.wrap_socket(connection, server_side=True) as tls:
                tls.sendall(b"* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
                stream = tls.makefile("rb")
                for line in stream:
                    with open(os.path.join(FOLDER, "imap.txt"), "ab") as file:
                        file.write(line)
                    tag, command = line.split()[:2]
                    if command.upper() == b"CAPABILITY":
                        tls.sendall(b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
                    tls.sendall(tag + b" OK done\r\n")
        except (OSError, ValueError):
            pass

    def loop():
        while True:
            connection, _ = server.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=loop, daemon=True).start()
    return server.getsockname()[1]


def dns(resolver):
    """One port for both transports: another program may have the TCP port of a UDP port that is free."""
    while True:
        udp = DNSServer(resolver, address=LOOPBACK, port=0)
        port = udp.server.server_address[1]
        try:
            tcp = DNSServer(resolver, address=LOOPBACK, port=port, tcp=True)
        except OSError:
            udp.server.server_close()
            continue
        udp.start_thread()
        tcp.start_thread()
        return port


def main():
    certificates(FOLDER)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(os.path.join(FOLDER, "web.pem"), os.path.join(FOLDER, "web.key"))
    Web.imap_port = imap(context)
    web = http.server.ThreadingHTTPServer((LOOPBACK, 0), Web)
    web.socket = context.wrap_socket(web.socket, server_side=True)
    threading.Thread(target=web.serve_forever, daemon=True).start()
    resolver = Resolver(records(Web.imap_port))
    port = dns(resolver)
    print(port, web.server_address[1], flush=True)
    sys.stdin.read()


FOLDER = sys.argv[1]
main()
