-- +goose Up
-- Two people who answer the same line of a plan at once: the second one is told.
ALTER TABLE financement ADD COLUMN version integer NOT NULL DEFAULT 1;
