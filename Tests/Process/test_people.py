"""`ponte user`: who may sign in."""

import pytest

PASSWORD = "a long enough one"


@pytest.fixture
def create(ponte):
    def run(home, typed=PASSWORD, **changed):
        given = {"email": "ada@city.example", "name": "Ada Verdi", "role": "city-officer", "scope": "city:catania"} | changed
        words = [word for name, value in given.items() for word in (f"--{name}", value)]
        return ponte("user", "create", *words, "--password-stdin", settings=home.settings, typed=typed + "\n")

    return run


def test_a_person_is_put_on_record_and_can_sign_in(ponte, home, create, serve):
    create(home).well()
    assert "ada@city.example" in ponte("user", "list", settings=home.settings).well().out
    visitor = serve(home).visitor().sign_in({"email": "ada@city.example", "password": PASSWORD})
    assert "Ada Verdi" in visitor.get("/account").text
    assert home.sql("SELECT count(*) FROM person WHERE password_hash LIKE '$argon2id$%' AND email = 'ada@city.example'") == [["1"]]


def test_a_random_password_is_shown_once_and_works(ponte, home, serve):
    made = ponte(
        "user", "create", "--email", "leo@city.example", "--name", "Leo", "--role", "member", "--scope", "network",
        settings=home.settings).well()
    password = made.lines[-1].removeprefix("Password, shown only now: ")
    assert len(password) >= 16
    assert serve(home).visitor().sign_in({"email": "leo@city.example", "password": password}).is_signed_in
    assert password not in ponte("user", "list", settings=home.settings).well().out


@pytest.mark.parametrize("given, code, named", [
    ({"email": "ada"}, 2, "email: "),
    ({"email": "ada@"}, 2, "email: "),
    ({"email": "ada @city.example"}, 2, "email: "),
    ({"typed": "short"}, 2, "password: "),
    ({"typed": ""}, 2, "password: "),
    ({"name": ""}, 2, "name: "),
    ({"scope": "city:atlantis"}, 2, "scope: "),
    ({"scope": "programme:atlantis"}, 2, "scope: "),
    ({"scope": "planet:earth"}, 2, "scope: "),
    ({"role": "mayor"}, 64, "--role"),
    ({"language": "tlh"}, 64, "--language"),
    ({"email": "city-officer@demo.ponte.example"}, 2, "already an account"),
    ({"email": "City-Officer@demo.ponte.example"}, 2, "already an account"),
], ids=lambda value: str(value) if isinstance(value, dict) else "")
def test_what_is_wrong_is_named_and_nobody_is_added(untouched, create, given, code, named):
    people, entries = untouched.count("person"), untouched.count("audit")
    refused = create(untouched, **given).with_code(code)
    assert named in refused.complaints[0]
    assert (untouched.count("person"), untouched.count("audit")) == (people, entries)


def test_everything_that_is_wrong_is_told_at_once(untouched, create):
    refused = create(untouched, email="ada", typed="short").with_code(2)
    assert [line.split(":")[0] for line in refused.complaints] == ["email", "password"]
