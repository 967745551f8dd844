-- Which reports are one story, and which events are one happening.

CREATE TABLE groupings ( -- Which reports have been grouped, and as what they were read then.
    report INTEGER PRIMARY KEY REFERENCES reports, -- the report
    reading INTEGER NOT NULL REFERENCES readings, -- its reading that was grouped; a newer one is grouped anew
    day TEXT, -- its day of publication
    fingerprint BLOB NOT NULL, -- hashes of its word shingles, 8 bytes each, sorted
    profile TEXT NOT NULL -- weights of the words and names it is about, JSON
);
CREATE INDEX groupings_day ON groupings (day);

CREATE TABLE bands ( -- Parts of a report's MinHash signature: reports with one in common may be one story.
    band INTEGER NOT NULL, -- which part
    hash INTEGER NOT NULL, -- its hash
    report INTEGER NOT NULL REFERENCES reports, -- the report
    PRIMARY KEY (band, hash, report)
) WITHOUT ROWID;
CREATE INDEX bands_report ON bands (report);

CREATE TABLE story_links ( -- Pairs of reports that are one story.
    first INTEGER NOT NULL REFERENCES reports, -- one report, that of the smaller number
    second INTEGER NOT NULL REFERENCES reports, -- the other
    kind TEXT NOT NULL, -- copy, update, rewrite, joined (by a correction)
    shared REAL NOT NULL, -- share of the shorter report's shingles that the other has too
    why TEXT NOT NULL, -- how it was seen, in words
    PRIMARY KEY (first, second)
) WITHOUT ROWID;
CREATE INDEX story_links_second ON story_links (second);

CREATE TABLE stories ( -- Which story each report is part of; a report without near-duplicate is its own story.
    report INTEGER PRIMARY KEY REFERENCES reports, -- the report
    story TEXT NOT NULL -- the story: the id of the first of its reports, by date, then id
);
CREATE INDEX stories_story ON stories (story);

CREATE TABLE event_links ( -- Pairs of events, told by two reports, that look like one happening.
    first INTEGER NOT NULL REFERENCES reports, -- one report, that of the smaller number
    first_event TEXT NOT NULL, -- event_id there; empty for the report as a whole
    second INTEGER NOT NULL REFERENCES reports, -- the other report
    second_event TEXT NOT NULL, -- event_id there; empty for the report as a whole
    likeness REAL NOT NULL, -- 0 to 1; pairs below the threshold are not here
    why TEXT NOT NULL, -- which fields agree, in words
    PRIMARY KEY (first, first_event, second, second_event)
) WITHOUT ROWID;
CREATE INDEX event_links_second ON event_links (second, second_event);

CREATE TABLE happening_events ( -- Which happening each event is part of; one that nobody else tells is its own.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    event_id TEXT NOT NULL, -- the event's id within the report; empty for a report in which none was found
    happening TEXT NOT NULL, -- the happening: id of the report that leads it, space, event_id
    is_lead INTEGER NOT NULL, -- 1 for what the report is about: its headline's event, else its first actual one
    leads_story INTEGER NOT NULL, -- 1 for the telling that stands for its story
    leads_happening INTEGER NOT NULL, -- 1 for the telling that stands for the happening
    PRIMARY KEY (report, event_id)
) WITHOUT ROWID;
CREATE INDEX happening_events_happening ON happening_events (happening);
