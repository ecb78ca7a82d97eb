package site

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"

	"parcours.example/internal/app"
	"parcours.example/internal/export"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/importations/nouvelle", parcours.ActionImport, (*Site).showImport),
	post("/importations", parcours.ActionImport, (*Site).previewImport).upTo(corpsImport),
	get("/importations/:id", parcours.ActionImport, (*Site).showImportEtape),
	post("/importations/:id/colonnes", parcours.ActionImport, (*Site).matchColumns),
	post("/importations/:id/validation", parcours.ActionImport, (*Site).validateImport),
	get("/importations/:id/rapport.xlsx", parcours.ActionImport, (*Site).downloadRapport),
)

const (
	// A file somewhat too big is told so beside its field; one that is huge is
	// cut short.
	corpsImport    = 32 << 20
	parPageVerdict = 50
	fichiersEnVue  = 20
)

func importURL(id int64) string { return "/importations/" + strconv.FormatInt(id, 10) }

// showImport is the first step: choose a file.
func (s *Site) showImport(c *Request) error {
	return s.showImportForm(c, NewFormulaire("import"), nil)
}

func (s *Site) showImportForm(c *Request, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	is, err := s.app.ListImports(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.ImportNouveauPage{Form: f.Formulaire}
	p.Total = len(is)
	for _, i := range is[:min(len(is), fichiersEnVue)] {
		detail := "envoyé le " + composants.FormatDateCourte(i.CreeLe) + " · pas encore importé"
		if i.Etat == "importee" {
			detail = "importé le " + composants.FormatDateCourte(*i.ValideeLe) + " · " + composants.Pluriel(i.Crees, "salarié ajouté", "salariés ajoutés")
		}
		p.Derniers = append(p.Derniers, pages.ImportLigne{ID: i.ID, Fichier: i.Fichier, Detail: detail})
	}
	return c.Page(f.Status(), "Importer des salariés", pages.ImportationNouvelle(p))
}

// previewImport reads the file that was sent; nobody is written yet.
func (s *Site) previewImport(c *Request) error {
	f := c.Formulaire("import")
	if c.tropGros {
		return s.showImportForm(c, f, importation.TooBig())
	}
	nom, contenu, err := readUpload(c.Request, "fichier")
	if err != nil {
		return s.showImportForm(c, f, err)
	}
	p, err := s.app.PreviewImport(c.Ctx(), c.Qui, nom, contenu, f.Cle())
	if err != nil {
		return s.showImportForm(c, f, err)
	}
	return c.Redirect(importURL(p.ID), "")
}

// readUpload reads one file, up to what importation accepts and a byte more:
// enough for it to say that there is too much.
func readUpload(r *http.Request, champ string) (nom string, contenu []byte, err error) {
	fichier, entete, err := r.FormFile(champ)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, &parcours.Erreur{Code: parcours.Invalide, Champ: champ, Message: "Choisissez un fichier."}
	}
	if err != nil {
		return "", nil, fmt.Errorf("read upload: %w", err)
	}
	defer func(f multipart.File) { _ = f.Close() }(fichier)
	contenu, err = io.ReadAll(io.LimitReader(fichier, importation.MaxOctets+1))
	return entete.Filename, contenu, err
}

// showImportEtape shows where an import stands: columns to match, verdicts to
// check, or its report.
func (s *Site) showImportEtape(c *Request) error {
	p, err := s.findImport(c)
	if err != nil {
		return err
	}
	if p.Etat == "colonnes" || p.Etat == "apercu" && !p.Perime && c.Query("etape") == "colonnes" {
		return s.showColonnes(c, p, nil, nil)
	}
	return s.showApercu(c, p, nil)
}

func (s *Site) findImport(c *Request) (*app.Apercu, error) {
	id, err := c.ID("id")
	if err != nil {
		return nil, err
	}
	return s.app.FindImport(c.Ctx(), c.Qui, id)
}

// showColonnes asks which column of the file is what.
func (s *Site) showColonnes(c *Request, p *app.Apercu, f *Form, err error) error {
	if p.Feuille == nil {
		return s.showApercu(c, p, nil)
	}
	if f == nil {
		f = NewFormulaire("colonnes")
		for code, i := range p.Colonnes {
			f.Set(code, strconv.Itoa(i))
		}
	}
	if err := f.Refuse(err); err != nil {
		return err
	}
	v := pages.ImportColonnesPage{ID: p.ID, Fichier: p.Fichier, Form: f.Formulaire, IsRepris: p.Etat == "apercu"}
	for i, titre := range p.Feuille.Entetes {
		v.Colonnes = append(v.Colonnes, composants.Option{Valeur: strconv.Itoa(i), Libelle: columnLabel(p.Feuille, i, titre)})
	}
	v.Groupes = columnGroups()
	return c.Page(f.Status(), "Colonnes du fichier", pages.ImportationColonnes(v))
}

// columnGroups offers what a file may tell, gathered by subject; a column that
// nobody placed goes with the contract.
func columnGroups() []pages.ImportGroupe {
	groupes := []pages.ImportGroupe{{Titre: "Identité"}, {Titre: "Coordonnées"}, {Titre: "Contrat et PASS IAE"}}
	place := map[string]int{
		importation.ColNom: 0, importation.ColPrenom: 0, importation.ColNomComplet: 0, importation.ColCivilite: 0, importation.ColNaissance: 0,
		importation.ColEmail: 1, importation.ColTelephone: 1, importation.ColCommune: 1, importation.ColDepartement: 1,
	}
	for _, x := range importation.Choices() {
		i, ok := place[x.Code]
		if !ok {
			i = len(groupes) - 1
		}
		groupes[i].Champs = append(groupes[i].Champs, pages.ImportChamp{Code: x.Code, Libelle: x.Libelle, Aide: x.Aide})
	}
	return groupes
}

// columnLabel says « C · Nom (Dupont, Martin) ».
func columnLabel(f *importation.Feuille, i int, titre string) string {
	libelle := importation.Reference(i, 0)
	libelle = libelle[:len(libelle)-1]
	if titre != "" {
		libelle += " · " + titre
	}
	exemples := ""
	for k, e := range f.Exemples(i, 2) {
		if k > 0 {
			exemples += ", "
		}
		exemples += excerpt(e, 24)
	}
	if exemples != "" {
		libelle += " (" + exemples + ")"
	}
	return libelle
}

// matchColumns keeps the matching, for this file and the next ones like it.
func (s *Site) matchColumns(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("colonnes")
	choix := importation.Correspondance{}
	for _, x := range importation.Choices() {
		if f.Texte(x.Code) != "" {
			choix[x.Code] = f.Entier(x.Code)
		}
	}
	if err = f.Err(); err == nil {
		_, err = s.app.MatchColumns(c.Ctx(), c.Qui, id, choix)
	}
	if err == nil {
		return c.Redirect(importURL(id), "colonnes_notees")
	}
	p, errFind := s.findImport(c)
	if errFind != nil {
		return errFind
	}
	return s.showColonnes(c, p, f, err)
}

// showApercu shows the verdicts, or the report; err says why the last click did
// nothing.
func (s *Site) showApercu(c *Request, p *app.Apercu, err error) error {
	f := NewFormulaire("import")
	if err := f.Refuse(err); err != nil {
		return err
	}
	adresse := composants.Adresse{Chemin: importURL(p.ID), Requete: c.Request.URL.Query()}
	filtre := c.Query("verdict")
	v := pages.ImportApercuPage{
		ID: p.ID, Fichier: p.Fichier, IsImporte: p.Etat == "importee", IsPerime: p.Perime,
		ACreer: p.Compte[importation.ACreer], Crees: p.Crees, Comptes: pucesVerdict(adresse, filtre, p),
	}
	if len(f.Erreurs) > 0 {
		v.Message = f.Erreurs[0].Message
	}
	if p.Feuille != nil {
		v.Ecartees, v.NonReprises = joinComma(p.Feuille.Ecartees), joinComma(unread(p))
	}
	var gardees []pages.ImportVerdict
	for i, verdict := range p.Verdicts {
		ligne := importVerdict(p.Lignes[i], verdict)
		if v.IsImporte && verdict.Code == importation.ACreer {
			ligne.Libelle = ajoutee
		}
		if verdict.Code == importation.DoublonPossible {
			v.Doublons = append(v.Doublons, ligne)
		}
		if filtre == "" || filtre == string(verdict.Code) {
			gardees = append(gardees, ligne)
		}
	}
	// What will be written comes first, then what asks for a decision; within a
	// verdict, the order of the file. The page says so.
	slices.SortFunc(gardees, func(x, y pages.ImportVerdict) int {
		return cmp.Or(rang(x.Code)-rang(y.Code), x.Numero-y.Numero)
	})
	page, _ := strconv.Atoi(c.Query("page"))
	page = min(max(page, 1), max(1, (len(gardees)+parPageVerdict-1)/parPageVerdict))
	debut := (page - 1) * parPageVerdict
	v.Lignes = gardees[debut:min(debut+parPageVerdict, len(gardees))]
	v.Pagination = composants.PaginationProps{Page: page, ParPage: parPageVerdict, Total: len(gardees), Un: "ligne", Plusieurs: "lignes", Adresse: adresse}
	return c.Page(f.Status(), "Import", pages.ImportationApercu(v))
}

// ajoutee is what « À créer » has become once the file is imported.
const ajoutee = "Ajoutée"

// unread names the columns that hold something and that no field takes: what
// somebody would otherwise believe imported.
func unread(p *app.Apercu) []string {
	prises := map[int]bool{}
	for _, i := range p.Colonnes {
		prises[i] = true
	}
	var titres []string
	for i, titre := range p.Feuille.Entetes {
		if titre != "" && !prises[i] && !slices.Contains(p.Feuille.Ecartees, titre) && len(p.Feuille.Exemples(i, 1)) > 0 {
			titres = append(titres, titre)
		}
	}
	return titres
}

func rang(code string) int { return slices.Index(importation.CodesVerdict.Codes(), code) }

func importVerdict(l importation.Ligne, v importation.Verdict) pages.ImportVerdict {
	p := pages.ImportVerdict{
		Numero: v.Numero, Nom: l.Personne.NomComplet(), Naissance: l.Personne.DateNaissance, Contrat: l.Personne.DateDebutContrat,
		Code: string(v.Code), Libelle: v.Code.Libelle(), Raison: v.Raison,
	}
	if v.Qui != "" && v.Code != importation.Ignoree {
		p.Raison = v.Qui + " : " + v.Raison
	}
	if v.SalarieID != 0 {
		p.Lien = salarieURL(v.SalarieID)
	}
	return p
}

// pucesVerdict counts the verdicts; each is a filter.
func pucesVerdict(a composants.Adresse, filtre string, p *app.Apercu) []composants.Puce {
	puces := []composants.Puce{{Libelle: "Toutes", URL: a.With("verdict", "", "page", ""), Active: filtre == "", Nombre: len(p.Verdicts), Compte: true}}
	for _, t := range importation.CodesVerdict {
		libelle := t.Libelle
		if p.Etat == "importee" && t.Code == string(importation.ACreer) {
			libelle = ajoutee
		}
		puces = append(puces, composants.Puce{Libelle: libelle, URL: a.With("verdict", t.Code, "page", ""), Active: filtre == t.Code,
			Nombre: p.Compte[importation.CodeVerdict(t.Code)], Compte: true})
	}
	return puces
}

// validateImport writes the people of the file.
func (s *Site) validateImport(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("import")
	var quandMeme []int
	for _, n := range f.IDs("quand_meme") {
		quandMeme = append(quandMeme, int(n))
	}
	if err = f.Err(); err == nil {
		var p *app.Apercu
		if p, err = s.app.ValidateImport(c.Ctx(), c.Qui, id, quandMeme...); err == nil {
			var dit Annonce // the title of the page counts them
			if p.Crees == 0 {
				dit = "rien_importe"
			}
			return c.Redirect(importURL(id), dit)
		}
	}
	p, errFind := s.findImport(c)
	if errFind != nil {
		return errFind
	}
	if p.Etat == "colonnes" {
		return s.showColonnes(c, p, nil, err)
	}
	return s.showApercu(c, p, err)
}

// downloadRapport gives the report of an import, or of its preview.
func (s *Site) downloadRapport(c *Request) error {
	p, err := s.findImport(c)
	if err != nil {
		return err
	}
	if p.Perime || p.Etat == "colonnes" {
		return parcours.NotFound("Rapport")
	}
	c.Header("Content-Type", export.TypeXLSX)
	c.Header("Content-Disposition", fmt.Sprintf(`attachment; filename="rapport-import-%d.xlsx"`, p.ID))
	return importation.WriteRapport(c.Writer, p.Lignes, p.Verdicts)
}

func joinComma(mots []string) string {
	texte := ""
	for i, m := range mots {
		if i > 0 {
			texte += ", "
		}
		texte += m
	}
	return texte
}
