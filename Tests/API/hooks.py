"""Each request that schemathesis sends comes from somebody else, and with another token, or the limits on haste would be all it finds."""

import itertools
import os

import schemathesis

callers = itertools.count(1)
#: Of one person and with the same scopes; the first is the one that the command line names.
TOKENS = [f"Bearer {token}" for token in os.environ.get("PONTE_TEST_TOKENS", "").split()]


def leaves_token_out(case):
    """Whether this request is to show what happens without a token."""
    data = getattr(getattr(case.meta, "phase", None), "data", None)
    scenario = getattr(getattr(data, "scenario", None), "name", "")
    return scenario == "MISSING_PARAMETER" and (getattr(data, "parameter", None) or "").lower() == "authorization"


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(callers)
    case.headers = {**(case.headers or {}), "X-Forwarded-For": f"10.{200 + number // 65536 % 50}.{number // 256 % 256}.{number % 256}"}
    for headers in (case.headers, kwargs.get("headers")):
        if headers and headers.get("Authorization") in TOKENS:
            if leaves_token_out(case):
                del headers["Authorization"]
            else:
                headers["Authorization"] = TOKENS[number % len(TOKENS)]
