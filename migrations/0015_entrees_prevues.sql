-- +goose Up
-- Each planned entry is a row (parcours.EntreePrevue), with what became of it, and so is
-- each first-day absence (parcours.NonPresentation): they were columns of a try, and a
-- kind of suivi that only its text described.
CREATE TABLE entree_prevue (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    numero      integer NOT NULL CHECK (numero >= 1),
    tentative   integer NOT NULL,
    date        date NOT NULL,
    heure       text NOT NULL DEFAULT '' CHECK (heure ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' OR heure = ''),
    date_fin    date,
    lieu        text NOT NULL DEFAULT '',
    contact     text NOT NULL DEFAULT '',
    devenue     text NOT NULL DEFAULT '' CHECK (devenue IN ('', 'tenue', 'non_presentee', 'reportee')),
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    retire_le   timestamptz,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, parcours_id, numero),
    FOREIGN KEY (siae_id, parcours_id, tentative) REFERENCES tentative (siae_id, parcours_id, numero)
);
CREATE INDEX entree_prevue_date ON entree_prevue (siae_id, date);

CREATE TABLE non_presentation (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    tentative   integer NOT NULL,
    entree      integer NOT NULL DEFAULT 0, -- the number of the planned entry, 0 when none is known
    date        date NOT NULL,
    motif       text NOT NULL,
    detail      text NOT NULL DEFAULT '',
    absence     text NOT NULL DEFAULT '',
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    retire_le   timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX non_presentation_parcours ON non_presentation (siae_id, parcours_id);

-- The walls are opened while the rows move, and the history does not tell of it.
ALTER TABLE passage NO FORCE ROW LEVEL SECURITY;
ALTER TABLE passage DISABLE TRIGGER historiser;
ALTER TABLE tentative NO FORCE ROW LEVEL SECURITY;
ALTER TABLE suivi NO FORCE ROW LEVEL SECURITY;
ALTER TABLE suivi DISABLE TRIGGER historiser;

-- prevue: the passages that planned an entry, with the passage that settled it. A day
-- given with a report is the one of the relance that follows.
CREATE TEMPORARY TABLE prevue ON COMMIT DROP AS
WITH compte AS (
    SELECT g.siae_id, g.parcours_id, g.tentative, g.id, g.transition, g.champs, g.auteur_id, g.cree_le,
           lead(g.id) OVER suite AS id_suivant, lead(g.transition) OVER suite AS suivante
      FROM passage g WHERE g.rectifie_le IS NULL
    WINDOW suite AS (PARTITION BY g.siae_id, g.parcours_id ORDER BY g.id)
), plan AS (
    SELECT c.*, coalesce(champs ->> 'date_entree_prevue', champs ->> 'nouvelle_date')::date AS jour,
           row_number() OVER (PARTITION BY siae_id, parcours_id ORDER BY id) AS numero,
           row_number() OVER (PARTITION BY siae_id, parcours_id, tentative ORDER BY id DESC) = 1 AS derniere
      FROM compte c
     WHERE champs ? 'date_entree_prevue'
        OR champs ? 'nouvelle_date' AND champs ->> 'solution' = 'report' AND coalesce(suivante, '') <> 'relancer_entree'
)
SELECT plan.*, CASE WHEN transition = 'reprendre' AND champs ? 'date_entree' OR suivante = 'confirmer_entree' THEN 'tenue'
                    WHEN suivante IN ('reporter_entree', 'planifier_entree') THEN 'reportee' ELSE '' END AS devenue,
       CASE WHEN transition = 'reprendre' THEN id ELSE id_suivant END AS reglee
  FROM plan;
CREATE INDEX ON prevue (siae_id, parcours_id); -- else each passage looks for its own in the whole of it
ANALYZE prevue;

INSERT INTO entree_prevue (siae_id, parcours_id, numero, tentative, date, date_fin, lieu, contact, devenue, auteur_id, cree_le)
SELECT p.siae_id, p.parcours_id, p.numero, p.tentative, p.jour,
       coalesce(p.champs ->> 'date_fin_prevue', p.champs ->> 'nouvelle_fin')::date,
       CASE WHEN derniere THEN t.lieu_entree ELSE coalesce(p.champs ->> 'lieu_entree', '') END,
       CASE WHEN derniere THEN t.contact_entree ELSE coalesce(p.champs ->> 'contact_entree', '') END,
       CASE WHEN derniere AND p.devenue = '' AND t.non_presentations > 0 THEN 'non_presentee' ELSE p.devenue END, p.auteur_id, p.cree_le
  FROM prevue p JOIN tentative t ON t.siae_id = p.siae_id AND t.parcours_id = p.parcours_id AND t.numero = p.tentative;

-- What « rectifier » brings back: what had become of each planned entry before the passage.
UPDATE passage g SET avant = g.avant || jsonb_build_object('Entrees', coalesce((
    SELECT jsonb_object_agg(p.numero, CASE WHEN p.reglee < g.id THEN p.devenue ELSE '' END)
      FROM prevue p WHERE p.siae_id = g.siae_id AND p.parcours_id = g.parcours_id AND p.id < g.id), '{}'))
 WHERE g.avant IS NOT NULL;

-- A first-day absence was written « Non-présentation au premier jour : MOTIF. DÉTAIL ».
WITH motif (code, libelle) AS (VALUES
    ('remuneration', 'Rémunération, perte ou retard de revenus'), ('mobilite', 'Mobilité'), ('assiduite', 'Assiduité'), ('famille', 'Famille'),
    ('sante', 'Santé (sans détail)'), ('priorite_emploi', 'Priorité à l''emploi, embauche'), ('motivation', 'Motivation, engagement'),
    ('niveau_prerequis', 'Niveau ou prérequis'), ('savoirs_base_langue', 'Savoirs de base, langue'), ('numerique', 'Numérique'),
    ('contenu_inadapte', 'Contenu inadapté aux besoins ou aux attentes'), ('relation_formateur_groupe', 'Relation avec le formateur ou le groupe'),
    ('organisation_of', 'Organisation de l''organisme de formation'), ('contrainte_siae', 'Contrainte de la SIAE (calendrier, clients, économie)'),
    ('stress_evaluation', 'Stress de l''évaluation'), ('changement_statut', 'Changement de statut mal anticipé'),
    ('fin_de_contrat', 'Fin de contrat'), ('injoignable', 'Personne injoignable'), ('autre', 'Autre motif')
), dite AS (
    SELECT s.*, regexp_replace(s.texte, '^Non-présentation au premier jour : ', '') AS dit FROM suivi s WHERE s.genre = 'non_presentation'
)
INSERT INTO non_presentation (siae_id, parcours_id, tentative, entree, date, motif, detail, absence, auteur_id, cree_le)
SELECT d.siae_id, d.parcours_id, d.tentative, coalesce((
           SELECT e.numero FROM entree_prevue e
            WHERE e.siae_id = d.siae_id AND e.parcours_id = d.parcours_id AND e.tentative = d.tentative
            ORDER BY e.date <= d.date DESC, e.numero DESC LIMIT 1), 0),
       d.date, coalesce(m.code, 'autre'),
       CASE WHEN m.code IS NULL THEN d.texte ELSE btrim(substr(d.dit, length(m.libelle) + 2)) END, d.absence, d.auteur_id, d.cree_le
  FROM dite d LEFT JOIN motif m ON starts_with(d.dit, m.libelle || '.')
 ORDER BY d.id;
DELETE FROM suivi WHERE genre = 'non_presentation';

ALTER TABLE passage ENABLE TRIGGER historiser;
ALTER TABLE passage FORCE ROW LEVEL SECURITY;
ALTER TABLE tentative FORCE ROW LEVEL SECURITY;
ALTER TABLE suivi ENABLE TRIGGER historiser;
ALTER TABLE suivi FORCE ROW LEVEL SECURITY;
SELECT cloisonner('entree_prevue');
SELECT cloisonner('non_presentation');

ALTER TABLE tentative DROP COLUMN date_entree_prevue, DROP COLUMN lieu_entree, DROP COLUMN contact_entree, DROP COLUMN non_presentations;
-- A suivi is a contact and nothing else.
DROP VIEW parcours_lu, contact;
ALTER TABLE suivi DROP COLUMN genre;
CREATE VIEW parcours_lu WITH (security_invoker = true) AS
SELECT p.*,
       p.clos_le IS NULL AND r.en_cours AS ouvert,    -- work goes on
       p.clos_le IS NOT NULL OR r.final AS clos,      -- it accepts no act any more (Parcours.IsClosed)
       r.rang,
       (SELECT max(c.date) FROM suivi c WHERE c.siae_id = p.siae_id AND c.parcours_id = p.id) AS dernier_contact,
       (SELECT min(n.date) FROM rappel n WHERE n.siae_id = p.siae_id AND n.parcours_id = p.id) AS prochain_contact
  FROM parcours p JOIN rang_etat r ON r.etat = p.etat;
