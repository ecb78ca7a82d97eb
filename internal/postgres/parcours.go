package postgres

import (
	"errors"
	"reflect"
	"strings"

	"parcours.example/internal/parcours"
)

var colonnesParcours = columnsOf[parcours.Parcours]("p")

// The subqueries of a file, over p, its parcours: one statement reads it whole.
const (
	surParcours   = `WHERE t.siae_id = p.siae_id AND t.parcours_id = p.id `
	surSalarie    = `WHERE t.siae_id = p.siae_id AND t.salarie_id = p.salarie_id `
	contratsTenus = `ORDER BY debut DESC NULLS LAST, id DESC`
	ailleurs      = `WHERE t.siae_id = p.siae_id AND t.parcours_id IN (SELECT q.id FROM parcours q
 WHERE q.siae_id = p.siae_id AND q.salarie_id = p.salarie_id AND q.retire_le IS NULL) `
	surTentative = `AND t.tentative_id = (SELECT c.id FROM tentative c
 WHERE c.siae_id = p.siae_id AND c.parcours_id = p.id AND c.numero = p.tentative) `
)

var (
	deParcours = ` FROM parcours p WHERE p.siae_id = siae_courante() AND p.id = $1`
	dossier    = `SELECT ` + jsonRow[parcours.Parcours](`WHERE t.siae_id = p.siae_id AND t.id = p.id`) + ` AS "Parcours",
 ` + jsonRow[parcours.Salarie](`WHERE t.siae_id = p.siae_id AND t.id = p.salarie_id`) + ` AS "Salarie",
 ` + jsonRows[parcours.Contrat](surSalarie+contratsTenus) + ` AS "Contrats",
 ` + jsonRow[parcours.Siae](`WHERE t.id = p.siae_id`) + ` AS "Siae",
 ` + jsonRows[parcours.Tentative](surParcours+`ORDER BY numero`) + ` AS "Tentatives",
 ` + jsonRows[parcours.EntreePrevue](surParcours+`ORDER BY numero`) + ` AS "Entrees",
 (SELECT coalesce(max(t.numero), 0) FROM entree_prevue t ` + surParcours + `) AS "DerniereEntree",
 ` + jsonRows[parcours.Presence](surParcours+`ORDER BY numero`) + ` AS "Presences",
 (SELECT coalesce(max(t.numero), 0) FROM presence t ` + surParcours + `) AS "DernierePresence",
 ` + jsonRows[parcours.ControleEntree](surParcours+`ORDER BY id`) + ` AS "Controles",
 ` + jsonRows[parcours.Heures](surParcours+`ORDER BY presence, debut, id`) + ` AS "Heures",
 ` + jsonRows[parcours.Evaluation](surParcours+`ORDER BY date, id`) + ` AS "Evaluations",
 ` + jsonRows[parcours.NonPresentation](surParcours+`ORDER BY date, id`) + ` AS "NonPresentations",
 ` + jsonRows[parcours.Financement](surParcours+surTentative+`ORDER BY id`) + ` AS "Financements",
 ` + jsonRows[parcours.Financement](surParcours+`AND NOT (true `+surTentative+`) ORDER BY id`) + ` AS "Anciens",
 ` + jsonRows[parcours.Piece](surParcours+`ORDER BY id`) + ` AS "Pieces",
 ` + jsonRows[parcours.Reponse](surParcours+`ORDER BY date, id`) + ` AS "Reponses",
 ` + jsonRows[parcours.Securisation](surParcours+surTentative) + ` AS "Securisations",
 ` + jsonRows[parcours.Frein](surSalarie+`ORDER BY etat = 'leve', id`) + ` AS "Freins",
 ` + jsonRows[parcours.Suivi](surParcours+`ORDER BY date DESC, id DESC`) + ` AS "Suivis",
 ` + jsonRows[parcours.Observation](surSalarie+`ORDER BY date DESC, id DESC`) + ` AS "Observations",
 ` + jsonRows[parcours.Impact](surParcours+`ORDER BY date, id`) + ` AS "Impacts",
 ` + jsonRows[parcours.Passage](surParcours+`ORDER BY id`) + ` AS "Passages",
 (SELECT count(*) FROM parcours_lu t ` + surSalarie + `AND t.id <> p.id AND t.ouvert) AS "AutresOuverts",
 ` + jsonRows[parcours.Presence](ailleurs+`AND t.parcours_id <> p.id ORDER BY date_entree, id`) + ` AS "Ailleurs"`
	// deLaPersonne is what a file reads of the other parcours of its person.
	deLaPersonne = jsonRow[parcours.Suivi](`WHERE t.siae_id = p.siae_id AND t.id = (SELECT d.id FROM parcours c
   CROSS JOIN LATERAL (SELECT s.id, s.date, s.cree_le FROM suivi s WHERE s.siae_id = c.siae_id AND s.parcours_id = c.id AND s.retire_le IS NULL
    ORDER BY s.date DESC, s.cree_le DESC LIMIT 1) d
   WHERE c.siae_id = p.siae_id AND c.salarie_id = p.salarie_id AND c.retire_le IS NULL ORDER BY d.date DESC, d.cree_le DESC LIMIT 1)`) +
		` AS "DernierContact",
 (SELECT coalesce(max(t.id), 0) FROM parcours_lu t ` + surSalarie + `AND NOT t.clos) AS "DernierOuvert"`
	requeteDossier = dossier + deParcours
	requeteFiche   = dossier + `, ` + deLaPersonne + `,
 ` + jsonRows[parcours.Conseil](surParcours+`ORDER BY id`) + ` AS "Conseils",
 ` + jsonRows[parcours.Differe](surParcours+`ORDER BY id`) + ` AS "Differes",
 ` + jsonRows[parcours.Parcours](surSalarie+`AND (t.precedent = p.id OR t.id = p.precedent) ORDER BY id`) + ` AS "Lies",
 ` + jsonList(`h.id AS "ID", h.instant AS "Instant", h.utilisateur_id AS "UtilisateurID", h.acte AS "Acte", h.motif AS "Motif",
   h.nom_table AS "NomTable", h.ligne_id AS "LigneID", h.avant - 'version' AS "Avant", h.apres - 'version' AS "Apres"
   FROM historique h WHERE h.siae_id = p.siae_id AND h.acte = 'corriger' AND h.avant IS NOT NULL
    AND (h.parcours_id = p.id OR h.salarie_id = p.salarie_id AND h.parcours_id IS NULL) ORDER BY h.id DESC`) + ` AS "Corrections",
 ` + jsonRetires("(h.parcours_id = p.id OR h.salarie_id = p.salarie_id)", "p.salarie_id") + ` AS "Retires",
 ` + jsonList(fieldsOf[parcours.AccordFondsPropres]("a")+` FROM (`+requeteAccords+`) a`) + ` AS "Accords",
 (SELECT coalesce(json_agg(t.nom ORDER BY t.cle), '[]') FROM organisme t WHERE t.siae_id = p.siae_id) AS "Organismes",
 ` + jsonRows[parcours.Groupe](`WHERE t.siae_id = p.siae_id ORDER BY t.date_debut DESC NULLS LAST, t.cle`) + ` AS "Groupes",
 ` + jsonNoms + ` AS "Noms", (` + requeteCleGuide + `) AS "CleGuide"` + deParcours
	// What a deed on a person, or a new parcours, rests on: WHERE is to be ended.
	requetePersonne = `SELECT ` + jsonRow[parcours.Salarie](`WHERE t.siae_id = p.siae_id AND t.id = p.salarie_id`) + ` AS "Salarie",
 ` + jsonRows[parcours.Contrat](surSalarie+contratsTenus) + ` AS "Contrats",
 ` + jsonRow[parcours.Siae](`WHERE t.id = p.siae_id`) + ` AS "Siae",
 ` + jsonRows[parcours.Frein](surSalarie+`ORDER BY etat = 'leve', id`) + ` AS "Freins",
 ` + jsonRows[parcours.Observation](surSalarie+`ORDER BY date DESC, id DESC`) + ` AS "Observations",
 (SELECT count(*) FROM parcours_lu t ` + surSalarie + `AND t.ouvert) AS "AutresOuverts",
 ` + jsonRows[parcours.Presence](ailleurs+`ORDER BY date_entree, id`) + ` AS "Ailleurs"
 FROM (SELECT t.siae_id, t.id AS salarie_id FROM salarie t) p WHERE `
)

// jsonRetires are the rows of every kind that were taken out by a correction, with who did,
// and why: of the person of that number with their parcours, or of one parcours and its person.
func jsonRetires(ecrites, salarie string) string {
	var tables []string
	for _, f := range parcours.Faits {
		cle, personne := "salarie_id = "+salarie, salarie == "p.id"
		switch duParcours := schemaOf(f.New()).LookUpField("ParcoursID") != nil; {
		case !f.Retrait, personne && duParcours:
			continue
		case duParcours:
			cle = "parcours_id = p.id"
		case !personne && f.Objet == "parcours":
			cle = "id = p.id"
		}
		tables = append(tables, `SELECT t.id, t.retire_le, '`+f.Objet+`' AS nom_table, to_jsonb(t) AS ligne FROM `+f.Objet+` t
   WHERE t.siae_id = p.siae_id AND t.`+cle+` AND t.retire_le IS NOT NULL`)
	}
	return jsonList(`r.nom_table AS "NomTable", r.id AS "LigneID", r.retire_le AS "Instant", r.ligne AS "Apres",
   h.utilisateur_id AS "UtilisateurID", h.motif AS "Motif"
   FROM (` + strings.Join(tables, " UNION ALL ") + `) r
   JOIN LATERAL (SELECT h.utilisateur_id, h.motif FROM historique h WHERE h.siae_id = p.siae_id AND h.acte = 'corriger'
    AND h.nom_table = r.nom_table AND h.ligne_id = r.id AND ` + ecrites + ` ORDER BY h.id DESC LIMIT 1) h ON true
   ORDER BY r.retire_le DESC, r.id`)
}

// FindDossier reads everything a rule needs about one parcours.
// Introuvable when it does not exist in this SIAE.
func (tx *Tx) FindDossier(id int64) (*parcours.Dossier, error) {
	var d parcours.Dossier
	return &d, tx.readDossier(&d, &d, requeteDossier, id)
}

// FindFiche reads a parcours with what only its page needs.
func (tx *Tx) FindFiche(id int64) (*parcours.Fiche, error) {
	var f parcours.Fiche
	return &f, tx.readDossier(&f.Dossier, &f, requeteFiche, id)
}

// readDossier reads a file into dans, of which d is the part that rules read.
func (tx *Tx) readDossier(d *parcours.Dossier, dans any, requete string, id int64) error {
	err := findJSON(tx, dans, "Parcours", requete, id)
	attachLines(d)
	return err
}

// attachLines hands each line of the plans its papers and its answers.
func attachLines(d *parcours.Dossier) {
	for _, lignes := range [][]parcours.Financement{d.Financements, d.Anciens} {
		for i := range lignes {
			attach(&lignes[i], d)
		}
	}
}

// FindPersonne reads what a new parcours rests on.
func (tx *Tx) FindPersonne(salarieID int64) (*parcours.Dossier, error) {
	var d parcours.Dossier
	return &d, findJSON(tx, &d, "Salarié", requetePersonne+"p.salarie_id = $1", salarieID)
}

type nomUtilisateur struct {
	ID  int64
	Nom string
}

const (
	desCollegues = ` FROM utilisateur u JOIN appartenance a ON a.utilisateur_id = u.id AND a.siae_id = siae_courante()`
	requeteNoms  = `SELECT u.id, u.prenom || ' ' || u.nom AS nom` + desCollegues
	jsonNoms     = `(SELECT json_object_agg(u.id, u.prenom || ' ' || u.nom)` + desCollegues + `)`
)

func byID(noms []nomUtilisateur) map[int64]string {
	m := make(map[int64]string, len(noms))
	for _, n := range noms {
		m[n.ID] = n.Nom
	}
	return m
}

// attach hands a line of the plan its papers and its answers.
func attach(f *parcours.Financement, d *parcours.Dossier) {
	for _, p := range d.Pieces {
		if p.FinancementID == f.ID {
			f.Pieces = append(f.Pieces, p)
		}
	}
	for _, r := range d.Reponses {
		if r.FinancementID == f.ID {
			f.Reponses = append(f.Reponses, r)
		}
	}
}

// CreateDossier writes a new parcours, its tries and its passages, and gives
// them their ids.
func (tx *Tx) CreateDossier(d *parcours.Dossier) error {
	if err := errors.Join(tx.Create(&d.Parcours), tx.Flush()); err != nil {
		return err
	}
	avant := parcours.Dossier{Salarie: d.Salarie, Contrats: d.Contrats}
	return errors.Join(tx.SaveFaits(&avant, d), tx.Flush())
}

// SavePassage writes what a passage, or the undoing of one, changed. The
// version decides: when somebody was faster, it answers Conflit and writes
// nothing.
func (tx *Tx) SavePassage(avant, apres *parcours.Dossier) error {
	p := apres.Parcours
	p.Version = avant.Parcours.Version
	return errors.Join(tx.update(&p, parcours.StaleParcours(avant, avant.Parcours.Version), "etat", "etat_depuis", "tentative"),
		tx.SaveFaits(avant, apres))
}

// SaveFaits writes the person, the contracts, the tries, the planned entries, the first-day
// absences, the stays with what is learnt of them and became of them, the lines of the plans and the passages
// that a deed changed.
func (tx *Tx) SaveFaits(avant, apres *parcours.Dossier) error {
	id := apres.Parcours.ID
	return errors.Join(tx.saveSalarie(avant, apres), saveRows(tx, id, avant.Tentatives, apres.Tentatives),
		saveRows(tx, id, avant.Entrees, apres.Entrees), saveRows(tx, id, avant.NonPresentations, apres.NonPresentations),
		saveRows(tx, id, avant.Presences, apres.Presences), saveRows(tx, id, avant.Controles, apres.Controles),
		saveRows(tx, id, avant.Heures, apres.Heures), saveRows(tx, id, avant.Evaluations, apres.Evaluations),
		saveRows(tx, id, avant.Impacts, apres.Impacts), saveRows(tx, id, avant.Passages, apres.Passages),
		tx.saveFinancements(avant, apres.Financements), tx.saveFinancements(avant, apres.Anciens))
}

// saveSalarie writes a person and their contracts, if a deed changed anything of them. A
// change of a contract alone is a version of the person too: their form shows it.
func (tx *Tx) saveSalarie(avant, apres *parcours.Dossier) error {
	if reflect.DeepEqual(avant.Salarie, apres.Salarie) && reflect.DeepEqual(avant.Contrats, apres.Contrats) {
		return nil
	}
	return errors.Join(tx.Update(&apres.Salarie), saveRows(tx, 0, avant.Contrats, apres.Contrats))
}

// SaveParcours writes columns of a parcours for an act that is no passage, and
// moves its version on; Conflit when the version read is no longer there.
func (tx *Tx) SaveParcours(d *parcours.Dossier, colonnes ...string) error {
	return tx.update(&d.Parcours, parcours.StaleParcours(d, d.Parcours.Version), colonnes...)
}

// CloseParcours writes, or with a zero date takes back, the closing of a file.
func (tx *Tx) CloseParcours(d *parcours.Dossier, c parcours.Cloture) error {
	d.Parcours.ClosLe, d.Parcours.MotifCloture = c.Date, c.Motif
	return tx.SaveParcours(d, "clos_le", "motif_cloture")
}

// SaveSecurisation writes the answer to one good practice, replacing the one
// before: the history keeps it.
func (tx *Tx) SaveSecurisation(s *parcours.Securisation) error {
	return tx.insert(s, "", `ON CONFLICT (siae_id, tentative_id, code)
 DO UPDATE SET reponse = excluded.reponse, date = excluded.date, detail = excluded.detail`)
}
