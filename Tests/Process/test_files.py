"""Files that people give, where they lie: in backups and archives, missed when they are missing, in a folder that two processes share."""

import hashlib
import io
import pathlib

from PIL import Image

from support.home import Home

BOUNDARY = "----bridge7arches"


def upload(visitor, path, name, content):
    visitor.token = visitor.get(path).field("_token")
    parts = [f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'.encode() for field, value in [("_token", visitor.token), ("consent", "nobody")]]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = b"".join(parts) + head + content + f"\r\n--{BOUNDARY}--\r\n".encode()
    return visitor.ask("POST", path, body, {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}, 30)


def picture(shade):
    kept = io.BytesIO()
    Image.new("RGB", (700, 500), (shade, 80, 120)).save(kept, "PNG")
    return kept.getvalue()


def drafted(visitor):
    """The address of the files of a new draft."""
    begun = visitor.send("/drafts/new", {"title": "A night school", "language": "en", "city": "catania"})
    assert begun.status == 303, begun.text[:500]
    return "/drafts/" + begun.location.split("/")[2] + "/files"


def added(visitor, path, name, content):
    answer = upload(visitor, path, name, content)
    assert answer.status == 303, (name, answer.status, answer.text[-3000:])
    return "/files/" + answer.location.split("/")[-1]


def says(ended, text):
    """Whatever the width of the lines."""
    said = " ".join((ended.out + " " + ended.err).split())
    assert text in said, said


def stored(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(pathlib.Path(folder).rglob("*")) if file.is_file()}


def test_backups_and_archives_hold_them_and_miss_what_is_missing(ponte, home, serve, tmp_path):
    running = serve(home)
    author = running.visitor("author")
    path = drafted(author)
    added(author, path, "class.png", picture(40))
    added(author, path, "plan.txt", b"The plan of the school\n")
    running.stop()
    there = stored(home.folder / "files")
    assert len(there) == 4, "two widths, one JPEG and the plan"
    for name, content in there.items():
        assert name.replace("/", "") == hashlib.sha256(content).hexdigest()
        assert (home.folder / "files" / name).stat().st_mode & 0o077 == 0, "for this user only"
    says(ponte("doctor", settings=home.settings).well(), "all 4 contents are there")

    file = tmp_path / "backup.tar.gz"
    ponte("backup", file, settings=home.settings).well()
    says(ponte("restore", "--check", file, settings=home.settings).well(), "all 4 contents are there")
    other = Home(tmp_path / "restored", home.server, home.server and home.server.database())
    try:
        ponte("restore", file, settings=other.settings).well()
        assert stored(other.folder / "files") == there
    finally:
        other.discard()

    ponte("export", tmp_path / "archive", settings=home.settings).well()
    taken = Home(tmp_path / "taken")
    ponte("import", "archive", tmp_path / "archive", settings=taken.settings | {"PONTE_FILES": str(tmp_path / "elsewhere")}).well()
    assert stored(tmp_path / "elsewhere") == there and not (taken.folder / "files").exists()
    again = tmp_path / "again.tar.gz"
    ponte("backup", again, settings=taken.settings | {"PONTE_FILES": str(tmp_path / "elsewhere")}).well()
    ponte("restore", "--check", again, settings=taken.settings).well()

    lost = sorted(there)[0]
    (home.folder / "files" / lost).unlink()
    says(ponte("doctor", settings=home.settings).with_code(1), f"1 of 4 are missing or cut short, first {lost}")
    holed = tmp_path / "holed.tar.gz"
    ponte("backup", holed, settings=home.settings).well()
    says(ponte("restore", "--check", holed, settings=home.settings).with_code(1), "1 of 4 are missing")
    ponte("export", tmp_path / "holed", settings=home.settings).well()
    nowhere = Home(tmp_path / "nowhere")
    says(ponte("import", "archive", tmp_path / "holed", settings=nowhere.settings).with_code(1), "Files are missing in this archive")


def test_two_processes_share_the_folder(postgres_home, serve, tmp_path):
    shared = str(tmp_path / "shared")
    one = serve(postgres_home, PONTE_FILES=shared)
    two = serve(postgres_home, PONTE_FILES=shared, PONTE_DATA=str(tmp_path / "second"))
    author = one.visitor("author")
    path = drafted(author)
    file = added(author, path, "plan.txt", b"The plan of the school\n")
    there = author.at(two.url)
    assert there.get(file).text == "The plan of the school\n"
    same = upload(there, path, "again.txt", b"The plan of the school\n")
    assert same.status == 400 and "is here already" in same.text


def test_without_libvips_documents_can_still_be_added(sqlite_home, serve):
    running = serve(sqlite_home, PONTE_VIPS="/nowhere/vips")
    author = running.visitor("author")
    path = drafted(author)
    refused = upload(author, path, "class.png", picture(60))
    assert refused.status == 503 and "Pictures cannot be added" in refused.text
    added(author, path, "plan.txt", b"The plan of the school\n")
