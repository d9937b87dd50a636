#!/usr/bin/env python3
"""sign_in_loop.py PORT CONNECTIONS USERS AUTHORITY|- PROCESSES: the least that a program in Python can do for a sign-in.

As each of user00001 … once: connect, greeting, LOGIN, EXAMINE INBOX, LOGOUT, on asyncio's streams. Ends with 1 where one is refused.
"""

import asyncio
import multiprocessing
import ssl
import sys


async def sign_in(number, port, tls):
    reader, writer = await asyncio.open_connection("127.0.0.1", port, ssl=tls, server_hostname="localhost" if tls else None)
    await reader.readline()
    for command in (f'LOGIN "user{number:05}" "Wren-{number:05}"', "EXAMINE INBOX", "LOGOUT"):
        writer.write(f"a {command}\r\n".encode())
        while not (line := await reader.readline()).startswith(b"a "):
            if not line:
                raise ConnectionError(f"the server ends after {command.split()[0]}")
        if not line.startswith(b"a OK"):
            raise ConnectionError(f"the server refuses {command.split()[0]} of user{number:05}")
    await reader.read()
    writer.close()


async def work(numbers, port, connections, authority):
    tls = None if authority == "-" else ssl.create_default_context(cafile=authority)

    async def loop():
        for number in numbers:
            await sign_in(number, port, tls)

    await asyncio.gather(*(loop() for _ in range(connections)))


def share(index, port, connections, users, authority, processes):
    numbers = iter(range(index + 1, users + 1, processes))
    asyncio.run(work(numbers, port, connections // processes, authority))


def main():
    port, connections, users, processes = (int(sys.argv[index]) for index in (1, 2, 3, 5))
    jobs = [
        multiprocessing.Process(target=share, args=(index, port, connections, users, sys.argv[4], processes))
        for index in range(processes)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    sys.exit(any(job.exitcode for job in jobs))


if __name__ == "__main__":
    main()
