"""Folders and zips are hostile: nothing leaves them, nothing large is read, and each refusal is a sentence."""

import os
import stat
import struct
import zipfile

import pytest

from quizdl.classroom import places
from quizdl.classroom.places import open_place
from quizdl.errors import QuizdlError


def refused(call, *arguments):
    with pytest.raises(QuizdlError) as error:
        call(*arguments)
    return str(error.value)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    assert refused(open_place, tmp_path / "nope") == f"there is no folder {tmp_path / 'nope'}"


def test_a_file_that_is_no_zip_is_refused(tmp_path):
    file = tmp_path / "a.py"
    file.write_text("x")
    assert refused(open_place, file) == f"{file} is neither a folder nor a zip: name the folder with the submissions"


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_a_corrupt_zip_is_refused(tmp_path, content):
    file = tmp_path / "class.zip"
    file.write_bytes(content)
    said = refused(open_place, file)
    assert said.startswith(f"{file} ")
    assert "is not a zip that can be read" in said or "table of contents" in said


def test_a_zip_that_is_cut_off_is_refused(packed):
    path = packed({"anna/a.py": "x" * 1000})
    path.write_bytes(path.read_bytes()[:-30])
    assert refused(open_place, path) == (
        f"{path} is not a zip that can be read (it has no end record): download it again"
    )


@pytest.mark.parametrize("name", ["../a.py", "anna/../../a.py", "/etc/a.py", "C:/a.py", "..\\a.py"])
def test_an_entry_that_leads_out_of_the_zip_is_left_out_and_named(packed, name):
    place = open_place(packed({"anna/a.py": "x", name: "x"}))
    assert list(place.listing()) == [("anna", True), ("anna/a.py", False)]
    assert place.skipped == [f"{name} leads out of the zip: left out"]


def test_a_link_in_a_zip_is_left_out_and_named(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("anna/a.py")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("ben/a.py", "x")
    assert open_place(path).skipped == ["anna/a.py is a link or a device: left out"]


def encrypted(path, member=None):
    """Set the flag for encryption in the headers of a zip; of one member or of all."""
    data = bytearray(path.read_bytes())
    for signature, flags, name in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = data.find(signature)
        while at >= 0:
            if member is None or data[at + name :].startswith(member.encode()):
                data[at + flags] |= 1
            at = data.find(signature, at + 4)
    path.write_bytes(data)
    return path


def test_an_encrypted_zip_is_refused(packed):
    path = encrypted(packed({"anna/a.py": "x"}))
    assert refused(open_place, path) == f"{path} is encrypted: unpack it and name the folder"


def test_an_encrypted_member_is_a_sentence_for_its_author(packed):
    place = open_place(encrypted(packed({"anna/a.py": "x", "ben/b.py": "y"}), "anna/a.py"))
    assert refused(place.read, "anna/a.py") == "anna/a.py is encrypted: hand it in without a password"
    assert place.read("ben/b.py") == "y"


def test_a_damaged_member_is_a_sentence_for_its_author(packed):
    path = packed({"anna/a.py": "hello = 1", "ben/b.py": "y"})
    path.write_bytes(path.read_bytes().replace(b"hello", b"jello"))
    said = refused(open_place(path).read, "anna/a.py")
    assert said == "anna/a.py is damaged in the zip (Bad CRC-32 for file 'anna/a.py'): hand it in again"


def test_a_member_packed_by_an_unknown_method_is_a_sentence_for_its_author(packed):
    path = packed({"anna/a.py": "x", "ben/b.py": "y"})
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\x01\x02") + 10] = 99
    path.write_bytes(data)
    said = refused(open_place(path).read, "anna/a.py")
    assert said == "anna/a.py is packed by a method that cannot be read"


def test_a_zip_bomb_is_read_up_to_the_limit_of_one_file_only(packed):
    place = open_place(packed({"anna/a.py": "#" * (200 * 2**20), "b/b.py": "x"}, compression=zipfile.ZIP_DEFLATED))
    assert refused(place.read, "anna/a.py") == ("anna/a.py has 1.0 MiB, at most 1 MiB are graded: is it the right one?")


def test_a_table_of_contents_that_is_too_large_is_refused_before_it_is_read(packed, monkeypatch):
    path = packed({"anna/a.py": "x"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, 300 * 2**20)
    path.write_bytes(data)
    monkeypatch.setattr(zipfile, "ZipFile", None)
    assert refused(open_place, path) == f"{path} has a table of contents of 300 MiB, at most 16 are read"


def test_a_zip_with_too_many_entries_is_refused(packed, monkeypatch):
    monkeypatch.setattr(places, "MOST_MEMBERS", 2)
    path = packed({f"{i}/a.py": "x" for i in range(3)})
    assert refused(open_place, path) == f"{path} holds 3 entries, at most 2 are read"


def test_a_folder_with_too_many_files_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "MOST_FILES", 2)
    for i in range(3):
        (tmp_path / f"{i}.py").write_text("x")
    said = refused(list, open_place(tmp_path).listing())
    assert said == f"{tmp_path} holds more than 2 files: is it the right folder?"


def test_the_same_checks_as_for_any_file_hold_in_a_zip(packed):
    place = open_place(packed({"anna/a.py": b"\x00", "ben/b.py": " ", "carl/c.py": b"# \xe9"}))
    assert refused(place.read, "anna/a.py") == "anna/a.py is a binary file: submit Python source"
    assert refused(place.read, "ben/b.py") == "ben/b.py is empty: `quizdl start TOPIC` writes a file to start from"
    assert refused(place.read, "carl/c.py") == "carl/c.py, line 1: byte 0xe9 is not UTF-8: save the file in UTF-8"
    assert refused(place.read, "dora/d.py") == "there is no file dora/d.py"


def test_links_in_a_folder_are_not_followed(tmp_path):
    secret = tmp_path / "secret.py"
    secret.write_text("x = 1")
    root = tmp_path / "class"
    (root / "anna").mkdir(parents=True)
    (root / "anna" / "a.py").symlink_to(secret)
    (root / "ben").symlink_to(tmp_path)
    place = open_place(root)
    assert list(place.listing()) == [("anna", True)]
    assert place.skipped == [
        "anna/a.py is a link: links are not followed",
        "ben is a link: links are not followed",
    ]
    assert refused(place.read, "anna/a.py") == "anna/a.py is a link: links are not followed"


def test_a_file_that_vanished_is_a_sentence_with_its_place_in_the_folder(tmp_path):
    assert refused(open_place(tmp_path).read, "anna/a.py") == "there is no file anna/a.py"


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.py")
    assert refused(open_place(tmp_path).read, "a.py") == "a.py is no ordinary file: name one Python file"


def test_names_from_a_zip_are_safe_for_a_terminal(packed):
    place = open_place(packed({"\x1b[31m/../a.py": "x", "anna/a.py": "x"}))
    assert place.skipped == ["\ufffd[31m/../a.py leads out of the zip: left out"]


def test_a_member_with_a_zip64_record_is_read(tmp_path):
    path = tmp_path / "class.zip"
    with zipfile.ZipFile(path, "w") as archive, archive.open("anna/a.py", "w", force_zip64=True) as file:
        file.write(b"x = 1")
    assert open_place(path).read("anna/a.py") == "x = 1"
