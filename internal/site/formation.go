package site

import (
	"parcours/internal/parcours"
	"parcours/web/pages"
)

func (s *Site) chooseFormation(c *Requete) error {
	f := c.Formulaire("formation")
	formation := formationOf(f)
	return s.onParcours(c, f, "formation", "#formation", "formation_choisie", func(id int64) error {
		return s.app.ChooseFormation(c.Ctx(), c.Qui, id, f.Version(), formation)
	})
}

// formationOf reads the fields of a training.
func formationOf(f *Formulaire) parcours.Formation {
	return parcours.Formation{
		Intitule: f.Texte("intitule"), Type: f.Texte("type"), Validation: f.Texte("validation"), Organisme: f.Texte("organisme"),
		OrganismeContact: f.Texte("organisme_contact"), Lieu: f.Texte("lieu"), LieuDetail: f.Texte("lieu_detail"), Modalite: f.Texte("modalite"),
		Offre: f.Texte("offre"), Portee: f.Texte("portee"), Afest: f.Case("afest"), ObligationEmployeur: f.Case("obligation_employeur"),
		CodeCertification: f.Texte("code_certification"), DateDebutPrevue: f.Date("date_debut_prevue"), DateFinPrevue: f.Date("date_fin_prevue"),
		HeuresPrevues: f.Heures("heures_prevues"), Cout: f.Montant("cout"), CoutConnu: f.Texte("cout") != "", Statut: f.Texte("statut"),
	}
}

func (s *Site) secure(c *Requete) error {
	f := c.Formulaire("securisation")
	var reponses []parcours.Securisation
	for _, t := range parcours.Securisations {
		if r := f.Texte("reponse_" + t.Code); r != "" {
			reponses = append(reponses, parcours.Securisation{Code: t.Code, Reponse: r})
		}
	}
	return s.onParcours(c, f, "securisation", "#securisation", "securisation_notee", func(id int64) error {
		return s.app.Secure(c.Ctx(), c.Qui, id, reponses)
	})
}

func (s *Site) reportNonPresentation(c *Requete) error {
	f := c.Formulaire("non-presentation")
	n := parcours.NonPresentation{Date: f.Date("date"), Motif: f.Texte("motif"), Detail: f.Texte("detail"), Absence: f.Texte("absence")}
	return s.onParcours(c, f, "non-presentation", "#entree", "absence_signalee", func(id int64) error {
		switch n.Absence {
		case "":
			var es parcours.Erreurs
			es.Add("absence", "Dites si l'absence est justifiée, ou que vous ne le savez pas encore.")
			return joinErrors(es, n.Validate(c.Aujourdhui()))
		case pages.AbsenceInconnue:
			n.Absence = ""
		}
		return s.app.ReportNonPresentation(c.Ctx(), c.Qui, id, n, f.Cle())
	})
}

func (s *Site) measureImpact(c *Requete) error {
	f := c.Formulaire("impact")
	i := parcours.Impact{Echeance: f.Entier("echeance"), Date: f.Date("date"), Effets: f.Liste("effets"), Texte: f.Texte("texte")}
	return s.onParcours(c, f, "impact", "#chronologie", "impact_note", func(id int64) error {
		return s.app.MeasureImpact(c.Ctx(), c.Qui, id, i, f.Cle())
	})
}
