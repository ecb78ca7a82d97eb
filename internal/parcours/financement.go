package parcours

import (
	"fmt"
	"strings"
	"time"
)

// MontantMax is the largest amount accepted, in centimes.
const MontantMax = 1_000_000_00

// Financement is one line of the plan: one funder, what is asked, what is
// granted. Amounts are in centimes.
type Financement struct {
	ID             int64
	SiaeID         int64
	ParcoursID     int64
	TentativeID    int64
	Dispositif     string // Dispositifs
	Financeur      string
	Etat           string // EtatsFinancement
	MontantDemande int64
	MontantAccorde int64
	DateDepot      Date
	DateReponse    Date
	MotifRefus     string
	// AccordDirecteur: fonds propres count once the directeur has agreed.
	AccordDirecteur bool
	// Version grows with every change of the line; a form sends back the one it
	// was filled from.
	Version int
	Pieces  []Piece   `gorm:"-"`
	CreeLe  time.Time `gorm:"default:now()"`
}

// IsGranted: an accord, even partial; fonds propres need the directeur's word;
// "sans coût" needs none.
func (f Financement) IsGranted() bool {
	switch f.Dispositif {
	case "sans_cout":
		return true
	case "fonds_propres":
		return f.AccordDirecteur
	}
	return f.Etat == "accorde" || f.Etat == "partiel"
}

// WaitsDirecteur: the SIAE's own money, that the directeur has neither agreed to
// nor refused.
func (f Financement) WaitsDirecteur() bool {
	return f.Dispositif == "fonds_propres" && !f.AccordDirecteur && f.Etat != "refuse"
}

// AgreeFondsPropres writes the directeur's word on the SIAE's own money; other
// lines are left alone.
func (f *Financement) AgreeFondsPropres(le Date) {
	if f.Dispositif == "fonds_propres" && !f.AccordDirecteur {
		f.AccordDirecteur, f.Etat, f.DateReponse, f.MontantAccorde, f.MotifRefus = true, "accorde", le, f.MontantDemande, ""
	}
}

// HasDossier: somebody outside is asked, and answers. The SIAE's own money waits
// for the directeur, what costs nothing waits for nobody.
func (f Financement) HasDossier() bool {
	return f.Dispositif != "sans_cout" && f.Dispositif != "fonds_propres"
}

// IsRemovable: added by mistake, and nothing rests on it yet.
func (f Financement) IsRemovable() bool {
	return !f.AccordDirecteur && (f.Etat == "prevu" || f.Etat == "depose" && !f.HasDossier())
}

// CheckRemove refuses to take away a line that was asked for or granted.
func (f Financement) CheckRemove() error {
	if f.IsRemovable() {
		return nil
	}
	return &Erreur{Code: Bloque, Message: "Cette ligne a déjà un dossier déposé ou un accord : elle reste dans le plan. Notez un refus si elle ne compte plus."}
}

// Submit notes the day when the funding file was sent.
func (f *Financement) Submit(le, aujourdhui Date) error {
	switch {
	case f.Dispositif == "sans_cout":
		return &Erreur{Code: Bloque, Message: "« Sans coût » n'a pas de dossier à déposer. Retirez cette ligne si elle ne compte plus."}
	case !f.HasDossier():
		return &Erreur{Code: Bloque, Message: "Les fonds propres n'ont pas de dossier à déposer : c'est le directeur qui donne son accord."}
	}
	var es Erreurs
	requirePast(&es, "date", le, aujourdhui)
	if err := es.Err(); err != nil {
		return err
	}
	if f.Etat != "prevu" && f.Etat != "depose" {
		return &Erreur{Code: Bloque, Message: "Ce dossier a déjà reçu une réponse."}
	}
	f.Etat, f.DateDepot = "depose", le
	return nil
}

// Answer notes what the funder answered; a later answer replaces it.
func (f *Financement) Answer(r Reponse, qui Identite, aujourdhui Date) error {
	if err := r.Validate(*f, aujourdhui); err != nil {
		return err
	}
	switch {
	case f.Dispositif == "sans_cout":
		return &Erreur{Code: Bloque, Message: "« Sans coût » n'attend aucune réponse. Retirez cette ligne si elle ne compte plus."}
	case f.Dispositif == "fonds_propres" && (r.Etat != "refuse" || f.AccordDirecteur && !qui.Can(ActionAgreeFondsPropre)):
		return &Erreur{Code: Bloque, Message: "Les fonds propres dépendent du directeur : c'est lui qui donne son accord, ou le reprend."}
	}
	r.CorrectDemande(f)
	f.AccordDirecteur = false // a refusal takes it back
	f.Etat, f.DateReponse, f.MontantAccorde, f.MotifRefus = r.Etat, r.Date, r.Montant, ""
	switch {
	case r.Etat == "refuse":
		f.MontantAccorde, f.MotifRefus = 0, r.Motif
	case r.Etat == "accorde" && r.Montant == 0:
		f.MontantAccorde = f.MontantDemande
	}
	return nil
}

// Agree is the directeur's word on the SIAE's own money, on the day he gave it.
func (f *Financement) Agree(le, aujourdhui Date) error {
	if f.Dispositif != "fonds_propres" {
		return &Erreur{Code: Bloque, Message: "Seuls les fonds propres demandent l'accord du directeur."}
	}
	var es Erreurs
	requirePast(&es, "date", le, aujourdhui)
	if err := es.Err(); err != nil {
		return err
	}
	f.AgreeFondsPropres(le)
	return nil
}

// Accorde is the amount one can count on, in centimes.
func (f Financement) Accorde() int64 {
	if f.Dispositif == "fonds_propres" && f.AccordDirecteur && f.MontantAccorde == 0 {
		return f.MontantDemande
	}
	if !f.IsGranted() {
		return 0
	}
	return f.MontantAccorde
}

func (f Financement) Validate() error {
	var es Erreurs
	requireCode(&es, "dispositif", f.Dispositif, Dispositifs, "Choisissez le dispositif.")
	limitText(&es, "financeur", f.Financeur, 160)
	if f.MontantDemande < 0 || f.MontantDemande > MontantMax {
		es.Add("montant_demande", "Indiquez un montant entre 0 et 1 000 000 €.")
	}
	if f.Dispositif == "sans_cout" && f.MontantDemande > 0 {
		es.Add("montant_demande", "« Sans coût » ne demande d'argent à personne : laissez le montant vide, ou choisissez le dispositif qui paie.")
	}
	limitDate(&es, "date", f.DateReponse)
	return es.Err()
}

// Reponse is what a funder answered.
type Reponse struct {
	Etat    string // accorde, partiel or refuse
	Demande int64  // the amount asked, corrected on this occasion; 0 leaves it
	Montant int64
	Date    Date
	Motif   string
}

func (r Reponse) Validate(f Financement, aujourdhui Date) error {
	var es Erreurs
	if r.Etat != "accorde" && r.Etat != "partiel" && r.Etat != "refuse" {
		es.Add("etat", "Choisissez la réponse : accord, accord partiel ou refus.")
	}
	requirePast(&es, "date", r.Date, aujourdhui)
	requireOrder(&es, "date", f.DateDepot, r.Date, "La réponse est avant le dépôt du dossier. Vérifiez les deux dates.")
	if r.Montant < 0 || r.Montant > MontantMax {
		es.Add("montant", "Indiquez un montant entre 0 et 1 000 000 €.")
	}
	r.checkDemande(&es, f)
	if r.Etat == "partiel" && r.Montant == 0 {
		es.Add("montant", "Indiquez le montant accordé.")
	}
	limitText(&es, "motif", r.Motif, 500)
	return es.Err()
}

// Piece is one paper of a funding file.
type Piece struct {
	ID            int64
	SiaeID        int64
	ParcoursID    int64
	FinancementID int64
	Code          string // Pieces
	FournieLe     Date
}

// CheckFournie refuses a paper that would be provided tomorrow; the zero Date
// takes the note back.
func (p Piece) CheckFournie(le, aujourdhui Date) error {
	var es Erreurs
	if !le.IsZero() {
		requirePast(&es, "date", le, aujourdhui)
	}
	return es.Err()
}

// PiecesFor lists what a funder asks before the start (metier.md § 3.1):
// invoices and certificates come after, and do not count as missing.
func PiecesFor(dispositif string) []string {
	switch dispositif {
	case "pic_iae":
		return []string{"devis", "programme", "convention", "attestation_employeur"}
	case "opco_pdc", "poec":
		return []string{"devis", "programme", "convention"}
	case "prf", "sieg", "france_travail", "iriae", "collectivite", "cpf", "autre":
		return []string{"devis", "programme"}
	}
	return nil
}

// FormatMontant writes centimes as messages do, « 1 240,50 € ».
func FormatMontant(centimes int64) string { return euros(centimes) }

// ParseMontant reads euros as people type them, "1 240,50 €", into centimes.
func ParseMontant(s string) (int64, error) {
	s = strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "", "€", "", ",", ".").Replace(s)
	var euros, cents int64
	entier, decimales, _ := strings.Cut(s, ".")
	if entier == "" || len(entier) > 9 || len(decimales) > 2 {
		return 0, fmt.Errorf("amount %q", s)
	}
	for _, c := range entier {
		if c < '0' || c > '9' {
			return 0, fmt.Errorf("amount %q", s)
		}
		euros = euros*10 + int64(c-'0')
	}
	for i := 0; i < 2; i++ {
		cents *= 10
		if i < len(decimales) {
			if decimales[i] < '0' || decimales[i] > '9' {
				return 0, fmt.Errorf("amount %q", s)
			}
			cents += int64(decimales[i] - '0')
		}
	}
	return euros*100 + cents, nil
}

// Securisation is the answer to one good practice before the entry.
type Securisation struct {
	ID          int64
	SiaeID      int64
	ParcoursID  int64
	TentativeID int64
	Code        string // Securisations
	Reponse     string // ReponsesSecurisation
	Date        Date
	Detail      string
}

func (s Securisation) Validate(aujourdhui Date) error {
	var es Erreurs
	requireCode(&es, "code", s.Code, Securisations, "Choisissez l'élément.")
	requireCode(&es, "reponse", s.Reponse, ReponsesSecurisation, "Choisissez une réponse.")
	if s.Reponse == "fait" || !s.Date.IsZero() {
		requirePast(&es, "date", s.Date, aujourdhui)
	}
	limitText(&es, "detail", s.Detail, MaxDetail)
	return es.Err()
}

// MaxDetail is the longest precision kept beside an answer, in characters.
const MaxDetail = 300

// Resume says an answer in a few words: « Fait, le 02/03/2026 · Chez AFPA ».
func (s Securisation) Resume() string {
	if s.Reponse == "" {
		return "Sans réponse"
	}
	texte := ReponsesSecurisation.Libelle(s.Reponse)
	if !s.Date.IsZero() {
		texte += ", le " + s.Date.Francais()
	}
	if s.Detail != "" {
		texte += " · " + s.Detail
	}
	return texte
}
