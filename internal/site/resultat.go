package site

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parcours.example/internal/export"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/rapports/resultats", parcours.ActionReadResultats, (*Site).showResultats),
	get("/rapports/resultats.xlsx", parcours.ActionReadResultats, (*Site).exportResultats),
	get("/rapports/resultats/dossiers", parcours.ActionReadResultats, (*Site).showDossiersResultats),
)

const resultatsURL = "/rapports/resultats"

// periodeResultats is the period that the address asks for.
type periodeResultats struct {
	debut, fin parcours.Date
	options    parcours.OptionsRapport
	requete    url.Values // the same, for links
	form       *Form
}

// readPeriode reads the period of the address; without one, this year so far.
func readPeriode(c *Request) periodeResultats {
	jour := c.Aujourdhui()
	p := periodeResultats{form: NewFormulaire("periode"), requete: url.Values{}}
	p.options.Obligations = c.Query("obligations") == parcours.Oui
	if p.options.Obligations {
		p.requete.Set("obligations", "oui")
	}
	debut, fin := c.Query("debut"), c.Query("fin")
	if debut == "" && fin == "" {
		debut, fin = parcours.NewDate(jour.Year(), 1, 1).String(), jour.String()
	} else {
		p.requete.Set("debut", debut)
		p.requete.Set("fin", fin)
	}
	p.form.Set("debut", debut).Set("fin", fin)
	p.debut, p.fin = p.form.Date("debut"), p.form.Date("fin")
	return p
}

// raccourcis are the periods asked for most often.
func (p periodeResultats) raccourcis(jour parcours.Date) []composants.Puce {
	annee := func(n int) parcours.Date { return parcours.NewDate(n, 1, 1) }
	puce := func(libelle string, debut, fin parcours.Date) composants.Puce {
		a := composants.Adresse{Chemin: resultatsURL, Requete: p.requete}
		return composants.Puce{
			Libelle: libelle, URL: a.With("debut", debut.String(), "fin", fin.String()),
			Active: p.debut == debut && p.fin == fin,
		}
	}
	return []composants.Puce{
		puce("Cette année", annee(jour.Year()), jour),
		puce("Année précédente", annee(jour.Year()-1), annee(jour.Year()).AddDays(-1)),
		puce("12 derniers mois", jour.AddMonths(-12).AddDays(1), jour),
	}
}

// showResultats is the directeur's report.
func (s *Site) showResultats(c *Request) error {
	p := readPeriode(c)
	jour := c.Aujourdhui()
	page := pages.ResultatsPage{Requete: p.requete, Raccourcis: p.raccourcis(jour), Aujourdhui: jour}
	err := p.form.Err()
	if err == nil {
		page.Rapport, err = s.app.ReportResultats(c.Ctx(), c.Qui, p.debut, p.fin, p.options)
	}
	if err := p.form.Refuse(err); err != nil {
		return err
	}
	page.Periode = p.form.Formulaire
	if page.Decisions, err = s.listDecisions(c); err != nil {
		return err
	}
	return c.Page(p.form.Status(), "Résultats", pages.Resultats(page))
}

// showDossiersResultats lists the files behind a figure, or one line of its breakdown.
func (s *Site) showDossiersResultats(c *Request) error {
	p := readPeriode(c)
	if err := p.form.Err(); err != nil {
		return err
	}
	indicateur := cmp.Or(c.Query("indicateur"), "entrees")
	d, err := s.app.ListDossiers(c.Ctx(), c.Qui, p.debut, p.fin, p.options, indicateur, c.Query("part"))
	if err != nil {
		return err
	}
	page := pages.DossiersResultatsPage{
		DossiersFigure: *d, Debut: p.debut, Fin: p.fin, Adresse: c.Adresse(),
		RetourURL: composants.Adresse{Chemin: resultatsURL, Requete: p.requete}.With(),
	}
	return c.Page(http.StatusOK, page.Titre(), pages.DossiersResultats(page))
}

// exportResultats writes the indicators, and the files that they rest on, as a workbook.
func (s *Site) exportResultats(c *Request) error {
	p := readPeriode(c)
	if err := p.form.Err(); err != nil {
		return err
	}
	r, err := s.app.ReportResultats(c.Ctx(), c.Qui, p.debut, p.fin, p.options)
	if err != nil {
		return err
	}
	lignes, err := s.app.ListFormations(c.Ctx(), c.Qui, p.debut, p.fin, p.options)
	if err != nil {
		return err
	}
	nom := fmt.Sprintf("resultats-%s-%s.xlsx", p.debut, p.fin)
	return c.Download(nom, feuilleIndicateurs(r, c.Moi.Siae.Nom), feuilleFormations(lignes))
}

// feuilleIndicateurs holds one row per figure, then one per line of its
// breakdown. What is not known is an empty cell, never 0.
func feuilleIndicateurs(r *parcours.Rapport, siae string) export.Feuille {
	f := export.Feuille{Nom: "Indicateurs", Colonnes: slices.Concat(
		[]export.Colonne{{Titre: "Indicateur", Largeur: 42}, {Titre: "Détail", Largeur: 34}},
		columns(export.Nombre, "Numérateur", "Dénominateur", "Valeur"), columns(export.Texte, "Unité", "Durées connues"),
		[]export.Colonne{{Titre: "Définition", Largeur: 60}, {Titre: "Source", Largeur: 34}},
	)}
	obligations := "non comptées"
	if r.Options.Obligations {
		obligations = "comptées"
	}
	f.Lignes = [][]any{
		{"Structure", siae}, {"Période", "Du " + r.Debut.Francais() + " au " + r.Fin.Francais()},
		{"Établi le", r.EtabliLe.Francais()}, {"Formations obligatoires", obligations}, {"Dossiers gelés", "non comptés"},
	}
	for _, i := range r.Indicateurs {
		detail, connues := "", ""
		if i.NonDetaille {
			detail = fmt.Sprintf("Moins de %d personnes : non détaillé", parcours.SeuilDetail)
		}
		if k := i.Completude; k != nil {
			connues = fmt.Sprintf("%d sur %d", k.Connus, k.Attendus)
		}
		valeur, unite := valeurCellule(i.Unite, i.Valeur), unites[i.Unite]
		f.Lignes = append(f.Lignes, []any{
			i.Libelle, detail, i.Numerateur, i.Denominateur, valeur, unite, connues, i.Definition, i.Source,
		})
		for _, p := range i.Ventilation {
			valeur = valeurCellule(i.Unite, p.Valeur)
			f.Lignes = append(f.Lignes, []any{i.Libelle, p.Libelle, p.Numerateur, p.Denominateur, valeur, unite})
		}
	}
	return f
}

var unites = map[parcours.Unite]string{
	parcours.UniteNombre: "nombre", parcours.UnitePourcent: "%", parcours.UniteHeures: "heures",
	parcours.UniteEuros: "€", parcours.UniteJours: "jours",
}

// valeurCellule writes a share as a percentage: the unit stands in its column.
func valeurCellule(u parcours.Unite, v *float64) any {
	if v == nil {
		return nil
	}
	if u == parcours.UnitePourcent {
		return float64(int64(*v*1000+0.5)) / 10
	}
	return *v
}

// feuilleFormations holds one row per real entry of the period or per training
// that ended in it: enough to find the file, no more about the person.
func feuilleFormations(lignes []parcours.LigneFormation) export.Feuille {
	f := export.Feuille{Nom: "Parcours", Colonnes: slices.Concat(
		columns(export.Entier, "Parcours n°"), columns(export.Texte, "Nom", "Prénom"), columns(export.Entier, "Tentative"),
		[]export.Colonne{{Titre: "Formation", Largeur: 36}, {Titre: "Type", Largeur: 30}, {Titre: "Organisme"}},
		columns(export.Jour, "Besoin", "Entrée", "Fin", "Abandon"),
		columns(export.Nombre, "Heures prévues", "Heures réalisées"),
		[]export.Colonne{
			{Titre: "Évaluation"}, {Titre: "Situation à la sortie", Largeur: 32}, {Titre: "Motifs d'abandon", Largeur: 40},
		},
	)}
	for _, l := range lignes {
		f.Lignes = append(f.Lignes, []any{
			l.ParcoursID, l.Nom, l.Prenom, l.Tentative, l.Intitule, parcours.TypesFormation.Libelle(l.Type),
			l.Organisme, l.DateBesoin, l.DateEntree, l.DateFin, l.DateAbandon, l.HeuresPrevues, l.Heures,
			parcours.Evaluations.Libelle(l.Evaluation), parcours.Situations.Libelle(l.Situation),
			joinLibelles(parcours.MotifsAbandon, l.Motifs, " ; "),
		})
	}
	return f
}

// joinLibelles says what codes of a list stand for.
func joinLibelles(l parcours.Liste, codes []string, entre string) string {
	libelles := make([]string, len(codes))
	for i, code := range codes {
		libelles[i] = l.Libelle(code)
	}
	return strings.Join(libelles, entre)
}

// listDecisions lists what waits for this person's word: nothing, for most.
func (s *Site) listDecisions(c *Request) ([]parcours.Decision, error) {
	if !c.Can(parcours.ActionAgreeFondsPropre) {
		return nil, nil
	}
	return s.app.ListDecisions(c.Ctx(), c.Qui)
}
