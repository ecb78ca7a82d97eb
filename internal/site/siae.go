package site

import (
	"cmp"
	"net/http"
	"strconv"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

const siaeURL = "/structure"

var _ = declare(
	get("/structure", parcours.ActionReadSiae, (*Site).showSiae),
	getForm("/structure/modifier", parcours.ActionUpdateSiae, "structure", (*Site).showSiaeForm),
	act("/structure", parcours.ActionUpdateSiae, "structure", nil, (*Site).updateSiae, (*Site).showSiaeForm),
	phrase{"structure_modifiee", "La structure est à jour."},
	getForm("/structure/territoire", parcours.ActionReadGuide, "", (*Site).showTerritoire),
	act("/structure/territoire/zones", parcours.ActionEditGuide, "zones", nil,
		(*Site).setTerritoires, (*Site).showTerritoire),
	act("/structure/territoire/notes", parcours.ActionEditGuide, "note-:rubrique", nil,
		(*Site).saveNote, (*Site).showTerritoire),
	phrase{"zones_notees", "Vos zones sont enregistrées."},
	phrase{"note_enregistree", "La note est enregistrée."},
)

// showSiae is the SIAE and those who work in it.
func (s *Site) showSiae(c *Request) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	cs, err := s.app.ListUtilisateurs(c.Ctx(), c.Qui, "")
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Structure", pages.Siae(pages.SiaePage{
		Siae: *siae, Onglets: c.ongletsSiae(siaeURL), CanModifier: c.Can(parcours.ActionUpdateSiae), Collegues: cs,
	}))
}

func (s *Site) showSiaeForm(c *Request, f *Form) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	f.Update(parcours.ChampsSiae, parcours.ChampsSiae.Values(siae), siae.Version)
	return c.Form(f, pages.FormPage{Titre: "Modifier la structure", Action: siaeURL, Retour: "Structure", Champs: parcours.ChampsSiae,
		Options: map[string][]composants.Option{"type": pages.TypesSiae()}})
}

func (s *Site) updateSiae(c *Request, f *Form, _ struct{}) (suite, error) {
	siae := parcours.Siae{Version: f.Version()}
	f.Read(parcours.ChampsSiae, &siae)
	if err := f.Err(); err != nil {
		return suite{}, cmp.Or(siae.Validate(), err)
	}
	return suite{siaeURL, "structure_modifiee"}, s.app.UpdateSiae(c.Ctx(), c.Qui, &siae, f.Cle())
}

const territoireURL = "/structure/territoire"

// showTerritoire is the étape 1 of the guide, for this structure.
func (s *Site) showTerritoire(c *Request, f *Form) error {
	t, err := s.app.FindTerritoire(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.TerritoirePage{
		Onglets: c.ongletsSiae(territoireURL), CanModifier: c.Can(parcours.ActionEditGuide),
		Zones: pages.Options(guide.TerritoiresFor(t.Siae.Departement)), Departement: t.Siae.Departement,
		IsHorsRegion: !parcours.DepartementsHdf.Has(t.Siae.Departement),
	}
	for _, code := range t.Siae.Territoires {
		if z, ok := guide.Territoires.Find(code); ok {
			p.MesZones = append(p.MesZones, z.Libelle)
		}
	}
	zones := NewFormulaire("zones").
		Set("territoires", t.Siae.Territoires...).Set("version", strconv.Itoa(t.Siae.Version))
	p.FormZones, p.OuvertZones = zones.orBack(f)
	for _, r := range parcours.RubriquesTerritoire {
		p.Rubriques = append(p.Rubriques, rubriqueOf(r, t, f))
	}
	return c.Page(f.Status(), "Diagnostic de mon territoire", pages.Territoire(p))
}

// rubriqueOf gathers what the guide says and what the SIAE notes of a part.
func rubriqueOf(r parcours.Terme, t *app.TerritoireLu, revenu *Form) pages.RubriqueTerritoire {
	n := t.Notes[r.Code]
	rubrique := pages.RubriqueTerritoire{
		Code: r.Code, Titre: r.Libelle, Texte: n.Texte, Auteur: n.Auteur, MajLe: parcours.DateOf(n.MajLe),
	}
	note := NewFormulaire("note-"+r.Code).
		Set("rubrique", r.Code).Set("texte", n.Texte).Set("version", strconv.Itoa(n.Version))
	rubrique.Form, rubrique.Ouvert = note.orBack(revenu)
	for _, avis := range t.Conseils {
		if rubriqueOfItem(avis.Item) == r.Code {
			rubrique.Conseils = append(rubrique.Conseils, avis)
		}
	}
	return rubrique
}

// rubriqueOfItem gives every item for the structure a place: people to meet, what
// concerns the permanents (the annexes, and the training of the encadrants,
// l. 669), and all the rest is to look up, wherever the guide prints it.
func rubriqueOfItem(it *guide.Item) string {
	switch {
	case it.Etape == guide.Annexe, it.Type == guide.TypeDispositif:
		return "permanents"
	case it.Type == guide.TypeActeur, it.Type == guide.TypeEtapes:
		return "acteurs"
	}
	return "besoins"
}

func (s *Site) setTerritoires(c *Request, f *Form, _ struct{}) (suite, error) {
	return suite{territoireURL, "zones_notees"},
		s.app.SetTerritoires(c.Ctx(), c.Qui, f.Version(), f.Liste("territoires"))
}

func (s *Site) saveNote(c *Request, f *Form, _ struct{}) (suite, error) {
	n := parcours.NoteTerritoire{Rubrique: f.Valeurs.Get("rubrique"), Texte: f.Texte("texte"), Version: f.Version()}
	return suite{territoireURL + "#" + n.Rubrique, "note_enregistree"}, s.app.SaveNote(c.Ctx(), c.Qui, n)
}
