"""Letters, with a real mail server: whatever ends, stops or hangs, each goes out once, or an administrator is told."""

import time

import pytest

from support.mail import MailServer

DEMO = {"PONTE_DEMO": "true"}


def only_ours(home):
    """No letter but those of the test: the demonstration's are gone, and nobody wants reminders."""
    home.sql("DELETE FROM letter")
    home.sql("INSERT INTO reminder_choice (person_id, at) SELECT id, '2026-01-01T00:00:00.000Z' FROM person")
    return home


@pytest.fixture
def home(home):
    return only_ours(home)


@pytest.fixture
def postgres_home(postgres_home):
    return only_ours(postgres_home)


def administrator(server):
    """Signed in, with a form's token at hand."""
    visitor = server.visitor("administrator")
    visitor.token = visitor.get("/administration/mail").field("_token")
    return visitor


def states(home):
    return sorted(state for [state] in home.sql("SELECT state FROM letter"))


def wait_for_states(home, wanted, seconds=60):
    end = time.monotonic() + seconds
    while states(home) != wanted:
        assert time.monotonic() < end, f"{states(home)} instead of {wanted}"
        time.sleep(0.1)


def make_due(home):
    """As if the pause were over."""
    home.sql("UPDATE letter SET due_at = '2020-01-01T00:00:00.000Z' WHERE state = 'waiting'")


def test_a_letter_goes_out_whole(home, serve):
    with MailServer() as mail:
        visitor = administrator(serve(home, **mail.settings, **DEMO))
        assert visitor.send("/administration/mail/test", {}).status == 303
        [letter] = mail.wait_for(1)
        wait_for_states(home, ["sent"])
    assert mail.recipients == [["administrator@demo.ponte.example"]]
    assert letter["From"] == "Ponte <ponte@city.example>"
    assert letter["To"] == "Katarina Horvat <administrator@demo.ponte.example>"
    assert letter["Subject"] == "Ponte can send mail"
    assert letter["Message-ID"].endswith("@city.example>") and letter["Auto-Submitted"] == "auto-generated"
    assert "Hello Katarina Horvat" in letter.get_body(("plain",)).get_content()
    assert 'lang="en" dir="ltr"' in letter.get_body(("html",)).get_content()
    assert not letter.defects


def test_without_a_mail_server_letters_wait_and_the_page_says_so(home, serve):
    server = serve(home, **DEMO)
    visitor = administrator(server)
    visitor.send("/administration/mail/test", {})
    assert "PONTE_SMTP_URL" in visitor.get("/administration/mail").text
    assert states(home) == ["waiting"]
    server.stop()
    with MailServer() as mail:
        serve(home, **mail.settings, **DEMO)
        mail.wait_for(1)
        wait_for_states(home, ["sent"])


def test_a_mail_server_that_is_down_is_asked_again(home, serve):
    with MailServer() as mail:
        settings, port = mail.settings, mail.port
    visitor = administrator(serve(home, **settings, **DEMO))
    visitor.send("/administration/mail/test", {})
    end = time.monotonic() + 60
    while home.sql("SELECT tries FROM letter WHERE state = 'waiting'") != [["1"]]:
        assert time.monotonic() < end, "it was not tried"
        time.sleep(0.1)
    assert "1 try" in visitor.get("/administration/mail").text
    with MailServer(port=port) as mail:
        time.sleep(1.5)
        assert mail.letters == [], "not before its time"
        make_due(home)
        mail.wait_for(1)
        wait_for_states(home, ["sent"])


def test_a_refusal_is_final_and_told(home, serve):
    with MailServer(answer="554 no letters like this one") as mail:
        visitor = administrator(serve(home, **mail.settings, **DEMO))
        visitor.send("/administration/mail/test", {})
        wait_for_states(home, ["failed"])
        assert len(mail.letters) == 1
        assert "It could not be delivered" in visitor.get("/administration/mail").text


def test_a_kill_in_the_last_moment_sends_nothing_twice(home, serve):
    with MailServer(hangs=True) as mail:
        server = serve(home, **mail.settings, **DEMO)
        administrator(server).send("/administration/mail/test", {})
        assert mail.arrived.wait(60)
        server.kill()
        assert states(home) == ["sending"]
    with MailServer() as mail:
        again = serve(home, **mail.settings, **DEMO)
        home.sql("UPDATE letter SET leased_until = '2020-01-01T00:00:00.000Z'")
        wait_for_states(home, ["unsure"])
        visitor = administrator(again)
        assert "It may have arrived" in visitor.get("/administration/mail").text
        assert mail.letters == []
        [[letter]] = home.sql("SELECT id FROM letter")
        assert visitor.send(f"/administration/mail/{letter}/again", {}).status == 303
        mail.wait_for(1)
        wait_for_states(home, ["sent"])


def test_two_processes_send_each_letter_once(postgres_home, serve):
    with MailServer() as mail:
        servers = [serve(postgres_home, **mail.settings, **DEMO) for _ in range(2)]
        visitors = [administrator(server) for server in servers]
        for number in range(30):
            assert visitors[number % 2].send("/administration/mail/test", {}).status == 303
        mail.wait_for(30, seconds=60)
        wait_for_states(postgres_home, ["sent"] * 30)
        names = [letter["Message-ID"] for letter in mail.letters]
        assert len(names) == len(set(names)) == 30


def test_a_kill_of_one_of_two_sends_nothing_twice_and_loses_nothing(postgres_home, serve):
    with MailServer(hangs=True) as mail:
        one, other = [serve(postgres_home, **mail.settings, **DEMO) for _ in range(2)]
        visitor = administrator(other)
        for _ in range(30):
            assert visitor.send("/administration/mail/test", {}).status == 303
        # Each has a letter at the mail server and no answer yet: the worst moment.
        wait_for_states(postgres_home, ["sending"] * 2 + ["waiting"] * 28)
        mail.wait_for(2)
        one.kill()
        mail.let_go.set()
        wait_for_states(postgres_home, ["sending"] + ["sent"] * 29)
        # As if its time were over: nobody knows whether that one arrived, so an administrator is told.
        postgres_home.sql("UPDATE letter SET leased_until = '2020-01-01T00:00:00.000Z' WHERE state = 'sending'")
        wait_for_states(postgres_home, ["sent"] * 29 + ["unsure"])
        assert "It may have arrived" in visitor.get("/administration/mail?state=unsure").text
        names = [letter["Message-ID"] for letter in mail.letters]
        assert len(names) == len(set(names)) == 30, "each came once, and none is missing"


@pytest.mark.parametrize("settings, named", [
    ({"PONTE_SMTP_URL": "smtp://mail.city.eu"}, "PONTE_MAIL_FROM"),
    ({"PONTE_SMTP_URL": "mail.city.eu", "PONTE_MAIL_FROM": "ponte@city.eu"}, "PONTE_SMTP_URL"),
])
def test_wrong_settings_stop_the_start(ponte, tmp_path, settings, named):
    ended = ponte("serve", "--data", tmp_path, settings=settings).with_code(2)
    assert named in ended.err
