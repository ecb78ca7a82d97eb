package site

import (
	"net/http"
	"strings"

	"parcours.example/web/composants"
)

// Annonce is the sentence said once after a deed. It crosses the redirection in
// a cookie, as a code: never a name, and nothing that somebody else could make
// the page say.
type Annonce string

// phrases: one line per deed. « {siae} » is the structure of the person.
var phrases = map[Annonce]string{
	"besoin_identifie":    "Le besoin est enregistré : le parcours est ouvert.",
	"besoin_signale":      "Le besoin est transmis au CIP.",
	"parcours_repris":     "Le parcours est repris.",
	"parcours_avance":     "Le passage est enregistré.",
	"passage_annule":      "Le passage est annulé ; l'historique garde les deux.",
	"parcours_clos":       "Le parcours est clos.",
	"parcours_rouvert":    "Le parcours est rouvert.",
	"formation_choisie":   "La formation est enregistrée.",
	"financement_ajoute":  "La ligne est ajoutée au plan de financement.",
	"financement_note":    "Le plan de financement est à jour.",
	"securisation_notee":  "Les réponses sont enregistrées.",
	"absence_signalee":    "La non-présentation est notée.",
	"suivi_consigne":      "Le suivi est consigné.",
	"conseil_note":        "C'est noté : ce conseil passe derrière les autres.",
	"conseil_prevu":       "C'est prévu : le rappel viendra ce jour-là dans « Aujourd'hui ».",
	"conseil_repris":      "Le conseil est de nouveau proposé.",
	"impact_note":         "L'impact est noté.",
	"deconnecte":          "Vous êtes déconnecté. À bientôt.",
	"siae_changee":        "Vous travaillez maintenant pour « {siae} ».",
	"structure_modifiee":  "La structure est à jour.",
	"ajout_note":          "C'est dans votre guide.",
	"ajout_retire":        "L'ajout est retiré de votre guide.",
	"guide_perime":        "C'est signalé : la direction le verra.",
	"guide_correction":    "La correction est enregistrée pour votre structure.",
	"guide_masque":        "L'élément n'est plus proposé dans votre structure.",
	"guide_retabli":       "Le texte régional est de nouveau affiché.",
	"zones_notees":        "Vos zones sont enregistrées.",
	"note_enregistree":    "La note est enregistrée.",
	"salarie_cree":        "Le salarié est ajouté.",
	"salarie_modifie":     "Le dossier est à jour.",
	"salarie_confie":      "Le CIP de la personne est changé.",
	"dossier_gele":        "Le dossier est gelé.",
	"dossier_degele":      "Le dossier est dégelé : il peut de nouveau être modifié.",
	"salarie_deja_confie": "Rien à changer : ce CIP accompagne déjà le salarié.",
	"encadrants_modifies": "Les encadrants sont à jour.",
	"frein_ajoute":        "Le frein est noté.",
	"frein_modifie":       "Le frein est à jour.",
	"contraintes_notees":  "Les contraintes de la structure sont à jour.",
	"observation_notee":   "L'observation est envoyée.",
	"rien_importe":        "Rien à ajouter : tout le monde était déjà là.",
	"colonnes_notees":     "Les colonnes sont retenues pour vos prochains fichiers.",
}

const cookieAnnonce = "parcours-annonce"

// leaveAnnonce leaves the sentence for the next page. An unknown code is a slip
// of the programmer, found by the first test that goes there.
func (c *Request) leaveAnnonce(a Annonce) {
	if a == "" {
		return
	}
	if _, ok := phrases[a]; !ok {
		panic("site: no sentence for annonce " + string(a))
	}
	c.keepAnnonce(a, 60)
}

func (c *Request) keepAnnonce(a Annonce, secondes int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name: cookieAnnonce, Value: string(a), Path: "/", MaxAge: secondes,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: !c.isPlainLocal(),
	})
}

// takeAnnonce reads the sentence left by the page before, and forgets it.
func (c *Request) takeAnnonce() composants.Flash {
	lu, err := c.Request.Cookie(cookieAnnonce)
	if err != nil {
		return composants.Flash{}
	}
	c.keepAnnonce("", -1)
	texte := phrases[Annonce(lu.Value)]
	if c.Moi != nil {
		texte = strings.ReplaceAll(texte, "{siae}", c.Moi.Siae.Nom)
	}
	return composants.Flash{Texte: texte}
}
