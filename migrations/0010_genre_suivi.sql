-- +goose Up
-- What a suivi is (parcours.GenresSuivi): a contact, or a first-day absence that
-- was reported. Until now the second was a row without a channel.
ALTER TABLE suivi ADD COLUMN genre text NOT NULL DEFAULT '';
-- An UPDATE would see no row: the wall binds the owner too. A change of type
-- rewrites them all.
ALTER TABLE suivi
    ALTER COLUMN genre DROP DEFAULT,
    ALTER COLUMN genre TYPE text USING (CASE WHEN canal = '' THEN 'non_presentation' ELSE 'contact' END),
    ADD CHECK (genre IN ('contact', 'non_presentation'));
