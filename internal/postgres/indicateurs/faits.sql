-- The facts that every indicator selects from. They are read from the passages
-- that still count, never from the try: a later try, or the same one started
-- again, overwrites it, and the figures of last year must not move.
--
-- Parameters: @debut and @fin, both days included; @obligations, true to count
-- mandatory trainings.
WITH
-- compte: a passage that counts, its try, and what the next one says. A frozen
-- file counts nowhere: the person asked that it be kept and no longer used.
compte AS (
    SELECT g.id, g.parcours_id, p.salarie_id, g.tentative, g.transition, g.vers, g.date, g.champs,
           lead(g.date) OVER suite AS date_suivant, lead(g.champs) OVER suite AS champs_suivant,
           p.date_besoin, p.clos_le, t.id AS tentative_id, t.non_presentations, t.intitule, t.type, t.organisme,
           nullif(t.heures_prevues, 0) AS heures_prevues
      FROM passage g
      JOIN parcours p ON p.siae_id = g.siae_id AND p.id = g.parcours_id
      JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id AND NOT s.gele
      LEFT JOIN tentative t ON t.siae_id = g.siae_id AND t.parcours_id = g.parcours_id AND t.numero = g.tentative
     WHERE g.siae_id = siae_courante() AND g.rectifie_le IS NULL
       AND (@obligations::boolean OR NOT coalesce(t.obligation_employeur, false))
    WINDOW suite AS (PARTITION BY g.parcours_id ORDER BY g.id)
),
-- formation: one real entry, and how it ended if it did. After an entry the next
-- passage is its end; a parcours taken over carries both at once.
formation AS (
    SELECT id, parcours_id, salarie_id, tentative, tentative_id, date_besoin, intitule, type, organisme, heures_prevues,
           (champs ->> 'date_entree')::date AS date_entree,
           (issue ->> 'date_fin')::date AS date_fin,
           (issue ->> 'date_abandon')::date AS date_abandon,
           -- as typed: « 3,5 » or « 3.5 »
           CASE WHEN issue ->> 'heures' ~ '^[0-9]*[.,]?[0-9]*$' AND issue ->> 'heures' ~ '[0-9]'
                THEN replace(issue ->> 'heures', ',', '.')::numeric END AS heures,
           nullif(issue ->> 'evaluation', '') AS evaluation,
           nullif(issue ->> 'situation', '') AS situation,
           string_to_array(nullif(issue ->> 'motifs', ''), ',') AS motifs
      FROM (SELECT compte.*, CASE WHEN champs ?| ARRAY['date_fin', 'date_abandon'] THEN champs ELSE champs_suivant END AS issue
              FROM compte WHERE champs ? 'date_entree') e
)
