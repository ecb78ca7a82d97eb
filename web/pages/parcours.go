// Package pages holds the pages, one file per subject. Each takes one struct
// that says all it shows; none asks the program anything.
package pages

import (
	"fmt"
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

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

func (p Parcours) post(suite string) templ.SafeURL { return templ.SafeURL(p.url(suite)) }

func (p Parcours) nom(id int64) string {
	if id == p.Qui.UtilisateurID {
		return "vous"
	}
	return p.Noms[id]
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
			etape.Detail = "depuis " + composants.FormatDuree(p.Aujourdhui.DaysSince(p.Dossier.Parcours.EtatDepuis))
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
		avant = append(avant, fmt.Sprintf("tentative %d : %s", t.Numero, endOf(t)))
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
		return "abandon, " + strings.Join(motifs, ", ") + ", le " + t.DateAbandon.Francais()
	case !t.DateFin.IsZero():
		return "terminée le " + t.DateFin.Francais()
	case t.DateEntree.IsZero():
		return "sans entrée"
	}
	return "interrompue"
}

// principale is the offer that goes on along the path.
func (p Parcours) principale() int {
	for i, o := range p.Offres {
		if !o.Seconde && o.IsPossible() {
			return i
		}
	}
	for i, o := range p.Offres {
		if !o.Seconde {
			return i
		}
	}
	return -1
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

func (p Parcours) suiviValeurs() url.Values {
	return url.Values{"date": {p.Aujourdhui.String()}, "avec": {"salarie"}, "canal": {"telephone"}, "absence": {"aucune"}, "prochain_dans": {"14"}}
}

// prochains are the usual distances to the next contact, in days.
var prochains = []composants.Option{
	{Valeur: "", Libelle: "Pas de rappel"}, {Valeur: "2", Libelle: "Dans 2 jours"}, {Valeur: "7", Libelle: "Dans 7 jours"},
	{Valeur: "14", Libelle: "Dans 14 jours"}, {Valeur: "30", Libelle: "Dans 30 jours"}, {Valeur: "date", Libelle: "Le jour indiqué ci-contre"},
}

// genresChrono are the kinds of events of the timeline.
var genresChrono = []composants.Option{
	{Valeur: "", Libelle: "Tout"}, {Valeur: "suivi", Libelle: "Suivis"}, {Valeur: "passage", Libelle: "Passages"},
	{Valeur: "observation", Libelle: "Observations"}, {Valeur: "impact", Libelle: "Impacts"},
}

// evenements is the one timeline: follow-ups, passages, observations, impacts,
// the newest first, filtered.
func (p Parcours) evenements() []composants.Evenement {
	var evs []composants.Evenement
	for _, s := range p.Suivis {
		evs = append(evs, p.suiviEvent(s))
	}
	for _, g := range p.Passages {
		evs = append(evs, p.passageEvent(g))
	}
	for _, o := range p.Observations {
		evs = append(evs, composants.Evenement{
			ID: fmt.Sprintf("observation-%d", o.ID), Genre: "observation", Date: jour(o.Date), Auteur: p.nom(o.AuteurID), Texte: o.Texte,
			Titre: "Observation · " + parcours.ThemesObservation.Libelle(o.Theme) + " · " + parcours.NiveauxObservation.Libelle(o.Niveau),
		})
	}
	for _, i := range p.Impacts {
		effets := make([]string, len(i.Effets))
		for k, e := range i.Effets {
			effets[k] = parcours.Impacts.Libelle(e)
		}
		evs = append(evs, composants.Evenement{ID: fmt.Sprintf("impact-%d", i.ID), Genre: "impact", Date: jour(i.Date), Auteur: p.nom(i.AuteurID),
			Titre: "Impact · " + echeance(i.Echeance), Texte: i.Texte, Details: effets})
	}
	sort.SliceStable(evs, func(i, j int) bool { return evs[i].Date.After(evs[j].Date) })
	return slices.DeleteFunc(evs, func(e composants.Evenement) bool { return !p.Chrono.keeps(e) })
}

func (c Chrono) keeps(e composants.Evenement) bool {
	if c.Genre != "" && e.Genre != c.Genre {
		return false
	}
	texte := parcours.Fold(e.Titre + " " + e.Texte + " " + strings.Join(e.Details, " ") + " " + e.Auteur)
	for _, mot := range strings.Fields(parcours.Fold(c.Mot)) {
		if !strings.Contains(texte, mot) {
			return false
		}
	}
	return true
}

func (p Parcours) suiviEvent(s parcours.Suivi) composants.Evenement {
	e := composants.Evenement{
		ID: fmt.Sprintf("suivi-%d", s.ID), Genre: "suivi", Date: jour(s.Date), Auteur: p.nom(s.AuteurID), Texte: s.Texte,
		Titre: "Suivi · " + parcours.Canaux.Libelle(s.Canal) + " · " + parcours.Interlocuteurs.Libelle(s.Avec),
	}
	if s.Difficulte {
		e.Details = append(e.Details, "Difficulté signalée")
	}
	if s.Absence != "" && s.Absence != "aucune" {
		e.Details = append(e.Details, "Absence "+strings.ToLower(parcours.Absences.Libelle(s.Absence)))
	}
	if !s.DateProchain.IsZero() && !s.ProchainSolde {
		e.Details = append(e.Details, "Prochain contact le "+s.DateProchain.Francais())
	}
	return e
}

func (p Parcours) passageEvent(g parcours.Passage) composants.Evenement {
	e := composants.Evenement{
		ID: fmt.Sprintf("passage-%d", g.ID), Genre: "passage", Date: jour(g.Date), Auteur: p.nom(g.AuteurID), Texte: g.Commentaire,
		Titre: "Passage · " + parcours.LibelleTransition(g.Transition) + " → " + g.Vers.Libelle(),
	}
	e.Details = passageDetails(g)
	if n := len(g.Avertissements); n > 0 {
		e.Details = append(e.Details, composants.Pluriel(n, "avertissement acquitté", "avertissements acquittés"))
	}
	if g.RectifieLe != nil && g.Transition != parcours.Rectifier {
		e.Details = append(e.Details, "Annulé ensuite")
	}
	return e
}

// passageDetails reads the fields of a passage with the labels of its row.
func passageDetails(g parcours.Passage) []string {
	t, ok := parcours.FindTransition(g.Transition)
	if !ok {
		return nil
	}
	var details []string
	for _, c := range t.Champs {
		v := g.Champs[c.Code]
		if v == "" || strings.HasPrefix(c.Code, "controle_") {
			continue
		}
		details = append(details, c.Libelle+" : "+readable(c, v))
	}
	return details
}

func readable(c parcours.Champ, v string) string {
	switch c.Genre {
	case parcours.GenreDate:
		if d, err := parcours.ParseDate(v); err == nil {
			return d.Francais()
		}
	case parcours.GenreChoix:
		return c.Liste.Libelle(v)
	case parcours.GenreMulti:
		var mots []string
		for _, code := range (parcours.Saisie{"v": v}).Liste("v") {
			mots = append(mots, c.Liste.Libelle(code))
		}
		return strings.Join(mots, ", ")
	}
	return v
}

func echeance(mois int) string {
	if mois == 0 {
		return "autre date"
	}
	return fmt.Sprintf("à %d mois", mois)
}

// echeancesOptions are the due dates of the impact of the current try.
func (p Parcours) echeancesOptions() []composants.Option {
	var choix []composants.Option
	for _, m := range parcours.Echeances {
		choix = append(choix, composants.Option{Valeur: strconv.Itoa(m), Libelle: fmt.Sprintf("À %d mois (%s)", m, p.Courante().DateFin.AddMonths(m).Francais())})
	}
	return append(choix, composants.Option{Valeur: "0", Libelle: "Autre date"})
}

// reco turns an advice of the guide into what the component shows.
func reco(r guide.Recommandation, numero int) composants.RecommandationProps {
	props := composants.RecommandationProps{
		Numero: numero, Titre: r.Titre, Type: r.TypeLibelle(), Texte: r.Texte,
		Pourquoi: r.Pourquoi, Source: r.Source(), Mention: r.Reserve,
	}
	if numero > 0 { // an item may stand in several folds, and has one anchor
		props.ID = "conseil-" + r.ID
	}
	if r.Type == guide.TypeConseil {
		props.Type = ""
	}
	for _, it := range r.Contacts {
		props.Contacts = append(props.Contacts, contact(it))
	}
	for _, l := range r.Liens {
		props.Liens = append(props.Liens, composants.LienGuide{Libelle: l.Libelle, URL: l.URL})
	}
	return props
}

func contact(it *guide.Item) composants.ContactProps {
	if it.Contact == nil {
		return composants.ContactProps{Nom: it.Titre}
	}
	c := it.Contact
	props := composants.ContactProps{Nom: c.Nom, Role: joinNonEmpty(", ", c.Fonction, c.Organisme, c.Territoire), Courriel: c.Mel, Mention: c.Mention()}
	if props.Nom == "" {
		props.Nom = it.Titre
	}
	if len(c.Tel) > 0 {
		props.Telephone = c.Tel[0]
	}
	return props
}

// rubriques are the folded parts of the guide's panel, in the order of use.
func (p Parcours) rubriques() []rubrique {
	rs := []rubrique{
		{"controles", "À vérifier", p.Guide.Controles}, {"pratiques", "Bonnes pratiques", p.Guide.BonnesPratiques},
		{"appeler", "Qui appeler", p.Guide.Appeler}, {"enjeux", "Enjeux", p.Guide.Enjeux}, {"acteurs", "Qui peut aider", p.Guide.Acteurs},
	}
	for _, g := range p.Guide.Reste {
		rs = append(rs, rubrique{g.Etape.ID, g.Etape.Titre, g.Avis})
	}
	return slices.DeleteFunc(rs, func(r rubrique) bool { return len(r.avis) == 0 })
}

type rubrique struct {
	id, titre string
	avis      []guide.Recommandation
}

// solutionsOf are the guide's answers to one frein, for this territory.
func (p Parcours) solutionsOf(code string) []guide.Recommandation {
	for _, f := range p.Guide.Freins {
		if f.Code == code {
			return f.Solutions
		}
	}
	return nil
}

func joinNonEmpty(sep string, mots ...string) string {
	return strings.Join(slices.DeleteFunc(mots, func(m string) bool { return m == "" }), sep)
}
