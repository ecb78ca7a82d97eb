package parcours

import (
	"cmp"
	"reflect"
	"slices"
	"time"
)

// Faits is every kind of row that may be mended. A table that holds what somebody recorded
// is here, or in sansCorrection (a test) with why.
var Faits = []Fait{
	newFait(ChampsSuivi, func(d *Dossier) *[]Suivi { return &d.Suivis },
		func(d *Dossier, s *Suivi, ctl Controle) error {
			return errorsOf(CheckSuiviDate(d.Parcours, *s), s.Validate(ctl.Aujourdhui))
		}),
	newFait(ChampsEntreePrevue, func(d *Dossier) *[]EntreePrevue { return &d.Entrees },
		func(_ *Dossier, e *EntreePrevue, _ Controle) error { return e.Validate() }),
	newFait(ChampsNonPresentation, func(d *Dossier) *[]NonPresentation { return &d.NonPresentations },
		func(_ *Dossier, n *NonPresentation, ctl Controle) error { return n.Validate(ctl.Aujourdhui) }),
	newFait(slices.Concat(champsEntree, ChampsFin, ChampsFormation), func(d *Dossier) *[]Presence { return &d.Presences },
		func(_ *Dossier, x *Presence, ctl Controle) error {
			es := slices.Concat(champsEntree, ChampsFin).Check(x, ctl)
			if x.Formation != (Formation{}) {
				es = append(es, ErreursOf(x.Formation.Validate())...)
			}
			return es.Err()
		}).kept().asking(presenceAsked),
	newFait(ChampsControle.Without("code"), func(d *Dossier) *[]ControleEntree { return &d.Controles },
		func(_ *Dossier, c *ControleEntree, ctl Controle) error { return c.Validate(ctl.Aujourdhui) }),
	newFait(ChampsHeures, func(d *Dossier) *[]Heures { return &d.Heures },
		func(_ *Dossier, h *Heures, ctl Controle) error {
			lues := *h
			lues.HeuresInconnu, h.HeuresInconnu = h.Heures == nil, false // kept as hours that are not there
			return lues.Validate(ctl.Aujourdhui)
		}),
	newFait(ChampsEvaluation, func(d *Dossier) *[]Evaluation { return &d.Evaluations },
		func(_ *Dossier, e *Evaluation, ctl Controle) error { return e.Validate(ctl.Aujourdhui) }),
	newFait(ChampsReponse, func(d *Dossier) *[]Reponse { return &d.Reponses }, checkReponse),
	newFait(ChampsImpact, func(d *Dossier) *[]Impact { return &d.Impacts },
		func(d *Dossier, i *Impact, ctl Controle) error {
			return i.Validate(d.endOf(i.Presence), ctl.Aujourdhui)
		}),
	newFait(ChampsFrein, func(d *Dossier) *[]Frein { return &d.Freins },
		func(_ *Dossier, f *Frein, ctl Controle) error { return f.Validate(ctl.Aujourdhui) }),
	newFait(ChampsObservation, func(d *Dossier) *[]Observation { return &d.Observations },
		func(_ *Dossier, o *Observation, ctl Controle) error { return o.Validate(ctl.Aujourdhui) }),
	newFait(ChampsContrat, func(d *Dossier) *[]Contrat { return (*[]Contrat)(&d.Contrats) },
		func(d *Dossier, c *Contrat, ctl Controle) error {
			return errorsOf(c.Validate(ctl.Aujourdhui), d.Contrats.checkTwice("debut"))
		}),
	newFait(ChampsFormation, func(d *Dossier) *[]Tentative { return &d.Tentatives },
		func(_ *Dossier, t *Tentative, _ Controle) error { return t.Formation.Validate() }).kept(),
	newFait(champsLigneNotee,
		func(d *Dossier) *[]Financement { return &d.Financements }, checkLigne).kept().elsewhere((*Dossier).lineOf, undoLigne),
	passageFait,
	parcoursFait,
}

// FindFait gives a kind of row by its table.
func FindFait(objet string) (Fait, bool) {
	return find(Faits, func(f Fait) bool { return f.Objet == objet })
}

// newFait is a kind of row that the file keeps in a list.
func newFait[T any](champs Champs, lignes func(*Dossier) *[]T, check func(*Dossier, *T, Controle) error) Fait {
	is := func(id int64) func(T) bool { return func(x T) bool { return entier(x, "ID") == id } }
	return Fait{
		Objet: snake(reflect.TypeFor[T]().Name()), Retrait: true,
		champs: func(any) Champs { return champs },
		values: func(x any) map[string][]string { return champs.Values(x) },
		read:   func(x any, src Source) Erreurs { return champs.Read(src, x) },
		find: func(d *Dossier, id int64) any {
			l := lignes(d)
			if i := slices.IndexFunc(*l, is(id)); i >= 0 {
				return &(*l)[i]
			}
			return nil
		},
		remove: func(d *Dossier, id int64, _ time.Time) {
			*lignes(d) = slices.DeleteFunc(slices.Clone(*lignes(d)), is(id))
		},
		put:   func(d *Dossier, x any) { *lignes(d) = append(slices.Clip(*lignes(d)), *x.(*T)) },
		check: func(d *Dossier, x any, ctl Controle) error { return check(d, x.(*T), ctl) },
		vide:  func() any { return new(T) },
	}
}

// kept is a kind of row that is never taken out by itself.
func (f Fait) kept() Fait {
	f.Retrait = false
	return f
}

// asking is a kind of row of which some say less than others.
func (f Fait) asking(champs func(ligne any) Champs) Fait {
	f.champs = champs
	return f
}

// presenceAsked: a stay that still runs has no end to mend. One that ended shows both ways: it may have been noted as
// completed and been abandoned, or the other way round.
func presenceAsked(x any) Champs {
	if x.(*Presence).End().IsZero() {
		return slices.Concat(champsEntree, ChampsFormation)
	}
	return slices.Concat(champsEntree, each(ChampsFin, func(c Champ) Champ {
		switch c.Code {
		case "date_fin":
			c.Aide = "Vide si la formation a été abandonnée."
		case "date_abandon":
			c.Aide = "Vide si la formation est allée à son terme."
		}
		return c
	}), ChampsFormation)
}

// champsEntree: a stay has begun.
var champsEntree = each(ChampsPresence, func(c Champ) Champ {
	c.Requis = true
	return c
})

// elsewhere is a kind of row that the file keeps in more than one list, and that is taken
// back otherwise than by its withdrawal.
func (f Fait) elsewhere(find func(*Dossier, int64) any, annuler func(*Dossier, any, Identite, time.Time) (Action, int)) Fait {
	f.find, f.annuler = find, annuler
	return f
}

// mend makes the row of a file what it should be.
func (f Fait) mend(d *Dossier, c Correction, qui Identite, ctl Controle, maintenant time.Time) error {
	ligne := f.find(d, c.ID)
	if c.Remettre {
		ligne = c.Ligne
	}
	if ligne == nil {
		return NotFound(f.libelle())
	}
	if err := d.CheckMendLigne(ligne, qui, maintenant); err != nil {
		return err
	}
	switch {
	case EstFige(f.Objet, c.ID):
		return refuse("C'est compté dans un rapport envoyé à un financeur : ce qui y est écrit ne change plus. " +
			"Notez la suite comme un fait nouveau.")
	case (c.Retirer || c.Remettre) && !f.Retrait:
		return refuse(cmp.Or(gardees[f.Objet], gardees[""]))
	case c.Remettre:
		if p := d.undoneWith(ligne); p != nil {
			return refuse("C'est parti avec « " + LibelleTransition(p.Transition) + " », qui a été annulé : refaites plutôt ce passage.")
		}
		reflect.ValueOf(ligne).Elem().FieldByName("RetireLe").SetZero()
		f.put(d, ligne)
		d.retellFait(ligne, emptied(ligne), ligne)
		return f.check(d, f.find(d, c.ID), ctl)
	case c.Retirer:
		f.remove(d, c.ID, maintenant)
		d.forget(ligne)
		return nil
	}
	avant := reflect.New(reflect.TypeOf(ligne).Elem())
	avant.Elem().Set(reflect.ValueOf(ligne).Elem())
	champs, deja := f.Champs(ligne), ErreursOf(f.check(d, avant.Interface(), ctl))
	es := f.read(ligne, func(code string) ([]string, bool) {
		textes, sent := c.Champs[code]
		return textes, sent
	})
	for code := range c.Champs {
		if _, ok := champs.Find(code); !ok {
			es.Add(code, "Ce champ ne se corrige pas ici. Rechargez la page.")
		}
	}
	switch x := ligne.(type) { // what follows is judged with it
	case *Frein:
		x.follow(*avant.Interface().(*Frein), c)
	case *EntreePrevue:
		_, finDite := c.Champs["date_fin"]
		d.carryEntree(*avant.Interface().(*EntreePrevue), x, finDite)
	}
	for _, e := range ErreursOf(f.check(d, ligne, ctl)) { // what an old row lacks is not asked of whoever mends another field
		if !slices.ContainsFunc(deja, func(x *Erreur) bool { return x.Champ == e.Champ && x.Message == e.Message }) {
			es = append(es, e)
		}
	}
	if err := es.Err(); err != nil {
		return err
	}
	return d.carry(avant.Interface(), ligne)
}

// gardees say how a row goes that is never taken out by itself; "" is one of a passage.
var gardees = map[string]string{
	"":            "Cela ne se retire pas seul : corrigez ce qui y est écrit, ou annulez le passage qui l'a noté.",
	"passage":     "Un passage ne se retire pas : annulez-le si c'est le dernier, sinon corrigez ce qu'il dit.",
	"financement": "Une ligne se retire dans le plan de financement, tant que personne n'y a répondu.",
}

// undoneWith is the passage that recorded a row and was undone, nil for none.
func (d *Dossier) undoneWith(ligne any) (parti *Passage) {
	switch ligne.(type) {
	case *Heures, *Evaluation, *ControleEntree, *EntreePrevue, *Reponse:
	default:
		return nil
	}
	_, creeLe := authorOf(ligne)
	for i := range d.Passages {
		switch p := &d.Passages[i]; {
		case p.Transition == Rectifier || !d.recorded(i, creeLe):
		case p.RectifieLe == nil:
			return nil
		default:
			parti = p
		}
	}
	return parti
}

func (f Fait) libelle() string {
	o, _ := FindObjet(f.Objet)
	return o.Libelle
}

// errorsOf joins refusals.
func errorsOf(errs ...error) error {
	var es Erreurs
	for _, err := range errs {
		es = append(es, ErreursOf(err)...)
	}
	return es.Err()
}
