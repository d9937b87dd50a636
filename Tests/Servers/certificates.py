"""Certificates for the servers: one authority, a good certificate and those with one defect each.

None has an iPAddress among its names: a TLS library may accept that where the name does not match.
"""

import os
import ssl
import subprocess
import time

NAMES = ("localhost", "imap.contoso.test")
KINDS = ("good", "wrong-name", "expired", "self-signed")
DAY = 86400

SETTINGS = """
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ca]
default_ca = issuing
[issuing]
database = index.txt
new_certs_dir = .
rand_serial = yes
certificate = ca.pem
private_key = ca.key
default_md = sha256
policy = policy
[policy]
commonName = supplied
[server]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = ${ENV::ALTERNATIVES}
"""


def make(directory, kind):
    """Writes `ca.pem`, and `server.crt` and `server.key` of a kind."""
    directory.mkdir()
    (directory / "settings").write_text(SETTINGS)
    (directory / "index.txt").touch()
    _key(directory, "ca")
    _self_sign(directory, "ca", "ca.pem", "authority", "Tests of batchlint")
    _key(directory, "server")
    now = time.time()
    if kind == "self-signed":
        _self_sign(directory, "server", "server.crt", "server", NAMES[0])
    elif kind == "expired":
        _issue(directory, NAMES, now - 90 * DAY, now - DAY)
    else:
        _issue(directory, NAMES if kind == "good" else ("imap.fabrikam.test",), now - DAY, now + 90 * DAY)


def careless_client():
    """What a client needs to talk to every server here, be its certificate bad or its TLS old."""
    context = ssl._create_unverified_context()
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context


def _issue(directory, names, begin, end):
    _openssl(directory, "req", "-new", "-key", "server.key", "-subj", f"/CN={names[0]}", "-out", "server.csr")
    _openssl(
        directory, "ca", "-batch", "-notext", "-extensions", "server", "-in", "server.csr", "-out", "server.crt",
        "-startdate", _date(begin), "-enddate", _date(end), names=names)


def _self_sign(directory, key, file, extensions, name):
    _openssl(
        directory, "req", "-new", "-x509", "-key", f"{key}.key", "-subj", f"/CN={name}", "-days", "90",
        "-extensions", extensions, "-out", file)


def _key(directory, name):
    # An elliptic curve, since a signature by RSA is what a flood of sign-ins would wait for.
    _openssl(directory, "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", f"{name}.key")
    (directory / f"{name}.key").chmod(0o600)


def _date(seconds):
    return time.strftime("%Y%m%d%H%M%SZ", time.gmtime(seconds))


def _openssl(directory, command, *arguments, names=NAMES):
    environment = {**os.environ, "ALTERNATIVES": ",".join(f"DNS:{name}" for name in names)}
    settings = [] if command == "genpkey" else ["-config", "settings"]
    done = subprocess.run(
        ["openssl", command, *settings, *arguments], cwd=directory, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"openssl {command}: {done.stderr}")
