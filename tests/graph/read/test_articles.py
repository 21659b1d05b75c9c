"""Articles from every kind of file, and each way in which one can be broken."""

import json
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.facts import Article
from graph.read.articles import read_articles, told_articles
from graph.settings import Settings

SENTENCE = "The minister of Chile said on Monday that the talks in Lima had gone well and would go on in June."


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_front_matter_and_text(tmp_path: Path) -> None:
    head = (
        '---\nid: talks\ntitle: "Talks: a start"\npublished: 2024-05-15\nsource: The Courier\nauthor: A. Writer\n---\n'
    )
    (article,) = read_articles(write(tmp_path, "a.md", f"{head}{SENTENCE}\n"), Settings())
    assert (article.id, article.title, article.published) == ("talks", "Talks: a start", "2024-05-15")
    assert (article.source, article.author, article.text) == ("The Courier", "A. Writer", SENTENCE)


def test_without_front_matter_the_file_names_the_article(tmp_path: Path) -> None:
    (article,) = read_articles(write(tmp_path, "my-talks.txt", SENTENCE), Settings())
    assert (article.id, article.title, article.published) == ("my-talks", "my talks", None)


def test_a_page_gives_its_article(tmp_path: Path) -> None:
    body = "".join(f"<p>{SENTENCE}</p>" for _ in range(6))
    main = f"<article><h1>Talks in Lima</h1>{body}</article>"
    page = f"<html><head><title>Talks in Lima</title></head><body><nav>Menu</nav>{main}</body></html>"
    (article,) = read_articles(write(tmp_path, "a.html", page), Settings())
    assert SENTENCE in article.text
    assert "Menu" not in article.text


def test_json_and_json_lines(tmp_path: Path) -> None:
    one = {
        "id": "x",
        "title": "T",
        "text": SENTENCE,
        "published": None,
        "source": "S",
        "url": "",
        "facts": [{"type": "Visit"}],
    }
    (article,) = read_articles(write(tmp_path, "a.json", json.dumps(one)), Settings())
    assert (article.id, article.text) == ("x", SENTENCE)
    many = "\n".join(json.dumps(one | {"id": str(number)}) for number in range(3))
    assert [a.id for a in read_articles(write(tmp_path, "a.jsonl", many), Settings())] == ["0", "1", "2"]


BROKEN = [
    ("a.txt", b"", "empty"),
    ("a.txt", b"  \n \n", "empty"),
    ("a.txt", b"Caf\xe9", "UTF-8"),
    ("a.doc", b"text", "no kind of article"),
    ("a.md", b"---\ntitle: A\n", "does not end"),
    ("a.md", b"---\ntitle: A\ntitle: B\n---\nText", "twice"),
    ("a.md", b"---\ncolour: red\n---\nText", "not known"),
    ("a.md", b"---\njust words\n---\nText", "no line of front matter"),
    ("a.md", b"---\ntitle: A\n---\n\n", "no text"),
    ("a.md", f"---\npublished: 2024-02-31\n---\n{SENTENCE}".encode(), "published"),
    ("a.json", b"{broken", "broken JSON"),
    ("a.json", b"[1]", "no object"),
    ("a.json", b'{"text": 5}', "no text"),
    ("a.json", b"[" * 100_000, "nested too deeply"),
    ("a.json", b'{"text": "\\ud83d"}', "half a character"),
    ("a.json", b'{"text": "The talks of Chile.", "id": ".."}', "is no id"),
    ("a.jsonl", b"\n\n", "empty"),
    ("a.html", b"<html><body></body></html>", "no article"),
    ("a.html", b"<html><meta charset=utf-8><p>Caf\xe9</html>", "no UTF-8"),
    ("a.html", b"<html><meta charset=klingon><p>Caf\xe9</html>", "no encoding"),
]


@pytest.mark.parametrize(("name", "content", "cause"), BROKEN)
def test_each_fault_is_told_with_its_file_and_a_cure(tmp_path: Path, name: str, content: bytes, cause: str) -> None:
    path = write(tmp_path, name, content)
    with pytest.raises(InputError) as error:
        list(read_articles(path, Settings()))
    assert cause in error.value.cause
    assert error.value.cure
    assert error.value.file == path


def test_a_duplicate_key_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, "a.md", "---\ntitle: A\ntitle: B\n---\nText")
    with pytest.raises(InputError, match=r"a\.md:3"):
        list(read_articles(path, Settings()))


def test_a_file_above_the_limit_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than"):
        list(read_articles(write(tmp_path, "a.txt", SENTENCE), Settings(article_bytes=10)))


@pytest.mark.parametrize(
    "text",
    [
        "Der Außenminister sagte am Montag, dass die Gespräche in Lima gut verlaufen seien.",
        "Le ministre des affaires étrangères a déclaré lundi que les entretiens se poursuivraient.",
        "De minister was in Den Haag en zei dat het in het belang is van het land, of hij daar was of niet.",
        "Die minister van buitelandse sake was in Pretoria en dit is in die belang van die land.",
        "Ministeren sagde at det er vigtigt for landet at have gode forbindelser, og rejser til Oslo for at mødes.",
        "Menteri Luar Negeri mengatakan akan berkunjung ke Lima pada hari Senin untuk bertemu dengan rekannya.",
        "Министр иностранных дел заявил в понедельник, что переговоры в Лиме прошли успешно и будут продолжены в июне.",
    ],
)
def test_other_languages_are_reported_and_not_garbled(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError, match="not English"):
        list(read_articles(write(tmp_path, "a.txt", f"{text} {text}"), Settings()))


@pytest.mark.parametrize(
    "text",
    [
        "Chile joined NATO.",
        "Chilean President Juan Mora visited Ghana on Monday. He met Peruvian President Rosa Diaz on Tuesday.",
        "Kazakhstan, Uzbekistan, Kyrgyzstan sign border deal.",
        "Kassym-Jomart Tokayev visited Tashkent, Samarkand and Bukhara.",
        SENTENCE,
    ],
)
def test_short_english_is_taken(tmp_path: Path, text: str) -> None:
    assert next(read_articles(write(tmp_path, "a.txt", text), Settings())).text == text


def test_a_broken_line_does_not_end_the_reading_of_the_others(tmp_path: Path) -> None:
    good = json.dumps({"text": SENTENCE})
    lines = [good, "{broken", json.dumps({"text": "x" * 3000}), "", good, json.dumps({"text": 5}), good]
    path = write(tmp_path, "a.jsonl", "\n".join(lines))
    told = list(told_articles(path, Settings(article_bytes=1000)))

    assert [a.id for a in told if isinstance(a, Article)] == ["a-1", "a-5", "a-7"]
    errors = [error for error in told if isinstance(error, InputError)]
    assert [(error.line, error.cause) for error in errors] == [
        (2, "broken JSON (Expecting property name enclosed in double quotes: line 1 column 2 (char 1))"),
        (3, "the line has more than the 1,000 bytes that are read"),
        (6, "'text' is no text"),
    ]


def test_a_fault_in_json_of_many_lines_is_told_with_its_own(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.json:3: broken JSON"):
        list(read_articles(write(tmp_path, "a.json", '{\n"text": "A",\n]'), Settings()))


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    sentence = SENTENCE.replace("minister", "“minister” of São Tomé, not")
    body = "".join(f"<p>{sentence}</p>" for _ in range(6))
    page = f"<html><head><meta charset=iso-8859-1><title>T</title></head><body><article>{body}</article></body></html>"
    (article,) = read_articles(write(tmp_path, "a.html", page.encode("cp1252")), Settings())
    assert sentence in article.text


def test_a_date_in_the_words_of_a_page_is_not_its_date_of_publication(tmp_path: Path) -> None:
    body = "".join(f"<p>{SENTENCE} It was on 3 May 2019.</p>" for _ in range(6))
    page = "<html><head>{}<title>T</title></head><body><article>" + body + "</article></body></html>"
    meta = '<meta property="article:published_time" content="2024-05-15T08:00:00Z">'
    (undated,) = read_articles(write(tmp_path, "a.html", page.format("")), Settings())
    (dated,) = read_articles(write(tmp_path, "b.html", page.format(meta)), Settings())
    assert (undated.published, dated.published) == (None, "2024-05-15")


def test_control_characters_become_spaces_so_that_offsets_stay(tmp_path: Path) -> None:
    text = SENTENCE.replace(" talks", "\x00talks", 1)
    (article,) = read_articles(write(tmp_path, "a.json", json.dumps({"text": text})), Settings())
    assert article.text == SENTENCE


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000,
        b"<html><body>" + b"<table><tr><td>" * 50_000 + b"The talks of Chile and Peru",
        b"<!doctype html><html><body><p" + b" a=1" * 200_000,
        bytes(range(1, 128)) * 2000,
    ],
    ids=["deep", "tables", "attributes", "noise"],
)
def test_a_hostile_page_is_reported_or_read_and_ends(tmp_path: Path, page: bytes) -> None:
    for told in told_articles(write(tmp_path, "a.html", page), Settings()):
        assert isinstance(told, Article | InputError)
