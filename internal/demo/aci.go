package demo

import "parcours.example/internal/parcours"

// castACI is the workshop of the Somme: gardens, cleaning, kitchen, sewing.
func (s *scene) castACI() {
	s.arrive([]arrivee{
		{Prenom: "Aminata", Nom: "Tournesol", Civilite: "MME", Ans: 34, Commune: "Amiens", Metier: "Agente de propreté", Niveau: "3", Depuis: -380, Jusqu: 120},
		{Prenom: "Kévin", Nom: "Genévrier", Civilite: "M", Ans: 24, Commune: "Abbeville", Metier: "Ouvrier des espaces verts", Niveau: "3", Depuis: -350, Jusqu: 95},
		{Prenom: "Fatoumata", Nom: "Bergamote", Civilite: "MME", Ans: 41, Commune: "Amiens", Metier: "Aide de cuisine", Niveau: "2", Depuis: -370, Jusqu: 40},
		{Prenom: "Jean-Luc", Nom: "Coquelicot", Civilite: "M", Ans: 52, Commune: "Corbie", Metier: "Ouvrier maraîcher", Niveau: "3", Depuis: -200, Jusqu: 165},
		{Prenom: "Svetlana", Nom: "Mirabelle", Civilite: "MME", Ans: 38, Commune: "Amiens", Metier: "Ouvrière maraîchère", Niveau: "4", Depuis: -160, Jusqu: 205},
		{Prenom: "Mehdi", Nom: "Lavandin", Civilite: "M", Ans: 22, Commune: "Longueau", Metier: "Ouvrier des espaces verts", Niveau: "3", Depuis: -120, Jusqu: 60},
		{Prenom: "Églantine", Nom: "Brindille", Civilite: "MME", Ans: 29, Commune: "Péronne", Metier: "Couturière", Niveau: "4", Depuis: -95, Jusqu: 90, CIP: "deux"},
		{Prenom: "Oumar", Nom: "Sarrasin", Civilite: "M", Ans: 31, Commune: "Amiens", Metier: "Agent de tri", Niveau: "2", Depuis: -300, Jusqu: 70},
		{Prenom: "Corinne", Nom: "Marjolaine", Civilite: "MME", Ans: 47, Commune: "Albert", Metier: "Agente de propreté", Niveau: "2", Depuis: -260, Jusqu: 105},
		{Prenom: "Bilal", Nom: "Romarin", Civilite: "M", Ans: 27, Commune: "Amiens", Metier: "Aide de cuisine", Niveau: "3", Depuis: -280, Jusqu: 85, CIP: "deux"},
		{Prenom: "Nadège", Nom: "Capucine", Civilite: "MME", Ans: 36, Commune: "Doullens", Metier: "Couturière", Niveau: "3", Depuis: -240, Jusqu: 125, CIP: "deux"},
		{Prenom: "Lina", Nom: "Sauge", Civilite: "MME", Ans: 45, Commune: "Amiens", Metier: "Agente de tri", Niveau: "1", Depuis: -180, Jusqu: 50},
		{Prenom: "Tomasz", Nom: "Verveine", Civilite: "M", Ans: 33, Commune: "Amiens", Metier: "Ouvrier maraîcher", Depuis: -9, Jusqu: 115, CIP: "aucun", SansEncadrant: true},
		{Prenom: "Rose", Nom: "Trémière", Civilite: "MME", Ans: 50, Commune: "Ham", Metier: "Agente de propreté", Niveau: "2", Depuis: -390, Jusqu: 25},
	})
	s.aciSorties()
	s.aciAbandons()
	s.aciEnCours()
	s.aciDebuts()
	s.observe(-45, "Jean-Luc", "gestes", "bien", "Prépare les planches de semis seul, explique aux nouveaux.")
	s.observe(-20, "Mehdi", "presence", "moyen", "Deux retards cette semaine : le bus de 7 h 10 est supprimé.")
	s.observe(-16, "Églantine", "envie", "bien", "Demande à apprendre la retouche, reste après l'atelier pour s'exercer.")
	s.observe(-6, "Kévin", "equipe", "bien", "Prend sa place dans l'équipe, aide à charger le camion.")
	s.observe(-2, "Corinne", "difficulte", "difficile", "Dit ne plus vouloir entendre parler de formation pour l'instant.")
}

func (s *scene) aciSorties() {
	aminata := s.need(-360, "Aminata", parcours.Besoin{Origine: "salarie", Intitule: "Agente de propreté qualifiée",
		Description: "Veut une qualification reconnue pour postuler en collectivité.", Freins: []string{"finances"}})
	s.solve(-350, "Aminata", "finances", "Point fait sur la rémunération pendant la formation.")
	aminata.choose(-345, "proprete", -290, -240).ask(-344, "pic_iae", "Uniformation", 1890).
		pass(-344, "demander_financement", nil, "Projet validé en réunion d'équipe.").submit(-338).
		log(-330, "financeur", "telephone", "Dossier complet selon Uniformation, réponse sous trois semaines.").grant(-315, 100).
		secure(-310, "entretien", "statut_explique", "visite_of", "test_niveau").plan(-305, -290, "Amiens, 8 h 45").
		enter(-290, nil).log(-280, "formateur", "telephone", "À l'aise dans le groupe, très à l'écoute.").
		log(-262, "salarie", "entretien", "Contente du contenu. Révise le soir avec une collègue.").
		log(-241, "tripartite", "visite", "Bilan de fin : gestes sûrs, prête pour l'évaluation.").
		pass(-240, "terminer", parcours.Saisie{"heures": "105", "evaluation": "reussie", "certification": "CQP Agent de propreté et d'hygiène",
			"situation": "maintien_meme_siae", "avis_of": "5"}, "")
	s.liftFrein(-240, "Aminata", "finances")
	aminata.measure(-148, 3, "Remplace la cheffe d'équipe deux jours par semaine.", "appetence", "reconversion_prise_de_poste")
	aminata.again(-26, parcours.Besoin{Origine: "salarie", Intitule: "Permis B",
		Description: "Un poste en collectivité demande de se déplacer d'un site à l'autre.", Freins: []string{"mobilite"}}).
		log(-18, "partenaire", "telephone", "Plateforme mobilité contactée, rendez-vous à fixer.", -4)

	s.need(-355, "Fatoumata", parcours.Besoin{Origine: "cip_asp", Intitule: "Agente de restauration", Freins: []string{"appetence"}}).
		choose(-340, "cuisine", -280, -190).ask(-338, "prf", "Région Hauts-de-France", 3200).ask(-338, "fonds_propres", "", 895).
		pass(-337, "demander_financement", nil, "").submit(-335).grant(-310, 100).agree(-308).
		secure(-300, "pmsmp", "entretien", "statut_explique", "numerique_verifie").plan(-296, -280, "Amiens").enter(-280, nil).
		log(-250, "of", "telephone", "Assidue. Une absence justifiée.").log(-192, "salarie", "entretien", "Bilan : titre obtenu, une promesse d'embauche.").
		pass(-190, "terminer", parcours.Saisie{"heures": "301", "evaluation": "reussie", "certification": "Titre Agent de restauration", "situation": "emploi", "avis_of": "4"}, "").
		measure(-96, 3, "En poste dans une cantine scolaire.", "embauche").close(-95, "depart")

	s.ended(-100, "Rose", "Français au travail", "fle", -370, -340, -250, 112, "partielle", "maintien_meme_siae")
	s.ended(-99, "Oumar", "Savoirs de base", "clea", -290, -255, -200, 66.5, "reussie", "maintien_meme_siae").close(-98, "suivi_termine")
	s.ended(-99, "Bilal", "Hygiène en cuisine", "hygiene", -270, -262, -261, 14, "reussie", "maintien_meme_siae").close(-98, "autre")
	s.ended(-99, "Nadège", "Numérique", "numerique", -235, -220, -190, 0, "non_passee", "")
}

func (s *scene) aciAbandons() {
	kevin := s.need(-330, "Kévin", parcours.Besoin{Origine: "encadrant", Intitule: "Entretien des espaces verts",
		Description: "Autonome sur la tonte et la taille, prêt pour une qualification.", Freins: []string{"mobilite"}})
	kevin.choose(-310, "espaces_verts", -250, -210).ask(-309, "pic_iae", "Uniformation", 2100).
		pass(-308, "demander_financement", nil, "").submit(-300).grant(-275, 100).secure(-272, "entretien", "visite_of").
		plan(-268, -250, "Abbeville").enter(-250, nil).
		logSuivi(-236, parcours.Suivi{Avec: "formateur", Canal: "telephone", Texte: "Trois absences : plus de bus le matin depuis la rentrée.", Absence: "injustifiee", Difficulte: true}).
		log(-233, "salarie", "entretien", "Covoiturage essayé une semaine, puis arrêté.").
		pass(-226, "abandonner", parcours.Saisie{"motifs": "mobilite,remuneration", "heures": "38,5", "solutions_cherchees": "Covoiturage, horaires décalés, chambre en internat."}, "").
		log(-212, "salarie", "entretien", "Le métier plaît toujours. Une session plus près serait possible.").
		pass(-195, "repositionner", parcours.Saisie{"solution": "autres_modalites", "solution_detail": "Même bloc, session à Amiens, deux jours par semaine."}, "")
	s.solve(-190, "Kévin", "mobilite", "Scooter prêté par la plateforme mobilité, deux mois.")
	kevin.choose(-150, "espaces_verts", -40, 35).pass(-149, "relancer_financement", nil, "").
		ask(-148, "pic_iae", "Uniformation", 2100).submit(-140).grant(-100, 80).ask(-98, "fonds_propres", "", 420).agree(-95).
		secure(-70, "entretien", "test_niveau", "visite_of", "statut_explique", "numerique_verifie").plan(-60, -40, "Amiens, 9 h").enter(-40, nil).
		log(-33, "salarie", "telephone", "Bon démarrage. Le scooter règle le trajet.").
		log(-11, "formateur", "telephone", "Présent et volontaire. Évaluation prévue en fin de bloc.", 2)

	s.need(-200, "Corinne", parcours.Besoin{Origine: "cip_asp", Intitule: "Agente de propreté qualifiée", Freins: []string{"famille", "appetence"}}).
		choose(-170, "proprete", -60, -10).ask(-169, "pic_iae", "Uniformation", 1890).pass(-168, "demander_financement", nil, "").
		submit(-160).grant(-120, 100).plan(-80, -60, "Amiens").enter(-60, parcours.Saisie{"controle_sans_alerte": "non"}).
		logSuivi(-35, parcours.Suivi{Avec: "of", Canal: "message", Texte: "Absente depuis lundi, garde d'enfant.", Absence: "justifiee", Difficulte: true}).
		log(-20, "salarie", "entretien", "Souhaite arrêter : les horaires ne tiennent pas avec l'école.").
		pass(-12, "abandonner", parcours.Saisie{"motifs": "famille,mobilite", "heures": "52", "solutions_cherchees": "Horaires aménagés proposés, refusés."}, "").
		log(-10, "salarie", "telephone", "Point fait. Reprendre contact au calme.", -3)

	s.need(-230, "Bilal", parcours.Besoin{Origine: "salarie", Intitule: "Agent de restauration"}).
		choose(-210, "cuisine", -110, -15).ask(-209, "prf", "Région Hauts-de-France", 4095).pass(-208, "demander_financement", nil, "").
		submit(-200).grant(-165, 100).secure(-130, "pmsmp", "entretien").plan(-128, -110, "Amiens").enter(-110, nil).
		logSuivi(-85, parcours.Suivi{Avec: "formateur", Canal: "telephone", Texte: "Décroche sur les calculs de quantités.", Difficulte: true}).
		pass(-66, "abandonner", parcours.Saisie{"motifs": "niveau_prerequis", "heures": "119"}, "").
		log(-52, "salarie", "entretien", "Accepte de reprendre les bases, puis de repartir sur le titre.").
		pass(-40, "repositionner", parcours.Saisie{"solution": "autre_niveau", "solution_detail": "Socle CléA d'abord, titre ensuite."}, "").
		log(-14, "of", "telephone", "Place possible le mois prochain, test à passer.", 0)

	s.left(-97, "Rose", "Agente de propreté qualifiée", "proprete", -215, -180, -168, 21, "stress_evaluation", "savoirs_base_langue").close(-90, "retour_siae")
	s.left(-97, "Lina", "Numérique", "numerique", -170, -150, -139, 7, "mobilite", "numerique")
}

func (s *scene) aciEnCours() {
	s.need(-140, "Svetlana", parcours.Besoin{Origine: "cip_asp", Intitule: "Français à visée professionnelle", Freins: []string{"illettrisme_fle"}}).
		choose(-120, "fle", -50, 40).ask(-119, "sieg", "Région Hauts-de-France", 0).ask(-119, "sans_cout", "", 0).
		pass(-118, "demander_financement", nil, "").secure(-90, "test_niveau", "entretien").plan(-75, -50, "Sur place, salle de l'atelier").
		enter(-50, parcours.Saisie{"controle_demarches_bouclees": "non"}).
		log(-30, "formateur", "visite", "Progrès nets à l'oral. Prend la parole en réunion.").
		log(-9, "salarie", "entretien", "Souhaite passer le DELF A2 ensuite.", 4)
	s.solve(-118, "Svetlana", "illettrisme_fle", "Cours en petit groupe, deux matinées par semaine.")

	s.need(-110, "Oumar", parcours.Besoin{Origine: "encadrant", Intitule: "Cariste", Description: "Conduit le transpalette, veut aller plus loin."}).
		choose(-80, "caces", 9, 14).ask(-79, "pic_iae", "Uniformation", 890).pass(-78, "demander_financement", nil, "").
		submit(-70).grant(-42, 100).secure(-30, "pmsmp", "entretien", "echange_anciens").plan(-22, 9, "Amiens, plateau technique, 8 h").
		log(-15, "salarie", "entretien", "Prêt. Chaussures de sécurité à prévoir.", 3)

	s.need(-130, "Lina", parcours.Besoin{Origine: "cip_asp", Intitule: "Savoirs de base", Freins: []string{"illettrisme_fle", "illectronisme"}}).
		choose(-105, "clea", -13, 30).ask(-104, "sieg", "Région Hauts-de-France", 1050).pass(-103, "demander_financement", nil, "").
		submit(-95).grant(-60, 100).plan(-40, -13, "Amiens, 9 h").
		miss(-13, "mobilite", "Ligne de bus en travaux.").
		log(-12, "salarie", "telephone", "Nouvelle date demandée à l'organisme. Trajet repéré ensemble.", -2)
}

func (s *scene) aciDebuts() {
	s.need(-75, "Jean-Luc", parcours.Besoin{Origine: "encadrant", Intitule: "Ouvrier de production horticole",
		Description: "Vingt ans de jardin, aucun diplôme."}).
		choose(-50, "maraichage", 45, 95).ask(-49, "prf", "Région Hauts-de-France", 2000).ask(-49, "pic_iae", "Uniformation", 940).
		pass(-48, "demander_financement", nil, "Deux financeurs, faute d'enveloppe suffisante.").submit(-38).
		log(-21, "financeur", "telephone", "Dossier à l'étude, réponse en commission.", -5)

	s.need(-90, "Nadège", parcours.Besoin{Origine: "salarie", Intitule: "Retouche et couture sur mesure"}).
		choose(-70, "numerique", 20, 50).ask(-69, "opco_pdc", "Uniformation", 840).pass(-68, "demander_financement", nil, "").
		submit(-60).refuse(-28, "Enveloppe épuisée pour l'année.").constrain(-26, "economie").
		log(-25, "salarie", "entretien", "Chercher un autre financeur avant de renoncer.", 4)

	s.need(-32, "Mehdi", parcours.Besoin{Origine: "salarie", Intitule: "Permis B",
		Description: "Les chantiers ne sont pas desservis avant 8 h.", Freins: []string{"mobilite", "finances"}}).
		log(-7, "salarie", "entretien", "Devis de deux auto-écoles à comparer.", 0)
	s.need(-15, "Églantine", parcours.Besoin{Origine: "encadrant", Intitule: "Retouche et couture sur mesure",
		Description: "Soigneuse, demande à apprendre la retouche."})

	s.need(-92, "Églantine", parcours.Besoin{Origine: "cip_asp", Intitule: "Vente en boutique"}).
		log(-80, "salarie", "entretien", "Préfère l'atelier au contact avec la clientèle.").
		pass(-78, "classer_sans_suite", parcours.Saisie{"motif": "renoncement"}, "À sa demande, après un essai en boutique.")
}
