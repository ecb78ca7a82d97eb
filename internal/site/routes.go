package site

import (
	"cmp"
	"net/http"
	"reflect"
	"runtime"
	"strings"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// route is one line of the table of contents of the site.
type route struct {
	Methode string
	Chemin  string
	// Acces is the action that opens the page; internal/app asks again for each
	// deed. Public needs nobody, Connecte anybody who is signed in.
	Acces   parcours.Action
	Handler func(*Site, *Request) error
	// Nom is the method behind Handler, for a reader of testdata/routes.golden.
	Nom string
	// CorpsMax bounds the body of a POST; 0 is corpsMax.
	CorpsMax int64
}

const (
	Public   parcours.Action = "public"
	Connecte parcours.Action = "connecte"
)

// table lists every page and every form of the site, in no order: each file
// declares its own. testdata/routes.golden shows it whole, and the test of all
// pages (pages_test.go) visits what it finds here, as every role.
var table []route

// declare keeps the routes of a subject and what its deeds say, from its file:
//
//	var _ = declare(
//		get("/aujourdhui", parcours.ActionLogSuivi, (*Site).showAujourdhui),
//		phrase{"frein_ajoute", "Le frein est noté."},
//	)
func declare(lignes ...interface{ keep() }) (done struct{}) {
	for _, l := range lignes {
		l.keep()
	}
	return
}

func (r route) keep() { table = append(table, r) }

// get is a page.
func get(chemin string, acces parcours.Action, h func(*Site, *Request) error) route {
	return route{Methode: http.MethodGet, Chemin: chemin, Acces: acces, Handler: h, Nom: nameOf(h)}
}

// getForm is the page of a form that nobody has typed in yet.
func getForm(chemin string, acces parcours.Action, nom string, show func(*Site, *Request, *Form) error) route {
	r := get(chemin, acces, func(s *Site, c *Request) error { return show(s, c, NewFormulaire(nom)) })
	r.Nom = nameOf(show)
	return r
}

// post is where a form is sent.
func post(chemin string, acces parcours.Action, h func(*Site, *Request) error) route {
	return route{Methode: http.MethodPost, Chemin: chemin, Acces: acces, Handler: h, Nom: nameOf(h)}
}

// act is where a form is sent that does something: read into a T, its deed is done,
// and one goes on to the suite. What is refused comes back with what was typed, on
// the page that again shows. The form is called nom, « frein-:frein » where the
// address, or a field, says which.
func act[T any](
	chemin string, acces parcours.Action, nom string, champs parcours.Champs,
	deed func(*Site, *Request, *Form, T) (suite, error), again func(*Site, *Request, *Form) error,
) route {
	r := post(chemin, acces, func(s *Site, c *Request) error {
		f := c.Formulaire(c.nameForm(nom))
		var apres suite
		do := func() (err error) {
			var lu T
			f.Read(champs, &lu)
			c.Request = c.Request.WithContext(app.TellAnnulation(app.Acknowledge(c.Ctx(), f.Liste(parcours.ChampAcquittes)), &c.annulation))
			if err = f.Err(); err == nil {
				apres, err = deed(s, c, f, lu)
			}
			return err
		}
		if c.isEssai() {
			if err := s.judge(c, f, do); err != nil {
				return err
			}
			return again(s, c, f)
		}
		err := do()
		if err == nil {
			return c.follow(apres)
		}
		if err := f.Refuse(err); err != nil {
			return err
		}
		return again(s, c, f)
	})
	r.Nom = nameOf(deed)
	return r
}

// suite is where a deed leads, and what is said there.
type suite struct {
	adresse string
	dit     Annonce
}

// follow goes on after a deed. Who asked for one form of a page stays on it.
func (c *Request) follow(apres suite) error {
	if c.GetHeader(enteteFragment) == "" {
		return c.Redirect(apres.adresse, apres.dit)
	}
	c.leaveAnnonce(apres.dit)
	c.Status(http.StatusNoContent)
	return nil
}

// back is the file that holds the form, at that form, with the list one came from.
func (c *Request) back(ancre string, dit Annonce) suite {
	return suite{pages.WithRetour(pageOfForm(c.Request.URL.Path), c.Retour("")) + ancre, dit}
}

// nameForm says which form it is: a dot of the guide's ids has no place in a name.
func (c *Request) nameForm(nom string) string {
	avant, cle, dynamique := strings.Cut(nom, ":")
	if !dynamique {
		return nom
	}
	return avant + strings.ReplaceAll(cmp.Or(c.Param(cle), c.Request.PostForm.Get(cle)), ".", "_")
}

// writes tells a form of a SIAE from a page, and from what writes nothing there.
func (r route) writes() bool {
	return r.Methode == http.MethodPost && r.Acces != Public && r.Acces != Connecte
}

// isEssai: with ?essai=1 a form is judged as it stands, and nothing of it is kept, whatever
// it is: what is still being typed is told what it would meet.
func (c *Request) isEssai() bool { return c.route.writes() && c.Query("essai") != "" }

// upTo lets a route take in a larger body than the others: a file.
func (r route) upTo(corps int64) route {
	r.CorpsMax = corps
	return r
}

// nameOf is the name of a method of Site, « showSalarie »; of what a function returned,
// the name of that function.
func nameOf(methode any) string {
	nom, _, _ := strings.Cut(runtime.FuncForPC(reflect.ValueOf(methode).Pointer()).Name(), "[...]")
	return nom[strings.LastIndexByte(nom, '.')+1:]
}
