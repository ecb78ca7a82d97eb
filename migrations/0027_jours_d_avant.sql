-- +goose Up
-- A planned entry moves the days of the training: withdrawn or corrected, it says itself which ones it had moved, and
-- whether its end was typed or follows the entry.
ALTER TABLE entree_prevue ADD COLUMN debut_avant date, ADD COLUMN fin_avant date, ADD COLUMN fin_dite boolean NOT NULL DEFAULT false;

-- The walls are opened while the rows are read; the history keeps what people did.
ALTER TABLE entree_prevue NO FORCE ROW LEVEL SECURITY;
ALTER TABLE entree_prevue DISABLE TRIGGER historiser;
ALTER TABLE passage NO FORCE ROW LEVEL SECURITY;
-- Planned by its own act: nobody knows better than the entry before.
UPDATE entree_prevue e SET debut_avant = a.date, fin_avant = a.date_fin
  FROM entree_prevue a
 WHERE a.siae_id = e.siae_id AND a.parcours_id = e.parcours_id AND a.tentative = e.tentative AND a.date_fin IS NOT NULL
   AND a.numero = (SELECT max(x.numero) FROM entree_prevue x WHERE x.siae_id = e.siae_id AND x.parcours_id = e.parcours_id
                      AND x.tentative = e.tentative AND x.numero < e.numero AND x.retire_le IS NULL);
-- Planned by a passage, which kept them; what was taken over was typed.
UPDATE entree_prevue e SET debut_avant = (g.avant ->> 'DebutPrevu')::date, fin_avant = (g.avant ->> 'FinPrevue')::date,
       fin_dite = g.transition = 'reprendre' OR coalesce((g.avant ->> 'FinDite')::boolean, false)
  FROM passage g
 WHERE g.siae_id = e.siae_id AND g.parcours_id = e.parcours_id AND g.rectifie_le IS NULL
   AND (g.champs ->> 'date_entree_prevue' <> '' OR g.champs ->> 'nouvelle_date' <> '')
   AND g.cree_le BETWEEN e.cree_le - interval '5 seconds' AND e.cree_le + interval '5 seconds';
ALTER TABLE passage FORCE ROW LEVEL SECURITY;
ALTER TABLE entree_prevue ENABLE TRIGGER historiser;
ALTER TABLE entree_prevue FORCE ROW LEVEL SECURITY;
