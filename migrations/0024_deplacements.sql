-- +goose Up
-- What was noted on the wrong person goes to the right one. The line of the move stands in
-- the history of the file that it leaves: whose it was comes first.
CREATE TABLE deplacement (
    id               bigint GENERATED ALWAYS AS IDENTITY,
    siae_id          bigint NOT NULL,
    objet            text NOT NULL,
    objet_id         bigint NOT NULL,
    salarie_id       bigint NOT NULL,
    parcours_id      bigint,
    vers_salarie_id  bigint NOT NULL,
    vers_parcours_id bigint,
    motif            text NOT NULL CHECK (motif <> ''),
    auteur_id        bigint NOT NULL,
    cree_le          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, vers_salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id),
    FOREIGN KEY (siae_id, vers_parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX deplacement_objet ON deplacement (siae_id, objet, objet_id);
CREATE INDEX deplacement_salarie ON deplacement (siae_id, salarie_id);
CREATE INDEX deplacement_parcours ON deplacement (siae_id, parcours_id);
SELECT cloisonner('deplacement');

-- The lines of a row follow it to the file where it stands now.
CREATE INDEX historique_ligne ON historique (siae_id, nom_table, ligne_id);

-- Two files of one person become one: what went to the file that stays, and what it said
-- before, so that they can be taken apart.
CREATE TABLE rapprochement (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    siae_id    bigint NOT NULL,
    salarie_id bigint NOT NULL,
    absorbe_id bigint NOT NULL,
    deplaces   jsonb NOT NULL DEFAULT '{}',
    retires    jsonb NOT NULL DEFAULT '{}',
    champs     jsonb NOT NULL DEFAULT '[]',
    motif      text NOT NULL CHECK (motif <> ''),
    auteur_id  bigint NOT NULL,
    cree_le    timestamptz NOT NULL DEFAULT now(),
    annule_le  timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, absorbe_id) REFERENCES salarie (siae_id, id)
);
-- A file is absorbed once at a time.
CREATE UNIQUE INDEX rapprochement_absorbe ON rapprochement (siae_id, absorbe_id) WHERE annule_le IS NULL;
CREATE INDEX rapprochement_salarie ON rapprochement (siae_id, salarie_id);
SELECT cloisonner('rapprochement');
