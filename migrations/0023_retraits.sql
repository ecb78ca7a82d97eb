-- +goose Up
-- What was noted by mistake is withdrawn: it stays readable and counts nowhere. The facts
-- of a stay say so already (0014 to 0019); now what is said of a parcours, of a person,
-- and these themselves.
ALTER TABLE suivi ADD COLUMN retire_le timestamptz;
ALTER TABLE impact ADD COLUMN retire_le timestamptz;
ALTER TABLE observation ADD COLUMN retire_le timestamptz;
ALTER TABLE frein ADD COLUMN retire_le timestamptz;
ALTER TABLE parcours ADD COLUMN retire_le timestamptz;
ALTER TABLE salarie ADD COLUMN retire_le timestamptz;

DROP INDEX frein_ouvert;
CREATE UNIQUE INDEX frein_ouvert ON frein (siae_id, salarie_id, code) WHERE etat <> 'leve' AND retire_le IS NULL;

CREATE OR REPLACE VIEW rappel WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, id AS suivi_id, date_prochain AS date, texte FROM suivi
 WHERE date_prochain IS NOT NULL AND NOT prochain_solde AND retire_le IS NULL;

-- A column added to parcours is added here, by making the view again.
DROP VIEW parcours_lu;
CREATE VIEW parcours_lu WITH (security_invoker = true) AS
SELECT p.*,
       p.clos_le IS NULL AND r.en_cours AS ouvert,    -- work goes on
       p.clos_le IS NOT NULL OR r.final AS clos,      -- it accepts no act any more (Parcours.IsClosed)
       r.rang,
       (SELECT max(c.date) FROM suivi c
         WHERE c.siae_id = p.siae_id AND c.parcours_id = p.id AND c.retire_le IS NULL) AS dernier_contact,
       (SELECT min(n.date) FROM rappel n WHERE n.siae_id = p.siae_id AND n.parcours_id = p.id) AS prochain_contact
  FROM parcours p JOIN rang_etat r ON r.etat = p.etat
 WHERE p.retire_le IS NULL;
