package site

import (
	"net/http"

	"parcours/internal/parcours"
)

// route is one line of the table of contents of the site.
type route struct {
	Methode string
	Chemin  string
	// Acces is the action that opens the page; internal/app asks again for each
	// deed. Public needs nobody, Connecte anybody who is signed in.
	Acces   parcours.Action
	Handler func(*Requete) error
	// CorpsMax bounds the body of a POST; 0 is corpsMax.
	CorpsMax int64
}

const (
	Public   parcours.Action = "public"
	Connecte parcours.Action = "connecte"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// routes lists every page and every form of the site. The test of all pages
// (pages_test.go) visits what it finds here, as every role.
func (s *Site) routes() []route {
	return []route{
		{Methode: get, Chemin: "/", Acces: Connecte, Handler: s.showAccueil},
		{Methode: get, Chemin: "/connexion", Acces: Public, Handler: s.showConnexion},
		{Methode: post, Chemin: "/connexion", Acces: Public, Handler: s.signIn},
		{Methode: post, Chemin: "/deconnexion", Acces: Public, Handler: s.signOut},
		{Methode: post, Chemin: "/changer-siae", Acces: Connecte, Handler: s.switchSiae},
	}
}
