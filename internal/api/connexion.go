package api

import (
	"context"
	"net/http"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
)

var _ = declare("connexion",
	route(operation{Methode: post, Chemin: "/connexion", Acces: public, Octets: 4 << 10,
		Resume: "Se connecter", Texte: "Rend un jeton, à envoyer dans chaque requête : Authorization: Bearer …",
		Erreurs: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}}, (*api).signIn),
	route(operation{Methode: post, Chemin: "/deconnexion", Acces: connecte, Statut: http.StatusNoContent,
		Resume: "Se déconnecter", Texte: "Révoque le jeton : il n'ouvre plus rien, nulle part."}, (*api).signOut),
	route(operation{Methode: get, Chemin: "/moi", Acces: connecte,
		Resume: "Qui je suis, pour quelle structure, avec quels droits"}, (*api).showMoi),
	route(operation{Methode: post, Chemin: "/moi/siae", Acces: connecte, Erreurs: []int{http.StatusNotFound},
		Resume: "Changer de structure", Texte: "Pour qui a un rôle dans plusieurs structures. Rend un nouveau jeton ; l'ancien n'ouvre plus rien."}, (*api).switchSiae),
)

type identifiants struct {
	Body identifiantsSaisis
}

type identifiantsSaisis struct {
	Email      string `json:"email" minLength:"1" maxLength:"200"`
	MotDePasse string `json:"mot_de_passe" minLength:"1" maxLength:"200"`
}

type session struct {
	Jeton       string      `json:"jeton" doc:"À envoyer dans chaque requête : Authorization: Bearer …"`
	ExpireLe    time.Time   `json:"expire_le" doc:"L'instant où le jeton n'ouvre plus rien."`
	Utilisateur utilisateur `json:"utilisateur"`
}

// utilisateur is a person and the structure for which they act.
type utilisateur struct {
	ID     int64          `json:"id"`
	Email  string         `json:"email"`
	Nom    string         `json:"nom"`
	Prenom string         `json:"prenom"`
	Role   string         `json:"role"`
	SiaeID int64          `json:"siae_id" doc:"La structure pour laquelle la personne agit."`
	Siaes  []appartenance `json:"siaes" doc:"Toutes les structures de la personne."`
}

type appartenance struct {
	ID   int64  `json:"id"`
	Nom  string `json:"nom"`
	Type string `json:"type"`
	Role string `json:"role"`
}

func (a *api) signIn(ctx context.Context, q *call, in *identifiants) (*response[session], error) {
	s, err := a.app.SignIn(ctx, app.DemandeConnexion{Email: in.Body.Email, MotDePasse: in.Body.MotDePasse, Adresse: q.ClientIP(), Usage: auth.API})
	if parcours.IsCode(err, parcours.Invalide) {
		return nil, newProbleme(http.StatusUnauthorized, codeInterdit, parcours.ErreursOf(err)[0].Message)
	}
	if err != nil {
		return nil, err
	}
	return a.answerSession(ctx, s)
}

func (a *api) answerSession(ctx context.Context, s *app.SessionClient) (*response[session], error) {
	moi, err := a.app.VerifyJeton(ctx, s.Acces, auth.API)
	if err != nil {
		return nil, err
	}
	return &response[session]{session{Jeton: s.Acces, ExpireLe: s.AccesExpire, Utilisateur: utilisateurOf(moi)}}, nil
}

func utilisateurOf(m *app.Moi) utilisateur {
	return utilisateur{
		ID: m.Utilisateur.ID, Email: m.Utilisateur.Email, Nom: m.Utilisateur.Nom, Prenom: m.Utilisateur.Prenom,
		Role: string(m.Identite.Role), SiaeID: m.Siae.ID,
		Siaes: each(m.Appartenances, func(x parcours.Appartenance) appartenance {
			return appartenance{ID: x.SiaeID, Nom: x.SiaeNom, Type: x.SiaeType, Role: string(x.Role)}
		}),
	}
}

func (a *api) signOut(ctx context.Context, q *call, _ *noBody) (*empty, error) {
	return nil, a.app.SignOut(ctx, q.Qui)
}

type moi struct {
	Utilisateur utilisateur `json:"utilisateur"`
	Siae        siae        `json:"siae" doc:"La structure pour laquelle la personne agit."`
	Role        string      `json:"role"`
	Droits      []string    `json:"droits" doc:"Les actions permises."`
}

func (a *api) showMoi(_ context.Context, q *call, _ *noBody) (*response[moi], error) {
	return &response[moi]{moi{
		Utilisateur: utilisateurOf(q.Moi), Siae: siaeOf(q.Moi.Siae), Role: string(q.Qui.Role),
		Droits: each(q.Moi.Droits, func(d parcours.Action) string { return string(d) }),
	}}, nil
}

type changementSiae struct {
	Body struct {
		SiaeID int64 `json:"siae_id" minimum:"1"`
	} `nameHint:"ChangementSiae"`
}

func (a *api) switchSiae(ctx context.Context, q *call, in *changementSiae) (*response[session], error) {
	s, err := a.app.SwitchSiae(ctx, q.Qui, in.Body.SiaeID)
	if err != nil {
		return nil, err
	}
	return a.answerSession(ctx, s)
}
