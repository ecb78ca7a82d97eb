package site

import (
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/connexion", Public, (*Site).showConnexion),
	post("/connexion", Public, (*Site).signIn),
	post("/deconnexion", Public, (*Site).signOut),
	post("/changer-siae", Connecte, (*Site).switchSiae),
	phrase{"deconnecte", "Vous êtes déconnecté. À bientôt."},
	phrase{"siae_changee", "Vous travaillez maintenant pour « {siae} »."},
)

// showConnexion is the sign-in page; whoever is signed in goes straight home.
func (s *Site) showConnexion(c *Request) error {
	if c.Moi != nil {
		return c.Redirect(suiteOr(c.Query("suite"), accueil(c.Qui.Role)), "")
	}
	f := NewFormulaire("connexion").Set("suite", suiteOr(c.Query("suite"), ""))
	return s.showConnexionForm(c, f, nil)
}

func (s *Site) showConnexionForm(c *Request, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	return c.Page(f.Status(), "Connexion", pages.Connexion(f.Formulaire))
}

func (s *Site) signIn(c *Request) error {
	f := c.Formulaire("connexion")
	session, err := s.app.SignIn(c.Ctx(), app.DemandeConnexion{
		Email: f.Texte("email"), MotDePasse: f.Valeurs.Get("mot_de_passe"), Adresse: c.ClientIP(), Usage: auth.Site,
	})
	f.Valeurs.Del("mot_de_passe")
	if err != nil {
		return s.showConnexionForm(c, f, err)
	}
	if e := envoiOf(f, s.app.Marque(session.Identite)); e != nil {
		return s.showEnvoi(c, session, e, "Votre session s'était terminée avant l'envoi.")
	}
	c.keepSession(session)
	return c.Redirect(suiteOr(f.Texte("suite"), accueil(session.Identite.Role)), "")
}

// suiteOr follows an address of this site only, and never back to sign-in.
func suiteOr(suite, defaut string) string {
	if !isLocal(suite) || suite == "/" || strings.HasPrefix(suite, "/connexion") {
		return defaut
	}
	return suite
}

// signOut ends the session everywhere, and what the browser kept of the pages.
func (s *Site) signOut(c *Request) error {
	var err error
	if c.Moi != nil {
		err = s.app.SignOut(c.Ctx(), c.Qui)
	} else if suite := c.cookie(cookieSuite); suite != "" {
		err = s.app.SignOutRefresh(c.Ctx(), suite)
	}
	if err != nil {
		return err
	}
	c.forgetSession()
	c.Header("Clear-Site-Data", `"cache"`)
	return c.Redirect("/connexion", "deconnecte")
}

// switchSiae goes on in another SIAE of the same person, at the home of the
// role that they have there: a file of the one that is left is not found there.
func (s *Site) switchSiae(c *Request) error {
	f := c.Formulaire("")
	id := f.ID("siae_id")
	if id == nil {
		return parcours.NotFound("Structure")
	}
	session, err := s.app.SwitchSiae(c.Ctx(), c.Qui, *id)
	if err != nil {
		return err
	}
	if e := envoiOf(f, s.app.Marque(session.Identite)); e != nil {
		return s.showEnvoi(c, session, e, "Vous voilà dans la structure où vous l'aviez commencée.")
	}
	c.keepSession(session)
	return c.Redirect(accueil(session.Identite.Role), "siae_changee")
}

// showNotFound answers an address that does not exist.
func (s *Site) showNotFound(*Request) error { return parcours.NotFound("Page") }
