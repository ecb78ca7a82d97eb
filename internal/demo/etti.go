package demo

import "parcours.example/internal/parcours"

// castETTI is the temporary work agency of the Nord: warehouse, building site, metal, home help.
func (s *scene) castETTI() {
	s.arrive([]arrivee{
		{"Yasmine", "Hirondelle", "MME", 28, "Roubaix", "Préparatrice de commandes", "3", -375, 80, "", false},
		{"Dylan", "Bouvreuil", "M", 23, "Tourcoing", "Manutentionnaire", "2", -340, 45, "", false},
		{"Ibrahima", "Loriot", "M", 37, "Lille", "Manœuvre du bâtiment", "3", -310, 100, "", false},
		{"Ludivine", "Mésange", "MME", 44, "Wattrelos", "Aide à domicile", "3", -290, 110, "", false},
		{"Hamid", "Étourneau", "M", 39, "Valenciennes", "Aide métallier", "2", -220, 65, "deux", false},
		{"Océane", "Sarcelle", "MME", 25, "Roubaix", "Préparatrice de commandes", "4", -190, 75, "", false},
		{"Zoé", "Vanneau", "MME", 32, "Lille", "Aide à domicile", "2", -150, 55, "", false},
		{"Moussa", "Alouette", "M", 30, "Douai", "Manœuvre du bâtiment", "1", -140, 90, "deux", false},
		{"Jérôme", "Chardonneret", "M", 55, "Maubeuge", "Aide métallier", "3", -260, 30, "", false},
		{"Noémie", "Bergeronnette", "MME", 26, "Tourcoing", "Préparatrice de commandes", "3", -330, 20, "deux", false},
		{"Viktor", "Fauvette", "M", 42, "Lille", "Manutentionnaire", "4", -85, 95, "", false},
		{"Salomé", "Rougequeue", "MME", 21, "Hem", "Manutentionnaire", "", -6, 24, "aucun", true},
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
	s.need(-350, "Yasmine", "entreprise_cliente", "Préparatrice de commandes",
		"Un client propose un poste si le titre est obtenu.").choose(-335, "entrepot", -270, -180).
		ask(-334, "prf", "Région Hauts-de-France", 3850).request(-333).submit(-330).grant(-300, 100).
		secure(-290, "pmsmp", "entretien", "visite_of", "statut_explique").plan(-285, -270, "Lesquin").enter(-270).
		log(-240, "tripartite", "visite", "Le client confirme son intention d'embauche.").
		log(-182, "salarie", "entretien", "Bilan : titre obtenu, embauche le mois suivant.").
		end(-180, "294", "reussie", "Titre Préparateur de commandes", "emploi", "5").
		measure(-88, 3, "En CDI chez le client.", "embauche", "reconversion_prise_de_poste")

	s.need(-280, "Ibrahima", "cip_asp", "Conducteur d'engins", "").choose(-255, "engins", -205, -200).
		ask(-254, "pic_iae", "AKTO", 1140).request(-253).submit(-250).grant(-228, 70).ask(-226, "fonds_propres", "", 342).
		agree(-224).plan(-220, -205, "Plateau technique, 8 h").enter(-205).
		log(-201, "salarie", "telephone", "Bilan : épreuve réussie, souhaite une mission avec engin.").
		end(-200, "35", "reussie", "CACES R482 A", "mise_a_disposition", "4").close(-100, "suivi_termine")

	s.ended(-95, "Dylan", "Habilitation électrique", "electrique", -300, -280, -279, 14, "reussie", "mise_a_disposition").
		close(-94, "autre")
	s.ended(-95, "Ludivine", "Aide à domicile", "domicile", -280, -240, -190, 133, "partielle", "mise_a_disposition")
	s.ended(-95, "Noémie", "Cariste", "caces", -320, -300, -295, 35, "echouee", "")
	s.ended(-95, "Jérôme", "Soudage", "soudure", -250, -215, -204, 63, "reussie", "mise_a_disposition").
		close(-94, "suivi_termine")
}

func (s *scene) ettiAbandons() {
	// Two tries, and the second goes to its term.
	s.need(-320, "Dylan", "entreprise_cliente", "Cariste", "").choose(-305, "caces", -250, -245).
		ask(-304, "pic_iae", "AKTO", 890).request(-303).submit(-300).grant(-275, 100).plan(-262, -250, "Plateau technique").
		enter(-250).
		abandon(-248, "priorite_emploi", "14", "Mission décalée d'une semaine demandée au client.",
			"Mission urgente chez un client.").reposition(-232, "report", "Session suivante du même organisme.").
		pass(-225, "relancer_entree",
			parcours.Saisie{"date_entree_prevue": s.day(-160).String(), "lieu_entree": "Plateau technique"}, "").
		enter(-160).log(-155, "formateur", "telephone", "Conduite sûre, théorie acquise.").
		end(-154, "35", "reussie", "CACES R489", "mise_a_disposition", "4")

	s.need(-210, "Hamid", "encadrant", "Soudage semi-automatique", "").choose(-190, "soudure", -120, -105).
		ask(-189, "pic_iae", "AKTO", 1680).request(-188).submit(-185).grant(-150, 100).secure(-140, "entretien").
		plan(-135, -120, "Valenciennes").enter(-120).
		alert(-115, "formateur", "telephone", "injustifiee", "Deux absences, trajet trop long.").
		abandon(-112, "mobilite", "21", "", "").
		log(-100, "salarie", "entretien", "D'accord pour un organisme plus proche.").
		reposition(-92, "autre_of", "Organisme de Douai, accessible en train.").
		log(-13, "of", "telephone", "Dates de la prochaine session attendues.", -1)

	s.need(-120, "Zoé", "salarie", "Assistante de vie aux familles", "", "famille").choose(-100, "domicile", -55, -5).
		ask(-99, "pic_iae", "AKTO", 1960).request(-98).submit(-95).grant(-75, 100).plan(-66, -55, "Roubaix").enter(-55).
		abandon(-18, "contenu_inadapte,relation_formateur_groupe", "77", "Échange à trois avec la formatrice.", "").
		log(-17, "salarie", "telephone", "Veut continuer le métier, autrement.", -2)
	s.left(-94, "Jérôme", "Conduite d'engins", "engins", -190, -175, -173, 7, "fin_de_contrat").close(-93, "retour_siae")
	s.left(-94, "Noémie", "Préparation de commandes", "entrepot", -230, -200, -171, 84, "remuneration",
		"changement_statut").reposition(-60, "autres_modalites", "En restant salariée, sur deux jours par semaine.").
		pass(-48, "relancer_besoin", nil, "").log(-27, "salarie", "entretien", "Cherche une session à temps partiel.", 1)
	s.left(-94, "Ludivine", "Titre Assistante de vie", "domicile", -180, -140, -128, 28, "famille")
}

func (s *scene) ettiEnCours() {
	s.need(-160, "Océane", "entreprise_cliente", "Préparatrice de commandes", "").choose(-130, "entrepot", -35, 50).
		ask(-129, "poec", "AKTO", 3850).request(-128).submit(-120).grant(-80, 100).
		secure(-70, "test_niveau", "entretien", "statut_explique").plan(-60, -35, "Lesquin").enter(-35).
		log(-28, "salarie", "telephone", "Très bonne ambiance, rythme soutenu.").
		log(-10, "formateur", "telephone", "Première évaluation validée.", 3)
	s.need(-135, "Moussa", "encadrant", "Français du chantier", "", "illettrisme_fle").choose(-110, "fle", 6, 80).
		ask(-109, "sieg", "Région Hauts-de-France", 0).ask(-109, "sans_cout", "", 0).request(-108).
		secure(-45, "test_niveau", "entretien").plan(-24, 6, "Agence, salle de réunion").
		constrain(-45, "calendrier", "clients").
		log(-20, "employeur", "telephone", "Le client libère deux matinées par semaine.", 2)
	s.need(-145, "Ibrahima", "salarie", "Chef d'équipe", "", "appetence").
		log(-130, "salarie", "entretien", "Hésite, préfère attendre une mission longue.").
		pass(-90, "classer_sans_suite", parcours.Saisie{"motif": "non_prioritaire"},
			"Carnet de commandes plein jusqu'à l'hiver.")
}

func (s *scene) ettiDebuts() {
	s.need(-70, "Viktor", "cip_asp", "Cariste", "").choose(-45, "caces", 30, 35).ask(-44, "pic_iae", "AKTO", 890).
		request(-43).submit(-36).log(-19, "financeur", "message", "Pièce manquante réclamée : attestation employeur.", 0)
	s.need(-40, "Yasmine", "salarie", "Permis B", "", "mobilite", "finances").choose(-20, "permis", 15, 75).
		ask(-19, "opco_pdc", "AKTO", 1590).
		log(-16, "partenaire", "telephone", "Aide au permis de la Métropole à demander.", -6)
	s.need(-12, "Jérôme", "encadrant", "Soudage, perfectionnement", "Réussit les soudures à plat, bloque en position.")
}
