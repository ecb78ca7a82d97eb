package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	onSalarie("/salaries/:id/contrats", parcours.ActionLogContrat, "contrat", pages.ChampsNouveauContrat,
		(*Site).logContrat),
	onSalarie("/salaries/:id/contrats/:contrat/fin", parcours.ActionEndContrat, "fin-contrat",
		parcours.ChampsFinContrat, (*Site).endContrat),
	phrase{"contrat_ajoute", "Le contrat est ajouté."},
	phrase{"contrat_fini", "La fin du contrat est notée."},
)

// logContrat adds a contract, often a renewal.
func (s *Site) logContrat(c *Request, f *Form, contrat parcours.Contrat) (suite, error) {
	_, err := s.app.LogContrat(c.Ctx(), c.Qui, c.ID("id"), contrat, f.Cle())
	return c.back("#contrats", "contrat_ajoute"), err
}

// endContrat notes the last day of a contract, and why.
func (s *Site) endContrat(c *Request, f *Form, fin parcours.FinContrat) (suite, error) {
	_, err := s.app.EndContrat(c.Ctx(), c.Qui, c.ID("id"), c.ID("contrat"), fin, f.Cle())
	return c.back("#contrats", "contrat_fini"), err
}
