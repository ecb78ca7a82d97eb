package pages

import (
	"bytes"
	"encoding/json"
	"fmt"
	"sort"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// HistoriqueLigne is one change of one row, as the database kept it.
type HistoriqueLigne struct {
	Instant       time.Time
	UtilisateurID *int64
	Acte          string
	Motif         string
	Table         string
	Avant, Apres  json.RawMessage
}

// HistoriquePage is everything that happened to a parcours, or to the file of a
// person.
type HistoriquePage struct {
	Titre             string
	Retour, RetourURL string
	Lignes            []HistoriqueLigne
	Noms              map[int64]string
	Titres            func(item string) string // names the items of the guide
}

// HistoriqueChangement is one field, before and after.
type HistoriqueChangement struct{ Champ, Avant, Apres string }

// choses names the tables for people; a feminine one takes its "e".
var choses = map[string]struct{ nom, e string }{
	"parcours": {"Parcours", ""}, "tentative": {"Tentative", "e"}, "financement": {"Financement", ""}, "piece": {"Pièce", "e"},
	"securisation": {"Sécurisation", "e"}, "suivi": {"Suivi", ""}, "impact": {"Impact", ""}, "passage": {"Passage", ""},
	"frein": {"Frein", ""}, "salarie": {"Dossier du salarié", ""}, "observation": {"Observation", "e"}, "encadrement": {"Encadrant", ""},
	"conseil": {"Conseil du guide", ""},
}

// colonnes names the fields for people; one that is not here is read as it is
// written, which the test of this page refuses.
var colonnes = map[string]string{
	"civilite": "civilité", "cip_id": "CIP", "commune": "commune", "date_debut_contrat": "début du contrat", "date_debut_pass": "début du PASS IAE",
	"date_fin_contrat": "fin du contrat", "date_fin_pass": "fin du PASS IAE", "date_identifie": "identifié le", "date_leve": "levé le",
	"date_naissance": "naissance", "date_solution": "solution le", "departement": "département", "email": "e-mail", "gele": "dossier gelé",
	"metier": "métier", "niveau": "niveau", "nom": "nom", "pass_numero": "numéro de PASS IAE", "prenom": "prénom",
	"solution_ref": "solution du guide", "telephone": "téléphone", "theme": "thème", "type_contrat": "contrat", "utilisateur_id": "encadrant",
	"absence": "absence", "accord_directeur": "accord du directeur", "afest": "en situation de travail", "avec": "avec",
	"avertissements": "points d'attention acquittés", "avis_detail": "avis détaillé", "avis_of": "avis sur l'organisme", "canal": "par",
	"certification": "certification", "champs": "réponses", "clos_le": "clos le", "code": "élément", "code_certification": "code de certification",
	"commentaire": "commentaire", "contact_entree": "contact sur place", "controles": "contrôle de l'entrée", "cout": "coût", "date": "date",
	"date_abandon": "abandon le", "date_besoin": "besoin exprimé le", "date_debut_prevue": "début prévu", "date_depot": "dépôt le",
	"date_entree": "entrée réelle", "date_entree_prevue": "entrée prévue", "date_fin": "fin réelle", "date_fin_prevue": "fin prévue",
	"date_prevue": "prévu le", "date_prochain": "prochain contact", "date_reponse": "réponse le", "de": "de", "decision": "décision", "description": "précisions", "detail": "détail",
	"difficulte": "difficulté", "dispositif": "dispositif", "echeance": "échéance (mois)", "effets": "effets", "etat": "état",
	"etat_depuis": "dans cet état depuis", "evaluation": "évaluation", "financeur": "financeur", "fournie_le": "fournie le", "freins_gestion": "contraintes de la structure",
	"heures_prevues": "heures prévues", "heures_realisees": "heures réalisées", "intitule": "intitulé", "item": "élément du guide", "lieu": "lieu", "lieu_detail": "adresse",
	"lieu_entree": "lieu d'entrée", "modalite": "modalité", "montant_accorde": "montant accordé", "montant_demande": "montant demandé",
	"motif": "motif", "motif_cloture": "motif de clôture", "motif_refus": "motif du refus", "motifs_abandon": "motifs de l'abandon",
	"non_presentations": "non-présentations", "numero": "numéro", "obligation_employeur": "formation obligatoire", "offre": "offre",
	"organisme": "organisme", "organisme_contact": "contact dans l'organisme", "origine": "origine", "portee": "portée",
	"precedent": "parcours précédent", "prochain_solde": "rappel soldé", "rectifie_le": "annulé le", "reponse": "réponse",
	"situation": "situation", "solution": "solution", "solution_detail": "solution, précisions", "statut": "statut", "tentative": "tentative",
	"texte": "texte", "transition": "passage", "type": "type", "validation": "ce qu'elle donne", "vers": "vers",
}

// champsMuets are columns that mean nothing to a person.
var champsMuets = map[string]bool{"id": true, "siae_id": true, "parcours_id": true, "tentative_id": true, "financement_id": true, "salarie_id": true,
	"avant": true, "cree_le": true, "maj_le": true, "version": true, "auteur_id": true, "cree_par": true, "recherche": true, "cout_connu": true}

// listes gives their words back to the codes of a column.
var listes = map[string]parcours.Liste{
	"origine": parcours.Origines, "type": parcours.TypesFormation, "validation": parcours.Validations, "lieu": parcours.LieuxFormation,
	"modalite": parcours.Modalites, "offre": parcours.Offres, "portee": parcours.Portees, "statut": parcours.StatutsFormation,
	"dispositif": parcours.Dispositifs, "situation": parcours.Situations, "evaluation": parcours.Evaluations, "solution": parcours.Solutions,
	"motif_cloture": parcours.MotifsCloture, "avec": parcours.Interlocuteurs, "canal": parcours.Canaux, "absence": parcours.Absences,
	"reponse": parcours.ReponsesSecurisation, "motif": parcours.MotifsAbandon, "motifs_abandon": parcours.MotifsAbandon,
	"civilite": parcours.Civilites, "type_contrat": parcours.TypesContrat, "theme": parcours.ThemesObservation,
	"effets": parcours.Impacts, "freins_gestion": parcours.FreinsGestion, "decision": parcours.DecisionsConseil, "avertissements": pointsAttention,
}

// listesDeTable are for the columns whose name means another list elsewhere.
var listesDeTable = map[string]parcours.Liste{
	"piece.code": parcours.Pieces, "securisation.code": parcours.Securisations, "frein.code": parcours.Freins,
	"salarie.niveau": parcours.NiveauxFormation, "observation.niveau": parcours.NiveauxObservation,
}

func (h HistoriquePage) auteur(l HistoriqueLigne) string {
	if l.UtilisateurID == nil {
		return "le programme"
	}
	if nom := h.Noms[*l.UtilisateurID]; nom != "" {
		return nom
	}
	return "un ancien collègue"
}

func (l HistoriqueLigne) titre() string {
	if l.Acte == string(parcours.ActionReportAbsence) && l.Table == "suivi" { // kept among the contacts, and none
		return "Non-présentation signalée"
	}
	verbe := "modifié"
	switch {
	case isNull(l.Avant):
		verbe = "ajouté"
	case isNull(l.Apres):
		verbe = "retiré"
	}
	chose := choses[l.Table]
	titre := chose.nom + " " + verbe + chose.e
	for _, d := range parcours.Droits {
		if string(d.Action) == l.Acte {
			return titre + " · " + d.Libelle
		}
	}
	if t, ok := parcours.FindTransition(l.Acte); ok {
		titre += " · " + t.Libelle
	}
	return titre
}

func isNull(b json.RawMessage) bool { return len(b) == 0 || bytes.Equal(b, []byte("null")) }

// word is that of the row, but for a colleague and an item of the guide, which
// have a name here.
func (h HistoriquePage) word(l HistoriqueLigne, champ string, v any) string {
	if id, ok := v.(float64); ok && (champ == "cip_id" || champ == "utilisateur_id") {
		if nom := h.Noms[int64(id)]; nom != "" {
			return nom
		}
		return "un ancien collègue"
	}
	if item, ok := v.(string); ok && (champ == "solution_ref" || champ == "item" || champ == "contact") {
		return TitreGuide(h.Titres, item)
	}
	return l.word(champ, v)
}

// changements lists the fields that changed, in the order of their names.
func (h HistoriquePage) changements(l HistoriqueLigne) []HistoriqueChangement {
	avant, apres := fields(l.Avant), fields(l.Apres)
	noms := map[string]bool{}
	for n := range avant {
		noms[n] = true
	}
	for n := range apres {
		noms[n] = true
	}
	var cs []HistoriqueChangement
	for n := range noms {
		a, b := h.word(l, n, avant[n]), h.word(l, n, apres[n])
		if champsMuets[n] || a == b || isNull(l.Avant) && isDefault(apres[n]) {
			continue
		}
		nom := colonnes[n]
		if nom == "" {
			nom = n
		}
		cs = append(cs, HistoriqueChangement{Champ: nom, Avant: a, Apres: b})
	}
	sort.Slice(cs, func(i, j int) bool { return cs[i].Champ < cs[j].Champ })
	return cs
}

// isDefault: a new row says nothing with a zero, an empty text or a "no".
func isDefault(v any) bool { return v == nil || v == "" || v == false || v == 0.0 }

func fields(b json.RawMessage) map[string]any {
	m := map[string]any{}
	_ = json.Unmarshal(b, &m) // our own rows: what cannot be read shows nothing
	return m
}

// word writes a stored value as a person reads it.
func (l HistoriqueLigne) word(champ string, v any) string {
	switch x := v.(type) {
	case nil:
		return ""
	case string:
		if champ == "etat" || champ == "de" || champ == "vers" {
			switch l.Table {
			case "financement":
				return parcours.EtatsFinancement.Libelle(x)
			case "frein":
				return parcours.EtatsFrein.Libelle(x)
			}
			return parcours.Etat(x).Libelle()
		}
		if champ == "transition" {
			return parcours.LibelleTransition(x)
		}
		if liste, ok := listesDeTable[l.Table+"."+champ]; ok {
			return liste.Libelle(x)
		}
		if d, err := time.Parse(time.DateOnly, x); err == nil {
			return parcours.DateOf(d).Francais()
		}
		return listes[champ].Libelle(x)
	case bool:
		if x {
			return "oui"
		}
		return "non"
	case float64:
		if strings.HasPrefix(champ, "montant") || champ == "cout" {
			return euros(int64(x)) + " €"
		}
		return strings.Replace(fmt.Sprint(x), ".", ",", 1)
	case []any:
		mots := make([]string, len(x))
		for i, m := range x {
			mots[i] = listes[champ].Libelle(fmt.Sprint(m))
		}
		return strings.Join(mots, " · ")
	case map[string]any:
		return l.answers(champ, x)
	}
	return fmt.Sprint(v)
}
