"""First start, stop, restart: what a newcomer and a supervisor see of the program."""
import pytest


def test_a_first_start_without_configuration_gets_ready_and_stops_cleanly(make_server):
    server = make_server()
    assert server.get("/healthz").status == 200
    assert server.get("/metrics").status == 200
    assert server.get("/").headers["Location"].endswith("/console/")
    assert b"<title>Chancery" in server.get("/console/").body
    server.stop()


def test_a_restart_keeps_the_hierarchy(make_server):
    server = make_server()
    before = server.ca_file().read_text()
    server.restart()
    assert server.ca_file().read_text() == before


def test_a_second_server_on_the_same_data_is_refused_and_the_first_goes_on(make_server):
    server = make_server()
    done = server.cli("serve", check=False)
    assert done.returncode != 0 and done.stderr
    assert server.is_ready()


@pytest.mark.parametrize("config, seen", [({"listen": {"htps": "x"}}, "htps"), ({"va": {"http_port": 99999}}, "99999")])
def test_a_wrong_configuration_refuses_to_start_and_names_what_it_saw(make_server, config, seen):
    server = make_server(config=config, start=False)
    with pytest.raises(RuntimeError, match=seen):
        server.start()


def test_killed_during_the_first_start_it_starts_again(make_server):
    server = make_server(start=False)
    for _ in range(3):
        try:
            server.start(seconds=0.05)
        except TimeoutError:
            pass
        else:
            server.kill()
    server.start()
