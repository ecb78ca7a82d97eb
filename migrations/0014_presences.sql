-- +goose Up
-- Each stay in a training is a row of its own (parcours.Presence), with the training
-- as it was entered: a report opens another one and nothing of a former moves. Until
-- now the try held the last stay, and the passages what was typed of the others. An
-- instance of the version before would go on writing into the try: it is stopped first.
CREATE TABLE presence (
    id                   bigint GENERATED ALWAYS AS IDENTITY,
    siae_id              bigint NOT NULL,
    parcours_id          bigint NOT NULL,
    numero               integer NOT NULL CHECK (numero >= 1),
    tentative            integer NOT NULL,
    -- the training as it was entered
    intitule             text NOT NULL DEFAULT '',
    type                 text NOT NULL DEFAULT '',
    validation           text NOT NULL DEFAULT '',
    organisme            text NOT NULL DEFAULT '',
    organisme_contact    text NOT NULL DEFAULT '',
    lieu                 text NOT NULL DEFAULT '',
    lieu_detail          text NOT NULL DEFAULT '',
    modalite             text NOT NULL DEFAULT '',
    offre                text NOT NULL DEFAULT '',
    portee               text NOT NULL DEFAULT '',
    afest                boolean NOT NULL DEFAULT false,
    obligation_employeur boolean NOT NULL DEFAULT false,
    code_certification   text NOT NULL DEFAULT '',
    date_debut_prevue    date,
    date_fin_prevue      date,
    heures_prevues       numeric(7, 2) NOT NULL DEFAULT 0,
    cout                 bigint NOT NULL DEFAULT 0 CHECK (cout >= 0),
    cout_connu           boolean NOT NULL DEFAULT false,
    statut               text NOT NULL DEFAULT '',
    -- its beginning
    date_entree          date NOT NULL,
    controles            jsonb NOT NULL DEFAULT '{}',
    -- its end
    date_fin             date,
    heures_realisees     numeric(7, 2) CHECK (heures_realisees >= 0),
    evaluation           text NOT NULL DEFAULT '',
    certification        text NOT NULL DEFAULT '',
    situation            text NOT NULL DEFAULT '',
    avis_of              integer NOT NULL DEFAULT 0 CHECK (avis_of BETWEEN 0 AND 5),
    avis_detail          text NOT NULL DEFAULT '',
    date_abandon         date,
    motifs_abandon       jsonb NOT NULL DEFAULT '[]',
    auteur_id            bigint NOT NULL,
    cree_le              timestamptz NOT NULL DEFAULT now(),
    retire_le            timestamptz,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, parcours_id, numero),
    FOREIGN KEY (siae_id, parcours_id, tentative) REFERENCES tentative (siae_id, parcours_id, numero),
    CHECK (date_fin >= date_entree),
    CHECK (date_abandon >= date_entree)
);
CREATE INDEX presence_entree ON presence (siae_id, date_entree);

-- The wall binds the owner too: it is opened while the rows move.
ALTER TABLE passage NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tentative NO FORCE ROW LEVEL SECURITY;

-- After an entry the next passage is its end; a parcours taken over says both at once.
-- fidele: the try still describes the training that was entered.
WITH compte AS (
    SELECT g.*, lead(g.champs) OVER (PARTITION BY g.siae_id, g.parcours_id ORDER BY g.id) AS suivant
      FROM passage g WHERE g.rectifie_le IS NULL
), entree AS (
    SELECT c.*, CASE WHEN champs ?| ARRAY['date_fin', 'date_abandon'] THEN champs ELSE suivant END AS issue,
           row_number() OVER (PARTITION BY siae_id, parcours_id ORDER BY id) AS numero,
           row_number() OVER (PARTITION BY siae_id, parcours_id, tentative ORDER BY id DESC) = 1 AS derniere,
           champs ? 'obligation_employeur' AS decrite
      FROM compte c WHERE champs ? 'date_entree'
), lue AS (
    SELECT e.siae_id, e.parcours_id, e.numero, e.tentative, e.champs, coalesce(e.issue, '{}') AS issue, e.auteur_id, e.cree_le,
           CASE WHEN decrite THEN coalesce(champs ->> 'intitule', '') ELSE t.intitule END AS intitule_entre,
           CASE WHEN decrite THEN coalesce(champs ->> 'type', '') ELSE t.type END AS type_entre,
           CASE WHEN decrite THEN coalesce(champs ->> 'organisme', '') ELSE t.organisme END AS organisme_entre,
           CASE WHEN decrite THEN replace(coalesce(champs ->> 'heures_prevues', '0'), ',', '.')::numeric ELSE t.heures_prevues END AS heures_entrees,
           CASE WHEN decrite THEN coalesce(champs ->> 'obligation_employeur', '') = 'oui' ELSE t.obligation_employeur END AS obligation_entree,
           NOT decrite OR derniere OR (coalesce(champs ->> 'intitule', ''), coalesce(champs ->> 'organisme', '')) = (t.intitule, t.organisme) AS fidele,
           derniere AND t.date_entree IS NOT NULL AS tenue, t AS t
      FROM entree e
      JOIN tentative t ON t.siae_id = e.siae_id AND t.parcours_id = e.parcours_id AND t.numero = e.tentative
)
INSERT INTO presence (siae_id, parcours_id, numero, tentative, intitule, type, validation, organisme, organisme_contact, lieu,
       lieu_detail, modalite, offre, portee, afest, obligation_employeur, code_certification, date_debut_prevue, date_fin_prevue,
       heures_prevues, cout, cout_connu, statut, date_entree, controles, date_fin, heures_realisees, evaluation, certification,
       situation, avis_of, avis_detail, date_abandon, motifs_abandon, auteur_id, cree_le)
SELECT siae_id, parcours_id, numero, tentative, intitule_entre, type_entre, CASE WHEN fidele THEN (t).validation ELSE '' END,
       organisme_entre, CASE WHEN fidele THEN (t).organisme_contact ELSE '' END, CASE WHEN fidele THEN (t).lieu ELSE '' END,
       CASE WHEN fidele THEN (t).lieu_detail ELSE '' END, CASE WHEN fidele THEN (t).modalite ELSE '' END,
       CASE WHEN fidele THEN (t).offre ELSE '' END, CASE WHEN fidele THEN (t).portee ELSE '' END, fidele AND (t).afest,
       obligation_entree, CASE WHEN fidele THEN (t).code_certification ELSE '' END, CASE WHEN tenue THEN (t).date_debut_prevue END,
       CASE WHEN tenue THEN (t).date_fin_prevue END, heures_entrees, CASE WHEN fidele THEN (t).cout ELSE 0 END,
       fidele AND (t).cout_connu, CASE WHEN fidele THEN (t).statut ELSE '' END,
       (champs ->> 'date_entree')::date,
       (SELECT coalesce(jsonb_object_agg(substr(k, 10), champs -> k), '{}') FROM jsonb_object_keys(champs) k WHERE k LIKE 'controle\_%'),
       (issue ->> 'date_fin')::date,
       -- as typed: « 3,5 » or « 3.5 »
       CASE WHEN issue ->> 'heures' ~ '^[0-9]*[.,]?[0-9]*$' AND issue ->> 'heures' ~ '[0-9]'
            THEN replace(issue ->> 'heures', ',', '.')::numeric END,
       coalesce(issue ->> 'evaluation', ''),
       coalesce(issue ->> 'certification', CASE WHEN tenue THEN (t).certification END, ''),
       coalesce(issue ->> 'situation', ''),
       coalesce((issue ->> 'avis_of')::integer, CASE WHEN tenue THEN (t).avis_of END, 0),
       coalesce(issue ->> 'avis_detail', CASE WHEN tenue THEN (t).avis_detail END, ''),
       (issue ->> 'date_abandon')::date,
       to_jsonb(coalesce(string_to_array(nullif(issue ->> 'motifs', ''), ','), '{}')),
       auteur_id, cree_le
  FROM lue;

ALTER TABLE passage FORCE ROW LEVEL SECURITY;
ALTER TABLE tentative FORCE ROW LEVEL SECURITY;
SELECT cloisonner('presence');

ALTER TABLE tentative
    DROP COLUMN date_entree, DROP COLUMN controles, DROP COLUMN date_fin, DROP COLUMN heures_realisees, DROP COLUMN evaluation,
    DROP COLUMN certification, DROP COLUMN situation, DROP COLUMN avis_of, DROP COLUMN avis_detail, DROP COLUMN date_abandon,
    DROP COLUMN motifs_abandon;

-- They served a program of the version before (0013).
DROP VIEW ouvert, dernier_contact, prochain;
