package site

import (
	"cmp"
	"net/http"

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
