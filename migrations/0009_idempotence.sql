-- +goose Up
-- The same key with another body is another deed: an imprint of what was typed.
ALTER TABLE idempotence ADD COLUMN corps text NOT NULL DEFAULT '';
