package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

var _ = declare("salaries",
	route(operation{Methode: get, Chemin: "/salaries", Acces: parcours.ActionListSalaries,
		Filtres: filtres{"etat": parcours.ListeEtats()},
		Resume:  "Lister les salariés",
		Texte: "Un encadrant ne voit que les personnes qu'il encadre, et celles que personne n'encadre : " +
			"leur nom et leur métier."}, (*call).listSalaries),
	create(operation{Methode: post, Chemin: "/salaries", Acces: parcours.ActionCreateSalarie,
		Champs: parcours.ChampsNouveauSalarie,
		Resume: "Créer un salarié",
		Texte: "Sans cip_id, le CIP qui crée est celui de la personne. Une personne qui ressemble à une autre " +
			"(la règle de l'importation) est refusée en 422, avec l'avertissement « doublon_possible » " +
			"et le lien de son dossier, tant qu'il n'est pas acquitté."}, (*call).createSalarie),
	route(operation{Methode: get, Chemin: "/salaries/{id}", Acces: parcours.ActionReadSalarie,
		Resume: "Le dossier d'un salarié"}, (*call).showSalarie),
	route(operation{Methode: patch, Chemin: "/salaries/{id}", Acces: parcours.ActionUpdateSalarie,
		Champs: append(parcours.Champs{champVersion, champEncadrants}, parcours.ChampsNouveauSalarie...), Partiel: true,
		Resume: "Modifier un salarié",
		Texte:  "Seuls les champs envoyés changent ; null vide un champ. cip_id confie la personne à un autre CIP."},
		(*call).patchSalarie),
	route(operation{Methode: post, Chemin: "/salaries/{id}/gel", Acces: parcours.ActionFreezeSalarie,
		Champs: parcours.Champs{champRaisonGel},
		Resume: "Geler un dossier",
		Texte: "À la demande de la personne (limitation du traitement, article 18 du RGPD) : il se lit, plus personne ne le modifie, " +
			"il ne compte plus dans les résultats."}, (*call).freezeSalarie),
	routeWhole(operation{Methode: del, Chemin: "/salaries/{id}/gel", Acces: parcours.ActionFreezeSalarie,
		Champs: parcours.ChampsGel, Statut: http.StatusNoContent,
		Resume: "Dégeler un dossier", Texte: "Prévenez d'abord la personne. La raison n'est pas obligatoire."}, (*call).releaseSalarie),
	route(operation{Methode: post, Chemin: "/salaries/{id}/retirer", Acces: parcours.ActionWithdrawSalarie, Champs: parcours.ChampsRetrait,
		Resume: "Retirer un dossier ajouté par erreur",
		Texte: "Par le directeur, le CIP de la personne, ou son auteur pendant 48 heures. Le dossier sort de toutes les listes et de tous les " +
			"chiffres ; rien n'est effacé, il se lit à son adresse et n'accepte plus que d'être remis. Refusé s'il y a un parcours : " +
			"retirez-le d'abord."}, (*call).withdrawSalarie),
	route(operation{Methode: post, Chemin: "/salaries/{id}/remettre", Acces: parcours.ActionRestoreSalarie,
		Champs: parcours.ChampsRetrait.With(champAcquittes),
		Resume: "Remettre un dossier retiré",
		Texte: "Une personne qui ressemble à une autre, ajoutée depuis, est refusée en 422 avec l'avertissement « doublon_possible », " +
			"tant qu'il n'est pas acquitté."}, (*call).restoreSalarie),
)

var champEncadrants = parcours.Champ{Code: "encadrants", Genre: parcours.GenreMulti, Nombre: true,
	Aide: "Les encadrants de la personne ; une liste vide les retire tous."}

// personne is a colleague, or a salarié, named beside something else.
type personne struct {
	ID  int64  `json:"id"`
	Nom string `json:"nom" doc:"Prénom et nom."`
}

// colleague names somebody of the SIAE; nil when nobody is meant.
func colleague(id *int64, noms map[int64]string) *personne {
	if id == nil || *id == 0 {
		return nil
	}
	nom := noms[*id]
	if nom == "" {
		nom = "Ancien collègue"
	}
	return &personne{ID: *id, Nom: nom}
}

// salarie is everything known of a person.
type salarie struct {
	ID         int64                  `json:"id"`
	Cip        *personne              `json:"cip,omitempty"`
	Encadrants []personne             `json:"encadrants"`
	Gele       bool                   `json:"gele" doc:"Dossier gelé à la demande de la personne : il se lit, il ne se modifie pas."`
	Retrait    *retrait               `json:"retrait,omitempty" doc:"Dossier retiré : dans aucune liste ; il se lit, il ne se modifie pas."`
	Reunions   []reunion              `json:"reunions" doc:"La dernière réunion d'un autre dossier à celui-ci, tant qu'elle tient."`
	Version    int                    `json:"version"`
	Contrats   []answer[contrat]      `json:"contrats" doc:"Le plus récent d'abord."`
	Freins     []answer[frein]        `json:"freins"`
	Parcours   []answer[parcoursBref] `json:"parcours"`
	Retires    []ligneRetiree         `json:"retires" doc:"Ce qui a été noté par erreur : il se remet par une correction."`
}

// reunion is another file that this one took in.
type reunion struct {
	ID      int64     `json:"id"`
	Avec    string    `json:"avec" doc:"La personne, comme l'autre dossier la nommait."`
	Par     *personne `json:"par"`
	Motif   string    `json:"motif"`
	CreeLe  time.Time `json:"cree_le"`
	JusquAu time.Time `json:"jusqu_au" doc:"Les deux dossiers peuvent être séparés jusque-là."`
}

func (salarie) champs() parcours.Champs { return parcours.ChampsNouveauSalarie }

func (q *call) showSalarie(ctx context.Context, in *ID) (*answer[salarie], error) {
	return as(salarieOf)(q.app.FindSalarie(ctx, q.Qui, in.ID))
}

func salarieOf(f *parcours.FicheSalarie) answer[salarie] {
	return answer[salarie]{f.Salarie, salarie{
		ID: f.ID, Cip: colleague(f.CipID, f.Noms), Gele: f.Gele, Retrait: retraitOf(f.Retrait, f.Noms), Version: f.Version,
		Reunions: each(f.Reunions, func(r parcours.Rapprochement) reunion {
			return reunion{r.ID, r.AbsorbeNom, colleague(&r.AuteurID, f.Noms), r.Motif, r.CreeLe.UTC(), r.JusquAu().UTC()}
		}),
		Encadrants: each(f.Encadrants, func(u parcours.Collegue) personne { return personne{u.ID, u.NomComplet()} }),
		Contrats:   named(f.Contrats, f.Noms, contratOf),
		Freins:     named(f.Freins, f.Noms, freinOf),
		Parcours:   each(f.Parcours, parcoursBrefOf),
		Retires:    retireesOf(f.Retires, f.Noms),
	}}
}

func (q *call) createSalarie(ctx context.Context, in *creation) (*created[answer[salarie]], error) {
	nouveau, err := read[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	id, err := q.app.CreateSalarie(ctx, q.Qui, nouveau, in.Cle)
	if err != nil {
		return nil, err
	}
	return as(func(s *answer[salarie]) created[answer[salarie]] {
		return created[answer[salarie]]{location("salaries", id), *s}
	})(q.showSalarie(ctx, &ID{id}))
}

func (q *call) patchSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	change, err := patchOf[parcours.Salarie](in.Body, parcours.ChampsNouveauSalarie, q.app.Aujourdhui())
	if err != nil {
		return nil, err
	}
	var encadrants *[]int64
	if ids, sent := in.Body.textes["encadrants"]; sent {
		encadrants = new(each(ids, func(id string) int64 { n, _ := strconv.ParseInt(id, 10, 64); return n }))
	}
	if err := q.app.PatchSalarie(ctx, q.Qui, in.ID.ID, in.Body.version(), change, encadrants); err != nil {
		return nil, err
	}
	return q.showSalarie(ctx, &in.ID)
}

var champRaisonGel = parcours.ChampsGel.Get("motif").Required(parcours.ChampsGel.Get("motif").Absent)

func (q *call) freezeSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	return q.showAfter(ctx, in.ID, q.app.FreezeSalarie(ctx, q.Qui, in.ID.ID, parcours.Gel{Gele: true, Motif: in.Body.text("motif")}))
}

func (q *call) releaseSalarie(ctx context.Context, in *struct {
	ID
	Body *body // none: no reason
}) (*struct{}, error) {
	g := parcours.Gel{}
	if in.Body != nil {
		g.Motif = in.Body.text("motif")
	}
	return nil, q.app.FreezeSalarie(ctx, q.Qui, in.ID.ID, g)
}

// retrait says that a file was withdrawn.
type retrait struct {
	Le     time.Time `json:"le"`
	Auteur *personne `json:"auteur,omitempty"`
	Raison string    `json:"raison"`
}

func retraitOf(r *parcours.RetraitFait, noms map[int64]string) *retrait {
	if r == nil {
		return nil
	}
	return &retrait{r.Le, colleague(&r.AuteurID, noms), r.Motif}
}

func (q *call) withdrawSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	err := q.app.WithdrawSalarie(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")})
	return q.showAfter(ctx, in.ID, err)
}

func (q *call) restoreSalarie(ctx context.Context, in *onID) (*answer[salarie], error) {
	err := q.app.RestoreSalarie(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")})
	return q.showAfter(ctx, in.ID, err)
}

// showAfter shows a file after a deed on it.
func (q *call) showAfter(ctx context.Context, id ID, err error) (*answer[salarie], error) {
	if err != nil {
		return nil, err
	}
	return q.showSalarie(ctx, &id)
}

type listeSalaries struct {
	Pagination
	Tri          string `query:"tri" enum:"nom,-nom,cip,-cip,etat,-etat,contrat,-contrat,suivi,-suivi" default:"nom"`
	CipID        int64  `query:"cip_id" minimum:"1" doc:"Les salariés d'un CIP."`
	Miens        bool   `query:"miens" doc:"Mes salariés."`
	SansCip      bool   `query:"sans_cip" doc:"Ceux que personne ne suit."`
	Etat         string `query:"etat" doc:"L'état du parcours en cours."`
	SansParcours bool   `query:"sans_parcours" doc:"Ceux qui n'ont pas de parcours."`
	Contrat      string `query:"contrat" enum:"presents,termine,tous,retires" default:"tous"`
}

// salarieBref is a person in a list, with the parcours of the moment.
type salarieBref struct {
	ID                  int64        `json:"id"`
	Cip                 *personne    `json:"cip,omitempty"`
	Gele                *bool        `json:"gele" doc:"Inconnu d'un encadrant."`
	Version             *int         `json:"version"`
	Parcours            *parcoursVue `json:"parcours,omitempty"`
	DerniereObservation *time.Time   `json:"derniere_observation" doc:"La mienne."`
}

var champsSalarieBref = parcours.ChampsSalarie.Only("nom", "prenom", "civilite", "metier", "telephone", "email", "type_contrat",
	"date_debut_contrat", "date_fin_contrat", "date_fin_pass")

func (salarieBref) champs() parcours.Champs { return champsSalarieBref }

// parcoursVue is the parcours of the moment, in a list of people.
type parcoursVue struct {
	ID           int64  `json:"id"`
	Etat         string `json:"etat"`
	EtatLibelle  string `json:"etat_libelle"`
	EtatDepuis   jour   `json:"etat_depuis"`
	Intitule     string `json:"intitule"`
	Clos         bool   `json:"clos"`
	DernierSuivi jour   `json:"dernier_suivi"`
}

func (q *call) listSalaries(ctx context.Context, in *listeSalaries) (*liste[answer[salarieBref]], error) {
	f := app.FiltreSalaries{Q: in.Q, CipID: in.CipID, SansCip: in.SansCip, Etat: parcours.Etat(in.Etat), SansParcours: in.SansParcours,
		Page: in.Page, ParPage: in.ParPage}
	f.Tri, f.Desc = strings.CutPrefix(in.Tri, "-")
	if in.Contrat != "tous" {
		f.Contrat = in.Contrat
	}
	if in.Miens {
		f.CipID = app.Miens
	}
	return listeOf(q.salarieBref)(q.app.ListSalaries(ctx, q.Qui, f))
}

// salarieBref leaves out what an encadrant may not read.
func (q *call) salarieBref(l parcours.LigneSalarie) answer[salarieBref] {
	s := salarieBref{ID: l.ID, DerniereObservation: l.DerniereObservation}
	if !q.Qui.Can(parcours.ActionReadSalarie) {
		return answer[salarieBref]{l, s}
	}
	s.Gele, s.Version = &l.Gele, &l.Version
	if l.CipID != nil {
		s.Cip = &personne{*l.CipID, l.CipNom}
	}
	if l.ParcoursID != nil {
		s.Parcours = &parcoursVue{ID: *l.ParcoursID, Etat: string(l.Etat), EtatLibelle: l.Etat.Libelle(),
			EtatDepuis: jour{l.EtatDepuis}, Intitule: l.Intitule, Clos: l.Clos, DernierSuivi: jour{l.DernierSuivi}}
	}
	return answer[salarieBref]{l, s}
}
