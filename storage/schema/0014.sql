-- Free places told to everybody (R-71), who wants to be told of one, and referrals.

-- A group has a bulletin while it has a free place. `told_to`: who watches has been told up to this watch; NULL: all have.
CREATE TABLE bulletin (
    group_id INTEGER PRIMARY KEY REFERENCES class (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    since INTEGER NOT NULL,
    told_to INTEGER DEFAULT 0
);
CREATE INDEX bulletin_kindergarten ON bulletin (kindergarten_id);
CREATE INDEX bulletin_untold ON bulletin (group_id) WHERE told_to IS NOT NULL;

-- Kindergartens where places may have come or gone since their bulletins were looked through. Kept by the triggers alone.
CREATE TABLE stirred (
    kindergarten_id INTEGER PRIMARY KEY REFERENCES kindergarten (id)
);
INSERT INTO stirred SELECT id FROM kindergarten;

CREATE TRIGGER class_opens AFTER INSERT ON class BEGIN
    INSERT INTO stirred VALUES (NEW.kindergarten_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER class_changes AFTER UPDATE OF places ON class WHEN OLD.places <> NEW.places BEGIN
    INSERT INTO stirred VALUES (NEW.kindergarten_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER place_changes AFTER UPDATE OF state, group_id, held_group_id ON application
WHEN coalesce(OLD.group_id, OLD.held_group_id, NEW.group_id, NEW.held_group_id) IS NOT NULL BEGIN
    INSERT INTO stirred SELECT kindergarten_id FROM class
    WHERE id IN (OLD.group_id, OLD.held_group_id, NEW.group_id, NEW.held_group_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER list_grows AFTER INSERT ON waiting BEGIN
    INSERT INTO stirred VALUES (NEW.kindergarten_id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER list_shrinks AFTER DELETE ON waiting BEGIN
    INSERT INTO stirred VALUES (OLD.kindergarten_id) ON CONFLICT DO NOTHING;
END;

-- Somebody wants to be told, once, when a place appears: in a kindergarten, or in a district or queue place.
CREATE TABLE watch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: letters and buttons outlive the row
    person_id INTEGER NOT NULL REFERENCES person (id),
    kindergarten_id INTEGER REFERENCES kindergarten (id),
    district TEXT,
    application_id INTEGER REFERENCES application (id),     -- only places that fit its child
    since INTEGER NOT NULL,
    told_at INTEGER,                            -- the watch has ended
    group_id INTEGER REFERENCES class (id),     -- with a place in this group
    CHECK ((kindergarten_id IS NULL) <> (district IS NULL))
);
CREATE INDEX watch_person ON watch (person_id);
CREATE INDEX watch_kindergarten ON watch (kindergarten_id, id) WHERE told_at IS NULL;
CREATE INDEX watch_district ON watch (district, id) WHERE told_at IS NULL;

-- Where a region works by referrals (R-71): an application's wish for a place of a bulletin, and what became of it.
CREATE TABLE referral (
    id INTEGER PRIMARY KEY AUTOINCREMENT,       -- never given twice: letters and buttons outlive the row
    application_id INTEGER NOT NULL REFERENCES application (id),
    kindergarten_id INTEGER NOT NULL REFERENCES kindergarten (id),
    group_id INTEGER NOT NULL REFERENCES class (id),
    queue_place TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'asked' CHECK (state IN
        ('asked', 'given', 'confirmed', 'enrolled', 'refused', 'taken_back', 'lapsed', 'ended')),
    clock_started INTEGER,
    due_at INTEGER,
    remind_at INTEGER,
    extended INTEGER NOT NULL DEFAULT 0,
    ground TEXT,
    version INTEGER NOT NULL DEFAULT 0          -- so many times changed
);
CREATE UNIQUE INDEX referral_live ON referral (application_id) WHERE state IN ('asked', 'given', 'confirmed');
CREATE INDEX referral_application ON referral (application_id);
CREATE INDEX referral_held ON referral (group_id) WHERE state IN ('given', 'confirmed');
CREATE INDEX referral_asked ON referral (queue_place, group_id) WHERE state = 'asked';
CREATE INDEX referral_coming ON referral (kindergarten_id) WHERE state = 'confirmed';
CREATE INDEX referral_due ON referral (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX referral_remind ON referral (remind_at) WHERE remind_at IS NOT NULL;

CREATE TRIGGER referral_changes AFTER UPDATE OF state ON referral BEGIN
    INSERT INTO stirred VALUES (NEW.kindergarten_id) ON CONFLICT DO NOTHING;
END;
