package parcours

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// What is mended of a decision: its day, its reason, and the answers that it alone keeps.
// The days of facts are mended on the facts.

// reponsesPassage are the answers that only a passage keeps, or decides of its try.
var reponsesPassage = []string{"motif", "solution", "solution_detail", "solutions_cherchees"}

var passageFait = Fait{
	Objet:  "passage",
	champs: func(x any) Champs { return x.(*Passage).mendable() },
	values: func(x any) map[string][]string { return x.(*Passage).values() },
	read:   func(x any, src Source) Erreurs { return x.(*Passage).read(src) },
	find: func(d *Dossier, id int64) any {
		if i := slices.IndexFunc(d.Passages, func(p Passage) bool { return p.ID == id && p.RectifieLe == nil }); i >= 0 {
			return &d.Passages[i]
		}
		return nil
	},
	check: func(_ *Dossier, x any, ctl Controle) error { return x.(*Passage).check(ctl) },
	vide:  func() any { return new(Passage) }, annuler: undoPassage,
}

// parcoursFait is the need: where it came from, its title, its day. A parcours noted by
// mistake is withdrawn whole.
var parcoursFait = Fait{
	Objet: "parcours", Retrait: true,
	champs: func(any) Champs { return champsBesoinNote },
	values: func(x any) map[string][]string { return champsBesoinNote.Values(x) },
	read:   func(x any, src Source) Erreurs { return champsBesoinNote.Read(src, x) },
	find: func(d *Dossier, id int64) any {
		if d.Parcours.ID == id && id != 0 {
			return &d.Parcours
		}
		return nil
	},
	remove: func(d *Dossier, _ int64, le time.Time) { d.Parcours.RetireLe = &le },
	put:    func(d *Dossier, _ any) { d.Parcours.RetireLe = nil },
	check: func(d *Dossier, x any, ctl Controle) error {
		es := champsBesoinNote.Check(x, ctl)
		if len(d.Passages) > 1 && d.Passages[1].RectifieLe == nil && !d.Passages[1].IsFait() {
			es.order("date", d.Parcours.DateBesoin, d.Passages[1].Date, "Le besoin serait après « "+
				LibelleTransition(d.Passages[1].Transition)+" », le "+d.Passages[1].Date.Francais()+". Vérifiez la date.")
		}
		return es.Err()
	},
	vide: func() any { return new(Parcours) },
}

// champsBesoinNote is the need as a parcours keeps it.
var champsBesoinNote = append(ChampsBesoin.Only("origine", "intitule", "description"),
	ChampsBesoin.Get("date").stored("date_besoin"))

// stored is the field as a struct keeps it under another name.
func (c Champ) stored(colonne string) Champ {
	c.Colonne = colonne
	return c
}

// mendable are the fields of a passage that may be corrected.
func (p *Passage) mendable() Champs {
	cs := ChampsPassage.Without("date")
	if !p.IsFait() && p.Transition != IdentifierBesoin {
		cs = slices.Concat(Champs{champDate("Date")}, cs)
	}
	asked := ChampsReprise
	if t, ok := FindTransition(p.Transition); ok && p.Transition != Reprendre {
		asked = t.Champs
	}
	for _, code := range reponsesPassage {
		if c, ok := asked.Find(code); ok && (p.Transition != Reprendre || p.Champs[code] != "") {
			c.Requis = c.Requis || p.Champs[code] != "" && c.Absent != ""
			if code == "solution" { // which ends the file by its own act
				c.Liste = c.Liste.Without(SolutionRetourSiae)
			}
			cs = append(cs, c)
		}
	}
	return cs
}

func (p *Passage) values() map[string][]string {
	valeurs := ChampsPassage.Values(p)
	for _, code := range reponsesPassage {
		valeurs[code] = nonEmpty([]string{p.Champs[code]})
	}
	return valeurs
}

// read writes what was typed; the answers stay texts.
func (p *Passage) read(src Source) Erreurs {
	p.Champs = maps.Clone(p.Champs)
	es := ChampsPassage.Read(src, p)
	for _, c := range p.mendable() {
		if textes, sent := src(c.Code); sent && slices.Contains(reponsesPassage, c.Code) {
			p.Champs[c.Code] = c.canonical(strings.TrimSpace(strings.Join(textes, ",")))
		}
	}
	return es
}

func (p *Passage) check(ctl Controle) error {
	var es Erreurs
	for _, c := range p.mendable() {
		if slices.Contains(reponsesPassage, c.Code) {
			es = append(es, c.check(ctl, nonEmpty([]string{p.Champs[c.Code]}))...)
		} else {
			es = append(es, Champs{c}.Check(p, ctl)...)
		}
	}
	return es.Err()
}

// undoPassage: the last passage is undone, by who may.
func undoPassage(d *Dossier, _ any, qui Identite, maintenant time.Time) (acte Action, version int) {
	if CheckRectify(d, qui, maintenant) != nil {
		return "", 0
	}
	return ActionRectify, d.Parcours.Version
}

// undoLigne: a line that nobody answered is taken out of the plan.
func undoLigne(_ *Dossier, x any, _ Identite, _ time.Time) (acte Action, version int) {
	f := x.(*Financement)
	if f.CheckRemove() != nil {
		return "", 0
	}
	return ActionEditFinancement, f.Version
}

// lineOf finds a line of the plan of any try.
func (d *Dossier) lineOf(id int64) any {
	if f := d.FindFinancement(id); f != nil {
		return f
	}
	return nil
}

// endOf is the day on which a stay went to its term.
func (d *Dossier) endOf(presence int) Date {
	if n := d.stayAt(presence); n >= 0 {
		return d.Presences[n].DateFin
	}
	return Date{}
}

// champsLigneNotee is what may be corrected of a line of the plan: its answers are rows.
var champsLigneNotee = ChampsFinancement.Only("dispositif", "financeur", "montant_demande", "date_depot")

// checkLigne checks a line of the plan once it is corrected.
func checkLigne(d *Dossier, f *Financement, ctl Controle) error {
	es := champsLigneNotee.Check(f, ctl)
	if !f.HasDossier() && f.TentativeID == d.Courante().ID {
		es = append(es, ErreursOf(d.CheckLigne(*f, ctl.Aujourdhui))...)
	}
	if !f.HasDossier() && slices.ContainsFunc(f.Reponses, func(r Reponse) bool { return grants(r.Reponse) }) {
		es.Add("dispositif", "Un financeur a donné son accord sur cette ligne, et « "+Dispositifs.Libelle(f.Dispositif)+
			" » n'en attend aucun : retirez d'abord sa réponse.")
	}
	for _, r := range f.Reponses {
		es.order("date_depot", f.DateDepot, r.Date, "Le dépôt serait après la réponse, le "+r.Date.Francais()+". Vérifiez les deux dates.")
	}
	f.stand()
	return es.Err()
}

// checkReponse checks an answer against its line and the other answers.
func checkReponse(d *Dossier, r *Reponse, ctl Controle) error {
	f := d.FindFinancement(r.FinancementID)
	if f == nil {
		return NotFound("Financement")
	}
	ligne := *f
	ligne.Reponses = keep(f.Reponses, func(x Reponse) bool { return x.ID != r.ID })
	err := r.Validate(ligne, ctl.Aujourdhui)
	for _, e := range ErreursOf(err) {
		if e.Champ == "etat" {
			e.Champ = "reponse"
		}
	}
	switch {
	case !grants(r.Reponse):
		r.Montant = 0
	case r.Reponse == FinancementAccorde && r.Montant == 0:
		r.Montant = f.MontantDemande // in full
	}
	return err
}

// said is what a passage keeps of a field of a struct.
func (c Champ) said(v any) string {
	textes := c.Textes(v)
	if len(textes) == 0 && c.Inconnu != "" {
		textes = []string{c.Inconnu}
	}
	return c.canonical(strings.Join(textes, ","))
}

// tell writes in a passage what a struct says of one field that it asked.
func tell(p *Passage, c Champ, v any) {
	if _, dite := p.Champs[c.Code]; !dite && !p.asked(c.Code) {
		return
	}
	if p.Champs[c.Code] = c.said(v); p.Champs[c.Code] == "" {
		delete(p.Champs, c.Code)
	}
}

// asked tells whether a passage asks that question.
func (p *Passage) asked(code string) bool {
	champs := champsRepriseDits
	if t, ok := FindTransition(p.Transition); ok && p.Transition != Reprendre {
		champs = t.Champs
	}
	_, asks := champs.Find(code)
	return asks
}

// recall edits what the passages would bring back when they are undone.
func (d *Dossier) recall(edit func(*Instantane)) {
	for i := range d.Passages {
		d.recallAt(i, edit)
	}
}

// recallAt is recall for one passage.
func (d *Dossier) recallAt(i int, edit func(*Instantane)) {
	if avant := d.Passages[i].Avant; avant != nil {
		copie := *avant
		edit(&copie)
		d.Passages[i].Avant = &copie
	}
}
