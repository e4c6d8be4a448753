"""Each request that schemathesis sends comes from somebody else, or the limits on haste would be all it finds."""

import itertools

import schemathesis

callers = itertools.count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    number = next(callers)
    case.headers = {**(case.headers or {}), "X-Forwarded-For": f"10.{200 + number // 65536 % 50}.{number // 256 % 256}.{number % 256}"}
