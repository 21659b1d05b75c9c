-- Layout of the catalogue. Raise the number in web/catalogue/build.py when it changes.

CREATE TABLE thing (
    id INTEGER PRIMARY KEY,
    iri TEXT NOT NULL,
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

-- Who fills which role of which fact. What a page sorts and filters by stands in the key itself, so that the facts of
-- the busiest state are read from its end and no further than the page shows.
CREATE TABLE involved (
    entity INTEGER NOT NULL,
    kind TEXT NOT NULL,        -- of the fact
    role TEXT NOT NULL,
    earliest TEXT NOT NULL,
    fact INTEGER NOT NULL,
    latest TEXT NOT NULL,
    holds INTEGER NOT NULL,    -- 1 where it is said to be so: neither planned nor denied
    size INTEGER NOT NULL,     -- how many the fact involves
    PRIMARY KEY (entity, kind, role, earliest, fact)
) WITHOUT ROWID;

-- What things are called in other languages, one name a language.
CREATE TABLE called (
    language TEXT NOT NULL,
    thing INTEGER NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (language, thing)
) WITHOUT ROWID;

-- How many things of a kind have a value of a facet, for lists that are not narrowed.
CREATE TABLE facet (
    kind TEXT NOT NULL,
    facet TEXT NOT NULL,
    value TEXT NOT NULL,
    number INTEGER NOT NULL
);

-- Names of everything but facts, what is involved in most facts first.
CREATE VIRTUAL TABLE name USING fts5(
    text, thing UNINDEXED, shown UNINDEXED,
    tokenize = "unicode61 remove_diacritics 2", prefix = '1 2 3'
);

-- Labels of facts; the row's number is the fact's.
CREATE VIRTUAL TABLE told USING fts5(
    text, content = '', detail = 'none', columnsize = 0, tokenize = "unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE gram USING fts5(text, thing UNINDEXED, tokenize = 'trigram', detail = 'none');
