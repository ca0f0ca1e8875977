"""A private PostgreSQL 15 cluster in a temporary folder, run by an unprivileged user."""
import os
import pathlib
import shutil
import subprocess
import tempfile

from peers.process import free_port, unprivileged

BIN = pathlib.Path("/usr/lib/postgresql/15/bin")
USER = "postgres"


class Postgres:
    """Databases made here are gone after stop(). Not durable against a power cut (fsync is off): tests
    kill the client, never this server."""

    def __init__(self):
        # Not below pytest's folder, which only root may enter.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="chancery-pg-"))
        self.port = free_port()
        self._count = 0
        self._prefix = unprivileged(USER)
        if self._prefix:
            shutil.chown(self.folder, USER)

    def start(self):
        self._run(BIN / "initdb", "-D", self.folder / "data", "-U", USER, "-A", "trust", "-E", "UTF8",
                  "--locale=C.UTF-8", "--no-sync")
        options = (f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder} "
                   "-c fsync=off -c dynamic_shared_memory_type=mmap -c max_connections=100")
        self._run(BIN / "pg_ctl", "-D", self.folder / "data", "-l", self.folder / "log", "-w",
                  "-o", options, "start")

    def stop(self):
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run(BIN / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-w", "stop")
        shutil.rmtree(self.folder)

    def create_database(self):
        """A new, empty database; returns its URL."""
        self._count += 1
        name = f"chancery_{self._count}"
        self.sql(f"CREATE DATABASE {name}", database="postgres")
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{name}"

    def sql(self, statement, database):
        """Runs one statement; the rows as psql prints them, unaligned."""
        return self._run(BIN / "psql", "-h", "127.0.0.1", "-p", str(self.port), "-U", USER, "-d", database,
                         "-v", "ON_ERROR_STOP=1", "-Atqc", statement).stdout

    def _run(self, *command):
        done = subprocess.run([*self._prefix, *map(str, command)], capture_output=True, text=True, cwd="/",
                              env={**os.environ, "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            log = self.folder / "log"
            tail = log.read_text()[-1000:] if log.exists() else ""
            raise RuntimeError(f"{command[0]}: {done.stderr.strip()}\n{tail}")
        return done
