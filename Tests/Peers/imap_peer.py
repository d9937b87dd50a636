#!/usr/bin/env python3
"""A server in the eyes of Python's imaplib. Reads from standard input, as JSON: port, tls (or null), authority, and steps:
[method, argument, ...]; bytes in base64 as {"base64": …}. Prints the answers as JSON: [status, [line, …]] or ["error", text]."""
import base64
import imaplib
import json
import ssl
import sys

# How a client says who it is; imaplib does not know the command.
imaplib.Commands["ID"] = ("NONAUTH", "AUTH", "SELECTED")

wish = json.load(sys.stdin)
context = ssl.create_default_context(cafile=wish["authority"])


def text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "backslashreplace")
    if isinstance(value, (list, tuple)):
        return [text(item) for item in value]
    return value


def step(client, method, arguments):
    if method == "starttls":
        return client.starttls(context)
    if method == "plain":
        return client.authenticate("PLAIN", lambda _: "\0".join(arguments).encode())
    if method == "xoauth2":
        user, token = arguments
        # On a refusal the server sends a challenge, which is acknowledged with nothing.
        return client.authenticate("XOAUTH2", lambda challenge: b"" if challenge else f"user={user}\1auth=Bearer {token}\1\1".encode())
    if method == "login":
        return client.login(client._quote(arguments[0]), arguments[1])
    if method == "id":
        status, data = client._simple_command("ID", "NIL")
        return client._untagged_response(status, data, "ID")
    if method == "examine":
        return client.select(client._quote(arguments[0]), readonly=True)
    return getattr(client, method)(*arguments)


answers = []
try:
    client = imaplib.IMAP4_SSL("localhost", wish["tls"], ssl_context=context) if wish["tls"] else imaplib.IMAP4("localhost", wish["port"])
    answers.append(["OK", [text(client.welcome)]])
    for method, *arguments in wish["steps"]:
        try:
            status, data = step(client, method, arguments)
            answers.append([status, text([item for item in data if item is not None])])
        except imaplib.IMAP4.error as error:
            answers.append(["error", [text(error.args[0]) if error.args else ""]])
except Exception as error:
    answers.append(["failed", [repr(error)]])
print(json.dumps(answers))
