package parcours

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Financement is one line of the plan: one funder, what is asked, what is
// granted. Amounts are in centimes.
type Financement struct {
	ID, SiaeID, ParcoursID, TentativeID int64
	Dispositif                          string // Dispositifs
	Financeur                           string
	Etat                                string // EtatsFinancement
	MontantDemande, MontantAccorde      int64
	DateDepot, DateReponse              Date
	MotifRefus                          string
	// AccordDirecteur: fonds propres count once the directeur has agreed.
	AccordDirecteur bool
	// Version grows with every change of the line; a form sends back the one it
	// was filled from.
	Version int
	Pieces  []Piece `gorm:"-"`
	// Reponses are its answers that stand, by date then id. What the line says of its
	// answer (Etat and below) is what the last one says: stand writes it.
	Reponses []Reponse `gorm:"-"`
	CreeLe   time.Time `gorm:"default:now()"`
}

// nom names a line of a plan.
func (f Financement) nom() string {
	if f.Financeur == "" {
		return Dispositifs.Libelle(f.Dispositif)
	}
	return Dispositifs.Libelle(f.Dispositif) + " (" + f.Financeur + ")"
}

// IsGranted: an accord, even partial or reduced; fonds propres need the directeur's
// word; "sans coût" needs none.
func (f Financement) IsGranted() bool {
	switch f.Dispositif {
	case DispositifSansCout:
		return true
	case DispositifFondsPropres:
		return f.AccordDirecteur
	}
	return grants(f.Etat)
}

// IsLost: the funder refused, or took its accord back.
func (f Financement) IsLost() bool { return f.Etat == FinancementRefuse || f.Etat == FinancementRetire }

// WaitsDirecteur: the SIAE's own money, that the directeur has neither agreed to
// nor refused.
func (f Financement) WaitsDirecteur() bool {
	return f.Dispositif == DispositifFondsPropres && !f.AccordDirecteur && f.Etat != FinancementRefuse
}

const fondsDuDirecteur = "Les fonds propres dépendent du directeur : c'est lui qui donne son accord, ou le reprend."

// AgreeFondsPropres writes the directeur's word on the SIAE's own money; other
// lines are left alone.
func (f *Financement) AgreeFondsPropres(le Date) {
	if f.Dispositif == DispositifFondsPropres && !f.AccordDirecteur {
		f.note(Reponse{Date: le, Reponse: FinancementAccorde, Montant: f.MontantDemande})
	}
}

// note adds an answer; one that is noted late finds its place by its date.
func (f *Financement) note(r Reponse) {
	r.ParcoursID, r.FinancementID = f.ParcoursID, f.ID
	f.Reponses = append(slices.Clip(f.Reponses), r)
	f.stand()
}

// stand makes the line say what its last answer says.
func (f *Financement) stand() {
	f.Reponses = slices.Clone(f.Reponses)
	slices.SortStableFunc(f.Reponses, func(x, y Reponse) int { return x.Date.t.Compare(y.Date.t) })
	var r Reponse
	if n := len(f.Reponses); n > 0 {
		r = f.Reponses[n-1]
	}
	f.Etat, f.DateReponse, f.MontantAccorde, f.MotifRefus = r.Reponse, r.Date, r.Montant, ""
	f.AccordDirecteur = f.Dispositif == DispositifFondsPropres && grants(r.Reponse)
	switch {
	case f.IsLost():
		f.MotifRefus = r.Motif
	case f.Etat == "" && f.DateDepot.IsZero():
		f.Etat = FinancementPrevu
	case f.Etat == "":
		f.Etat = FinancementDepose
	}
}

// HasDossier: somebody outside is asked, and answers. The SIAE's own money waits
// for the directeur, what costs nothing waits for nobody.
func (f Financement) HasDossier() bool {
	return f.Dispositif != DispositifSansCout && f.Dispositif != DispositifFondsPropres
}

// IsRemovable: added by mistake, and nothing rests on it yet.
func (f Financement) IsRemovable() bool {
	return !f.AccordDirecteur && (f.Etat == FinancementPrevu || f.Etat == FinancementDepose && !f.HasDossier())
}

// CheckRemove refuses to take away a line that was asked for or granted.
func (f Financement) CheckRemove() error {
	if f.IsRemovable() {
		return nil
	}
	return refuse("Cette ligne a déjà un dossier déposé ou un accord : elle reste dans le plan. Notez un refus si elle ne compte plus.")
}

// Submit notes the day when the funding file was sent.
func (f *Financement) Submit(le, aujourdhui Date) error {
	switch {
	case f.Dispositif == DispositifSansCout:
		return refuse("« Sans coût » n'a pas de dossier à déposer. Retirez cette ligne si elle ne compte plus.")
	case !f.HasDossier():
		return refuse("Les fonds propres n'ont pas de dossier à déposer : c'est le directeur qui donne son accord.")
	}
	if err := checkDay(ChampsDepot, le, aujourdhui); err != nil {
		return err
	}
	if f.Etat != FinancementPrevu && f.Etat != FinancementDepose {
		return refuse("Ce dossier a déjà reçu une réponse.")
	}
	f.Etat, f.DateDepot = FinancementDepose, le
	return nil
}

// Answer notes what the funder answered: the answers before stay, and the last one
// tells how the line stands.
func (f *Financement) Answer(r Reponse, qui Identite, aujourdhui Date) error {
	if err := r.Validate(*f, aujourdhui); err != nil {
		return err
	}
	switch {
	case f.Dispositif == DispositifSansCout:
		return refuse("« Sans coût » n'attend aucune réponse. Retirez cette ligne si elle ne compte plus.")
	case f.Dispositif == DispositifFondsPropres &&
		(r.Reponse != FinancementRefuse || f.AccordDirecteur && !qui.Can(ActionAgreeFondsPropre)):
		return refuse(fondsDuDirecteur)
	}
	if err := f.checkOrder(r.Date); err != nil {
		return err
	}
	f.MontantDemande = cmp.Or(r.MontantDemande, f.MontantDemande)
	if grants(r.Reponse) {
		f.MontantDemande = cmp.Or(f.MontantDemande, r.Montant) // nobody had noted it: what is granted was asked
		r.Montant = cmp.Or(r.Montant, f.MontantDemande)
	} else {
		r.Montant = 0
	}
	f.note(r)
	return nil
}

// Agree is the directeur's word on the SIAE's own money, on the day he gave it.
func (f *Financement) Agree(le, aujourdhui Date) error {
	if f.Dispositif != DispositifFondsPropres {
		return refuse("Seuls les fonds propres demandent l'accord du directeur.")
	}
	if err := checkDay(ChampsAccord, le, aujourdhui); err != nil {
		return err
	}
	if err := f.checkOrder(le); err != nil {
		return err
	}
	f.AgreeFondsPropres(le)
	return nil
}

// checkOrder: the directeur speaks last; a funder's answer may come late.
func (f Financement) checkOrder(le Date) error {
	if f.Dispositif == DispositifFondsPropres && le.Before(f.DateReponse) {
		return invalid("date", "Une décision est déjà notée le "+f.DateReponse.Francais()+
			" : celle-ci ne peut pas être avant.")
	}
	return nil
}

// Accorde is the amount one can count on, in centimes.
func (f Financement) Accorde() int64 {
	switch {
	case !f.IsGranted():
		return 0
	case f.Dispositif == DispositifFondsPropres:
		return cmp.Or(f.MontantAccorde, f.MontantDemande)
	}
	return f.MontantAccorde
}

// ChampsFinancement is what a line of the plan holds.
var ChampsFinancement = Champs{
	{Code: "dispositif", Libelle: "Dispositif", Genre: GenreChoix, Liste: Dispositifs, Choisir: choisir,
		Requis: true, Absent: "Choisissez le dispositif."},
	{Code: "financeur", Libelle: "Financeur", Genre: GenreTexte, Max: 160,
		Aide: "Par exemple le nom de l'OPCO ou de la commune", Rangee: true},
	{Code: "etat", Libelle: "Où en est la demande ?", Mot: "état", Genre: GenreChoix, Liste: EtatsFinancement, Requis: true},
	{Code: "montant_demande", Libelle: "Montant demandé (€)", Mot: "montant demandé", Genre: GenreMontant},
	{Code: "montant_accorde", Libelle: "Montant accordé (€)", Mot: "montant accordé", Genre: GenreMontant},
	{Code: "date_depot", Libelle: "Dossier déposé le", Mot: "dépôt le", Genre: GenreDate},
	{Code: "date_reponse", Libelle: "Réponse le", Genre: GenreDate},
	{Code: "motif_refus", Libelle: "Motif du refus", Genre: GenreTexte, Max: 500},
	{Code: "accord_directeur", Libelle: "Accord du directeur", Genre: GenreCase},
}

// The fields of the acts on a line of the plan.
var (
	// ChampsLigne adds one; the date is that of the directeur's own accord.
	ChampsLigne = append(ChampsFinancement.Only("dispositif", "financeur", "montant_demande"),
		Champ{Code: "date", Colonne: "date_reponse", Libelle: "Fonds propres : accord donné le", Genre: GenreDate, Passe: true, Aujourdhui: true})
	ChampsDepot  = Champs{champDate("Date du dépôt")}
	ChampsAccord = Champs{champDate("Accord donné le")}
)

// Validate checks a line as it was typed.
func (f Financement) Validate(aujourdhui Date) error {
	es := ChampsLigne.Check(f, Controle{Aujourdhui: aujourdhui})
	if f.Dispositif == DispositifSansCout && f.MontantDemande > 0 {
		es.Add("montant_demande", "« Sans coût » ne demande d'argent à personne : laissez le montant vide, ou choisissez le dispositif qui paie.")
	}
	return es.Err()
}

// Validate checks an answer against the line that it answers.
func (r Reponse) Validate(f Financement, aujourdhui Date) error {
	if r.MontantNul && (r.Reponse == FinancementAccorde || r.Reponse == FinancementPartiel) {
		return invalid("montant", "Un accord de 0 € n'en est pas un. Pour un refus, choisissez « Refus » ; sinon, indiquez le montant accordé.")
	}
	es := ChampsReponseLigne.Check(r, Controle{Aujourdhui: aujourdhui})
	es.order("date", f.DateDepot, r.Date, "La réponse est avant le dépôt du dossier. Vérifiez les deux dates.")
	if r.Reponse == FinancementProrata && r.Montant == 0 {
		es.Add("montant", "Indiquez le montant qui reste accordé.")
	}
	if err := es.Err(); err != nil {
		return err
	}
	accord := slices.ContainsFunc(f.Reponses, func(x Reponse) bool {
		return grants(x.Reponse) && !x.Date.After(r.Date)
	})
	if (r.Reponse == FinancementProrata || r.Reponse == FinancementRetire) && !accord && f.HasDossier() {
		return refuse("Aucun accord n'est noté à cette date sur cette ligne : notez-le d'abord, avec sa date.")
	}
	return nil
}

// Piece is one paper of a funding file.
type Piece struct {
	ID, SiaeID, ParcoursID, FinancementID int64
	Code                                  string // Pieces
	FournieLe                             Date
}

// ChampsPiece is what is known of a paper.
var ChampsPiece = Champs{
	{Code: "code", Libelle: "Pièce", Mot: "élément", Genre: GenreChoix, Liste: Pieces},
	{Code: "fournie_le", Libelle: "Fournie le", Genre: GenreDate, Passe: true},
}

// CheckFournie refuses a paper that would be provided tomorrow; the zero Date
// takes the note back.
func (p Piece) CheckFournie(le, aujourdhui Date) error {
	if le.IsZero() {
		return nil
	}
	return checkDay(Champs{champDate("Fournie le")}, le, aujourdhui)
}

// PiecesFor lists what a funder asks before the start (metier.md § 3.1):
// invoices and certificates come after, and do not count as missing.
func PiecesFor(dispositif string) []string {
	switch dispositif {
	case DispositifSansCout, DispositifFondsPropres:
		return nil
	case DispositifPicIae:
		return []string{PieceDevis, PieceProgramme, PieceConvention, PieceAttestation}
	case DispositifOpcoPdc, DispositifPoec:
		return []string{PieceDevis, PieceProgramme, PieceConvention}
	}
	return []string{PieceDevis, PieceProgramme}
}

// Securisation is the answer to one good practice before the entry.
type Securisation struct {
	ID, SiaeID, ParcoursID, TentativeID int64
	Code                                string // Securisations
	Reponse                             string // ReponsesSecurisation
	Date                                Date
	Detail                              string
}

// ChampsSecurisation is the answer to one good practice.
var ChampsSecurisation = Champs{
	{Code: "code", Libelle: "Élément", Genre: GenreChoix, Liste: Securisations, Requis: true, Absent: "Choisissez l'élément."},
	{Code: "reponse", Libelle: "Réponse", Genre: GenreChoix, Liste: ReponsesSecurisation, Requis: true, Absent: "Choisissez une réponse."},
	{Code: "date", Libelle: "Date", Genre: GenreDate, Passe: true, RequisSi: Cas{"reponse", SecurisationFait},
		Absent: "Indiquez une date."},
	{Code: "detail", Libelle: "Précision", Mot: "détail", Genre: GenreTexte, Max: MaxDetail},
}

// Validate checks one answer: what was done has a day.
func (s Securisation) Validate(aujourdhui Date) error {
	return ChampsSecurisation.Validate(s, aujourdhui)
}

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

// checkDay judges the only day that an act asks.
func checkDay(champs Champs, le, aujourdhui Date) error {
	return champs.Validate(struct{ Date Date }{le}, aujourdhui)
}

// standing is where a line of the plan stands with its funder; passages keep it.
func (f Financement) standing() string {
	texte := fmt.Sprint(f.Etat, " ", f.DateDepot, " ", f.DateReponse, " ", f.MontantAccorde)
	if n := len(f.Reponses); n > 1 {
		texte += fmt.Sprint(" ", n)
	}
	return texte
}

// AccordFondsPropres is the directeur's word on the SIAE's own money: who gave
// it, when, for how much; or who took it back.
type AccordFondsPropres struct {
	ID, FinancementID int64
	Repris            bool
	AuteurID          int64
	Date              Date
	Montant           int64 // centimes
	Acte              string
	Instant           time.Time
}

// Decision is what waits for the directeur: the SIAE's own money for somebody's
// training.
type Decision struct {
	ParcoursID int64
	Salarie    string
	Intitule   string
	Montant    int64 // centimes
	Depuis     Date
}

var _ = declare(
	Objet{"financement", "Financement", false, slices.Concat(ChampsFinancement,
		internes("id", "siae_id", "parcours_id", "tentative_id", "cree_le", "version"))},
	Objet{"piece", "Pièce", true, slices.Concat(ChampsPiece, internes("id", "siae_id", "parcours_id", "financement_id"))},
	Objet{"securisation", "Sécurisation", true, slices.Concat(ChampsSecurisation, internes("id", "siae_id", "parcours_id", "tentative_id"))},
	Acte{"ajouter_financement", ActionEditFinancement, ChampsLigne, Financement{}},
	Acte{"deposer_dossier", ActionEditFinancement, ChampsDepot, nil},
	Acte{"accorder_fonds_propres", ActionAgreeFondsPropre, ChampsAccord, nil},
	Acte{"securiser", ActionSecure, ChampsSecurisation, Securisation{}},
)
