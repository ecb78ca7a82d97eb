-- +goose Up
-- What hinders the structure in a parcours (parcours.FreinsGestion): calendar,
-- economy, clients. On the parcours, never on the person (guide, l. 252-254).
ALTER TABLE parcours ADD COLUMN freins_gestion jsonb NOT NULL DEFAULT '[]'
    CONSTRAINT parcours_freins_gestion_check CHECK (jsonb_typeof(freins_gestion) = 'array' AND freins_gestion <@ '["calendrier", "economie", "clients"]');
