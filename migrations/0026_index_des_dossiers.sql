-- +goose Up
-- A file is read by its parcours and its person: these two tables were read whole each time.
CREATE INDEX piece_parcours ON piece (siae_id, parcours_id);
CREATE INDEX frein_salarie ON frein (siae_id, salarie_id);
