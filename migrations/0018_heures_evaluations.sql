-- +goose Up
-- What is learnt of a stay, sometimes long after: the six points of the first days, hours
-- with their days, assessments with theirs. They were columns of the stay. Each names its
-- stay by its number within the parcours.
CREATE TABLE controle_entree (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    presence    integer NOT NULL,
    code        text NOT NULL,
    reponse     text NOT NULL,
    date        date NOT NULL,
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    retire_le   timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id, presence) REFERENCES presence (siae_id, parcours_id, numero)
);
-- One answer of a point stands at a time.
CREATE UNIQUE INDEX controle_entree_debout ON controle_entree (siae_id, parcours_id, presence, code) WHERE retire_le IS NULL;

CREATE TABLE heures (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    presence    integer NOT NULL,
    debut       date NOT NULL,
    fin         date NOT NULL,
    heures      numeric(7, 2) CHECK (heures >= 0), -- null: nobody knows
    source      text NOT NULL DEFAULT '' CHECK (source IN ('', 'emargement', 'attestation', 'estimation')),
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    retire_le   timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id, presence) REFERENCES presence (siae_id, parcours_id, numero),
    CHECK (fin >= debut)
);
CREATE INDEX heures_presence ON heures (siae_id, parcours_id, presence);

CREATE TABLE evaluation (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    siae_id       bigint NOT NULL,
    parcours_id   bigint NOT NULL,
    presence      integer NOT NULL,
    date          date NOT NULL,
    evaluation    text NOT NULL,
    certification text NOT NULL DEFAULT '',
    auteur_id     bigint NOT NULL,
    cree_le       timestamptz NOT NULL DEFAULT now(),
    retire_le     timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id, presence) REFERENCES presence (siae_id, parcours_id, numero)
);
CREATE INDEX evaluation_presence ON evaluation (siae_id, parcours_id, presence);

ALTER TABLE presence NO FORCE ROW LEVEL SECURITY;
INSERT INTO controle_entree (siae_id, parcours_id, presence, code, reponse, date, auteur_id, cree_le)
SELECT p.siae_id, p.parcours_id, p.numero, c.key, c.value, p.date_entree, p.auteur_id, p.cree_le
  FROM presence p, jsonb_each_text(p.controles) c;
INSERT INTO heures (siae_id, parcours_id, presence, debut, fin, heures, auteur_id, cree_le)
SELECT p.siae_id, p.parcours_id, p.numero, p.date_entree, coalesce(p.date_abandon, p.date_fin, p.date_entree), p.heures_realisees, p.auteur_id, p.cree_le
  FROM presence p WHERE p.heures_realisees IS NOT NULL;
INSERT INTO evaluation (siae_id, parcours_id, presence, date, evaluation, certification, auteur_id, cree_le)
SELECT p.siae_id, p.parcours_id, p.numero, coalesce(p.date_fin, p.date_abandon, p.date_entree), coalesce(nullif(p.evaluation, ''), 'non_passee'),
       p.certification, p.auteur_id, p.cree_le
  FROM presence p WHERE p.evaluation <> '' OR p.certification <> '';
ALTER TABLE presence FORCE ROW LEVEL SECURITY;
SELECT cloisonner('controle_entree');
SELECT cloisonner('heures');
SELECT cloisonner('evaluation');

ALTER TABLE presence
    DROP COLUMN controles, DROP COLUMN heures_realisees, DROP COLUMN evaluation, DROP COLUMN certification;
