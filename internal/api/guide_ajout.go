package api

import (
	"context"
	"net/http"
	"slices"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

var _ = declare("guide",
	route(operation{Methode: get, Chemin: "/guide/ajouts", Acces: parcours.ActionReadGuide,
		Filtres: filtres{"type": guide.TypesAjout},
		Resume:  "Ce que la structure a ajouté au guide", Texte: "Ce qui est retiré vient en dernier."}, (*call).listAjouts),
	create(operation{Methode: post, Chemin: "/guide/ajouts", Acces: parcours.ActionEditGuide,
		Champs: guide.ChampsAjout, Objets: champsCoordonnees,
		Resume: "Ajouter au guide",
		Texte: "Pour cette structure seulement : une solution, un contact, un organisme… Un contact a des coordonnees. " +
			"Sans critère, l'ajout se montre toujours ; plusieurs se cumulent."}, (*call).addAjout),
	route(operation{Methode: put, Chemin: "/guide/ajouts/{id}", Acces: parcours.ActionEditGuide,
		Champs: append(parcours.Champs{champVersion.Required("")}, guide.ChampsAjout...), Objets: champsCoordonnees,
		Resume: "Récrire un ajout", Texte: "Écrit tout l'ajout : ce qui n'est pas envoyé est vidé. Un ajout retiré revient."},
		(*call).updateAjout),
	routeWhole(operation{Methode: del, Chemin: "/guide/ajouts/{id}", Acces: parcours.ActionEditGuide,
		Statut: http.StatusNoContent,
		Resume: "Retirer un ajout", Texte: "Il reste lisible, et le récrire le fait revenir."}, (*call).retireAjout),
)

// champsCoordonnees is whom to call, in an object of its own.
var champsCoordonnees = map[string]parcours.Champs{"coordonnees": parcours.ChampsContact}

// ajoutGuide is an item that the structure added to the guide.
type ajoutGuide struct {
	ID          int64                 `json:"id"`
	Item        string                `json:"item" doc:"Son identifiant dans le guide."`
	Version     int                   `json:"version"`
	Coordonnees *answer[contactSaisi] `json:"coordonnees,omitempty"`
	MajPar      *string               `json:"maj_par" doc:"Le nom de qui l'a écrit en dernier."`
	MajLe       jour                  `json:"maj_le"`
	RetireLe    jour                  `json:"retire_le" doc:"null : il est dans le guide."`
}

func (ajoutGuide) champs() parcours.Champs { return guide.ChampsAjout }

// contactSaisi is whom to call, as it was typed.
type contactSaisi struct{}

func (contactSaisi) champs() parcours.Champs { return parcours.ChampsContact }

func ajoutOf(a guide.AjoutLu) answer[ajoutGuide] {
	x := ajoutGuide{ID: a.Numero, Item: a.ID, Version: a.Version, MajPar: known(a.MajPar), MajLe: jour{a.MajLe},
		RetireLe: jour{a.RetireLe}}
	if a.Contact != nil {
		x.Coordonnees = &answer[contactSaisi]{de: a.Contact.ContactCorrige}
	}
	return answer[ajoutGuide]{guide.SaisieOf(a.Item), x}
}

type demandeAjouts struct {
	Pagination
	Tri  string `query:"tri" enum:"retrait,date,-date" default:"retrait"`
	Type string `query:"type"`
}

func (q *call) listAjouts(ctx context.Context, in *demandeAjouts) (*liste[answer[ajoutGuide]], error) {
	l, err := q.app.ListGuideSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	return choose(slices.Concat(l.Ajouts, l.Retires), in.Pagination, in.Tri,
		tris[guide.AjoutLu]{"date": byDate(func(a guide.AjoutLu) parcours.Date { return a.MajLe })},
		func(a guide.AjoutLu) bool { return asked(in.Type, a.Type) && matches(in.Q, a.Titre, a.Texte) }, ajoutOf), nil
}

// showAjout answers a deed with the addition as it now is.
func (q *call) showAjout(ctx context.Context, id int64, err error) (*answer[ajoutGuide], error) {
	if err != nil {
		return nil, guide.RefuseAjout(err)
	}
	l, err := q.app.ListGuideSiae(ctx, q.Qui)
	if err != nil {
		return nil, err
	}
	x := first(slices.Concat(l.Ajouts, l.Retires), func(a guide.AjoutLu) bool { return a.Numero == id })
	if x == nil {
		return nil, parcours.NotFound("Ajout")
	}
	return new(ajoutOf(*x)), nil
}

// readAjout reads an addition, and whom it says to call.
func (q *call) readAjout(b body) (guide.Item, error) {
	s, err := read[guide.AjoutSaisi](b, guide.ChampsAjout, q.app.Aujourdhui())
	if err == nil {
		err = b.objets["coordonnees"].read(parcours.ChampsContact, q.app.Aujourdhui(), &s)
	}
	return s.Item(), err
}

func (q *call) addAjout(ctx context.Context, in *creation) (*created[answer[ajoutGuide]], error) {
	it, err := q.readAjout(in.Body)
	if err != nil {
		return nil, err
	}
	id, err := q.app.AddAjout(ctx, q.Qui, it, in.Cle)
	return as(func(a *answer[ajoutGuide]) created[answer[ajoutGuide]] {
		return created[answer[ajoutGuide]]{location("guide/ajouts", id), *a}
	})(q.showAjout(ctx, id, err))
}

func (q *call) updateAjout(ctx context.Context, in *onID) (*answer[ajoutGuide], error) {
	it, err := q.readAjout(in.Body)
	if err == nil {
		err = q.app.UpdateAjout(ctx, q.Qui, in.ID.ID, in.Body.version(), it)
	}
	return q.showAjout(ctx, in.ID.ID, err)
}

func (q *call) retireAjout(ctx context.Context, in *ID) (*struct{}, error) {
	return nil, q.app.RetireAjout(ctx, q.Qui, in.ID)
}
