package site

import (
	"cmp"
	"net/http"
	"strconv"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

const siaeURL = "/structure"

var _ = declare(
	get("/structure", parcours.ActionReadSiae, (*Site).showSiae),
	get("/structure/modifier", parcours.ActionUpdateSiae, (*Site).showSiaeForm),
	act("/structure", parcours.ActionUpdateSiae, "structure", nil, (*Site).updateSiae, (*Site).showEditSiae),
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
	p := pages.SiaePage{Siae: *siae, Onglets: c.ongletsSiae(siaeURL), CanModifier: c.Can(parcours.ActionUpdateSiae)}
	for _, x := range cs {
		p.Collegues = append(p.Collegues, pages.SiaeCollegue{
			Nom: x.NomComplet(), Email: x.Email, Role: x.Role.Libelle(), Actif: x.Actif,
		})
	}
	return c.Page(http.StatusOK, "Structure", pages.Siae(p))
}

func (s *Site) showSiaeForm(c *Request) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	f := NewFormulaire("structure").Set("version", strconv.Itoa(siae.Version))
	f.Fill(parcours.ChampsSiae.Values(siae))
	return s.showEditSiae(c, f)
}

func (s *Site) showEditSiae(c *Request, f *Form) error {
	if f.conflit {
		siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
		if err != nil {
			return err
		}
		f.Merge(parcours.ChampsSiae, parcours.ChampsSiae.Values(siae), siae.Version)
	}
	p := pages.SiaeFormPage{Form: f.Formulaire, Actuel: f.Actuel}
	return c.Page(f.Status(), "Modifier la structure", pages.SiaeFormulaire(p))
}

func (s *Site) updateSiae(c *Request, f *Form, _ struct{}) (suite, error) {
	siae := parcours.Siae{Version: f.Version()}
	f.Read(parcours.ChampsSiae, &siae)
	if err := f.Err(); err != nil {
		return suite{}, cmp.Or(siae.Validate(), err)
	}
	return suite{siaeURL, "structure_modifiee"}, s.app.UpdateSiae(c.Ctx(), c.Qui, &siae, f.Cle())
}
