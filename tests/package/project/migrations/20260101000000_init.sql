-- migrate:up
CREATE TABLE guests (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'a;[b]\"${c}@d@)" ü');

-- migrate:down
DROP TABLE guests;
