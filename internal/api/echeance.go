package api

import (
	"context"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("échéances",
	route(operation{Methode: get, Chemin: "/echeances", Acces: parcours.ActionLogSuivi,
		Filtres: filtres{"genre": parcours.GenresEcheance},
		Resume:  "Ce qui est à faire",
		Texte: "Un élément par parcours, ou par personne sans parcours en cours, le plus pressé d'abord ; ses raisons sont jointes. " +
			"Une raison disparaît dès que son acte est fait, par la page ou par l'API. Les codes sont dans le glossaire."},
		(*call).listEcheances),
	create(operation{Methode: post, Chemin: "/parcours/{id}/echeances/{genre}/differer", Acces: parcours.ActionDefer,
		Champs: parcours.ChampsDiffere.With(champObjet),
		Resume: "Remettre une échéance à plus tard",
		Texte: "« Plus tard » : l'échéance revient ce jour-là. Si sa date change entre-temps, elle redevient neuve. " +
			"Sans objet_id, la seule de ce genre."}, (*call).deferEcheance),
)

var champObjet = parcours.Champ{Code: "objet_id", Libelle: "Objet", Genre: parcours.GenreCollegue}

// raison is one thing that is due.
type raison struct {
	Genre   string  `json:"genre"`
	Libelle string  `json:"libelle"`
	ObjetID *int64  `json:"objet_id" doc:"L'élément dont il s'agit ; null pour le dossier lui-même."`
	Date    jour    `json:"date"`
	Heure   *string `json:"heure" doc:"L'heure de ce jour, quand elle est connue."`
	Prevue  jour    `json:"prevue" doc:"Le jour d'avant qu'elle soit remise à plus tard."`
	Fin     jour    `json:"fin" doc:"Le dernier jour où elle a un sens."`
	Texte   string  `json:"texte"`
	Acte    string  `json:"acte" doc:"L'acte ou la transition qui la règle."`
}

func raisonOf(e parcours.Echeance) raison {
	return raison{e.Genre, parcours.GenresEcheance.Libelle(e.Genre), known(e.ObjetID), jour{e.Date}, known(e.Heure),
		jour{e.Prevue}, jour{e.Fin}, e.Texte, e.Acte()}
}

// evenementDossier is a dated fact of a file.
type evenementDossier struct {
	Genre   string   `json:"genre"`
	Libelle string   `json:"libelle"`
	Date    jour     `json:"date"`
	ObjetID *int64   `json:"objet_id"`
	Detail  []string `json:"detail" doc:"Motifs, dispositif ou solution, par leurs codes."`
}

func evenementOf(e parcours.Evenement) evenementDossier {
	return evenementDossier{e.Genre, parcours.GenresEvenement.Libelle(e.Genre), jour{e.Date}, known(e.ObjetID),
		append([]string{}, e.Detail...)}
}

// echeances are what is due in one file.
type echeances struct {
	ParcoursID  *int64   `json:"parcours_id" doc:"null : la personne n'a pas de parcours en cours."`
	SalarieID   int64    `json:"salarie_id"`
	Salarie     string   `json:"salarie"`
	Telephone   *string  `json:"telephone"`
	CipID       *int64   `json:"cip_id"`
	Etat        *string  `json:"etat"`
	EtatLibelle *string  `json:"etat_libelle"`
	Intitule    *string  `json:"intitule"`
	Date        jour     `json:"date" doc:"De la première de ses raisons."`
	Raisons     []raison `json:"raisons"`
}

func echeancesOf(l parcours.LigneEcheances) echeances {
	return echeances{l.ParcoursID, l.SalarieID, l.Salarie, known(l.Telephone), l.CipID, known(string(l.Etat)),
		known(l.Etat.Libelle()), known(l.Intitule), jour{l.Date}, each(l.Raisons, raisonOf)}
}

type demandeEcheances struct {
	Pagination
	Tri     string `query:"tri" enum:"urgence,date,-date,salarie,-salarie" default:"urgence"`
	CipID   int64  `query:"cip_id" minimum:"1" doc:"Celles des salariés d'un CIP."`
	JusquAu string `query:"jusqu_au" format:"date" doc:"Le dernier jour ; sinon, dans sept jours."`
	Genre   string `query:"genre"`
}

func (q *call) listEcheances(ctx context.Context, in *demandeEcheances) (*liste[echeances], error) {
	jusquAu, _ := parcours.ParseDate(in.JusquAu) // checked by the schema
	f := app.FiltreEcheances{CipID: in.CipID, JusquAu: jusquAu, Genre: in.Genre, Q: in.Q, Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	return listeOf(echeancesOf)(q.app.ListEcheances(ctx, q.Qui, f))
}

type demandeDiffere struct {
	ID
	Idempotence
	Genre string `path:"genre" doc:"Le genre de l'échéance."`
	Body  body
}

// differe is a deadline that was put off.
type differe struct {
	ID      int64     `json:"id"`
	Genre   string    `json:"genre"`
	ObjetID *int64    `json:"objet_id"`
	Prevue  jour      `json:"prevue"`
	CreeLe  time.Time `json:"cree_le"`
}

func (differe) champs() parcours.Champs { return parcours.ChampsDiffere }

func (q *call) deferEcheance(ctx context.Context, in *demandeDiffere) (*created[answer[differe]], error) {
	lu, err := read[struct {
		parcours.Remise
		ObjetID int64
	}](in.Body, parcours.ChampsDiffere.With(champObjet), q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	return as(func(d *parcours.Differe) created[answer[differe]] {
		return created[answer[differe]]{q.Request.URL.Path,
			answer[differe]{*d, differe{d.ID, d.Genre, known(d.ObjetID), jour{d.Prevue}, d.CreeLe.UTC()}}}
	})(q.app.DeferEcheance(ctx, q.Qui, in.ID.ID, in.Genre, lu.ObjetID, lu.Remise, in.Cle))
}
