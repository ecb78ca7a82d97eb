-- The facts that every indicator selects from. They are read from the passages
-- that still count, never from the try: a later try, or the same one started
-- again, overwrites it, and the figures of last year must not move.
--
-- Parameters: @debut and @fin, both days included; @obligations, true to count
-- mandatory trainings.
WITH
-- passe: a passage that counts, its try, and what the next one says. sejour tells
-- the stays of a try apart: a report keeps the try, and enters it again. A frozen
-- file counts nowhere: the person asked that it be kept and no longer used.
passe AS (
    SELECT g.id, g.parcours_id, p.salarie_id, g.tentative, g.transition, g.vers, g.date, g.champs,
           lead(g.date) OVER suite AS date_suivant, lead(g.champs) OVER suite AS champs_suivant,
           p.date_besoin, p.clos_le, t.id AS tentative_id, t.non_presentations, t.intitule, t.type, t.organisme,
           t.heures_prevues, coalesce(t.obligation_employeur, false) AS obligation_employeur,
           greatest(count(*) FILTER (WHERE g.champs ? 'date_entree') OVER essai, 1) AS sejour
      FROM passage g
      JOIN parcours p ON p.siae_id = g.siae_id AND p.id = g.parcours_id
      JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id AND NOT s.gele
      LEFT JOIN tentative t ON t.siae_id = g.siae_id AND t.parcours_id = g.parcours_id AND t.numero = g.tentative
     WHERE g.siae_id = siae_courante() AND g.rectifie_le IS NULL
    WINDOW suite AS (PARTITION BY g.parcours_id ORDER BY g.id),
           essai AS (PARTITION BY g.parcours_id, g.tentative ORDER BY g.id)
),
-- compte: the same, without the mandatory trainings unless they are asked for.
-- Whether it was mandatory is what the entry of its stay kept; before any entry,
-- or for one that kept nothing (an older version), what the try says.
compte AS (
    SELECT *
      FROM (SELECT passe.*, coalesce(max(champs ->> 'obligation_employeur') OVER (PARTITION BY parcours_id, tentative, sejour) = 'oui',
                                     obligation_employeur) AS obligatoire
              FROM passe) p
     WHERE @obligations::boolean OR NOT obligatoire
),
-- formation: one real entry, the training that it entered, and how it ended if it
-- did. After an entry the next passage is its end; a parcours taken over carries
-- both at once.
formation AS (
    SELECT id, parcours_id, salarie_id, tentative, tentative_id, date_besoin,
           CASE WHEN decrite THEN coalesce(champs ->> 'intitule', '') ELSE intitule END AS intitule,
           CASE WHEN decrite THEN coalesce(champs ->> 'type', '') ELSE type END AS type,
           CASE WHEN decrite THEN coalesce(champs ->> 'organisme', '') ELSE organisme END AS organisme,
           nullif(CASE WHEN decrite THEN replace(champs ->> 'heures_prevues', ',', '.')::numeric ELSE heures_prevues END, 0) AS heures_prevues,
           id = min(id) OVER (PARTITION BY parcours_id) AS premiere,
           (champs ->> 'date_entree')::date AS date_entree,
           (issue ->> 'date_fin')::date AS date_fin,
           (issue ->> 'date_abandon')::date AS date_abandon,
           -- as typed: « 3,5 » or « 3.5 »
           CASE WHEN issue ->> 'heures' ~ '^[0-9]*[.,]?[0-9]*$' AND issue ->> 'heures' ~ '[0-9]'
                THEN replace(issue ->> 'heures', ',', '.')::numeric END AS heures,
           nullif(issue ->> 'evaluation', '') AS evaluation,
           nullif(issue ->> 'situation', '') AS situation,
           string_to_array(nullif(issue ->> 'motifs', ''), ',') AS motifs
      FROM (SELECT compte.*, champs ? 'obligation_employeur' AS decrite,
                   CASE WHEN champs ?| ARRAY['date_fin', 'date_abandon'] THEN champs ELSE champs_suivant END AS issue
              FROM compte WHERE champs ? 'date_entree') e
),
-- The sets below are counted by an indicator and listed behind it: written once,
-- the figure and its files cannot differ.
--
-- place: where each parcours stood on the last day, unless it was over before
-- the first.
place AS (
    SELECT * FROM (SELECT DISTINCT ON (parcours_id) * FROM compte WHERE date <= @fin ORDER BY parcours_id, id DESC) dernier
     WHERE (clos_le IS NULL OR clos_le >= @debut) AND (vers <> 'sans_suite' OR date >= @debut)
),
-- besoin: a need of the period, and how far it went by the last day.
besoin AS (
    SELECT parcours_id, salarie_id, date_besoin,
           bool_or(date <= @fin AND vers IN ('financement', 'entree', 'deroulement', 'sortie', 'abandon'))
             OR coalesce(bool_or((champs ->> 'date_entree')::date <= @fin), false) AS finance,
           bool_or((champs ->> 'date_entree')::date <= @fin) AS entre,
           bool_or((champs ->> 'date_fin')::date <= @fin) AS sorti
      FROM compte
     WHERE date_besoin BETWEEN @debut AND @fin
     GROUP BY parcours_id, salarie_id, date_besoin
),
-- plan: the lines of money of the tries entered in the period, in euros.
plan AS (
    SELECT e.*, f.dispositif, f.montant_demande / 100.0 AS demande, a.montant / 100.0 AS accorde
      FROM (SELECT parcours_id, salarie_id, tentative, tentative_id, intitule, organisme, min(date_entree) AS date_entree
              FROM formation WHERE date_entree BETWEEN @debut AND @fin
             GROUP BY parcours_id, salarie_id, tentative, tentative_id, intitule, organisme) e
      JOIN financement f ON f.siae_id = siae_courante() AND f.tentative_id = e.tentative_id
      JOIN accorde a ON a.siae_id = f.siae_id AND a.financement_id = f.id
)
