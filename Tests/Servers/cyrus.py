"""Cyrus IMAP 3.6: an admin who may act for others, and who may read some of their mailboxes as himself.

standard  refuses without delay
strict    a pause after each refusal, two sign-ins a user
old       nothing newer than TLS 1.1
"""

import base64
import imaplib
import re

import accounts
import certificates
from accounts import ADMIN, Account
from room import Step

PACKAGES = ["cyrus-common", "cyrus-imapd", "db5.3-util"]
VARIANTS = ("standard", "strict", "old")
REALM = "imap.contoso.test"

# May act for everybody (AUTHENTICATE PLAIN with an authorisation identity), and is no admin.
PROXY = Account("mailproxy", "Siskin-3316")
# May sign in, and has no mailbox.
BOXLESS = Account("boxless", "Curlew-1181")
# What follows an `@` is a realm here.
PEOPLE = [person for person in [*accounts.PEOPLE, *accounts.ODD] if "@" not in person.name]


def prepare(directory, variant, ports, users):
    """Writes the configuration; returns what to run and what to tell."""
    everyone = [*PEOPLE, *accounts.crowd(users), ADMIN, PROXY, BOXLESS]
    (directory / "imapd.conf").write_text(_settings(variant))
    (directory / "cyrus.conf").write_text(_services(ports))
    prepare = [
        Step(["mkdir", "-p", *(f"/run/cyrus/{name}" for name in ("socket", "lock", "proc", "conf/socket", "spool"))]),
        # As `saslpasswd2` would, which takes a process for every account.
        Step(["db5.3_load", "-T", "-t", "hash", "/run/cyrus/conf/sasldb2"], input="".join(map(_line, everyone))),
    ]
    master = ["/usr/lib/cyrus/bin/master", "-D", "-C", "/run/room/imapd.conf", "-M", "/run/room/cyrus.conf"]
    return prepare, [Step([*master, "-p", "/run/cyrus/master.pid"])], {
        "accounts": {person.name: person.public() for person in everyone},
        "admin": {"name": ADMIN.name, "password": ADMIN.password},
    }


def settle(ports, users):
    """Makes the mailboxes, as the admin, and fills them, as their owners."""
    with _session(ports, ADMIN.name, ADMIN) as admin:
        for person in [*PEOPLE, *accounts.crowd(users), ADMIN]:
            for folder in ["", *person.folders]:
                _check(admin.create(f"user/{person.name}{'/' * bool(folder)}{folder.replace('.', '/')}"))
        # An admin may list what is everybody's, and read none of it until it is allowed.
        for folder in ("", "/Projects", "/Projects/2020"):
            _check(admin.setacl(f"user/alberta{folder}", ADMIN.name, "lrs"))
        _check(admin.setquota("user/alberta", "(STORAGE 51200)"))
    for person in [*PEOPLE, ADMIN]:
        if person.inbox:
            with _session(ports, person.name, PROXY) as owner:
                for folder, count in {"INBOX": person.inbox, **person.folders}.items():
                    for number in range(1, count + 1):
                        text = accounts.message(number, person.name).encode()
                        _check(owner.append(folder.replace(".", "/"), None, None, text))


def attempts(log):
    """Every sign-in that the server judged: whose, and whether it was let in, be it to hear of too many connections."""
    entries = re.finditer(
        r" (?:login: \S+ \[\S+\] (.*) (?:plaintext|PLAIN)\S* User logged in|badlogin: \S+ \[\S+\] \S+ \((.*)\) )", log)
    names = ((entry[1], entry[2]) for entry in entries)
    # `-notset-`: turned away before a name was sent.
    return [{"name": good or bad, "accepted": good is not None} for good, bad in names if bad != "-notset-"]


def _line(person):
    """An account for `db5.3_load`: the key and the value, every byte of them in hexadecimal."""
    key = f"{person.name}\0{REALM}\0userPassword".encode()
    return "".join("".join(f"\\{byte:02x}" for byte in text) + "\n" for text in (key, person.secret()))


def _session(ports, name, by):
    session = imaplib.IMAP4_SSL("127.0.0.1", ports["imaps"], ssl_context=certificates.careless_client())
    session.authenticate("PLAIN", lambda _: f"{name}\0{by.name}\0{by.password}".encode())
    return session


def _check(reply):
    if reply[0] != "OK":
        raise RuntimeError(f"Cyrus answers {reply}")


def _settings(variant):
    strict = variant == "strict"
    tls = "tls_versions: tls1_1\ntls_ciphers: ALL:@SECLEVEL=0" if variant == "old" else "tls_versions: tls1_2 tls1_3"
    # In the room's memory: on a disk, Cyrus would wait for every mailbox that it makes to be there.
    return f"""configdirectory: /run/cyrus/conf
partition-default: /run/cyrus/spool
defaultpartition: default
cyrus_user: cyrus
servername: {REALM}
admins: {ADMIN.name}
proxyservers: {PROXY.name}
allowplaintext: no
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: /run/cyrus/conf/sasldb2
sasl_mech_list: PLAIN LOGIN
unixhierarchysep: yes
altnamespace: yes
virtdomains: off
failedloginpause: {3 if strict else 0}s
maxlogins_per_user: {2 if strict else 0}
tls_server_cert: /run/room/certificates/server.crt
tls_server_key: /run/room/certificates/server.key
{tls}
"""


def _services(ports):
    return f"""START {{
  recover cmd="/usr/lib/cyrus/bin/ctl_cyrusdb -C /run/room/imapd.conf -r"
}}
SERVICES {{
  imap cmd="imapd -C /run/room/imapd.conf -U 100" listen="127.0.0.1:{ports["imap"]}" prefork=1 maxchild=400
  imaps cmd="imapd -C /run/room/imapd.conf -s -U 100" listen="127.0.0.1:{ports["imaps"]}" prefork=1 maxchild=400
}}
"""
