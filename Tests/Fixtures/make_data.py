"""Makes the data folder that later releases must still open: one of each kind of event, by the server's own commands.

    SFAT_BIN=.build/release python3 Tests/Fixtures/make_data.py NAME

It writes Tests/Fixtures/data-NAME.sqlite.gz and data-NAME.json (what is to be read from it). Run once a release, and never again
for one that stands here.
"""

import gzip
import json
import os
import pathlib
import shutil
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "Tests"))

PLACES = """code,parent,level,name,kind
RO,,country,România,country
RO11,RO,region,Nord-Vest,region
RO22,RO,region,Sud-Est,region
CJ,RO11,county,Cluj,county
BR,RO22,county,Brăila,county
54975,CJ,locality,Cluj-Napoca,municipality
57163,CJ,locality,Câmpia Turzii,municipality
56121,57163,locality,Câmpia,settlement
42682,BR,locality,Brăila,municipality
"""


def main(name):
    home = pathlib.Path(tempfile.mkdtemp(prefix="sfat-fixture-"))
    assets = home / "assets"
    # The program's own files, but for the places: a few are enough, and the file stays small.
    shutil.copytree(ROOT / "web", assets / "web")
    shutil.copytree(ROOT / "migrations", assets / "migrations")
    (assets / "web" / "data" / "territories.csv").write_text(PLACES)
    os.environ["SFAT_ASSETS"] = str(assets)
    from harness import Server
    server = Server(home / "data", "--test-mode").start()
    person, other = server.token("participant", "Ioana Pop"), server.token("participant", "Mircea")
    moderator = server.token("moderator", "Moderatoarea")
    administrator = server.token("administrator", "Administratoarea")

    def act(path, token, **fields):
        status, _, answer = server.request("POST", path, fields, token)
        assert status in (200, 201, 204), (path, status, answer)
        return answer

    organisation = act("/organisations", person, name="Primăria Câmpia", category="institution", level="local", territory="56121")
    act(f"/organisations/{organisation['id']}/verify", administrator)
    act("/profile/speaker", other, category="community", consent=True)
    act("/profile/name", other, name="Mircea L.")
    thread = server.open_thread(person, "Transport școlar la Câmpia", "Cine plătește autobuzul?")
    first = server.request("GET", f"/threads/{thread}.json")[2]["posts"][0]["id"]
    reply = server.post(other, thread, "Primăria, **cred**.", parent=first)
    erased = server.post(person, thread, "de-sters-pentru-totdeauna")
    withdrawn = server.post(person, thread, "Retras.")
    hidden = server.post(other, thread, "Ascuns și arătat din nou.")
    act(f"/posts/{reply}", other, body="Primăria, din bugetul local.", replaces=reply)
    act(f"/posts/{reply}/reactions", person, reaction="useful", on=True)
    act(f"/posts/{reply}/reactions", moderator, reaction="useful", on=True)
    act(f"/posts/{reply}/reactions", moderator, reaction="useful", on=False)
    act(f"/posts/{withdrawn}/withdraw", person)
    server.decide(moderator, "hide", "De verificat.", post=hidden)
    server.decide(moderator, "lift", "Este în regulă.", post=hidden)
    second = server.open_thread(other, "Închis și mutat", "Un alt subiect.")
    act(f"/threads/{second}/title", other, title="Închis, deschis și mutat")
    server.decide(moderator, "lock", "Pauză.", thread=second)
    server.decide(moderator, "lift", "Gata pauza.", thread=second)
    server.decide(moderator, "move", "Este despre sănătate.", thread=second, space="health")
    act("/profile/speaker", other, withdraw=True)
    server.cli("import", "decide-madrid", ROOT / "Tests" / "Fixtures" / "decide-madrid")
    server.cli("erase", str(erased), "body", "--ground", "request", "--reason", "A cerut persoana.")
    posts = server.request("GET", f"/threads/{thread}.json")[2]["posts"]
    check = json.loads(server.cli("check", "--json").stdout)
    types = sorted({json.loads(line)["type"] for line in server.cli("export").stdout.splitlines()})
    assert server.stop() == 0
    known = {
        "position": check["position"], "root": check["root"], "contents": check["contents"], "erased": check["erased"],
        "types": types, "thread": thread, "posts": [[post["id"], post.get("body")] for post in posts],
    }
    place = ROOT / "Tests" / "Fixtures"
    (place / f"data-{name}.json").write_text(json.dumps(known, ensure_ascii=False, indent=1) + "\n")
    with open(home / "data" / "forum.sqlite", "rb") as file:
        (place / f"data-{name}.sqlite.gz").write_bytes(gzip.compress(file.read(), 9, mtime=0))
    shutil.rmtree(home)


if __name__ == "__main__":
    main(sys.argv[1])
