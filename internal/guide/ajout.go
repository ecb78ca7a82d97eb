package guide

import (
	"slices"
	"strings"

	"parcours.example/internal/parcours"
)

// AjoutSaisi is an addition as one types it: its fields are those of ChampsAjout and of
// parcours.ChampsContact.
type AjoutSaisi struct {
	Type, Titre, Texte, Etape string
	Du, Au                    parcours.Date
	Lien                      string
	Important                 bool
	Criteres
	parcours.ContactCorrige // of a contact alone
}

const plusDeCriteres = "Plus de critères"

// ChampsCriteres say when an addition is shown: what changes from one parcours to
// another first, then what changes when the structure does. Types of SIAE and
// départements are left out: an addition is read by one SIAE, which has one type
// and one département, so that they would always hold, or never.
var ChampsCriteres = func() parcours.Champs {
	critere := func(code, libelle, mot string, liste parcours.Liste, groupe string) parcours.Champ {
		return parcours.Champ{Code: code, Libelle: libelle, Mot: mot, Genre: parcours.GenreMulti, Liste: liste, Groupe: groupe}
	}
	return parcours.Champs{
		critere("freins", "Freins auxquels cela répond", "frein", slices.Concat(parcours.Freins, parcours.FreinsGestion), ""),
		critere("etats", "États du parcours", "état", parcours.ListeEtats(), ""),
		critere("types_formation", "Types de formation", "type de formation", parcours.TypesFormation, ""),
		critere("dispositifs", "Dispositifs au plan de financement", "dispositif", parcours.Dispositifs, ""),
		critere("origines", "Origines du besoin", "origine", parcours.Origines, ""),
		critere("lieux", "Lieux de formation", "lieu", parcours.LieuxFormation, ""),
		critere("modalites", "Modalités", "modalité", parcours.Modalites, ""),
		critere("roles", "Rôles", "rôle", parcours.Roles, ""),
		critere("offres", "Offres de formation", "offre", parcours.Offres, plusDeCriteres),
		critere("portees", "Portées de la formation", "portée", parcours.Portees, plusDeCriteres),
		critere("territoires", "Zones où vous travaillez", "zone", Territoires, plusDeCriteres),
		critere("opcos", "OPCO", "OPCO", parcours.Opcos, plusDeCriteres),
		critere("reseaux", "Réseaux", "réseau", parcours.Reseaux, plusDeCriteres),
	}
}()

// ChampsAjout are what an addition says, and when it is shown.
var ChampsAjout = slices.Concat(parcours.Champs{
	{Code: "type", Libelle: "Nature", Genre: parcours.GenreChoix, Liste: TypesAjout, Requis: true,
		Absent: "Choisissez un type de la liste."},
	{Code: "titre", Libelle: "Titre", Genre: parcours.GenreTexte, Max: 130,
		Aide: "Un contact sans titre prend le nom de son organisme."},
	{Code: "texte", Libelle: "Texte", Genre: parcours.GenreNote, Max: 1000},
	{Code: "etape", Libelle: "Étape", Genre: parcours.GenreTexte, Requis: true,
		Absent: "Choisissez l'étape du guide où l'ajout se lit."},
	{Code: "du", Libelle: "Valable du", Genre: parcours.GenreDate},
	{Code: "au", Libelle: "Valable jusqu'au", Genre: parcours.GenreDate},
	{Code: "lien", Libelle: "Adresse du site", Genre: parcours.GenreTexte},
	{Code: "important", Libelle: "Important", Genre: parcours.GenreCase},
	{Code: "structure", Libelle: "Concerne la structure", Genre: parcours.GenreCase},
	{Code: "effectif_min", Libelle: "Effectif, au moins", Genre: parcours.GenreEntier, Max: effectifMax},
	{Code: "effectif_max", Libelle: "Effectif, au plus", Genre: parcours.GenreEntier, Max: effectifMax},
}, ChampsCriteres)

const effectifMax = 1_000_000_000

// SaisieOf is an addition as one would type it.
func SaisieOf(it *Item) AjoutSaisi {
	s := AjoutSaisi{Type: it.Type, Titre: it.Titre, Texte: it.Texte, Etape: it.Etape, Important: it.IsImportant(),
		Criteres: it.Criteres}
	s.Du, _ = parcours.ParseDate(it.Criteres.Du) // it was checked; "" is no day
	s.Au, _ = parcours.ParseDate(it.Criteres.Au)
	if it.Contact != nil {
		s.ContactCorrige = it.Contact.ContactCorrige
	}
	if len(it.Liens) > 0 {
		s.Lien = it.Liens[0].URL
	}
	return s
}

// Item is the addition that was typed.
func (s AjoutSaisi) Item() Item {
	it := Item{Type: s.Type, Titre: s.Titre, Texte: s.Texte, Etape: s.Etape, Criteres: s.Criteres}
	it.Criteres.Du, it.Criteres.Au = s.Du.String(), s.Au.String()
	if s.Important {
		it.Priorite = PrioriteImportant
	}
	if s.Lien != "" {
		it.Liens = []Lien{{Libelle: strings.TrimSuffix(strings.TrimPrefix(s.Lien, "https://"), "/"), URL: s.Lien}}
	}
	if s.Type == TypeContact || !parcours.ChampsContact.Equal(s.ContactCorrige, parcours.ContactCorrige{}) {
		it.Contact = &Contact{ContactCorrige: s.ContactCorrige}
	}
	return it
}

// champsSaisis gives the guide's names of fields those under which they are typed.
var champsSaisis = strings.NewReplacer("criteres.", "", "contact.", "", "liens", "lien")

// RefuseAjout puts what ValidateAjout refuses beside the fields in which it was typed.
func RefuseAjout(err error) error {
	es := parcours.ErreursOf(err)
	if es == nil {
		return err
	}
	var noms parcours.Erreurs
	for _, e := range es {
		copie := *e
		copie.Champ = champsSaisis.Replace(e.Champ)
		switch copie.Champ {
		case "criteres": // a solution without a frein
			copie.Champ = "freins"
			copie.Message = "Une solution répond à un frein : cochez-en au moins un, ou choisissez une autre nature."
		case "effectif_max": // the guide names its fields, not those of the screen
			copie.Message = "Vérifiez les deux effectifs : des nombres positifs, le plus petit dans « au moins »."
		}
		noms = append(noms, &copie)
	}
	return noms
}
