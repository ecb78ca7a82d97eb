package api

import (
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"parcours.example/internal/app"
	"parcours.example/internal/httpkit"
	"parcours.example/internal/parcours"
)

const (
	codeInvalide    = string(parcours.Invalide)
	codeIntrouvable = string(parcours.Introuvable)
	codeInterdit    = string(parcours.Interdit)
	codeInterne     = "interne"

	typeProbleme = "application/problem+json"
)

// probleme is a refusal (RFC 9457), with our members. It never repeats what was
// sent: a mistyped note about a person does not belong in a client's log.
type probleme struct {
	Type   string `json:"type" doc:"Toujours about:blank : le code dit de quoi il s'agit."`
	Titre  string `json:"title" doc:"Le genre de refus, en quelques mots."`
	Statut int    `json:"status" doc:"Le statut HTTP."`
	Detail string `json:"detail" doc:"Une phrase à montrer telle quelle."`
	Code   string `json:"code" enum:"invalide,interdit,introuvable,conflit,transition,surcharge,interne" doc:"Ce qu'un programme lit."`
	Champ  string `json:"champ,omitempty" doc:"Le premier champ en cause."`
	// Erreurs lists every refusal, field by field.
	Erreurs        []erreurChamp    `json:"erreurs,omitempty" doc:"Tous les refus, champ par champ."`
	Bloquants      []constat        `json:"bloquants,omitempty" doc:"Ce qui bloque la transition."`
	Avertissements []constat        `json:"avertissements,omitempty"`
	Actuel         []valeurActuelle `json:"actuel,omitempty" doc:"Sur un conflit, ce qui est écrit maintenant."`
	Lien           string           `json:"lien,omitempty" doc:"Où se trouve maintenant ce qui était demandé."`
	Requete        string           `json:"requete,omitempty" doc:"Numéro à citer pour signaler une panne."`
}

type erreurChamp struct {
	Champ   string `json:"champ" doc:"Le champ, vide quand le refus les concerne tous."`
	Message string `json:"message" doc:"Une phrase à montrer à côté du champ."`
}

// constat is what blocks, or what one is warned of.
type constat struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Champ   string `json:"champ,omitempty" doc:"Le champ en cause."`
	Lien    string `json:"lien,omitempty" doc:"La page où cela se remplit."`
	Lignes  string `json:"lignes,omitempty" doc:"Les lignes du guide qui le disent."`
}

type valeurActuelle struct {
	Champ   string     `json:"champ"`
	Libelle string     `json:"libelle"`
	Valeur  string     `json:"valeur"`
	Auteur  string     `json:"auteur,omitempty" doc:"Qui l'a écrit."`
	Le      *time.Time `json:"le,omitempty" doc:"L'instant où cela a été écrit."`
}

func (p *probleme) Error() string             { return p.Code + ": " + p.Detail }
func (p *probleme) GetStatus() int            { return p.Statut }
func (p *probleme) ContentType(string) string { return typeProbleme }

// titres of the problems, by status.
var titres = map[int]string{
	http.StatusBadRequest:            "Requête illisible",
	http.StatusUnauthorized:          "Jeton absent ou terminé",
	http.StatusForbidden:             "Action interdite",
	http.StatusNotFound:              "Introuvable",
	http.StatusMethodNotAllowed:      "Méthode inconnue ici",
	http.StatusNotAcceptable:         "Format de réponse inconnu",
	http.StatusRequestTimeout:        "Envoi trop lent",
	http.StatusConflict:              "Conflit",
	http.StatusRequestEntityTooLarge: "Envoi trop volumineux",
	http.StatusUnsupportedMediaType:  "Type de contenu refusé",
	http.StatusUnprocessableEntity:   "Demande refusée",
	http.StatusTooManyRequests:       "Trop d'essais",
	http.StatusInternalServerError:   "Une erreur est survenue",
	http.StatusServiceUnavailable:    "Trop de demandes à la fois",
}

func newProbleme(statut int, code, detail string) *probleme {
	return &probleme{Type: "about:blank", Titre: titres[statut], Statut: statut, Code: code, Detail: detail}
}

// refuse answers a problem and stops there.
func refuse(c *gin.Context, p *probleme) {
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Type", typeProbleme)
	c.AbortWithStatusJSON(p.Statut, p)
}

// problemOf turns any error into what may be told; httpkit.Public logs an internal one.
func (a *api) problemOf(c *gin.Context, err error) *probleme {
	var deja *probleme
	if errors.As(err, &deja) {
		return deja
	}
	if httpkit.IsGone(c, err) {
		return newProbleme(httpkit.StatutParti, codeInterne, "Demande interrompue.")
	}
	es := httpkit.Public(c, a.log, err)
	premier := es[0]
	p := newProbleme(httpkit.Status(err), string(premier.Code), premier.Message)
	var essais *app.TropDEssais
	if errors.As(err, &essais) {
		p = newProbleme(http.StatusTooManyRequests, codeInterdit, premier.Message)
		c.Header("Retry-After", strconv.Itoa(int(math.Ceil(essais.Attente.Seconds()))))
	}
	switch p.Statut {
	case http.StatusInternalServerError:
		p.Code, p.Requete = codeInterne, httpkit.RequestID(c)
		return p
	case http.StatusUnauthorized:
		c.Header("WWW-Authenticate", `Bearer realm="Parcours"`)
		return p // « session » is not a field of the request
	}
	p.Champ = premier.Champ
	if premier.Ailleurs != 0 {
		p.Lien = location("salaries", premier.Ailleurs)
	}
	for _, e := range es {
		if constats := len(e.Bloquants) + len(e.AAcquitter); constats == 0 || len(es) == 1 { // else they tell it
			p.Erreurs = append(p.Erreurs, erreurChamp{Champ: e.Champ, Message: e.Message})
		}
		p.Bloquants = append(p.Bloquants, constatsOf(e.Bloquants, pageOf(c))...)
		p.Avertissements = append(p.Avertissements, constatsOf(e.AAcquitter, pageOf(c))...)
		for _, v := range e.Actuel {
			p.Actuel = append(p.Actuel, valeurActuelle{v.Champ, v.Libelle, v.Valeur, v.Auteur, known(v.Le.UTC())})
		}
	}
	return p
}

// pageOf is the page of the parcours of a request: findings name their place on it.
func pageOf(c *gin.Context) string {
	if strings.HasPrefix(c.FullPath(), Prefix+"/parcours/:id") {
		return "/parcours/" + c.Param("id")
	}
	return ""
}

func constatsOf(cs []parcours.Constat, page string) []constat {
	return each(cs, func(c parcours.Constat) constat {
		lien := c.Lien
		if strings.HasPrefix(lien, "#") {
			lien = page + lien
		}
		return constat{Code: c.Code, Message: c.Message, Champ: c.Champ, Lien: lien, Lignes: c.Lignes}
	})
}
