package postgres

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/parcours"
)

// Acte is one deed as its transaction knows it: what it locks and reads, and the
// key under which it is done once.
type Acte struct {
	Action parcours.Action
	Nom    string    // as the history names it, "" for Action: a transition has its own
	Motif  string    // why, for the history
	Le     time.Time // the instant of the rows that it creates
	// One of these is locked and read. The person of a frein comes with it.
	Parcours, Salarie, Frein int64
	// Personnes is everyone whose file the deed changes, when they are several: their
	// parcours, then they, are locked in the order of their numbers, so that no two deeds
	// wait for each other.
	Personnes []int64
	// Objet is what the deed is about, for its key, when it is none of those.
	Objet int64
	// Verrou names what the deed waits for in the SIAE when it locks nothing.
	Verrou string
	// Version is the one of the parcours that was on the screen; 0 for whatever it
	// is now.
	Version int
	// Cle is the key of the form or of the request, "" for a deed that may be done
	// twice; Saisie what was typed.
	Cle    string
	Saisie any
	// Rend is what the deed answers, the first time and when its key comes again:
	// the row that it creates, or an *int64.
	Rend any
}

const maxCle = 200

func errCle(code parcours.Code, message string) error {
	return &parcours.Erreur{Code: code, Champ: parcours.ChampCle, Message: message}
}

// errCleReprise: one key names one deed and what was typed for it.
const errCleReprise = "Cette clé a déjà servi pour une autre création. Employez-en une nouvelle."

// checkCle refuses a key that cannot be kept.
func (a Acte) checkCle() error {
	switch {
	case a.Cle != storable(a.Cle):
		return errCle(parcours.Invalide, "Cette clé contient un caractère illisible. Employez des lettres et des chiffres.")
	case len(a.Cle) > maxCle:
		return errCle(parcours.Invalide, "Cette clé est trop longue : 200 caractères au plus.")
	}
	return nil
}

// String names the deed and what it is about, for its key and for the log:
// "consigner_suivi/12".
func (a Acte) String() string { return fmt.Sprintf("%s/%d", a.Action, a.objet()) }

func (a Acte) objet() int64 { return cmp.Or(a.Objet, max(a.Parcours, a.Salarie, a.Frein)) }

// Concerned is everyone whose deadlines the deed may change; d is the file that it read.
func (a Acte) Concerned(d *parcours.Dossier) []int64 {
	switch {
	case len(a.Personnes) > 0:
		return slices.Compact(slices.Sorted(slices.Values(a.Personnes)))
	case d.Salarie.ID != 0:
		return []int64{d.Salarie.ID}
	}
	return nil
}

// corps is an imprint of what was typed.
func (a Acte) corps() (string, error) {
	b, err := json.Marshal(a.Saisie)
	if err != nil {
		return "", fmt.Errorf("imprint of %s: %w", a, err)
	}
	somme := sha256.Sum256(b)
	return hex.EncodeToString(somme[:]), nil
}

// Load begins a deed, in one trip: it locks what the deed changes, looks whether
// its key was used already, and reads the file (of a person alone: who they are,
// their SIAE and freins). deja tells that the same click did it before: Rend
// then holds what that answered.
func (tx *Tx) Load(a Acte) (d *parcours.Dossier, deja bool, err error) {
	if err := a.checkCle(); err != nil {
		return nil, false, err
	}
	var cles []keptKey
	a.lock(&tx.link.pending, tx.qui.SiaeID)
	queue(tx, &cles, `SELECT objet, corps, resultat FROM idempotence WHERE utilisateur_id = $1 AND cle = $2`,
		tx.qui.UtilisateurID, a.Cle)
	switch {
	case a.Parcours != 0:
		d, err = tx.FindDossier(a.Parcours)
	case a.Salarie != 0:
		d, err = tx.FindPersonne(a.Salarie)
	case a.Frein != 0:
		d = &parcours.Dossier{}
		err = findJSON(tx, d, "Frein", requetePersonne+"p.salarie_id = "+salarieOfFrein, a.Frein)
	default:
		d, err = &parcours.Dossier{}, tx.Flush()
	}
	if err != nil {
		return nil, false, err
	}
	if a.Cle != "" && len(cles) > 0 {
		return nil, true, tx.repeat(a, cles[0], d)
	}
	if a.Version != 0 && a.Version != d.Parcours.Version {
		return nil, false, parcours.StaleParcours(d, a.Version)
	}
	return d, false, nil
}

// lock queues the lock of a deed: those on the same file come one after the
// other, and so do two identical clicks. Without a file, they wait for Verrou,
// else for each other.
func (a Acte) lock(l *pgx.Batch, siaeID int64) {
	switch {
	case len(a.Personnes) > 0:
		l.Queue(`SELECT FROM parcours WHERE salarie_id = ANY ($1) ORDER BY id FOR NO KEY UPDATE`, a.Personnes)
		l.Queue(`SELECT FROM salarie WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE`, a.Personnes)
	case a.Parcours != 0:
		l.Queue(`SELECT FROM parcours WHERE id = $1 FOR NO KEY UPDATE`, a.Parcours)
	case a.Salarie != 0:
		l.Queue(`SELECT FROM salarie t WHERE id = $1 FOR NO KEY UPDATE`, a.Salarie)
	case a.Frein != 0:
		l.Queue(`SELECT FROM salarie t WHERE id = `+salarieOfFrein+` FOR NO KEY UPDATE`, a.Frein)
	case a.Verrou != "":
		l.Queue(requeteVerrou, siaeID, a.Verrou)
	case a.Cle != "":
		l.Queue(requeteVerrou, siaeID, a.Cle)
	}
}

const (
	requeteVerrou  = `SELECT pg_advisory_xact_lock($1::int, hashtext($2))`
	salarieOfFrein = `(SELECT salarie_id FROM frein WHERE id = $1)`
)

// keptKey is what a key did. An imprint "" dates from before they were kept.
type keptKey struct {
	Objet, Corps string
	Resultat     int64
}

// repeat answers what the first use of a key answered.
func (tx *Tx) repeat(a Acte, c keptKey, d *parcours.Dossier) error {
	corps, err := a.corps()
	if err != nil {
		return err
	}
	if c.Objet != a.String() || c.Corps != "" && c.Corps != corps {
		return errCle(parcours.Conflit, errCleReprise)
	}
	switch rend := a.Rend.(type) {
	case nil:
		return nil
	case *int64:
		*rend = c.Resultat
		return nil
	}
	reflect.ValueOf(a.Rend).Elem().SetZero() // gorm would look for what was typed
	if err := found(tx.db.Where("id = ?", c.Resultat).Take(a.Rend).Error, "Élément"); err != nil {
		return err
	}
	if f, ok := a.Rend.(*parcours.Financement); ok {
		attach(f, d)
	}
	return nil
}

// Keep ends a deed: its last writes leave with its key and COMMIT, unless one of them is
// refused. A deed that was refused before leaves no key.
func (tx *Tx) Keep(a Acte) error {
	if a.Cle == "" {
		return tx.link.commit()
	}
	corps, err := a.corps()
	if err != nil {
		return err
	}
	resultat, args := "$5::bigint", []any{tx.qui.UtilisateurID, a.Cle, a.String(), corps}
	switch rend := a.Rend.(type) {
	case nil:
		args = append(args, a.objet())
	case *int64:
		args = append(args, *rend)
	default:
		if id := tx.IDOf(rend); id != 0 {
			args = append(args, id)
			break
		}
		// Its row is sent just before, in the same trip.
		resultat, args = "currval(pg_get_serial_sequence($5, 'id'))", append(args, schemaOf(a.Rend).Table)
	}
	return errors.Join(tx.exec(nil, `INSERT INTO idempotence (siae_id, utilisateur_id, cle, objet, corps, resultat)
 VALUES (siae_courante(), $1, $2, $3, $4, `+resultat+`)`, args...), tx.link.commit())
}
