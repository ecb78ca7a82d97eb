package demo

import (
	"cmp"

	"parcours.example/internal/parcours"
)

// formations are the trainings of the cast, by the name that stories use. Amounts are in centimes; dates come with
// each story, and what training fills in is the usual case.
var formations = map[string]parcours.Formation{
	"proprete": {Intitule: "CQP Agent de propreté et d'hygiène", Type: "certifiante", Validation: "cqp",
		Organisme: essai + "Propreté", LieuDetail: "Amiens", HeuresPrevues: 105, Cout: 1890_00,
		OrganismeContact: "03 53 01 00 10"},
	"clea": {Intitule: "CléA, socle de compétences", Type: "clea", Validation: "clea", Organisme: essai + "Savoirs",
		LieuDetail: "Amiens", HeuresPrevues: 70, Cout: 1050_00, OrganismeContact: "03 53 01 00 20"},
	"fle": {Intitule: "Français à visée professionnelle", Type: "competences_base", Validation: "attestation",
		Organisme: essai + "Savoirs", Lieu: "interne", Offre: "sur_mesure", Portee: "mutualisee", HeuresPrevues: 120,
		OrganismeContact: "03 53 01 00 20"},
	"numerique": {Intitule: "Premiers pas numériques au travail", Type: "competences_base", Validation: "attestation",
		Organisme: essai + "Savoirs", Lieu: "interne", Offre: "sur_mesure", Portee: "mutualisee", HeuresPrevues: 28,
		Cout: 840_00},
	"caces": {Intitule: "CACES R489, catégories 1 et 3", Type: "certifiante", Validation: "rs",
		Organisme: essai + "Logistique", Lieu: "autre_lieu", LieuDetail: "Plateau technique", HeuresPrevues: 35, Cout: 890_00,
		OrganismeContact: "03 53 01 00 30"},
	"maraichage": {Intitule: "Ouvrier de production horticole, bloc 1", Type: "certifiante", Validation: "rncp_bloc",
		Organisme: essai + "Terre", LieuDetail: "Ribemont-sur-Ancre", Statut: "a_preciser", HeuresPrevues: 210, Cout: 2940_00,
		OrganismeContact: "03 53 01 00 40"},
	"espaces_verts": {Intitule: "Entretien des espaces verts, bloc 2", Type: "certifiante", Validation: "rncp_bloc",
		Organisme: essai + "Terre", LieuDetail: "Abbeville", HeuresPrevues: 140, Cout: 2100_00,
		OrganismeContact: "03 53 01 00 40"},
	"cuisine": {Intitule: "Titre Agent de restauration", Type: "certifiante", Validation: "rncp",
		Organisme: essai + "Cuisine", LieuDetail: "Amiens", Modalite: "mixte", Statut: "stagiaire", HeuresPrevues: 315,
		Cout: 4095_00, OrganismeContact: "03 53 01 00 50"},
	"hygiene": {Intitule: "Hygiène alimentaire (HACCP)", Type: "attestation", Validation: "attestation",
		Organisme: essai + "Cuisine", Lieu: "interne", Portee: "mutualisee", HeuresPrevues: 14, Cout: 350_00,
		ObligationEmployeur: true},
	"permis": {Intitule: "Permis B", Type: "permis", Validation: "aucune", Organisme: "Auto-école d'essai",
		Lieu: "autre_lieu", HeuresPrevues: 45, Cout: 1590_00},
	"entrepot": {Intitule: "Titre Préparateur de commandes en entrepôt", Type: "certifiante", Validation: "rncp",
		Organisme: essai + "Logistique", LieuDetail: "Lesquin", Statut: "stagiaire", HeuresPrevues: 301, Cout: 3850_00,
		OrganismeContact: "03 53 01 00 30"},
	"engins": {Intitule: "CACES R482, catégorie A", Type: "certifiante", Validation: "rs", Organisme: essai + "Chantier",
		Lieu: "autre_lieu", LieuDetail: "Plateau technique", HeuresPrevues: 35, Cout: 1140_00,
		OrganismeContact: "03 53 01 00 60"},
	"soudure": {Intitule: "Soudage semi-automatique, initiation", Type: "attestation", Validation: "attestation",
		Organisme: essai + "Métal", LieuDetail: "Valenciennes", HeuresPrevues: 70, Cout: 1680_00,
		OrganismeContact: "03 53 01 00 70"},
	"domicile": {Intitule: "Assistant de vie aux familles, bloc 1", Type: "certifiante", Validation: "rncp_bloc",
		Organisme: essai + "Domicile", LieuDetail: "Roubaix", HeuresPrevues: 140, Cout: 1960_00,
		OrganismeContact: "03 53 01 00 80"},
	"electrique": {Intitule: "Habilitation électrique BS BE", Type: "attestation", Validation: "attestation",
		Organisme: essai + "Chantier", LieuDetail: "Lille", HeuresPrevues: 14, Cout: 320_00, ObligationEmployeur: true},
}

// essai begins the names of the training organisations: nobody's.
const essai = "Organisme d'essai "

// training is one of formations, planned between two days.
func (s *scene) training(nom string, debut, fin int) parcours.Formation {
	f, connue := formations[nom]
	if !connue {
		panic("demo: no training called " + nom)
	}
	f.Lieu, f.Modalite, f.Offre = cmp.Or(f.Lieu, "of"), cmp.Or(f.Modalite, "presentiel"), cmp.Or(f.Offre, "catalogue")
	f.Portee, f.Statut = cmp.Or(f.Portee, "individuelle"), cmp.Or(f.Statut, "salarie")
	f.DateDebutPrevue, f.DateFinPrevue, f.CoutConnu = s.day(debut), s.day(fin), true
	return f
}

// takenOver is a file that the structure's spreadsheet held before.
func (s *scene) takenOver(etat parcours.Etat, intitule, formation string, besoin, entree, fin int) parcours.Reprise {
	return parcours.Reprise{
		Etat: etat, Besoin: parcours.Besoin{Origine: "cip_asp", Intitule: intitule, Date: s.day(besoin)},
		Formation: s.training(formation, entree, fin), DateEntree: s.day(entree),
	}
}

// ended takes over a training that went to its term; heures 0 is not known.
func (s *scene) ended(n int, prenom, intitule, formation string, besoin, entree, fin int, heures float64,
	evaluation, situation string,
) *recit {
	r := s.takenOver(parcours.Sorti, intitule, formation, besoin, entree, fin)
	r.Issue = parcours.Issue{DateFin: s.day(fin), Evaluation: evaluation, Situation: situation}
	if heures > 0 {
		r.Issue.HeuresRealisees = &heures
	}
	return s.resume(n, prenom, r)
}

// left takes over a training that was abandoned.
func (s *scene) left(n int, prenom, intitule, formation string, besoin, entree, abandon int, heures float64,
	motifs ...string,
) *recit {
	r := s.takenOver(parcours.Abandonne, intitule, formation, besoin, entree, abandon)
	r.Issue = parcours.Issue{DateAbandon: s.day(abandon), MotifsAbandon: motifs, HeuresRealisees: &heures}
	return s.resume(n, prenom, r)
}
