package demo

import "parcours.example/internal/parcours"

// castETTI is the temporary work agency of the Nord: warehouse, building site,
// metal, home help.
func (s *scene) castETTI() {
	s.arrive([]arrivee{
		{Prenom: "Yasmine", Nom: "Hirondelle", Civilite: "MME", Ans: 28, Commune: "Roubaix", Metier: "Préparatrice de commandes", Niveau: "3", Depuis: -375, Jusqu: 80},
		{Prenom: "Dylan", Nom: "Bouvreuil", Civilite: "M", Ans: 23, Commune: "Tourcoing", Metier: "Manutentionnaire", Niveau: "2", Depuis: -340, Jusqu: 45},
		{Prenom: "Ibrahima", Nom: "Loriot", Civilite: "M", Ans: 37, Commune: "Lille", Metier: "Manœuvre du bâtiment", Niveau: "3", Depuis: -310, Jusqu: 100},
		{Prenom: "Ludivine", Nom: "Mésange", Civilite: "MME", Ans: 44, Commune: "Wattrelos", Metier: "Aide à domicile", Niveau: "3", Depuis: -290, Jusqu: 110},
		{Prenom: "Hamid", Nom: "Étourneau", Civilite: "M", Ans: 39, Commune: "Valenciennes", Metier: "Aide métallier", Niveau: "2", Depuis: -220, Jusqu: 65, CIP: "deux"},
		{Prenom: "Océane", Nom: "Sarcelle", Civilite: "MME", Ans: 25, Commune: "Roubaix", Metier: "Préparatrice de commandes", Niveau: "4", Depuis: -190, Jusqu: 75},
		{Prenom: "Zoé", Nom: "Vanneau", Civilite: "MME", Ans: 32, Commune: "Lille", Metier: "Aide à domicile", Niveau: "2", Depuis: -150, Jusqu: 55},
		{Prenom: "Moussa", Nom: "Alouette", Civilite: "M", Ans: 30, Commune: "Douai", Metier: "Manœuvre du bâtiment", Niveau: "1", Depuis: -140, Jusqu: 90, CIP: "deux"},
		{Prenom: "Jérôme", Nom: "Chardonneret", Civilite: "M", Ans: 55, Commune: "Maubeuge", Metier: "Aide métallier", Niveau: "3", Depuis: -260, Jusqu: 30},
		{Prenom: "Noémie", Nom: "Bergeronnette", Civilite: "MME", Ans: 26, Commune: "Tourcoing", Metier: "Préparatrice de commandes", Niveau: "3", Depuis: -330, Jusqu: 20, CIP: "deux"},
		{Prenom: "Viktor", Nom: "Fauvette", Civilite: "M", Ans: 42, Commune: "Lille", Metier: "Manutentionnaire", Niveau: "4", Depuis: -85, Jusqu: 95},
		{Prenom: "Salomé", Nom: "Rougequeue", Civilite: "MME", Ans: 21, Commune: "Hem", Metier: "Manutentionnaire", Depuis: -6, Jusqu: 24, CIP: "aucun", SansEncadrant: true},
	})
	s.ettiSorties()
	s.ettiAbandons()
	s.ettiEnCours()
	s.ettiDebuts()
	s.observe(-50, "Océane", "consignes", "bien", "Suit les consignes de tri sans rappel.")
	s.observe(-22, "Moussa", "gestes", "moyen", "Bon maçon, mais les plans cotés restent difficiles à lire.")
	s.observe(-8, "Viktor", "equipe", "bien", "Deux clients ont redemandé sa venue.")
	s.observe(-1, "Zoé", "presence", "bien", "Toujours à l'heure chez les personnes.")
}

func (s *scene) ettiSorties() {
	s.need(-350, "Yasmine", parcours.Besoin{Origine: "entreprise_cliente", Intitule: "Préparatrice de commandes",
		Description: "Un client propose un poste si le titre est obtenu."}).
		choose(-335, "entrepot", -270, -180).ask(-334, "prf", "Région Hauts-de-France", 3850).
		pass(-333, "demander_financement", nil, "").submit(-330).grant(-300, 100).
		secure(-290, "pmsmp", "entretien", "visite_of", "statut_explique").plan(-285, -270, "Lesquin").enter(-270, nil).
		log(-240, "tripartite", "visite", "Le client confirme son intention d'embauche.").
		log(-182, "salarie", "entretien", "Bilan : titre obtenu, embauche le mois suivant.").
		pass(-180, "terminer", parcours.Saisie{"heures": "294", "evaluation": "reussie", "certification": "Titre Préparateur de commandes", "situation": "emploi", "avis_of": "5"}, "").
		measure(-88, 3, "En CDI chez le client.", "embauche", "reconversion_prise_de_poste")

	s.need(-280, "Ibrahima", parcours.Besoin{Origine: "cip_asp", Intitule: "Conducteur d'engins"}).
		choose(-255, "engins", -205, -200).ask(-254, "pic_iae", "AKTO", 1140).pass(-253, "demander_financement", nil, "").
		submit(-250).grant(-228, 70).ask(-226, "fonds_propres", "", 342).agree(-224).plan(-220, -205, "Plateau technique, 8 h").enter(-205, nil).
		log(-201, "salarie", "telephone", "Bilan : épreuve réussie, souhaite une mission avec engin.").
		pass(-200, "terminer", parcours.Saisie{"heures": "35", "evaluation": "reussie", "certification": "CACES R482 A", "situation": "mise_a_disposition", "avis_of": "4"}, "").
		close(-100, "suivi_termine")

	s.ended(-95, "Dylan", "Habilitation électrique", "electrique", -300, -280, -279, 14, "reussie", "mise_a_disposition").close(-94, "autre")
	s.ended(-95, "Ludivine", "Aide à domicile", "domicile", -280, -240, -190, 133, "partielle", "mise_a_disposition")
	s.ended(-95, "Noémie", "Cariste", "caces", -320, -300, -295, 35, "echouee", "")
	s.ended(-95, "Jérôme", "Soudage", "soudure", -250, -215, -204, 63, "reussie", "mise_a_disposition").close(-94, "suivi_termine")
}

func (s *scene) ettiAbandons() {
	// Two tries, and the second goes to its term.
	s.need(-320, "Dylan", parcours.Besoin{Origine: "entreprise_cliente", Intitule: "Cariste"}).
		choose(-305, "caces", -250, -245).ask(-304, "pic_iae", "AKTO", 890).pass(-303, "demander_financement", nil, "").
		submit(-300).grant(-275, 100).plan(-262, -250, "Plateau technique").enter(-250, nil).
		pass(-248, "abandonner", parcours.Saisie{"motifs": "priorite_emploi", "heures": "14", "solutions_cherchees": "Mission décalée d'une semaine demandée au client."}, "Mission urgente chez un client.").
		pass(-232, "repositionner", parcours.Saisie{"solution": "report", "solution_detail": "Session suivante du même organisme."}, "").
		pass(-225, "relancer_entree", parcours.Saisie{"date_entree_prevue": s.day(-160).String(), "lieu_entree": "Plateau technique"}, "").
		enter(-160, nil).log(-155, "formateur", "telephone", "Conduite sûre, théorie acquise.").
		pass(-154, "terminer", parcours.Saisie{"heures": "35", "evaluation": "reussie", "certification": "CACES R489", "situation": "mise_a_disposition", "avis_of": "4"}, "")

	s.need(-210, "Hamid", parcours.Besoin{Origine: "encadrant", Intitule: "Soudage semi-automatique"}).
		choose(-190, "soudure", -120, -105).ask(-189, "pic_iae", "AKTO", 1680).pass(-188, "demander_financement", nil, "").
		submit(-185).grant(-150, 100).secure(-140, "entretien").plan(-135, -120, "Valenciennes").enter(-120, nil).
		logSuivi(-115, parcours.Suivi{Avec: "formateur", Canal: "telephone", Texte: "Deux absences, trajet trop long.", Absence: "injustifiee", Difficulte: true}).
		pass(-112, "abandonner", parcours.Saisie{"motifs": "mobilite", "heures": "21"}, "").
		log(-100, "salarie", "entretien", "D'accord pour un organisme plus proche.").
		pass(-92, "repositionner", parcours.Saisie{"solution": "autre_of", "solution_detail": "Organisme de Douai, accessible en train."}, "").
		log(-13, "of", "telephone", "Dates de la prochaine session attendues.", -1)

	s.need(-120, "Zoé", parcours.Besoin{Origine: "salarie", Intitule: "Assistante de vie aux familles", Freins: []string{"famille"}}).
		choose(-100, "domicile", -55, -5).ask(-99, "pic_iae", "AKTO", 1960).pass(-98, "demander_financement", nil, "").
		submit(-95).grant(-75, 100).plan(-66, -55, "Roubaix").enter(-55, nil).
		pass(-18, "abandonner", parcours.Saisie{"motifs": "contenu_inadapte,relation_formateur_groupe", "heures": "77", "solutions_cherchees": "Échange à trois avec la formatrice."}, "").
		log(-17, "salarie", "telephone", "Veut continuer le métier, autrement.", -2)
	s.left(-94, "Jérôme", "Conduite d'engins", "engins", -190, -175, -173, 7, "fin_de_contrat").close(-93, "retour_siae")
	s.left(-94, "Noémie", "Préparation de commandes", "entrepot", -230, -200, -171, 84, "remuneration", "changement_statut").
		pass(-60, "repositionner", parcours.Saisie{"solution": "autres_modalites", "solution_detail": "En restant salariée, sur deux jours par semaine."}, "").
		pass(-48, "relancer_besoin", nil, "").
		log(-27, "salarie", "entretien", "Cherche une session à temps partiel.", 1)
	s.left(-94, "Ludivine", "Titre Assistante de vie", "domicile", -180, -140, -128, 28, "famille")
}

func (s *scene) ettiEnCours() {
	s.need(-160, "Océane", parcours.Besoin{Origine: "entreprise_cliente", Intitule: "Préparatrice de commandes"}).
		choose(-130, "entrepot", -35, 50).ask(-129, "poec", "AKTO", 3850).pass(-128, "demander_financement", nil, "").
		submit(-120).grant(-80, 100).secure(-70, "test_niveau", "entretien", "statut_explique").plan(-60, -35, "Lesquin").enter(-35, nil).
		log(-28, "salarie", "telephone", "Très bonne ambiance, rythme soutenu.").
		log(-10, "formateur", "telephone", "Première évaluation validée.", 3)
	s.need(-135, "Moussa", parcours.Besoin{Origine: "encadrant", Intitule: "Français du chantier", Freins: []string{"illettrisme_fle"}}).
		choose(-110, "fle", 6, 80).ask(-109, "sieg", "Région Hauts-de-France", 0).ask(-109, "sans_cout", "", 0).
		pass(-108, "demander_financement", nil, "").secure(-45, "test_niveau", "entretien").plan(-24, 6, "Agence, salle de réunion").
		constrain(-45, "calendrier", "clients").
		log(-20, "employeur", "telephone", "Le client libère deux matinées par semaine.", 2)
	s.need(-145, "Ibrahima", parcours.Besoin{Origine: "salarie", Intitule: "Chef d'équipe", Freins: []string{"appetence"}}).
		log(-130, "salarie", "entretien", "Hésite, préfère attendre une mission longue.").
		pass(-90, "classer_sans_suite", parcours.Saisie{"motif": "non_prioritaire"}, "Carnet de commandes plein jusqu'à l'hiver.")
}

func (s *scene) ettiDebuts() {
	s.need(-70, "Viktor", parcours.Besoin{Origine: "cip_asp", Intitule: "Cariste"}).
		choose(-45, "caces", 30, 35).ask(-44, "pic_iae", "AKTO", 890).pass(-43, "demander_financement", nil, "").submit(-36).
		log(-19, "financeur", "message", "Pièce manquante réclamée : attestation employeur.", 0)
	s.need(-40, "Yasmine", parcours.Besoin{Origine: "salarie", Intitule: "Permis B", Freins: []string{"mobilite", "finances"}}).
		choose(-20, "permis", 15, 75).ask(-19, "opco_pdc", "AKTO", 1590).
		log(-16, "partenaire", "telephone", "Aide au permis de la Métropole à demander.", -6)
	s.need(-12, "Jérôme", parcours.Besoin{Origine: "encadrant", Intitule: "Soudage, perfectionnement", Description: "Réussit les soudures à plat, bloque en position."})
}
