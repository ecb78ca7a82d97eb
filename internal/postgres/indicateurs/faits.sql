-- The facts that every indicator selects from: the stays in a training (presence), and,
-- for what is decided, the passages that still count. A frozen file counts nowhere: the
-- person asked that it be kept and no longer used.
--
-- Parameters: @debut and @fin, both days included; @obligations, true to count
-- mandatory trainings.
WITH
dossier AS (
    SELECT p.siae_id, p.id AS parcours_id, p.salarie_id, p.date_besoin, p.clos_le
      FROM parcours p JOIN salarie s ON s.siae_id = p.siae_id AND s.id = p.salarie_id AND NOT s.gele
                       AND s.retire_le IS NULL
     WHERE p.siae_id = siae_courante() AND p.retire_le IS NULL
),
-- formation: one stay, the training that was entered, and how it ended if it did. sejour
-- tells the stays of a try apart; premiere is the first of its parcours.
sejour AS (
    SELECT x.*, d.salarie_id, d.date_besoin, row_number() OVER (PARTITION BY x.parcours_id, x.tentative ORDER BY x.numero) AS sejour
      FROM presence x JOIN dossier d ON d.siae_id = x.siae_id AND d.parcours_id = x.parcours_id
     WHERE x.retire_le IS NULL
),
formation AS (
    SELECT x.id, x.parcours_id, x.salarie_id, x.tentative, x.date_besoin, x.intitule, x.type, x.organisme,
           nullif(x.heures_prevues, 0) AS heures_prevues, x.numero = min(x.numero) OVER (PARTITION BY x.parcours_id) AS premiere,
           x.date_entree, x.date_fin, x.date_abandon, h.heures, e.evaluation, nullif(x.situation, '') AS situation,
           CASE WHEN x.motifs_abandon <> '[]' THEN ARRAY(SELECT jsonb_array_elements_text(x.motifs_abandon)) END AS motifs
      FROM sejour x
      LEFT JOIN (SELECT parcours_id, presence, sum(heures) AS heures FROM heures
                  WHERE siae_id = siae_courante() AND retire_le IS NULL GROUP BY parcours_id, presence) h
        ON h.parcours_id = x.parcours_id AND h.presence = x.numero
      LEFT JOIN (SELECT DISTINCT ON (parcours_id, presence) parcours_id, presence, evaluation FROM evaluation
                  WHERE siae_id = siae_courante() AND retire_le IS NULL ORDER BY parcours_id, presence, date DESC, id DESC) e
        ON e.parcours_id = x.parcours_id AND e.presence = x.numero
     WHERE @obligations::boolean OR NOT x.obligation_employeur
),
-- passe: a passage that counts, and its try.
passe AS (
    SELECT g.id, g.parcours_id, d.salarie_id, g.tentative, g.vers, g.date, g.champs, d.date_besoin, d.clos_le, t.intitule, t.organisme, coalesce(t.obligation_employeur, false) AS obligation_employeur,
           greatest(count(*) FILTER (WHERE g.champs ? 'date_entree') OVER (PARTITION BY g.parcours_id, g.tentative ORDER BY g.id), 1) AS sejour
      FROM passage g
      JOIN dossier d ON d.siae_id = g.siae_id AND d.parcours_id = g.parcours_id
      LEFT JOIN tentative t ON t.siae_id = g.siae_id AND t.parcours_id = g.parcours_id AND t.numero = g.tentative
     WHERE g.rectifie_le IS NULL
),
-- compte: the same, without the mandatory trainings unless they are asked for: what the
-- stay that was entered says, or before any entry, the try.
compte AS (
    SELECT g.*
      FROM passe g
      LEFT JOIN sejour x ON x.parcours_id = g.parcours_id AND x.tentative = g.tentative AND x.sejour = g.sejour
     WHERE @obligations::boolean OR NOT coalesce(x.obligation_employeur, g.obligation_employeur)
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
           bool_or(date <= @fin AND vers IN ('financement', 'entree', 'deroulement', 'sortie', 'abandon')) OR coalesce(entre, false) AS finance, entre, sorti
      FROM compte
      LEFT JOIN (SELECT parcours_id, bool_or(date_entree <= @fin) AS entre, bool_or(date_fin <= @fin) AS sorti
                   FROM formation GROUP BY parcours_id) f USING (parcours_id)
     WHERE date_besoin BETWEEN @debut AND @fin
     GROUP BY parcours_id, salarie_id, date_besoin, entre, sorti
),
-- plan: the lines of money of the tries first entered in the period, in euros: a
-- training that was put off is paid once, whatever the years, and no more than it costs:
-- what was granted above it counts in proportion.
plan AS (
    SELECT e.*, f.dispositif, f.montant_demande / 100.0 AS demande,
           CASE WHEN x.cout_connu AND x.cout + x.cout_annexe + x.cout_remuneration BETWEEN 1 AND sum(a.montant) OVER tout - 1
                THEN round(a.montant * (x.cout + x.cout_annexe + x.cout_remuneration) / sum(a.montant) OVER tout)
                ELSE a.montant END / 100.0 AS accorde
      FROM (SELECT DISTINCT ON (parcours_id, tentative) id, parcours_id, salarie_id, tentative, intitule, organisme, date_entree
              FROM formation ORDER BY parcours_id, tentative, date_entree) e
      JOIN presence x ON x.siae_id = siae_courante() AND x.id = e.id
      JOIN tentative t ON t.siae_id = siae_courante() AND t.parcours_id = e.parcours_id AND t.numero = e.tentative
      JOIN financement f ON f.siae_id = t.siae_id AND f.tentative_id = t.id
      JOIN accorde a ON a.siae_id = f.siae_id AND a.financement_id = f.id
     WHERE e.date_entree BETWEEN @debut AND @fin
    WINDOW tout AS (PARTITION BY e.parcours_id, e.tentative)
)
