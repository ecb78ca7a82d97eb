-- +goose Up
-- Whom one plans to call (an id of the guide's directory, '' for nobody in
-- particular), and how often the decision changed: two people may decide at once.
ALTER TABLE conseil
    ADD COLUMN contact text NOT NULL DEFAULT '',
    ADD COLUMN version integer NOT NULL DEFAULT 1;
