package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// AddFrein notes an obstacle of a person; without a date, today. A frein that
// is already open answers Conflit.
func (a *App) AddFrein(ctx context.Context, qui parcours.Identite, salarieID int64, f parcours.Frein,
	cle string) (*parcours.Frein, error) {
	nouveau := parcours.Frein{SalarieID: salarieID, Code: f.Code, Etat: parcours.FreinIdentifie,
		DateIdentifie: cmp.Or(f.DateIdentifie, a.aujourdhui()), Solution: strings.TrimSpace(f.Solution), SolutionRef: f.SolutionRef}
	if nouveau.Solution != "" || nouveau.SolutionRef != "" {
		nouveau.Etat, nouveau.DateSolution = parcours.FreinEnCours, a.aujourdhui()
	}
	acte := postgres.Acte{Action: parcours.ActionEditFrein, Salarie: salarieID, Cle: cle, Saisie: f, Rend: &nouveau}
	return &nouveau, a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if err := nouveau.Validate(a.aujourdhui()); err != nil {
			return err
		}
		d.Freins = append(d.Freins, nouveau)
		return tx.Create(&nouveau)
	})
}

// ChangementFrein moves a frein on.
type ChangementFrein struct {
	Version     int // 0: whatever it is now
	Etat        string
	Date        parcours.Date
	Solution    string
	SolutionRef string // the guide's item
	Cle         string // of the form: the same click twice acts once
	Salarie     int64  // whose it has to be; 0: whoever's
}

// suitesFrein are where a frein stands next, and what each writes: what is being done
// about it, that it is no longer one, that it stays in spite of what was done.
var suitesFrein = map[string]func(ChangementFrein, *parcours.Frein){
	parcours.FreinEnCours: func(c ChangementFrein, f *parcours.Frein) {
		f.Solution, f.SolutionRef = strings.TrimSpace(c.Solution), c.SolutionRef
		f.DateSolution, f.DateLeve = c.Date, parcours.Date{}
	},
	parcours.FreinLeve: func(c ChangementFrein, f *parcours.Frein) {
		f.DateLeve = c.Date
		c.keepSolution(f)
	},
	parcours.FreinPersistant: func(c ChangementFrein, f *parcours.Frein) {
		f.DateLeve = parcours.Date{}
		c.keepSolution(f)
	},
}

// keepSolution keeps what was typed beside « levé » or « persistant »: it tells
// what was done. What was known before and not typed again stays.
func (c ChangementFrein) keepSolution(f *parcours.Frein) {
	f.Solution = cmp.Or(strings.TrimSpace(c.Solution), f.Solution)
	f.SolutionRef = cmp.Or(c.SolutionRef, f.SolutionRef)
}

// ChangeFrein says where a frein stands now; without a date, since today.
func (a *App) ChangeFrein(ctx context.Context, qui parcours.Identite, id int64, c ChangementFrein) (*parcours.Frein, error) {
	acte := postgres.Acte{Action: parcours.ActionEditFrein, Frein: id, Cle: c.Cle, Saisie: c}
	c.Date = cmp.Or(c.Date, a.aujourdhui())
	err := a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		if c.Salarie != 0 && c.Salarie != d.Salarie.ID {
			return parcours.NotFound("Frein")
		}
		f := &d.Freins[slices.IndexFunc(d.Freins, func(f parcours.Frein) bool { return f.ID == id })]
		if c.Version != 0 && c.Version != f.Version {
			perdu := parcours.Stale("frein", f.ID, c.Version)
			perdu.Actuel = []parcours.ValeurActuelle{{Champ: "code", Libelle: "Frein", Valeur: parcours.Freins.Libelle(f.Code)}}
			return perdu
		}
		suite, ok := suitesFrein[c.Etat]
		if !ok {
			return refuse("etat", "Choisissez où en est ce frein.")
		}
		if err := checkFreinDate(*f, c.Date, a.aujourdhui()); err != nil {
			return err
		}
		avant := *f
		f.Etat = c.Etat
		suite(c, f)
		if err := f.Validate(a.aujourdhui()); err != nil || *f == avant {
			return err
		}
		return tx.Update(f)
	})
	if err != nil {
		return nil, err
	}
	return read(ctx, a, qui, parcours.ActionEditFrein, func(tx *postgres.Tx) (*parcours.Frein, error) {
		return postgres.Find[parcours.Frein](tx, "Frein", id)
	})
}

func checkFreinDate(f parcours.Frein, le, aujourdhui parcours.Date) error {
	var es parcours.Erreurs
	if le.After(aujourdhui) {
		es.Add("date", "Cette date est dans le futur. Un fait se note au plus tard aujourd'hui, "+aujourdhui.Francais()+".")
	} else if le.Before(f.DateIdentifie) {
		es.Add("date", "Cette date est avant celle où le frein a été identifié, le "+f.DateIdentifie.Francais()+". Vérifiez-la.")
	}
	return es.Err()
}

// ListFreins lists the freins of a person, the open ones first.
func (a *App) ListFreins(ctx context.Context, qui parcours.Identite, salarieID int64) ([]parcours.Frein, error) {
	return read(ctx, a, qui, parcours.ActionEditFrein, func(tx *postgres.Tx) ([]parcours.Frein, error) {
		d, err := tx.FindPersonne(salarieID)
		return d.Freins, err
	})
}

// SetFreinsGestion writes which constraints of the structure weigh on a
// parcours. What stands already is left alone, whatever the version: the same
// click twice does the thing once.
func (a *App) SetFreinsGestion(ctx context.Context, qui parcours.Identite, id int64, version int, codes []string) error {
	acte := postgres.Acte{Action: parcours.ActionEditFreinGestion, Parcours: id}
	return a.change(ctx, qui, acte, func(tx *postgres.Tx, d *parcours.Dossier) error {
		choix, err := parcours.CheckFreinsGestion(codes)
		if err != nil || slices.Equal(choix, d.Parcours.FreinsGestion) {
			return err
		}
		if version != 0 && version != d.Parcours.Version {
			return parcours.StaleParcours(d, version)
		}
		d.Parcours.FreinsGestion = choix
		return tx.SaveParcours(d, "freins_gestion")
	})
}
