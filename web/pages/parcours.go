// Package pages holds the pages, one file per subject. Each takes one struct
// that says all it shows; none asks the program anything.
package pages

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/composants"
)

// Parcours is the page where a CIP lives: one file, whole.
type Parcours struct {
	*parcours.Dossier
	Observations []parcours.Observation
	Noms         map[int64]string
	Offres       []parcours.Offre
	// RefusRectifier says why the last passage cannot be undone; "" when it can.
	RefusRectifier string
	Qui            parcours.Identite
	Aujourdhui     parcours.Date
	Guide          guide.Panneau
	Conseils       []ConseilDecide
	ConseilChoisi  string // the advice that the person came to decide on
	Chrono         Chrono
	Retourne       Retourne
	Cle            string // makes a form that is sent twice count once
	RetourListe    string // the list one came from, with its filters
}

// Chrono is the filter of the timeline, kept in the address.
type Chrono struct{ Genre, Mot string }

// Retourne is a form that came back to be corrected.
type Retourne struct {
	Nom        string // which form
	Formulaire composants.Formulaire
	AAcquitter []parcours.Constat
	Actuel     []parcours.ValeurActuelle // on a conflict: what stands now
}

// form gives a form its values: those typed if it came back, else the file's.
func (p Parcours) form(nom string, defaut url.Values) composants.Formulaire {
	if p.Retourne.Nom == nom {
		f := p.Retourne.Formulaire
		f.Prefixe = nom
		return f
	}
	return composants.Formulaire{Prefixe: nom, Valeurs: defaut}
}

func (p Parcours) isOpen(nom string) bool { return p.Retourne.Nom == nom }

func (p Parcours) can(a parcours.Action) bool { return parcours.IsOpenTo(p.Dossier, p.Qui, a) }

func (p Parcours) url(suite string) string {
	return "/parcours/" + strconv.FormatInt(p.Dossier.Parcours.ID, 10) + suite
}

func (p Parcours) nom(id int64) string {
	if id == p.Qui.UtilisateurID {
		return "vous"
	}
	return p.Noms[id]
}

// signe is the name of « vous », for paper.
func (p Parcours) signe(dit string) string {
	if dit == "vous" {
		return p.Noms[p.Qui.UtilisateurID]
	}
	return ""
}

func (p Parcours) cip() string {
	if p.Salarie.CipID == nil {
		return "aucun"
	}
	return p.nom(*p.Salarie.CipID)
}

// jour turns a civil day into what the components show.
func jour(d parcours.Date) time.Time { return d.Time() }

// etapes draws the way travelled: the five steps of the path, and where an
// attempt stopped.
func (p Parcours) etapes() []composants.Etape {
	chemin := []parcours.Etat{parcours.BesoinIdentifie, parcours.EnFinancement, parcours.EnEntree, parcours.EnDeroulement, parcours.Sorti}
	atteint := p.reached()
	etapes := make([]composants.Etape, len(chemin))
	for i, e := range chemin {
		etape := composants.Etape{Libelle: shortLabel(e), Etat: composants.EtapeAVenir}
		switch {
		case i < atteint:
			etape.Etat = composants.EtapeFaite
		case i == atteint:
			etape.Etat = composants.EtapeCourante
			etape.Detail = since(p.Aujourdhui.DaysSince(p.Dossier.Parcours.EtatDepuis))
		}
		if i == atteint && p.isInterrupted() {
			etape.Etat = composants.EtapeInterrompue
			etape.Detail = p.Dossier.Parcours.Etat.Libelle()
		}
		etapes[i] = etape
	}
	return etapes
}

func shortLabel(e parcours.Etat) string {
	if e == parcours.BesoinIdentifie {
		return "Besoin"
	}
	return e.Libelle()
}

func (p Parcours) isInterrupted() bool {
	switch p.Dossier.Parcours.Etat {
	case parcours.Abandonne, parcours.Repositionnement, parcours.SansSuite:
		return true
	}
	return false
}

// reached is the step of the path where the parcours stands, or stopped.
func (p Parcours) reached() int {
	place := map[parcours.Etat]int{parcours.BesoinIdentifie: 0, parcours.EnFinancement: 1, parcours.EnEntree: 2, parcours.EnDeroulement: 3, parcours.Sorti: 4, parcours.Abandonne: 3}
	if i, ok := place[p.Dossier.Parcours.Etat]; ok {
		return i
	}
	for i := len(p.Passages) - 1; i >= 0; i-- {
		if e, ok := place[p.Passages[i].De]; ok && p.Passages[i].RectifieLe == nil {
			return e
		}
	}
	return 0
}

// essais tells the tries before the current one.
func (p Parcours) essais() string {
	if len(p.Tentatives) < 2 {
		return ""
	}
	var avant []string
	for _, t := range p.Tentatives[:len(p.Tentatives)-1] {
		avant = append(avant, fmt.Sprintf("tentative %d, %s", t.Numero, endOf(t)))
	}
	return fmt.Sprintf("Tentative %d (%s)", p.Dossier.Parcours.Tentative, strings.Join(avant, " ; "))
}

func endOf(t parcours.Tentative) string {
	switch {
	case !t.DateAbandon.IsZero():
		motifs := make([]string, len(t.MotifsAbandon))
		for i, m := range t.MotifsAbandon {
			motifs[i] = strings.ToLower(parcours.MotifsAbandon.Libelle(m))
		}
		// Labels hold commas themselves.
		return "abandon le " + t.DateAbandon.Francais() + " : " + strings.Join(motifs, " · ")
	case !t.DateFin.IsZero():
		return "terminée le " + t.DateFin.Francais()
	case t.DateEntree.IsZero():
		return "sans entrée"
	}
	return "interrompue"
}

// ordered puts first the way on along the path that is possible, or else the
// first way on; the ways out come last.
func (p Parcours) ordered() []parcours.Offre {
	rang := func(o parcours.Offre) int {
		switch {
		case o.Seconde:
			return 2
		case !o.IsPossible():
			return 1
		}
		return 0
	}
	offres := slices.Clone(p.Offres)
	slices.SortStableFunc(offres, func(a, b parcours.Offre) int { return rang(a) - rang(b) })
	return offres
}

// verifs is what the next step rests on: done, missing, to look at.
func verifs(o parcours.Offre) []composants.Verif {
	var vs []composants.Verif
	for _, a := range o.Acquis {
		vs = append(vs, composants.Verif{Etat: composants.VerifFait, Libelle: a})
	}
	for _, b := range o.Bloquants {
		vs = append(vs, composants.Verif{Etat: composants.VerifManque, Libelle: b.Message, URL: b.Lien})
	}
	for _, a := range o.Avertissements {
		vs = append(vs, composants.Verif{Etat: composants.VerifAttention, Libelle: a.Message, URL: a.Lien})
	}
	return vs
}

// avertissements lists what must be acknowledged in the form of an offer: what
// the file says, and what the sent form added.
func (p Parcours) avertissements(o parcours.Offre) []parcours.Constat {
	liste := slices.Clone(o.Avertissements)
	if p.Retourne.Nom == formPassage(o.Code) {
		for _, c := range p.Retourne.AAcquitter {
			if !slices.ContainsFunc(liste, func(x parcours.Constat) bool { return x.Code == c.Code }) {
				liste = append(liste, c)
			}
		}
	}
	return liste
}

func formPassage(code string) string { return "passage-" + code }

// options turns a closed list into the choices of a field.
func options(l parcours.Liste) []composants.Option {
	choix := make([]composants.Option, len(l))
	for i, t := range l {
		choix[i] = composants.Option{Valeur: t.Code, Libelle: t.Libelle}
	}
	return choix
}

func constatOptions(cs []parcours.Constat) []composants.Option {
	choix := make([]composants.Option, len(cs))
	for i, c := range cs {
		choix[i] = composants.Option{Valeur: c.Code, Libelle: c.Message}
		if c.Lignes != "" {
			choix[i].Aide = "guide 2023, l. " + c.Lignes
		}
	}
	return choix
}

// euros writes centimes for an input: "1240,50", "" for an unknown cost.
func euros(centimes int64) string {
	return strings.Replace(fmt.Sprintf("%d,%02d", centimes/100, centimes%100), ",00", "", 1)
}

func nombre(h float64) string {
	if h == 0 {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(h, 'f', -1, 64), ".", ",", 1)
}

func oui(b bool) string {
	if b {
		return "oui"
	}
	return ""
}

// formationValeurs fills the form of the training from the file.
func formationValeurs(f parcours.Formation) url.Values {
	v := url.Values{
		"intitule": {f.Intitule}, "type": {f.Type}, "validation": {f.Validation}, "organisme": {f.Organisme},
		"organisme_contact": {f.OrganismeContact}, "lieu": {f.Lieu}, "lieu_detail": {f.LieuDetail}, "modalite": {f.Modalite},
		"offre": {f.Offre}, "portee": {f.Portee}, "afest": {oui(f.Afest)}, "obligation_employeur": {oui(f.ObligationEmployeur)},
		"code_certification": {f.CodeCertification}, "date_debut_prevue": {f.DateDebutPrevue.String()}, "date_fin_prevue": {f.DateFinPrevue.String()},
		"heures_prevues": {nombre(f.HeuresPrevues)}, "statut": {f.Statut},
	}
	if f.CoutConnu {
		v.Set("cout", euros(f.Cout))
	}
	return v
}

// totals of the plan, in centimes: asked, granted, left to find.
func (p Parcours) totaux() (demande, accorde, reste int64) {
	for _, f := range p.Financements {
		demande += f.MontantDemande
		accorde += f.Accorde()
	}
	return demande, accorde, max(0, p.Courante().Cout-accorde)
}

func (p Parcours) reponseSecurisation(code string) parcours.Securisation {
	for _, s := range p.Securisations {
		if s.Code == code {
			return s
		}
	}
	return parcours.Securisation{}
}

func (p Parcours) securisationValeurs() url.Values {
	v := url.Values{}
	for _, s := range p.Securisations {
		v.Set("reponse_"+s.Code, s.Reponse)
	}
	return v
}

// passageValeurs fills the form of a passage with what is known: today, and the
// day on which the chosen training starts.
func (p Parcours) passageValeurs(o parcours.Offre) url.Values {
	v := url.Values{"date": {p.Aujourdhui.String()}}
	if debut := p.Courante().DateDebutPrevue; o.Code == "planifier_entree" && !debut.Before(p.Aujourdhui) {
		v.Set("date_entree_prevue", debut.String())
	}
	return v
}

func (p Parcours) suiviValeurs() url.Values {
	return url.Values{"date": {p.Aujourdhui.String()}, "avec": {"salarie"}, "canal": {"telephone"}, "absence": {"aucune"}, "prochain_dans": {"14"}}
}

// prochains are the usual distances to the next contact, in days.
var prochains = []composants.Option{
	{Valeur: "", Libelle: "Pas de rappel"}, {Valeur: "2", Libelle: "Dans 2 jours"}, {Valeur: "7", Libelle: "Dans 7 jours"},
	{Valeur: "14", Libelle: "Dans 14 jours"}, {Valeur: "30", Libelle: "Dans 30 jours"}, {Valeur: "date", Libelle: "Le jour indiqué ci-contre"},
}

func since(jours int) string {
	if jours == 0 {
		return "depuis aujourd'hui"
	}
	return "depuis " + composants.FormatDuree(jours)
}
