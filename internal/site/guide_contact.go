package site

import (
	"net/url"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/guide/contacts", parcours.ActionReadGuide, (*Site).showContacts),
	get("/guide/contacts/:carte", parcours.ActionReadGuide, (*Site).downloadVCard),
)

// showContacts is the directory, of the structure first. Its filters stay in the address; a code that
// does not exist filters nothing.
func (s *Site) showContacts(c *Request) error {
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	chez, hdf := c.structure(), parcours.DepartementsHdf.Has(c.Moi.Siae.Departement)
	requete := c.Request.URL.Query()
	if c.Request.URL.RawQuery == "" { // nothing asked: those whom one's structure would call
		if u, err := url.Parse(pages.Annuaire(chez, hdf)); err == nil {
			requete = u.Query()
		}
	}
	f := filtreContacts(requete)
	adresse := composants.Adresse{Chemin: "/guide/contacts", Requete: url.Values{}}
	for nom, valeur := range map[string]string{"opco": f.Opco, "departement": f.Departement, "territoire": f.Territoire, "reseau": f.Reseau, "q": f.Recherche} {
		if valeur != "" {
			adresse.Requete.Set(nom, valeur)
		}
	}
	p := pages.GuideContactsPage{Adresse: adresse, Filtre: f, Chez: chez, CanSignaler: c.Can(parcours.ActionEditGuide), Hdf: hdf}
	p.Filtres = composants.Formulaire{Prefixe: "contacts", Valeurs: adresse.Requete}
	gens := g.Contacts(f)
	p.Total = len(gens)
	precis, ouverts := split(gens, func(it *guide.Item) bool { return names(g, it, f) })
	p.Precis, p.Ouverts = byOrganisme(g, precis, f), byOrganisme(g, ouverts, f)
	return c.Page(200, "Annuaire", pages.GuideAnnuaire(p))
}

func filtreContacts(q url.Values) guide.Filtre {
	keep := func(nom string, l parcours.Liste) string {
		if code := q.Get(nom); l.Has(code) {
			return code
		}
		return ""
	}
	f := guide.Filtre{
		Opco: keep("opco", parcours.Opcos), Departement: keep("departement", parcours.DepartementsHdf), Reseau: keep("reseau", parcours.Reseaux),
		Recherche: strings.TrimSpace(q.Get("q")),
	}
	if t, ok := guide.Territoires.Find(q.Get("territoire")); ok {
		f.Territoire = t.Code
	}
	return f
}

// names: the contact is there for what was asked, not because it answers to
// everybody. The OPCO and the network say who somebody is; then the place.
func names(g *guide.Guide, it *guide.Item, f guide.Filtre) bool {
	for _, seul := range []guide.Filtre{{Opco: f.Opco}, {Reseau: f.Reseau}, {Territoire: f.Territoire}, {Departement: f.Departement}} {
		if seul != (guide.Filtre{}) {
			return g.Precision(it, seul) > 0
		}
	}
	return true
}

// byOrganisme gathers people under their organisation, those whom most of the
// filter names first.
func byOrganisme(g *guide.Guide, gens []*guide.Item, f guide.Filtre) []pages.GuideOrganisme {
	slices.SortStableFunc(gens, func(a, b *guide.Item) int { return g.Precision(b, f) - g.Precision(a, f) })
	var groupes []pages.GuideOrganisme
	place := map[string]int{}
	for _, it := range gens {
		nom := it.Contact.Organisme
		i, ok := place[nom]
		if !ok {
			i = len(groupes)
			place[nom] = i
			groupes = append(groupes, pages.GuideOrganisme{Nom: nom})
		}
		groupes[i].Gens = append(groupes[i].Gens, it)
	}
	return groupes
}

// downloadVCard gives one contact to a telephone or a mail program.
func (s *Site) downloadVCard(c *Request) error {
	g, err := s.guideOf(c)
	if err != nil {
		return err
	}
	id, ok := strings.CutSuffix(c.Param("carte"), ".vcf")
	it, connu := g.Find(id)
	if !ok || !connu || it.Type != guide.TypeContact {
		return parcours.NotFound("Contact")
	}
	c.Header("Content-Disposition", `attachment; filename="`+it.ID+`.vcf"`)
	c.Data(200, "text/vcard; charset=utf-8", it.VCard())
	return nil
}
