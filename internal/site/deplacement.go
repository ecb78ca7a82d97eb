package site

import (
	"fmt"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/suivis/:id/deplacement", parcours.ActionLogSuivi, "deplacement", showMove(parcours.ObjetSuivi)),
	moveFrom("/suivis/:id/deplacement", parcours.ObjetSuivi),
	getForm("/observations/:id/deplacement", parcours.ActionLogObservation, "deplacement", showMove(parcours.ObjetObservation)),
	moveFrom("/observations/:id/deplacement", parcours.ObjetObservation),
	getForm("/freins/:id/deplacement", parcours.ActionEditFrein, "deplacement", showMove(parcours.ObjetFrein)),
	moveFrom("/freins/:id/deplacement", parcours.ObjetFrein),
	getForm("/parcours/:id/deplacement", parcours.ActionReadParcours, "deplacement", showMove(parcours.ObjetParcours)),
	moveFrom("/parcours/:id/deplacement", parcours.ObjetParcours),
	phrase{"deplace", "C'est maintenant dans ce dossier. L'autre ne le montre plus, et son historique dit pourquoi."},
)

// moveFrom is where what was noted on the wrong person is handed to the right one.
func moveFrom(chemin string, objet parcours.Deplacable) route {
	return act(chemin, objet.Action(), "deplacement", objet.Champs(),
		func(s *Site, c *Request, f *Form, vers parcours.Destination) (suite, error) {
			vers.Acquittes = f.Liste(parcours.ChampAcquittes)
			fait, err := s.app.Move(c.Ctx(), c.Qui, objet, c.ID("id"), vers, f.Version(), f.Cle())
			if err != nil {
				return suite{}, err
			}
			return suite{placeOf(c, *fait), "deplace"}, nil
		}, showMove(objet))
}

// placeOf is where one sees what was moved.
func placeOf(c *Request, x parcours.Deplacement) string {
	switch {
	case x.VersParcoursID != nil:
		return fmt.Sprintf("/parcours/%d#suivi-%d", *x.VersParcoursID, x.ObjetID)
	case x.Objet == parcours.ObjetParcours:
		return fmt.Sprintf("/parcours/%d", x.ObjetID)
	case !c.Can(parcours.ActionReadSalarie):
		return fmt.Sprintf("/observations/%d", x.VersSalarieID)
	}
	return fmt.Sprintf("/salaries/%d#%s-%d", x.VersSalarieID, x.Objet, x.ObjetID)
}

// showMove asks who it really was: one searches the person, then says why.
func showMove(objet parcours.Deplacable) func(*Site, *Request, *Form) error {
	return func(s *Site, c *Request, f *Form) error {
		x, err := s.app.FindDeplacementPossible(c.Ctx(), c.Qui, objet, c.ID("id"), c.Recherche())
		if err != nil {
			return err
		}
		if x.Version != 0 {
			f.Set("version", fmt.Sprint(x.Version))
		}
		ici := composants.Adresse{Chemin: c.Request.URL.Path, Requete: c.Filtres()}
		return c.Page(f.Status(), "C'était une autre personne", pages.Deplacement(pages.DeplacementPage{
			Retourne: f.Retourne, DeplacementPossible: x, Q: c.Recherche(), Adresse: ici, RetourURL: c.moveBack(objet, x.Place),
		}))
	}
}

// moveBack is where one came from: the thing as it stands.
func (c *Request) moveBack(objet parcours.Deplacable, p parcours.Place) string {
	return placeOf(c, parcours.Deplacement{Objet: objet, ObjetID: c.ID("id"), VersSalarieID: p.SalarieID,
		VersParcoursID: whenSuivi(objet, p.ParcoursID)})
}

func whenSuivi(objet parcours.Deplacable, id int64) *int64 {
	if objet != parcours.ObjetSuivi {
		return nil
	}
	return &id
}
