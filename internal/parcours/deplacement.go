package parcours

import (
	"slices"
	"time"
)

// Deplacement is a thing that was noted on the wrong person of the SIAE, and went to the
// right one. It stands in the history of the file that the thing left.
type Deplacement struct {
	ID, SiaeID     int64
	Objet          Deplacable
	ObjetID        int64
	SalarieID      int64  // whose it was
	ParcoursID     *int64 // in which of their parcours: of a suivi only
	VersSalarieID  int64
	VersParcoursID *int64
	Motif          string
	AuteurID       int64
	CreeLe         time.Time `gorm:"default:now()"`
}

// Place is where a thing stands: whose it is, and who noted it, when.
type Place struct {
	SalarieID  int64
	ParcoursID int64 // of a suivi, and of a parcours itself; 0 for what is said of the person
	AuteurID   int64
	CreeLe     time.Time
}

// Destination is whose a thing really is, and why it was noted elsewhere.
type Destination struct {
	SalarieID  int64
	ParcoursID int64 // for a suivi, which says whose it is
	Motif      string
	// Acquittes are the codes of the warnings that the person has read.
	Acquittes []string
}

// DeplacementPossible is a thing that may be moved, and where to.
type DeplacementPossible struct {
	Place
	Objet   Deplacable
	Salarie Salarie // whose it is
	// Quoi says in a few words what it is, Texte what somebody wrote there.
	Quoi, Texte string
	Version     int // of a parcours
	// Personnes were found; those who follow somebody see their own first.
	Personnes *Page[LigneSalarie]
	// Ouverts are the parcours of these people, those under way first.
	Ouverts []Parcours
}

// Tell says what is to be moved.
func (x *DeplacementPossible) Tell(chose any) {
	switch c := chose.(type) {
	case *Suivi:
		x.Quoi, x.Texte = "Suivi du "+c.Date.Francais(), c.Texte
	case *Observation:
		x.Quoi, x.Texte = "Observation du "+c.Date.Francais(), c.Texte
	case *Frein:
		x.Quoi, x.Texte = "Frein « "+Freins.Libelle(c.Code)+" »", c.Solution
	case *Parcours:
		x.Quoi, x.Texte, x.Version = "Parcours « "+c.Intitule+" »", c.Description, c.Version
	}
}

// Deplacable is a kind of thing that may be moved: its table.
type Deplacable string

const (
	ObjetSuivi       Deplacable = "suivi"
	ObjetObservation Deplacable = "observation"
	ObjetFrein       Deplacable = "frein"
	ObjetParcours    Deplacable = "parcours"
)

// Who may, as for writing them: an encadrant moves what he observed. Whether this person
// may move this one thing, CheckMove tells.
var deplacer = map[Deplacable]Action{
	ObjetSuivi:       permit("deplacer_suivi", "Déplacer un suivi vers une autre personne", bureau),
	ObjetObservation: permit("deplacer_observation", "Déplacer une observation vers une autre personne", tous),
	ObjetFrein:       permit("deplacer_frein", "Déplacer un frein vers une autre personne", bureau),
	ObjetParcours:    permit("deplacer_parcours", "Déplacer un parcours vers une autre personne", bureau),
}

// Action is the right to move that.
func (o Deplacable) Action() Action { return deplacer[o] }

// What is asked: the person, or for a suivi one of their parcours, and why.
var (
	ChampsDeplacement = Champs{{Code: "salarie_id", Libelle: "La bonne personne", Genre: GenreCollegue,
		Requis: true, Absent: "Choisissez la bonne personne.", Choisir: choisir}, ChampMotif}
	ChampsDeplacementSuivi = Champs{{Code: "parcours_id", Libelle: "Le bon parcours", Genre: GenreCollegue,
		Requis: true, Absent: "Choisissez le parcours de la bonne personne.", Choisir: choisir}, ChampMotif}
)

// Champs is what moving that asks.
func (o Deplacable) Champs() Champs {
	if o == ObjetSuivi {
		return ChampsDeplacementSuivi
	}
	return ChampsDeplacement
}

// Validate checks what was typed.
func (x Destination) Validate(o Deplacable) error { return o.Champs().Validate(x, Date{}) }

// CheckMove tells whether this person may move to another what somebody recorded of one,
// and if not, why.
func CheckMove(p Place, de, vers Salarie, qui Identite, maintenant time.Time) error {
	if err := CheckMend(de, qui, p.AuteurID, p.CreeLe, maintenant); err != nil {
		return err
	}
	switch {
	case vers.RetireLe != nil:
		return NotFound("Salarié")
	case vers.Gele:
		return &Erreur{Code: Conflit, Message: "Le dossier de " + vers.NomComplet() +
			" est gelé à sa demande : rien ne s'y ajoute. Voyez avec votre direction."}
	}
	return nil
}

// IsTo tells whether a move went where somebody wants the thing; IsAt, whether it stands
// there.
func (x Deplacement) IsTo(vers Destination) bool {
	return x.VersSalarieID == vers.SalarieID && IDOr0(x.VersParcoursID) == vers.ParcoursID
}

func (p Place) IsAt(objet Deplacable, vers Destination) bool {
	return p.SalarieID == vers.SalarieID && (objet != ObjetSuivi || p.ParcoursID == vers.ParcoursID)
}

// MovedMeanwhile is said to somebody who lost a race.
func MovedMeanwhile() error {
	return &Erreur{Code: Conflit, Message: "Quelqu'un vient de le déplacer. Relisez où c'est maintenant, puis recommencez si besoin."}
}

// retireDabord refuses to move what was withdrawn.
func retireDabord(retireLe *time.Time) error {
	if retireLe == nil {
		return nil
	}
	return refuse("C'est retiré du dossier : remettez-le d'abord, puis déplacez-le.")
}

// MoveSuivi takes a suivi of this file to another, as if it had been logged there: what it
// settled here is no longer settled, what it settles there is.
func (d *Dossier) MoveSuivi(s Suivi, vers *Dossier) (*Suivi, error) {
	if err := retireDabord(s.RetireLe); err != nil {
		return nil, err
	}
	if vers.Parcours.RetireLe != nil {
		return nil, invalid("parcours_id", "Ce parcours est retiré : remettez-le d'abord, ou choisissez-en un autre.")
	}
	if d.Parcours.ID == vers.Parcours.ID {
		return nil, &Erreur{Code: Bloque, Champ: "parcours_id",
			Message: "Ce suivi est déjà dans ce parcours. Choisissez celui de la bonne personne."}
	}
	if CheckSuiviDate(vers.Parcours, s) != nil {
		return nil, invalid("parcours_id", "Ce suivi du "+s.Date.Francais()+" est daté plus d'un an avant le besoin de ce parcours, exprimé le "+
			vers.Parcours.DateBesoin.Francais()+". Choisissez un autre parcours, ou corrigez d'abord la date.")
	}
	stay, present := find(vers.Presences, func(p Presence) bool { return p.Holds(s.Date) })
	switch {
	case !s.IsAbsence():
		s.Tentative = vers.tentativeAt(s.Date)
	case present:
		s.Tentative = stay.Tentative
	default:
		return nil, invalid("parcours_id", "Cette absence du "+s.Date.Francais()+" est hors de la formation de ce parcours. "+
			"Choisissez un autre parcours, ou corrigez d'abord le suivi : sa date, ou « Aucune » absence.")
	}
	s.ParcoursID = vers.Parcours.ID
	d.Suivis = keep(d.Suivis, func(x Suivi) bool { return x.ID != s.ID })
	vers.Suivis = append(slices.Clone(vers.Suivis), s)
	d.settleAgain(s)
	vers.settleAgain(s)
	return &vers.Suivis[len(vers.Suivis)-1], nil
}

// tentativeAt is the number of the try under way on a day; the first before any.
func (d *Dossier) tentativeAt(jour Date) int {
	for _, p := range slices.Backward(d.Passages) {
		if p.RectifieLe == nil && !p.Date.After(jour) {
			return p.Tentative
		}
	}
	return 1
}

// settleAgain judges again the reminders that a contact may settle, and its own.
func (d *Dossier) settleAgain(contact Suivi) {
	for i := range d.Suivis {
		s := &d.Suivis[i]
		if !s.DateProchain.IsZero() && (s.ID == contact.ID || s.ID < contact.ID && !s.Date.After(contact.Date)) {
			s.ProchainSolde = d.isSettled(*s)
		}
	}
}

// MoveTo makes of a frein one of another person, of whom vers is known.
func (f *Frein) MoveTo(vers *Dossier) error {
	if err := retireDabord(f.RetireLe); err != nil {
		return err
	}
	if f.SalarieID == vers.Salarie.ID {
		return memePersonne
	}
	if f.Etat != FreinLeve && slices.ContainsFunc(vers.Freins, func(x Frein) bool { return x.Code == f.Code && x.Etat != FreinLeve }) {
		return invalid("salarie_id", "« "+Freins.Libelle(f.Code)+" » est déjà un frein ouvert de "+vers.Salarie.NomComplet()+
			" : rien à déplacer. Retirez plutôt celui-ci, en disant pourquoi.")
	}
	f.SalarieID = vers.Salarie.ID
	return nil
}

// MoveTo makes of an observation one of another person.
func (o *Observation) MoveTo(vers *Dossier) error {
	if err := retireDabord(o.RetireLe); err != nil {
		return err
	}
	if o.SalarieID == vers.Salarie.ID {
		return memePersonne
	}
	o.SalarieID = vers.Salarie.ID
	return nil
}

var memePersonne error = &Erreur{Code: Bloque, Champ: "salarie_id",
	Message: "C'est déjà noté pour cette personne. Choisissez-en une autre."}

// linkCut: a parcours follows one of the same person.
const linkCut = "lien_coupe"

// MoveParcours makes of a file one of another person, as vers knows them. What hangs on it
// goes with it; freins, observations and contracts stay, so that what a contract would
// have blocked only warns. lies counts the parcours that follow this one.
func (d *Dossier) MoveParcours(vers *Dossier, lies int, x Destination, qui Identite, aujourdhui Date) (*Dossier, error) {
	if err := retireDabord(d.Parcours.RetireLe); err != nil {
		return nil, err
	}
	if d.Salarie.ID == vers.Salarie.ID {
		return nil, memePersonne
	}
	apres := d.Clone()
	apres.Salarie, apres.Contrats, apres.Freins = vers.Salarie, vers.Contrats, vers.Freins
	apres.Ailleurs, apres.AutresOuverts = vers.Ailleurs, vers.AutresOuverts
	apres.Parcours.SalarieID, apres.Parcours.Precedent = vers.Salarie.ID, nil
	c := Contexte{Dossier: apres, Date: d.Parcours.DateBesoin, Qui: qui, Aujourdhui: aujourdhui}
	avertissements := check([]Regle{notPresent}, c)
	if d.Parcours.ClosLe.IsZero() && d.Parcours.Etat.IsOpen() {
		avertissements = append(avertissements, check([]Regle{anotherOpen}, c)...)
	}
	avertissements = append(avertissements, check([]Regle{{Code: trainedElsewhere.Code, Check: staysElsewhere}}, c)...)
	if d.Parcours.Precedent != nil || lies > 0 {
		avertissements = append(avertissements, Constat{Code: linkCut,
			Message: "Ce parcours est lié à un autre parcours de " + d.Salarie.NomComplet() + " : le lien sera coupé, les deux parcours restent."})
	}
	_, err := judge("Ce parcours ne peut pas être déplacé.", nil, nil, avertissements, x.Acquittes)
	return apres, err
}

// staysElsewhere compares the stays of a file with those that its person has in others.
func staysElsewhere(c Contexte) (constats []Constat) {
	for _, p := range c.Dossier.Presences {
		c.Saisie = Saisie{"date_entree": p.DateEntree.String(), "date_fin": p.End().String()}
		constats = append(constats, trainedElsewhere.Check(c)...)
	}
	return constats
}

var _ = declare(
	Objet{"deplacement", "Déplacement", false, internes("id", "siae_id", "objet", "objet_id", "salarie_id", "parcours_id",
		"vers_salarie_id", "vers_parcours_id", "motif", "auteur_id", "cree_le")},
	Acte{"deplacer_suivi", ObjetSuivi.Action(), ObjetSuivi.Champs(), Destination{}},
	Acte{"deplacer_observation", ObjetObservation.Action(), ObjetObservation.Champs(), Destination{}},
	Acte{"deplacer_frein", ObjetFrein.Action(), ObjetFrein.Champs(), Destination{}},
	Acte{"deplacer_parcours", ObjetParcours.Action(), ObjetParcours.Champs(), Destination{}},
)
