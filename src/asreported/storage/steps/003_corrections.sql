-- What people said about what was coded.

CREATE TABLE corrections ( -- A person's verdict on an item of a report; never changed, only undone.
    correction INTEGER PRIMARY KEY, -- number in this file
    report INTEGER NOT NULL REFERENCES reports, -- in which report
    kind TEXT NOT NULL, -- attribution, event, actor, place, story, happening
    item TEXT NOT NULL, -- id of the item in the reading that was judged; for a story or happening, event_id or empty
    other INTEGER REFERENCES reports, -- story, happening: the other report
    other_item TEXT, -- story, happening: event_id in the other report, or empty
    type TEXT, -- the event's type, the attribution's kind …, for finding the item again
    span_start INTEGER, -- what the item stands on: first character
    span_end INTEGER, -- what the item stands on: character behind the last
    anchor TEXT, -- the words there
    verdict TEXT NOT NULL CHECK (verdict IN ('right', 'wrong', 'changed')), -- right, wrong, changed
    changed_to TEXT, -- for changed: fields and their right values, JSON
    was TEXT, -- the item as it was judged, JSON
    coder TEXT, -- digest of the coder that made it
    author TEXT NOT NULL, -- who says so
    reason TEXT NOT NULL, -- why
    made TEXT NOT NULL, -- when, UTC
    undone TEXT, -- when it was taken back, UTC
    undone_by TEXT -- who took it back
);
CREATE INDEX corrections_report ON corrections (report);
