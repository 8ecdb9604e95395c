-- migrate:up
INSERT INTO guests DEFAULT VALUES;

-- migrate:down
DELETE FROM guests;
