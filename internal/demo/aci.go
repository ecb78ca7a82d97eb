package demo

import "parcours.example/internal/parcours"

// castACI is the workshop of the Somme: gardens, cleaning, kitchen, sewing.
func (s *scene) castACI() {
	s.arrive([]arrivee{
		{"Aminata", "Tournesol", "MME", 34, "Amiens", "Agente de propreté", "3", -380, 120, "", false},
		{"Kévin", "Genévrier", "M", 24, "Abbeville", "Ouvrier des espaces verts", "3", -350, 95, "", false},
		{"Fatoumata", "Bergamote", "MME", 41, "Amiens", "Aide de cuisine", "2", -370, 40, "", false},
		{"Jean-Luc", "Coquelicot", "M", 52, "Corbie", "Ouvrier maraîcher", "3", -200, 165, "", false},
		{"Svetlana", "Mirabelle", "MME", 38, "Amiens", "Ouvrière maraîchère", "4", -160, 205, "", false},
		{"Mehdi", "Lavandin", "M", 22, "Longueau", "Ouvrier des espaces verts", "3", -120, 60, "", false},
		{"Églantine", "Brindille", "MME", 29, "Péronne", "Couturière", "4", -95, 90, "deux", false},
		{"Oumar", "Sarrasin", "M", 31, "Amiens", "Agent de tri", "2", -300, 70, "", false},
		{"Corinne", "Marjolaine", "MME", 47, "Albert", "Agente de propreté", "2", -260, 105, "", false},
		{"Bilal", "Romarin", "M", 27, "Amiens", "Aide de cuisine", "3", -280, 85, "deux", false},
		{"Nadège", "Capucine", "MME", 36, "Doullens", "Couturière", "3", -240, 125, "deux", false},
		{"Lina", "Sauge", "MME", 45, "Amiens", "Agente de tri", "1", -180, 50, "", false},
		{"Tomasz", "Verveine", "M", 33, "Amiens", "Ouvrier maraîcher", "", -9, 115, "aucun", true},
		{"Rose", "Trémière", "MME", 50, "Ham", "Agente de propreté", "2", -390, 25, "", false},
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
	aminata := s.need(-360, "Aminata", "salarie", "Agente de propreté qualifiée",
		"Veut une qualification reconnue pour postuler en collectivité.", "finances")
	s.solve(-350, "Aminata", "finances", "Point fait sur la rémunération pendant la formation.")
	aminata.choose(-345, "proprete", -290, -240).ask(-344, "pic_iae", "Uniformation", 1890).
		pass(-344, "demander_financement", nil, "Projet validé en réunion d'équipe.").submit(-338).
		log(-330, "financeur", "telephone", "Dossier complet selon Uniformation, réponse sous trois semaines.").
		grant(-315, 100).secure(-310, "entretien", "statut_explique", "visite_of", "test_niveau").
		plan(-305, -290, "Amiens, 8 h 45").enter(-290).
		log(-280, "formateur", "telephone", "À l'aise dans le groupe, très à l'écoute.").
		log(-262, "salarie", "entretien", "Contente du contenu. Révise le soir avec une collègue.").
		log(-241, "tripartite", "visite", "Bilan de fin : gestes sûrs, prête pour l'évaluation.").
		end(-240, "105", "reussie", "CQP Agent de propreté et d'hygiène", "maintien_meme_siae", "5")
	s.liftFrein(-240, "Aminata", "finances")
	aminata.measure(-148, 3, "Remplace la cheffe d'équipe deux jours par semaine.", "appetence",
		"reconversion_prise_de_poste")
	aminata.again(-26, "salarie", "Permis B", "Un poste en collectivité demande de se déplacer d'un site à l'autre.",
		"mobilite").log(-18, "partenaire", "telephone", "Plateforme mobilité contactée, rendez-vous à fixer.", -4)

	s.need(-355, "Fatoumata", "cip_asp", "Agente de restauration", "", "appetence").choose(-340, "cuisine", -280, -190).
		ask(-338, "prf", "Région Hauts-de-France", 3200).ask(-338, "fonds_propres", "", 895).request(-337).submit(-335).
		grant(-310, 100).agree(-308).secure(-300, "pmsmp", "entretien", "statut_explique", "numerique_verifie").
		plan(-296, -280, "Amiens").enter(-280).log(-250, "of", "telephone", "Assidue. Une absence justifiée.").
		log(-192, "salarie", "entretien", "Bilan : titre obtenu, une promesse d'embauche.").
		end(-190, "301", "reussie", "Titre Agent de restauration", "emploi", "4").
		measure(-96, 3, "En poste dans une cantine scolaire.", "embauche").close(-95, "depart")

	s.ended(-100, "Rose", "Français au travail", "fle", -370, -340, -250, 112, "partielle", "maintien_meme_siae")
	s.ended(-99, "Oumar", "Savoirs de base", "clea", -290, -255, -200, 66.5, "reussie", "maintien_meme_siae").
		close(-98, "suivi_termine")
	s.ended(-99, "Bilal", "Hygiène en cuisine", "hygiene", -270, -262, -261, 14, "reussie", "maintien_meme_siae").
		close(-98, "autre")
	s.ended(-99, "Nadège", "Numérique", "numerique", -235, -220, -190, 0, "non_passee", "")
}

func (s *scene) aciAbandons() {
	kevin := s.need(-330, "Kévin", "encadrant", "Entretien des espaces verts",
		"Autonome sur la tonte et la taille, prêt pour une qualification.", "mobilite")
	kevin.choose(-310, "espaces_verts", -250, -210).ask(-309, "pic_iae", "Uniformation", 2100).request(-308).submit(-300).
		grant(-275, 100).secure(-272, "entretien", "visite_of").plan(-268, -250, "Abbeville").enter(-250).
		alert(-236, "formateur", "telephone", "injustifiee", "Trois absences : plus de bus le matin depuis la rentrée.").
		log(-233, "salarie", "entretien", "Covoiturage essayé une semaine, puis arrêté.").
		abandon(-226, "mobilite,remuneration", "38,5", "Covoiturage, horaires décalés, chambre en internat.", "").
		log(-212, "salarie", "entretien", "Le métier plaît toujours. Une session plus près serait possible.").
		reposition(-195, "autres_modalites", "Même bloc, session à Amiens, deux jours par semaine.")
	s.solve(-190, "Kévin", "mobilite", "Scooter prêté par la plateforme mobilité, deux mois.")
	kevin.choose(-150, "espaces_verts", -40, 35).pass(-149, "relancer_financement", nil, "").
		ask(-148, "pic_iae", "Uniformation", 2100).submit(-140).grant(-100, 80).ask(-98, "fonds_propres", "", 420).agree(-95).
		secure(-70, "entretien", "test_niveau", "visite_of", "statut_explique", "numerique_verifie").
		plan(-60, -40, "Amiens, 9 h").enter(-40).
		log(-33, "salarie", "telephone", "Bon démarrage. Le scooter règle le trajet.").
		log(-11, "formateur", "telephone", "Présent et volontaire. Évaluation prévue en fin de bloc.", 2)

	s.need(-200, "Corinne", "cip_asp", "Agente de propreté qualifiée", "", "famille", "appetence").
		choose(-170, "proprete", -60, -10).ask(-169, "pic_iae", "Uniformation", 1890).request(-168).submit(-160).
		grant(-120, 100).plan(-80, -60, "Amiens").enter(-60, "sans_alerte").
		alert(-35, "of", "message", "justifiee", "Absente depuis lundi, garde d'enfant.").
		log(-20, "salarie", "entretien", "Souhaite arrêter : les horaires ne tiennent pas avec l'école.").
		abandon(-12, "famille,mobilite", "52", "Horaires aménagés proposés, refusés.", "").
		log(-10, "salarie", "telephone", "Point fait. Reprendre contact au calme.", -3)

	s.need(-230, "Bilal", "salarie", "Agent de restauration", "").choose(-210, "cuisine", -110, -15).
		ask(-209, "prf", "Région Hauts-de-France", 4095).request(-208).submit(-200).grant(-165, 100).
		secure(-130, "pmsmp", "entretien").plan(-128, -110, "Amiens").enter(-110).
		alert(-85, "formateur", "telephone", "", "Décroche sur les calculs de quantités.").
		abandon(-66, "niveau_prerequis", "119", "", "").
		log(-52, "salarie", "entretien", "Accepte de reprendre les bases, puis de repartir sur le titre.").
		reposition(-40, "autre_niveau", "Socle CléA d'abord, titre ensuite.").
		log(-14, "of", "telephone", "Place possible le mois prochain, test à passer.", 0)

	s.left(-97, "Rose", "Agente de propreté qualifiée", "proprete", -215, -180, -168, 21, "stress_evaluation",
		"savoirs_base_langue").close(-90, "retour_siae")
	s.left(-97, "Lina", "Numérique", "numerique", -170, -150, -139, 7, "mobilite", "numerique")
}

func (s *scene) aciEnCours() {
	s.need(-140, "Svetlana", "cip_asp", "Français à visée professionnelle", "", "illettrisme_fle").
		choose(-120, "fle", -50, 40).ask(-119, "sieg", "Région Hauts-de-France", 0).ask(-119, "sans_cout", "", 0).
		request(-118).secure(-90, "test_niveau", "entretien").plan(-75, -50, "Sur place, salle de l'atelier").
		enter(-50, "demarches_bouclees").
		log(-30, "formateur", "visite", "Progrès nets à l'oral. Prend la parole en réunion.").
		log(-9, "salarie", "entretien", "Souhaite passer le DELF A2 ensuite.", 4)
	s.solve(-118, "Svetlana", "illettrisme_fle", "Cours en petit groupe, deux matinées par semaine.")

	s.need(-110, "Oumar", "encadrant", "Cariste", "Conduit le transpalette, veut aller plus loin.").
		choose(-80, "caces", 9, 14).ask(-79, "pic_iae", "Uniformation", 890).request(-78).submit(-70).grant(-42, 100).
		secure(-30, "pmsmp", "entretien", "echange_anciens").plan(-22, 9, "Amiens, plateau technique, 8 h").
		log(-15, "salarie", "entretien", "Prêt. Chaussures de sécurité à prévoir.", 3)

	s.need(-130, "Lina", "cip_asp", "Savoirs de base", "", "illettrisme_fle", "illectronisme").
		choose(-105, "clea", -13, 30).ask(-104, "sieg", "Région Hauts-de-France", 1050).request(-103).submit(-95).
		grant(-60, 100).plan(-40, -13, "Amiens, 9 h").miss(-13, "mobilite", "Ligne de bus en travaux.").
		log(-12, "salarie", "telephone", "Nouvelle date demandée à l'organisme. Trajet repéré ensemble.", -2)
}

func (s *scene) aciDebuts() {
	s.need(-75, "Jean-Luc", "encadrant", "Ouvrier de production horticole", "Vingt ans de jardin, aucun diplôme.").
		choose(-50, "maraichage", 45, 95).ask(-49, "prf", "Région Hauts-de-France", 2000).
		ask(-49, "pic_iae", "Uniformation", 940).
		pass(-48, "demander_financement", nil, "Deux financeurs, faute d'enveloppe suffisante.").submit(-38).
		log(-21, "financeur", "telephone", "Dossier à l'étude, réponse en commission.", -5)

	s.need(-90, "Nadège", "salarie", "Retouche et couture sur mesure", "").choose(-70, "numerique", 20, 50).
		ask(-69, "opco_pdc", "Uniformation", 840).request(-68).submit(-60).refuse(-28, "Enveloppe épuisée pour l'année.").
		constrain(-26, "economie").log(-25, "salarie", "entretien", "Chercher un autre financeur avant de renoncer.", 4)

	s.need(-32, "Mehdi", "salarie", "Permis B", "Les chantiers ne sont pas desservis avant 8 h.", "mobilite", "finances").
		log(-7, "salarie", "entretien", "Devis de deux auto-écoles à comparer.", 0)
	s.need(-15, "Églantine", "encadrant", "Retouche et couture sur mesure", "Soigneuse, demande à apprendre la retouche.")

	s.need(-92, "Églantine", "cip_asp", "Vente en boutique", "").
		log(-80, "salarie", "entretien", "Préfère l'atelier au contact avec la clientèle.").
		pass(-78, "classer_sans_suite", parcours.Saisie{"motif": "renoncement"}, "À sa demande, après un essai en boutique.")
}
