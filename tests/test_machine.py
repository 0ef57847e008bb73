import pytest

from impulswerk.machine import is_ci
from tests.e2e.tools import missing


@pytest.mark.parametrize("value", ["true", "1", "woodpecker"])
def test_continuous_integration_lets_nothing_pass_unchecked(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", value)
    assert is_ci()
    with pytest.raises(pytest.fail.Exception, match="NOT CHECKED: nginx"):
        missing("nginx")


@pytest.mark.parametrize("value", [None, "", "false", "False", "0", " no "])
def test_whoever_works_at_home_is_told_and_goes_on(
    value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CI", raising=False)
    if value is not None:
        monkeypatch.setenv("CI", value)
    assert not is_ci()
    with pytest.raises(pytest.skip.Exception, match="NOT CHECKED: nginx"):
        missing("nginx")
