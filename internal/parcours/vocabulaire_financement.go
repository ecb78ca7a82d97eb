package parcours

// The closed lists of what leads to an entry: money, papers, precautions, checks.

// Codes that the program knows, by list.
const (
	DispositifPicIae       = "pic_iae"
	DispositifSieg         = "sieg"
	DispositifOpcoPdc      = "opco_pdc"
	DispositifPoec         = "poec"
	DispositifIriae        = "iriae"
	DispositifFondsPropres = "fonds_propres"
	DispositifSansCout     = "sans_cout"

	FinancementPrevu   = "prevu"
	FinancementDepose  = "depose"
	FinancementAccorde = "accorde"
	FinancementPartiel = "partiel"
	FinancementRefuse  = "refuse"
	FinancementRetire  = "retire"
	FinancementProrata = "prorata"

	PieceDevis       = "devis"
	PieceProgramme   = "programme"
	PieceConvention  = "convention"
	PieceAttestation = "attestation_employeur"

	SecurisationFait   = "fait"
	SecurisationAFaire = "a_faire"

	ControleVenu      = "venu"
	ControleAbsence   = "absence_comprise"
	ControleDemarches = "demarches_bouclees"

	Oui       = "oui"
	Non       = "non"
	SansObjet = "sans_objet"
)

// Dispositifs that can pay (l. 774-811). Rates are data of the guide and of the
// funders, never code.
var Dispositifs = Liste{
	{DispositifPicIae, "PIC IAE (OPCO)", "778", false},
	{"prf", "Région : PRF qualifiant", "780", false},
	{DispositifSieg, "Région : Compétences clés (SIEG)", "780", false},
	{DispositifOpcoPdc, "OPCO : plan de développement des compétences", "782", false},
	{DispositifPoec, "OPCO : POE collective", "782", false},
	{"france_travail", "France Travail", "784", false},
	{DispositifIriae, "Plateforme IRIAE", "786", false},
	{"collectivite", "Collectivité territoriale", "795", false},
	{"cpf", "CPF", "237", false},
	{DispositifFondsPropres, "Fonds propres", "797", false},
	{DispositifSansCout, "Sans coût", "", false},
	{"autre", "Autre financeur", "", false},
}

var EtatsFinancement = Liste{
	{FinancementPrevu, "Prévu", "", false},
	{FinancementDepose, "Dossier déposé", "", false},
	{FinancementAccorde, "Accordé", "", false},
	{FinancementPartiel, "Accordé en partie", "", false},
	{FinancementRefuse, "Refusé", "", false},
	{FinancementRetire, "Accord retiré", "", false},
	{FinancementProrata, "Accordé au prorata", "", false},
}

// Pieces of a funding file (metier.md § 2.3 and 3.1).
var Pieces = Liste{
	{PieceDevis, "Devis", "834", false},
	{PieceProgramme, "Programme de la formation", "", false},
	{PieceConvention, "Convention de formation", "603", false},
	{PieceAttestation, "Attestation employeur (PIC IAE, depuis 2026)", "", false},
	{"calendrier", "Calendrier de la formation", "830", false},
	{"facture", "Facture", "", false},
	{"certificat_realisation", "Certificat de réalisation", "", false},
}

// Securisations are the good practices before an entry (l. 859-884).
var Securisations = Liste{
	{"test_niveau", "Test de niveau passé en amont", "880", false},
	{"pmsmp", "Métier testé (PMSMP)", "881", false},
	{"entretien", "Entretien préalable avec le CIP", "882", false},
	{"visite_of", "Visite de l'organisme de formation", "883", false},
	{"echange_anciens", "Échange avec d'anciens stagiaires", "884", false},
	{"statut_explique", "Changement de statut expliqué", "861-867", false},
	{"numerique_verifie", "Équipement et aisance numériques vérifiés", "871-873", false},
}

var ReponsesSecurisation = Liste{
	{SecurisationFait, "Fait", "", false},
	{"sans_objet", "Sans objet", "", false},
	{SecurisationAFaire, "À faire", "", false},
}

// ControlesEntree is the six-item check of the first days (l. 894-911).
var ControlesEntree = Liste{
	{ControleVenu, "Le salarié est venu sur le lieu de formation", "896", false},
	{ControleAbsence, "En cas d'absence : raisons comprises, solution apportée", "897", false},
	{"contact_salarie", "Le contact avec le formateur s'est bien passé, selon le salarié", "898", false},
	{"contact_formateur", "Le contact avec le salarié s'est bien passé, selon le formateur", "902", false},
	{"sans_alerte", "Pas de point d'alerte : attitude, motivation, engagement", "903", false},
	{ControleDemarches, "Les démarches administratives de l'OF sont bouclées", "909-911", false},
}

var ReponsesControle = Liste{
	{Oui, "Oui", "", false},
	{Non, "Non", "", false},
	{SansObjet, "Sans objet", "", false},
}
