-- +goose Up
-- The list of people is read in the order of their names, and no further than its page.
CREATE INDEX salarie_nom ON salarie (siae_id, nom COLLATE "fr-x-icu", prenom COLLATE "fr-x-icu", id);
-- How many parcours are in each state is read without the rows; the other one had the same head.
CREATE INDEX parcours_compte ON parcours (siae_id, etat) INCLUDE (clos_le, salarie_id, retire_le);
DROP INDEX parcours_etat;

-- What was withdrawn from a file is read with it, and each of these read the whole table to find none.
CREATE INDEX contrat_retire ON contrat (siae_id, salarie_id) WHERE retire_le IS NOT NULL;
CREATE INDEX controle_entree_retire ON controle_entree (siae_id, parcours_id) WHERE retire_le IS NOT NULL;

-- « À décider », on the directeur's « Aujourd'hui » (the view accorde, attend_directeur).
CREATE INDEX financement_a_decider ON financement (siae_id)
 WHERE dispositif = 'fonds_propres' AND NOT accord_directeur AND etat <> 'refuse';
