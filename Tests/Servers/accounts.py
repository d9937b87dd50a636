"""Who has an account on the servers, and what lies in the mailboxes.

Every mailbox holds another number of messages, so that a test can tell whose it has opened.
"""

from dataclasses import dataclass, field


@dataclass
class Account:
    name: str
    password: str
    inbox: int = 0
    # Messages by folder; a dot parts the levels, as in a Maildir.
    folders: dict = field(default_factory=dict)
    # How the server keeps the password's bytes.
    encoding: str = "utf-8"

    def secret(self):
        return self.password.encode(self.encoding)

    def public(self):
        return {"password": self.password, "encoding": self.encoding, "inbox": self.inbox}


ADMIN = Account("mailadmin", "Osprey-5567", inbox=1)

# On every server.
PEOPLE = [
    Account("alberta", "Wren-4821", inbox=3, folders={"Projects": 0, "Projects.2020": 2}),
    Account("terry.adams", "Heron-7730", inbox=2),
    Account("bobby@contoso.com", "Finch-2204", inbox=5),
    # Gives no one rights to the mailbox.
    Account("dana", "Plover-9114", inbox=4),
]

# Passwords that are hard to put into a command or a file.
ODD = [
    Account("quote", 'p"w\\x'),
    Account("brackets", "(){%*]"),
    Account("literal", "{12}"),
    Account("blanks", " lead and trail "),
    Account("commas", "a,b;c"),
    Account("colons", "a:b:"),
    Account("umlaut", "Pässwörd€-7"),
    # The same characters in another encoding: who sends UTF-8 is refused.
    Account("latin", "Pässwörd-7", encoding="iso-8859-1"),
    Account("long", "Wren-4821" * 28),
    Account("spaces", "Wren and Heron"),
    Account("doublequote", 'p"q'),
    Account("backslashes", "p\\q\\"),
    Account("braces", "{5}abc"),
]


def crowd(count):
    """`user00001` and so on, as many as a flood of sign-ins needs."""
    return [Account(f"user{number:05}", f"Wren-{number:05}") for number in range(1, count + 1)]


def message(number, owner):
    """A small message; the lines end as on the wire."""
    return (
        f"From: sender{number}@fabrikam.test\r\nTo: {owner}@contoso.test\r\nSubject: Message {number}\r\n"
        f"Date: Mon, 02 Mar 2020 08:00:{number % 60:02} +0000\r\nMessage-ID: <{number}.{owner}@fabrikam.test>\r\n"
        f"\r\nText of message {number}.\r\n")
