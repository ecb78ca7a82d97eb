package site

import (
	"cmp"
	"maps"
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
	act("/structure/guide/ajouts", parcours.ActionEditGuide, "ajout", nil, (*Site).saveAjout, (*Site).showAjout),
	getForm("/structure/guide/ajouts/:ajout", parcours.ActionEditGuide, "ajout", (*Site).showAjout),
	act("/structure/guide/ajouts/:ajout", parcours.ActionEditGuide, "ajout", nil, (*Site).saveAjout, (*Site).showAjout),
	phrase{"ajout_note", "C'est dans votre guide."},
)

// modelesAjout fill a new addition: the contacts that every SIAE has, or anything ("").
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
	f := NewFormulaire("ajout").
		Set("modele", modele).Set("type", m.type_).Set("etape", m.etape).Set("fonction", m.fonction)
	if modele == "opco" {
		siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
		if err != nil {
			return err
		}
		if siae.Opco != "" {
			f.Set("organisme", parcours.Opcos.Libelle(siae.Opco)).Set("opcos", siae.Opco)
		}
	}
	return s.showAjout(c, f)
}

func (s *Site) findAjout(c *Request) (*guide.Item, int, error) {
	l, err := s.app.ListGuideSiae(c.Ctx(), c.Qui)
	if err != nil {
		return nil, 0, err
	}
	for _, x := range slices.Concat(l.Ajouts, l.Retires) {
		if x.Numero == c.ID("ajout") {
			return x.Item, x.Version, nil
		}
	}
	return nil, 0, parcours.NotFound("Ajout")
}

// champsAjout are the fields that are compared after a lost race.
var champsAjout = slices.Concat(guide.ChampsAjout, parcours.ChampsContact)

func valeursAjout(it *guide.Item) map[string][]string {
	saisie := guide.SaisieOf(it)
	v := guide.ChampsAjout.Values(saisie)
	if it.Contact != nil {
		maps.Copy(v, valeursContact(saisie.ContactCorrige))
	}
	return v
}

// valeursContact writes several telephones in one field.
func valeursContact(c parcours.ContactCorrige) map[string][]string {
	v := parcours.ChampsContact.Values(c)
	v["tel"] = []string{strings.Join(c.Tel, ", ")}
	return v
}

// showAjout is the form of an addition, new or that exists.
func (s *Site) showAjout(c *Request, f *Form) error {
	id := c.ID("ajout")
	p := pages.GuideAjoutPage{Titre: "Modifier un ajout", Action: guideSiaeURL + "/ajouts", IsNouveau: id == 0}
	if id > 0 {
		it, version, err := s.findAjout(c)
		if err != nil {
			return err
		}
		if f.conflit {
			f.Actuel = nil // the history keeps an addition in one piece: the fields say it better
		}
		f.Update(champsAjout, valeursAjout(it), version)
		p.Action += "/" + itoa(id)
	} else if m, ok := modelesAjout[f.Texte("modele")]; ok {
		p.Titre = m.titre
	}
	p.IsContact = f.Texte("type") == guide.TypeContact
	for _, e := range s.app.GuideRegional().Etapes() {
		p.Etapes = append(p.Etapes, composants.Option{Valeur: e.ID, Libelle: strconv.Itoa(e.Rang) + ". " + e.Titre})
	}
	putCriteres(&p, f, c.Moi.Siae.Departement)
	if p.IsNouveau && !f.HasErreurs() {
		p.Precise, p.PlusPrecis = false, false // what a model filled in speaks for itself
	}
	p.Precise = p.Precise || f.HasErreurs()
	p.Form, p.Actuel = f.Formulaire, f.Actuel
	return c.Page(f.Status(), p.Titre, pages.GuideAjoutFormulaire(p))
}

// saveAjout keeps a new addition, or writes one anew.
func (s *Site) saveAjout(c *Request, f *Form, _ struct{}) (suite, error) {
	var saisi guide.AjoutSaisi
	f.Read(champsAjout, &saisi)
	it, err := saisi.Item(), f.Err()
	if err != nil {
		return suite{}, cmp.Or(guide.RefuseAjout(s.app.GuideRegional().ValidateAjout(it)), err)
	}
	if id := c.ID("ajout"); id == 0 {
		_, err = s.app.AddAjout(c.Ctx(), c.Qui, it, f.Cle())
	} else {
		err = s.app.UpdateAjout(c.Ctx(), c.Qui, id, f.Version(), it)
	}
	return suite{guideSiaeURL, "ajout_note"}, guide.RefuseAjout(err)
}
