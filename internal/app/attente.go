package app

import (
	"context"
	"runtime"
	"sync"
	"time"

	"parcours.example/internal/parcours"
)

// Attente is where the heavy deeds wait: a report, an export or an import reads a whole SIAE. A process does a few at
// once, so that nobody else is short of a connection. Made by newAttente.
type Attente struct {
	places   chan struct{}
	patience time.Duration

	mu   sync.Mutex
	gens map[int64]int // what each person runs or waits for
	tous int
}

// Lourds are the actions that wait their turn; so do the exports of lists.
var Lourds = []parcours.Action{parcours.ActionReadResultats, parcours.ActionImport, parcours.ActionUndoImport, parcours.ActionRedoImport}

// lourdsEnsemble is how many run at once: each keeps a processor of PostgreSQL busy, and on a small machine
// PostgreSQL has those of the program. A process has at least ten connections (postgres.Options).
var lourdsEnsemble = max(1, min(3, runtime.NumCPU()/2))

const (
	lourdsAttendus     = 24 // running and waiting
	lourdsDUnePersonne = 6
	patienceLourds     = 20 * time.Second // the answer itself takes some
)

func newAttente() *Attente {
	return &Attente{places: make(chan struct{}, lourdsEnsemble), patience: patienceLourds, gens: map[int64]int{}}
}

// enter waits for a place, which leave gives back. It refuses (parcours.Surcharge) somebody who asks again and again
// before the first answer is there, and whoever waited too long; and gives up when ctx ends.
func (a *Attente) enter(ctx context.Context, qui parcours.Identite) (leave func(), err error) {
	if err := a.join(qui.UtilisateurID); err != nil {
		return nil, err
	}
	trop := time.NewTimer(a.patience)
	defer trop.Stop()
	select {
	case a.places <- struct{}{}:
		return func() { <-a.places; a.quit(qui.UtilisateurID) }, nil
	case <-ctx.Done():
		err = ctx.Err()
	case <-trop.C:
		err = errSurcharge
	}
	a.quit(qui.UtilisateurID)
	return nil, err
}

func (a *Attente) join(id int64) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	switch {
	case a.gens[id] >= lourdsDUnePersonne:
		return errDejaDemande
	case a.tous >= lourdsAttendus:
		return errSurcharge
	}
	a.gens[id]++
	a.tous++
	return nil
}

func (a *Attente) quit(id int64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.tous--
	if a.gens[id]--; a.gens[id] == 0 {
		delete(a.gens, id)
	}
}

var (
	errSurcharge = &parcours.Erreur{Code: parcours.Surcharge,
		Message: "Beaucoup de rapports, d'exports ou d'imports sont demandés en ce moment. Rien n'est perdu : recommencez dans une minute."}
	errDejaDemande = &parcours.Erreur{Code: parcours.Surcharge,
		Message: "Vos demandes précédentes sont encore en cours. Attendez qu'elles arrivent, puis recommencez."}
)
