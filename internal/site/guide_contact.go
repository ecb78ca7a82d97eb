package site

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	getGuide("/guide/contacts", (*Site).showContacts),
	getGuide("/guide/contacts/:carte", (*Site).downloadVCard),
)

// showContacts is the directory, of the structure first. Its filters stay in the
// address; a code that does not exist filters nothing.
func (s *Site) showContacts(c *Request, g *guide.Guide) error {
	chez, hdf := c.structure(), parcours.DepartementsHdf.Has(c.Moi.Siae.Departement)
	requete := c.Request.URL.Query()
	if c.Request.URL.RawQuery == "" { // nothing asked: those whom one's structure would call
		if u, err := url.Parse(pages.Annuaire(chez, hdf)); err == nil {
			requete = u.Query()
		}
	}
	f := filtreContacts(requete)
	adresse := composants.Adresse{Chemin: "/guide/contacts", Requete: champsFiltre.Values(f)}
	maps.DeleteFunc(adresse.Requete, func(_ string, valeurs []string) bool { return len(valeurs) == 0 })
	gens := g.Contacts(f)
	precis, ouverts := split(gens, func(it *guide.Item) bool { return names(g, it, f) })
	return c.Page(http.StatusOK, "Annuaire", pages.GuideAnnuaire(pages.GuideContactsPage{
		Adresse: adresse, Filtre: f, Chez: chez, Hdf: hdf, CanSignaler: c.Can(parcours.ActionEditGuide),
		Filtres: composants.Formulaire{Prefixe: "contacts", Valeurs: adresse.Requete},
		Total:   len(gens), Precis: byOrganisme(g, precis, f), Ouverts: byOrganisme(g, ouverts, f),
	}))
}

// champsFiltre are the filters of the directory, as its address writes them.
var champsFiltre = parcours.Champs{
	{Code: "opco", Genre: parcours.GenreChoix, Liste: parcours.Opcos},
	{Code: "departement", Genre: parcours.GenreChoix, Liste: parcours.DepartementsHdf},
	{Code: "reseau", Genre: parcours.GenreChoix, Liste: parcours.Reseaux},
	{Code: "territoire", Genre: parcours.GenreChoix, Liste: guide.Territoires},
	{Code: "q", Colonne: "recherche", Genre: parcours.GenreTexte},
}

func filtreContacts(q url.Values) (f guide.Filtre) {
	champsFiltre.Read(func(code string) ([]string, bool) {
		liste := champsFiltre.Get(code).Liste
		return q[code], liste == nil || liste.Has(q.Get(code))
	}, &f)
	return f
}

// names: the contact is there for what was asked, not because it answers to
// everybody. The OPCO and the network say who somebody is; then the place.
func names(g *guide.Guide, it *guide.Item, f guide.Filtre) bool {
	for _, seul := range []guide.Filtre{
		{Opco: f.Opco}, {Reseau: f.Reseau}, {Territoire: f.Territoire}, {Departement: f.Departement},
	} {
		if seul != (guide.Filtre{}) {
			return g.Precision(it, seul) > 0
		}
	}
	return true
}

// byOrganisme gathers people under their organisation, the best matches first.
func byOrganisme(g *guide.Guide, gens []*guide.Item, f guide.Filtre) []pages.GuideOrganisme {
	slices.SortStableFunc(gens, func(a, b *guide.Item) int { return g.Precision(b, f) - g.Precision(a, f) })
	var groupes []pages.GuideOrganisme
	for _, eux := range groupBy(gens, func(it *guide.Item) string { return it.Contact.Organisme }) {
		groupes = append(groupes, pages.GuideOrganisme{Nom: eux[0].Contact.Organisme, Gens: eux})
	}
	return groupes
}

// downloadVCard gives one contact to a telephone or a mail program.
func (s *Site) downloadVCard(c *Request, g *guide.Guide) error {
	id, ok := strings.CutSuffix(c.Param("carte"), ".vcf")
	it, connu := g.Find(id)
	if !ok || !connu || it.Type != guide.TypeContact {
		return parcours.NotFound("Contact")
	}
	c.Header("Content-Disposition", `attachment; filename="`+it.ID+`.vcf"`)
	c.Data(http.StatusOK, "text/vcard; charset=utf-8", it.VCard())
	return nil
}
