-- +goose Up
-- Structures, people and sessions.

CREATE TABLE siae (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    nom           text NOT NULL CHECK (nom <> ''),
    type          text NOT NULL CHECK (type IN ('ACI', 'AI', 'EI', 'ETTI', 'EITI')),
    siret         text NOT NULL DEFAULT '',
    departement   text NOT NULL,
    opco          text NOT NULL DEFAULT '',
    effectif_opco integer NOT NULL DEFAULT 0 CHECK (effectif_opco >= 0),
    reseaux       jsonb NOT NULL DEFAULT '[]',
    demo          boolean NOT NULL DEFAULT false,
    version       integer NOT NULL DEFAULT 1,
    cree_le       timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX siae_siret ON siae (siret) WHERE siret <> '';
ALTER TABLE siae ENABLE ROW LEVEL SECURITY;
ALTER TABLE siae FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON siae USING (id = (SELECT siae_courante()) OR (SELECT porte_connexion()))
    WITH CHECK (id = (SELECT siae_courante()) OR (SELECT porte_connexion()));
CREATE TRIGGER historiser AFTER UPDATE OR DELETE ON siae FOR EACH ROW EXECUTE FUNCTION historiser();

CREATE TABLE utilisateur (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    email        text NOT NULL UNIQUE CHECK (email = lower(email)),
    nom          text NOT NULL,
    prenom       text NOT NULL,
    mot_de_passe text NOT NULL,
    actif        boolean NOT NULL DEFAULT true,
    demo         boolean NOT NULL DEFAULT false,
    cree_le      timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE appartenance (
    siae_id        bigint NOT NULL REFERENCES siae (id),
    utilisateur_id bigint NOT NULL REFERENCES utilisateur (id),
    role           text NOT NULL CHECK (role IN ('cip', 'encadrant', 'directeur')),
    cree_le        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, utilisateur_id)
);
ALTER TABLE appartenance ENABLE ROW LEVEL SECURITY;
ALTER TABLE appartenance FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON appartenance USING (siae_id = (SELECT siae_courante()) OR (SELECT porte_connexion()))
    WITH CHECK (siae_id = (SELECT siae_courante()) OR (SELECT porte_connexion()));

-- A colleague is visible to those who work in the same SIAE, nobody else.
ALTER TABLE utilisateur ENABLE ROW LEVEL SECURITY;
ALTER TABLE utilisateur FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON utilisateur
    USING ((SELECT porte_connexion()) OR EXISTS (
        SELECT 1 FROM appartenance a WHERE a.utilisateur_id = utilisateur.id AND a.siae_id = (SELECT siae_courante())))
    WITH CHECK ((SELECT porte_connexion()));

-- The refresh token is a signature of (id, tour): nothing here can be stolen
-- and used. An old tour presented again betrays a theft.
CREATE TABLE session (
    id             text PRIMARY KEY,
    utilisateur_id bigint NOT NULL REFERENCES utilisateur (id),
    siae_id        bigint NOT NULL REFERENCES siae (id),
    usage          text NOT NULL CHECK (usage IN ('site', 'api')),
    tour           integer NOT NULL DEFAULT 1,
    tourne_le      timestamptz NOT NULL,
    expire_le      timestamptz NOT NULL,
    revoque_le     timestamptz,
    cree_le        timestamptz NOT NULL
);
CREATE INDEX session_utilisateur ON session (utilisateur_id);
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON session USING ((SELECT porte_connexion())) WITH CHECK ((SELECT porte_connexion()));

-- Failed sign-ins, by a hash of the account or of the address: shared by all
-- instances, and no personal data.
CREATE TABLE tentative_connexion (
    cle      text PRIMARY KEY,
    echecs   integer NOT NULL,
    debut_le timestamptz NOT NULL
);

CREATE TABLE idempotence (
    siae_id        bigint NOT NULL REFERENCES siae (id),
    utilisateur_id bigint NOT NULL REFERENCES utilisateur (id),
    cle            text NOT NULL,
    objet          text NOT NULL,
    resultat       bigint,
    cree_le        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, utilisateur_id, cle)
);
ALTER TABLE idempotence ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotence FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON idempotence USING (siae_id = (SELECT siae_courante())) WITH CHECK (siae_id = (SELECT siae_courante()));
