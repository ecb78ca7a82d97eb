-- +goose Up
-- An import done by mistake is taken back: it knows its lines of the history by the
-- transaction that wrote them, and its undoing by its own.
ALTER TABLE importation ADD COLUMN transaction xid8;
ALTER TABLE importation ADD COLUMN annulation xid8;
ALTER TABLE importation ADD COLUMN annulee_le timestamptz;

-- The wall binds the owner too: it is opened while the imports of the last thirty days
-- find the transaction of somebody whom they created.
ALTER TABLE importation NO FORCE ROW LEVEL SECURITY;
ALTER TABLE historique NO FORCE ROW LEVEL SECURITY;
UPDATE importation i SET transaction = (
    SELECT h.transaction FROM historique h
     WHERE h.siae_id = i.siae_id AND h.nom_table = 'salarie' AND h.avant IS NULL AND h.salarie_id =
           (jsonb_path_query_first(i.resultat, '$.Verdicts[*] ? (@.Code == "a_creer").SalarieID'))::bigint LIMIT 1)
 WHERE i.etat = 'importee' AND i.resultat IS NOT NULL;
ALTER TABLE historique FORCE ROW LEVEL SECURITY;
ALTER TABLE importation FORCE ROW LEVEL SECURITY;
