-- +goose Up
-- What people decide about a piece of advice of the guide, in one parcours.
CREATE TABLE conseil (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    item        text NOT NULL CHECK (item <> ''),
    decision    text NOT NULL CHECK (decision IN ('fait', 'planifie', 'ecarte')),
    date        date NOT NULL,
    date_prevue date,
    motif       text NOT NULL DEFAULT '',
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, parcours_id, item),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id),
    CHECK (decision <> 'planifie' OR date_prevue IS NOT NULL)
);
CREATE INDEX conseil_prevu ON conseil (siae_id, date_prevue) WHERE decision = 'planifie';
SELECT cloisonner('conseil');
