"""200 people who have signed in to the console, as far as HTTP goes."""
import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

from peers.console import Console
from rig import insecure_context


def invitation(server, number):
    """For a person of one of ten enterprises."""
    name = f"person-{number}"
    return server.cli("user", "create", name, "--email", f"{name}@example.net", "--role", "applicant",
                      "--enterprise", f"enterprise {number % 10}")["invitation_url"]


def signed_in(server, link):
    """With password and code generator."""
    person = Console(server)
    person.accept(link).expect(200)
    return person.enrol()


def fields_of(person):
    return f"Cookie: __Host-chancery-session={person.cookie}\r\nX-Chancery-Csrf: {person.session['csrf']}\r\n"


class ConsoleUsers:
    """People in front of the console: each listens to the events, looks at its lists every two seconds, and some apply."""

    USERS, PAUSE, APPLICANTS = 200, 2.0, 20

    def __init__(self, server):
        self.port, self.context = server.https, insecure_context()
        links = [invitation(server, number) for number in range(self.USERS)]
        with ThreadPoolExecutor(4) as pool:
            self.people = list(pool.map(lambda link: signed_in(server, link), links))
        self.requests, self.failed, self.streams = 0, 0, 0
        self.over = asyncio.Event()

    async def ask(self, connection, person, method, path, body=b""):
        reader, writer = connection
        head = f"{method} /api/v1/{path} HTTP/1.1\r\nHost: x\r\n{fields_of(person)}"
        head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n" if body else "\r\n"
        writer.write(head.encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = next(int(line.split(":")[1]) for line in answer.split("\r\n") if line.lower().startswith("content-length"))
        await reader.readexactly(length)
        self.requests += 1
        self.failed += answer.split(" ")[1] not in ("200", "201")

    async def listen(self, person):
        reader, writer = await self.connect()
        writer.write(f"GET /api/v1/events HTTP/1.1\r\nHost: x\r\n{fields_of(person)}\r\n".encode())
        await reader.readuntil(b"\r\n\r\n")
        self.streams += 1
        while await reader.read(65536):
            pass

    async def look(self, number, bodies):
        person = self.people[number]
        connection = await self.connect()
        await asyncio.sleep(self.PAUSE * number / self.USERS)
        while not self.over.is_set():
            for path in ("overview", "applications", "certificates"):
                await self.ask(connection, person, "GET", path)
            if number < self.APPLICANTS and bodies:
                await self.ask(connection, person, "POST", "applications", bodies.pop())
            await asyncio.sleep(self.PAUSE)

    async def connect(self):
        return await asyncio.open_connection("127.0.0.1", self.port, ssl=self.context)

    async def run(self, bodies, seconds, cpu_seconds):
        """Cores that the server used while all were there."""
        tasks = []
        for number in range(self.USERS):  # people come one after the other
            tasks.append(asyncio.create_task(self.listen(self.people[number])))
            tasks.append(asyncio.create_task(self.look(number, bodies)))
            await asyncio.sleep(0.02)
        while self.streams < self.USERS:
            for task in tasks:
                if task.done():
                    task.result()
            await asyncio.sleep(0.05)
        await asyncio.sleep(self.PAUSE)
        used, begin = cpu_seconds(), time.monotonic()
        await asyncio.sleep(seconds)
        cores = (cpu_seconds() - used) / (time.monotonic() - begin)
        self.over.set()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return cores
