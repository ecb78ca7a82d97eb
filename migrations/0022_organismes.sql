-- +goose Up
-- A training centre is a row (parcours.Organisme): whom to call there, its numbers, who
-- goes there. A try and a stay keep its name as it was typed then, and say which it is.
CREATE TABLE organisme (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    siae_id      bigint NOT NULL REFERENCES siae (id),
    nom          text NOT NULL,
    cle          text NOT NULL CHECK (cle <> ''), -- the name as it is compared (parcours.Fold)
    commune      text NOT NULL DEFAULT '',
    siret        text NOT NULL DEFAULT '',
    nda          text NOT NULL DEFAULT '',
    qualiopi     text NOT NULL DEFAULT '' CHECK (qualiopi IN ('', 'oui', 'non')),
    qualiopi_fin date,
    contact      text NOT NULL DEFAULT '',
    telephone    text NOT NULL DEFAULT '',
    email        text NOT NULL DEFAULT '',
    cree_le      timestamptz NOT NULL DEFAULT now(),
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (siae_id, id)
);
CREATE UNIQUE INDEX organisme_nom ON organisme (siae_id, cle);
CREATE UNIQUE INDEX organisme_siret ON organisme (siae_id, siret) WHERE siret <> '';

ALTER TABLE tentative ADD COLUMN organisme_id bigint,
    ADD FOREIGN KEY (siae_id, organisme_id) REFERENCES organisme (siae_id, id);
ALTER TABLE presence ADD COLUMN organisme_id bigint,
    ADD FOREIGN KEY (siae_id, organisme_id) REFERENCES organisme (siae_id, id);
CREATE INDEX tentative_organisme ON tentative (siae_id, organisme_id);
CREATE INDEX presence_organisme ON presence (siae_id, organisme_id);

-- Every name that was typed becomes a row, under its most frequent spelling. The walls are
-- opened while the rows move; nobody wrote what is moved: no history is wanted.
-- +goose StatementBegin
CREATE FUNCTION pg_temp.plie(nom text) RETURNS text LANGUAGE sql AS $$
    SELECT btrim(regexp_replace(translate(replace(replace(lower(nom COLLATE "fr-x-icu"), 'œ', 'oe'), 'æ', 'ae'),
        U&'àâäáãåçéèêëîïíìñôöóòõùûüúÿý’‑\00a0\202f', U&'aaaaaaceeeeiiiinooooouuuuyy''-  '), '\s+', ' ', 'g'))
$$;
-- +goose StatementEnd
ALTER TABLE tentative NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tentative DISABLE TRIGGER historiser;
ALTER TABLE presence NO FORCE ROW LEVEL SECURITY;
ALTER TABLE presence DISABLE TRIGGER historiser;

WITH dit AS (
    SELECT siae_id, btrim(organisme) AS nom, pg_temp.plie(organisme) AS cle FROM tentative
    UNION ALL SELECT siae_id, btrim(organisme), pg_temp.plie(organisme) FROM presence
)
INSERT INTO organisme (siae_id, nom, cle)
SELECT DISTINCT ON (siae_id, cle) siae_id, nom, cle FROM dit WHERE cle <> ''
 GROUP BY siae_id, cle, nom ORDER BY siae_id, cle, count(*) DESC, nom COLLATE "C";
UPDATE tentative t SET organisme_id = o.id FROM organisme o WHERE o.siae_id = t.siae_id AND o.cle = pg_temp.plie(t.organisme);
UPDATE presence t SET organisme_id = o.id FROM organisme o WHERE o.siae_id = t.siae_id AND o.cle = pg_temp.plie(t.organisme);

ALTER TABLE tentative ENABLE TRIGGER historiser;
ALTER TABLE tentative FORCE ROW LEVEL SECURITY;
ALTER TABLE presence ENABLE TRIGGER historiser;
ALTER TABLE presence FORCE ROW LEVEL SECURITY;
DROP FUNCTION pg_temp.plie;
SELECT cloisonner('organisme');

-- One action for several people (parcours.Groupe): their tries say that they are of it.
CREATE TABLE groupe (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    siae_id      bigint NOT NULL REFERENCES siae (id),
    intitule     text NOT NULL,
    cle          text NOT NULL CHECK (cle <> ''),
    organisme_id bigint,
    date_debut   date,
    date_fin     date,
    notes        text NOT NULL DEFAULT '',
    auteur_id    bigint NOT NULL,
    cree_le      timestamptz NOT NULL DEFAULT now(),
    version      integer NOT NULL DEFAULT 1,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, organisme_id) REFERENCES organisme (siae_id, id),
    CHECK (date_fin >= date_debut)
);
CREATE UNIQUE INDEX groupe_intitule ON groupe (siae_id, cle);
SELECT cloisonner('groupe');
ALTER TABLE tentative ADD COLUMN groupe_id bigint,
    ADD FOREIGN KEY (siae_id, groupe_id) REFERENCES groupe (siae_id, id);
CREATE INDEX tentative_groupe ON tentative (siae_id, groupe_id);

-- What is planned may have an hour.
ALTER TABLE suivi ADD COLUMN heure_prochain text NOT NULL DEFAULT ''
    CHECK (heure_prochain ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$' OR heure_prochain = '');
ALTER TABLE echeance ADD COLUMN heure text NOT NULL DEFAULT '';
