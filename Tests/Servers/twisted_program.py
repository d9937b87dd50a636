"""The program of twisted_server.py, as it runs in the room: `program.py PORT TLS-PORT`."""

import json
import sys

from twisted.cred import checkers, credentials, error, portal
from twisted.internet import defer, endpoints, protocol, reactor, ssl
from twisted.mail import imap4
from zope.interface import implementer

with open("/run/room/people.json") as file:
    PEOPLE = {name: (bytes.fromhex(secret), inbox) for name, (secret, inbox) in json.load(file).items()}


@implementer(imap4.IMailbox, imap4.IMailboxInfo)
class Mailbox:
    """An INBOX that can be counted, and that is never changed."""

    def __init__(self, count):
        self.count = count

    def getFlags(self):
        return []

    def getHierarchicalDelimiter(self):
        return "/"

    def getUIDValidity(self):
        return 1

    def getUIDNext(self):
        return self.count + 1

    def getUID(self, message):
        return message

    def getMessageCount(self):
        return self.count

    def getRecentCount(self):
        return 0

    def getUnseenCount(self):
        return 0

    def isWriteable(self):
        return False

    def addListener(self, listener):
        pass

    def removeListener(self, listener):
        pass

    def requestStatus(self, names):
        return imap4.statusRequestHelper(self, names)

    def destroy(self):
        pass


class Account(imap4.MemoryAccountWithoutNamespaces):
    def _emptyMailbox(self, name, identifier):
        return Mailbox(PEOPLE[self.name][1])


@implementer(portal.IRealm)
class Realm:
    def requestAvatar(self, name, mind, *interfaces):
        account = Account(name.decode() if isinstance(name, bytes) else name)
        account.addMailbox("INBOX")
        return imap4.IAccount, account, lambda: None


@implementer(checkers.ICredentialsChecker)
class Checker:
    credentialInterfaces = (credentials.IUsernamePassword,)

    def requestAvatarId(self, given):
        name = given.username if isinstance(given.username, bytes) else given.username.encode()
        known = PEOPLE.get(name.decode(errors="replace"))
        password = given.password if isinstance(given.password, bytes) else given.password.encode()
        accepted = known is not None and known[0] == password
        print("accepted" if accepted else "refused", name.hex(), flush=True)
        return defer.succeed(name.decode()) if accepted else defer.fail(error.UnauthorizedLogin())


class Factory(protocol.Factory):
    def __init__(self, context):
        self.context = context
        self.portal = portal.Portal(Realm(), [Checker()])

    def buildProtocol(self, address):
        server = imap4.IMAP4Server(
            {b"LOGIN": imap4.LOGINCredentials, b"PLAIN": imap4.PLAINCredentials}, contextFactory=self.context)
        server.portal = self.portal
        server.factory = self
        return server


with open("/run/room/certificates/server.key") as key, open("/run/room/certificates/server.crt") as certificate:
    CONTEXT = ssl.PrivateCertificate.loadPEM(key.read() + certificate.read()).options()
reactor.listenTCP(int(sys.argv[1]), Factory(CONTEXT), interface="127.0.0.1")
reactor.listenSSL(int(sys.argv[2]), Factory(None), CONTEXT, interface="127.0.0.1")
reactor.run()
