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
		Resume:  "Se connecter",
		Texte:   "Rend un jeton, à envoyer dans chaque requête : Authorization: Bearer …",
		Erreurs: []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}}, (*call).signIn),
	routeWhole(operation{Methode: post, Chemin: "/deconnexion", Acces: connecte, Statut: http.StatusNoContent,
		Resume: "Se déconnecter", Texte: "Révoque le jeton : il n'ouvre plus rien, nulle part."}, (*call).signOut),
	route(operation{Methode: get, Chemin: "/moi", Acces: connecte,
		Resume: "Qui je suis, pour quelle structure, avec quels droits"}, (*call).showMoi),
	route(operation{Methode: post, Chemin: "/moi/siae", Acces: connecte, Erreurs: []int{http.StatusNotFound},
		Resume: "Changer de structure",
		Texte:  "Pour qui a un rôle dans plusieurs structures. Rend un nouveau jeton ; l'ancien n'ouvre plus rien."},
		(*call).switchSiae),
)

type identifiants struct {
	Body struct {
		Email      string `json:"email" minLength:"1" maxLength:"200"`
		MotDePasse string `json:"mot_de_passe" minLength:"1" maxLength:"200"`
	} `nameHint:"IdentifiantsSaisis"`
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

func (q *call) signIn(ctx context.Context, in *identifiants) (*session, error) {
	s, err := q.app.SignIn(ctx, app.DemandeConnexion{
		Email: in.Body.Email, MotDePasse: in.Body.MotDePasse, Adresse: q.ClientIP(), Usage: auth.API})
	if parcours.IsCode(err, parcours.Invalide) {
		return nil, newProbleme(http.StatusUnauthorized, codeInterdit, parcours.ErreursOf(err)[0].Message)
	}
	return q.answerSession(ctx, s, err)
}

func (q *call) answerSession(ctx context.Context, s *app.SessionClient, err error) (*session, error) {
	if err != nil {
		return nil, err
	}
	return as(func(m *app.Moi) session { return session{s.Acces, s.AccesExpire, utilisateurOf(m)} })(
		q.app.VerifyJeton(ctx, s.Acces, auth.API))
}

func utilisateurOf(m *app.Moi) utilisateur {
	u := m.Utilisateur
	return utilisateur{u.ID, u.Email, u.Nom, u.Prenom, string(m.Identite.Role), m.Siae.ID,
		each(m.Appartenances, func(x parcours.Appartenance) appartenance {
			return appartenance{ID: x.SiaeID, Nom: x.SiaeNom, Type: x.SiaeType, Role: string(x.Role)}
		})}
}

func (q *call) signOut(ctx context.Context, _ *struct{}) (*struct{}, error) {
	return nil, q.app.SignOut(ctx, q.Qui)
}

type moi struct {
	Utilisateur utilisateur  `json:"utilisateur"`
	Siae        answer[siae] `json:"siae" doc:"La structure pour laquelle la personne agit."`
	Role        string       `json:"role"`
	Droits      []string     `json:"droits" doc:"Les actions permises."`
}

func (q *call) showMoi(context.Context, *struct{}) (*moi, error) {
	return &moi{utilisateurOf(q.Moi), siaeOf(&q.Moi.Siae), string(q.Qui.Role),
		each(q.Moi.Droits, func(d parcours.Action) string { return string(d) })}, nil
}

type changementSiae struct {
	Body struct {
		SiaeID int64 `json:"siae_id" minimum:"1"`
	} `nameHint:"ChangementSiae"`
}

func (q *call) switchSiae(ctx context.Context, in *changementSiae) (*session, error) {
	s, err := q.app.SwitchSiae(ctx, q.Qui, in.Body.SiaeID)
	return q.answerSession(ctx, s, err)
}
