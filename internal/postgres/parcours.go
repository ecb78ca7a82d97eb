package postgres

import (
	"gorm.io/gorm"

	"parcours.example/internal/parcours"
)

var (
	colonnesParcours     = columnsOf[parcours.Parcours]("p")
	colonnesSalarie      = columnsOf[parcours.Salarie]("s")
	colonnesSiae         = columnsOf[parcours.Siae]("x")
	colonnesTentative    = columnsOf[parcours.Tentative]("t")
	colonnesFinancement  = columnsOf[parcours.Financement]("f")
	colonnesPiece        = columnsOf[parcours.Piece]("i")
	colonnesSecurisation = columnsOf[parcours.Securisation]("c")
	colonnesFrein        = columnsOf[parcours.Frein]("n")
	colonnesSuivi        = columnsOf[parcours.Suivi]("u")
	colonnesImpact       = columnsOf[parcours.Impact]("m")
	colonnesPassage      = columnsOf[parcours.Passage]("g")
	colonnesObservation  = columnsOf[parcours.Observation]("o")
)

// Lock says whether a read prepares a write.
type Lock bool

const (
	NoLock   Lock = false
	WithLock Lock = true // nobody else changes this parcours until we commit
)

// Fiche is a parcours with all that its page shows.
type Fiche struct {
	parcours.Dossier
	Observations []parcours.Observation
	// Anciens are the lines of the plans of the tries before the current one:
	// no rule reads them, people do.
	Anciens  []parcours.Financement
	Conseils []parcours.Conseil // what was decided about the guide's advice
	// Lies are the parcours that this one follows, and those that follow it.
	Lies    []parcours.Parcours
	Accords []parcours.AccordFondsPropres
	// Noms of the colleagues, by id: authors, CIP, encadrants.
	Noms map[int64]string
	// CleGuide tells which guide this SIAE reads: see FindGuideSiaeKey.
	CleGuide string
}

const (
	surParcours  = ` WHERE siae_id = siae_courante() AND parcours_id = $1`
	surSalarie   = ` = (SELECT salarie_id FROM parcours WHERE siae_id = siae_courante() AND id = $1)`
	surTentative = ` AND tentative_id = (SELECT t.id FROM tentative t JOIN parcours p ON p.siae_id = t.siae_id AND p.id = t.parcours_id AND p.tentative = t.numero
	 WHERE p.siae_id = siae_courante() AND p.id = $1)`
)

// FindDossier reads everything a rule needs about one parcours.
// Introuvable when it does not exist in this SIAE.
func (tx *Tx) FindDossier(id int64, verrou Lock) (*parcours.Dossier, error) {
	var d parcours.Dossier
	l := &batch{}
	found := tx.queueDossier(l, &d, id, verrou)
	if err := tx.read(l); err != nil {
		return nil, err
	}
	if !*found {
		return nil, parcours.NotFound("Parcours")
	}
	attachPieces(&d)
	return &d, nil
}

// FindFiche reads a parcours with what only its page needs.
func (tx *Tx) FindFiche(id int64) (*Fiche, error) {
	var f Fiche
	l := &batch{}
	found := tx.queueDossier(l, &f.Dossier, id, NoLock)
	readAll(l, &f.Observations, `SELECT `+colonnesObservation+` FROM observation o WHERE siae_id = siae_courante() AND salarie_id`+surSalarie+` ORDER BY date DESC, id DESC`, id)
	readAll(l, &f.Anciens, `SELECT `+colonnesFinancement+` FROM financement f`+surParcours+` AND NOT (true`+surTentative+`) ORDER BY id`, id)
	readAll(l, &f.Conseils, `SELECT `+colonnesConseil+` FROM conseil k`+surParcours+` ORDER BY id`, id)
	readAll(l, &f.Lies, `SELECT `+colonnesParcours+` FROM parcours p WHERE siae_id = siae_courante() AND salarie_id`+surSalarie+`
 AND (precedent = $1 OR id = (SELECT precedent FROM parcours WHERE siae_id = siae_courante() AND id = $1)) ORDER BY id`, id)
	readAll(l, &f.Accords, requeteAccords, id)
	var noms []nomUtilisateur
	readAll(l, &noms, requeteNoms)
	l.Queue(requeteCleGuide).QueryRow(scanInto(&f.CleGuide))
	if err := tx.read(l); err != nil {
		return nil, err
	}
	if !*found {
		return nil, parcours.NotFound("Parcours")
	}
	attachPieces(&f.Dossier)
	f.Noms = byID(noms)
	return &f, nil
}

type nomUtilisateur struct {
	ID  int64
	Nom string
}

const requeteNoms = `SELECT u.id, u.prenom || ' ' || u.nom AS nom FROM utilisateur u
 JOIN appartenance a ON a.utilisateur_id = u.id AND a.siae_id = siae_courante()`

func byID(noms []nomUtilisateur) map[int64]string {
	m := make(map[int64]string, len(noms))
	for _, n := range noms {
		m[n.ID] = n.Nom
	}
	return m
}

// queueDossier prepares the reads of a Dossier. With a lock, the first query
// waits for the others: those that follow then see what the winner wrote.
func (tx *Tx) queueDossier(l *batch, d *parcours.Dossier, id int64, verrou Lock) *bool {
	found := new(bool)
	pour := ""
	if verrou {
		pour = " FOR UPDATE"
	}
	readOne(l, &d.Parcours, found, `SELECT `+colonnesParcours+` FROM parcours p WHERE siae_id = siae_courante() AND id = $1`+pour, id)
	readOne(l, &d.Salarie, new(bool), `SELECT `+colonnesSalarie+` FROM salarie s WHERE siae_id = siae_courante() AND id`+surSalarie, id)
	readOne(l, &d.Siae, new(bool), `SELECT `+colonnesSiae+` FROM siae x WHERE id = siae_courante()`)
	readAll(l, &d.Tentatives, `SELECT `+colonnesTentative+` FROM tentative t`+surParcours+` ORDER BY numero`, id)
	readAll(l, &d.Financements, `SELECT `+colonnesFinancement+` FROM financement f`+surParcours+surTentative+` ORDER BY id`, id)
	readAll(l, &d.Securisations, `SELECT `+colonnesSecurisation+` FROM securisation c`+surParcours+surTentative, id)
	readAll(l, &d.Freins, `SELECT `+colonnesFrein+` FROM frein n WHERE siae_id = siae_courante() AND salarie_id`+surSalarie+` ORDER BY etat = 'leve', id`, id)
	readAll(l, &d.Suivis, `SELECT `+colonnesSuivi+` FROM suivi u`+surParcours+` ORDER BY date DESC, id DESC`, id)
	readAll(l, &d.Impacts, `SELECT `+colonnesImpact+` FROM impact m`+surParcours+` ORDER BY date, id`, id)
	readAll(l, &d.Passages, `SELECT `+colonnesPassage+` FROM passage g`+surParcours+` ORDER BY id`, id)
	l.Queue(`SELECT count(*) FROM parcours WHERE siae_id = siae_courante() AND id <> $1 AND salarie_id`+surSalarie+` AND `+ouvert, id).QueryRow(scanInto(&d.AutresOuverts))
	readAll(l, &d.Pieces, `SELECT `+colonnesPiece+` FROM piece i`+surParcours+` ORDER BY id`, id)
	return found
}

// ouvert is what "a parcours still open" means in SQL (parcours.Etat.IsOpen).
const ouvert = `clos_le IS NULL AND etat NOT IN ('sans_suite', 'sortie')`

// attachPieces hands each paper to its funder.
func attachPieces(d *parcours.Dossier) {
	for i := range d.Financements {
		f := &d.Financements[i]
		for _, p := range d.Pieces {
			if p.FinancementID == f.ID {
				f.Pieces = append(f.Pieces, p)
			}
		}
	}
}

// CountOpenParcours counts a person's parcours still under way.
func (tx *Tx) CountOpenParcours(salarieID int64) (int, error) {
	var n int64
	err := tx.db.Model(&parcours.Parcours{}).Where("salarie_id = ? AND "+ouvert, salarieID).Count(&n).Error
	return int(n), err
}

// CreateDossier writes a new parcours, its first try and its first passage, and
// gives them their ids.
func (tx *Tx) CreateDossier(d *parcours.Dossier) error {
	if err := tx.db.Create(&d.Parcours).Error; err != nil {
		return err
	}
	for i := range d.Tentatives {
		d.Tentatives[i].ParcoursID = d.Parcours.ID
		if err := tx.db.Create(&d.Tentatives[i]).Error; err != nil {
			return err
		}
	}
	for i := range d.Passages {
		d.Passages[i].ParcoursID = d.Parcours.ID
		if err := tx.db.Create(&d.Passages[i]).Error; err != nil {
			return err
		}
	}
	return nil
}

// SavePassage writes what a passage, or the undoing of one, changed. The
// version decides: when somebody was faster, it answers Conflit and writes
// nothing.
func (tx *Tx) SavePassage(avant, apres *parcours.Dossier) error {
	p := &apres.Parcours
	maj := tx.db.Model(&parcours.Parcours{}).Where("id = ? AND version = ?", p.ID, avant.Parcours.Version).
		Select("etat", "etat_depuis", "tentative", "version").Updates(p)
	if err := oneRow(maj, func() error { return parcours.StaleParcours(avant) }); err != nil {
		return err
	}
	if err := tx.saveTentatives(avant, apres); err != nil {
		return err
	}
	if err := tx.saveAccords(avant, apres); err != nil {
		return err
	}
	for i := range apres.Passages {
		g := &apres.Passages[i]
		var err error
		switch {
		case g.ID == 0:
			err = tx.db.Create(g).Error
		case g.RectifieLe != nil && avant.Passages[i].RectifieLe == nil:
			err = tx.db.Model(&parcours.Passage{}).Where("id = ?", g.ID).Update("rectifie_le", g.RectifieLe).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// saveTentatives writes the try that changed, adds the one that opened, removes
// the one whose opening was undone.
func (tx *Tx) saveTentatives(avant, apres *parcours.Dossier) error {
	for i := range apres.Tentatives {
		t := &apres.Tentatives[i]
		var err error
		switch {
		case t.ID == 0:
			err = tx.db.Create(t).Error
		case t.Numero == avant.Parcours.Tentative || t.Numero == apres.Parcours.Tentative:
			err = tx.updateTentative(t)
		}
		if err != nil {
			return err
		}
	}
	for i := len(apres.Tentatives); i < len(avant.Tentatives); i++ {
		if err := tx.db.Delete(&parcours.Tentative{}, "id = ?", avant.Tentatives[i].ID).Error; err != nil {
			return err
		}
	}
	return nil
}

// saveAccords writes the lines of the plan that the passage agreed to.
func (tx *Tx) saveAccords(avant, apres *parcours.Dossier) error {
	for i := range apres.Financements {
		f := &apres.Financements[i]
		if f.AccordDirecteur == avant.Financements[i].AccordDirecteur {
			continue
		}
		if err := tx.UpdateFinancement(f); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) updateTentative(t *parcours.Tentative) error {
	maj := tx.db.Model(&parcours.Tentative{}).Where("id = ?", t.ID).Select("*").Omit("id", "siae_id", "parcours_id", "numero").Updates(t)
	return oneRow(maj, func() error { return parcours.NotFound("Tentative") })
}

// TouchParcours moves the version on, for an act that changes the file without
// a passage; Conflit when the version read is no longer the one that stands.
func (tx *Tx) TouchParcours(d *parcours.Dossier) error {
	maj := tx.db.Model(&parcours.Parcours{}).Where("id = ? AND version = ?", d.Parcours.ID, d.Parcours.Version).
		Update("version", gorm.Expr("version + 1"))
	if err := oneRow(maj, func() error { return parcours.StaleParcours(d) }); err != nil {
		return err
	}
	d.Parcours.Version++
	return nil
}

// CloseParcours writes, or with a zero date takes back, the closing of a file.
func (tx *Tx) CloseParcours(d *parcours.Dossier, c parcours.Cloture) error {
	if err := tx.TouchParcours(d); err != nil {
		return err
	}
	d.Parcours.ClosLe, d.Parcours.MotifCloture = c.Date, c.Motif
	return tx.db.Model(&parcours.Parcours{}).Where("id = ?", d.Parcours.ID).
		Updates(map[string]any{"clos_le": c.Date, "motif_cloture": c.Motif}).Error
}

// SetFreinsGestion writes the constraints of the structure that weigh on a
// parcours, and moves its version on.
func (tx *Tx) SetFreinsGestion(d *parcours.Dossier, codes []string) error {
	p := d.Parcours
	p.FreinsGestion, p.Version = codes, p.Version+1
	maj := tx.db.Model(&parcours.Parcours{}).Where("id = ? AND version = ?", p.ID, d.Parcours.Version).
		Select("freins_gestion", "version").Updates(&p)
	if err := oneRow(maj, func() error { return parcours.StaleParcours(d) }); err != nil {
		return err
	}
	d.Parcours = p
	return nil
}

// oneRow turns "no row changed" into the refusal that it means.
func oneRow(maj *gorm.DB, absent func() error) error {
	if maj.Error != nil {
		return maj.Error
	}
	if maj.RowsAffected == 0 {
		return absent()
	}
	return nil
}
