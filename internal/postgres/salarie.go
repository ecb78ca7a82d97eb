package postgres

import (
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"parcours.example/internal/parcours"
)

// ligneSalarie is a salarie as it is written: with the text that searches read.
type ligneSalarie struct {
	parcours.Salarie `gorm:"embedded"`
	Recherche        string
}

func (ligneSalarie) TableName() string { return "salarie" }

func newLigneSalarie(s parcours.Salarie) ligneSalarie {
	chiffres := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s.Telephone)
	// The telephone in one piece too: people type it with and without spaces.
	return ligneSalarie{s, parcours.Fold(strings.Join([]string{s.Nom, s.Prenom, s.Metier, s.Telephone, chiffres, s.PassNumero}, " "))}
}

// CreateSalarie writes a new person and gives them their id.
func (tx *Tx) CreateSalarie(s *parcours.Salarie) error {
	s.SiaeID, s.Version = tx.qui.SiaeID, 1
	l := newLigneSalarie(*s)
	if err := tx.db.Create(&l).Error; err != nil {
		return err
	}
	*s = l.Salarie
	return nil
}

// CreateSalaries writes many people at once, and gives them their ids.
func (tx *Tx) CreateSalaries(ss []parcours.Salarie) error {
	lignes := make([]ligneSalarie, len(ss))
	for i := range ss {
		ss[i].SiaeID, ss[i].Version = tx.qui.SiaeID, 1
		lignes[i] = newLigneSalarie(ss[i])
	}
	err := tx.db.CreateInBatches(&lignes, 200).Error
	for i, l := range lignes {
		ss[i].ID = l.ID
	}
	return err
}

// FindSalarie reads a person.
func (tx *Tx) FindSalarie(id int64) (*parcours.Salarie, error) {
	var s parcours.Salarie
	return &s, found(tx.db.Where("id = ?", id).Take(&s).Error, "Salarié")
}

// LockSalarie reads a person; nobody else changes them until we commit.
func (tx *Tx) LockSalarie(id int64) (*parcours.Salarie, error) {
	var s parcours.Salarie
	return &s, found(tx.db.Clauses(clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(&s).Error, "Salarié")
}

// UpdateSalarie writes what a form holds, and moves the version on. The CIP and
// the freezing have deeds of their own.
func (tx *Tx) UpdateSalarie(s *parcours.Salarie, maintenant time.Time) error {
	avant := s.Version
	s.Version, s.MajLe = avant+1, maintenant
	l := newLigneSalarie(*s)
	return changed(tx.db.Model(&l).Where("version = ?", avant).
		Select("*").Omit("id", "siae_id", "cip_id", "gele", "cree_le").Updates(&l))
}

// TransferSalarie hands a person over to a CIP, or to nobody (nil).
func (tx *Tx) TransferSalarie(s *parcours.Salarie, cipID *int64, maintenant time.Time) error {
	return changed(tx.db.Model(&parcours.Salarie{}).Where("id = ? AND version = ?", s.ID, s.Version).
		Updates(map[string]any{"cip_id": cipID, "version": s.Version + 1, "maj_le": maintenant}))
}

// FreezeSalarie freezes a file at the person's request, or releases it. It moves
// the version on, as every change of the row: the history is read by their number.
func (tx *Tx) FreezeSalarie(id int64, gele bool, maintenant time.Time) error {
	return touched(tx.db.Model(&parcours.Salarie{}).Where("id = ?", id).
		Updates(map[string]any{"gele": gele, "version": gorm.Expr("version + 1"), "maj_le": maintenant}), "Salarié")
}

// ListSalariesToMatch reads everybody, to compare with the rows of a file.
func (tx *Tx) ListSalariesToMatch() ([]parcours.Salarie, error) {
	var ss []parcours.Salarie
	return ss, tx.db.Order("id").Find(&ss).Error
}

// FicheSalarie is a person with what their page shows.
type FicheSalarie struct {
	parcours.Salarie
	CipNom       string
	Encadrants   []Collegue
	Freins       []parcours.Frein
	Observations []parcours.Observation
	// Parcours, that of the moment first: see ordreDuMoment.
	Parcours []parcours.Parcours
	// Noms of the colleagues, by id.
	Noms map[int64]string
}

// FindFicheSalarie reads a person and all that hangs from them, in one trip.
func (tx *Tx) FindFicheSalarie(id int64) (*FicheSalarie, error) {
	var (
		f    FicheSalarie
		noms []nomUtilisateur
		vu   bool
	)
	l := &batch{}
	readOne(l, &f.Salarie, &vu, `SELECT `+colonnesSalarie+` FROM salarie s WHERE siae_id = siae_courante() AND id = $1`, id)
	readAll(l, &f.Encadrants, `SELECT u.id, u.nom, u.prenom, u.email, u.actif, a.role FROM encadrement e
		JOIN appartenance a ON a.siae_id = e.siae_id AND a.utilisateur_id = e.utilisateur_id
		JOIN utilisateur u ON u.id = e.utilisateur_id
		WHERE e.siae_id = siae_courante() AND e.salarie_id = $1 ORDER BY u.nom COLLATE "fr-x-icu", u.id`, id)
	readAll(l, &f.Freins, `SELECT `+colonnesFrein+` FROM frein n WHERE siae_id = siae_courante() AND salarie_id = $1 ORDER BY etat = 'leve', id`, id)
	readAll(l, &f.Observations, `SELECT `+colonnesObservation+` FROM observation o WHERE siae_id = siae_courante() AND salarie_id = $1 ORDER BY date DESC, id DESC`, id)
	readAll(l, &f.Parcours, `SELECT `+colonnesParcours+`, v.dernier_suivi, v.prochain_suivi FROM parcours p
		LEFT JOIN LATERAL (SELECT max(date) FILTER (WHERE `+isContact+`) AS dernier_suivi, min(date_prochain) FILTER (WHERE NOT prochain_solde) AS prochain_suivi
		  FROM suivi WHERE siae_id = p.siae_id AND parcours_id = p.id) v ON true
		WHERE p.siae_id = siae_courante() AND p.salarie_id = $1 ORDER BY `+ordreDuMoment, id)
	readAll(l, &noms, requeteNoms)
	if err := tx.read(l); err != nil {
		return nil, err
	}
	if !vu {
		return nil, parcours.NotFound("Salarié")
	}
	f.Noms = byID(noms)
	if f.CipID != nil {
		f.CipNom = f.Noms[*f.CipID]
	}
	return &f, nil
}

// ChangementSalarie is what one colleague changed on a person's file.
type ChangementSalarie struct {
	Auteur string
	Avant  map[string]any
	Apres  map[string]any
}

// ListLastChanges reads the last n changes of a person's own row, the oldest
// first: what happened since an old version.
func (tx *Tx) ListLastChanges(salarieID int64, n int) ([]ChangementSalarie, error) {
	var cs []ChangementSalarie
	l := &batch{}
	readAll(l, &cs, `SELECT auteur, avant, apres FROM (
		SELECT h.id, coalesce(u.prenom || ' ' || u.nom, '') AS auteur, h.avant, h.apres
		FROM historique h LEFT JOIN utilisateur u ON u.id = h.utilisateur_id
		WHERE h.siae_id = siae_courante() AND h.salarie_id = $1 AND h.nom_table = 'salarie' AND h.avant IS NOT NULL
		ORDER BY h.id DESC LIMIT $2) d ORDER BY id`, salarieID, n)
	return cs, tx.read(l)
}
