package site

import (
	"strconv"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/structure", parcours.ActionReadSiae, (*Site).showSiae),
	get("/structure/modifier", parcours.ActionUpdateSiae, (*Site).showSiaeForm),
	post("/structure", parcours.ActionUpdateSiae, (*Site).updateSiae),
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
	p := pages.SiaePage{Siae: *siae, Onglets: c.ongletsSiae("/structure"), CanModifier: c.Can(parcours.ActionUpdateSiae)}
	for _, x := range cs {
		p.Collegues = append(p.Collegues, pages.SiaeCollegue{Nom: x.NomComplet(), Email: x.Email, Role: x.Role.Libelle(), Actif: x.Actif})
	}
	return c.Page(200, "Structure", pages.Siae(p))
}

func (s *Site) showSiaeForm(c *Request) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	f := NewFormulaire("structure").Set("version", strconv.Itoa(siae.Version))
	f.Fill(parcours.ChampsSiae.Values(siae))
	return s.showEditSiae(c, f, nil)
}

func (s *Site) showEditSiae(c *Request, f *Form, err error) error {
	actuel := standsNow(err)
	if err := f.Refuse(err); err != nil {
		return err
	}
	p := pages.SiaeFormPage{Actuel: actuel}
	if f.conflit {
		siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
		if err != nil {
			return err
		}
		changes := f.Merge(parcours.ChampsSiae, parcours.ChampsSiae.Values(siae), siae.Version)
		if len(p.Actuel) == 0 {
			p.Actuel = changes
		}
	}
	p.Form = f.Formulaire
	return c.Page(f.Status(), "Modifier la structure", pages.SiaeFormulaire(p))
}

func (s *Site) updateSiae(c *Request) error {
	f := c.Formulaire("structure")
	siae := parcours.Siae{Version: f.Version()}
	f.Read(parcours.ChampsSiae, &siae)
	if err := f.Err(); err != nil {
		return s.showEditSiae(c, f, joinErrors(err, siae.Validate()))
	}
	if err := s.app.UpdateSiae(c.Ctx(), c.Qui, &siae, f.Cle()); err != nil {
		return s.showEditSiae(c, f, err)
	}
	return c.Redirect("/structure", "structure_modifiee")
}
