package site

import (
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	post("/parcours/:id/conseils/:item", parcours.ActionHandleConseil, (*Site).handleConseil),
)

// handleConseil keeps what was decided about one advice of the guide: done,
// planned for a day, put aside for a reason.
func (s *Site) handleConseil(c *Request) error {
	item := c.Param("item")
	nom := pages.FormConseil(item)
	f := c.Formulaire(nom)
	conseil := parcours.Conseil{Item: item, Version: f.Version()}
	f.Read(parcours.ChampsConseil, &conseil)
	dit, deed := Annonce("conseil_note"), func(id int64) error {
		return s.app.HandleConseil(c.Ctx(), c.Qui, id, conseil, f.Cle())
	}
	switch conseil.Decision {
	case "planifie":
		dit = "conseil_prevu"
	case "reprendre":
		dit, deed = "conseil_repris", func(id int64) error {
			return s.app.ForgetConseil(c.Ctx(), c.Qui, id, item, conseil.Version)
		}
	}
	return s.onParcoursTo(c, f, nom, dit, deed, func(id int64) string {
		if f.Texte("depuis") == "aujourdhui" { // done from the list of the day
			return "/aujourdhui"
		}
		requete, ancre := pages.LieuConseil(f.Texte("lieu"))
		adresse := parcoursURL(id)
		if requete != "" {
			adresse += "?" + requete
		}
		return WithRetour(adresse, c.Retour("")) + ancre
	})
}

// conseilsOf names the items that were decided about.
func conseilsOf(g *guide.Guide, decisions []parcours.Conseil) []pages.ConseilDecide {
	vus := make([]pages.ConseilDecide, len(decisions))
	for i, d := range decisions {
		vus[i] = pages.ConseilDecide{Conseil: d, Titre: pages.TitreGuide(g.Titre, d.Item)}
		if it, ok := g.Find(d.Contact); ok {
			vus[i].Appeler = pages.NomContact(it)
		}
	}
	return vus
}
