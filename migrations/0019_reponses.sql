-- +goose Up
-- Each answer about a line of a plan is a row (parcours.Reponse): the next one no longer
-- overwrites it, and money that was granted may be reduced to the hours done, or taken
-- back. The line goes on saying what its last answer says.
CREATE TABLE reponse (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    parcours_id    bigint NOT NULL,
    financement_id bigint NOT NULL,
    date           date NOT NULL,
    reponse        text NOT NULL CHECK (reponse IN ('accorde', 'partiel', 'refuse', 'retire', 'prorata')),
    montant        bigint NOT NULL DEFAULT 0 CHECK (montant >= 0),
    motif          text NOT NULL DEFAULT '',
    auteur_id      bigint NOT NULL,
    cree_le        timestamptz NOT NULL DEFAULT now(),
    retire_le      timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id, financement_id) REFERENCES financement (siae_id, parcours_id, id)
);
CREATE INDEX reponse_financement ON reponse (siae_id, parcours_id, financement_id);

-- The walls are opened while the rows move.
ALTER TABLE financement NO FORCE ROW LEVEL SECURITY;
ALTER TABLE passage NO FORCE ROW LEVEL SECURITY;
ALTER TABLE historique NO FORCE ROW LEVEL SECURITY;

-- Who answered for a line, and when, is in the history.
INSERT INTO reponse (siae_id, parcours_id, financement_id, date, reponse, montant, motif, auteur_id, cree_le)
SELECT f.siae_id, f.parcours_id, f.id, coalesce(f.date_reponse, f.date_depot, f.cree_le::date),
       CASE WHEN f.accord_directeur THEN 'accorde' ELSE f.etat END, f.montant_accorde, f.motif_refus,
       coalesce(h.utilisateur_id, (SELECT g.auteur_id FROM passage g
          WHERE g.siae_id = f.siae_id AND g.parcours_id = f.parcours_id ORDER BY g.id LIMIT 1), 0),
       coalesce(h.instant, f.cree_le)
  FROM financement f
  LEFT JOIN LATERAL (SELECT h.utilisateur_id, h.instant FROM historique h
    WHERE h.siae_id = f.siae_id AND h.parcours_id = f.parcours_id AND h.nom_table = 'financement' AND h.ligne_id = f.id
      AND h.utilisateur_id IS NOT NULL AND h.apres ?| ARRAY['etat', 'date_reponse', 'montant_accorde', 'motif_refus']
    ORDER BY h.id DESC LIMIT 1) h ON true
 WHERE f.dispositif <> 'sans_cout'
   AND (f.accord_directeur OR f.etat = 'refuse' OR f.dispositif <> 'fonds_propres' AND f.etat IN ('accorde', 'partiel'))
 ORDER BY f.id;

ALTER TABLE financement FORCE ROW LEVEL SECURITY;
ALTER TABLE passage FORCE ROW LEVEL SECURITY;
ALTER TABLE historique FORCE ROW LEVEL SECURITY;
SELECT cloisonner('reponse');

ALTER TABLE financement DROP CONSTRAINT financement_etat_check,
    ADD CHECK (etat IN ('prevu', 'depose', 'accorde', 'partiel', 'refuse', 'retire', 'prorata'));
CREATE OR REPLACE VIEW accorde WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, tentative_id, id AS financement_id,
       CASE WHEN dispositif = 'fonds_propres' AND NOT accord_directeur THEN 0
            WHEN dispositif = 'fonds_propres' AND montant_accorde = 0 THEN montant_demande
            WHEN dispositif IN ('fonds_propres', 'sans_cout') OR etat IN ('accorde', 'partiel', 'prorata') THEN montant_accorde
            ELSE 0 END AS montant,
       dispositif = 'fonds_propres' AND NOT accord_directeur AND etat <> 'refuse' AS attend_directeur
  FROM financement;

-- What a training costs, in parts; without cout_connu the first one is unknown.
ALTER TABLE tentative ADD COLUMN cout_annexe bigint NOT NULL DEFAULT 0 CHECK (cout_annexe >= 0),
    ADD COLUMN cout_remuneration bigint NOT NULL DEFAULT 0 CHECK (cout_remuneration >= 0);
ALTER TABLE presence ADD COLUMN cout_annexe bigint NOT NULL DEFAULT 0 CHECK (cout_annexe >= 0),
    ADD COLUMN cout_remuneration bigint NOT NULL DEFAULT 0 CHECK (cout_remuneration >= 0);
