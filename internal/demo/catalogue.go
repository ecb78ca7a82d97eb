package demo

import "parcours.example/internal/parcours"

// formations are the trainings of the cast, by the name that stories use.
// Amounts are in centimes; dates come with each story.
var formations = map[string]parcours.Formation{
	"proprete": {Intitule: "CQP Agent de propreté et d'hygiène", Type: "certifiante", Validation: "cqp", Organisme: "Organisme d'essai Propreté",
		OrganismeContact: "03 53 01 00 10", Lieu: "of", LieuDetail: "Amiens", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 105, Cout: 1890_00, Statut: "salarie"},
	"clea": {Intitule: "CléA, socle de compétences", Type: "clea", Validation: "clea", Organisme: "Organisme d'essai Savoirs",
		OrganismeContact: "03 53 01 00 20", Lieu: "of", LieuDetail: "Amiens", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 70, Cout: 1050_00, Statut: "salarie"},
	"fle": {Intitule: "Français à visée professionnelle", Type: "competences_base", Validation: "attestation", Organisme: "Organisme d'essai Savoirs",
		OrganismeContact: "03 53 01 00 20", Lieu: "interne", Modalite: "presentiel", Offre: "sur_mesure", Portee: "mutualisee",
		HeuresPrevues: 120, Cout: 0, Statut: "salarie"},
	"numerique": {Intitule: "Premiers pas numériques au travail", Type: "competences_base", Validation: "attestation", Organisme: "Organisme d'essai Savoirs",
		Lieu: "interne", Modalite: "presentiel", Offre: "sur_mesure", Portee: "mutualisee", HeuresPrevues: 28, Cout: 840_00, Statut: "salarie"},
	"caces": {Intitule: "CACES R489, catégories 1 et 3", Type: "certifiante", Validation: "rs", Organisme: "Organisme d'essai Logistique",
		OrganismeContact: "03 53 01 00 30", Lieu: "autre_lieu", LieuDetail: "Plateau technique", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 35, Cout: 890_00, Statut: "salarie"},
	"maraichage": {Intitule: "Ouvrier de production horticole, bloc 1", Type: "certifiante", Validation: "rncp_bloc", Organisme: "Organisme d'essai Terre",
		OrganismeContact: "03 53 01 00 40", Lieu: "of", LieuDetail: "Ribemont-sur-Ancre", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 210, Cout: 2940_00, Statut: "a_preciser"},
	"espaces_verts": {Intitule: "Entretien des espaces verts, bloc 2", Type: "certifiante", Validation: "rncp_bloc", Organisme: "Organisme d'essai Terre",
		OrganismeContact: "03 53 01 00 40", Lieu: "of", LieuDetail: "Abbeville", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 140, Cout: 2100_00, Statut: "salarie"},
	"cuisine": {Intitule: "Titre Agent de restauration", Type: "certifiante", Validation: "rncp", Organisme: "Organisme d'essai Cuisine",
		OrganismeContact: "03 53 01 00 50", Lieu: "of", LieuDetail: "Amiens", Modalite: "mixte", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 315, Cout: 4095_00, Statut: "stagiaire"},
	"hygiene": {Intitule: "Hygiène alimentaire (HACCP)", Type: "attestation", Validation: "attestation", Organisme: "Organisme d'essai Cuisine",
		Lieu: "interne", Modalite: "presentiel", Offre: "catalogue", Portee: "mutualisee", HeuresPrevues: 14, Cout: 350_00, Statut: "salarie", ObligationEmployeur: true},
	"permis": {Intitule: "Permis B", Type: "permis", Validation: "aucune", Organisme: "Auto-école d'essai", Lieu: "autre_lieu",
		Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle", HeuresPrevues: 45, Cout: 1590_00, Statut: "salarie"},
	"entrepot": {Intitule: "Titre Préparateur de commandes en entrepôt", Type: "certifiante", Validation: "rncp", Organisme: "Organisme d'essai Logistique",
		OrganismeContact: "03 53 01 00 30", Lieu: "of", LieuDetail: "Lesquin", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 301, Cout: 3850_00, Statut: "stagiaire"},
	"engins": {Intitule: "CACES R482, catégorie A", Type: "certifiante", Validation: "rs", Organisme: "Organisme d'essai Chantier",
		OrganismeContact: "03 53 01 00 60", Lieu: "autre_lieu", LieuDetail: "Plateau technique", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 35, Cout: 1140_00, Statut: "salarie"},
	"soudure": {Intitule: "Soudage semi-automatique, initiation", Type: "attestation", Validation: "attestation", Organisme: "Organisme d'essai Métal",
		OrganismeContact: "03 53 01 00 70", Lieu: "of", LieuDetail: "Valenciennes", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 70, Cout: 1680_00, Statut: "salarie"},
	"domicile": {Intitule: "Assistant de vie aux familles, bloc 1", Type: "certifiante", Validation: "rncp_bloc", Organisme: "Organisme d'essai Domicile",
		OrganismeContact: "03 53 01 00 80", Lieu: "of", LieuDetail: "Roubaix", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle",
		HeuresPrevues: 140, Cout: 1960_00, Statut: "salarie"},
	"electrique": {Intitule: "Habilitation électrique BS BE", Type: "attestation", Validation: "attestation", Organisme: "Organisme d'essai Chantier",
		Lieu: "of", LieuDetail: "Lille", Modalite: "presentiel", Offre: "catalogue", Portee: "individuelle", HeuresPrevues: 14, Cout: 320_00,
		Statut: "salarie", ObligationEmployeur: true},
}

// takenOver is a file that the structure's spreadsheet held before.
func (s *scene) takenOver(etat parcours.Etat, intitule, formation string, besoin, entree, fin int) parcours.Reprise {
	f := formations[formation]
	f.DateDebutPrevue, f.DateFinPrevue, f.CoutConnu = s.day(entree), s.day(fin), true
	return parcours.Reprise{
		Etat: etat, Besoin: parcours.Besoin{Origine: "cip_asp", Intitule: intitule, Date: s.day(besoin)},
		Formation: f, Entree: parcours.Entree{DateEntree: s.day(entree)},
	}
}

// ended takes over a training that went to its term; heures 0 is not known.
func (s *scene) ended(n int, prenom, intitule, formation string, besoin, entree, fin int, heures float64, evaluation, situation string) *recit {
	r := s.takenOver(parcours.Sorti, intitule, formation, besoin, entree, fin)
	r.Issue = parcours.Issue{DateFin: s.day(fin), Evaluation: evaluation, Situation: situation}
	if heures > 0 {
		r.Issue.HeuresRealisees = &heures
	}
	return s.resume(n, prenom, r)
}

// left takes over a training that was abandoned.
func (s *scene) left(n int, prenom, intitule, formation string, besoin, entree, abandon int, heures float64, motifs ...string) *recit {
	r := s.takenOver(parcours.Abandonne, intitule, formation, besoin, entree, abandon)
	r.Issue = parcours.Issue{DateAbandon: s.day(abandon), MotifsAbandon: motifs, HeuresRealisees: &heures}
	return s.resume(n, prenom, r)
}
