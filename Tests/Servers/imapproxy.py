"""SquirrelMail's IMAP Proxy 1.2.8 in front of a Dovecot: it takes LOGIN only and knows no TLS, which stunnel adds."""

import backend
from room import Step

PACKAGES = [*backend.PACKAGES, "imapproxy", "stunnel4"]
VARIANTS = ("standard",)
PORTS = (*backend.PORTS, "proxy-imap")
attempts = backend.attempts

# It gives up root's groups, which a room's programs have given up already and may not do.
GROUPS = "int setgroups(unsigned long count, const unsigned *groups) { return 0; }\n"


def prepare(directory, variant, ports, users):
    """What to run and what to tell."""
    prepare, serve, known = backend.prepare(directory, ports, users)
    prepare.append(Step(["/usr/bin/cc", "-shared", "-fPIC", "-o", "/run/room/groups.so", "-x", "c", "-"], input=GROUPS))
    (directory / "imapproxy.conf").write_text(f"""
server_hostname 127.0.0.1
server_port {ports["backend-imap"]}
listen_address 127.0.0.1
listen_port {ports["proxy-imap"]}
connect_retries 3
connect_delay 1
cache_size 64
cache_expiration_time 1
proc_username imap
proc_groupname imap
stat_filename /run/room/imapproxy.stats
protocol_log_filename /run/room/imapproxy.log
syslog_facility LOG_MAIL
foreground_mode yes
""")
    (directory / "stunnel.conf").write_text(f"""
foreground = yes
pid =
cert = /run/room/certificates/server.crt
key = /run/room/certificates/server.key
[imaps]
accept = 127.0.0.1:{ports["imaps"]}
connect = 127.0.0.1:{ports["proxy-imap"]}
[imap]
accept = 127.0.0.1:{ports["imap"]}
connect = 127.0.0.1:{ports["proxy-imap"]}
protocol = imap
""")
    serve.append(Step([
        "/usr/sbin/imapproxyd", "-f", "/run/room/imapproxy.conf", "-p", "/run/room/imapproxyd.pid"],
        environment={"LD_PRELOAD": "/run/room/groups.so"}))
    serve.append(Step(["/usr/bin/stunnel4", "/run/room/stunnel.conf"]))
    return prepare, serve, known


def settle(ports, users):
    """Nothing is left to do once the servers answer."""
