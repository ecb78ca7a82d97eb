package site

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/export"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/salaries", parcours.ActionReadSalarie, (*Site).showListeSalaries),
	get("/salaries.xlsx", parcours.ActionReadSalarie, (*Site).exportSalaries),
)

const parPageSalaries = 50

// Values of the filter « suivi »; anything else is the id of a CIP. Without the
// parameter a CIP sees their own salariés, a directeur everybody.
const (
	suiviTous  = "tous"
	suiviAucun = "aucun"
	suiviMoi   = "moi"
)

// contratTous is the value of the filter « contrat » that leaves nobody out.
// Without the parameter, those whose contract is over are.
const contratTous = "tous"

func (c *Request) filtreSalaries() (app.FiltreSalaries, string) {
	f := app.FiltreSalaries{Q: c.Recherche(), ParPage: parPageSalaries}
	suivi := c.Query("suivi")
	if suivi == "" {
		suivi = suiviTous
		if c.Qui.Role == parcours.Cip {
			suivi = suiviMoi
		}
	}
	switch suivi {
	case suiviTous:
	case suiviMoi:
		f.CipID = app.Miens
	case suiviAucun:
		f.SansCip = true
	default:
		f.CipID, _ = strconv.ParseInt(suivi, 10, 64)
	}
	switch etat := c.Query("etat"); {
	case etat == "aucun":
		f.SansParcours = true
	case parcours.Etat(etat).Libelle() != etat:
		f.Etat = parcours.Etat(etat)
	}
	switch contrat := c.Query("contrat"); {
	case contrat == app.ContratTermine, contrat == app.DossierRetire:
		f.Contrat = contrat
	case contrat == contratTous || contrat == "" && f.Q != "": // whoever searches a name knows that the person is there
	default:
		f.Contrat = app.ContratPresent
	}
	f.Tri, f.Desc = c.tri("nom")
	return f, suivi
}

// showListeSalaries lists people; filters, order and page stay in the address.
func (s *Site) showListeSalaries(c *Request) error {
	f, suivi := c.filtreSalaries()
	page, err := s.listSalaries(c, f)
	if err != nil {
		return err
	}
	adresse := composants.Adresse{Chemin: "/salaries", Requete: c.Filtres()}
	l := pages.SalarieListePage{
		Page: page, Adresse: adresse, Aujourdhui: c.Aujourdhui(),
		Tri:      composants.Tri{Champ: f.Tri, Inverse: f.Desc, Adresse: adresse},
		Filtres:  composants.Formulaire{Valeurs: url.Values{"q": {f.Q}}},
		CanCreer: c.Can(parcours.ActionCreateSalarie), CanImport: c.Can(parcours.ActionImport),
		Etats:    adresse.Puces("etat", c.Query("etat"), nil, choixEtat...),
		Contrats: adresse.Puces("contrat", cmp.Or(f.Contrat, contratTous), nil, choixContrat...),
	}
	if l.Suivis, err = s.pucesSuivi(c, adresse, suivi); err != nil {
		return err
	}
	if page.Total == 0 {
		tous, err := s.app.ListSalaries(c.Ctx(), c.Qui, app.FiltreSalaries{ParPage: 1})
		if err != nil {
			return err
		}
		l.IsVide = tous.Total == 0
	}
	if page.Total == 0 && f.Q != "" { // followed by a colleague, perhaps: not to be added twice
		ailleurs, err := s.app.ListSalaries(c.Ctx(), c.Qui, app.FiltreSalaries{Q: f.Q, ParPage: 1})
		if err != nil {
			return err
		}
		partout := composants.Adresse{Chemin: "/salaries"}
		l.Ailleurs, l.AilleursURL = ailleurs.Total, partout.With(
			"suivi", suiviTous, "contrat", contratTous, pages.ChampScelle, adresse.Requete.Get(pages.ChampScelle))
	}
	return c.Page(http.StatusOK, "Salariés", pages.SalariesListe(l))
}

// listed lists the page of the address, or the last one that there is.
func listed[P interface {
	Last() (page int, beyond bool)
}](c *Request, list func(page int) (P, error)) (P, error) {
	p, err := list(c.pageAsked())
	if err != nil {
		return p, err
	}
	if derniere, beyond := p.Last(); beyond {
		return list(derniere)
	}
	return p, nil
}

// sheets draws where one is in a list, and the way to its other pages.
func sheets[L any](p *parcours.Page[L], un, plusieurs string, adresse composants.Adresse) composants.PaginationProps {
	return composants.PaginationProps{Page: p.Page, ParPage: p.ParPage, Total: p.Total, Un: un, Plusieurs: plusieurs, Adresse: adresse}
}

func (s *Site) listSalaries(c *Request, f app.FiltreSalaries) (*app.PageSalaries, error) {
	return listed(c, func(page int) (*app.PageSalaries, error) {
		f.Page = page
		return s.app.ListSalaries(c.Ctx(), c.Qui, f)
	})
}

// tri is the order of the address, and whether it is reversed.
func (c *Request) tri(usuel string) (champ string, desc bool) {
	return strings.CutPrefix(cmp.Or(c.Query("tri"), usuel), "-")
}

// pageAsked is the page of the address, bounded: an offset could grow for ever.
func (c *Request) pageAsked() int {
	n, _ := strconv.Atoi(c.Query("page"))
	return min(max(n, 1), 100_000)
}

// pucesSuivi offers whose salariés to see.
func (s *Site) pucesSuivi(c *Request, a composants.Adresse, suivi string) ([]composants.Puce, error) {
	cips, _, err := s.listCollegues(c)
	choix := []composants.Option{{Valeur: suiviTous, Libelle: "Tous"}, {Valeur: suiviAucun, Libelle: "Sans CIP"}}
	if c.Qui.Role == parcours.Cip {
		choix = slices.Insert(choix, 0, composants.Option{Valeur: suiviMoi, Libelle: "Moi"})
	}
	for _, o := range cips {
		if o.Valeur != itoa(c.Qui.UtilisateurID) {
			choix = append(choix, o)
		}
	}
	return a.Puces("suivi", suivi, nil, choix...), err
}

// choixContrat are who is there, and who left; choixEtat the states of the parcours of the moment.
var (
	choixContrat = []composants.Option{
		{Valeur: app.ContratPresent, Libelle: "Présents"}, {Valeur: app.ContratTermine, Libelle: "Contrat terminé"},
		{Valeur: contratTous, Libelle: "Tous"}, {Valeur: app.DossierRetire, Libelle: "Dossiers retirés"},
	}
	choixEtat = append([]composants.Option{{Libelle: "Tous"}, {Valeur: "aucun", Libelle: "Sans parcours"}},
		pages.Options(parcours.ListeEtats())...)
)

// exportSalaries writes the same people as the list, all pages, as a workbook.
func (s *Site) exportSalaries(c *Request) error {
	f, _ := c.filtreSalaries()
	feuille := export.Feuille{Nom: "Salariés", Colonnes: slices.Concat(
		columns(export.Texte, "Nom", "Prénom", "Métier", "Téléphone", "E-mail", "CIP", "Type de contrat"),
		columns(export.Jour, "Début du contrat", "Fin du contrat", "Fin du PASS IAE"),
		columns(export.Texte, "Parcours", "État"), columns(export.Jour, "Depuis le", "Dernier suivi"),
	)}
	gens, err := s.app.ExportSalaries(c.Ctx(), c.Qui, f)
	if err != nil {
		return err
	}
	for _, x := range gens {
		etat := ""
		if x.Etat != "" {
			etat = x.Etat.Libelle()
		}
		feuille.Lignes = append(feuille.Lignes, []any{
			x.Nom, x.Prenom, x.Metier, x.Telephone, x.Email, x.CipNom, parcours.TypesContrat.Libelle(x.TypeContrat),
			x.DateDebutContrat, x.DateFinContrat, x.DateFinPass, x.Intitule, etat, x.EtatDepuis, x.DernierSuivi,
		})
	}
	return c.Download("salaries-"+c.Aujourdhui().String()+".xlsx", feuille)
}

// columns are several columns of one kind.
func columns(genre export.Genre, titres ...string) []export.Colonne {
	cs := make([]export.Colonne, len(titres))
	for i, t := range titres {
		cs[i] = export.Colonne{Titre: t, Genre: genre}
	}
	return cs
}

// Download answers sheets as a workbook to keep.
func (c *Request) Download(nom string, feuilles ...export.Feuille) error {
	c.Header("Content-Type", export.TypeXLSX)
	c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="%s"`, nom))
	return export.WriteClasseur(c.Writer, feuilles...)
}
