package demo

import (
	"slices"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// recit is the story of one parcours. Each verb puts a deed in the agenda, n days from today.
type recit struct {
	*scene
	prenom string
	qui    *personne
	id     int64
}

func (s *scene) recit(prenom string) *recit {
	p := s.salaries[prenom]
	if p == nil {
		panic("demo: nobody is called " + prenom)
	}
	return &recit{scene: s, prenom: prenom, qui: p}
}

// do puts a deed of the story in the agenda.
func (r *recit) do(n int, quoi string, deed func() error) *recit {
	r.on(n, quoi+", "+r.prenom, deed)
	return r
}

// insist does a deed, then again with the warnings that it met, as a person who reads them does.
func (r *recit) insist(n int, quoi string, deed func(lus []string) error) *recit {
	return r.do(n, quoi, func() error {
		err := deed(nil)
		es := parcours.ErreursOf(err)
		if len(es) == 0 || len(es[0].AAcquitter) == 0 {
			return err
		}
		var lus []string
		for _, c := range es[0].AAcquitter {
			lus = append(lus, c.Code)
		}
		return deed(lus)
	})
}

// need begins a story. What the encadrant observed, the encadrant notes.
func (s *scene) need(n int, prenom, origine, intitule, description string, freins ...string) *recit {
	return s.recit(prenom).identify(n, parcours.Besoin{
		Origine: origine, Intitule: intitule, Description: description, Freins: freins})
}

// again begins another parcours of the same person, linked to this one.
func (r *recit) again(n int, origine, intitule, description string, freins ...string) *recit {
	return r.recit(r.prenom).identify(n, parcours.Besoin{
		Origine: origine, Intitule: intitule, Description: description, Freins: freins, Precedent: &r.id})
}

func (r *recit) identify(n int, b parcours.Besoin) *recit {
	return r.insist(n, "besoin", func(lus []string) (err error) {
		auteur := r.qui.cip
		if b.Origine == "encadrant" {
			auteur = r.encadrant
		}
		b.Date, b.Acquittes = r.jour, lus
		r.id, err = r.app.IdentifyBesoin(r.ctx, auteur, r.qui.id, b, "")
		return err
	})
}

// resume takes over a file that a spreadsheet held; it is typed on day n.
func (s *scene) resume(n int, prenom string, reprise parcours.Reprise) *recit {
	r := s.recit(prenom)
	return r.insist(n, "reprise", func(lus []string) (err error) {
		reprise.Acquittes = lus
		r.id, err = s.app.ResumeParcours(s.ctx, r.qui.cip, r.qui.id, reprise, "")
		return err
	})
}

// choose notes the training, planned from debut to fin.
func (r *recit) choose(n int, formation string, debut, fin int) *recit {
	f := r.training(formation, debut, fin)
	return r.do(n, "formation", func() error { return r.app.ChooseFormation(r.ctx, r.qui.cip, r.id, 0, f, "") })
}

// ask adds a line to the plan: what is asked of whom, in euros.
func (r *recit) ask(n int, dispositif, financeur string, euros int64) *recit {
	return r.do(n, "financement", func() error {
		_, err := r.app.AddFinancement(r.ctx, r.qui.cip, r.id,
			parcours.Financement{Dispositif: dispositif, Financeur: financeur, MontantDemande: euros * 100}, "")
		return err
	})
}

// submit sends the files of the plan, with their quotation and programme.
func (r *recit) submit(n int) *recit {
	return r.onPlan(n, "dépôt du dossier", "prevu", func(f parcours.Financement, ligne app.LigneFinancement) error {
		if err := r.app.SubmitDossier(r.ctx, r.qui.cip, r.id, ligne, r.jour); err != nil {
			return err
		}
		return r.tick(f, "devis", "programme")
	})
}

// grant is the accord on every file under way, for a share of what was asked.
func (r *recit) grant(n, pourcent int) *recit {
	return r.onPlan(n, "accord", "depose", func(f parcours.Financement, ligne app.LigneFinancement) error {
		rep := parcours.Reponse{Reponse: "accorde", Montant: f.MontantDemande * int64(pourcent) / 100, Date: r.jour}
		if pourcent < 100 {
			rep.Reponse = "partiel"
		}
		if err := r.app.RecordReponse(r.ctx, r.qui.cip, r.id, ligne, rep); err != nil {
			return err
		}
		return r.tick(f, "convention", "attestation_employeur")
	})
}

func (r *recit) refuse(n int, motif string) *recit {
	return r.onPlan(n, "refus", "depose", func(_ parcours.Financement, ligne app.LigneFinancement) error {
		return r.app.RecordReponse(r.ctx, r.qui.cip, r.id, ligne,
			parcours.Reponse{Reponse: "refuse", Motif: motif, Date: r.jour})
	})
}

// agree is the directeur's word on the structure's own money.
func (r *recit) agree(n int) *recit {
	return r.onPlan(n, "fonds propres", "", func(_ parcours.Financement, ligne app.LigneFinancement) error {
		return r.app.AgreeFondsPropres(r.ctx, r.directeur, r.id, ligne, r.jour)
	})
}

// onPlan does a deed on each line of the plan in that state that has a funder to answer; etat "" takes those that the
// structure pays itself.
func (r *recit) onPlan(n int, quoi, etat string,
	deed func(parcours.Financement, app.LigneFinancement) error,
) *recit {
	return r.do(n, quoi, func() error {
		fiche, err := r.app.FindParcours(r.ctx, r.qui.cip, r.id)
		if err != nil {
			return err
		}
		for _, f := range fiche.Financements {
			propres := f.Dispositif == "fonds_propres"
			if etat == "" && !propres || etat != "" && (f.Etat != etat || propres || f.Dispositif == "sans_cout") {
				continue
			}
			if err := deed(f, app.LigneFinancement{ID: f.ID}); err != nil {
				return err
			}
		}
		return nil
	})
}

func (r *recit) tick(f parcours.Financement, codes ...string) error {
	for _, p := range f.Pieces {
		if slices.Contains(codes, p.Code) {
			if err := r.app.TickPiece(r.ctx, r.qui.cip, r.id, p.ID, p.FournieLe, r.jour); err != nil {
				return err
			}
		}
	}
	return nil
}

// secure answers good practices before the entry.
func (r *recit) secure(n int, codes ...string) *recit {
	return r.do(n, "sécurisation", func() error {
		var reponses []parcours.Securisation
		for _, c := range codes {
			reponses = append(reponses, parcours.Securisation{Code: c, Reponse: "fait"})
		}
		return r.app.Secure(r.ctx, r.qui.cip, r.id, nil, reponses)
	})
}

func (r *recit) pass(n int, transition string, champs parcours.Saisie, commentaire string) *recit {
	return r.insist(n, transition, func(lus []string) error {
		fiche, err := r.app.FindParcours(r.ctx, r.qui.cip, r.id)
		if err != nil {
			return err
		}
		return r.app.ApplyTransition(r.ctx, r.qui.cip, r.id, parcours.Demande{Transition: transition, Date: r.jour,
			Version: fiche.Parcours.Version, Champs: champs, Commentaire: commentaire, Acquittes: lus}, "")
	})
}

func (r *recit) request(n int) *recit { return r.pass(n, "demander_financement", nil, "") }

// end is a training that went to its term.
func (r *recit) end(n int, heures, evaluation, certification, situation, avis string) *recit {
	return r.pass(n, "terminer", parcours.Saisie{"heures": heures, "evaluation": evaluation,
		"certification": certification, "situation": situation, "avis_of": avis}, "")
}

// abandon is a training left before its term; cherchees is what was tried to keep the person there.
func (r *recit) abandon(n int, motifs, heures, cherchees, commentaire string) *recit {
	return r.pass(n, "abandonner", parcours.Saisie{
		"motifs": motifs, "heures": heures, "solutions_cherchees": cherchees}, commentaire)
}

// reposition prepares what follows an abandon.
func (r *recit) reposition(n int, solution, detail string) *recit {
	return r.pass(n, "repositionner", parcours.Saisie{"solution": solution, "solution_detail": detail}, "")
}

// plan sets the entry for a day.
func (r *recit) plan(n, entree int, lieu string) *recit {
	return r.pass(n, "planifier_entree", parcours.Saisie{"date_entree_prevue": r.day(entree).String(),
		"lieu_entree": lieu, "contact_entree": "Accueil de l'organisme"}, "")
}

// enter confirms the entry; non are the questions of the check that get « non ».
func (r *recit) enter(n int, non ...string) *recit {
	champs := parcours.Saisie{}
	for _, c := range parcours.ControlesEntree {
		champs["controle_"+c.Code] = "oui"
	}
	champs["controle_absence_comprise"] = "sans_objet"
	for _, code := range non {
		champs["controle_"+code] = "non"
	}
	return r.pass(n, "confirmer_entree", champs, "")
}

// log writes a follow-up; prochain, in days from today, makes a reminder of it.
func (r *recit) log(n int, avec, canal, texte string, prochain ...int) *recit {
	suivi := parcours.Suivi{Avec: avec, Canal: canal, Texte: texte}
	for _, p := range prochain {
		suivi.DateProchain = r.day(p)
	}
	return r.logSuivi(n, suivi)
}

// alert is a follow-up that tells of a difficulty, with an absence or "".
func (r *recit) alert(n int, avec, canal, absence, texte string) *recit {
	return r.logSuivi(n, parcours.Suivi{Avec: avec, Canal: canal, Texte: texte, Absence: absence, Difficulte: true})
}

func (r *recit) logSuivi(n int, suivi parcours.Suivi) *recit {
	return r.do(n, "suivi", func() error {
		suivi.Date = r.jour
		_, err := r.app.LogSuivi(r.ctx, r.qui.cip, r.id, suivi, "")
		return err
	})
}

func (r *recit) miss(n int, motif, detail string) *recit {
	return r.do(n, "absence", func() error {
		_, err := r.app.ReportNonPresentation(r.ctx, r.qui.cip, r.id,
			parcours.NonPresentation{Date: r.jour, Motif: motif, Detail: detail}, "")
		return err
	})
}

func (r *recit) constrain(n int, codes ...string) *recit {
	return r.do(n, "contraintes", func() error {
		return r.app.SetFreinsGestion(r.ctx, r.qui.cip, r.id, 0, codes)
	})
}

// measure notes what became of a training, some months later.
func (r *recit) measure(n, echeance int, texte string, effets ...string) *recit {
	return r.do(n, "impact", func() error {
		_, err := r.app.MeasureImpact(r.ctx, r.qui.cip, r.id,
			parcours.Impact{Echeance: echeance, Date: r.jour, Effets: effets, Texte: texte}, "")
		return err
	})
}

func (r *recit) close(n int, motif string) *recit {
	return r.do(n, "clôture", func() error {
		fiche, err := r.app.FindParcours(r.ctx, r.qui.cip, r.id)
		if err != nil {
			return err
		}
		return r.app.CloseParcours(r.ctx, r.qui.cip, r.id, fiche.Parcours.Version,
			parcours.Cloture{Date: r.jour, Motif: motif}, "")
	})
}
