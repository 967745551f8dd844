-- What is known of the feeds that are watched, and when readings came in.

CREATE TABLE feeds ( -- Feeds that `asreported watch` asks, and what they said last.
    feed TEXT PRIMARY KEY, -- its address, as it was given
    etag TEXT, -- what to ask with next time: ETag of the last answer of which every item was dealt with
    modified TEXT, -- likewise: Last-Modified
    digest TEXT, -- SHA-256 of that answer
    asked TEXT NOT NULL, -- when it was asked last, UTC
    answered TEXT, -- when it answered last, UTC
    not_before TEXT, -- when it may be asked again, UTC, after failures or when its server asked to be left alone
    failures INTEGER NOT NULL, -- how often in a row it failed
    problem TEXT -- what was wrong the last time, or nothing
) WITHOUT ROWID;

CREATE TABLE feed_items ( -- Items of feeds, each as often as it had another text.
    item TEXT NOT NULL, -- the item's address, else its feed and id
    version TEXT NOT NULL, -- digest of address and text as the feed had them
    feed TEXT NOT NULL, -- where it was seen first
    seen TEXT NOT NULL, -- when it was seen first, UTC
    tries INTEGER NOT NULL, -- how often its page was asked for without success
    is_done INTEGER NOT NULL CHECK (is_done IN (0, 1)), -- 1 once it was dealt with; 0 while its page is to be asked for
    report TEXT, -- id of the report that was kept, or nothing
    problem TEXT, -- what was wrong, or nothing
    PRIMARY KEY (item, version)
) WITHOUT ROWID;

CREATE INDEX readings_added ON readings (added, report);
