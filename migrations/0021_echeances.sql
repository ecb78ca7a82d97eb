-- +goose Up
-- « Plus tard »: a deadline put off to another day (parcours.Differe).
CREATE TABLE differe (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    salarie_id  bigint NOT NULL,
    parcours_id bigint,
    genre       text NOT NULL,
    objet_id    bigint NOT NULL,
    prevue      date NOT NULL,
    date        date NOT NULL,
    motif       text NOT NULL DEFAULT '',
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX differe_salarie ON differe (siae_id, salarie_id);
CREATE INDEX differe_parcours ON differe (siae_id, parcours_id);
SELECT cloisonner('differe');

-- What is due in each file (parcours.Lire), so that a list is one indexed read. It is
-- written again for a person by each deed on their files, and holds nothing of its own:
-- no history is wanted.
CREATE TABLE echeance (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    salarie_id  bigint NOT NULL,
    parcours_id bigint,
    genre       text NOT NULL,
    objet_id    bigint NOT NULL,
    date        date NOT NULL,
    prevue      date NOT NULL,
    fin         date,
    rang        integer NOT NULL,
    texte       text NOT NULL,
    PRIMARY KEY (siae_id, id),
    UNIQUE NULLS NOT DISTINCT (siae_id, salarie_id, parcours_id, genre, objet_id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX echeance_date ON echeance (siae_id, date);
CREATE INDEX echeance_parcours ON echeance (siae_id, parcours_id);
ALTER TABLE echeance ENABLE ROW LEVEL SECURITY;
ALTER TABLE echeance FORCE ROW LEVEL SECURITY;
CREATE POLICY cloison ON echeance USING (siae_id = (SELECT siae_courante())) WITH CHECK (siae_id = (SELECT siae_courante()));
