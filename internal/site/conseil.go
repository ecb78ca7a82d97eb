package site

import (
	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/pages"
)

// handleConseil keeps what was decided about one advice of the guide: done,
// planned for a day, put aside for a reason.
func (s *Site) handleConseil(c *Requete) error {
	item := c.Param("item")
	nom := pages.FormConseil(item)
	f := c.Formulaire(nom)
	conseil := parcours.Conseil{Item: item, Decision: f.Texte("decision"), DatePrevue: f.Date("date_prevue"), Motif: f.Texte("motif")}
	if conseil.Decision == "reprendre" {
		return s.onParcours(c, f, nom, "#conseils", "conseil_repris", func(id int64) error {
			return s.app.ForgetConseil(c.Ctx(), c.Qui, id, item)
		})
	}
	return s.onParcours(c, f, nom, "#conseils", "conseil_note", func(id int64) error {
		return s.app.HandleConseil(c.Ctx(), c.Qui, id, conseil, f.Cle())
	})
}

// conseilsOf names the items that were decided about; one that left the guide
// keeps its id.
func conseilsOf(g *guide.Guide, decisions []parcours.Conseil) []pages.ConseilDecide {
	vus := make([]pages.ConseilDecide, len(decisions))
	for i, d := range decisions {
		vus[i] = pages.ConseilDecide{Conseil: d, Titre: d.Item}
		if it, ok := g.Find(d.Item); ok {
			vus[i].Titre = it.Titre
		}
	}
	return vus
}
