package pages

import (
	"cmp"
	"net/url"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
)

// url is an address of the file; it carries along the list one came from.
func (p SalariePage) url(suite string) string {
	return WithRetour("/salaries/"+idString(p.ID)+suite, listOf(p.RetourURL, listeSalaries))
}

// crayon is where a row of the person is corrected.
func (p SalariePage) crayon(objet string, id int64) string {
	d := parcours.Dossier{Salarie: p.Salarie, Freins: p.Freins, Contrats: p.Contrats, Observations: p.Observations}
	return d.Crayon(objet, id, p.Qui, p.Maintenant)
}

func (p SalariePage) remise(e parcours.Ecriture) string {
	return (&parcours.Dossier{Salarie: p.Salarie}).LienRemise(e, p.Qui, p.Maintenant)
}

// can: a file that is frozen, or withdrawn, is read, and changed by nobody.
func (p SalariePage) can(a parcours.Action) bool {
	return p.Qui.Can(a) && !p.Gele && p.RetireLe == nil
}

// form gives a form what was typed if it came back, else what the file says.
func (p SalariePage) form(nom string) composants.Formulaire {
	return p.Retourne.form(nom, url.Values{"cle": {p.Cle}, "cip_id": {p.cipVu()}, "encadrants": p.encadrants()})
}

// encadrants are the ids of those who supervise the person.
func (p SalariePage) encadrants() []string {
	return each(p.Encadrants, func(c parcours.Collegue) string { return idString(c.ID) })
}

// cipVu is the CIP that the page shows, as the form sends it back.
func (p SalariePage) cipVu() string {
	if p.CipID == nil {
		return ""
	}
	return idString(*p.CipID)
}

// parcoursDetail is the line under a parcours in the file.
func parcoursDetail(x parcours.Parcours) string {
	tentative := either(x.Tentative > 1, "tentative "+entier(x.Tentative), "")
	suivi := cmp.Or(dated("prochain suivi le ", x.ProchainSuivi), dated("dernier suivi le ", x.DernierSuivi))
	return joinNonEmpty(" · ", "depuis le "+x.EtatDepuis.Francais(), tentative, suivi, dated("clos le ", x.ClosLe))
}

func finDans(fin, aujourdhui parcours.Date) string {
	quand := composants.FormatRelatif(fin, aujourdhui)
	return either(fin.Before(aujourdhui), "terminé ", "se termine ") + quand
}
