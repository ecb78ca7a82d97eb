package api

import (
	"cmp"
	"context"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	ofGuide(operation{Chemin: "/guide/etapes",
		Filtres: filtres{"etat": parcours.ListeEtats()},
		Resume:  "Les étapes du guide, avec leurs textes"}, listEtapes),
	ofGuide(operation{Chemin: "/guide/recherche",
		Filtres: filtres{"type": guide.Types},
		Resume:  "Chercher dans le guide",
		Texte:   "Les textes qui contiennent tous les mots, le plus proche d'abord."}, searchGuide),
	ofGuide(operation{Chemin: "/guide/contacts",
		Filtres: filtres{"opco": parcours.Opcos, "departement": parcours.DepartementsHdf, "reseau": parcours.Reseaux,
			"territoire": guide.Territoires},
		Resume: "L'annuaire du guide"}, listContacts),
	ofGuide(operation{Chemin: "/guide/glossaire",
		Resume: "Les sigles"}, listGlossaire),
)

// ofGuide declares what is read in the guide, as the SIAE of the call has it.
func ofGuide[I, O any](o operation, show func(*guide.Guide, *I) (*O, error)) declaration {
	o.Methode, o.Acces = get, parcours.ActionReadGuide
	return route(o, func(q *call, ctx context.Context, in *I) (*O, error) {
		g, err := q.app.GuideFor(ctx, q.Qui)
		if err != nil {
			return nil, err
		}
		return show(g, in)
	})
}

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
		ID: it.ID, Titre: it.Titre, Texte: it.Texte, Type: it.Type, TypeNom: it.TypeLibelle(),
		Priorite: cmp.Or(it.Priorite, guide.PrioriteNormal), Etape: known(it.Etape),
		Source: it.Source(), Lignes: known(it.Lignes), Edition: known(it.Edition), Contacts: []contactGuide{},
		Liens:   each(it.Liens, func(l guide.Lien) lienGuide { return lienGuide(l) }),
		Actions: full(it.Actions),
		Depuis:  each(it.Depuis, func(d guide.Depuis) depuisGuide { return depuisGuide(d) }),
	}
}

func contactOf(it *guide.Item) contactGuide {
	c := cmp.Or(it.Contact, &guide.Contact{})
	return contactGuide{
		ID: it.ID, Nom: known(c.Nom), Fonction: known(c.Fonction), Organisme: known(c.Organisme),
		Territoire: known(c.Territoire), Telephones: full(c.Tel), Email: known(c.Mel), Note: known(c.Note),
		Mention: known(c.Mention()), Opcos: full(it.Criteres.Opcos), Departements: full(it.Criteres.Departements),
		Source: it.Source(), Edition: known(it.Edition),
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

func listEtapes(g *guide.Guide, in *demandeEtapes) (*ListeEtapeGuide, error) {
	page := choose(g.Etapes(), in.Pagination, in.Tri,
		tris[guide.Etape]{"rang": func(x, y guide.Etape) int { return x.Rang - y.Rang }},
		func(e guide.Etape) bool {
			return (in.Etat == "" || slices.Contains(e.Etats(), in.Etat)) && matches(in.Q, e.Titre, e.Texte)
		},
		func(e guide.Etape) etapeGuide {
			return etapeGuide{itemOf(e.Item), e.Rang, full(e.Etats()), each(e.Items, itemOf)}
		})
	e := g.Edition()
	return &ListeEtapeGuide{*page, editionGuide{e.Numero, e.Date, e.Titre, e.Libelle()}}, nil
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

func searchGuide(g *guide.Guide, in *demandeRecherche) (*liste[trouvaille], error) {
	if in.Q == "" {
		var es parcours.Erreurs
		es.Add("q", "Indiquez les mots à chercher, par exemple q=mobilité.")
		return nil, es
	}
	rang := ranks(g)
	return choose(g.Search(in.Q), in.Pagination, in.Tri,
		tris[guide.Resultat]{"guide": func(x, y guide.Resultat) int { return rang[x.ID] - rang[y.ID] }},
		func(r guide.Resultat) bool { return asked(in.Type, r.Type) },
		func(r guide.Resultat) trouvaille { return trouvaille{itemOf(r.Item), known(r.EtapeTitre), r.Pourquoi} }), nil
}

type demandeContacts struct {
	Pagination
	Tri         string `query:"tri" enum:"guide,organisme,-organisme" default:"guide"`
	Opco        string `query:"opco"`
	Departement string `query:"departement"`
	Territoire  string `query:"territoire"`
	Reseau      string `query:"reseau"`
}

func listContacts(g *guide.Guide, in *demandeContacts) (*liste[contactGuide], error) {
	demandes := g.Contacts(guide.Filtre{
		Opco: in.Opco, Departement: in.Departement, Territoire: in.Territoire, Reseau: in.Reseau, Recherche: in.Q,
	})
	organisme := func(it *guide.Item) string { return parcours.Fold(cmp.Or(it.Contact, &guide.Contact{}).Organisme) }
	return choose(demandes, in.Pagination, in.Tri,
		tris[*guide.Item]{"organisme": func(x, y *guide.Item) int { return cmp.Compare(organisme(x), organisme(y)) }},
		func(*guide.Item) bool { return true }, contactOf), nil
}

type demandeGlossaire struct {
	Pagination
	Tri string `query:"tri" enum:"titre,-titre" default:"titre"`
}

func listGlossaire(g *guide.Guide, in *demandeGlossaire) (*liste[ItemGuide], error) {
	return choose(g.Glossaire(), in.Pagination, in.Tri,
		tris[*guide.Item]{"titre": func(x, y *guide.Item) int {
			return cmp.Compare(parcours.Fold(x.Titre), parcours.Fold(y.Titre))
		}},
		func(it *guide.Item) bool { return matches(in.Q, it.Titre, it.Texte) }, itemOf), nil
}
