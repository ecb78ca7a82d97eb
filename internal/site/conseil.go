package site

import (
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	onParcours("/parcours/:id/conseils/:item", parcours.ActionHandleConseil,
		"conseil-:item", parcours.ChampsConseil, (*Site).handleConseil),
	phrase{"conseil_note", "C'est noté : ce conseil passe derrière les autres."},
	phrase{"conseil_prevu", "C'est prévu : le rappel viendra ce jour-là dans « Aujourd'hui »."},
	phrase{"conseil_repris", "Le conseil est de nouveau proposé."},
)

// handleConseil keeps what was decided about one advice of the guide: done,
// planned for a day, put aside for a reason.
func (s *Site) handleConseil(c *Request, f *Form, conseil parcours.Conseil) (suite, error) {
	conseil.Item, conseil.Version = c.Param("item"), f.Version()
	requete, ancre := pages.LieuConseil(f.Texte("lieu"))
	apres := suite{pages.WithRetour(parcoursURL(c.ID("id"))+requete, c.Retour("")) + ancre, "conseil_note"}
	if f.Texte("depuis") == "aujourdhui" { // done from the list of the day
		apres.adresse = "/aujourdhui"
	}
	switch conseil.Decision {
	case "reprendre":
		apres.dit = "conseil_repris"
		return apres, s.app.ForgetConseil(c.Ctx(), c.Qui, c.ID("id"), conseil.Item, conseil.Version)
	case parcours.ConseilPlanifie:
		apres.dit = "conseil_prevu"
	}
	return apres, s.app.HandleConseil(c.Ctx(), c.Qui, c.ID("id"), conseil, f.Cle())
}

// conseilsOf names the items that were decided about.
func conseilsOf(g *guide.Guide, decisions []parcours.Conseil) []pages.ConseilDecide {
	vus := make([]pages.ConseilDecide, len(decisions))
	for i, d := range decisions {
		vus[i] = pages.ConseilDecide{Conseil: d, Titre: pages.TitreGuide(g.Titre, d.Item)}
		if it, ok := g.Find(d.Contact); ok {
			vus[i].Appeler = it.NomContact()
		}
	}
	return vus
}
