#!/usr/bin/env python3
"""Refuses TRY where GCC 12 would leak what is half built when TRY returns.

TRY leaves its function from the middle of an expression. GCC destroys the temporaries of that expression,
but not the elements of an aggregate that it had already built, and it does not give back the memory of
a `new`. So a TRY must not stand in a braced list or a lambda's captures behind another element (or in
a designated one, since members before it may have been built by default), nor in the arguments of `new`.
Give the value a name first, or call a function or a constructor with parentheses.

Exit status 1 and one line per fault otherwise. Example: tools/check_try.py
"""
import pathlib
import re
import sys

SRC = pathlib.Path(__file__).resolve().parent.parent / "src"
NOISE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
TOKEN = re.compile(r"\w+|::|->|[^\w\s]")
TYPE_TOKEN = re.compile(r"\w+|::|[<>,&*]")
BEFORE_BLOCK = {")", ";", "{", "}", ":", "]", "else", "do", "try", "const", "mutable", "noexcept", "override", "final"}


def tokens_of(text):
    """Pairs of token and line; comments are left out, a literal is one quotation mark."""
    def blank(match):
        kept = "" if match[0].startswith("/") else '"'
        return kept + "\n" * match[0].count("\n")
    line = 1
    for part in re.split(r"(\n)", NOISE.sub(blank, text)):
        if part == "\n":
            line += 1
        for token in TOKEN.findall(part):
            yield token, line


def follows_arrow(tokens, at):
    """Whether a return type (`-> Result<T>`) stands before tokens[at]."""
    at -= 1
    while at >= 0 and TYPE_TOKEN.fullmatch(tokens[at][0]):
        at -= 1
    return at >= 0 and tokens[at][0] == "->"


def is_block(tokens, at, inside):
    """Whether the brace at tokens[at] opens statements rather than a list of values."""
    before = tokens[at - 1][0] if at else ";"
    if before == "{" and inside is not None and inside.kind == "list":
        return False
    return before in BEFORE_BLOCK or follows_arrow(tokens, at)


def is_new(tokens, at):
    """Whether the bracket at tokens[at] opens the arguments of a `new`."""
    at -= 1
    while at >= 0 and re.fullmatch(r"\w+|::|[<>]", tokens[at][0]):
        if tokens[at][0] == "new":
            return True
        at -= 1
    return False


class Bracket:
    def __init__(self, kind):
        self.kind = kind  # block, list (braced, or captures), new, other
        self.elements_before = 0
        self.designated = False


def kind_of(tokens, at, inside):
    token = tokens[at][0]
    if token == "{" and is_block(tokens, at, inside):
        return "block"
    if is_new(tokens, at):
        return "new"
    return "other" if token == "(" else "list"


def fault_of(stack):
    for bracket in reversed(stack):
        if bracket.kind == "block":
            return None
        if bracket.kind == "new":
            return "TRY in the arguments of new"
        if bracket.kind == "list" and bracket.designated:
            return "TRY in a designated element"
        if bracket.kind == "list" and bracket.elements_before > 0:
            return "TRY behind another element of a list"
    return None


def faults_in(text):
    """Pairs of line and fault."""
    tokens = list(tokens_of(text))
    stack = []
    for at, (token, line) in enumerate(tokens):
        if token in "([{":
            stack.append(Bracket(kind_of(tokens, at, stack[-1] if stack else None)))
        elif token in ")]}" and stack:
            stack.pop()
        elif token == "," and stack:
            stack[-1].elements_before += 1
        elif token == "." and stack and stack[-1].kind == "list" and tokens[at - 1][0] in "{,":
            stack[-1].designated = True
        elif token == "TRY" and (fault := fault_of(stack)):
            yield line, fault


def main(arguments):
    if arguments:
        print(__doc__)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    count = 0
    for source in sorted(p for p in SRC.rglob("*") if p.suffix in (".h", ".cpp")):
        for line, fault in faults_in(source.read_text()):
            print(f"{source.relative_to(SRC.parent)}:{line}: {fault}; name its value first")
            count += 1
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
