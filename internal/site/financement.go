package site

import (
	"parcours/internal/parcours"
)

func (s *Site) addFinancement(c *Requete) error {
	f := c.Formulaire("financement-nouveau")
	ligne := parcours.Financement{Dispositif: f.Texte("dispositif"), Financeur: f.Texte("financeur"), MontantDemande: f.Montant("montant_demande")}
	return s.onParcours(c, f, "financement-nouveau", "#financement", "financement_ajoute", func(id int64) error {
		_, err := s.app.AddFinancement(c.Ctx(), c.Qui, id, ligne, f.Cle())
		return err
	})
}

// recordReponse notes where a request stands: the file sent, or the answer.
func (s *Site) recordReponse(c *Requete) error {
	r := func(f *Formulaire) parcours.Reponse {
		return parcours.Reponse{Etat: f.Texte("etat"), Date: f.Date("date"), Montant: f.Montant("montant"), Demande: f.Montant("montant_demande"), Motif: f.Texte("motif")}
	}
	return s.onFinancement(c, func(f *Formulaire, id, ligne int64) error {
		reponse := r(f)
		if err := f.Err(); err != nil {
			return err
		}
		if reponse.Etat == "depose" {
			return s.app.SubmitDossier(c.Ctx(), c.Qui, id, ligne, reponse.Date)
		}
		return s.app.RecordReponse(c.Ctx(), c.Qui, id, ligne, reponse)
	})
}

func (s *Site) agreeFondsPropres(c *Requete) error {
	return s.onFinancement(c, func(_ *Formulaire, id, ligne int64) error {
		return s.app.AgreeFondsPropres(c.Ctx(), c.Qui, id, ligne)
	})
}

func (s *Site) deleteFinancement(c *Requete) error {
	return s.onFinancement(c, func(_ *Formulaire, id, ligne int64) error {
		return s.app.DeleteFinancement(c.Ctx(), c.Qui, id, ligne)
	})
}

// onFinancement is onParcours for one line of the plan.
func (s *Site) onFinancement(c *Requete, deed func(f *Formulaire, id, ligne int64) error) error {
	ligne, err := c.ID("ligne")
	if err != nil {
		return err
	}
	nom := "financement-" + c.Param("ligne")
	f := c.Formulaire(nom)
	return s.onParcours(c, f, nom, "#financement", "financement_note", func(id int64) error { return deed(f, id, ligne) })
}

func (s *Site) tickPiece(c *Requete) error {
	piece, err := c.ID("piece")
	if err != nil {
		return err
	}
	f := c.Formulaire("piece")
	return s.onParcours(c, f, "piece", "#financement", "", func(id int64) error {
		return s.app.TickPiece(c.Ctx(), c.Qui, id, piece, f.Case("fournie"))
	})
}
