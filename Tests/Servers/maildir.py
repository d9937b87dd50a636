"""Maildirs with their first messages: Dovecot and Courier keep the same kind."""

from accounts import message


def write(path, account):
    """Makes an account's Maildir, its folders and their messages."""
    _fill(path, account.inbox, account.name)
    for name, count in account.folders.items():
        folder = path / f".{name}"
        _fill(folder, count, account.name)
        (folder / "maildirfolder").touch()


def add(path, content, size=None):
    """Puts a message into a folder. Servers believe the size in a file's name, so a big one may be small on the disk."""
    number = len(list((path / "cur").iterdir())) + 1
    size = size or len(content)
    (path / "cur" / f"1583136000.M{number}P1.contoso,S={size},W={size}:2,S").write_text(content, newline="")


def _fill(path, count, owner):
    for name in ("cur", "new", "tmp"):
        (path / name).mkdir(parents=True)
    for number in range(1, count + 1):
        add(path, message(number, owner))
