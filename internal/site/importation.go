package site

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/export"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/importations/nouvelle", parcours.ActionImport, "import", (*Site).showImport),
	act("/importations", parcours.ActionImport, "import", nil,
		(*Site).previewImport, (*Site).showImport).upTo(corpsImport),
	getForm("/importations/:id", parcours.ActionImport, "import", (*Site).showImportEtape),
	act("/importations/:id/colonnes", parcours.ActionImport, "colonnes", nil,
		(*Site).matchColumns, (*Site).showImportEtape),
	act("/importations/:id/validation", parcours.ActionImport, "import", nil,
		(*Site).validateImport, (*Site).showImportEtape),
	act("/importations/:id/annuler", parcours.ActionUndoImport, "annuler", parcours.ChampsRetrait,
		(*Site).undoImport, (*Site).showImportEtape),
	act("/importations/:id/remettre", parcours.ActionRedoImport, "remettre", parcours.ChampsRetrait,
		(*Site).redoImport, (*Site).showImportEtape),
	phrase{"import_annule", "L'import est annulé."},
	phrase{"import_remis", "L'annulation est défaite : les dossiers sont remis."},
	get("/importations/:id/rapport.xlsx", parcours.ActionImport, (*Site).downloadRapport),
	phrase{"rien_importe", "Rien à ajouter : tout le monde était déjà là."},
	phrase{"colonnes_notees", "Les colonnes sont retenues pour vos prochains fichiers."},
)

const (
	// A file somewhat too big is told so beside its field; one that is huge is
	// cut short.
	corpsImport    = 32 << 20
	parPageVerdict = 50
	fichiersEnVue  = 20
)

func importURL(id int64) string { return "/importations/" + itoa(id) }

// showImport is the first step: choose a file.
func (s *Site) showImport(c *Request, f *Form) error {
	is, err := s.app.ListImports(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.ImportNouveauPage{Form: f.Formulaire, Total: len(is)}
	for _, i := range is[:min(len(is), fichiersEnVue)] {
		detail := "envoyé le " + parcours.DateOf(i.CreeLe).Francais() + " · pas encore importé"
		if i.Etat == "importee" {
			detail = "importé le " + parcours.DateOf(*i.ValideeLe).Francais() + " · " +
				composants.Pluriel(i.Crees, "salarié ajouté", "salariés ajoutés")
		}
		if i.AnnuleeLe != nil {
			detail += " · annulé le " + parcours.DateOf(*i.AnnuleeLe).Francais()
		}
		p.Derniers = append(p.Derniers, pages.ImportLigne{ID: i.ID, Fichier: i.Fichier, Detail: detail})
	}
	return c.Page(f.Status(), "Importer des salariés", pages.ImportationNouvelle(p))
}

// previewImport reads the file that was sent; nobody is written yet.
func (s *Site) previewImport(c *Request, f *Form, _ struct{}) (suite, error) {
	if c.tropGros {
		return suite{}, importation.TooBig()
	}
	nom, contenu, err := readUpload(c.Request, "fichier")
	if err != nil {
		return suite{}, err
	}
	p, err := s.app.PreviewImport(c.Ctx(), c.Qui, nom, contenu, f.Cle())
	if err != nil {
		return suite{}, err
	}
	return suite{importURL(p.ID), ""}, nil
}

// readUpload reads one file, up to what importation accepts and a byte more:
// enough for it to say that there is too much.
func readUpload(r *http.Request, champ string) (nom string, contenu []byte, err error) {
	fichier, entete, err := r.FormFile(champ)
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, invalid(champ, "Choisissez un fichier.")
	}
	if err != nil {
		return "", nil, fmt.Errorf("read upload: %w", err)
	}
	defer func(f multipart.File) { _ = f.Close() }(fichier)
	contenu, err = io.ReadAll(io.LimitReader(fichier, importation.MaxOctets+1))
	return entete.Filename, contenu, err
}

// showImportEtape shows where an import stands: columns to match, verdicts to
// check, or its report. What was refused to the last click is said there.
func (s *Site) showImportEtape(c *Request, f *Form) error {
	p, err := s.app.FindImport(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return err
	}
	repris := p.Etat == "apercu" && !p.Perime && c.Query("etape") == "colonnes"
	switch {
	case p.Etat != "colonnes" && !repris && f.Prefixe != "colonnes":
		return s.showApercu(c, p, f)
	case p.Feuille == nil:
		return s.showApercu(c, p, NewFormulaire("import"))
	}
	return s.showColonnes(c, p, f)
}

// showColonnes asks which column of the file is what.
func (s *Site) showColonnes(c *Request, p *app.Apercu, f *Form) error {
	if f.Prefixe != "colonnes" { // not typed yet
		f.Prefixe = "colonnes"
		for code, i := range p.Colonnes {
			f.Set(code, strconv.Itoa(i))
		}
	}
	var colonnes []composants.Option
	for i, titre := range p.Feuille.Entetes {
		colonnes = append(colonnes, composants.Option{Valeur: strconv.Itoa(i), Libelle: columnLabel(p.Feuille, i, titre)})
	}
	v := pages.ImportColonnesPage{ID: p.ID, Fichier: p.Fichier}
	v.Form, v.Options = f.Formulaire, map[string][]composants.Option{}
	for _, x := range importation.Choices() {
		groupe := cmp.Or(groupesColonnes[x.Code], "Contrat et PASS IAE")
		v.Champs = append(v.Champs, parcours.Champ{
			Code: x.Code, Libelle: x.Libelle, Aide: x.Aide, Genre: parcours.GenreChoix, Choisir: "Aucune",
			Groupe: groupe, Rangee: len(v.Champs.Of(groupe)) > 0,
		})
		v.Options[x.Code] = colonnes
	}
	return c.Page(f.Status(), "Colonnes du fichier", pages.ImportationColonnes(v))
}

// groupesColonnes gather the columns by subject; one that none names goes with the contract.
var groupesColonnes = map[string]string{
	importation.ColNom: "Identité", importation.ColPrenom: "Identité", importation.ColNomComplet: "Identité",
	importation.ColCivilite: "Identité", importation.ColNaissance: "Identité",
	importation.ColEmail: "Coordonnées", importation.ColTelephone: "Coordonnées",
	importation.ColCommune: "Coordonnées", importation.ColDepartement: "Coordonnées",
}

// columnLabel says « C · Nom (Dupont, Martin) ».
func columnLabel(f *importation.Feuille, i int, titre string) string {
	libelle := strings.TrimSuffix(importation.Reference(i, 1), "1")
	if titre != "" {
		libelle += " · " + titre
	}
	exemples := f.Exemples(i, 2)
	for k := range exemples {
		exemples[k] = parcours.Excerpt(exemples[k], 24)
	}
	if len(exemples) > 0 {
		libelle += " (" + strings.Join(exemples, ", ") + ")"
	}
	return libelle
}

// matchColumns keeps the matching, for this file and the next ones like it.
func (s *Site) matchColumns(c *Request, f *Form, _ struct{}) (suite, error) {
	choix := importation.Correspondance{}
	for _, x := range importation.Choices() {
		if f.Texte(x.Code) != "" {
			choix[x.Code] = f.Entier(x.Code)
		}
	}
	err := f.Err()
	if err == nil {
		_, err = s.app.MatchColumns(c.Ctx(), c.Qui, c.ID("id"), choix)
	}
	return suite{importURL(c.ID("id")), "colonnes_notees"}, err
}

// showApercu shows the verdicts, or the report, and why the last click did nothing.
func (s *Site) showApercu(c *Request, p *app.Apercu, f *Form) error {
	adresse := composants.Adresse{Chemin: importURL(p.ID), Requete: c.Request.URL.Query()}
	filtre := c.Query("verdict")
	v := pages.ImportApercuPage{
		ID: p.ID, Fichier: p.Fichier, IsImporte: p.Etat == "importee", IsPerime: p.Perime,
		ACreer: p.Compte[importation.ACreer], Crees: p.Crees, Comptes: pucesVerdict(adresse, filtre, p),
	}
	if f.HasErreurs() {
		v.Message = f.Erreurs[0].Message
	}
	if p.Annulation != nil {
		v.Annulation = importAnnulation(p, f)
	}
	if p.Feuille != nil {
		v.Ecartees, v.NonReprises = strings.Join(p.Feuille.Ecartees, ", "), strings.Join(unread(p), ", ")
	}
	var gardees []pages.ImportVerdict
	for i, verdict := range p.Verdicts {
		ligne := importVerdict(p.Lignes[i], verdict, verdictLabel(p, verdict.Code))
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
	lignes := &parcours.Page[pages.ImportVerdict]{Total: len(gardees), ParPage: parPageVerdict}
	derniere, _ := lignes.Last()
	lignes.Page = max(1, min(c.pageAsked(), derniere))
	debut := (lignes.Page - 1) * parPageVerdict
	v.Lignes, v.Pagination = gardees[debut:min(debut+parPageVerdict, len(gardees))], sheets(lignes, "ligne", "lignes", adresse)
	return c.Page(f.Status(), "Import", pages.ImportationApercu(v))
}

// importAnnulation is how an import can be undone, or was.
func importAnnulation(p *app.Apercu, f *Form) *pages.ImportAnnulation {
	x := p.Annulation
	gardes := func(ds []app.DossierGarde) (gs []pages.ImportGarde) {
		for _, d := range ds {
			gs = append(gs, pages.ImportGarde{Nom: d.Nom, Lien: salarieURL(d.SalarieID), Pourquoi: d.Pourquoi})
		}
		return gs
	}
	v := &pages.ImportAnnulation{Retourne: f.Retourne, ID: p.ID, Retires: x.Retires, Dossiers: x.Dossiers,
		Gardes: gardes(x.Gardes), NonRemis: gardes(x.NonRemis)}
	if x.IsFaite() {
		v.Faite = "le " + parcours.DateOf(x.Le).Francais()
	}
	if x.Par != "" {
		v.Faite += " par " + x.Par + " (« " + x.Motif + " »)"
	}
	if x.Refus != nil {
		v.Refus = x.Refus.Message
	}
	return v
}

// undoImport withdraws the people whom an import added, but those whom somebody wrote about.
func (s *Site) undoImport(c *Request, _ *Form, r parcours.Retrait) (suite, error) {
	_, err := s.app.UndoImport(c.Ctx(), c.Qui, c.ID("id"), r)
	return suite{importURL(c.ID("id")), "import_annule"}, err
}

// redoImport puts them back.
func (s *Site) redoImport(c *Request, _ *Form, r parcours.Retrait) (suite, error) {
	_, err := s.app.RedoImport(c.Ctx(), c.Qui, c.ID("id"), r)
	return suite{importURL(c.ID("id")), "import_remis"}, err
}

// verdictLabel names a verdict: what was to be created is, once the file is imported.
func verdictLabel(p *app.Apercu, code importation.CodeVerdict) string {
	if p.Etat == "importee" && code == importation.ACreer {
		return "Ajoutée"
	}
	return code.Libelle()
}

// unread names the columns that hold something and that no field takes: what
// somebody would otherwise believe imported.
func unread(p *app.Apercu) []string {
	prises := slices.Collect(maps.Values(p.Colonnes))
	var titres []string
	for i, titre := range p.Feuille.Entetes {
		isRead := slices.Contains(prises, i) || slices.Contains(p.Feuille.Ecartees, titre)
		if titre != "" && !isRead && len(p.Feuille.Exemples(i, 1)) > 0 {
			titres = append(titres, titre)
		}
	}
	return titres
}

func rang(code string) int { return slices.Index(importation.CodesVerdict.Codes(), code) }

func importVerdict(l importation.Ligne, v importation.Verdict, libelle string) pages.ImportVerdict {
	p := pages.ImportVerdict{
		Numero: v.Numero, Nom: l.Personne.NomComplet(), Naissance: l.Personne.DateNaissance,
		Contrat: l.Personne.DateDebutContrat, Code: string(v.Code), Libelle: libelle, Raison: v.Raison,
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
	choix, nombres := []composants.Option{{Libelle: "Toutes"}}, map[string]int{"": len(p.Verdicts)}
	for _, code := range importation.CodesVerdict.Codes() {
		v := importation.CodeVerdict(code)
		nombres[code] = p.Compte[v]
		choix = append(choix, composants.Option{Valeur: code, Libelle: verdictLabel(p, v)})
	}
	return a.Puces("verdict", filtre, nombres, choix...)
}

// validateImport writes the people of the file.
func (s *Site) validateImport(c *Request, f *Form, _ struct{}) (suite, error) {
	var quandMeme []int
	for _, n := range f.IDs("quand_meme") {
		quandMeme = append(quandMeme, int(n))
	}
	if err := f.Err(); err != nil {
		return suite{}, err
	}
	p, err := s.app.ValidateImport(c.Ctx(), c.Qui, c.ID("id"), quandMeme...)
	if err != nil {
		return suite{}, err
	}
	apres := suite{adresse: importURL(p.ID)} // the title of the page counts them
	if p.Crees == 0 {
		apres.dit = "rien_importe"
	}
	return apres, nil
}

// downloadRapport gives the report of an import, or of its preview.
func (s *Site) downloadRapport(c *Request) error {
	p, err := s.app.FindImport(c.Ctx(), c.Qui, c.ID("id"))
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
