-- +goose Up
-- A parcours with all that the rules say of it, read in one pass: the three views
-- « ouvert », « dernier_contact » and « prochain » were joined to the table that
-- they read themselves, which doubled the time of a list. They stay for a program
-- of the version before, until a later migration drops them. A column added to
-- parcours is added here, by making the view again.
CREATE VIEW parcours_lu WITH (security_invoker = true) AS
SELECT p.*,
       p.clos_le IS NULL AND r.en_cours AS ouvert,    -- work goes on
       p.clos_le IS NOT NULL OR r.final AS clos,      -- it accepts no act any more (Parcours.IsClosed)
       r.rang,
       (SELECT max(c.date) FROM contact c WHERE c.siae_id = p.siae_id AND c.parcours_id = p.id) AS dernier_contact,
       (SELECT min(n.date) FROM rappel n WHERE n.siae_id = p.siae_id AND n.parcours_id = p.id) AS prochain_contact
  FROM parcours p JOIN rang_etat r ON r.etat = p.etat;
