package parcours

import (
	"slices"
	"strings"
	"time"
)

// Besoin is what one must say to identify a need.
type Besoin struct {
	Origine, Intitule, Description string
	Date                           Date
	Freins                         []string
	// Acquittes are the codes of the warnings that the person has read.
	Acquittes []string
	Precedent *int64
}

// ChampsBesoin is what a need is made of.
var ChampsBesoin = Champs{
	{Code: "origine", Libelle: "D'où vient le besoin ?", Mot: "origine", Genre: GenreChoix, Liste: Origines,
		Requis: true, Absent: "Indiquez d'où vient le besoin.",
		Aide: "Les huit origines du guide 2023, l. 92-99.", Choisir: choisir},
	{Code: "intitule", Libelle: "Projet", Genre: GenreTexte, Max: 160,
		Requis: true, Absent: "Indiquez le projet en quelques mots, par exemple « Agent de propreté ».",
		Aide: "En quelques mots, par exemple « Agent de propreté et d'hygiène »."},
	{Code: "description", Libelle: "Précisions", Genre: GenreNote,
		Aide: "Ce que la personne veut, ce que l'encadrant observe. Des faits neutres, pas de détail de santé."},
	{Code: "date", Libelle: "Date du besoin", Genre: GenreDate, Passe: true, Aujourdhui: true,
		Requis: true, Absent: "Indiquez la date du besoin."},
	{Code: "freins", Libelle: "Freins à lever", Genre: GenreMulti, Liste: Freins,
		Aide: "Ceux que l'on connaît aujourd'hui ; d'autres pourront être notés plus tard."},
}

// Validate checks a need as it was typed.
func (b Besoin) Validate(aujourdhui Date) error { return ChampsBesoin.Validate(b, aujourdhui) }

// Identify creates a parcours from a need. The Dossier holds the person and the
// SIAE; the result is a copy with its parcours, first try and first passage.
func Identify(d *Dossier, b Besoin, qui Identite, aujourdhui Date, maintenant time.Time) (*Dossier, error) {
	t, _ := FindTransition(IdentifierBesoin)
	if err := qui.Require(t.Action); err != nil {
		return nil, err
	}
	if qui.Role == Encadrant && b.Origine != OrigineEncadrant {
		return nil, &Erreur{Code: Interdit, Champ: "origine", Message: "" +
			"Un encadrant signale un besoin à partir de ce qu'il observe : choisissez l'origine « Observation de l'encadrant technique »."}
	}
	if err := CheckGel(d.Salarie); err != nil {
		return nil, err
	}
	c := Contexte{Dossier: d, Saisie: Saisie{}, Date: b.Date, Qui: qui, Aujourdhui: aujourdhui}
	lus, err := judge("Le besoin ne peut pas être enregistré.", ErreursOf(b.Validate(aujourdhui)),
		check(t.Blocages, c), check(t.Avertissements, c), b.Acquittes)
	if err != nil {
		return nil, err
	}
	return b.open(d, qui, maintenant, Passage{
		Transition: t.Code, Vers: t.Vers, Date: b.Date, Champs: Saisie{"origine": b.Origine}, Avertissements: lus}), nil
}

// open makes the parcours of a need on a copy of the file, with its first try and
// the passage that creates it.
func (b Besoin) open(d *Dossier, qui Identite, maintenant time.Time, p Passage) *Dossier {
	apres := d.Clone()
	apres.Parcours = Parcours{
		SiaeID: qui.SiaeID, SalarieID: d.Salarie.ID, Etat: p.Vers, EtatDepuis: p.Date, Version: 1, Tentative: 1,
		Intitule: strings.TrimSpace(b.Intitule), Origine: b.Origine, Description: strings.TrimSpace(b.Description),
		DateBesoin: b.Date, Precedent: b.Precedent, CreeLe: maintenant, CreePar: qui.UtilisateurID,
	}
	apres.Tentatives = []Tentative{{SiaeID: qui.SiaeID, Numero: 1}}
	p.SiaeID, p.Tentative, p.AuteurID, p.CreeLe = qui.SiaeID, 1, qui.UtilisateurID, maintenant
	apres.Passages = []Passage{p}
	return apres
}

// CheckPrecedent refuses to link a need to a parcours that it cannot follow: a
// new need comes after a training of the same person that went to its term, even if
// that parcours went on to another try.
func CheckPrecedent(precedent Parcours, presences []Presence, salarieID int64) error {
	switch {
	case precedent.SalarieID != salarieID:
		return invalid("precedent_id", "Ce parcours n'est pas de cette personne. "+
			"Identifiez ce besoin sans ce lien, ou depuis un de ses parcours terminés.")
	case !slices.ContainsFunc(presences, Presence.IsCompleted):
		return invalid("precedent_id", "Ce parcours n'est pas terminé : "+
			"on ne fait suite qu'à une formation allée à son terme. Identifiez ce besoin sans ce lien.")
	}
	return nil
}

var _ = declare(
	Objet{"parcours", "Parcours", false, slices.Concat(Champs{
		{Code: "etat", Libelle: "État", Genre: GenreChoix, Liste: ListeEtats(), Requis: true},
		{Code: "etat_depuis", Libelle: "Dans cet état depuis", Genre: GenreDate},
		{Code: "tentative", Libelle: "Tentative", Genre: GenreEntier, Requis: true},
	}, ChampsBesoin.Only("intitule", "origine", "description"), Champs{
		{Code: "date_besoin", Libelle: "Besoin exprimé le", Genre: GenreDate},
		{Code: "precedent_id", Colonne: "precedent", Libelle: "Parcours précédent", Genre: GenreEntier},
		{Code: "clos_le", Libelle: "Clos le", Genre: GenreDate},
		{Code: "motif_cloture", Libelle: "Motif de clôture", Genre: GenreChoix, Liste: MotifsCloture},
	}, ChampsContraintes, Champs{champRetire}, internes("id", "siae_id", "salarie_id", "version", "cree_le", "cree_par"))},
	Acte{"identifier_besoin", ActionIdentifyBesoin, ChampsBesoin, Besoin{}},
)
