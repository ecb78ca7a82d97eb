-- +goose Up
-- The list of people is read in the order of their names, and no further than its page.
CREATE INDEX salarie_nom ON salarie (siae_id, nom COLLATE "fr-x-icu", prenom COLLATE "fr-x-icu", id);
-- How many parcours are in each state is read without the rows; the other one had the same head.
CREATE INDEX parcours_compte ON parcours (siae_id, etat) INCLUDE (clos_le, salarie_id, retire_le);
DROP INDEX parcours_etat;
