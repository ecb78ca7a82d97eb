package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// scene is one structure and its year. Stories put deeds in its agenda; play does them in the order of the calendar,
// so that ids and histories follow it.
type scene struct {
	ctx        context.Context
	app        *app.App // at the hour of the scene
	siae       parcours.Siae
	aujourdhui parcours.Date

	cip, deux, encadrant, directeur parcours.Identite

	salaries map[string]*personne
	agenda   []evenement
	// The hour of the deed under way.
	jour   parcours.Date
	minute int
	// premier is the first day on which somebody arrives, counted from today.
	premier int
}

// personne is a salarié of the cast, known by the first name.
type personne struct {
	id  int64
	cip parcours.Identite
}

// evenement is a deed of the agenda; dit names it, should it fail.
type evenement struct {
	jour parcours.Date
	dit  string
	deed func() error
}

func newScene(ctx context.Context, a *app.App, aujourdhui parcours.Date, siae parcours.Siae) *scene {
	s := &scene{ctx: ctx, siae: siae, aujourdhui: aujourdhui, salaries: map[string]*personne{}, premier: -390}
	s.jour = s.day(-400)
	s.siae.CreeLe = s.now()
	s.app = a.WithClock(s.now, func() parcours.Date { return s.jour })
	return s
}

// open creates the structure, and the accounts of those who work there.
func (s *scene) open() error {
	if err := s.app.CreateSiae(s.ctx, &s.siae, true); err != nil {
		return err
	}
	roles := map[parcours.Role]*parcours.Identite{
		parcours.Cip: &s.cip, parcours.Encadrant: &s.encadrant, parcours.Directeur: &s.directeur}
	for _, c := range Comptes {
		if !strings.Contains(c.Ou, s.siae.Type) {
			continue
		}
		id, err := s.app.CreateUtilisateur(s.ctx, app.NouvelUtilisateur{Email: c.Email, Prenom: c.Prenom, Nom: c.Nom,
			MotDePasse: MotDePasse, SiaeID: s.siae.ID, Role: c.Role, Demo: true})
		if err != nil {
			return fmt.Errorf("account %s: %w", c.Email, err)
		}
		qui := roles[c.Role]
		if c.Ou == deuxLieux {
			qui = &s.deux
		}
		*qui = parcours.Identite{UtilisateurID: id, SiaeID: s.siae.ID, Role: c.Role}
	}
	return nil
}

// now is a working hour of the day of the scene, a few minutes after the last.
func (s *scene) now() time.Time {
	return s.jour.Time().Add(8*time.Hour + time.Duration(s.minute)*7*time.Minute)
}

// day is n days from today, on a working day: the Friday before in the past, the Monday after in the future.
func (s *scene) day(n int) parcours.Date {
	d, pas := s.aujourdhui.AddDays(n), 1
	if n < 0 {
		pas = -1
	}
	for n != 0 && (d.Weekday() == time.Saturday || d.Weekday() == time.Sunday) {
		d = d.AddDays(pas)
	}
	return d
}

func (s *scene) on(n int, dit string, deed func() error) {
	s.agenda = append(s.agenda, evenement{s.day(n), dit, deed})
}

func (s *scene) play() error {
	slices.SortStableFunc(s.agenda, func(a, b evenement) int { return a.jour.Time().Compare(b.jour.Time()) })
	for _, e := range s.agenda {
		if e.jour != s.jour {
			s.jour, s.minute = e.jour, 0
		}
		s.minute = min(s.minute+1, 70)
		if err := e.deed(); err != nil {
			return fmt.Errorf("demo: %s, %s, %s: %w", s.siae.Type, e.jour, e.dit, err)
		}
	}
	return nil
}

// arrivee is a person who joins the structure.
type arrivee struct {
	Prenom, Nom, Civilite string
	Ans                   int // years old
	Commune, Metier       string
	Niveau                string
	Depuis, Jusqu         int // contract, in days from today
	// CIP: "" is the CIP of the structure, "deux" the one who works in both, "aucun" nobody yet.
	CIP string
	// SansEncadrant: nobody supervises this person.
	SansEncadrant bool
}

// arrive puts arrivals in the agenda. The directeur creates the files; the contract says since when the person is
// there.
func (s *scene) arrive(gens []arrivee) {
	contrat := map[string]string{"ACI": "cddi", "ETTI": "mission"}[s.siae.Type]
	for i, g := range gens {
		p := &personne{cip: s.cip}
		if g.CIP == "deux" {
			p.cip = s.deux
		}
		s.salaries[g.Prenom] = p
		debut := s.day(g.Depuis)
		fiche := parcours.Salarie{
			Prenom: g.Prenom, Nom: g.Nom, Civilite: g.Civilite, Commune: g.Commune, Departement: s.siae.Departement,
			DateNaissance: s.aujourdhui.AddMonths(-12 * g.Ans).AddDays(-37 * (i + 1) % 360), Metier: g.Metier, Niveau: g.Niveau,
			Telephone:   fmt.Sprintf("06 39 98 %02d %02d", len(s.siae.Type)*10, i+10),
			TypeContrat: contrat, DateDebutContrat: debut, DateFinContrat: s.day(g.Jusqu),
			PassNumero: fmt.Sprintf("DEMO%s%06d", s.siae.Departement, i+1), DateDebutPass: debut,
			DateFinPass: debut.AddMonths(24).AddDays(-1),
		}
		if g.CIP != "aucun" {
			fiche.CipID = &p.cip.UtilisateurID
		}
		s.on(max(g.Depuis, s.premier), "arrivée de "+g.Prenom, func() (err error) {
			fiche.CreeLe, fiche.MajLe = s.now(), s.now()
			if p.id, err = s.app.CreateSalarie(s.ctx, s.directeur, fiche, ""); err != nil || g.SansEncadrant {
				return err
			}
			return s.app.SetEncadrants(s.ctx, s.directeur, p.id, nil, []int64{s.encadrant.UtilisateurID})
		})
	}
}

func (s *scene) observe(n int, prenom, theme, niveau, texte string) {
	s.on(n, "observation sur "+prenom, func() error {
		_, err := s.app.LogObservation(s.ctx, s.encadrant, s.salaries[prenom].id,
			parcours.Observation{Theme: theme, Niveau: niveau, Texte: texte}, "")
		return err
	})
}

// solve engages a solution to a frein; liftFrein says that it is over.
func (s *scene) solve(n int, prenom, frein, solution string) {
	s.frein(n, prenom, frein, app.ChangementFrein{Etat: parcours.FreinEnCours, Solution: solution})
}

func (s *scene) liftFrein(n int, prenom, frein string) {
	s.frein(n, prenom, frein, app.ChangementFrein{Etat: parcours.FreinLeve})
}

func (s *scene) frein(n int, prenom, code string, c app.ChangementFrein) {
	s.on(n, "frein de "+prenom, func() error {
		p := s.salaries[prenom]
		freins, err := s.app.ListFreins(s.ctx, p.cip, p.id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(freins, func(f parcours.Frein) bool { return f.Code == code && f.Etat != "leve" })
		if i < 0 {
			return parcours.NotFound("Frein " + code)
		}
		_, err = s.app.ChangeFrein(s.ctx, p.cip, freins[i].ID, c)
		return err
	})
}
