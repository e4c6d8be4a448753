"""The API against its own description: schemathesis makes right and wrong requests up and looks at every answer."""

import os
import subprocess
import sys

from support.server import ROOT


def test_answers_as_described(base_url):
    command = [
        os.path.join(os.path.dirname(sys.executable), "schemathesis"), "run", f"{base_url}/api/v1/openapi.json",
        "--url", base_url,
        "--phases", "examples,coverage,fuzzing,stateful",
        "--checks", "all",
        # The same requests every time: a red run is about Ponte, not about luck.
        "--generation-deterministic", "--max-examples", "60",
        "--request-timeout", "15",
        "--continue-on-failure", "--no-color", "--warnings", "off",
    ]
    environment = {
        **os.environ, "SCHEMATHESIS_HOOKS": "hooks", "COLUMNS": "140",
        "PYTHONPATH": str(ROOT / "Tests" / "API"),
    }
    folder = ROOT / "test-results"
    folder.mkdir(exist_ok=True)
    run = subprocess.run(command, cwd=folder, env=environment, text=True, capture_output=True, timeout=300)
    (folder / "schemathesis.txt").write_text(run.stdout + run.stderr)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
