-- +goose Up
-- Who lost a race is told what changed since the version that they had read: the
-- line of the history now keeps the version that it led to, and the transaction
-- that wrote it. A version that moves alone leaves a line too.
ALTER TABLE historique ADD COLUMN transaction xid8;

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
        ha := a; hb := b;
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
