-- +goose Up
-- What a SIAE makes of the regional guide, for itself alone.

-- Its zones, among those that the guide names (guide.Territoires).
ALTER TABLE siae ADD COLUMN territoires jsonb NOT NULL DEFAULT '[]';

-- An item of its own. Nothing is deleted: a parcours may still name it. The sum
-- of the versions grows with every change, which tells a cache that it is old.
CREATE TABLE guide_ajout (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL REFERENCES siae (id),
    donnees     jsonb NOT NULL,
    retire_le   date,
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    maj_par     bigint NOT NULL,
    maj_le      timestamptz NOT NULL DEFAULT now(),
    version     integer NOT NULL DEFAULT 1,
    PRIMARY KEY (siae_id, id)
);
SELECT cloisonner('guide_ajout');

-- An item of the region that is out of date, put right, or hidden.
CREATE TABLE guide_signalement (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    siae_id   bigint NOT NULL REFERENCES siae (id),
    item      text NOT NULL CHECK (item <> ''),
    genre     text NOT NULL CHECK (genre IN ('perime', 'correction', 'masque')),
    motif     text NOT NULL DEFAULT '',
    -- a correction: '' keeps what the guide says
    titre     text NOT NULL DEFAULT '',
    texte     text NOT NULL DEFAULT '',
    contact   jsonb,
    auteur_id bigint NOT NULL,
    date      date NOT NULL,
    cree_le   timestamptz NOT NULL DEFAULT now(),
    leve_le   date,
    leve_par  bigint,
    PRIMARY KEY (siae_id, id)
);
-- One of a kind stands at a time.
CREATE UNIQUE INDEX guide_signalement_debout ON guide_signalement (siae_id, item, genre) WHERE leve_le IS NULL;
SELECT cloisonner('guide_signalement');

-- The diagnostic of the territory, rubrique by rubrique.
CREATE TABLE note_territoire (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    siae_id   bigint NOT NULL REFERENCES siae (id),
    rubrique  text NOT NULL,
    texte     text NOT NULL,
    auteur_id bigint NOT NULL,
    cree_le   timestamptz NOT NULL DEFAULT now(),
    maj_le    timestamptz NOT NULL DEFAULT now(),
    version   integer NOT NULL DEFAULT 1,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, rubrique)
);
SELECT cloisonner('note_territoire');
