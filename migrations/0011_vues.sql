-- +goose Up
-- What SQL knows of the rules: each once, in a view (or, for the states, in a
-- table), compared with the rule in Go by TestViewsSayWhatTheRulesSay. Readers
-- name the view, so that what is behind it may later be stored. A view reads as
-- whoever asks: the wall holds.

-- The states, filled from etat.go at each migration: their order, whether work
-- goes on there (Etat.IsOpen), whether nothing follows (Etat.IsFinal).
CREATE TABLE rang_etat (
    etat     text PRIMARY KEY,
    rang     integer NOT NULL,
    en_cours boolean NOT NULL,
    final    boolean NOT NULL
);

-- One row per parcours. ouvert: work goes on. clos: it accepts no act any more
-- (Parcours.IsClosed). rang: the place of its state.
CREATE VIEW ouvert WITH (security_invoker = true) AS
SELECT p.siae_id, p.id AS parcours_id, p.salarie_id, p.clos_le IS NULL AND r.en_cours AS ouvert,
       p.clos_le IS NOT NULL OR r.final AS clos, r.rang
  FROM parcours p JOIN rang_etat r ON r.etat = p.etat;

-- Somebody was spoken to (Suivi.IsContact); the last time, or null, for each
-- parcours.
CREATE VIEW contact WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, id AS suivi_id, date FROM suivi WHERE genre = 'contact';

CREATE VIEW dernier_contact WITH (security_invoker = true) AS
SELECT p.siae_id, p.id AS parcours_id, (SELECT max(date) FROM contact c WHERE c.siae_id = p.siae_id AND c.parcours_id = p.id) AS date
  FROM parcours p;

-- The reminders that stand (Suivi.IsRappel); the first one, or null, for each
-- parcours.
CREATE VIEW rappel WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, id AS suivi_id, date_prochain AS date, texte FROM suivi WHERE date_prochain IS NOT NULL AND NOT prochain_solde;

CREATE VIEW prochain WITH (security_invoker = true) AS
SELECT p.siae_id, p.id AS parcours_id, (SELECT min(date) FROM rappel r WHERE r.siae_id = p.siae_id AND r.parcours_id = p.id) AS date
  FROM parcours p;
CREATE INDEX suivi_rappel ON suivi (siae_id, parcours_id, date_prochain) WHERE date_prochain IS NOT NULL AND NOT prochain_solde;

-- What one can count on, in centimes (Financement.Accorde), and whether the
-- directeur's word is awaited (Financement.WaitsDirecteur).
CREATE VIEW accorde WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, tentative_id, id AS financement_id,
       CASE WHEN dispositif = 'fonds_propres' AND NOT accord_directeur THEN 0
            WHEN dispositif = 'fonds_propres' AND montant_accorde = 0 THEN montant_demande
            WHEN dispositif IN ('fonds_propres', 'sans_cout') OR etat IN ('accorde', 'partiel') THEN montant_accorde
            ELSE 0 END AS montant,
       dispositif = 'fonds_propres' AND NOT accord_directeur AND etat <> 'refuse' AS attend_directeur
  FROM financement;
