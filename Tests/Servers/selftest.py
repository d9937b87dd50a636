#!/usr/bin/env python3
"""Starts every server, holds with it the dialogues that the tests rely on, and proves that nothing of it is left."""

import contextlib
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest
import unittest.mock
from pathlib import Path

import room
import servers
from certificates import careless_client
from harness import Server, run

ADMIN = ("mailadmin", "Osprey-5567")
ALBERTA = ("alberta", "Wren-4821")


class Dovecot(unittest.TestCase):
    def test_standard(self):
        with Server("dovecot", "--users", "3") as server:
            for security in ("tls", "starttls", "none"):
                with server.signed_in(*ALBERTA, security=security) as dialogue:
                    self.assertEqual(dialogue.count(), 3)
            for name, account in server.told["accounts"].items():
                # The master is no account, and the other has a password and nothing else.
                if name not in (ADMIN[0], "homeless"):
                    with self.subTest(name), server.dialogue() as dialogue:
                        self.assertRegex(dialogue.login(name, account["password"], account["encoding"]), "^OK")
            with server.signed_in("alberta*mailadmin", ADMIN[1]) as dialogue:
                self.assertEqual(dialogue.count(), 3)
            with server.dialogue() as dialogue:
                self.assertRegex(dialogue.plain("terry.adams", *ADMIN), "^OK")
                self.assertEqual(dialogue.count(), 2)
            with server.signed_in("heavy", "Grouse-6402") as dialogue:
                dialogue.count()
                self.assertEqual(dialogue.send("SEARCH LARGER 36700160")[0], "* SEARCH 2")
            with server.signed_in("broken", "Curlew-1180") as dialogue:
                self.assertRegex(dialogue.count(), r"^NO \[SERVERBUG\]")
            with server.dialogue(server.told["otherAddress"], security="none") as dialogue:
                self.assertIn("LOGINDISABLED", dialogue.greeting)
                self.assertRegex(dialogue.login(*ALBERTA), r"^NO \[PRIVACYREQUIRED\]")

    def test_refusals_and_their_count(self):
        with Server("dovecot") as server:
            cases = [
                ("alberta", "wrong", r"NO \[AUTHENTICATIONFAILED\]", "alberta"),
                ("nosuch", "wrong", r"NO \[AUTHENTICATIONFAILED\]", "nosuch"),
                ("alberta*mailadmin", "wrong", r"NO \[AUTHENTICATIONFAILED\]", "mailadmin"),
                ("mailadmin*alberta", ADMIN[1], r"NO \[AUTHENTICATIONFAILED\]", "alberta"),
                ("nosuch*mailadmin", ADMIN[1], r"NO \[AUTHORIZATIONFAILED\]", "nosuch"),
                ("retired", "Curlew-1182", r"NO \[CONTACTADMIN\]", "retired"),
                ("expired", "Curlew-1182", r"NO \[EXPIRED\]", "expired"),
                ("disabled", "Curlew-1182", r"NO \[AUTHENTICATIONFAILED\]", "disabled"),
                ("faulty", "Curlew-1182", r"NO \[UNAVAILABLE\]", "faulty"),
                ("homeless", "Curlew-1181", "EOF", "homeless"),
            ]
            for name, password, answer, _ in cases:
                with self.subTest(name):
                    self.assertRegex(server.refusal(name, password)[0], f"^{answer}")
            self.assertEqual(server.attempts(), [(counted, False) for *_, counted in cases])
            server.signed_in("alberta*mailadmin", ADMIN[1]).session.shutdown()
            self.assertEqual(server.attempts()[len(cases):], [("alberta*mailadmin", True)])

    def test_shared(self):
        with Server("dovecot", "--variant", "shared") as server:
            with server.signed_in(*ADMIN) as dialogue:
                self.assertEqual(dialogue.namespaces(), '* NAMESPACE (("" "/")) (("users/" "/")) NIL')
                names = ("alberta", "alberta/INBOX", "terry.adams")
                self.assertEqual([dialogue.count(f"users/{name}") for name in names], [3, 3, 2])
                self.assertEqual(dialogue.count("users/alberta/Projects/2020"), 2)
                self.assertEqual(dialogue.count(), 1)
                for name in ("dana", "nosuch"):
                    self.assertRegex(dialogue.count(f"users/{name}"), f"^NO Mailbox doesn't exist: users/{name}")
                self.assertRegex(dialogue.count("/users/alberta"), r"^NO \[CANNOT\] .* Begins with hierarchy separator")
            with server.signed_in("alberta*auditor", "Siskin-3316") as dialogue:
                self.assertRegex(dialogue.count(), "^NO Mailbox doesn't exist: INBOX")

    def test_strict(self):
        with Server("dovecot", "--variant", "strict") as server:
            self.assertGreater(server.refusal("alberta", "wrong")[1], 1.4)
            open_ones = [server.signed_in(*ALBERTA) for _ in range(3)]
            self.assertRegex(server.refusal(*ALBERTA)[0], r"^NO \[LIMIT\]")
            self.assertEqual([accepted for _, accepted in server.attempts()], [False, True, True, True, False])
            for dialogue in open_ones:
                dialogue.session.shutdown()

    def test_tuned(self):
        with Server("dovecot", "--variant", "tuned", "--users", "2000") as server:
            for number in (1, 2000):
                server.signed_in(f"user{number:05}", f"Wren-{number:05}").session.shutdown()

    def test_certificates(self):
        reasons = {"wrong-name": "Hostname mismatch", "expired": "has expired", "self-signed": "self-signed certificate"}
        for kind, reason in reasons.items():
            with self.subTest(kind), Server("dovecot", "--certificate", kind) as server:
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, reason):
                    server.dialogue()


class Courier(unittest.TestCase):
    def test_standard(self):
        with Server("courier", "--users", "2") as server:
            for security in ("tls", "starttls", "none"):
                with server.signed_in(*ALBERTA, security=security) as dialogue:
                    self.assertEqual(dialogue.count(), 3)
            with server.signed_in(*ADMIN) as dialogue:
                self.assertEqual(dialogue.namespaces(), '* NAMESPACE (("INBOX." ".")) NIL (("#shared." ".")("shared." "."))')
                self.assertEqual(dialogue.list("*"), ["INBOX"])
                self.assertEqual(dialogue.list("#shared.%"), ["#shared.users"])
                names = ("alberta", "alberta.Projects.2020", "terry adams", "bobby@contoso com")
                self.assertEqual([dialogue.count(f"#shared.users.{name}") for name in names], [3, 2, 2, 5])
                for name in ("#shared.users.terry.adams", "#shared.users.nosuch", "/users/alberta", "users/alberta"):
                    self.assertEqual(dialogue.count(name), "NO Mailbox does not exist, or must be subscribed to.")
            with server.signed_in("dana", "Plover-9114") as dialogue:
                self.assertRegex(dialogue.count("#shared.users.alberta"), "^NO Access denied for SELECT/EXAMINE")
            with server.dialogue() as dialogue:
                # The identity is ignored: this is the admin's own mailbox.
                self.assertRegex(dialogue.plain("alberta", *ADMIN), "^OK")
                self.assertEqual(dialogue.count(), 1)
            answer, seconds = server.refusal("alberta", "wrong")
            self.assertEqual(answer, "NO Login failed.")
            self.assertGreater(seconds, 4)
            self.assertEqual(server.attempts()[-2:], [("mailadmin", True), ("alberta", False)])

    def test_strict(self):
        with Server("courier", "--variant", "strict") as server:
            open_ones = [server.dialogue(security="none") for _ in range(2)]
            with socket.create_connection(("127.0.0.1", server.told["imap"]), timeout=10) as third:
                self.assertEqual(third.recv(100), b"")
            for dialogue in open_ones:
                dialogue.session.shutdown()


class Cyrus(unittest.TestCase):
    def test_standard(self):
        with Server("cyrus", "--users", "2") as server:
            for security in ("tls", "starttls"):
                with server.signed_in(*ALBERTA, security=security) as dialogue:
                    self.assertEqual(dialogue.count(), 3)
            with server.dialogue(security="none") as dialogue:
                self.assertEqual(dialogue.login(*ALBERTA), "NO Login only available under a layer")
            for name, password in (("mailproxy", "Siskin-3316"), ADMIN):
                with server.dialogue() as dialogue:
                    self.assertRegex(dialogue.plain("terry.adams", name, password), "^OK")
                    self.assertEqual(dialogue.count(), 2)
            for identity in ("nosuch", "boxless"):
                with server.dialogue() as dialogue:
                    self.assertRegex(dialogue.plain(identity, "mailproxy", "Siskin-3316"), "^OK")
                    self.assertEqual(dialogue.count(), "NO Mailbox does not exist")
            with server.dialogue() as dialogue:
                self.assertEqual(dialogue.plain("terry.adams", *ALBERTA), "NO authentication failure")
            with server.signed_in("boxless", "Curlew-1181") as dialogue:
                self.assertEqual(dialogue.count(), "NO Mailbox does not exist")
            with server.signed_in(*ADMIN) as dialogue:
                self.assertEqual(dialogue.namespaces(), '* NAMESPACE (("INBOX/" "/")) (("user/" "/")) (("" "/"))')
                names = ("user/alberta", "/user/alberta", "user/alberta/Projects/2020")
                self.assertEqual([dialogue.count(name) for name in names], [3, 3, 2])
                self.assertEqual(dialogue.count("user/terry.adams"), "NO Permission denied")
                self.assertEqual(dialogue.count("user/nosuch"), "NO Mailbox does not exist")
            self.assertEqual(server.refusal("alberta", "wrong")[0], "NO Login failed: authentication failure")
            self.assertEqual(server.refusal("alberta*mailadmin", ADMIN[1])[0], "NO Invalid user")
            self.assertEqual(
                server.attempts()[-4:], [("boxless", True), ("mailadmin", True), ("alberta", False), ("alberta*mailadmin", False)])

    def test_strict(self):
        with Server("cyrus", "--variant", "strict") as server:
            open_ones = [server.signed_in(*ALBERTA) for _ in range(2)]
            self.assertEqual(server.refusal(*ALBERTA)[0], "NO Too many open connections (2 of 2 for alberta)")
            self.assertGreater(server.refusal("dana", "wrong")[1], 2.5)
            self.assertEqual(server.attempts(), [("alberta", True)] * 3 + [("dana", False)])
            for dialogue in open_ones:
                dialogue.session.shutdown()


class OldProtocol(unittest.TestCase):
    def test_each_server_turns_a_client_away_in_its_own_way(self):
        # By closing the connection, by a polite end of TLS, by the alert that says why.
        for name, problem in (("dovecot", ssl.SSLEOFError), ("courier", ssl.SSLZeroReturnError), ("cyrus", ssl.SSLError)):
            with self.subTest(name), Server(name, "--variant", "old") as server:
                with self.assertRaises(problem) as caught:
                    server.dialogue()
                self.assertEqual(caught.exception.reason == "TLSV1_ALERT_PROTOCOL_VERSION", name == "cyrus")
                with socket.create_connection(("127.0.0.1", server.told["imaps"]), timeout=10) as connection:
                    self.assertEqual(careless_client().wrap_socket(connection).version(), "TLSv1.1")


class Rooms(unittest.TestCase):
    def test_two_of_each_at_once(self):
        with contextlib.ExitStack() as running:
            all_six = [running.enter_context(Server(name)) for name in ("dovecot", "courier", "cyrus") * 2]
            for server in all_six:
                with server.signed_in(*ALBERTA) as dialogue:
                    self.assertEqual(dialogue.count(), 3)

    def test_a_server_without_its_port_fails_and_leaves_nothing(self):
        for name in ("dovecot", "courier"):
            with self.subTest(name), tempfile.TemporaryDirectory() as directory, socket.socket() as taken:
                taken.bind(("127.0.0.1", 0))
                ports = {**servers._free_ports(), "imap": taken.getsockname()[1]}
                blocked = unittest.mock.patch("servers._free_ports", lambda: ports)
                with blocked, self.assertRaisesRegex(room.Broken, "(?i)address already in use"):
                    servers.start(name, Path(directory), "standard", "good", 0)
                self.assertIsNone(room.alive(Path(directory)))

    def test_what_is_asked_for_wrongly_is_said(self):
        with tempfile.TemporaryDirectory() as directory:
            Path(directory, "something").touch()
            for options in (["dovecot"], ["dovecot", "--variant", "nosuch"], ["nosuch"]):
                failed = run("start", *options, "--directory", directory)
                self.assertNotEqual(failed.returncode, 0)
                self.assertEqual(failed.stdout, "")
                self.assertNotEqual(failed.stderr, "")
            self.assertNotEqual(run("stop", "--directory", directory).returncode, 0)

    def test_a_server_ends_with_its_owner(self):
        owner = subprocess.Popen(["sleep", "600"])
        server = Server("dovecot", "--owner", str(owner.pid))
        server.__enter__()
        owner.send_signal(signal.SIGKILL)
        owner.wait()
        end = time.monotonic() + 10
        while server.processes() and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(server.processes(), [])
        # To end what has ended is no mistake.
        self.assertEqual(run("stop", "--directory", server.directory).returncode, 0)
        shutil.rmtree(server.directory)


if __name__ == "__main__":
    unittest.main()
