"""Programs that work for people of the demonstration: tokens, made at the page as a person makes them."""

import re

SCOPES = ["needs:read", "needs:write", "drafts:read", "drafts:write", "searches:read", "partnerships:read", "transfers:read"]


def make_token(visitor, scopes, name="A program", days=30):
    """:param visitor: signed in. :return: the token, as the page shows it once."""
    visitor.token = visitor.get("/account/tokens").field("_token")
    page = visitor.send("/account/tokens", {"name": name, "scopes": scopes, "days": str(days)})
    found = re.search(r'id="made"[^>]* value="(ponte_[A-Za-z0-9_-]{43})"', page.text)
    assert found, f"no token was made: {page.status} {page.text[:500]}"
    return found.group(1)


def give_role(administrator, name, role, scope):
    """Lets an administrator give somebody one role more."""
    people = administrator.get("/administration/people").text
    person = re.search(rf'href="(/administration/people/[0-9a-z]+)"><bdi>{re.escape(name)}</bdi>', people)
    assert person, f"{name} is not on record"
    administrator.token = administrator.get(person.group(1)).field("_token")
    given = administrator.send(f"{person.group(1)}/roles", {"role": role, "scope": scope})
    assert given.status == 303, given.text[:500]
