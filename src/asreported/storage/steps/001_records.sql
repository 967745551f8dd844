-- Reports, readings of them, and what the current reading of each report holds.

CREATE TABLE coders ( -- What coded: one row for each version, setting, model and lexicon that made a record here.
    coder INTEGER PRIMARY KEY, -- number in this file
    digest TEXT NOT NULL UNIQUE, -- SHA-256 of `about`, first 16 hexadecimal digits
    version TEXT NOT NULL, -- version of asreported
    about TEXT NOT NULL -- the record's `coder` field, JSON as written
);

CREATE TABLE reports ( -- One news report each: the same address and text are the same report.
    report INTEGER PRIMARY KEY, -- number in this file; every other table refers to it
    id TEXT NOT NULL UNIQUE, -- the report's id in every file: sha256 of address and text
    input_id TEXT, -- the id the input carried
    url TEXT, -- its address
    publisher TEXT, -- the outlet, never the person quoted
    published TEXT, -- ISO 8601 date or time with zone, as the report gives it
    headline TEXT, -- its headline
    authors TEXT, -- its authors, parted by " | "
    dateline_place TEXT, -- place_id of its dateline
    agency TEXT, -- the agency in its dateline
    language TEXT NOT NULL, -- ISO 639-1
    text TEXT NOT NULL -- the text; every span_start and span_end counts its characters (Unicode code points) from 0
);
CREATE INDEX reports_published ON reports (published);
CREATE INDEX reports_publisher ON reports (publisher);

CREATE TABLE readings ( -- What a coder made of a report. Other tables tell only what the current reading says.
    reading INTEGER PRIMARY KEY, -- number in this file, in order of adding
    report INTEGER NOT NULL REFERENCES reports, -- of which report
    coder INTEGER NOT NULL REFERENCES coders, -- by which coder
    given TEXT NOT NULL, -- digest of what was given beside the text: date, headline, publisher, authors
    is_current INTEGER NOT NULL CHECK (is_current IN (0, 1)), -- 1 for the newest coder's reading of the report
    added TEXT NOT NULL, -- when it was added, UTC
    record BLOB NOT NULL, -- the whole record but for its coder: zlib of UTF-8 JSON up to the field `coder`
    UNIQUE (report, coder, given)
);
CREATE UNIQUE INDEX readings_current ON readings (report) WHERE is_current;

CREATE TABLE actors ( -- Who speaks, acts or is acted upon in a report.
    actor INTEGER PRIMARY KEY, -- number in this file; changes when the report is coded anew
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    actor_id TEXT NOT NULL, -- the actor's id within the report
    name TEXT NOT NULL, -- canonical name: the lexicon's, else the fullest mention
    kind TEXT NOT NULL, -- person, organization, group, state, people, document, unnamed
    "row" TEXT, -- lexicon row that names the actor: the same row in two reports is the same actor
    country TEXT, -- ISO 3166-1 alpha-3, or KOS
    international TEXT, -- IGO, UNO, EUR, NGO, ISM, IMG, MNC
    sectors TEXT NOT NULL, -- PLOVER sectors parted by spaces, primary first
    mentions INTEGER NOT NULL, -- how often the report mentions the actor
    span_start INTEGER, -- first mention: first character
    span_end INTEGER, -- first mention: character behind the last
    confidence REAL, -- probability that mentions and row are right, or nothing
    UNIQUE (report, actor_id)
);
CREATE INDEX actors_country ON actors (country) WHERE country IS NOT NULL;
CREATE INDEX actors_name ON actors (name COLLATE NOCASE);
CREATE INDEX actors_row ON actors ("row") WHERE "row" IS NOT NULL;

CREATE TABLE times ( -- Time expressions.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    time_id TEXT NOT NULL, -- its id within the report
    type TEXT NOT NULL, -- TIMEX3: DATE, TIME, DURATION, SET
    value TEXT NOT NULL, -- TIMEX3 value
    date_start TEXT, -- first day it can mean
    date_end TEXT, -- first day after
    precision TEXT, -- day, week, month, year …
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character behind the last
    PRIMARY KEY (report, time_id)
) WITHOUT ROWID;

CREATE TABLE places ( -- Mentions of places, adjectives and metonyms included.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    place_id TEXT NOT NULL, -- its id within the report
    name TEXT NOT NULL, -- the gazetteer's name
    geonames INTEGER, -- GeoNames number
    country TEXT, -- ISO 3166-1 alpha-3, or KOS
    lat REAL, -- degrees north, WGS 84
    lon REAL, -- degrees east, WGS 84
    feature TEXT, -- country, adm1, adm2, settlement, area, water, point
    use TEXT NOT NULL, -- literal, metonym, modifier: only literal ones place an event
    disputed TEXT, -- who claims it, parted by " | "
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character behind the last
    confidence REAL, -- probability that it is this place, or nothing
    PRIMARY KEY (report, place_id)
) WITHOUT ROWID;

CREATE TABLE attributions ( -- Who said what.
    attribution INTEGER PRIMARY KEY, -- number in this file; changes when the report is coded anew
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    attribution_id TEXT NOT NULL, -- its id within the report
    kind TEXT NOT NULL, -- direct, mixed, indirect: wholly, partly, not in quotation marks
    act TEXT NOT NULL, -- say, deny, accuse, promise, threaten, demand …
    realis TEXT NOT NULL, -- actual, denied, possible, planned, conditional, generic
    source TEXT NOT NULL, -- the words that name who says it; empty when the report names nobody
    cue TEXT NOT NULL, -- the words that make it an attribution
    content TEXT NOT NULL, -- what is attributed; a broken one is joined by " … "
    parent TEXT, -- attribution_id of the one whose content holds this one
    channel TEXT, -- letter, speech, statement, interview, post …
    date_start TEXT, -- first day it can have been said
    date_end TEXT, -- first day after
    span_start INTEGER NOT NULL, -- content: first character
    span_end INTEGER NOT NULL, -- content: character behind the last
    confidence REAL, -- probability that source and content are right, or nothing
    UNIQUE (report, attribution_id)
);

CREATE TABLE attribution_actors ( -- Who takes part in a saying.
    report INTEGER NOT NULL, -- in which report
    attribution_id TEXT NOT NULL, -- in which attribution
    role TEXT NOT NULL CHECK (role IN ('speaker', 'addressee', 'relayed_by')), -- speaker, addressee, relayed_by
    position INTEGER NOT NULL, -- 0 for the first of this role
    actor_id TEXT NOT NULL, -- who
    PRIMARY KEY (report, attribution_id, role, position),
    FOREIGN KEY (report, attribution_id) REFERENCES attributions (report, attribution_id),
    FOREIGN KEY (report, actor_id) REFERENCES actors (report, actor_id)
) WITHOUT ROWID;

CREATE TABLE event_types ( -- The PLOVER event types.
    event TEXT PRIMARY KEY, -- the type
    name TEXT NOT NULL, -- in words
    quad TEXT NOT NULL -- verbal cooperation, material cooperation, verbal conflict, material conflict
) WITHOUT ROWID;
INSERT INTO event_types VALUES
    ('AGREE', 'Agree', 'verbal cooperation'), ('CONSULT', 'Consult', 'verbal cooperation'),
    ('SUPPORT', 'Support', 'verbal cooperation'), ('CONCEDE', 'Concede', 'verbal cooperation'),
    ('COOPERATE', 'Cooperate', 'material cooperation'), ('AID', 'Aid', 'material cooperation'),
    ('RETREAT', 'Retreat', 'material cooperation'), ('REQUEST', 'Request', 'verbal conflict'),
    ('ACCUSE', 'Accuse', 'verbal conflict'), ('REJECT', 'Reject', 'verbal conflict'),
    ('THREATEN', 'Threaten', 'verbal conflict'), ('PROTEST', 'Protest', 'material conflict'),
    ('SANCTION', 'Sanction', 'material conflict'), ('MOBILIZE', 'Mobilize', 'material conflict'),
    ('COERCE', 'Coerce', 'material conflict'), ('ASSAULT', 'Assault', 'material conflict');

CREATE TABLE events ( -- Who did what to whom: one row for each event a report tells, however often it tells it.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    event_id TEXT NOT NULL, -- its id within the report
    event TEXT NOT NULL, -- PLOVER event type
    mode TEXT, -- PLOVER mode
    contexts TEXT NOT NULL, -- PLOVER contexts parted by spaces
    cameo TEXT, -- the finest CAMEO code that the evidence supports
    voice TEXT NOT NULL, -- on whose word: report, or the attribution_id of whoever claims it
    realis TEXT NOT NULL, -- actual, denied, possible, planned, conditional, generic
    attribution_id TEXT, -- for a deed of speech: the attribution that is the deed
    tellings INTEGER NOT NULL, -- how often the report tells it
    date_start TEXT, -- first day it can have been
    date_end TEXT, -- first day after
    date_precision TEXT, -- day, week, month, year …
    date_from TEXT, -- text, published, tense: where the date comes from
    time_id TEXT, -- the time expression that dates it
    place_id TEXT, -- where
    place_from TEXT, -- sentence, report, dateline: where the place comes from
    span_start INTEGER NOT NULL, -- trigger of its first telling: first character
    span_end INTEGER NOT NULL, -- trigger of its first telling: character behind the last
    confidence REAL, -- probability that the type is right, or nothing
    confidence_voice REAL, -- probability that the voice is right, or nothing
    why TEXT NOT NULL, -- the lexicon row, rule or model that decided
    PRIMARY KEY (report, event_id),
    FOREIGN KEY (report, attribution_id) REFERENCES attributions (report, attribution_id),
    FOREIGN KEY (report, time_id) REFERENCES times (report, time_id),
    FOREIGN KEY (report, place_id) REFERENCES places (report, place_id)
) WITHOUT ROWID;
CREATE INDEX events_event ON events (event, date_start);

CREATE TABLE event_actors ( -- Who takes part in an event.
    report INTEGER NOT NULL, -- in which report
    event_id TEXT NOT NULL, -- in which event
    role TEXT NOT NULL CHECK (role IN ('actor', 'recipient')), -- actor who did it, recipient to whom
    position INTEGER NOT NULL, -- 0 for the first of this role
    actor_id TEXT NOT NULL, -- who
    PRIMARY KEY (report, event_id, role, position),
    FOREIGN KEY (report, event_id) REFERENCES events (report, event_id),
    FOREIGN KEY (report, actor_id) REFERENCES actors (report, actor_id)
) WITHOUT ROWID;

CREATE TABLE evidence ( -- The least a reader needs to check an event, a row for each piece of each telling.
    report INTEGER NOT NULL, -- in which report
    event_id TEXT NOT NULL, -- for which event
    telling INTEGER NOT NULL, -- 0 for the first telling in the text
    position INTEGER NOT NULL, -- 0 for the telling's first piece
    voice TEXT NOT NULL, -- on whose word this telling stands
    realis TEXT NOT NULL, -- actual, denied, possible, planned, conditional, generic
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character behind the last
    PRIMARY KEY (report, event_id, telling, position),
    FOREIGN KEY (report, event_id) REFERENCES events (report, event_id)
) WITHOUT ROWID;

CREATE TABLE quantities ( -- Numbers the report gives for an event.
    report INTEGER NOT NULL, -- in which report
    event_id TEXT NOT NULL, -- for which event
    position INTEGER NOT NULL, -- 0 for the first in the record
    counted TEXT NOT NULL, -- killed, injured, arrested, participants, displaced, money …
    low REAL, -- at least, inclusive
    high REAL, -- at most, inclusive
    unit TEXT NOT NULL, -- persons, a currency …
    voice TEXT NOT NULL, -- on whose word: report, or an attribution_id
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character behind the last
    PRIMARY KEY (report, event_id, position),
    FOREIGN KEY (report, event_id) REFERENCES events (report, event_id)
) WITHOUT ROWID;

CREATE TABLE wording ( -- Terms that take a side, honour or hedge; no verdict on their truth.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    position INTEGER NOT NULL, -- 0 for the first in the record
    term TEXT NOT NULL, -- the term
    kind TEXT NOT NULL, -- contested-name, loaded, honorific, euphemism, scare-quote …
    "row" TEXT NOT NULL, -- the lexicon row that lists it
    refers_to TEXT, -- actor_id, place_id or event_id of what is meant
    voice TEXT NOT NULL, -- in whose words: report, or an attribution_id
    span_start INTEGER NOT NULL, -- first character
    span_end INTEGER NOT NULL, -- character behind the last
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

CREATE TABLE checks ( -- What does not add up in a report, or what a reader should look at.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    position INTEGER NOT NULL, -- 0 for the first in the record
    kind TEXT NOT NULL, -- count-mismatch, date-conflict, unnamed-source, quote-unclosed …
    message TEXT NOT NULL, -- what is to be looked at
    span_start INTEGER, -- first place: first character
    span_end INTEGER, -- first place: character behind the last
    PRIMARY KEY (report, position)
) WITHOUT ROWID;

-- content="…" is written as Datasette looks for it
CREATE VIRTUAL TABLE reports_fts USING fts5 (headline, text, content="reports", content_rowid = 'report');
CREATE VIRTUAL TABLE quotes_fts USING fts5 (content, content="attributions", content_rowid = 'attribution');
CREATE VIRTUAL TABLE names_fts USING fts5 (name, content="actors", content_rowid = 'actor');

CREATE TRIGGER reports_added AFTER INSERT ON reports BEGIN
    INSERT INTO reports_fts (rowid, headline, text) VALUES (new.report, new.headline, new.text);
END;
CREATE TRIGGER reports_gone AFTER DELETE ON reports BEGIN
    INSERT INTO reports_fts (reports_fts, rowid, headline, text)
    VALUES ('delete', old.report, old.headline, old.text);
END;
CREATE TRIGGER reports_changed AFTER UPDATE OF headline, text ON reports
WHEN old.headline IS NOT new.headline OR old.text IS NOT new.text BEGIN
    INSERT INTO reports_fts (reports_fts, rowid, headline, text)
    VALUES ('delete', old.report, old.headline, old.text);
    INSERT INTO reports_fts (rowid, headline, text) VALUES (new.report, new.headline, new.text);
END;
CREATE TRIGGER attributions_added AFTER INSERT ON attributions BEGIN
    INSERT INTO quotes_fts (rowid, content) VALUES (new.attribution, new.content);
END;
CREATE TRIGGER attributions_gone AFTER DELETE ON attributions BEGIN
    INSERT INTO quotes_fts (quotes_fts, rowid, content) VALUES ('delete', old.attribution, old.content);
END;
CREATE TRIGGER actors_added AFTER INSERT ON actors BEGIN
    INSERT INTO names_fts (rowid, name) VALUES (new.actor, new.name);
END;
CREATE TRIGGER actors_gone AFTER DELETE ON actors BEGIN
    INSERT INTO names_fts (names_fts, rowid, name) VALUES ('delete', old.actor, old.name);
END;

CREATE VIEW event_rows AS -- Events with names, countries, place and the words of the evidence: for reading.
SELECT
    e.report, -- the report's number in this file
    r.id AS report_id, -- the report's id
    r.publisher, -- the outlet
    r.published, -- the report's date
    e.event_id, -- the event's id within the report
    e.event, -- PLOVER event type
    e.mode, -- PLOVER mode
    t.quad, -- PLOVER quad category
    (SELECT group_concat(a.name, ' | ') FROM event_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = e.report AND x.event_id = e.event_id AND x.role = 'actor') AS actors, -- who did it
    (SELECT group_concat(a.country, ' | ') FROM event_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = e.report AND x.event_id = e.event_id AND x.role = 'actor') AS actor_countries, -- their countries
    (SELECT group_concat(a.name, ' | ') FROM event_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = e.report AND x.event_id = e.event_id AND x.role = 'recipient') AS recipients, -- to whom
    (SELECT group_concat(a.country, ' | ') FROM event_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = e.report AND x.event_id = e.event_id AND x.role = 'recipient')
    AS recipient_countries, -- their countries
    e.voice, -- on whose word: report, or an attribution_id
    (SELECT q.source FROM attributions AS q
     WHERE q.report = e.report AND q.attribution_id = e.voice) AS voice_source, -- the words that name whose word it is
    e.realis, -- actual, denied, possible, planned, conditional, generic
    e.date_start, -- first day it can have been
    e.date_end, -- first day after
    e.date_precision, -- day, week, month, year …
    p.name AS place, -- where
    p.country AS place_country, -- the place's country
    (SELECT group_concat(substr(r.text, v.span_start + 1, v.span_end - v.span_start), ' … ') FROM evidence AS v
     WHERE v.report = e.report AND v.event_id = e.event_id AND v.telling = 0) AS evidence, -- words of the first telling
    e.confidence, -- probability that the type is right, or nothing
    e.why -- what decided
FROM events AS e
JOIN reports AS r USING (report)
LEFT JOIN event_types AS t USING (event)
LEFT JOIN places AS p ON p.report = e.report AND p.place_id = e.place_id;

CREATE VIEW quote_rows AS -- Attributions with the names of those who speak: for reading.
SELECT
    q.report, -- the report's number in this file
    r.id AS report_id, -- the report's id
    r.publisher, -- the outlet
    r.published, -- the report's date
    q.attribution_id, -- the attribution's id within the report
    (SELECT group_concat(a.name, ' | ') FROM attribution_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = q.report AND x.attribution_id = q.attribution_id AND x.role = 'speaker') AS speakers, -- who says it
    (SELECT group_concat(a.country, ' | ') FROM attribution_actors AS x JOIN actors AS a USING (report, actor_id)
     WHERE x.report = q.report AND x.attribution_id = q.attribution_id AND x.role = 'speaker')
    AS speaker_countries, -- their countries
    q.source, -- the words that name who says it
    q.cue, -- the words that make it an attribution
    q.content, -- what is attributed
    q.kind, -- direct, mixed, indirect
    q.act, -- say, deny, accuse …
    q.realis, -- actual, denied, possible, planned, conditional, generic
    q.parent, -- attribution_id of the one whose content holds this one
    q.date_start, -- first day it can have been said
    q.date_end, -- first day after
    q.span_start, -- content: first character
    q.span_end, -- content: character behind the last
    q.confidence -- probability that source and content are right, or nothing
FROM attributions AS q
JOIN reports AS r USING (report);
