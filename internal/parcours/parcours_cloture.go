package parcours

// Cloture ends a file by an act: a date and a motif, not a state.
type Cloture struct {
	Date  Date
	Motif string
}

// ChampsCloture is what the closing of a file asks.
var ChampsCloture = Champs{
	champDate("Date de clôture"),
	{Code: "motif", Libelle: "Motif", Genre: GenreChoix, Liste: MotifsCloture,
		Requis: true, Absent: "Indiquez pourquoi le parcours est clos.", Choisir: choisir},
}

// CheckClose validates the closing of a file.
func CheckClose(d *Dossier, c Cloture, aujourdhui Date) error {
	if err := CheckOpen(d); err != nil {
		return err
	}
	if !d.Parcours.Etat.IsClosable() {
		return refuse("Un parcours se clôt après une sortie, un abandon ou un repositionnement. " +
			"Avant, faites-le avancer ou classez-le sans suite.")
	}
	es := ChampsCloture.Check(c, Controle{Aujourdhui: aujourdhui})
	es.order("date", d.Parcours.EtatDepuis, c.Date,
		"La clôture est avant le dernier passage, le "+d.Parcours.EtatDepuis.Francais()+". Vérifiez la date.")
	return es.Err()
}

// CheckReopen validates the undoing of a closing.
func CheckReopen(d *Dossier) error {
	if d.Salarie.Gele || d.Parcours.Etat.IsFinal() {
		return CheckOpen(d)
	}
	if d.Parcours.ClosLe.IsZero() {
		return refuse("Ce parcours n'est pas clos : il peut déjà être modifié.")
	}
	return nil
}

var _ = declare(
	Acte{"clore", ActionCloseParcours, ChampsCloture, Cloture{}},
)
