"""docs/divergences/lint.md says how our lints and zlint's differ: this keeps it true."""
import compare
import pytest


@pytest.fixture(scope="module")
def comparison():
    return compare.Comparison()


def test_every_disagreement_with_zlint_has_its_reason(comparison):
    faults = list(comparison.faults())
    assert not faults, "\n".join(faults)


def test_the_page_is_what_the_comparison_makes(comparison):
    assert compare.DOCUMENT.read_text() == comparison.document(), "run tests/lint/compare.py --write"
