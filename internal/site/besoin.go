package site

import (
	"errors"
	"strconv"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	get("/salaries/:id/parcours/nouveau", parcours.ActionIdentifyBesoin, (*Site).showBesoin),
	post("/salaries/:id/parcours", parcours.ActionIdentifyBesoin, (*Site).identifyBesoin),
	get("/salaries/:id/reprise", parcours.ActionResumeParcours, (*Site).showReprise),
	post("/salaries/:id/reprise", parcours.ActionResumeParcours, (*Site).resumeParcours),
)

// showBesoin asks for a need, for one salarié.
func (s *Site) showBesoin(c *Request) error {
	f := NewFormulaire("besoin").Set("precedent", c.Query("precedent"))
	return s.showBesoinForm(c, f, nil)
}

func (s *Site) showBesoinForm(c *Request, f *Form, refus error) error {
	aAcquitter := warningsOf(refus)
	if err := f.Refuse(refus); err != nil {
		return err
	}
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	personne, err := s.app.FindPersonne(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	precedent, err := s.findPrecedent(c, f, id)
	if err != nil {
		return err
	}
	return c.Page(f.Status(), "Identifier un besoin", pages.IdentifierBesoin(pages.BesoinPage{
		SalarieID: id, Salarie: personne.Nom, Precedent: precedent, Freins: personne.Freins, Formulaire: f.Formulaire, AAcquitter: aAcquitter, Role: c.Qui.Role, Aujourdhui: c.Aujourdhui(), RetourListe: c.Retour(""),
	}))
}

// findPrecedent is the completed parcours that the need follows. A link that
// cannot be is dropped: the form then says so, and the next click goes without.
func (s *Site) findPrecedent(c *Request, f *Form, salarieID int64) (*parcours.Parcours, error) {
	for i := range f.Erreurs {
		if f.Erreurs[i].Champ == "precedent_id" {
			f.Erreurs[i].Champ = "" // no field to lead to
		}
	}
	id, err := strconv.ParseInt(f.Texte("precedent"), 10, 64)
	if err != nil || !c.Can(parcours.ActionReadParcours) {
		return nil, nil
	}
	fiche, err := s.app.FindParcours(c.Ctx(), c.Qui, id)
	if err == nil {
		err = parcours.CheckPrecedent(fiche.Parcours, salarieID)
	}
	if parcours.IsCode(err, parcours.Introuvable) || parcours.IsCode(err, parcours.Invalide) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &fiche.Parcours, nil
}

func (s *Site) identifyBesoin(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("besoin")
	besoin := besoinOf(f)
	if err := f.Err(); err != nil {
		return s.showBesoinForm(c, f, err)
	}
	parcoursID, err := s.app.IdentifyBesoin(c.Ctx(), c.Qui, id, besoin, f.Cle())
	if err != nil {
		return s.showBesoinForm(c, f, err)
	}
	if !c.Can(parcours.ActionReadParcours) { // the encadrant signals, the CIP follows
		return c.Redirect("/observations", "besoin_signale")
	}
	return c.Redirect(WithRetour(parcoursURL(parcoursID), c.Retour("")), "besoin_identifie")
}

func besoinOf(f *Form) parcours.Besoin {
	b := parcours.Besoin{Acquittes: f.Liste(parcours.ChampAcquittes), Precedent: f.ID("precedent")}
	f.Read(parcours.ChampsBesoin, &b)
	return b
}

// warningsOf lists what a refusal asks to acknowledge.
func warningsOf(err error) []parcours.Constat {
	var refus *parcours.Erreur
	if errors.As(err, &refus) {
		return refus.AAcquitter
	}
	return nil
}

// showReprise asks for a parcours that began before.
func (s *Site) showReprise(c *Request) error {
	f := NewFormulaire("reprise").Set("etat", c.Query("etat")).Set("date", "")
	return s.showRepriseForm(c, f, nil)
}

func (s *Site) showRepriseForm(c *Request, f *Form, refus error) error {
	aAcquitter := warningsOf(refus)
	if err := f.Refuse(refus); err != nil {
		return err
	}
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	personne, err := s.app.FindPersonne(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	return c.Page(f.Status(), "Reprendre un parcours", pages.ReprendreParcours(pages.ReprisePage{
		SalarieID: id, Salarie: personne.Nom, Formulaire: f.Formulaire, AAcquitter: aAcquitter, Siae: c.Moi.Siae, Aujourdhui: c.Aujourdhui(), RetourListe: c.Retour(""),
	}))
}

func (s *Site) resumeParcours(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("reprise")
	reprise := repriseOf(f)
	if err := f.Err(); err != nil {
		return s.showRepriseForm(c, f, err)
	}
	parcoursID, err := s.app.ResumeParcours(c.Ctx(), c.Qui, id, reprise, f.Cle())
	if err != nil {
		return s.showRepriseForm(c, f, err)
	}
	return c.Redirect(WithRetour(parcoursURL(parcoursID), c.Retour("")), "parcours_repris")
}

func repriseOf(f *Form) parcours.Reprise {
	r := parcours.Reprise{Besoin: besoinOf(f), Acquittes: f.Liste(parcours.ChampAcquittes)}
	f.Read(parcours.ChampsReprise, &r)
	if f.Texte("formation_intitule") != "" { // described whole, or left for later
		f.Read(pages.FormationReprise, &r.Formation)
	}
	return r
}
