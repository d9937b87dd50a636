"""Dovecot 2.3, in variants.

standard  everything that a sign-in may meet, answered without delay
shared    no master sees a mailbox; an admin who signs in as such sees them below `users/`, as far as ACLs go
strict    as careful as servers in the field: TLS only (but for loopback itself), slow refusals, few connections a user
tuned     for many sign-ins a second
old       nothing newer than TLS 1.1
"""

import base64
import re

import accounts
import maildir
from accounts import ADMIN, Account
from dovecot_settings import JUDGE, OLD, settings
from room import Step

PACKAGES = ["dovecot-core", "dovecot-imapd", "dovecot-auth-lua"]
VARIANTS = ("standard", "shared", "strict", "tuned", "old")

# A master who is let in and then finds no mailbox, since ACLs bind masters, too.
AUDITOR = Account("auditor", "Siskin-3316")
# The password is right, and the sign-in fails all the same. (So it does, with any password, for those that are JUDGED.)
RETIRED = Account("retired", "Curlew-1182")
# Signs in, and then the mail store does not know it, or cannot read its mailbox.
HOMELESS = Account("homeless", "Curlew-1181")
BROKEN = Account("broken", "Curlew-1180")
# A message that Microsoft 365 would not take: over 35 MB.
LARGE = Account("heavy", "Grouse-6402", inbox=1)


def prepare(directory, variant, ports, users):
    """Writes configuration and mailboxes; returns what to run and what to tell."""
    people = [*accounts.PEOPLE, *accounts.ODD, *accounts.crowd(users), LARGE]
    masters = [AUDITOR if variant == "shared" else ADMIN]
    if variant == "shared":
        people.append(ADMIN)
    for person in people:
        if person.inbox:
            maildir.write(directory / "mail" / person.name, person)
    maildir.add(directory / "mail" / LARGE.name, accounts.message(2, LARGE.name), size=36_700_161)
    (directory / "mail" / BROKEN.name).write_text("not a directory")
    everyone = [*people, BROKEN, HOMELESS]

    _write(directory / "passwords", [*map(_line, everyone), _line(RETIRED) + "nologin reason=Account_closed"])
    (directory / "judge.lua").write_text(JUDGE)
    _write(directory / "masters", [_line(person) for person in masters])
    _write(directory / "users", [f"{person.name}:::::::" for person in everyone if person is not HOMELESS])
    if variant == "shared":
        _share(directory)
    if variant == "old":
        (directory / "etc" / "ssl").mkdir()
        (directory / "etc" / "ssl" / "openssl.cnf").write_text(OLD)
    (directory / "run").mkdir()
    (directory / "dovecot.conf").write_text(settings(variant, ports))
    serve = [Step(["dovecot", "-F", "-c", "/run/room/dovecot.conf"])]
    return [], serve, {
        "accounts": {person.name: person.public() for person in [*everyone, *masters]},
        "admin": {"name": ADMIN.name, "password": ADMIN.password}, "separator": "*",
        "otherAddress": "127.0.0.2",
    }


def settle(ports, users):
    """Nothing is left to do once the server answers."""


# At once, when a password or a name was found wrong. A master is named without the target.
REFUSAL = re.compile(
    r"auth: Info: [\w-]+\((?P<name>.*),127\.[\d.]+(?:,master)?,<(?P<session>\S+)>\): "
    r"(?:Username character disallowed .*\(username: (?P<odd>.*)\)$)?")
SIGN_IN = re.compile(r"imap-login: Info: Login: user=<(?P<name>.*)>, by=<(?P<by>.*)>, method=")
# At the end of the connection, for what was refused although the password was right.
LATE = re.compile(
    r"imap-login: Info: Disconnected: .*(?:Maximum number of connections|password expired|user disabled"
    r"|temporary failure|internal failure|login failure).*: user=<(?P<name>.*)>, by=.* session=<(?P<session>\S+)>")


def attempts(log):
    """Every sign-in that the server judged: whose, and whether it was let in."""
    found, refused = [], set()
    for line in log.splitlines():
        if entry := SIGN_IN.search(line):
            name = entry["name"] if entry["name"] == entry["by"] else f"{entry['name']}*{entry['by']}"
            found.append({"name": name, "accepted": True})
        elif entry := REFUSAL.search(line):
            name = entry["odd"] or entry["name"]
            found.append({"name": name, "accepted": False})
            refused.add((name, entry["session"]))
        elif (entry := LATE.search(line)) and (entry["name"], entry["session"]) not in refused:
            found.append({"name": entry["name"], "accepted": False})
    return found


def _line(person):
    return f"{person.name}:{{PLAIN.b64}}{base64.b64encode(person.secret()).decode()}::::::"


def _write(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines))


def _share(directory):
    """Lets the admin read the mailboxes of alberta and terry.adams."""
    shared = []
    for name, folders in (("alberta", ("", ".Projects", ".Projects.2020")), ("terry.adams", ("",))):
        for folder in folders:
            _write(directory / "mail" / name / folder / "dovecot-acl", [f"user={ADMIN.name} lrs"])
        shared += [f"shared/shared-boxes/user/{ADMIN.name}/{name}", "1"]
    _write(directory / "shared-mailboxes", shared)
