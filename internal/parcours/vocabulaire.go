package parcours

// The closed lists of the trade. Lines refer to the guide, edition 2023;
// values without a line are additions, explained in docs/GLOSSAIRE.md.

// Codes that the program knows, by list; a list holds the others. A ticked box
// says Oui too.
const (
	SiaeAci  = "ACI"
	SiaeAi   = "AI"
	SiaeEi   = "EI"
	SiaeEtti = "ETTI"
	SiaeEiti = "EITI"

	FreinIdentifie  = "identifie"
	FreinEnCours    = "solution_en_cours"
	FreinLeve       = "leve"
	FreinPersistant = "persistant"

	SolutionRetourSiae = "retour_siae"
	SolutionReport     = "report"

	ImpactSansEffet   = "sans_effet_constate"
	ImpactInjoignable = "injoignable"

	AvecSalarie    = "salarie"
	AvecTripartite = "tripartite"

	ContratCddi          = "cddi"
	ContratCddu          = "cddu"
	ContratMission       = "mission"
	ContratCdiInclusion  = "cdi_inclusion"
	ContratPro           = "contrat_pro"
	ContratApprentissage = "apprentissage"
	ContratAutre         = "autre"

	CiviliteM   = "M"
	CiviliteMme = "MME"

	OrigineEncadrant          = "encadrant"
	FreinSante                = "sante"
	SituationMiseADisposition = "mise_a_disposition"
	SituationMaintien         = "maintien_meme_siae"
	MotifFinDeContrat         = "fin_de_contrat"
	CanalTelephone            = "telephone"
	AbsenceAucune             = "aucune"
)

var TypesSiae = Liste{
	{SiaeAci, "Atelier et chantier d'insertion", "1025", false},
	{SiaeAi, "Association intermédiaire", "1029", false},
	{SiaeEi, "Entreprise d'insertion", "1049", false},
	{SiaeEtti, "Entreprise de travail temporaire d'insertion", "1057", false},
	{SiaeEiti, "Entreprise d'insertion par le travail indépendant", "1051", false},
}

var Opcos = Liste{
	{"afdas", "AFDAS", "", false},
	{"akto", "AKTO", "272-276", false},
	{"atlas", "ATLAS", "", false},
	{"constructys", "Constructys", "", false},
	{"opcommerce", "L'Opcommerce", "", false},
	{"ocapiat", "OCAPIAT", "548-554", false},
	{"opco_2i", "OPCO 2i", "306-474", false},
	{"opco_ep", "OPCO EP", "484-544", false},
	{"opco_mobilites", "OPCO Mobilités", "", false},
	{"opco_sante", "OPCO Santé", "285-296", false},
	{"uniformation", "Uniformation", "280-283", false},
}

// Reseaux are the IAE and ESS networks of l. 245 and 612.
var Reseaux = Liste{
	{"regies", "Mouvement des Régies", "245", false},
	{"coorace", "COORACE", "245", false},
	{"emmaus", "Emmaüs", "245", false},
	{"fas", "Fédération des acteurs de la solidarité", "245", false},
	{"fei", "Fédération des entreprises d'insertion", "245", false},
	{"chantier_ecole", "CHANTIER école", "245", false},
	{"cocagne", "Réseau Cocagne", "245", false},
	{"unai", "UNAI", "245", false},
	{"uriae", "URIAE", "245", false},
	{"restos_du_coeur", "Restos du cœur", "245", false},
}

var Origines = Liste{
	{"cip_asp", "Orientation par le CIP", "92", false},
	{OrigineEncadrant, "Observation de l'encadrant technique", "93", false},
	{"salarie", "Demande du salarié", "94", false},
	{"entreprise_cliente", "Demande d'une entreprise cliente", "95", false},
	{"plie", "Référent PLIE", "96", false},
	{"france_travail", "Conseiller France Travail", "97", false},
	{"pmsmp", "PMSMP ou découverte d'un métier", "98", false},
	{"transition_siae", "Passage d'une autre SIAE", "99", false},
}

// Freins is the vocabulary of metier.md § 1.6. « Justice » is deliberately
// absent: no criminal data, ever. « Sante » carries no text.
var Freins = Liste{
	{"priorite_emploi", "Priorité à l'emploi", "121", false},
	{"appetence", "Manque d'appétence pour la formation", "122", false},
	{"finances", "Finances, perte de revenus", "123", false},
	{"mobilite", "Mobilité", "124", false},
	{"famille", "Contraintes familiales", "125", false},
	{FreinSante, "Santé (sans détail)", "125", false},
	{"illettrisme_fle", "Lecture, écriture, calcul, français", "126", false},
	{"illectronisme", "Numérique", "133", false},
	{"logement", "Logement", "151", false},
	{"administratif", "Démarches administratives", "151", false},
}

var EtatsFrein = Liste{
	{FreinIdentifie, "Identifié", "", false},
	{FreinEnCours, "Solution en cours", "", false},
	{FreinLeve, "Levé", "", false},
	{FreinPersistant, "Persistant", "", false},
}

// FreinsGestion belong to the structure, never to a person (l. 252-254).
var FreinsGestion = Liste{
	{"calendrier", "Calendriers de formation inadaptés", "252", false},
	{"economie", "Gestion économique de la SIAE", "253", false},
	{"clients", "Contraintes clients", "254", false},
}

var MotifsAbandon = Liste{
	{"remuneration", "Rémunération, perte ou retard de revenus", "123, 864, 911", false},
	{"mobilite", "Mobilité", "124, 864", false},
	{"assiduite", "Assiduité", "865", false},
	{"famille", "Famille", "125, 861", false},
	{"sante", "Santé (sans détail)", "125, 861", false},
	{"priorite_emploi", "Priorité à l'emploi, embauche", "121", false},
	{"motivation", "Motivation, engagement", "122, 903", false},
	{"niveau_prerequis", "Niveau ou prérequis", "880", false},
	{"savoirs_base_langue", "Savoirs de base, langue", "126", false},
	{"numerique", "Numérique", "133, 871-873", false},
	{"contenu_inadapte", "Contenu inadapté aux besoins ou aux attentes", "929", false},
	{"relation_formateur_groupe", "Relation avec le formateur ou le groupe", "859, 898, 902", false},
	{"organisation_of", "Organisation de l'organisme de formation", "909-911, 931", false},
	{"contrainte_siae", "Contrainte de la SIAE (calendrier, clients, économie)", "252-254", false},
	{"stress_evaluation", "Stress de l'évaluation", "961, 969", false},
	{"changement_statut", "Changement de statut mal anticipé", "861-867", false},
	{MotifFinDeContrat, "Fin de contrat", "", false},
	{"injoignable", "Personne injoignable", "", false},
	{"autre", "Autre motif", "", false},
}

// MotifsNonPresentation: the guide only asks to understand why (l. 897).
var MotifsNonPresentation = MotifsAbandon

// Solutions after an interruption (l. 942-951).
var Solutions = Liste{
	{"autre_of", "Autre organisme de formation", "947", false},
	{"autre_niveau", "Formation d'un autre niveau", "948", false},
	{"autres_modalites", "Autres modalités", "949", false},
	{SolutionRetourSiae, "Retour dans la SIAE", "950", false},
	{SolutionReport, "Report de la même formation", "951", false},
}

// Situations at the end of a training: « pour exemple » (l. 982), hence autre.
var Situations = Liste{
	{SituationMiseADisposition, "Mise à disposition", "984", false},
	{"recherche_emploi", "Recherche d'un emploi (sortie de l'IAE)", "985", false},
	{"emploi", "Sortie vers l'emploi", "986", false},
	{"autre_formation", "Sortie vers une autre formation", "987", false},
	{SituationMaintien, "Maintien dans la même SIAE", "988", false},
	{"passerelle_autre_siae", "Passerelle vers une autre SIAE", "989", false},
	{"autre", "Autre situation", "", false},
}

// SituationsFor keeps only what the guide allows for a type of SIAE: a mise à
// disposition exists in AI and ETTI only (l. 984).
func SituationsFor(typeSiae string) Liste {
	if typeSiae == SiaeAi || typeSiae == SiaeEtti {
		return Situations
	}
	return Situations.Without(SituationMiseADisposition)
}

var Impacts = Liste{
	{"reconversion_prise_de_poste", "Reconversion ou prise de poste réussie", "1006", false},
	{"embauche", "Embauche", "1007", false},
	{"contrat_pro", "Contrat de professionnalisation", "1008", false},
	{"formation_supplementaire", "Formation supplémentaire ou complémentaire", "1009", false},
	{"certification", "Démarche de certification", "1010", false},
	{"appetence", "Envie de suivre d'autres formations", "1011", false},
	{ImpactSansEffet, "Sans effet constaté", "", false},
	{ImpactInjoignable, "Personne injoignable", "", false},
}

var MotifsSansSuite = Liste{
	{"non_faisable", "Non faisable pour la structure", "94", false},
	{"non_pertinent", "Non pertinent au regard du projet", "94", false},
	{"non_prioritaire", "Non prioritaire", "253", false},
	{"financement_refuse", "Financement refusé", "", false},
	{"depart_salarie", "Départ du salarié", "", false},
	{"renoncement", "Renoncement du salarié", "", false},
	{"doublon", "Doublon", "", false},
}

var MotifsRevision = Liste{
	{"refus_financement", "Refus de financement", "805", false},
	{"test_niveau", "Test de niveau", "880", false},
	{"calendrier", "Calendrier", "252", false},
	{"projet_change", "Le projet a changé", "", false},
	{"autre", "Autre motif", "", false},
}

var MotifsCloture = Liste{
	{"retour_siae", "Retour dans la SIAE", "950", false},
	{"depart", "Départ de la structure", "", false},
	{"renoncement", "Renoncement", "", false},
	{"suivi_termine", "Suivi d'impact terminé", "1001", false},
	{"autre", "Autre motif", "", false},
}

const evaluationEchouee = "echouee"

var Evaluations = Liste{
	{"non_passee", "Non passée", "", false},
	{"reussie", "Réussie", "", false},
	{"partielle", "Partielle", "", false},
	{evaluationEchouee, "Échouée", "", false},
}

// NotesAvis is the opinion on the training organisation.
var NotesAvis = Liste{
	{"5", "5 : très bien", "991", false}, {"4", "4 : bien", "991", false}, {"3", "3 : moyen", "991", false},
	{"2", "2 : décevant", "991", false}, {"1", "1 : à éviter", "991", false},
}

var StatutsFormation = Liste{
	{"salarie", "Reste salarié", "861", false},
	{"stagiaire", "Stagiaire de la formation professionnelle", "861", false},
	{"a_preciser", "À préciser", "", false},
}

var TypesFormation = Liste{
	{"competences_base", "Savoirs et compétences de base", "560-561", false},
	{"clea", "Certification CléA", "560-561", false},
	{"certifiante", "Formation certifiante (RNCP ou RS)", "560-561", false},
	{"vae", "VAE", "560-561", false},
	{"parcours_integres", "Programme « Parcours intégrés » (Région)", "560-561", false},
	{"attestation", "Adaptation au poste, attestation", "590", false},
	{"permis", "Permis de conduire", "", false},
	{"bilan_competences", "Bilan de compétences", "", false},
}

// Validations is the nature of what the training gives (reporting axis, l. 590).
var Validations = Liste{
	{"attestation", "Attestation", "590", false},
	{"rs", "Répertoire spécifique (RS)", "590", false},
	{"rncp", "Titre ou diplôme RNCP", "590", false},
	{"rncp_bloc", "Bloc de compétences RNCP", "590", false},
	{"cqp", "CQP", "663", false},
	{"clea", "CléA", "560-561", false},
	{"vae", "VAE", "560-561", false},
	{"aucune", "Aucune", "", false},
}

var Offres = Liste{
	{"catalogue", "Sur catalogue", "819", false},
	{"sur_mesure", "Sur mesure", "820", false},
}

var Portees = Liste{
	{"individuelle", "Individuelle", "", false},
	{"mutualisee", "Mutualisée entre SIAE", "640-650", false},
}

var LieuxFormation = Liste{
	{"interne", "Dans la SIAE", "938", false},
	{"of", "Dans l'organisme de formation", "939", false},
	{"autre_lieu", "Autre lieu (plateau technique…)", "940", false},
}

var Modalites = Liste{
	{"presentiel", "En présentiel", "757", false},
	{"distanciel", "À distance", "757", false},
	{"mixte", "Mixte", "757", false},
}

var Interlocuteurs = Liste{
	{AvecSalarie, "Salarié", "931", false},
	{"formateur", "Formateur", "931", false},
	{"of", "Organisme de formation", "931", false},
	{"employeur", "Employeur, client", "", false},
	{AvecTripartite, "Rencontre à trois", "", false},
	{"financeur", "Financeur, OPCO", "842", false},
	{"partenaire", "Autre partenaire", "", false},
}

var Canaux = Liste{
	{CanalTelephone, "Téléphone", "", false},
	{"entretien", "Entretien", "", false},
	{"visite", "Visite", "", false},
	{"message", "Message, courriel", "", false},
	{"courrier", "Courrier", "", false},
}

var Absences = Liste{
	{AbsenceAucune, "Aucune", "", false},
	{"justifiee", "Justifiée", "921", false},
	{"injustifiee", "Injustifiée", "", false},
}

// ThemesObservation are the six large words of the encadrant's phone.
var ThemesObservation = Liste{
	{"presence", "Présence", "865", false},
	{"gestes", "Gestes du métier", "93", false},
	{"consignes", "Consignes", "93", false},
	{"equipe", "Équipe", "903", false},
	{"envie", "Envie d'apprendre", "122", false},
	{"difficulte", "Difficulté", "927", false},
}

const niveauDifficile = "difficile"

var NiveauxObservation = Liste{
	{"bien", "Ça va bien", "", false},
	{"moyen", "À suivre", "", false},
	{niveauDifficile, "Ça coince", "", false},
}

var TypesContrat = Liste{
	{ContratCddi, "CDD d'insertion", "", false},
	{ContratCddu, "CDD d'usage", "", false},
	{ContratMission, "Contrat de mission", "", false},
	{ContratCdiInclusion, "CDI inclusion", "", false},
	{ContratPro, "Contrat de professionnalisation", "", false},
	{ContratApprentissage, "Apprentissage", "", false},
	{ContratAutre, "Autre contrat", "", false},
}

// MotifsFinContrat say why a contract ended.
var MotifsFinContrat = Liste{
	{"fin_de_contrat", "Fin de contrat", "", false},
	{"rupture_salarie", "Rupture par le salarié", "", false},
	{"rupture_siae", "Rupture par la structure", "", false},
	{"embauche", "Embauche", "", false},
	{"formation", "Départ en formation", "", false},
	{"depart", "Départ (déménagement, autre projet)", "", false},
	{"autre", "Autre motif", "", false},
}

var Civilites = Liste{{CiviliteM, "Monsieur", "", false}, {CiviliteMme, "Madame", "", false}}

// Departements of the region come first: they are the ones the guide covers.
var DepartementsHdf = Liste{
	{"02", "Aisne", "", false}, {"59", "Nord", "", false}, {"60", "Oise", "", false},
	{"62", "Pas-de-Calais", "", false}, {"80", "Somme", "", false},
}
