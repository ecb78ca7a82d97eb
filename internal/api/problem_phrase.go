package api

import (
	"cmp"
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/danielgtaylor/huma/v2/validation"

	"parcours.example/internal/importation"
)

// huma checks the form of a request (types, unknown fields) and says what is
// wrong in English, with the value that was sent. Its settings are variables of
// the package; this is the only user of it in the program.
func init() {
	for _, p := range phrases {
		*p.message = p.francais
	}
	huma.NewError = func(statut int, message string, errs ...error) huma.StatusError {
		return newHumaError(statut, message, errs...)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, statut int, message string, errs ...error) huma.StatusError {
		p := newHumaError(statut, message, errs...)
		if q, ok := ctx.Context().Value(callKey{}).(*call); ok && q.essai {
			return p.verdict(nil)
		}
		return p
	}
	huma.ValidateStrictCasing = true // "NOM" is not "nom": one name, one meaning
	huma.DefaultArrayNullable = false
	// A file about people stays in memory, never in a temporary folder.
	humagin.MultipartMaxMemory = importation.MaxOctets + 1<<20
}

const (
	obligatoire = "Champ obligatoire : "
	illisible   = "Cette valeur n'est pas lisible. Vérifiez-la."
)

// phrases translate what we use of huma's checks. A message that is not ours is
// never shown: it may quote the request.
var phrases = []struct {
	message  *string
	francais string
}{
	{&validation.MsgUnexpectedProperty, "Ce champ n'est pas attendu ici. Retirez-le, ou vérifiez son nom."},
	{&validation.MsgExpectedRequiredProperty, obligatoire + "%s"},
	{&validation.MsgExpectedRFC3339Date, "Cette date n'existe pas. Écrivez-la année-mois-jour, par exemple 2026-03-02."},
	{&validation.MsgExpectedBoolean, "Une réponse vraie ou fausse (true, false) est attendue."},
	{&validation.MsgExpectedNumber, "Un nombre est attendu."},
	{&validation.MsgExpectedInteger, "Un nombre entier est attendu."},
	{&validation.MsgExpectedString, "Un texte est attendu."},
	{&validation.MsgExpectedArray, "Une liste est attendue."},
	{&validation.MsgExpectedObject, "Un objet est attendu."},
	{&validation.MsgExpectedMatchAtLeastOneSchema, "Un texte, un nombre, vrai ou faux, ou une liste de codes est attendu."},
	{&validation.MsgExpectedOneOf, "Cette valeur n'existe pas dans la liste. Valeurs possibles : %s"},
	{&validation.MsgExpectedMinimumNumber, "Ce nombre est trop petit : %v au moins."},
	{&validation.MsgExpectedMaximumNumber, "Ce nombre est trop grand : %v au plus."},
	{&validation.MsgExpectedMinLength, "Ce texte est trop court : %d caractères au moins."},
	{&validation.MsgExpectedMaxLength, "Ce texte est trop long : %d caractères au plus."},
	{&validation.MsgExpectedMinItems, "Cette liste est trop courte : %d au moins."},
	{&validation.MsgExpectedMaxItems, "Cette liste est trop longue : %d au plus."},
	{&validation.MsgExpectedMaxProperties, "Cet objet a trop de champs : %d au plus."},
}

// anglais are the sentences that huma does not let one change.
var anglais = map[string]string{
	"unknown query parameter":             "Ce paramètre n'existe pas. Retirez-le, ou vérifiez son nom.",
	"required query parameter is missing": "Ce paramètre est obligatoire.",
	"invalid integer":                     "Un nombre entier est attendu.",
	"invalid boolean":                     "Une réponse vraie ou fausse (true, false) est attendue.",
	"invalid float":                       "Un nombre est attendu.",
	"File required":                       "Choisissez un fichier.",
	"Multiple files received but only one was expected": "Envoyez un seul fichier.",
}

func translate(message string) string {
	if f, ok := anglais[message]; ok {
		return f
	}
	for _, p := range phrases {
		if debut, _, _ := strings.Cut(p.francais, "%"); strings.HasPrefix(message, debut) {
			return message
		}
	}
	return illisible
}

// newHumaError replaces huma.NewError.
func newHumaError(statut int, _ string, errs ...error) *probleme {
	if slices.ContainsFunc(errs, isTooLarge) {
		statut = http.StatusRequestEntityTooLarge
	}
	code, detail := codeInvalide, "Cette requête ne peut pas être traitée."
	switch statut {
	case http.StatusBadRequest:
		detail = "Le corps de la requête manque : envoyez un objet JSON."
		if len(errs) > 0 {
			detail = "Le corps de la requête n'est pas du JSON lisible. Vérifiez guillemets, virgules et accolades."
		}
	case http.StatusRequestEntityTooLarge:
		detail = "Cet envoi est trop volumineux."
	case http.StatusUnprocessableEntity:
		return invalidRequest(errs)
	case http.StatusInternalServerError:
		code, detail = codeInterne, "Une erreur est survenue. Réessayez dans un instant."
	}
	return newProbleme(statut, code, detail)
}

func isTooLarge(err error) bool {
	return errors.As(err, new(*http.MaxBytesError)) || strings.Contains(err.Error(), "request body too large")
}

func invalidRequest(errs []error) *probleme {
	p := newProbleme(http.StatusUnprocessableEntity, codeInvalide, "")
	for _, err := range errs {
		lieu, message := "", illisible
		if d, ok := err.(huma.ErrorDetailer); ok {
			detail := d.ErrorDetail()
			lieu, message = detail.Location, translate(detail.Message)
		}
		if strings.HasPrefix(lieu, "path") { // an identifier that is none
			return newProbleme(http.StatusNotFound, codeIntrouvable, "Cette adresse n'existe pas : l'identifiant est un nombre.")
		}
		if nom, manque := strings.CutPrefix(message, obligatoire); manque {
			nom, _, _ = strings.Cut(nom, " ")
			lieu, message = lieu+"."+nom, "Ce champ est obligatoire."
		}
		p.Erreurs = append(p.Erreurs, erreurChamp{Champ: champOf(lieu), Message: message})
	}
	// huma reads the fields of an object in no order.
	slices.SortStableFunc(p.Erreurs, func(a, b erreurChamp) int { return cmp.Compare(a.Champ, b.Champ) })
	// One sentence per field: the first says enough.
	p.Erreurs = slices.CompactFunc(p.Erreurs, func(a, b erreurChamp) bool { return a.Champ == b.Champ && a.Champ != "" })
	if len(p.Erreurs) == 0 {
		p.Detail = "Cette requête ne peut pas être lue."
		return p
	}
	p.Champ, p.Detail = p.Erreurs[0].Champ, p.Erreurs[0].Message
	if p.Champ != "" {
		p.Detail = "« " + p.Champ + " » : " + p.Detail
	}
	return p
}

var formeChamp = regexp.MustCompile(`^(?:(?:body|query|header|form)(?:\.|\b))?([A-Za-z0-9_.\[\]-]{0,80})$`)

// champOf is « cout » for "body.cout". A name that is not one is not repeated.
func champOf(lieu string) string {
	if m := formeChamp.FindStringSubmatch(lieu); m != nil {
		return m[1]
	}
	return ""
}
