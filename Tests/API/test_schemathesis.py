"""The API against its own description: schemathesis makes right and wrong requests up and looks at every answer."""

import os
import subprocess
import sys

import pytest

from support.server import ROOT

HERE = ROOT / "Tests" / "API"


@pytest.mark.parametrize("caller", ["anonymous", "reader", "writer"])
def test_answers_as_described(base_url, caller, request):
    tokens = [] if caller == "anonymous" else request.getfixturevalue(f"{caller}_tokens")
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "--config-file", str(HERE / "schemathesis.toml"),
        "run", f"{base_url}/api/v1/openapi.json",
        "--url", base_url,
        "--phases", "examples,coverage,fuzzing,stateful",
        "--checks", "all",
        # The same requests every time: a red run is about Ponte, not about luck.
        "--generation-deterministic", "--max-examples", "60" if caller == "anonymous" else "30",
        "--request-timeout", "15",
        "--continue-on-failure", "--no-color", "--warnings", "off",
    ] + (["--header", f"Authorization: Bearer {tokens[0]}"] if tokens else [])
    environment = {**os.environ, "SCHEMATHESIS_HOOKS": "hooks", "COLUMNS": "140", "PYTHONPATH": str(HERE), "PONTE_TEST_TOKENS": " ".join(tokens)}
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    run = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, timeout=500)
    (folder / f"schemathesis-{caller}.txt").write_text(run.stdout + run.stderr)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
