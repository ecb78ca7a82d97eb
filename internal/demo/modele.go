package demo

import (
	"context"
	"fmt"
	"math/rand/v2"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// modele is a person whose files are copied.
type modele struct {
	prenom   string
	salarie  int64
	semaines int // in how many weeks of the past a copy may stand: few while work goes on
}

// contrat is how many days a contract lasts.
const contrat = 180

// most is how many parcours a person has at most.
const most = 5

// vies are how many people are played, by number of parcours.
var vies = [most + 1]int{2, 18, 6, 3, 2, 1}

// derniers are the states in which their last parcours stand, in turn; those before are over.
var derniers = []parcours.Etat{parcours.Sorti, parcours.BesoinIdentifie, parcours.EnFinancement, parcours.EnEntree,
	parcours.EnDeroulement, parcours.Abandonne, parcours.Sorti, parcours.Repositionnement, parcours.SansSuite}

// playModeles opens a SIAE and plays its people through the deeds, over two years. They come by number of parcours.
func playModeles(ctx context.Context, a *app.App, aujourdhui parcours.Date, h *rand.Rand,
	dit func(string, ...any) error,
) (*scene, [][]modele, error) {
	s := newScene(ctx, a, aujourdhui, parcours.Siae{Nom: "ACI d'essai n° 1", Type: "ACI", Departement: "80",
		Opco: "uniformation", EffectifOpco: 116})
	s.jour, s.premier = s.day(-900), -890
	if err := s.app.CreateSiae(ctx, &s.siae, true); err != nil {
		return nil, nil, err
	}
	for role, qui := range map[parcours.Role]*parcours.Identite{
		parcours.Directeur: &s.directeur, parcours.Cip: &s.cip, parcours.Encadrant: &s.encadrant} {
		email := string(role) + "1@siae1.demo"
		if role == parcours.Directeur {
			email = "directeur@siae1.demo"
		}
		id, err := s.app.CreateUtilisateur(ctx, app.NouvelUtilisateur{Email: email, Prenom: "Camille", Nom: "Desrosiers",
			MotDePasse: MotDePasse, SiaeID: s.siae.ID, Role: role, Demo: true})
		if err != nil {
			return nil, nil, err
		}
		*qui = parcours.Identite{UtilisateurID: id, SiaeID: s.siae.ID, Role: role}
	}
	modeles := make([][]modele, most+1)
	var gens []arrivee
	var lives []func()
	for n, combien := range vies {
		for range combien {
			i := len(gens) + 10 // as arrive numbers them
			m := modele{prenom: fmt.Sprintf("%s%02d", postgres.PlacePrenom, i), semaines: 3}
			g := arrivee{Prenom: m.prenom, Nom: fmt.Sprintf("%s%02d", postgres.PlaceNom, i), Civilite: "M", Ans: 20 + h.IntN(40),
				Commune: "Amiens", Metier: "Agent de propreté", Niveau: "3", Depuis: -60 - 150*n - h.IntN(30)}
			g.Jusqu = g.Depuis + contrat - 1
			etat := derniers[i%len(derniers)]
			over := n == 0 || i%2 == 0 && (etat == parcours.Sorti || etat == parcours.Abandonne) || etat == parcours.SansSuite
			if over {
				m.semaines = 130
			}
			gens, modeles[n] = append(gens, g), append(modeles[n], m)
			lives = append(lives, func() { s.fill(h, g, n, etat, over) })
		}
	}
	s.arrive(gens)
	for _, live := range lives {
		live()
	}
	_ = dit("%d personnes à jouer, %d actes…\n", len(gens), len(s.agenda))
	if err := s.play(); err != nil {
		return nil, nil, err
	}
	for n := range modeles {
		for i := range modeles[n] {
			modeles[n][i].salarie = s.salaries[modeles[n][i].prenom].id
		}
	}
	return s, modeles, nil
}

// fill plays a person who has n parcours, the last one in that state; over: nothing goes on.
func (s *scene) fill(h *rand.Rand, g arrivee, n int, etat parcours.Etat, over bool) {
	for debut := g.Depuis + contrat; debut < 0; debut += contrat {
		c := parcours.Contrat{Type: parcours.ContratCddi, Debut: s.aujourdhui.AddDays(debut)}
		c.FinPrevue = c.Debut.AddDays(contrat - 1)
		s.on(debut-10, "renouvellement de "+g.Prenom, func() error {
			_, err := s.app.LogContrat(s.ctx, s.directeur, s.salaries[g.Prenom].id, c, "")
			return err
		})
	}
	for i := range 3 {
		s.observe(g.Depuis+15+i*(-g.Depuis-20)/3, g.Prenom, draw(h, parcours.ThemesObservation), draw(h, parcours.NiveauxObservation),
			"Prend ses marques dans l'équipe, demande à apprendre, tient mieux le rythme qu'au début.")
	}
	var avant *vie
	for i := range n {
		v := &vie{h: h, etat: etat, clos: over, debut: g.Depuis + 20 + 150*i, fin: -1 - h.IntN(6)}
		if i < n-1 {
			finis := []parcours.Etat{parcours.Sorti, parcours.Sorti, parcours.Abandonne, parcours.SansSuite}
			v.etat, v.clos, v.fin = finis[h.IntN(len(finis))], true, v.debut+140
		}
		v.recit = s.begin(v, g.Prenom, avant)
		v.play()
		avant = v
	}
}

// begin identifies the need, which follows a training that went to its term; the first one says two freins.
func (s *scene) begin(v *vie, prenom string, avant *vie) *recit {
	origine, intitule := draw(v.h, parcours.Origines), projets[v.h.IntN(len(projets))]
	description := "Le projet est discuté depuis l'accueil : un métier qui recrute près d'ici, une qualification reconnue."
	switch {
	case avant != nil && avant.etat == parcours.Sorti:
		return avant.again(v.debut, origine, intitule, description)
	case avant != nil:
		return s.need(v.debut, prenom, origine, intitule, description)
	}
	codes := parcours.Freins.Without(parcours.FreinSante).Codes()
	i := v.h.IntN(len(codes) - 1)
	freins := codes[i : i+2]
	r := s.need(v.debut, prenom, origine, intitule, description, freins...)
	s.solve(v.debut+10, prenom, freins[0], "Rendez-vous pris avec le partenaire, point dans un mois.")
	if v.clos {
		s.liftFrein(v.fin-5, prenom, freins[0])
	}
	return r
}

// vie is one parcours: its steps, each with its weight in time, from its need to the state where it stands.
type vie struct {
	*recit
	h          *rand.Rand
	etat       parcours.Etat
	clos       bool
	debut, fin int
	poids      []int
	etapes     []func(i int)
	jours      []int // of each step
}

func (v *vie) add(poids int, etape func(i int)) {
	v.poids, v.etapes = append(v.poids, poids), append(v.etapes, etape)
}

// rangs say how far each state is.
var rangs = map[parcours.Etat]int{parcours.BesoinIdentifie: 0, parcours.SansSuite: 0, parcours.EnFinancement: 1, parcours.EnEntree: 2,
	parcours.EnDeroulement: 3, parcours.Sorti: 4, parcours.Abandonne: 4, parcours.Repositionnement: 5}

func (v *vie) play() {
	essais := 1
	if rangs[v.etat] >= 1 && v.h.IntN(10) < 4 {
		essais = 2
	}
	v.add(0, func(int) {})
	for e := range essais {
		v.try(e, e == essais-1)
	}
	total, somme := 0, 0
	for _, p := range v.poids {
		total += p
	}
	for _, p := range v.poids {
		somme += p
		v.jours = append(v.jours, v.debut+somme*(v.fin-v.debut)/total)
	}
	for i, etape := range v.etapes {
		etape(i)
	}
	v.talk()
}

// try is one try: a training and its money, asked for several times.
func (v *vie) try(e int, dernier bool) {
	rang := rangs[v.etat]
	if !dernier {
		rang = 5
	}
	entree, sortie := 0, 0
	v.add(6, func(i int) {
		debut, fin := 30+v.h.IntN(30), 90+v.h.IntN(30) // to come
		if entree > 0 {
			debut, fin = v.jours[entree], v.jours[entree]+60
		}
		if sortie > 0 {
			fin = v.jours[sortie]
		}
		formation := catalogue[v.h.IntN(len(catalogue))]
		cout := formations[formation].Cout / 100
		v.choose(v.jours[i], formation, debut, fin).ask(v.jours[i], "pic_iae", "Uniformation", cout/2).
			ask(v.jours[i], "prf", "Région Hauts-de-France", cout-cout/2)
	})
	request := func(i int) {
		if e > 0 {
			v.pass(v.jours[i], "relancer_financement", nil, "")
		} else {
			v.request(v.jours[i])
		}
	}
	v.add(2, request)
	tours := 1 + v.h.IntN(2) - e
	if rang < 2 {
		tours = 3 + v.h.IntN(2)
	}
	for t := range tours {
		v.add(4, func(i int) {
			v.pass(v.jours[i], "revoir_besoin", parcours.Saisie{"motif": draw(v.h, parcours.MotifsRevision)},
				"Le calendrier est à revoir avec l'équipe.")
		})
		if v.etat == parcours.BesoinIdentifie && dernier && t == tours-1 {
			return
		}
		v.add(3, func(i int) { v.request(v.jours[i]) })
	}
	v.add(3, func(i int) { v.submit(v.jours[i]) })
	if dernier && v.etat == parcours.SansSuite {
		v.add(6, func(i int) {
			v.pass(v.jours[i], "classer_sans_suite", parcours.Saisie{"motif": draw(v.h, parcours.MotifsSansSuite)}, "")
		})
	}
	if rang < 2 {
		return
	}
	v.stay(e, dernier, rang, &entree, &sortie)
}

// stay is what follows the money: an entry put off, a stay and how it ends. It tells the steps of the two.
func (v *vie) stay(e int, dernier bool, rang int, entree, sortie *int) {
	v.add(8, func(i int) {
		v.grant(v.jours[i], 100).secure(v.jours[i], "entretien", "visite_of", "test_niveau", "statut_explique")
	})
	dans := func(i int) int { // the day of the next step, or one to come
		if i+1 < len(v.jours) {
			return v.jours[i+1]
		}
		return 12
	}
	v.add(3, func(i int) { v.plan(v.jours[i], dans(i), "Amiens, 9 h") })
	for range 1 + v.h.IntN(2) - e {
		v.add(8, func(i int) { v.miss(v.jours[i], "mobilite", "Le bus du matin est supprimé.") })
		v.add(2, func(i int) {
			v.pass(v.jours[i], "reporter_entree", parcours.Saisie{"motif": "mobilite", "solution": parcours.SolutionReport}, "")
		})
		v.add(3, func(i int) {
			v.pass(v.jours[i], "relancer_entree", parcours.Saisie{"date_entree_prevue": v.day(dans(i)).String(), "lieu_entree": "Amiens, 9 h"}, "")
		})
	}
	if rang < 3 {
		return
	}
	v.add(8, func(i int) { v.enter(v.jours[i]) })
	if *entree = len(v.poids) - 1; rang < 4 {
		v.add(20, func(int) {})
		return
	}
	v.add(30, func(i int) {
		if v.etat == parcours.Sorti && dernier {
			v.end(v.jours[i], "35", draw(v.h, parcours.Evaluations), "", draw(v.h, parcours.SituationsFor("ACI")), "4")
		} else {
			v.abandon(v.jours[i], "mobilite,famille", "21", "Covoiturage et horaires décalés proposés.", "")
		}
	})
	*sortie = len(v.poids) - 1
	if rang == 5 {
		v.add(6, func(i int) {
			v.reposition(v.jours[i], "autres_modalites", "Même titre, plus près, deux jours par semaine.")
		})
	}
	if dernier && v.clos {
		if v.etat == parcours.Sorti {
			v.add(20, func(i int) { v.measure(v.jours[i], 0, "En poste, envie d'aller plus loin.", "embauche", "appetence") })
		}
		v.add(3, func(i int) { v.close(v.jours[i], draw(v.h, parcours.MotifsCloture)) })
	}
}

// talk logs twenty follow-ups, one of which reminds of the next.
func (v *vie) talk() {
	for i := range 20 {
		jour := v.debut + 1 + i*(v.fin-v.debut-6)/20
		r, avec, canal, texte := v.recit, draw(v.h, parcours.Interlocuteurs), draw(v.h, parcours.Canaux), propos[v.h.IntN(len(propos))]
		switch {
		case i == 19 && !v.clos:
			r.log(jour, avec, canal, texte, v.h.IntN(25)-5)
		case i%3 == 0:
			r.log(jour, avec, canal, texte, jour+14)
		default:
			r.log(jour, avec, canal, texte)
		}
	}
}

func draw(h *rand.Rand, l parcours.Liste) string { return l[h.IntN(len(l))].Code }

var (
	catalogue = []string{"proprete", "clea", "numerique", "caces", "soudure", "domicile", "espaces_verts"}
	projets   = []string{"Agent de propreté qualifié", "Cariste", "Ouvrier de production horticole", "Agent de restauration", "Permis B",
		"Aide à domicile", "Entretien des espaces verts", "Savoirs de base", "Préparateur de commandes", "Retouche et couture", "Soudeur"}
	propos = []string{
		"Point fait sur le projet, le logement et les horaires. Le devis est attendu pour la semaine prochaine.",
		"À l'aise dans le groupe, très à l'écoute. Le formateur propose un temps de révision le vendredi après-midi.",
		"Dossier complet selon le financeur, réponse sous trois semaines. Une pièce reste à signer par la direction.",
		"Deux retards cette semaine : le bus de 7 h 10 est supprimé. Un covoiturage est essayé dès lundi avec un collègue.",
		"Souhaite une session plus près de chez soi. Nouvelle date demandée à l'organisme, trajet repéré ensemble.",
		"Message laissé, rappel prévu.",
		"Bilan à mi-parcours : les gestes sont sûrs, le vocabulaire technique reste à travailler. Prochain point à l'atelier.",
	}
)
