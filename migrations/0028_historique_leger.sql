-- +goose Up
-- The history keeps what was and is no more: a row says itself what it was born with, once what changed it since is put
-- back (parcours.PutBack). Its line says who, when, which deed.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION historiser() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a jsonb; b jsonb; ligne jsonb; ha jsonb; hb jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN a := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN b := to_jsonb(NEW); END IF;
    ligne := coalesce(b, a);
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(k, a -> k), jsonb_object_agg(k, b -> k) INTO ha, hb
          FROM jsonb_object_keys(b) AS k
         WHERE a -> k IS DISTINCT FROM b -> k AND k <> 'maj_le';
        IF hb IS NULL THEN RETURN NULL; END IF;
    ELSE
        ha := a;
        -- The page of a parcours looks for these by their values.
        IF b ->> 'accord_directeur' = 'true' THEN hb := b; END IF;
    END IF;
    INSERT INTO historique (siae_id, utilisateur_id, acte, motif, nom_table, ligne_id, salarie_id, parcours_id, avant, apres, transaction)
    VALUES (
        CASE TG_TABLE_NAME WHEN 'siae' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'siae_id')::bigint END,
        NULLIF(current_setting('app.utilisateur_id', true), '')::bigint,
        coalesce(current_setting('app.acte', true), ''),
        coalesce(current_setting('app.motif', true), ''),
        TG_TABLE_NAME,
        (ligne ->> 'id')::bigint,
        CASE TG_TABLE_NAME WHEN 'salarie' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'salarie_id')::bigint END,
        CASE TG_TABLE_NAME WHEN 'parcours' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'parcours_id')::bigint END,
        ha, hb, pg_current_xact_id());
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- What is older than some days is put away, file by file: one list for each column, which PostgreSQL compresses well. id
-- and transaction follow each other: each is kept as what it adds to the one before (no transaction counts 0).
CREATE TABLE archive (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    salarie_id  bigint, -- whose file, or whose parcours
    parcours_id bigint,
    lignes      json NOT NULL,
    PRIMARY KEY (siae_id, id)
);
CREATE INDEX archive_parcours ON archive (siae_id, parcours_id);
CREATE INDEX archive_salarie ON archive (siae_id, salarie_id);

-- Only putting away takes lines from one table to the other (app.porte); nothing else changes or removes them.
-- +goose StatementBegin
CREATE FUNCTION porte_rangement() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.porte', true), '') = 'rangement' $$;
-- +goose StatementEnd
CREATE POLICY ranger ON historique FOR DELETE USING (siae_id = (SELECT siae_courante()) AND (SELECT porte_rangement()));
ALTER TABLE archive ENABLE ROW LEVEL SECURITY;
ALTER TABLE archive FORCE ROW LEVEL SECURITY;
CREATE POLICY lire ON archive FOR SELECT USING (siae_id = (SELECT siae_courante()));
CREATE POLICY ecrire ON archive FOR INSERT WITH CHECK (siae_id = (SELECT siae_courante()) AND (SELECT porte_rangement()));
CREATE POLICY ranger ON archive FOR DELETE USING (siae_id = (SELECT siae_courante()) AND (SELECT porte_rangement()));

-- Every line, wherever it is. personne_id finds those of a person, and some of others: a parcours may have changed hands.
CREATE VIEW historique_lu WITH (security_invoker = true) AS
SELECT siae_id, parcours_id, salarie_id AS personne_id, false AS rangee,
       id, instant, utilisateur_id, acte, motif, nom_table, ligne_id, salarie_id, transaction, avant, apres
  FROM historique
 UNION ALL
SELECT a.siae_id, a.parcours_id, a.salarie_id, true, l.*
  FROM archive a, LATERAL (
    SELECT (sum(e.id) OVER (ORDER BY e.rang))::bigint AS id, e.instant, e.utilisateur_id, e.acte, e.motif, e.nom_table, e.ligne_id,
           e.salarie_id, NULLIF(sum(e.transaction) OVER (ORDER BY e.rang), 0)::text::xid8, e.avant, e.apres
      FROM json_to_record(a.lignes) AS c (id bigint[], instant timestamptz[], utilisateur_id bigint[], acte text[], motif text[],
             nom_table text[], ligne_id bigint[], salarie_id bigint[], transaction bigint[], avant jsonb[], apres jsonb[]),
           unnest(c.id, c.instant, c.utilisateur_id, c.acte, c.motif, c.nom_table, c.ligne_id, c.salarie_id, c.transaction, c.avant, c.apres)
             WITH ORDINALITY AS e (id, instant, utilisateur_id, acte, motif, nom_table, ligne_id, salarie_id, transaction, avant, apres, rang)
    ) l;
