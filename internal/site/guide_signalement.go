package site

import (
	"maps"
	"net/http"

	"parcours.example/internal/app"
	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/structure/guide/signaler/:item", parcours.ActionEditGuide, "", (*Site).showSignaler),
	act("/structure/guide/signaler/:item", parcours.ActionEditGuide, ":genre", nil,
		(*Site).signaler, (*Site).showSignaler),
	post("/structure/guide/signalements/:signalement/levee", parcours.ActionEditGuide, (*Site).leverSignalement),
	get("/structure/fraicheur", parcours.ActionReadFraicheur, (*Site).showFraicheur),
	phrase{"guide_perime", "C'est signalé : la direction le verra."},
	phrase{"guide_correction", "La correction est enregistrée pour votre structure."},
	phrase{"guide_masque", "L'élément n'est plus proposé dans votre structure."},
	phrase{"guide_retabli", "Le texte régional est de nouveau affiché."},
)

// showSignaler offers what may be said against an item of the guide: three forms,
// of which f is the one that came back. An addition of the SIAE is simply changed.
func (s *Site) showSignaler(c *Request, f *Form) error {
	item := c.Param("item")
	if id, ok := app.AjoutIDOf(item); ok && !f.sent {
		return c.Redirect(guideSiaeURL+"/ajouts/"+itoa(id), "")
	}
	regional, ok := s.app.GuideRegional().Find(item)
	if !ok {
		return parcours.NotFound("Élément du guide")
	}
	l, err := s.app.ListGuideSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	g, err := s.app.GuideFor(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	p := pages.SignalerPage{
		Item: regional, Age: regional.Age(c.Aujourdhui()), Retour: c.Retour(guideSiaeURL), Ouvert: f.Prefixe,
		IsMasquable: regional.Type != guide.TypeEtape,
	}
	if it, ok := g.Find(item); ok {
		p.Item = it
	}
	p.Deja, _ = split(l.Signalements, func(x guide.SignalementLu) bool { return x.Item == item })
	corrige := NewFormulaire("correction").Set("titre", p.Item.Titre).Set("texte", p.Item.Texte)
	if p.Item.Contact != nil {
		maps.Copy(corrige.Valeurs, valeursContact(p.Item.Contact.ContactCorrige))
	}
	p.Corrige, _ = corrige.orBack(f)
	p.Perime, _ = NewFormulaire("perime").orBack(f)
	p.Masque, _ = NewFormulaire("masque").orBack(f)
	return c.Page(f.Status(), "Signaler un élément du guide", pages.Signaler(p))
}

// signaler keeps what somebody says against an item.
func (s *Site) signaler(c *Request, f *Form, _ struct{}) (suite, error) {
	if !parcours.GenresSignalement.Has(f.Prefixe) {
		f.Prefixe = parcours.SignalementPerime
	}
	sig := parcours.GuideSignalement{
		Item: c.Param("item"), Genre: f.Prefixe, Motif: f.Texte("motif"),
		Titre: f.Texte("titre"), Texte: f.Texte("texte"),
	}
	if f.Valeurs.Has("organisme") {
		sig.Contact = &parcours.ContactCorrige{}
		f.Read(parcours.ChampsContact, sig.Contact)
	}
	_, err := s.app.SignalerItem(c.Ctx(), c.Qui, sig, f.Cle())
	return suite{c.Retour(guideSiaeURL), Annonce("guide_" + f.Prefixe)}, err
}

// leverSignalement takes back what was said.
func (s *Site) leverSignalement(c *Request) error {
	if err := s.app.LeverSignalement(c.Ctx(), c.Qui, c.ID("signalement")); err != nil {
		return err
	}
	return c.Redirect(c.Retour(guideSiaeURL), "guide_retabli")
}

// showFraicheur is what the directeur has to look at again.
func (s *Site) showFraicheur(c *Request) error {
	f, err := s.app.ListFraicheur(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	return c.Page(http.StatusOK, "Fraîcheur du guide", pages.Fraicheur(pages.FraicheurPage{
		Onglets: c.ongletsSiae("/structure/fraicheur"), Signales: f.Signales, Depasses: f.Depasses,
		Anciens: s.byEtape(f.Anciens), Total: len(f.Anciens), Aujourdhui: c.Aujourdhui(),
	}))
}

// byEtape folds items under their edition, the oldest first, then their étape.
func (s *Site) byEtape(items []*guide.Item) []pages.AncienGroupe {
	var groupes []pages.AncienGroupe
	for _, eux := range groupBy(items, func(it *guide.Item) string { return it.Edition + it.Etape }) {
		groupe := pages.AncienGroupe{Edition: eux[0].Edition, Titre: "Étape " + eux[0].Etape, Items: eux}
		if e, ok := s.app.GuideRegional().FindEtape(eux[0].Etape); ok {
			groupe.Titre = e.Titre
		}
		groupes = append(groupes, groupe)
	}
	return groupes
}
