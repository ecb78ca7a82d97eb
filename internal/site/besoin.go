package site

import (
	"strconv"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

var _ = declare(
	getForm("/salaries/:id/parcours/nouveau", parcours.ActionIdentifyBesoin, "besoin", (*Site).showBesoin),
	act("/salaries/:id/parcours", parcours.ActionIdentifyBesoin, "besoin", nil,
		(*Site).identifyBesoin, (*Site).showBesoin),
	getForm("/salaries/:id/reprise", parcours.ActionResumeParcours, "reprise", (*Site).showReprise),
	act("/salaries/:id/reprise", parcours.ActionResumeParcours, "reprise", nil,
		(*Site).resumeParcours, (*Site).showReprise),
	phrase{"besoin_identifie", "Le besoin est enregistré : le parcours est ouvert."},
	phrase{"besoin_signale", "Le besoin est transmis au CIP."},
	phrase{"parcours_repris", "Le parcours est repris."},
)

// showBesoin asks for a need, for one salarié.
func (s *Site) showBesoin(c *Request, f *Form) error {
	if !f.sent {
		f.Set("precedent", c.Query("precedent"))
	}
	p, err := s.besoinPage(c)
	if err != nil {
		return err
	}
	if p.Precedent, err = s.findPrecedent(c, f, p.SalarieID); err != nil {
		return err
	}
	p.Retourne = f.Retourne
	return c.Page(f.Status(), "Identifier un besoin", pages.IdentifierBesoin(p))
}

// besoinPage is what both forms say of the person.
func (s *Site) besoinPage(c *Request) (pages.BesoinPage, error) {
	personne, err := s.app.FindPersonne(c.Ctx(), c.Qui, c.ID("id"))
	if err != nil {
		return pages.BesoinPage{}, err
	}
	return pages.BesoinPage{
		SalarieID: c.ID("id"), Salarie: personne.Nom, Freins: personne.Freins, Siae: c.Moi.Siae,
		Role: c.Qui.Role, Aujourdhui: c.Aujourdhui(), RetourListe: c.Retour(""),
	}, nil
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
		err = parcours.CheckPrecedent(fiche.Parcours, fiche.Presences, salarieID)
	}
	if parcours.IsCode(err, parcours.Introuvable) || parcours.IsCode(err, parcours.Invalide) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &fiche.Parcours, nil
}

func (s *Site) identifyBesoin(c *Request, f *Form, _ struct{}) (suite, error) {
	besoin := besoinOf(f)
	if err := f.Err(); err != nil {
		return suite{}, err
	}
	id, err := s.app.IdentifyBesoin(c.Ctx(), c.Qui, c.ID("id"), besoin, f.Cle())
	if !c.Can(parcours.ActionReadParcours) { // the encadrant signals, the CIP follows
		return suite{"/observations", "besoin_signale"}, err
	}
	return suite{pages.WithRetour(parcoursURL(id), c.Retour("")), "besoin_identifie"}, err
}

func besoinOf(f *Form) parcours.Besoin {
	b := parcours.Besoin{Acquittes: f.Liste(parcours.ChampAcquittes), Precedent: f.ID("precedent")}
	f.Read(parcours.ChampsBesoin, &b)
	return b
}

// showReprise asks for a parcours that began before.
func (s *Site) showReprise(c *Request, f *Form) error {
	if !f.sent {
		f.Set("etat", c.Query("etat")).Set("date", "")
	}
	p, err := s.besoinPage(c)
	if err != nil {
		return err
	}
	p.Retourne = f.Retourne
	connus, err := s.app.ListOrganismesConnus(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	for _, o := range connus {
		p.Organismes = append(p.Organismes, o.Nom)
	}
	return c.Page(f.Status(), "Reprendre un parcours", pages.ReprendreParcours(p))
}

func (s *Site) resumeParcours(c *Request, f *Form, _ struct{}) (suite, error) {
	reprise := parcours.Reprise{Besoin: besoinOf(f), Acquittes: f.Liste(parcours.ChampAcquittes)}
	f.Read(parcours.ChampsReprise, &reprise)
	if f.Texte("formation_intitule") != "" { // described whole, or left for later
		f.Read(pages.FormationReprise, &reprise.Formation)
	}
	if err := f.Err(); err != nil {
		return suite{}, err
	}
	id, err := s.app.ResumeParcours(c.Ctx(), c.Qui, c.ID("id"), reprise, f.Cle())
	return suite{pages.WithRetour(parcoursURL(id), c.Retour("")), "parcours_repris"}, err
}
