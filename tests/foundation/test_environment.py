"""Secrets come from the environment, or from files that are made once."""

from concurrent.futures import ThreadPoolExecutor

from nssi.foundation import environment


def test_a_secret_is_made_at_first_start_and_stays_the_same(tmp_path):
    first = environment.secret("NSSI_EXAMPLE", tmp_path)
    assert len(first) >= 48
    assert environment.secret("NSSI_EXAMPLE", tmp_path) == first
    assert (tmp_path / "example").stat().st_mode & 0o777 == 0o600


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        made = set(pool.map(lambda _: environment.secret("NSSI_EXAMPLE", tmp_path), range(200)))
    assert len(made) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["example"]


def test_the_environment_wins_over_the_file(tmp_path, monkeypatch):
    environment.secret("NSSI_EXAMPLE", tmp_path)
    monkeypatch.setenv("NSSI_EXAMPLE", "given")
    assert environment.secret("NSSI_EXAMPLE", tmp_path) == "given"
