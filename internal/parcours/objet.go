package parcours

import "slices"

// Objet is one kind of thing that is kept: a table of the database, what people
// call it, and a row for each of its columns.
type Objet struct {
	Nom     string // of the table
	Libelle string
	Feminin bool
	Champs  Champs
}

// Objets is every table that holds something of a SIAE. A test compares it with
// the database: each column has its row, each row its column.
var Objets = []Objet{
	{"salarie", "Dossier du salarié", false, slices.Concat(ChampsSalarie,
		Champs{champCip, {Code: "gele", Libelle: "Dossier gelé", Genre: GenreCase}},
		internes("id", "siae_id", "recherche", "version", "cree_le", "maj_le"))},
	{"encadrement", "Encadrant", false, append(internes("id", "siae_id", "salarie_id"),
		Champ{Code: "utilisateur_id", Libelle: "Encadrant", Genre: GenreCollegue})},
	{"frein", "Frein", false, slices.Concat(ChampsFrein, internes("id", "siae_id", "salarie_id", "version", "auteur_id", "cree_le"))},
	{"observation", "Observation", true, slices.Concat(ChampsObservation, internes("id", "siae_id", "salarie_id", "auteur_id", "cree_le"))},
	{"parcours", "Parcours", false, slices.Concat(Champs{
		{Code: "etat", Libelle: "État", Genre: GenreChoix, Liste: ListeEtats(), Requis: true},
		{Code: "etat_depuis", Libelle: "Dans cet état depuis", Genre: GenreDate},
		{Code: "tentative", Libelle: "Tentative", Genre: GenreEntier, Requis: true},
	}, ChampsBesoin.Only("intitule", "origine", "description"), Champs{
		{Code: "date_besoin", Libelle: "Besoin exprimé le", Genre: GenreDate},
		{Code: "precedent_id", Colonne: "precedent", Libelle: "Parcours précédent", Genre: GenreEntier},
		{Code: "clos_le", Libelle: "Clos le", Genre: GenreDate},
		{Code: "motif_cloture", Libelle: "Motif de clôture", Genre: GenreChoix, Liste: MotifsCloture},
	}, ChampsContraintes, internes("id", "siae_id", "salarie_id", "version", "cree_le", "cree_par"))},
	{"tentative", "Tentative", true, slices.Concat(Champs{{Code: "numero", Libelle: "Numéro", Genre: GenreEntier}},
		ChampsFormation, ChampsEntree, ChampsIssue, internes("id", "siae_id", "parcours_id", "cout_connu"))},
	{"financement", "Financement", false, slices.Concat(ChampsFinancement,
		internes("id", "siae_id", "parcours_id", "tentative_id", "cree_le", "version"))},
	{"piece", "Pièce", true, slices.Concat(Champs{
		{Code: "code", Libelle: "Pièce", Mot: "élément", Genre: GenreChoix, Liste: Pieces},
		{Code: "fournie_le", Libelle: "Fournie le", Genre: GenreDate},
	}, internes("id", "siae_id", "parcours_id", "financement_id"))},
	{"securisation", "Sécurisation", true, slices.Concat(ChampsSecurisation, internes("id", "siae_id", "parcours_id", "tentative_id"))},
	{"suivi", "Suivi", false, slices.Concat(ChampsSuivi, Champs{
		champTentative, ChampGenreSuivi,
		{Code: "prochain_solde", Libelle: "Rappel soldé", Genre: GenreCase},
	}, internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	{"impact", "Impact", false, slices.Concat(ChampsImpact, Champs{champTentative},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le"))},
	{"passage", "Passage", false, slices.Concat(Champs{
		{Code: "transition", Libelle: "Passage", Genre: GenreChoix, Liste: listeTransitions()},
		{Code: "de", Libelle: "De", Genre: GenreChoix, Liste: ListeEtats()},
		{Code: "vers", Libelle: "Vers", Genre: GenreChoix, Liste: ListeEtats()},
		champTentative,
		{Code: "champs", Libelle: "Réponses", Genre: GenreReponses},
		{Code: "avertissements", Libelle: "Points d'attention acquittés", Genre: GenreMulti, Liste: pointsAttention},
		{Code: "rectifie_le", Libelle: "Annulé le", Genre: GenreDate},
	}, ChampsPassage, internes("id", "siae_id", "parcours_id", "avant", "auteur_id", "cree_le"))},
	{"conseil", "Conseil du guide", false, slices.Concat(Champs{champItem}, ChampsConseil, Champs{champJour},
		internes("id", "siae_id", "parcours_id", "auteur_id", "cree_le", "version"))},
	{"siae", "Structure", true, slices.Concat(ChampsSiae, Champs{{Code: "territoires", Libelle: "Zones du guide", Genre: GenreReponses}},
		internes("id", "demo", "version", "cree_le"))},
	{"guide_ajout", "Ajout au guide", false, slices.Concat(Champs{
		{Code: "donnees", Libelle: "Texte", Genre: GenreReponses},
		{Code: "retire_le", Libelle: "Retiré le", Genre: GenreDate}},
		internes("id", "siae_id", "auteur_id", "cree_le", "maj_par", "maj_le", "version"))},
	{"guide_signalement", "Signalement", false, slices.Concat(Champs{champItem}, champsCorrection,
		Champs{{Code: "contact", Libelle: "Contact", Genre: GenreReponses}, champJour,
			{Code: "leve_le", Libelle: "Levé le", Genre: GenreDate}},
		internes("id", "siae_id", "auteur_id", "cree_le", "leve_par"))},
	{"note_territoire", "Note sur le territoire", true,
		slices.Concat(ChampsNote, internes("id", "siae_id", "auteur_id", "cree_le", "maj_le", "version"))},
	{"correspondance", "Colonnes d'un fichier", true, internes("id", "siae_id", "empreinte", "colonnes")},
	{"importation", "Import", false, internes("id", "siae_id", "fichier", "feuille", "colonnes", "resultat", "etat",
		"crees", "auteur_id", "cree_le", "validee_le")},
}

// Columns of several tables.
var (
	champItem      = Champ{Code: "item", Libelle: "Élément du guide", Genre: GenreItem}
	champJour      = Champ{Code: "date", Libelle: "Date", Genre: GenreDate}
	champTentative = Champ{Code: "tentative", Libelle: "Tentative", Genre: GenreEntier}
)

// internes are columns that only the program reads.
func internes(codes ...string) Champs {
	return each(codes, func(code string) Champ { return Champ{Code: code} })
}

// FindObjet gives a kind of thing by the name of its table.
func FindObjet(nom string) (Objet, bool) {
	return find(Objets, func(o Objet) bool { return o.Nom == nom })
}

// pointsAttention names what was acknowledged; the whole sentence, with its
// amounts and its days, was on the screen then.
var pointsAttention = Liste{
	{Code: "freins_sans_solution", Libelle: "freins sans solution"},
	{Code: "dispositif_non_applicable", Libelle: "dispositif non applicable"},
	{Code: "accorde_insuffisant", Libelle: "montant accordé inférieur au coût"},
	{Code: "pieces_manquantes", Libelle: "pièces manquantes"},
	{Code: "securisation_incomplete", Libelle: "sécurisation incomplète"},
	{Code: "contrat_trop_court", Libelle: "contrat ou PASS IAE trop court"},
	{Code: "controle_incomplet", Libelle: "contrôle de l'entrée incomplet"},
	{Code: "demarches_ouvertes", Libelle: "inscription non bouclée"},
	{Code: "heures_inferieures", Libelle: "heures inférieures au prévu"},
	{Code: "sans_bilan", Libelle: "pas d'échange de bilan"},
	{Code: "sans_recherche_solution", Libelle: "pas de recherche de solution"},
	{Code: "autre_parcours_ouvert", Libelle: "autre parcours en cours"},
	{Code: "formation_inconnue", Libelle: "formation non décrite"},
	{Code: "heures_inconnues", Libelle: "heures inconnues"},
	{Code: "situation_inconnue", Libelle: "situation inconnue"},
}

func listeTransitions() Liste {
	liste := Liste{{Code: Rectifier, Libelle: LibelleTransition(Rectifier)}}
	for _, t := range Machine {
		liste = append(liste, Terme{Code: t.Code, Libelle: t.Libelle})
	}
	return liste
}
