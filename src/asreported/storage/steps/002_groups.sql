-- Which reports are one story, and which events are one happening.

CREATE TABLE groupings ( -- Which reports have been grouped, and as what they were read then.
    report INTEGER PRIMARY KEY REFERENCES reports, -- the report
    reading INTEGER NOT NULL REFERENCES readings, -- its reading that was grouped; a newer one is grouped anew
    day TEXT, -- its day of publication
    lead TEXT NOT NULL, -- event_id of what it is about: its headline's event, else its first actual one; or empty
    story TEXT NOT NULL, -- its story: the id of the story's first report by day, then id; empty while it waits
    occasion TEXT NOT NULL -- what it is about, shared with other stories: the id of the first report likewise
);
CREATE INDEX groupings_story ON groupings (story);
CREATE INDEX groupings_occasion ON groupings (occasion);

CREATE TABLE profiles ( -- The words that tell what a report is about.
    word TEXT NOT NULL, -- the word
    report INTEGER NOT NULL REFERENCES reports, -- the report
    weight REAL NOT NULL, -- its weight; the squares of a report's weights sum to 1
    PRIMARY KEY (word, report)
) WITHOUT ROWID;
CREATE INDEX profiles_report ON profiles (report);

CREATE TABLE bands ( -- Parts of a report's MinHash signature: reports with one in common may be one story.
    hash INTEGER NOT NULL, -- hash of the part
    band INTEGER NOT NULL, -- which part
    report INTEGER NOT NULL REFERENCES reports, -- the report
    PRIMARY KEY (hash, band, report)
) WITHOUT ROWID;
CREATE INDEX bands_report ON bands (report);

CREATE TABLE report_links ( -- Pairs of reports that are one story, or of one occasion.
    first INTEGER NOT NULL REFERENCES reports, -- the report with the smaller number
    second INTEGER NOT NULL REFERENCES reports, -- the other
    kind TEXT NOT NULL, -- copy, update, rewrite (one story), occasion
    likeness REAL NOT NULL, -- one story: share of the shorter report's word runs that both have; occasion: of leads
    why TEXT NOT NULL, -- how it was seen, in words
    PRIMARY KEY (first, second, kind)
) WITHOUT ROWID;
CREATE INDEX report_links_second ON report_links (second);

CREATE TABLE event_links ( -- Pairs of events, told by two reports, that look like one happening.
    first INTEGER NOT NULL REFERENCES reports, -- the report with the smaller number
    first_event TEXT NOT NULL, -- event_id there
    second INTEGER NOT NULL REFERENCES reports, -- the other report
    second_event TEXT NOT NULL, -- event_id there
    why TEXT NOT NULL, -- which fields agree, in words
    PRIMARY KEY (first, first_event, second, second_event)
) WITHOUT ROWID;
CREATE INDEX event_links_second ON event_links (second, second_event);

CREATE TABLE happening_events ( -- Which happening each event is part of; one that nobody else tells is its own.
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    event_id TEXT NOT NULL, -- the event's id there; empty for a report in which none was found
    happening TEXT NOT NULL, -- the happening: id of the report and event_id of the telling that leads it
    leads_story INTEGER NOT NULL, -- 1 for the telling that stands for its story: the first of its type there
    leads_happening INTEGER NOT NULL, -- 1 for the telling that stands for the happening: the first of its type
    PRIMARY KEY (report, event_id)
) WITHOUT ROWID;
CREATE INDEX happening_events_happening ON happening_events (happening);
