-- +goose Up
-- An impact names the stay that it is about (parcours.Impact.Presence), by its number
-- within the parcours: it may be noted once the parcours has gone on to another try. Those
-- noted until now were about the last stay of their try that had ended that day.
ALTER TABLE impact ADD COLUMN presence integer,
    ADD FOREIGN KEY (siae_id, parcours_id, presence) REFERENCES presence (siae_id, parcours_id, numero);

-- The walls are opened while the rows move; the history keeps what people did.
ALTER TABLE impact NO FORCE ROW LEVEL SECURITY;
ALTER TABLE impact DISABLE TRIGGER historiser;
ALTER TABLE presence NO FORCE ROW LEVEL SECURITY;
UPDATE impact i SET presence = (
    SELECT x.numero FROM presence x
     WHERE x.siae_id = i.siae_id AND x.parcours_id = i.parcours_id AND x.tentative = i.tentative
     ORDER BY x.retire_le IS NULL DESC, x.date_fin IS NOT NULL DESC, coalesce(x.date_fin <= i.date, false) DESC, x.numero DESC LIMIT 1);
ALTER TABLE presence FORCE ROW LEVEL SECURITY;
ALTER TABLE impact ENABLE TRIGGER historiser;
ALTER TABLE impact FORCE ROW LEVEL SECURITY;
