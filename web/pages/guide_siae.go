package pages

import (
	"cmp"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// GuideSiaePage is what a SIAE made of the guide.
type GuideSiaePage struct {
	Onglets                   []composants.Onglet
	CanModifier               bool
	Contacts, Ajouts, Retires []GuideAjout
	Signalements              []guide.SignalementLu
}

// GuideAjout is an addition, and when it is shown.
type GuideAjout struct {
	guide.AjoutLu
	Etape      string   // its title
	Conditions []string // labels of its criteria
	IsDepasse  bool
}

func (a GuideAjout) url() string { return "/structure/guide/ajouts/" + idString(a.Numero) }

// quand says when the addition is shown.
func (a GuideAjout) quand() string {
	mots := a.Conditions
	c := a.Criteres
	if c.Structure {
		mots = append(mots, "pour la structure")
	}
	if c.Du != "" {
		mots = append(mots, "à partir du "+dateFr(c.Du))
	}
	if c.Au != "" {
		mots = append(mots, "jusqu'au "+dateFr(c.Au))
	}
	return cmp.Or(strings.Join(mots, " · "), "toujours")
}

// trace says who wrote the addition, and who changed it last.
func (a GuideAjout) trace() string {
	s := "ajouté le " + a.CreeLe.Francais() + par(a.Auteur)
	switch {
	case !a.RetireLe.IsZero():
		s += ", retiré le " + a.RetireLe.Francais() + par(a.MajPar)
	case a.Version > 1:
		s += ", modifié le " + a.MajLe.Francais() + par(a.MajPar)
	}
	return s
}

func par(nom string) string {
	return either(nom == "", "", " par "+nom)
}

// titreSignale is the region's, or the id of what it no longer says.
func titreSignale(g guide.SignalementLu) string {
	if g.Regional == nil {
		return g.Item + " (absent de cette édition du guide)"
	}
	return g.Regional.Titre
}

func traceSignale(g guide.SignalementLu) string {
	fait := parcours.GenresSignalement.Libelle(g.Genre)
	if g.Genre == parcours.SignalementPerime {
		fait = "Signalé périmé" // the day is that of the report, not of the text
	}
	return fait + " le " + g.Date.Francais() + par(g.Auteur)
}

// SignalerURL is where an item of the guide is reported, put right or hidden.
func SignalerURL(item string) string { return "/structure/guide/signaler/" + item }

// GuideAjoutPage is the form of an addition.
type GuideAjoutPage struct {
	Titre, Action string
	Form          composants.Formulaire
	Actuel        []parcours.ValeurActuelle
	Etapes        []composants.Option
	Criteres      []CritereForm
	Plus          []CritereForm // rarely asked
	IsContact     bool
	IsNouveau     bool
	Precise       bool // something is filled in the folded part …
	PlusPrecis    bool // … and in the fold inside it
}

// CritereForm is one criterion, as boxes.
type CritereForm struct {
	Nom, Libelle, Aide string
	Liste              parcours.Liste
}

// SignalerPage is what may be said against one item.
type SignalerPage struct {
	Item                    *guide.Item // as the SIAE reads it
	Age                     string
	Retour                  string
	IsMasquable             bool
	Deja                    []guide.SignalementLu // what stands already
	Perime, Corrige, Masque composants.Formulaire
	Ouvert                  string // the prefix of the form that came back
}

// FraicheurPage is what a directeur has to look at again.
type FraicheurPage struct {
	Onglets    []composants.Onglet
	Signales   []guide.SignalementLu
	Depasses   []*guide.Item
	Anciens    []AncienGroupe
	Total      int // of Anciens
	Aujourdhui parcours.Date
}

// AncienGroupe is the old texts of one edition and one étape.
type AncienGroupe struct {
	Edition, Titre string
	Items          []*guide.Item
}

// TerritoirePage is the diagnostic of the territory.
type TerritoirePage struct {
	Onglets      []composants.Onglet
	CanModifier  bool
	Departement  string
	IsHorsRegion bool
	Zones        []composants.Option
	MesZones     []string
	FormZones    composants.Formulaire
	OuvertZones  bool
	Rubriques    []RubriqueTerritoire
}

// RubriqueTerritoire is what the guide says under a rubrique, and what the SIAE notes.
type RubriqueTerritoire struct {
	Code, Titre string
	Conseils    []guide.Recommandation
	Texte       string
	Auteur      string
	MajLe       parcours.Date
	Form        composants.Formulaire
	Ouvert      bool
}

// fraicheurURL is where a directeur mends an item, and comes back.
func fraicheurURL(item string) string { return SignalerURL(item) + "?retour=/structure/fraicheur" }

// signalerLibelle: a SIAE changes its own texts, and reports those of the region.
func signalerLibelle(it *guide.Item) string { return either(it.Local, "Modifier", "Signaler") }

// signaler leads to where the text is reported, and back to this page.
func signaler(it *guide.Item, retour string) composants.LienSignaler {
	return composants.LienSignaler{Libelle: signalerLibelle(it), Precis: it.NomContact(), URL: WithRetour(SignalerURL(it.ID), retour)}
}

// dateFr writes a date of the guide's files as people read it.
func dateFr(iso string) string {
	d, err := parcours.ParseDate(iso)
	if err != nil {
		return iso
	}
	return d.Francais()
}

// raisonsDeLieu drops the reason that every item of the page shares.
func raisonsDeLieu(r guide.Recommandation) []string {
	return slices.DeleteFunc(slices.Clone(r.Pourquoi), func(p string) bool { return p == "pour votre structure" })
}
