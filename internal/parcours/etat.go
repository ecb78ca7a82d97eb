package parcours

// Etat is where a Parcours stands. The list is closed; the CHECK of the table
// parcours repeats it and a test compares the two.
type Etat string

const (
	BesoinIdentifie  Etat = "besoin_identifie"
	EnFinancement    Etat = "financement"
	EnEntree         Etat = "entree"
	EnDeroulement    Etat = "deroulement"
	Sorti            Etat = "sortie"
	Abandonne        Etat = "abandon"
	Repositionnement Etat = "repositionnement"
	SansSuite        Etat = "sans_suite"
)

// EtatInfo is what a screen needs to know of a state.
type EtatInfo struct {
	Code    Etat
	Libelle string
	Sens    string // one sentence: what it means
	Lignes  string // lines of the guide shown in this state
	// Closable: an act "clore" may end the file here. Final: nothing follows.
	Closable, Final bool
}

// Etats lists the states in the order of the path.
var Etats = []EtatInfo{
	{BesoinIdentifie, "Besoin identifié", "Le besoin est exprimé, on cherche la formation.", "86-770", false, false},
	{EnFinancement, "Financement", "La formation est choisie : argent, dossiers et entrée à sécuriser.", "772-884", false, false},
	{EnEntree, "Entrée", "La date d'entrée est fixée, on vérifie les premiers jours.", "855-911", false, false},
	{EnDeroulement, "Déroulement", "La personne est en formation.", "913-973", false, false},
	{Sorti, "Sortie", "La formation est allée à son terme.", "959-1015", true, false},
	{Abandonne, "Abandon", "La personne a quitté la formation avant la fin, après une entrée réelle.", "925-951", true, false},
	{Repositionnement, "Repositionnement", "Une solution est choisie, on prépare le prochain essai.", "929-951", true, false},
	{SansSuite, "Sans suite", "Le besoin est refermé avant toute entrée.", "94-253", false, true},
}

// FindEtat gives a state by its code.
func FindEtat(code Etat) (EtatInfo, bool) {
	return find(Etats, func(e EtatInfo) bool { return e.Code == code })
}

func (e Etat) Libelle() string {
	if info, ok := FindEtat(e); ok {
		return info.Libelle
	}
	return string(e)
}

func (e Etat) IsFinal() bool { info, _ := FindEtat(e); return info.Final }

func (e Etat) IsClosable() bool { info, _ := FindEtat(e); return info.Closable }

// IsOpen: work is still going on. A closed parcours is one with a closing date.
func (e Etat) IsOpen() bool { return !e.IsFinal() && e != Sorti }

// ListeEtats is the states as a vocabulary, in the order of the path.
func ListeEtats() Liste {
	return each(Etats, func(e EtatInfo) Terme {
		return Terme{Code: string(e.Code), Libelle: e.Libelle, Lignes: e.Lignes}
	})
}
