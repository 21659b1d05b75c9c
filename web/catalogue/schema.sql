-- Layout of the catalogue. Raise the number in web/catalogue/build.py when it changes.

CREATE TABLE thing (
    id INTEGER PRIMARY KEY,
    iri TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    folded TEXT NOT NULL,      -- the label as search and sorting compare it
    note TEXT NOT NULL,        -- another name that tells it apart: an acronym, an official name
    weight INTEGER NOT NULL,   -- in how many facts it is involved
    date TEXT NOT NULL,        -- EDTF; what follows is for facts
    earliest TEXT NOT NULL,
    latest TEXT NOT NULL,
    modality TEXT NOT NULL,
    status TEXT NOT NULL,
    source TEXT NOT NULL       -- article, register, curated, or several with a blank between
);

CREATE TABLE involved (
    entity INTEGER NOT NULL,
    fact INTEGER NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (entity, fact, role)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE name USING fts5(
    text, thing UNINDEXED, shown UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3 4'
);

CREATE VIRTUAL TABLE gram USING fts5(text, thing UNINDEXED, tokenize = 'trigram', detail = 'none');
