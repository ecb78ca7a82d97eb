-- +goose Up
-- Each contract of a person is a row (parcours.Contrat): a renewal overwrote the former
-- one in the columns of salarie. An instance of the version before is stopped first.
CREATE TABLE contrat (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    siae_id    bigint NOT NULL,
    salarie_id bigint NOT NULL,
    type       text NOT NULL DEFAULT '',
    debut      date, -- not known of everybody
    fin_prevue date,
    fin_reelle date,
    motif_fin  text NOT NULL DEFAULT '',
    auteur_id  bigint NOT NULL,
    cree_le    timestamptz NOT NULL DEFAULT now(),
    retire_le  timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    CHECK (fin_prevue >= debut),
    CHECK (fin_reelle >= debut)
);
CREATE UNIQUE INDEX contrat_debut ON contrat (siae_id, salarie_id, debut) WHERE retire_le IS NULL;

-- The wall binds the owner too: it is opened while the rows move.
ALTER TABLE salarie NO FORCE ROW LEVEL SECURITY;
ALTER TABLE historique NO FORCE ROW LEVEL SECURITY;

-- Its author is whoever wrote the file, 0 when the history no longer says who. A line about
-- a salarie is of that salarie: the index knows those.
INSERT INTO contrat (siae_id, salarie_id, type, debut, fin_prevue, auteur_id, cree_le)
SELECT s.siae_id, s.id, s.type_contrat, s.date_debut_contrat, s.date_fin_contrat, coalesce((
           SELECT h.utilisateur_id FROM historique h
            WHERE h.siae_id = s.siae_id AND h.salarie_id = s.id AND h.nom_table = 'salarie' AND h.ligne_id = s.id
            ORDER BY h.id LIMIT 1), 0), s.cree_le
  FROM salarie s
 WHERE s.type_contrat <> '' OR s.date_debut_contrat IS NOT NULL OR s.date_fin_contrat IS NOT NULL;

ALTER TABLE historique FORCE ROW LEVEL SECURITY;
ALTER TABLE salarie FORCE ROW LEVEL SECURITY;
SELECT cloisonner('contrat');

ALTER TABLE salarie DROP COLUMN type_contrat, DROP COLUMN date_debut_contrat, DROP COLUMN date_fin_contrat;

-- What tells which contract is the one of a day (Contrats.Courant): the days that each
-- covers. A view knows no date: who reads it gives the day.
CREATE VIEW contrat_courant WITH (security_invoker = true) AS
SELECT siae_id, salarie_id, id AS contrat_id, type, debut, coalesce(fin_reelle, fin_prevue) AS fin,
       coalesce(debut, '0001-01-01') AS premier_jour,
       coalesce(fin_reelle, fin_prevue, '9999-12-31') AS dernier_jour
  FROM contrat WHERE retire_le IS NULL;
