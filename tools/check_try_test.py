"""The TRY checker: every shape that GCC 12 leaks in is named, and those that it destroys rightly pass."""
import check_try
import pytest


def faults(statement):
    return [fault for _, fault in check_try.faults_in(f"Result<S> f() {{\n  {statement}\n}}\n")]


@pytest.mark.parametrize("statement", [
    "const auto x = TRY(read());",
    "return join(a(), TRY(read()));",
    "return S{TRY(read()), 1};",
    "list.push_back({TRY(read()), 1});",
    "auto p = std::make_unique<C>(a(), TRY(read()));",
    "std::pair<A, B> p(a(), TRY(read()));",
    "if (a) { b(c, d); return TRY(read()); }",
    "S s{a(), [&] { return TRY(read()); }};",
    "S s{a(), [&](int x, int y) -> Result<std::pair<A, B>> { return TRY(read()); }};",
    "for (const auto& x : TRY(read())) { use(x, TRY(next())); }",
    'log("{a, TRY(read())}");  // {a, TRY(read())}',
    "switch (x) { case 1: { return TRY(read()); } }",
    "if (x == '{' || y == ',') { return join(1'000, TRY(read())); }",
])
def test_what_is_destroyed_rightly_passes(statement):
    assert faults(statement) == []


@pytest.mark.parametrize("statement", [
    "return S{a(), TRY(read())};",
    "return S{a(), wrap(TRY(read()))};",
    "return S{{a(), b()}, {TRY(read()), c()}};",
    "list.push_back({a(), TRY(read())});",
    "return use(R{a(), S{TRY(read())}});",
    "auto f = [a = a(), b = TRY(read())] { return b; };",
])
def test_try_behind_another_element_is_refused(statement):
    assert faults(statement) == ["TRY behind another element of a list"]


def test_try_in_a_designated_element_is_refused_as_members_before_it_are_built():
    assert faults("S s{.b = TRY(read())};") == ["TRY in a designated element"]


@pytest.mark.parametrize("statement", ["std::unique_ptr<T> p(new T(TRY(read())));", "return P(new a::T{TRY(read())});"])
def test_try_in_the_arguments_of_new_is_refused(statement):
    assert faults(statement) == ["TRY in the arguments of new"]


def test_a_fault_is_reported_with_its_file_and_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(check_try, "SRC", tmp_path / "src")
    (tmp_path / "src/der").mkdir(parents=True)
    (tmp_path / "src/der/x.cpp").write_text("/* a\n b */\nauto f() {\n  return S{a(), TRY(b())};\n}\n")
    assert check_try.main([]) == 1
    assert "src/der/x.cpp:4: TRY behind another element of a list" in capsys.readouterr().out
