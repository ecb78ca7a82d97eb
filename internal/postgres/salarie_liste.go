package postgres

import (
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// FiltreSalaries narrows the list of salariés. Zero values do not narrow.
type FiltreSalaries struct {
	Q            string // words of the name, trade, telephone or PASS; accents ignored
	CipID        int64
	SansCip      bool
	Etat         parcours.Etat // of the current parcours
	SansParcours bool
	Contrat      string // ContratPresent, ContratTermine; "" for all
	Aujourdhui   parcours.Date
	// EncadrantID keeps those that this person supervises, and those whom
	// nobody supervises unless Encadres; Q then reads names and trades only.
	EncadrantID int64
	Encadres    bool
	Tri         string // nom, cip, etat, contrat, suivi
	Desc        bool
	Page        int // from 1
	ParPage     int
}

// Values of FiltreSalaries.Contrat. A contract without an end is not over.
const (
	ContratPresent = "presents"
	ContratTermine = "termine"
)

// LigneSalarie is a person as lists show them, with their current parcours: see
// ordreDuMoment.
type LigneSalarie struct {
	ID                  int64
	Nom                 string
	Prenom              string
	Civilite            string
	Metier              string
	Telephone           string
	Email               string
	CipID               *int64
	CipNom              string
	TypeContrat         string
	DateDebutContrat    parcours.Date
	DateFinContrat      parcours.Date
	DateFinPass         parcours.Date
	Gele                bool
	Version             int
	ParcoursID          *int64
	Etat                parcours.Etat
	EtatDepuis          parcours.Date
	Intitule            string
	Clos                bool
	DernierSuivi        parcours.Date
	DerniereObservation *time.Time // the viewer's own, for the encadrant's list
	Encadre             bool       // supervised by EncadrantID
	Total               int
}

func (l LigneSalarie) NomComplet() string { return strings.TrimSpace(l.Prenom + " " + l.Nom) }

var trisSalaries = map[string]string{
	"nom":     ``,
	"cip":     `u.nom COLLATE "fr-x-icu"`,
	"etat":    `c.rang`,
	"contrat": `s.date_fin_contrat`,
	"suivi":   `dernier_suivi`,
}

// ordreDuMoment puts first the parcours that one means when one speaks of a
// person: the open one that moved last, by a passage or by a suivi; else, of
// those that are over, the last one. The order of writing says nothing: a file
// that was taken over late may be long closed.
const ordreDuMoment = `p.ouvert DESC, greatest(p.etat_depuis, p.dernier_contact, p.clos_le) DESC, p.id DESC`

// conditions narrow a list of people, each with its values.
func (f FiltreSalaries) conditions() (conditions []string, args []any) {
	conditions = []string{"s.siae_id = siae_courante()"}
	where := func(condition string, valeurs ...any) {
		conditions = append(conditions, condition)
		args = append(args, valeurs...)
	}
	// An encadrant searches what his list shows. The telephone and the PASS,
	// which it does not, could otherwise be guessed digit by digit.
	cherche := "s.recherche"
	if f.EncadrantID != 0 {
		cherche = foldSQL("(s.nom || ' ' || s.prenom || ' ' || s.metier)")
	}
	for _, mot := range strings.Fields(parcours.Fold(f.Q)) {
		where(cherche+" LIKE ?", like(mot))
	}
	if f.CipID != 0 {
		where("s.cip_id = ?", f.CipID)
	}
	if f.SansCip {
		where("s.cip_id IS NULL")
	}
	if f.Etat != "" {
		where("c.etat = ?", string(f.Etat))
	}
	if f.SansParcours {
		where("c.id IS NULL")
	}
	switch f.Contrat {
	case ContratPresent:
		where("(s.date_fin_contrat IS NULL OR s.date_fin_contrat >= ?)", f.Aujourdhui)
	case ContratTermine:
		where("s.date_fin_contrat < ?", f.Aujourdhui)
	}
	switch {
	case f.EncadrantID != 0 && f.Encadres:
		where("e.id IS NOT NULL")
	case f.EncadrantID != 0:
		where("(e.id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM encadrement x WHERE x.siae_id = s.siae_id AND x.salarie_id = s.id))")
	}
	return conditions, args
}

// ListSalaries lists people in one statement, and counts all pages.
func (tx *Tx) ListSalaries(f FiltreSalaries) ([]LigneSalarie, int, error) {
	conditions, valeurs := f.conditions()
	args := append([]any{f.EncadrantID, f.EncadrantID}, valeurs...)
	sens := ""
	if f.Desc {
		sens = " DESC"
	}
	tri := trisSalaries[f.Tri]
	if tri != "" {
		tri += sens + " NULLS LAST, "
		sens = "" // the name only settles equals
	}
	if f.EncadrantID != 0 { // an encadrant's own people first, however many others there are
		tri = "e.id IS NULL, " + tri
	}
	args = append(args, f.ParPage, (f.Page-1)*f.ParPage)
	var lignes []LigneSalarie
	err := tx.db.Raw(`
SELECT s.id, s.nom, s.prenom, s.civilite, s.metier, s.telephone, s.email, s.cip_id, coalesce(u.prenom || ' ' || u.nom, '') AS cip_nom,
       s.type_contrat, s.date_debut_contrat, s.date_fin_contrat, s.date_fin_pass, s.gele, s.version,
       c.id AS parcours_id, coalesce(c.etat, '') AS etat, c.etat_depuis, coalesce(c.intitule, '') AS intitule, coalesce(c.clos, false) AS clos,
       c.dernier_suivi,
       (SELECT max(cree_le) FROM observation o WHERE o.siae_id = s.siae_id AND o.salarie_id = s.id AND o.auteur_id = ?) AS derniere_observation,
       e.id IS NOT NULL AS encadre, count(*) OVER () AS total
  FROM salarie s
  LEFT JOIN utilisateur u ON u.id = s.cip_id
  LEFT JOIN encadrement e ON e.siae_id = s.siae_id AND e.salarie_id = s.id AND e.utilisateur_id = ?
  LEFT JOIN LATERAL (SELECT p.id, p.etat, p.etat_depuis, p.intitule, p.clos_le IS NOT NULL AS clos, p.rang, p.dernier_contact AS dernier_suivi
                       FROM parcours_lu p
                      WHERE p.siae_id = s.siae_id AND p.salarie_id = s.id
                      ORDER BY `+ordreDuMoment+` LIMIT 1) c ON true
 WHERE `+strings.Join(conditions, " AND ")+`
 ORDER BY `+tri+`s.nom COLLATE "fr-x-icu"`+sens+`, s.prenom COLLATE "fr-x-icu"`+sens+`, s.id
 LIMIT ? OFFSET ?`, args...).Scan(&lignes).Error
	if err != nil {
		return nil, 0, err
	}
	if len(lignes) == 0 {
		if f.Page > 1 { // beyond the last page: nobody here, and yet they are counted
			f.Page, f.ParPage = 1, 1
			_, total, err := tx.ListSalaries(f)
			return nil, total, err
		}
		return nil, 0, nil
	}
	return lignes, lignes[0].Total, nil
}
