package site

import (
	"slices"
	"strconv"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/structure/guide/nouveau", parcours.ActionEditGuide, (*Site).showNouvelAjout),
	post("/structure/guide/ajouts", parcours.ActionEditGuide, (*Site).addAjout),
	get("/structure/guide/ajouts/:ajout", parcours.ActionEditGuide, (*Site).showAjout),
	post("/structure/guide/ajouts/:ajout", parcours.ActionEditGuide, (*Site).updateAjout),
)

// modelesAjout fill the form of a new addition: the contacts that every SIAE
// has, and anything else ("").
var modelesAjout = map[string]struct {
	titre, type_, etape, fonction string
}{
	"":         {"Ajouter au guide", guide.TypeSolution, "ETP-03", ""},
	"opco":     {"Ajouter notre conseiller OPCO", guide.TypeContact, "ETP-05", "conseiller formation"},
	"referent": {"Ajouter un référent", guide.TypeContact, "ETP-02", "référent"},
	"of":       {"Ajouter un organisme de formation", guide.TypeContact, "ETP-04", "contact formation"},
}

// showNouvelAjout is the form of an addition, filled after what is added.
func (s *Site) showNouvelAjout(c *Request) error {
	modele := c.Query("modele")
	m, ok := modelesAjout[modele]
	if !ok {
		return parcours.NotFound("Page")
	}
	f := NewFormulaire("ajout").Set("modele", modele).Set("type", m.type_).Set("etape", m.etape).Set("fonction", m.fonction)
	if modele == "opco" {
		siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
		if err != nil {
			return err
		}
		if siae.Opco != "" {
			f.Set("organisme", parcours.Opcos.Libelle(siae.Opco)).Set("opcos", siae.Opco)
		}
	}
	return s.showAjoutForm(c, 0, f, nil)
}

// showAjout is the form of an addition that exists.
func (s *Site) showAjout(c *Request) error {
	id, err := c.ID("ajout")
	if err != nil {
		return err
	}
	it, version, err := s.findAjout(c, id)
	if err != nil {
		return err
	}
	f := NewFormulaire("ajout").Set("version", strconv.Itoa(version))
	f.Fill(valeursAjout(it))
	f.fillCriteres(&it.Criteres)
	return s.showAjoutForm(c, id, f, nil)
}

func (s *Site) findAjout(c *Request, id int64) (*guide.Item, int, error) {
	l, err := s.app.ListGuideSiae(c.Ctx(), c.Qui)
	if err != nil {
		return nil, 0, err
	}
	for _, x := range slices.Concat(l.Ajouts, l.Retires) {
		if x.Numero == id {
			return x.Item, x.Version, nil
		}
	}
	return nil, 0, parcours.NotFound("Ajout")
}

// champsAjout are the fields that are compared after a lost race.
var champsAjout = parcours.Champs{
	{Code: "type", Libelle: "Nature", Genre: parcours.GenreChoix, Liste: guide.Types}, {Code: "titre", Libelle: "Titre"}, {Code: "texte", Libelle: "Texte"},
	{Code: "etape", Libelle: "Étape"}, {Code: "organisme", Libelle: "Organisme"}, {Code: "nom", Libelle: "Nom"}, {Code: "fonction", Libelle: "Fonction"},
	{Code: "tel", Libelle: "Téléphone"}, {Code: "mel", Libelle: "Adresse e-mail"}, {Code: "note", Libelle: "Note"},
	{Code: "du", Libelle: "Valable du", Genre: parcours.GenreDate}, {Code: "au", Libelle: "Valable jusqu'au", Genre: parcours.GenreDate},
	{Code: "lien", Libelle: "Adresse du site"}, {Code: "important", Libelle: "Important"}, {Code: "structure", Libelle: "Concerne la structure"},
	{Code: "effectif_min", Libelle: "Effectif, au moins"}, {Code: "effectif_max", Libelle: "Effectif, au plus"},
}

func valeursAjout(it *guide.Item) map[string][]string {
	v := map[string][]string{"type": {it.Type}, "titre": {it.Titre}, "texte": {it.Texte}, "etape": {it.Etape}, "du": {it.Criteres.Du}, "au": {it.Criteres.Au},
		"effectif_min": {effectifText(it.Criteres.EffectifMin)}, "effectif_max": {effectifText(it.Criteres.EffectifMax)}}
	if it.Contact != nil {
		fillContact(v, it.Contact.Corrige())
	}
	if len(it.Liens) > 0 {
		v["lien"] = []string{it.Liens[0].URL}
	}
	if it.IsImportant() {
		v["important"] = []string{"oui"}
	}
	if it.Criteres.Structure {
		v["structure"] = []string{"oui"}
	}
	return v
}

func fillContact(v map[string][]string, c parcours.ContactCorrige) {
	for champ, texte := range map[string]string{"organisme": c.Organisme, "nom": c.Nom, "fonction": c.Fonction, "mel": c.Mel, "note": c.Note} {
		v[champ] = []string{texte}
	}
	v["tel"] = []string{strings.Join(c.Tel, ", ")}
}

func readContact(f *Form) parcours.ContactCorrige {
	c := parcours.ContactCorrige{Organisme: f.Texte("organisme"), Nom: f.Texte("nom"), Fonction: f.Texte("fonction"), Mel: f.Texte("mel"), Note: f.Texte("note")}
	for _, t := range strings.Split(f.Texte("tel"), ",") {
		if t = strings.TrimSpace(t); t != "" {
			c.Tel = append(c.Tel, t)
		}
	}
	return c
}

// readAjout reads an addition as it was typed.
func readAjout(f *Form) guide.Item {
	it := guide.Item{Type: f.Texte("type"), Etape: f.Texte("etape"), Titre: f.Texte("titre"), Texte: f.Texte("texte"), Criteres: readCriteres(f)}
	if f.Case("important") {
		it.Priorite = guide.PrioriteImportant
	}
	if url := f.Texte("lien"); url != "" {
		it.Liens = []guide.Lien{{Libelle: strings.TrimSuffix(strings.TrimPrefix(url, "https://"), "/"), URL: url}}
	}
	if it.Type == guide.TypeContact {
		it.Contact = guide.ContactOf(readContact(f))
	}
	return it
}

// champsDuGuide gives the guide's names of fields those of the form.
var champsDuGuide = strings.NewReplacer("criteres.", "", "contact.", "", "liens", "lien")

// refuseAjout puts the guide's refusals beside the fields of the form.
func refuseAjout(err error) error {
	es := parcours.ErreursOf(err)
	if es == nil {
		return err
	}
	var noms parcours.Erreurs
	for _, e := range es {
		copie := *e
		copie.Champ = champsDuGuide.Replace(e.Champ)
		switch copie.Champ {
		case "criteres": // a solution without a frein
			copie.Champ, copie.Message = "freins", "Une solution répond à un frein : cochez-en au moins un, ou choisissez une autre nature."
		case "effectif_max": // the guide names its fields, not those of the screen
			copie.Message = "Vérifiez les deux effectifs : des nombres positifs, le plus petit dans « au moins »."
		}
		noms = append(noms, &copie)
	}
	return noms
}

func (s *Site) showAjoutForm(c *Request, id int64, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	p := pages.GuideAjoutPage{Titre: "Modifier un ajout", Action: guideSiaeURL + "/ajouts", IsContact: f.Texte("type") == guide.TypeContact, IsNouveau: id == 0}
	if id > 0 {
		p.Action += "/" + itoa(id)
	} else if m, ok := modelesAjout[f.Texte("modele")]; ok {
		p.Titre = m.titre
	}
	if f.conflit {
		it, version, err := s.findAjout(c, id)
		if err != nil {
			return err
		}
		p.Actuel = append(f.Merge(champsAjout, valeursAjout(it), version), f.mergeCriteres(&it.Criteres, version)...)
	}
	for _, e := range s.app.GuideRegional().Etapes() {
		p.Etapes = append(p.Etapes, composants.Option{Valeur: e.ID, Libelle: strconv.Itoa(e.Rang) + ". " + e.Titre})
	}
	putCriteres(&p, f, c.Moi.Siae.Departement)
	if p.IsNouveau && !f.HasErreurs() {
		p.Precise, p.PlusPrecis = false, false // what a model filled in speaks for itself
	}
	p.Precise = p.Precise || f.HasErreurs()
	p.Form = f.Formulaire
	return c.Page(f.Status(), p.Titre, pages.GuideAjoutFormulaire(p))
}

func (s *Site) addAjout(c *Request) error {
	f := c.Formulaire("ajout")
	it := readAjout(f)
	if err := f.Err(); err != nil {
		return s.showAjoutForm(c, 0, f, joinErrors(err, refuseAjout(s.app.GuideRegional().ValidateAjout(it))))
	}
	if _, err := s.app.AddAjout(c.Ctx(), c.Qui, it, f.Cle()); err != nil {
		return s.showAjoutForm(c, 0, f, refuseAjout(err))
	}
	return c.Redirect(guideSiaeURL, "ajout_note")
}

func (s *Site) updateAjout(c *Request) error {
	id, err := c.ID("ajout")
	if err != nil {
		return err
	}
	f := c.Formulaire("ajout")
	it := readAjout(f)
	if err := f.Err(); err != nil {
		return s.showAjoutForm(c, id, f, joinErrors(err, refuseAjout(s.app.GuideRegional().ValidateAjout(it))))
	}
	if err := s.app.UpdateAjout(c.Ctx(), c.Qui, id, f.Version(), it); err != nil {
		return s.showAjoutForm(c, id, f, refuseAjout(err))
	}
	return c.Redirect(guideSiaeURL, "ajout_note")
}
