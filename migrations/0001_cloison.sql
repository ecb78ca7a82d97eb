-- +goose Up
-- The wall between SIAE, and the memory of every change.
--
-- app.siae_id         the SIAE in which the transaction acts
-- app.utilisateur_id  who acts
-- app.acte, app.motif which deed, and why
-- app.porte           'connexion' while somebody signs in: there is no SIAE yet
--
-- After one use a setting is '' and not NULL, hence NULLIF everywhere.

-- +goose StatementBegin
CREATE FUNCTION siae_courante() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT NULLIF(current_setting('app.siae_id', true), '')::bigint $$;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE FUNCTION porte_connexion() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('app.porte', true), '') = 'connexion' $$;
-- +goose StatementEnd

CREATE TABLE historique (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    instant        timestamptz NOT NULL DEFAULT clock_timestamp(),
    utilisateur_id bigint,
    acte           text NOT NULL DEFAULT '',
    motif          text NOT NULL DEFAULT '',
    nom_table      text NOT NULL,
    ligne_id       bigint,
    salarie_id     bigint,
    parcours_id    bigint,
    avant          jsonb,
    apres          jsonb,
    PRIMARY KEY (siae_id, id)
);
CREATE INDEX historique_parcours ON historique (siae_id, parcours_id, id);
CREATE INDEX historique_salarie ON historique (siae_id, salarie_id, id);
ALTER TABLE historique ENABLE ROW LEVEL SECURITY;
ALTER TABLE historique FORCE ROW LEVEL SECURITY;
-- Written and read, never changed: there is no policy for UPDATE or DELETE.
CREATE POLICY lire ON historique FOR SELECT USING (siae_id = (SELECT siae_courante()));
CREATE POLICY ecrire ON historique FOR INSERT WITH CHECK (siae_id = (SELECT siae_courante()));

-- historiser() writes one line per changed row: only the columns that changed.
-- +goose StatementBegin
CREATE FUNCTION historiser() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    a jsonb; b jsonb; ligne jsonb; ha jsonb; hb jsonb;
BEGIN
    IF TG_OP <> 'INSERT' THEN a := to_jsonb(OLD); END IF;
    IF TG_OP <> 'DELETE' THEN b := to_jsonb(NEW); END IF;
    ligne := coalesce(b, a);
    IF TG_OP = 'UPDATE' THEN
        SELECT jsonb_object_agg(k, a -> k), jsonb_object_agg(k, b -> k) INTO ha, hb
          FROM jsonb_object_keys(b) AS k
         WHERE a -> k IS DISTINCT FROM b -> k AND k NOT IN ('version', 'maj_le');
        IF hb IS NULL THEN RETURN NULL; END IF;
    ELSE
        ha := a; hb := b;
    END IF;
    INSERT INTO historique (siae_id, utilisateur_id, acte, motif, nom_table, ligne_id, salarie_id, parcours_id, avant, apres)
    VALUES (
        CASE TG_TABLE_NAME WHEN 'siae' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'siae_id')::bigint END,
        NULLIF(current_setting('app.utilisateur_id', true), '')::bigint,
        coalesce(current_setting('app.acte', true), ''),
        coalesce(current_setting('app.motif', true), ''),
        TG_TABLE_NAME,
        (ligne ->> 'id')::bigint,
        CASE TG_TABLE_NAME WHEN 'salarie' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'salarie_id')::bigint END,
        CASE TG_TABLE_NAME WHEN 'parcours' THEN (ligne ->> 'id')::bigint ELSE (ligne ->> 'parcours_id')::bigint END,
        ha, hb);
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- cloisonner('t') is the one line that a new table of a SIAE needs: a forced
-- wall and a history.
-- +goose StatementBegin
CREATE FUNCTION cloisonner(t regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY cloison ON %s USING (siae_id = (SELECT siae_courante())) WITH CHECK (siae_id = (SELECT siae_courante()))', t);
    EXECUTE format('CREATE TRIGGER historiser AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION historiser()', t);
END $$;
-- +goose StatementEnd
