"""The include checker on small trees: what it lets pass, and that each kind of fault is named."""
import check_includes
import pytest


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.setattr(check_includes, "SRC", tmp_path / "src")
    monkeypatch.setattr("sys.argv", ["check_includes.py"])

    def write(files):
        for name, text in files.items():
            path = tmp_path / "src" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)

    write({"base/module.txt": "purpose: ground\n", "base/bytes.h": "#include <vector>\n"})
    return write


def run(capsys):
    status = check_includes.main()
    return status, capsys.readouterr().out


def test_a_listed_room_and_library_pass(tree, capsys):
    tree({"crypto/module.txt": "purpose: keys\nuses: base\nlibraries: openssl\n",
          "crypto/key.cpp": '#include <openssl/evp.h>\n#include "base/bytes.h"\n'})
    assert run(capsys) == (0, "include check: 2 rooms, no fault, no cycle\n")


def test_a_room_that_is_not_listed_is_refused(tree, capsys):
    tree({"der/module.txt": "purpose: DER\n", "der/reader.h": '\n#include "base/bytes.h"\n'})
    status, text = run(capsys)
    assert status == 1
    assert "src/der/reader.h:2: room 'der' does not list 'base' in module.txt" in text


def test_a_library_that_is_not_listed_is_refused(tree, capsys):
    tree({"der/module.txt": "purpose: DER\nuses: base\n", "der/x.cpp": "#include <openssl/evp.h>\n"})
    status, text = run(capsys)
    assert status == 1
    assert "<openssl/evp.h> belongs to a library that room 'der' does not list" in text


def test_only_tests_may_use_gtest_and_the_test_rooms(tree, capsys):
    lines = '#include <gtest/gtest.h>\n#include "net/peer.h"\n'
    tree({"net/module.txt": "purpose: wires\n", "net/peer.h": "",
          "va/module.txt": "purpose: proof\ntest_uses: net\n", "va/va_test.cpp": lines})
    assert run(capsys)[0] == 0
    tree({"va/va.cpp": lines})
    status, text = run(capsys)
    assert status == 1 and text.count("src/va/va.cpp:") == 2


def test_rooms_may_not_use_each_other_in_a_circle(tree, capsys):
    tree({"a/module.txt": "purpose: a\nuses: b\n", "b/module.txt": "purpose: b\nuses: c\n",
          "c/module.txt": "purpose: c\nuses: a\n"})
    status, text = run(capsys)
    assert status == 1 and "rooms form a cycle: a -> b -> c -> a" in text


def test_a_room_that_does_not_exist_is_refused(tree, capsys):
    tree({"a/module.txt": "purpose: a\nuses: nowhere\n"})
    status, text = run(capsys)
    assert status == 1 and "nowhere (no such room)" in text


def test_a_folder_without_a_manifest_is_refused(tree, capsys):
    tree({"stray/x.h": ""})
    status, text = run(capsys)
    assert status == 1 and "src/stray: no module.txt" in text


@pytest.mark.parametrize("manifest", ["uses: base\n", "purpose: a\nuse: base\n"])
def test_a_manifest_without_purpose_or_with_an_unknown_line_is_refused(tree, manifest):
    tree({"a/module.txt": manifest})
    with pytest.raises(SystemExit) as stop:
        check_includes.main()
    assert "module.txt" in str(stop.value)


def test_a_header_for_tests_may_include_what_tests_may(tree, capsys):
    tree({"net/module.txt": "purpose: wires\nuses: base\n",
          "crypto/module.txt": "purpose: keys\nuses: base\ntest_uses: net\n",
          "net/wire.h": "", "crypto/peer_for_tests.h": '#include <gtest/gtest.h>\n#include "net/wire.h"\n'})
    assert run(capsys)[0] == 0
