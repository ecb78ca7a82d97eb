package api

import (
	"context"
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/importation"
	"parcours.example/internal/parcours"
)

var _ = declare("importations",
	create(operation{Methode: post, Chemin: "/importations", Acces: parcours.ActionImport,
		Resume: "Envoyer un fichier de salariés",
		Texte: "Un classeur Excel (.xlsx) ou un CSV, 5 Mo au plus. Rien n'est écrit avant la validation : " +
			"la réponse donne un verdict par ligne.",
		Octets: importation.MaxOctets + 64<<10}, (*call).previewImport),
	found(operation{Chemin: "/importations/{id}", Acces: parcours.ActionImport,
		Resume: "L'aperçu d'un fichier, ou son compte rendu"}, (*app.App).FindImport, apercuOf),
	route(operation{Methode: post, Chemin: "/importations/{id}/colonnes", Acces: parcours.ActionImport,
		Resume: "Dire à quoi correspondent les colonnes",
		Texte: "Quand les titres ne suffisent pas. La réponse est retenue pour les prochains fichiers " +
			"de la structure qui ont les mêmes titres."}, (*call).matchColumns),
	route(operation{Methode: post, Chemin: "/importations/{id}/validation", Acces: parcours.ActionImport,
		Resume: "Importer",
		Texte: "Crée les lignes « a_creer », et les doublons possibles dont le numéro est dans creer_quand_meme. " +
			"Valider deux fois n'importe qu'une fois."}, (*call).validateImport),
	route(operation{Methode: post, Chemin: "/importations/{id}/annuler", Acces: parcours.ActionUndoImport, Champs: parcours.ChampsRetrait,
		Resume: "Annuler un import fait par erreur",
		Texte: "Pendant trente jours, par son auteur ou par le directeur. Les dossiers qu'il a créés et que personne n'a touchés depuis " +
			"sont retirés ; les autres restent, et sont listés avec pourquoi. Annuler deux fois n'annule qu'une fois."}, (*call).undoImport),
	route(operation{Methode: post, Chemin: "/importations/{id}/remettre", Acces: parcours.ActionRedoImport, Champs: parcours.ChampsRetrait,
		Resume: "Revenir sur l'annulation d'un import",
		Texte: "Dans les mêmes trente jours. Les dossiers retirés par l'annulation reviennent, sauf les personnes ajoutées de nouveau " +
			"depuis, qui sont listées."}, (*call).redoImport),
)

// apercu is a file that was sent, with one verdict per row.
type apercu struct {
	ID         int64           `json:"id"`
	Fichier    string          `json:"fichier"`
	Etat       string          `json:"etat" enum:"colonnes,apercu,importee"`
	Entetes    []enteteFeuille `json:"entetes" doc:"Les colonnes du fichier."`
	Colonnes   map[string]int  `json:"colonnes" doc:"À quelle colonne (0 est la première) correspond chaque information."`
	Manquants  []string        `json:"manquants" doc:"Les informations indispensables qui n'ont pas été trouvées."`
	Ambigus    []ambigu        `json:"ambigus" doc:"Plusieurs colonnes pourraient convenir."`
	Ecartees   []string        `json:"ecartees" doc:"Les colonnes vidées à la lecture, parce qu'elles n'ont pas leur place ici."`
	Compte     map[string]int  `json:"compte" doc:"Le nombre de lignes par verdict."`
	Crees      int             `json:"crees" doc:"Le nombre de salariés créés."`
	Perime     bool            `json:"perime" doc:"Le contenu n'est plus gardé : il l'est trente jours."`
	Annulation *annulation     `json:"annulation,omitempty" doc:"Comment l'import peut être annulé, ou l'a été ; absent avant l'import."`
	Lignes     []ligneImport   `json:"lignes"`
}

type enteteFeuille struct {
	Colonne  int      `json:"colonne"`
	Titre    string   `json:"titre"`
	Exemples []string `json:"exemples" doc:"Quelques valeurs, pour la reconnaître."`
}

type ambigu struct {
	Code     string `json:"code"`
	Colonnes []int  `json:"colonnes"`
}

type ligneImport struct {
	Numero    int             `json:"numero" doc:"Le numéro de la ligne dans le fichier."`
	Verdict   string          `json:"verdict" enum:"a_creer,doublon_possible,erreur,deja_present,ignoree"`
	Libelle   string          `json:"libelle"`
	Raison    *string         `json:"raison"`
	Nom       *string         `json:"nom"`
	Prenom    *string         `json:"prenom"`
	SalarieID *int64          `json:"salarie_id" doc:"La personne déjà présente, ou qui lui ressemble."`
	LigneLiee *int            `json:"ligne_liee" doc:"La ligne du fichier qui lui ressemble."`
	Qui       *string         `json:"qui" doc:"Le nom de cette personne."`
	Erreurs   []erreurCellule `json:"erreurs"`
}

type erreurCellule struct {
	Cellule       *string `json:"cellule" doc:"Par exemple F12."`
	Champ         string  `json:"champ"`
	Colonne       *string `json:"colonne" doc:"Le titre de la colonne."`
	Message       string  `json:"message"`
	Avertissement bool    `json:"avertissement" doc:"La ligne est importée : sans une valeur illisible, avec une valeur « à vérifier »."`
}

func apercuOf(p *app.Apercu) apercu {
	x := apercu{
		ID: p.ID, Fichier: p.Fichier, Etat: p.Etat, Entetes: []enteteFeuille{}, Colonnes: map[string]int{},
		Manquants: full(p.Reconnaissance.Manquants),
		Ambigus:   each(p.Reconnaissance.Ambigus, func(a importation.Ambiguite) ambigu { return ambigu(a) }),
		Ecartees:  []string{}, Compte: map[string]int{}, Crees: p.Crees, Perime: p.Perime,
		Annulation: annulationOf(p.Annulation), Lignes: []ligneImport{},
	}
	maps.Copy(x.Colonnes, p.Colonnes)
	for code, n := range p.Compte {
		x.Compte[string(code)] = n
	}
	if f := p.Feuille; f != nil {
		x.Ecartees = full(f.Ecartees)
		for i, titre := range f.Entetes {
			x.Entetes = append(x.Entetes, enteteFeuille{i, titre, full(f.Exemples(i, 3))})
		}
	}
	for i, v := range p.Verdicts {
		x.Lignes = append(x.Lignes, ligneImportOf(p.Lignes[i], v))
	}
	return x
}

func ligneImportOf(l importation.Ligne, v importation.Verdict) ligneImport {
	return ligneImport{
		Numero: v.Numero, Verdict: string(v.Code), Libelle: v.Code.Libelle(), Raison: known(v.Raison),
		Nom: known(l.Personne.Nom), Prenom: known(l.Personne.Prenom),
		SalarieID: known(v.SalarieID), LigneLiee: known(v.LigneLiee), Qui: known(v.Qui),
		Erreurs: each(l.Erreurs, func(e importation.ErreurCellule) erreurCellule {
			return erreurCellule{known(e.Reference), e.Champ, known(e.Colonne), e.Message, e.Avertissement}
		}),
	}
}

type envoiFichier struct {
	Idempotence
	RawBody huma.MultipartFormFiles[struct {
		Fichier huma.FormFile `form:"fichier" required:"true" doc:"Un classeur Excel (.xlsx) ou un CSV."`
	}]
}

func (q *call) previewImport(ctx context.Context, in *envoiFichier) (*created[apercu], error) {
	f := in.RawBody.Data().Fichier
	defer f.Close()
	contenu, err := io.ReadAll(io.LimitReader(f, importation.MaxOctets+1)) // one more: importation refuses it, in words
	if err != nil {
		return nil, fmt.Errorf("read upload: %w", err)
	}
	return as(func(p *app.Apercu) created[apercu] {
		return created[apercu]{location("importations", p.ID), apercuOf(p)}
	})(
		q.app.PreviewImport(ctx, q.Qui, f.Filename, contenu, in.Cle))
}

type correspondance struct {
	ID
	Body struct {
		Colonnes map[string]int `json:"colonnes" maxProperties:"40"`
	} `nameHint:"CorrespondanceSaisie"`
}

func (q *call) matchColumns(ctx context.Context, in *correspondance) (*apercu, error) {
	return as(apercuOf)(q.app.MatchColumns(ctx, q.Qui, in.ID.ID, in.Body.Colonnes))
}

type validationImport struct {
	ID
	Body *struct {
		QuandMeme []int `json:"creer_quand_meme,omitempty" maxItems:"5000" doc:"Les numéros des lignes « doublon_possible » à créer malgré tout."`
	} `nameHint:"ValidationSaisie"`
}

func (q *call) validateImport(ctx context.Context, in *validationImport) (*apercu, error) {
	var quandMeme []int
	if in.Body != nil {
		quandMeme = in.Body.QuandMeme
	}
	return as(apercuOf)(q.app.ValidateImport(ctx, q.Qui, in.ID.ID, quandMeme...))
}

// annulation is how an import can be undone, or was.
type annulation struct {
	Le       *time.Time     `json:"le" doc:"Quand l'import a été annulé ; null s'il ne l'est pas."`
	Auteur   *string        `json:"auteur" doc:"Qui l'a annulé."`
	Raison   *string        `json:"raison"`
	Retires  int            `json:"retires" doc:"Combien de dossiers l'annulation a retirés."`
	Gardes   []dossierGarde `json:"gardes" doc:"Les dossiers qu'elle laisse, parce qu'on y a écrit depuis l'import."`
	Suite    string         `json:"suite" enum:"annuler,remettre" doc:"Ce qui peut se faire maintenant."`
	Dossiers int            `json:"dossiers" doc:"Combien de dossiers cela retirerait, ou remettrait."`
	NonRemis []dossierGarde `json:"non_remis" doc:"Les dossiers qui ne seraient pas remis."`
	Refus    *string        `json:"refus" doc:"Pourquoi cela ne se peut pas, ou plus."`
}

type dossierGarde struct {
	SalarieID int64  `json:"salarie_id"`
	Nom       string `json:"nom" doc:"Prénom et nom."`
	Pourquoi  string `json:"pourquoi" doc:"Qui a fait quoi depuis, et quand."`
}

func annulationOf(x *app.Annulation) *annulation {
	if x == nil {
		return nil
	}
	a := &annulation{Suite: "annuler", Retires: x.Retires, Dossiers: x.Dossiers, Gardes: dossiersGardes(x.Gardes),
		NonRemis: dossiersGardes(x.NonRemis)}
	if x.IsFaite() {
		a.Suite, a.Le, a.Auteur, a.Raison = "remettre", &x.Le, known(x.Par), known(x.Motif)
	}
	if x.Refus != nil {
		a.Refus = &x.Refus.Message
	}
	return a
}

func dossiersGardes(ds []app.DossierGarde) []dossierGarde {
	return each(ds, func(d app.DossierGarde) dossierGarde { return dossierGarde(d) })
}

func (q *call) undoImport(ctx context.Context, in *onID) (*apercu, error) {
	return as(apercuOf)(q.app.UndoImport(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")}))
}

func (q *call) redoImport(ctx context.Context, in *onID) (*apercu, error) {
	return as(apercuOf)(q.app.RedoImport(ctx, q.Qui, in.ID.ID, parcours.Retrait{Motif: in.Body.text("motif")}))
}
