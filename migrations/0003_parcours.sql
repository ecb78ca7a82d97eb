-- +goose Up
-- Salariés and their parcours. Keys are composite (siae_id, id): foreign keys
-- ignore row level security.

CREATE TABLE salarie (
    id                 bigint GENERATED ALWAYS AS IDENTITY,
    siae_id            bigint NOT NULL REFERENCES siae (id),
    nom                text NOT NULL CHECK (nom <> ''),
    prenom             text NOT NULL,
    civilite           text NOT NULL DEFAULT '',
    date_naissance     date,
    email              text NOT NULL DEFAULT '',
    telephone          text NOT NULL DEFAULT '',
    commune            text NOT NULL DEFAULT '',
    departement        text NOT NULL DEFAULT '',
    metier             text NOT NULL DEFAULT '',
    niveau             text NOT NULL DEFAULT '',
    cip_id             bigint,
    type_contrat       text NOT NULL DEFAULT '',
    date_debut_contrat date,
    date_fin_contrat   date,
    pass_numero        text NOT NULL DEFAULT '',
    date_debut_pass    date,
    date_fin_pass      date,
    gele               boolean NOT NULL DEFAULT false,
    -- nom, prénom, métier, téléphone and PASS without accents, for search
    recherche          text NOT NULL DEFAULT '',
    version            integer NOT NULL DEFAULT 1,
    cree_le            timestamptz NOT NULL DEFAULT now(),
    maj_le             timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, cip_id) REFERENCES appartenance (siae_id, utilisateur_id),
    CHECK (date_fin_contrat >= date_debut_contrat),
    CHECK (date_fin_pass >= date_debut_pass)
);
CREATE INDEX salarie_cip ON salarie (siae_id, cip_id);
SELECT cloisonner('salarie');

CREATE TABLE encadrement (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    salarie_id     bigint NOT NULL,
    utilisateur_id bigint NOT NULL,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, salarie_id, utilisateur_id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, utilisateur_id) REFERENCES appartenance (siae_id, utilisateur_id)
);
SELECT cloisonner('encadrement');

CREATE TABLE frein (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    salarie_id     bigint NOT NULL,
    code           text NOT NULL,
    etat           text NOT NULL CHECK (etat IN ('identifie', 'solution_en_cours', 'leve', 'persistant')),
    solution       text NOT NULL DEFAULT '',
    solution_ref   text NOT NULL DEFAULT '',
    date_identifie date NOT NULL,
    date_solution  date,
    date_leve      date,
    version        integer NOT NULL DEFAULT 1,
    auteur_id      bigint NOT NULL,
    cree_le        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id)
);
-- The same frein cannot be open twice for one person.
CREATE UNIQUE INDEX frein_ouvert ON frein (siae_id, salarie_id, code) WHERE etat <> 'leve';
SELECT cloisonner('frein');

CREATE TABLE observation (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    siae_id    bigint NOT NULL,
    salarie_id bigint NOT NULL,
    date       date NOT NULL,
    theme      text NOT NULL,
    niveau     text NOT NULL,
    texte      text NOT NULL,
    auteur_id  bigint NOT NULL,
    cree_le    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id)
);
CREATE INDEX observation_salarie ON observation (siae_id, salarie_id, date DESC);
SELECT cloisonner('observation');

CREATE TABLE parcours (
    id            bigint GENERATED ALWAYS AS IDENTITY,
    siae_id       bigint NOT NULL,
    salarie_id    bigint NOT NULL,
    etat          text NOT NULL CHECK (etat IN ('besoin_identifie', 'financement', 'entree', 'deroulement', 'sortie', 'abandon', 'repositionnement', 'sans_suite')),
    etat_depuis   date NOT NULL,
    version       integer NOT NULL DEFAULT 1,
    tentative     integer NOT NULL DEFAULT 1,
    intitule      text NOT NULL,
    origine       text NOT NULL,
    description   text NOT NULL DEFAULT '',
    date_besoin   date NOT NULL,
    precedent     bigint,
    clos_le       date,
    motif_cloture text NOT NULL DEFAULT '',
    cree_le       timestamptz NOT NULL DEFAULT now(),
    cree_par      bigint NOT NULL,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, salarie_id) REFERENCES salarie (siae_id, id),
    FOREIGN KEY (siae_id, precedent) REFERENCES parcours (siae_id, id)
);
CREATE INDEX parcours_salarie ON parcours (siae_id, salarie_id);
CREATE INDEX parcours_etat ON parcours (siae_id, etat);
SELECT cloisonner('parcours');

CREATE TABLE tentative (
    id                   bigint GENERATED ALWAYS AS IDENTITY,
    siae_id              bigint NOT NULL,
    parcours_id          bigint NOT NULL,
    numero               integer NOT NULL CHECK (numero >= 1),
    -- the formation
    intitule             text NOT NULL DEFAULT '',
    type                 text NOT NULL DEFAULT '',
    validation           text NOT NULL DEFAULT '',
    organisme            text NOT NULL DEFAULT '',
    organisme_contact    text NOT NULL DEFAULT '',
    lieu                 text NOT NULL DEFAULT '',
    lieu_detail          text NOT NULL DEFAULT '',
    modalite             text NOT NULL DEFAULT '',
    offre                text NOT NULL DEFAULT '',
    portee               text NOT NULL DEFAULT '',
    afest                boolean NOT NULL DEFAULT false,
    obligation_employeur boolean NOT NULL DEFAULT false,
    code_certification   text NOT NULL DEFAULT '',
    date_debut_prevue    date,
    date_fin_prevue      date,
    heures_prevues       numeric(7, 2) NOT NULL DEFAULT 0,
    cout                 bigint NOT NULL DEFAULT 0 CHECK (cout >= 0),
    cout_connu           boolean NOT NULL DEFAULT false,
    statut               text NOT NULL DEFAULT '',
    -- the entry
    date_entree_prevue   date,
    lieu_entree          text NOT NULL DEFAULT '',
    contact_entree       text NOT NULL DEFAULT '',
    date_entree          date,
    controles            jsonb NOT NULL DEFAULT '{}',
    non_presentations    integer NOT NULL DEFAULT 0,
    -- the outcome
    date_fin             date,
    heures_realisees     numeric(7, 2) CHECK (heures_realisees >= 0),
    evaluation           text NOT NULL DEFAULT '',
    certification        text NOT NULL DEFAULT '',
    situation            text NOT NULL DEFAULT '',
    avis_of              integer NOT NULL DEFAULT 0 CHECK (avis_of BETWEEN 0 AND 5),
    avis_detail          text NOT NULL DEFAULT '',
    date_abandon         date,
    motifs_abandon       jsonb NOT NULL DEFAULT '[]',
    solution             text NOT NULL DEFAULT '',
    solution_detail      text NOT NULL DEFAULT '',
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, parcours_id, numero),
    UNIQUE (siae_id, parcours_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id),
    CHECK (date_fin >= date_entree),
    CHECK (date_abandon >= date_entree)
);
SELECT cloisonner('tentative');

CREATE TABLE financement (
    id               bigint GENERATED ALWAYS AS IDENTITY,
    siae_id          bigint NOT NULL,
    parcours_id      bigint NOT NULL,
    tentative_id     bigint NOT NULL,
    dispositif       text NOT NULL,
    financeur        text NOT NULL DEFAULT '',
    etat             text NOT NULL DEFAULT 'prevu' CHECK (etat IN ('prevu', 'depose', 'accorde', 'partiel', 'refuse')),
    montant_demande  bigint NOT NULL DEFAULT 0 CHECK (montant_demande >= 0),
    montant_accorde  bigint NOT NULL DEFAULT 0 CHECK (montant_accorde >= 0),
    date_depot       date,
    date_reponse     date,
    motif_refus      text NOT NULL DEFAULT '',
    accord_directeur boolean NOT NULL DEFAULT false,
    cree_le          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, parcours_id, id),
    FOREIGN KEY (siae_id, parcours_id, tentative_id) REFERENCES tentative (siae_id, parcours_id, id),
    CHECK (date_reponse >= date_depot)
);
CREATE INDEX financement_tentative ON financement (siae_id, parcours_id, tentative_id);
SELECT cloisonner('financement');

CREATE TABLE piece (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    parcours_id    bigint NOT NULL,
    financement_id bigint NOT NULL,
    code           text NOT NULL,
    fournie_le     date,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, financement_id, code),
    FOREIGN KEY (siae_id, parcours_id, financement_id) REFERENCES financement (siae_id, parcours_id, id)
);
SELECT cloisonner('piece');

CREATE TABLE securisation (
    id           bigint GENERATED ALWAYS AS IDENTITY,
    siae_id      bigint NOT NULL,
    parcours_id  bigint NOT NULL,
    tentative_id bigint NOT NULL,
    code         text NOT NULL,
    reponse      text NOT NULL CHECK (reponse IN ('fait', 'sans_objet', 'a_faire')),
    date         date,
    detail       text NOT NULL DEFAULT '',
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, tentative_id, code),
    FOREIGN KEY (siae_id, parcours_id, tentative_id) REFERENCES tentative (siae_id, parcours_id, id)
);
SELECT cloisonner('securisation');

CREATE TABLE suivi (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    parcours_id    bigint NOT NULL,
    tentative      integer NOT NULL,
    date           date NOT NULL,
    avec           text NOT NULL,
    canal          text NOT NULL,
    texte          text NOT NULL,
    absence        text NOT NULL DEFAULT '',
    difficulte     boolean NOT NULL DEFAULT false,
    date_prochain  date,
    prochain_solde boolean NOT NULL DEFAULT false,
    auteur_id      bigint NOT NULL,
    cree_le        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id),
    CHECK (date_prochain >= date)
);
CREATE INDEX suivi_parcours ON suivi (siae_id, parcours_id, date DESC);
CREATE INDEX suivi_prochain ON suivi (siae_id, date_prochain) WHERE NOT prochain_solde;
SELECT cloisonner('suivi');

CREATE TABLE impact (
    id          bigint GENERATED ALWAYS AS IDENTITY,
    siae_id     bigint NOT NULL,
    parcours_id bigint NOT NULL,
    tentative   integer NOT NULL,
    echeance    integer NOT NULL CHECK (echeance IN (0, 3, 6, 12)),
    date        date NOT NULL,
    effets      jsonb NOT NULL DEFAULT '[]',
    texte       text NOT NULL DEFAULT '',
    auteur_id   bigint NOT NULL,
    cree_le     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX impact_parcours ON impact (siae_id, parcours_id);
SELECT cloisonner('impact');

CREATE TABLE passage (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    siae_id        bigint NOT NULL,
    parcours_id    bigint NOT NULL,
    transition     text NOT NULL,
    de             text NOT NULL DEFAULT '',
    vers           text NOT NULL,
    date           date NOT NULL,
    tentative      integer NOT NULL,
    champs         jsonb NOT NULL DEFAULT '{}',
    commentaire    text NOT NULL DEFAULT '',
    avertissements jsonb NOT NULL DEFAULT '[]',
    avant          jsonb,
    auteur_id      bigint NOT NULL,
    cree_le        timestamptz NOT NULL DEFAULT now(),
    rectifie_le    timestamptz,
    PRIMARY KEY (siae_id, id),
    FOREIGN KEY (siae_id, parcours_id) REFERENCES parcours (siae_id, id)
);
CREATE INDEX passage_parcours ON passage (siae_id, parcours_id, id);
CREATE INDEX passage_transition ON passage (siae_id, transition, date);
SELECT cloisonner('passage');

CREATE TABLE importation (
    id         bigint GENERATED ALWAYS AS IDENTITY,
    siae_id    bigint NOT NULL,
    fichier    text NOT NULL,
    -- what was read, and the verdicts of the import: kept thirty days
    feuille    jsonb,
    colonnes   jsonb NOT NULL DEFAULT '{}',
    resultat   jsonb,
    etat       text NOT NULL DEFAULT 'apercu' CHECK (etat IN ('colonnes', 'apercu', 'importee')),
    crees      integer NOT NULL DEFAULT 0,
    auteur_id  bigint NOT NULL,
    cree_le    timestamptz NOT NULL DEFAULT now(),
    validee_le timestamptz,
    PRIMARY KEY (siae_id, id)
);
ALTER TABLE importation ENABLE ROW LEVEL SECURITY;
ALTER TABLE importation FORCE ROW LEVEL SECURITY;
-- No history: it would copy the whole file; the salariés it creates have theirs.
CREATE POLICY cloison ON importation USING (siae_id = (SELECT siae_courante())) WITH CHECK (siae_id = (SELECT siae_courante()));

-- The matching of columns that a SIAE chose for a kind of file.
CREATE TABLE correspondance (
    id        bigint GENERATED ALWAYS AS IDENTITY,
    siae_id   bigint NOT NULL REFERENCES siae (id),
    empreinte text NOT NULL,
    colonnes  jsonb NOT NULL,
    PRIMARY KEY (siae_id, id),
    UNIQUE (siae_id, empreinte)
);
SELECT cloisonner('correspondance');
