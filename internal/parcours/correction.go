package parcours

import "time"

// What somebody recorded may be mended, for a reason: the directeur always, the CIP who
// follows the person always, the author for some time.

// DelaiAuteur is how long whoever recorded something may mend it alone.
const DelaiAuteur = 48 * time.Hour

// ActionCorrect is open to all: an encadrant mends what he wrote.
var ActionCorrect = permit("corriger", "Corriger ou retirer ce qui a été noté", tous)

// ChampMotif is the reason of a correction: the history keeps it.
var ChampMotif = Champ{Code: "motif", Libelle: "Pourquoi ?", Mot: "raison", Genre: GenreTexte, Max: 500,
	Requis: true, Absent: "Dites en quelques mots pourquoi : l'historique le garde.", Aide: "Par exemple « faute de frappe »."}

// CheckMend tells whether this person may mend what somebody recorded of a person then,
// and if not, who may.
func CheckMend(s Salarie, qui Identite, auteurID int64, creeLe, maintenant time.Time) error {
	if err := qui.Require(ActionCorrect); err != nil {
		return err
	}
	if s.Gele {
		return &Erreur{Code: Conflit, Message: "Ce dossier est gelé à la demande de la personne : il se lit, il ne se modifie pas."}
	}
	mien := auteurID == qui.UtilisateurID
	switch {
	case qui.Role == Directeur,
		qui.Role == Cip && s.CipID != nil && *s.CipID == qui.UtilisateurID,
		mien && maintenant.Sub(creeLe) <= DelaiAuteur:
		return nil
	case mien:
		return &Erreur{Code: Interdit, Message: "Vous l'avez noté il y a plus de 48 heures : " +
			"le CIP de la personne ou le directeur peuvent le corriger."}
	}
	return &Erreur{Code: Interdit, Message: "C'est noté par quelqu'un d'autre : " +
		"son auteur pendant 48 heures, le CIP de la personne ou le directeur peuvent le corriger."}
}

// Correction is one thing to mend: what a row should say, that it should not have been
// noted, or that it should after all. Several go in one deed, for one reason.
type Correction struct {
	Objet string // its table
	ID    int64
	// Champs is what it should say; what is left out stays.
	Champs map[string][]string
	// Retirer takes it out of the file, Remettre brings back what was taken out.
	Retirer, Remettre bool
}

// EstFige tells whether a fact is counted in a report that was sent to a funder. None is
// yet: a report cannot be frozen.
func EstFige(string, int64) bool { return false }
