package api

import (
	"cmp"
	"context"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/guide/etapes", Acces: parcours.ActionReadGuide,
		Filtres: map[string]parcours.Liste{"etat": parcours.ListeEtats()},
		Resume:  "Les étapes du guide, avec leurs textes"}, (*api).listEtapes),
	route(operation{Methode: get, Chemin: "/guide/recherche", Acces: parcours.ActionReadGuide,
		Filtres: map[string]parcours.Liste{"type": guide.Types},
		Resume:  "Chercher dans le guide", Texte: "Les textes qui contiennent tous les mots, le plus proche d'abord."}, (*api).searchGuide),
	route(operation{Methode: get, Chemin: "/guide/contacts", Acces: parcours.ActionReadGuide,
		Filtres: map[string]parcours.Liste{"opco": parcours.Opcos, "departement": parcours.DepartementsHdf, "reseau": parcours.Reseaux,
			"territoire": each(guide.Territoires, func(t guide.Territoire) parcours.Terme { return parcours.Terme{Code: t.Code} })},
		Resume: "L'annuaire du guide"}, (*api).listContacts),
	route(operation{Methode: get, Chemin: "/guide/glossaire", Acces: parcours.ActionReadGuide,
		Resume: "Les sigles"}, (*api).listGlossaire),
)

// ItemGuide is one text of the guide, with its source.
type ItemGuide struct {
	ID       string         `json:"id"`
	Titre    string         `json:"titre"`
	Texte    string         `json:"texte"`
	Type     string         `json:"type"`
	TypeNom  string         `json:"type_libelle"`
	Priorite string         `json:"priorite" enum:"bloquant,important,normal"`
	Etape    *string        `json:"etape"`
	Source   string         `json:"source" doc:"Où cela se lit dans le guide."`
	Lignes   *string        `json:"lignes"`
	Edition  *string        `json:"edition"`
	Contacts []contactGuide `json:"contacts"`
	Liens    []lienGuide    `json:"liens"`
	Actions  []string       `json:"actions" doc:"Ce qu'il y a à faire, dans l'ordre."`
	Depuis   []depuisGuide  `json:"depuis" doc:"Ce qui a changé depuis cette édition."`
}

type contactGuide struct {
	ID           string   `json:"id"`
	Nom          *string  `json:"nom"`
	Fonction     *string  `json:"fonction"`
	Organisme    *string  `json:"organisme"`
	Territoire   *string  `json:"territoire"`
	Telephones   []string `json:"telephones"`
	Email        *string  `json:"email"`
	Note         *string  `json:"note"`
	Mention      *string  `json:"mention" doc:"Une réserve à montrer à côté du nom."`
	Opcos        []string `json:"opcos" doc:"Vide : tous."`
	Departements []string `json:"departements" doc:"Vide : tous."`
	Source       string   `json:"source"`
	Edition      *string  `json:"edition"`
}

type lienGuide struct {
	Libelle string `json:"libelle"`
	URL     string `json:"url"`
}

type depuisGuide struct {
	Date      string `json:"date"`
	Texte     string `json:"texte"`
	Source    string `json:"source"`
	AVerifier bool   `json:"a_verifier"`
}

func itemOf(it *guide.Item) ItemGuide {
	return ItemGuide{
		ID: it.ID, Titre: it.Titre, Texte: it.Texte, Type: it.Type, TypeNom: it.TypeLibelle(), Priorite: cmp.Or(it.Priorite, guide.PrioriteNormal),
		Etape: texte(it.Etape), Source: it.Source(), Lignes: texte(it.Lignes), Edition: texte(it.Edition), Contacts: []contactGuide{},
		Liens:   each(it.Liens, func(l guide.Lien) lienGuide { return lienGuide(l) }),
		Actions: codes(it.Actions),
		Depuis:  each(it.Depuis, func(d guide.Depuis) depuisGuide { return depuisGuide(d) }),
	}
}

func contactOf(it *guide.Item) contactGuide {
	c := it.Contact
	if c == nil {
		c = &guide.Contact{}
	}
	return contactGuide{
		ID: it.ID, Nom: texte(c.Nom), Fonction: texte(c.Fonction), Organisme: texte(c.Organisme), Territoire: texte(c.Territoire), Telephones: codes(c.Tel),
		Email: texte(c.Mel), Note: texte(c.Note), Mention: texte(c.Mention()), Opcos: codes(it.Criteres.Opcos), Departements: codes(it.Criteres.Departements),
		Source: it.Source(), Edition: texte(it.Edition),
	}
}

type demandeEtapes struct {
	Pagination
	Tri  string `query:"tri" enum:"rang,-rang" default:"rang"`
	Etat string `query:"etat" doc:"Les étapes à lire dans cet état."`
}

type etapeGuide struct {
	ItemGuide
	Rang  int         `json:"rang"`
	Etats []string    `json:"etats" doc:"Les états d'un parcours où elle se lit ; vide : elle concerne la structure."`
	Items []ItemGuide `json:"items"`
}

// ListeEtapeGuide is a list like the others, with the edition of what it lists. Its
// parts have exported names: the document leaves out what is embedded under
// another.
type ListeEtapeGuide struct {
	PageEtapes
	Edition editionGuide `json:"edition" doc:"L'édition du guide entier. Chaque texte garde la sienne : elle dit d'où il vient."`
}

type PageEtapes = liste[etapeGuide]

type editionGuide struct {
	Numero  int    `json:"numero" doc:"Grandit à chaque mise à jour."`
	Date    string `json:"date" doc:"Le mois de la mise à jour." example:"2026-11"`
	Titre   string `json:"titre"`
	Libelle string `json:"libelle" doc:"Ce qui précède, à montrer tel quel."`
}

func (a *api) listEtapes(ctx context.Context, q *call, in *demandeEtapes) (*response[ListeEtapeGuide], error) {
	g, err := a.app.GuideFor(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	etapes := keep(g.Etapes(), func(e guide.Etape) bool {
		return (in.Etat == "" || slices.Contains(e.Etats(), in.Etat)) && matches(in.Q, e.Titre, e.Texte)
	})
	_, desc := order(in.Tri)
	sortBy(etapes, desc, func(x, y guide.Etape) int { return x.Rang - y.Rang })
	page := paginate(each(etapes, func(e guide.Etape) etapeGuide {
		return etapeGuide{ItemGuide: itemOf(e.Item), Rang: e.Rang, Etats: codes(e.Etats()), Items: each(e.Items, itemOf)}
	}), in.Pagination)
	e := g.Edition()
	return &response[ListeEtapeGuide]{ListeEtapeGuide{page.Body, editionGuide{Numero: e.Numero, Date: e.Date, Titre: e.Titre, Libelle: e.Libelle()}}}, nil
}

type demandeRecherche struct {
	Pagination
	Tri  string `query:"tri" enum:"pertinence,guide" default:"pertinence"`
	Type string `query:"type"`
}

type trouvaille struct {
	ItemGuide
	EtapeTitre *string `json:"etape_titre"`
	Pourquoi   string  `json:"pourquoi" doc:"Où les mots ont été trouvés."`
}

func (a *api) searchGuide(ctx context.Context, q *call, in *demandeRecherche) (*response[liste[trouvaille]], error) {
	if in.Q == "" {
		var es parcours.Erreurs
		es.Add("q", "Indiquez les mots à chercher, par exemple q=mobilité.")
		return nil, es
	}
	g, err := a.app.GuideFor(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	rs := keep(g.Search(in.Q), func(r guide.Resultat) bool { return in.Type == "" || in.Type == r.Type })
	if in.Tri == "guide" {
		rang := ranks(g)
		sortBy(rs, false, func(x, y guide.Resultat) int { return rang[x.ID] - rang[y.ID] })
	}
	return paginate(each(rs, func(r guide.Resultat) trouvaille {
		return trouvaille{ItemGuide: itemOf(r.Item), EtapeTitre: texte(r.EtapeTitre), Pourquoi: r.Pourquoi}
	}), in.Pagination), nil
}

type demandeContacts struct {
	Pagination
	Tri         string `query:"tri" enum:"guide,organisme,-organisme" default:"guide"`
	Opco        string `query:"opco"`
	Departement string `query:"departement"`
	Territoire  string `query:"territoire"`
	Reseau      string `query:"reseau"`
}

func (a *api) listContacts(ctx context.Context, q *call, in *demandeContacts) (*response[liste[contactGuide]], error) {
	g, err := a.app.GuideFor(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	cs := each(g.Contacts(guide.Filtre{
		Opco: in.Opco, Departement: in.Departement, Territoire: in.Territoire, Reseau: in.Reseau, Recherche: in.Q,
	}), contactOf)
	if champ, desc := order(in.Tri); champ == "organisme" {
		sortBy(cs, desc, func(x, y contactGuide) int { return cmp.Compare(fold(x.Organisme), fold(y.Organisme)) })
	}
	return paginate(cs, in.Pagination), nil
}

func fold(s *string) string {
	if s == nil {
		return ""
	}
	return parcours.Fold(*s)
}

type demandeGlossaire struct {
	Pagination
	Tri string `query:"tri" enum:"titre,-titre" default:"titre"`
}

func (a *api) listGlossaire(ctx context.Context, q *call, in *demandeGlossaire) (*response[liste[ItemGuide]], error) {
	g, err := a.app.GuideFor(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	is := keep(g.Glossaire(), func(it *guide.Item) bool { return matches(in.Q, it.Titre, it.Texte) })
	_, desc := order(in.Tri)
	sortBy(is, desc, func(x, y *guide.Item) int { return cmp.Compare(parcours.Fold(x.Titre), parcours.Fold(y.Titre)) })
	return paginate(each(is, itemOf), in.Pagination), nil
}
