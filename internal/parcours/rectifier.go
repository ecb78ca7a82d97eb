package parcours

import (
	"slices"
	"strings"
	"time"
)

// CheckRectify tells whether the last passage can be undone by this person, and
// if not, why.
func CheckRectify(d *Dossier, qui Identite, maintenant time.Time) error {
	if err := qui.Require(ActionRectify); err != nil {
		return err
	}
	// Classer sans suite is final for the work, yet a slip of the finger must
	// stay mendable: only a closing act or a freeze stands in the way.
	if d.Salarie.Gele || !d.Parcours.ClosLe.IsZero() || d.Parcours.RetireLe != nil {
		return CheckOpen(d)
	}
	p := d.DernierPassage()
	switch {
	case p == nil || p.De == "" || p.Avant == nil:
		return &Erreur{Code: Bloque, Message: "Il n'y a aucun passage à annuler.", Bloquants: []Constat{{Code: "aucun_passage",
			Message: "Si ce parcours a été noté par erreur, retirez-le.", Lien: LienCorrection(d.Parcours.ID, "parcours", d.Parcours.ID)}}}
	case qui.Role == Directeur:
	case p.AuteurID != qui.UtilisateurID:
		return refuse("Ce passage a été fait par quelqu'un d'autre : seuls son auteur, pendant 48 heures, et le directeur peuvent l'annuler.")
	case maintenant.Sub(p.CreeLe) > DelaiAuteur:
		return refuse("Ce passage date de plus de 48 heures : demandez au directeur de l'annuler.")
	}
	return checkNothingLater(d, p)
}

// checkNothingLater refuses to pull a passage from under what rests on it, and names each row
// that is to be mended first.
func checkNothingLater(d *Dossier, p *Passage) error {
	t, ici := d.Courante(), d.indexOf(p)
	e := &Erreur{Code: Bloque}
	first := func(objet string, id int64, message string) {
		e.Bloquants = append(e.Bloquants, Constat{Code: "repose_dessus", Message: message, Lien: LienCorrection(d.Parcours.ID, objet, id)})
	}
	switch {
	case d.opened(*p) && (t.Formation != (Formation{}) || len(d.Financements) > 0 || len(d.Securisations) > 0):
		first("passage", p.ID, "La formation suivante est déjà commencée (description, financement ou sécurisation). "+
			"Si c'était un report, ou une autre suite, corrigez la solution du repositionnement : ce qui est noté est gardé.")
	case p.Vers == EnFinancement && hasPlanMoved(d, p):
		return refuse("Un dossier de financement est déposé, ou a reçu une réponse, depuis ce passage : " +
			"il ne peut plus être annulé. Pour revenir au besoin, utilisez « Revoir le besoin ».")
	case p.De == EnEntree && !canPlanAgain(d):
		first("tentative", t.ID, "La formation a changé depuis : elle finit avant l'entrée qui était prévue. Corrigez d'abord sa fin prévue.")
	}
	for _, n := range d.NonPresentationsIn(p.Tentative) {
		if _, deja := p.Avant.Entrees[n.Entree]; p.Vers == EnEntree && (!deja || n.CreeLe.After(p.CreeLe)) {
			first("non_presentation", n.ID, "Une non-présentation est notée le "+n.Date.Francais()+" pour cette entrée. Retirez-la d'abord.")
		}
	}
	if x := d.lastPresence(); x != nil && p.Vers == Sorti {
		for _, i := range keep(d.Impacts, func(i Impact) bool { return i.Presence == x.Numero }) {
			first("impact", i.ID, "Un impact est noté le "+i.Date.Francais()+" pour cette sortie. Retirez d'abord cet impact.")
		}
	}
	if x := d.lastPresence(); x != nil && p.Vers == EnDeroulement {
		for _, s := range d.absences(p.Tentative) {
			if !s.Date.Before(x.DateEntree) {
				first("suivi", s.ID, "Une absence est notée le "+s.Date.Francais()+" dans cette formation. Corrigez-la, ou retirez-la d'abord.")
			}
		}
		for _, h := range keep(FaitsOf(d.Heures, x), func(h Heures) bool { return !d.recorded(ici, h.CreeLe) }) {
			first("heures", h.ID, "Des heures sont notées du "+h.Debut.Francais()+" au "+h.Fin.Francais()+". Retirez-les d'abord.")
		}
		for _, v := range keep(FaitsOf(d.Evaluations, x), func(v Evaluation) bool { return !d.recorded(ici, v.CreeLe) }) {
			first("evaluation", v.ID, "Un résultat est noté le "+v.Date.Francais()+". Retirez-le d'abord.")
		}
	}
	if len(e.Bloquants) == 0 {
		return nil
	}
	e.Message = "Ce passage ne peut pas encore être annulé. " +
		strings.Join(each(e.Bloquants, func(c Constat) string { return c.Message }), " ")
	return e
}

// hasPlanMoved tells whether a funder was asked, or answered, since the passage
// that asked for money.
func hasPlanMoved(d *Dossier, p *Passage) bool {
	return slices.ContainsFunc(d.Financements, func(f Financement) bool {
		return f.Etat != FinancementPrevu && f.standing() != p.Avant.Plan[f.ID]
	})
}

// canPlanAgain tells whether the entry planned before the passage still falls
// before the end of the training.
func canPlanAgain(d *Dossier) bool {
	avant := d.undone(time.Time{})
	fin := avant.Courante().DateFinPrevue
	return fin.IsZero() || !avant.EntreePrevue().Date.After(fin)
}

// ChampsRectification is what the undoing of a passage asks.
var ChampsRectification = Champs{
	{Code: "motif", Libelle: "Pourquoi l'annuler ?", Mot: "raison", Genre: GenreTexte, Max: 500,
		Requis: true, Absent: "Dites en une phrase pourquoi ce passage est annulé."},
}

// Rectify undoes the last passage on a copy of the file: the state, and what
// the passage had written, come back. The passage stays in the history, struck
// out, followed by the line that undoes it.
func Rectify(d *Dossier, version int, motif string, qui Identite, aujourdhui Date, maintenant time.Time) (*Dossier, error) {
	if err := qui.Require(ActionRectify); err != nil {
		return nil, err
	}
	// Before CheckRectify, which would otherwise judge somebody else's passage.
	if version != d.Parcours.Version {
		return nil, StaleParcours(d, version)
	}
	if err := CheckRectify(d, qui, maintenant); err != nil {
		return nil, err
	}
	es := ChampsRectification.Check(struct{ Motif string }{motif}, Controle{})
	if err := es.Err(); err != nil {
		return nil, err
	}
	apres, p := d.undone(maintenant), d.DernierPassage()
	apres.Parcours.Version++
	apres.Passages = append(apres.Passages, Passage{
		SiaeID: p.SiaeID, ParcoursID: p.ParcoursID, Transition: Rectifier, De: p.Vers, Vers: p.De,
		Date: aujourdhui, Tentative: p.Tentative, Champs: Saisie{}, Commentaire: strings.TrimSpace(motif),
		AuteurID: qui.UtilisateurID, CreeLe: maintenant, RectifieLe: &maintenant,
	})
	return apres, nil
}

// opened tells whether a new try began with the last passage that counts.
func (d *Dossier) opened(p Passage) bool { return d.Parcours.Tentative > p.Tentative }

// undone is a copy of the file without its last passage, struck out at that instant.
func (d *Dossier) undone(maintenant time.Time) *Dossier {
	apres := d.Clone()
	p := apres.DernierPassage()
	p.RectifieLe = &maintenant
	if apres.opened(*p) {
		apres.Tentatives = apres.Tentatives[:len(apres.Tentatives)-1]
	}
	avant := p.Avant
	apres.Parcours.Etat, apres.Parcours.Tentative = avant.Etat, p.Tentative
	apres.Parcours.EtatDepuis = apres.DernierPassage().Date // it may have been corrected since
	t := apres.Courante()
	t.Suite = avant.Suite
	parties := keep(apres.Entrees, func(e EntreePrevue) bool { _, deja := avant.Entrees[e.Numero]; return !deja })
	apres.takeBackFaits(p)
	takeBackDates(t, *p, parties)
	ici := apres.indexOf(p) // an answer without a number is not written yet
	takeBackAccords(apres.Financements, avant.Accords, func(r Reponse) bool { return r.ID == 0 || apres.recorded(ici, r.CreeLe) })
	return apres
}

// takeBackDates brings back the days of the training that the passage moved, or an entry
// that goes with it, unless somebody has written others since.
func takeBackDates(t *Tentative, p Passage, parties []EntreePrevue) {
	for _, e := range parties {
		if !e.DateFin.IsZero() && t.DateDebutPrevue == e.Date && t.DateFinPrevue == e.DateFin {
			t.DateDebutPrevue, t.DateFinPrevue = p.Avant.DebutPrevu, p.Avant.FinPrevue
			return
		}
	}
	for entree, fin := range map[string]string{"date_entree_prevue": champFinPrevue, "nouvelle_date": champNouvelleFin} {
		if f := p.Champs.Date(fin); !f.IsZero() && t.DateFinPrevue == f && t.DateDebutPrevue == p.Champs.Date(entree) {
			t.DateDebutPrevue, t.DateFinPrevue = p.Avant.DebutPrevu, p.Avant.FinPrevue
		}
	}
}

// takeBackFaits undoes what the passage said of a stay, that it began or how it ended,
// and of the planned entries.
func (d *Dossier) takeBackFaits(p *Passage) {
	switch t, _ := FindTransition(p.Transition); {
	case t == nil || t.Fait == "":
	case p.Vers == EnDeroulement:
		x := d.lastPresence().Numero
		d.Presences = d.Presences[:len(d.Presences)-1]
		d.Controles = keep(d.Controles, func(c ControleEntree) bool { return c.Presence != x })
		d.Heures = keep(d.Heures, func(h Heures) bool { return h.Presence != x })
		d.Evaluations = keep(d.Evaluations, func(e Evaluation) bool { return e.Presence != x })
	default:
		x := d.lastPresence()
		ChampsFin.Copy(x, Presence{})
		ici := d.indexOf(p)
		d.Heures = takenBack(d.Heures, p.Avant.Heures, func(h Heures) bool { return h.Presence == x.Numero && d.recorded(ici, h.CreeLe) })
		d.Evaluations = takenBack(d.Evaluations, p.Avant.Evaluations,
			func(e Evaluation) bool { return e.Presence == x.Numero && d.recorded(ici, e.CreeLe) })
	}
	d.Entrees = keep(d.Entrees, func(e EntreePrevue) bool { _, deja := p.Avant.Entrees[e.Numero]; return deja })
	for i := range d.Entrees {
		d.Entrees[i].Devenue = p.Avant.Entrees[d.Entrees[i].Numero]
	}
}

// takenBack are the rows without those that a passage recorded, and with those that it had
// taken the place of. What was noted since by another act stays.
func takenBack[T any](lignes, avant []T, recorded func(T) bool) []T {
	same := func(x T) func(T) bool { return func(y T) bool { return entier(x, "ID") == entier(y, "ID") } }
	restent := keep(lignes, func(x T) bool { return !recorded(x) })
	for _, x := range avant {
		if !slices.ContainsFunc(restent, same(x)) {
			restent = append(restent, x)
		}
	}
	return restent
}

// takeBackAccords undoes what the directeur agreed to by the passage itself.
func takeBackAccords(lignes, accords []Financement, recorded func(Reponse) bool) {
	for _, avant := range accords {
		for i := range lignes {
			if f := &lignes[i]; f.ID == avant.ID {
				f.Reponses = slices.DeleteFunc(slices.Clone(f.Reponses), recorded)
				f.stand()
			}
		}
	}
}

var _ = declare(
	Acte{Rectifier, ActionRectify, ChampsRectification, nil},
)
