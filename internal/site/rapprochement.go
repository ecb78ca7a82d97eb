package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/salaries/:id/rapprochement", parcours.ActionMerge, "rapprochement", (*Site).showMerge),
	act("/salaries/:id/rapprochement", parcours.ActionMerge, "rapprochement", parcours.ChampsRapprochement,
		(*Site).mergeSalarie, (*Site).showMerge),
	onSalarie("/salaries/:id/separer", parcours.ActionSeparate, "separer", parcours.Champs{parcours.ChampMotif}, (*Site).separateSalarie),
	phrase{"dossiers_reunis", "Les deux dossiers n'en font plus qu'un."},
	phrase{"dossiers_separes", "Les deux dossiers sont de nouveau séparés."},
	phrase{"dossiers_separes_en_partie", "Les deux dossiers sont de nouveau séparés. " +
		"Ce qui a été changé ici depuis la réunion est gardé : relisez l'identité."},
)

// showMerge finds the other file of the person, then compares the two.
func (s *Site) showMerge(c *Request, f *Form) error {
	x, err := s.app.FindReunionPossible(c.Ctx(), c.Qui, c.ID("id"), toID(c.Query("avec")), c.Recherche())
	if err != nil {
		return err
	}
	if x.Autre != nil {
		for _, champ := range parcours.ChampsReunis {
			if y := champ.Textes(x.Autre.Salarie); !f.sent && len(y) > 0 && len(champ.Textes(x.Garde.Salarie)) == 0 {
				f.Set(champ.Code, y...) // nothing is lost by taking it
			}
		}
		f.Set("version", itoa(int64(x.Garde.Version))).Set("version_avec", itoa(int64(x.Autre.Version)))
	}
	return c.Page(f.Status(), "Réunir deux dossiers", pages.Rapprochement(pages.RapprochementPage{
		Retourne: f.Retourne, ReunionPossible: x, Q: c.Recherche(), Retour: salarieURL(x.Garde.ID),
		Adresse: composants.Adresse{Chemin: c.Request.URL.Path, Requete: c.Filtres()},
	}))
}

// mergeSalarie makes one file of the two, with the values that were ticked.
func (s *Site) mergeSalarie(c *Request, f *Form, r parcours.Reunion) (suite, error) {
	r.Champs = map[string][]string{}
	for _, champ := range parcours.ChampsReunis {
		if f.Valeurs.Has(champ.Code) {
			r.Champs[champ.Code] = f.Valeurs[champ.Code]
		}
	}
	_, err := s.app.MergeSalarie(c.Ctx(), c.Qui, c.ID("id"), r, f.Version(), f.Entier("version_avec"), f.Cle())
	return suite{salarieURL(c.ID("id")), "dossiers_reunis"}, err
}

// separateSalarie takes the two apart.
func (s *Site) separateSalarie(c *Request, f *Form, r struct{ Motif string }) (suite, error) {
	_, restes, err := s.app.SeparateSalarie(c.Ctx(), c.Qui, c.ID("id"), int64(f.Entier("reunion")), r.Motif)
	if len(restes) > 0 {
		return c.back("", "dossiers_separes_en_partie"), err
	}
	return c.back("", "dossiers_separes"), err
}
