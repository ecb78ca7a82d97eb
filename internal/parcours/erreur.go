package parcours

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Code says what kind of refusal an Erreur is. Each has one HTTP status
// (internal/httpkit).
type Code string

const (
	Invalide    Code = "invalide"    // what was typed cannot be kept
	Interdit    Code = "interdit"    // this role may not do this
	Introuvable Code = "introuvable" // unknown here, or of another SIAE: the same answer
	Conflit     Code = "conflit"     // somebody else changed it meanwhile
	Bloque      Code = "transition"  // the transition is not possible, or not yet
	Surcharge   Code = "surcharge"   // too much is asked at once: later
)

// ChampCle names the key of a deed in its refusals: no form draws it.
const ChampCle = "Idempotency-Key"

// Erreur is a refusal that a person can read. Message is a complete French
// sentence; Champ, when set, is the name of the input it stands beside.
type Erreur struct {
	Code    Code
	Message string
	Champ   string
	// Bloquants lists what blocks a transition; AAcquitter the warnings that
	// have not been read yet.
	Bloquants, AAcquitter []Constat
	// Actuel tells, on a Conflit, what the others wrote meanwhile. Vu says from
	// which version the person wrote: the deed looks up what changed since.
	Actuel []ValeurActuelle
	Vu     *Vu
	// Ailleurs is the person in whose file what was looked for is now; 0 for none.
	Ailleurs int64
}

// Vu is one row as somebody had it before them: its table, its id, its version or else the
// last line of its history.
type Vu struct {
	Table   string
	ID      int64
	Version int
	Ligne   int64
}

// MessageStale is said to somebody who lost a race.
const MessageStale = "Quelqu'un d'autre a modifié ce dossier pendant votre saisie. Relisez ce qui a changé ; votre saisie est gardée."

// Stale is the refusal of a change made from an old version.
func Stale(table string, id int64, version int) *Erreur {
	return &Erreur{Code: Conflit, Vu: &Vu{Table: table, ID: id, Version: version}, Message: MessageStale}
}

// Overtaken is the refusal of a choice made from an old page, of what carries no
// version: it tells what stands now.
func Overtaken(champ, libelle, valeur string) *Erreur {
	return &Erreur{Code: Conflit, Message: MessageStale, Actuel: []ValeurActuelle{{Champ: champ, Libelle: libelle, Valeur: valeur}}}
}

// ValeurActuelle tells someone who lost a race what the other one wrote, who
// that is and when; Auteur is empty when it is not known.
type ValeurActuelle struct {
	Champ, Libelle, Valeur string
	Auteur                 string
	Le                     time.Time
}

// Intitule is the label of the field, ready to be followed by its value.
func (v ValeurActuelle) Intitule() string {
	if strings.HasSuffix(v.Libelle, "?") {
		return v.Libelle
	}
	return v.Libelle + " :"
}

// Signature says who wrote it and when: « , par Ana Roy le 02/03/2026 à 09:15 ».
func (v ValeurActuelle) Signature() string {
	if v.Auteur == "" {
		return ""
	}
	return ", par " + v.Auteur + v.Le.Format(" le 02/01/2006 à 15:04")
}

func (e *Erreur) Error() string { return string(e.Code) + ": " + e.Message }

// Erreurs is several refusals at once, for instance one per field of a form.
// It is never empty when it is returned as an error.
type Erreurs []*Erreur

func (es Erreurs) Error() string {
	return strings.Join(each(es, (*Erreur).Error), "; ")
}

// Unwrap lets errors.As find the first Erreur of the list.
func (es Erreurs) Unwrap() []error { return each(es, func(e *Erreur) error { return e }) }

// Add notes a refusal beside a field.
func (es *Erreurs) Add(champ, message string) {
	*es = append(*es, &Erreur{Code: Invalide, Champ: champ, Message: message})
}

// about tells whether a field was refused.
func (es Erreurs) about(champ string) bool {
	return champ != "" && slices.ContainsFunc(es, func(e *Erreur) bool { return e.Champ == champ })
}

// order refuses an end before its beginning; unknown days pass.
func (es *Erreurs) order(champ string, debut, fin Date, message string) {
	if !debut.IsZero() && !fin.IsZero() && fin.Before(debut) {
		es.Add(champ, message)
	}
}

// Err is nil when nothing was noted.
func (es Erreurs) Err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}

// ErreursOf lists every Erreur that err carries; nil when it carries none and
// is therefore an internal failure.
func ErreursOf(err error) Erreurs {
	var plusieurs Erreurs
	if errors.As(err, &plusieurs) {
		return plusieurs
	}
	var une *Erreur
	if errors.As(err, &une) {
		return Erreurs{une}
	}
	return nil
}

// IsCode tells whether err carries an Erreur of this code.
func IsCode(err error, code Code) bool {
	var e *Erreur
	return errors.As(err, &e) && e.Code == code
}

// refuse is the refusal of what is not possible here, or not yet.
func refuse(message string) error { return &Erreur{Code: Bloque, Message: message} }

// invalid is the refusal of what was typed in one field.
func invalid(champ, message string) error {
	return Erreurs{{Code: Invalide, Champ: champ, Message: message}}
}

// NotFound is the one answer for what does not exist and for what belongs to
// another SIAE.
func NotFound(quoi string) *Erreur {
	return &Erreur{Code: Introuvable, Message: quoi + " introuvable. Vérifiez le lien, ou revenez à la liste."}
}

// Constat is something that a rule found: what blocks, or what it warns of.
type Constat struct {
	Code    string
	Message string // French: what is missing, what to do
	Lien    string // where it is filled: an anchor of the file's page, or a page
	Champ   string // the field of the sent form that it is about, if any
	Lignes  string // the guide's lines, "" when the rule is ours
	objet   string // what it is about, when the message says more than that
}

// about tells a finding from another of the same rule.
func (c Constat) about() string { return cmp.Or(c.objet, c.Message+c.Lien) }

// LienCorrection is the page on which a row of a parcours is mended.
func LienCorrection(parcoursID int64, objet string, id int64) string {
	return fmt.Sprintf("/parcours/%d/corriger/%s/%d", parcoursID, objet, id)
}
