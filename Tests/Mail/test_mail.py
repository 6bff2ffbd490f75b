"""Mail through a real SMTP server: addresses are confirmed, links sign in, decisions reach whom they concern, and nothing is lost or
told to the wrong one."""

import re
import sqlite3

from harness import wait_until
from person import PASSWORD, Person
from smtp import BASE, link


def registered(server, mailbox, name="Ruxandra", address="ruxandra@exemplu.ro"):
    person = Person(server, origin=BASE)
    assert person.register(name, address).status_code == 202
    assert person.submit(link(mailbox.wait(address))).status_code == 303
    assert person.is_signed_in
    return person


def test_an_address_is_confirmed_before_there_is_an_account(server, mailbox):
    person = Person(server, origin=BASE)
    answer = person.register("Ștefan", "stefan@exemplu.ro")
    assert answer.status_code == 202 and "cutia poștală" in answer.text
    assert not person.is_signed_in
    mail = mailbox.wait("stefan@exemplu.ro")
    assert mail["Subject"] == "Confirmați adresa de e-mail"
    assert mail["From"] == "Sfat de încercare <sfat@sfat.example>" and mail["To"] == "stefan@exemplu.ro"
    assert mail["Auto-Submitted"] == "auto-generated" and mail["Content-Language"] == "ro"
    assert mail["Message-ID"].endswith("@sfat.example>") and mail["Date"].datetime.tzinfo is not None
    # Looking does nothing: programs open links too.
    address = link(mail)
    assert person.get(address).status_code == 200 and not person.is_signed_in
    assert person.submit(address).status_code == 303
    assert person.is_signed_in
    assert Person(server, origin=BASE).get(address).status_code == 410, "a link works once"
    again = Person(server, origin=BASE)
    assert again.submit("/sign-in", {"email": "stefan@exemplu.ro", "password": PASSWORD}).status_code == 303
    assert again.is_signed_in


def test_who_registers_does_not_learn_whether_the_address_has_an_account(server, mailbox):
    registered(server, mailbox)
    stranger = Person(server, origin=BASE)
    first = stranger.register("Altcineva", "ruxandra@exemplu.ro")
    second = Person(server, origin=BASE).register("Altcineva", "nimeni@exemplu.ro")
    assert first.status_code == second.status_code == 202
    assert [line for line in first.text.splitlines() if "csrf" not in line] == [
        line for line in second.text.splitlines() if "csrf" not in line]
    mail = mailbox.wait("ruxandra@exemplu.ro", 2)
    assert mail["Subject"] == "Aveți deja cont" and link(mail) == "/sign-in/link"


def test_a_mailed_link_signs_in_once_and_sets_a_password(server, mailbox):
    registered(server, mailbox)
    person = Person(server, "en", origin=BASE)
    assert "Forgot your password" in person.get("/sign-in").text
    known = person.submit("/sign-in/link", {"email": "RUXANDRA@exemplu.ro"})
    unknown = person.submit("/sign-in/link", {"email": "nimeni@exemplu.ro"})
    assert known.status_code == unknown.status_code == 202
    mail = mailbox.wait("ruxandra@exemplu.ro", 2)
    assert mail["Subject"] == "The link that signs you in"
    assert mailbox.to("nimeni@exemplu.ro") == []
    address = link(mail)
    refused = person.submit(address, {"password": "scurtă"})
    assert refused.status_code == 422 and not person.is_signed_in, "a refused password does not use the link up"
    assert person.submit(address, {"password": "altă parolă lungă"}).status_code == 303
    assert person.is_signed_in
    assert Person(server, origin=BASE).get(address).status_code == 410
    assert Person(server, origin=BASE).submit("/sign-in", {"email": "ruxandra@exemplu.ro", "password": PASSWORD}).status_code == 401
    assert Person(server, origin=BASE).submit(
        "/sign-in", {"email": "ruxandra@exemplu.ro", "password": "altă parolă lungă"}).status_code == 303


def test_a_mailbox_is_nobodys_to_fill(server, mailbox):
    registered(server, mailbox)
    answers = [Person(server, origin=BASE).submit("/sign-in/link", {"email": "ruxandra@exemplu.ro"}).status_code for _ in range(6)]
    assert 429 in answers and answers[0] == 202


def test_what_cannot_be_sent_now_is_sent_later_and_survives_kill_9(server, mailbox):
    mailbox.refuse = "451 later"
    person = Person(server, origin=BASE)
    assert person.register("Ana", "ana@exemplu.ro").status_code == 202
    wait_until(lambda: "mail-postponed" in server.log.read_text(), what="the first attempt")
    server.kill()
    mailbox.refuse = None
    # A minute would pass: the next attempt is made due.
    with sqlite3.connect(server.data / "forum.sqlite") as database:
        assert database.execute("SELECT attempts FROM mails").fetchall() == [(1,)]
        database.execute("UPDATE mails SET next_at = 0")
    server.start()
    assert person.submit(link(mailbox.wait("ana@exemplu.ro"))).status_code == 303
    wait_until(lambda: waiting(server) == 0, what="the empty queue")


def test_what_is_refused_for_good_is_given_up(server, mailbox):
    mailbox.refuse = "550 no such mailbox"
    assert Person(server, origin=BASE).register("Ana", "ana@exemplu.ro").status_code == 202
    wait_until(lambda: "mail-refused" in server.log.read_text(), what="the refusal")
    wait_until(lambda: waiting(server) == 0, what="the empty queue")
    assert "ana@exemplu.ro" not in server.log.read_text(), "no address in the log"


def waiting(server):
    with sqlite3.connect(server.data / "forum.sqlite") as database:
        return database.execute("SELECT count(*) FROM mails").fetchone()[0]


def test_a_decision_reaches_its_author_and_who_told_of_it(server, mailbox):
    author = registered(server, mailbox)
    moderator = server.token("moderator", "Moderatoare")
    thread = server.open_thread(moderator)
    assert author.submit(f"/threads/{thread}/posts", {"body": "Vorbe grele."}, form=f"/threads/{thread}").status_code == 303
    post = server.request("GET", f"/threads/{thread}.json")[2]["posts"][-1]["id"]
    visitor = Person(server, origin=BASE)
    answer = visitor.submit(
        "/notices", {"post": post, "ground": "insult", "explanation": "Jignește.", "good-faith": "1", "name": "Un cititor",
                     "email": "cititor@exemplu.ro"}, form=f"/notices/new?post={post}")
    assert answer.status_code == 303, answer.text
    receipt = mailbox.wait("cititor@exemplu.ro")
    assert receipt["Subject"] == "Am primit semnalarea" and visitor.get(link(receipt)).status_code == 200
    server.decide(moderator, "hide", facts="Cuvinte jignitoare.", post=post, ground="insult")
    mail = mailbox.wait("ruxandra@exemplu.ro", 2)
    assert mail["Subject"] == "O hotărâre despre dumneavoastră"
    words = mail.get_content()
    assert "Cuvinte jignitoare." in words and "Motive." in words and "contesta" in words and "instanță" in words
    assert author.get(link(mail)).status_code == 200
    told = mailbox.wait("cititor@exemplu.ro", 2)
    assert told["Subject"] == "S-a hotărât despre semnalarea dumneavoastră" and "Ruxandra" not in told.get_content()
    # After a new start nobody is written to again.
    server.stop()
    server.start()
    server.open_thread(moderator)
    server.decide(moderator, "warn", facts="Alte fapte.", participant=int(author_id(author)))
    mailbox.wait("ruxandra@exemplu.ro", 3)
    assert len(mailbox.to("ruxandra@exemplu.ro")) == 3 and len(mailbox.to("cititor@exemplu.ro")) == 2


def author_id(person):
    return person.get("/").text.split('data-signed-in="')[1].split('"')[0]


def test_an_erased_account_leaves_no_mail_behind(server, mailbox):
    person = registered(server, mailbox)
    mailbox.refuse = "451 later"
    assert Person(server, origin=BASE).submit("/sign-in/link", {"email": "ruxandra@exemplu.ro"}).status_code == 202
    wait_until(lambda: waiting(server) == 1, what="a mail that waits")
    assert person.submit("/profile/erase", {"password": PASSWORD}).status_code == 303
    assert waiting(server) == 0


def test_an_invitation_opens_an_account_at_its_address(server, mailbox):
    facilitator = registered(server, mailbox)
    number = re.search(r'data-signed-in="(\d+)"', facilitator.get("/").text)[1]
    server.cli("role", "grant", number, "facilitator")
    for address in ("Stefan@exemplu.ro", "ruxandra@exemplu.ro"):
        assert facilitator.submit("/invitations", {"act": "mail", "email": address}).status_code == 303
    # Who has an account is told so; the facilitator sees no difference.
    assert mailbox.wait("ruxandra@exemplu.ro", 2)["Subject"] == "Aveți deja cont"
    mail = mailbox.wait("Stefan@exemplu.ro")
    assert mail["Subject"] == "O invitație la sfat" and "ruxandra" not in mail.get_content().lower()
    address = link(mail)
    person = Person(server, origin=BASE)
    assert "Stefan@exemplu.ro" in person.get(address).text
    assert person.submit(address, {"name": "Ștefan", "password": PASSWORD}).status_code == 303
    assert person.is_signed_in
    again = Person(server, origin=BASE)
    assert again.get(address).status_code == 410
    assert again.submit("/sign-in", {"email": "stefan@exemplu.ro", "password": PASSWORD}).status_code == 303


def test_an_organisation_is_verified_by_a_mailbox_of_its_own(server, mailbox):
    person = registered(server, mailbox)
    fields = {"name": "Primăria Exemplu", "category": "institution", "level": "local"}
    made = person.submit("/organisations", fields, "/organisations/new")
    page = made.headers["Location"]
    form = page + "/mailbox"
    assert 'name="email"' in person.get(page).text
    for refused in ["cineva@gmail.example", "cineva@primaria.example.rau.example", "cineva@xprimaria.example"]:
        answer = person.submit(form, {"email": refused}, page)
        assert answer.status_code == 422 and refused in answer.text, "what was typed stays"
    assert person.submit(form, {"email": "contact@urbanism.primaria.example"}, page).status_code == 303
    letter = mailbox.wait("contact@urbanism.primaria.example")
    assert "Primăria Exemplu" in letter.get_content()
    opened = link(letter)
    # Whoever reads that mailbox, in any browser; opening the link alone does nothing.
    clerk = Person(server, origin=BASE)
    assert "Primăria Exemplu" in clerk.get(opened).text
    assert "organisations.verified" not in clerk.get(page).text and 'action="/organisations' in person.get(page).text
    assert clerk.submit(opened).status_code == 303
    assert 'name="email"' not in person.get(page).text
    assert clerk.get(opened).status_code == 410, "a link works once"
    # Another one cannot even ask.
    stranger = registered(server, mailbox, "Bela", "bela@exemplu.ro")
    assert 'name="email"' not in stranger.get(page).text
    token = re.search(r'name="csrf" value="([^"]+)"', stranger.get("/profile").text).group(1)
    asked = stranger._send(
        "POST", form, data={"csrf": token, "email": "contact@gov.example"}, headers={"Origin": BASE})
    assert asked.status_code == 403
    assert Person(server, origin=BASE).submit(form, {"email": "contact@gov.example"}, "/sign-in").status_code == 401


def test_another_address_takes_its_own_link_and_tells_the_one_before(server, mailbox):
    person = registered(server, mailbox)
    registered(server, mailbox, "Bela", "bela@exemplu.ro")
    change = {"email": "nou@exemplu.ro", "current": PASSWORD}
    assert person.submit("/profile/email", {**change, "current": "altceva lung"}, "/profile").status_code == 422
    assert person.submit("/profile/email", change, "/profile").status_code == 303
    letter = mailbox.wait("nou@exemplu.ro")
    again = Person(server, origin=BASE)
    assert again.submit("/sign-in", {"email": "nou@exemplu.ro", "password": PASSWORD}).status_code == 401, "not yet"
    opened = link(letter)
    assert "nou@exemplu.ro" in again.get(opened).text
    assert again.submit(opened).status_code == 303
    assert "altă adresă" in mailbox.wait("ruxandra@exemplu.ro", count=2)["Subject"]
    assert again.get(opened).status_code == 410
    assert again.submit("/sign-in", {"email": "nou@exemplu.ro", "password": PASSWORD}).status_code == 303
    assert Person(server, origin=BASE).submit("/sign-in", {"email": "ruxandra@exemplu.ro", "password": PASSWORD}).status_code == 401
    # Who takes their account back by another password ends what was asked for with the old one.
    again.submit("/profile/email", {"email": "strain@exemplu.ro", "current": PASSWORD}, "/profile")
    asked = link(mailbox.wait("strain@exemplu.ro"))
    new = {"current": PASSWORD, "password": PASSWORD + " alta"}
    assert again.submit("/profile/password", new, "/profile").status_code == 303
    assert Person(server, origin=BASE).get(asked).status_code == 410
    # An address that has an account is not given away, but to its owner.
    assert again.submit("/profile/email", {"email": "bela@exemplu.ro", "current": PASSWORD + " alta"}, "/profile").status_code == 303
    told = mailbox.wait("bela@exemplu.ro", count=2)
    assert "/profile/email/" not in told.get_content()
