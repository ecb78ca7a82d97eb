package site

import (
	"strconv"
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// showSiae is the SIAE and those who work in it.
func (s *Site) showSiae(c *Request) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	cs, err := s.app.ListUtilisateurs(c.Ctx(), c.Qui, "")
	if err != nil {
		return err
	}
	p := pages.SiaePage{Siae: *siae, Onglets: c.ongletsSiae("/structure"), CanModifier: c.Can(parcours.ActionUpdateSiae)}
	for _, x := range cs {
		p.Collegues = append(p.Collegues, pages.SiaeCollegue{Nom: x.NomComplet(), Email: x.Email, Role: x.Role.Libelle(), Actif: x.Actif})
	}
	return c.Page(200, "Structure", pages.Siae(p))
}

var champsSiae = []formField{
	{"nom", "Nom", nil}, {"type", "Type", parcours.TypesSiae}, {"siret", "SIRET", nil}, {"departement", "Département", nil},
	{"opco", "OPCO", parcours.Opcos}, {"effectif_opco", "Effectif déclaré à l'OPCO", nil},
}

func valeursSiae(x parcours.Siae) map[string]string {
	effectif := ""
	if x.EffectifOpco > 0 {
		effectif = strconv.Itoa(x.EffectifOpco)
	}
	return map[string]string{
		"nom": x.Nom, "type": x.Type, "siret": x.Siret, "departement": x.Departement, "opco": x.Opco, "effectif_opco": effectif,
	}
}

func (s *Site) showSiaeForm(c *Request) error {
	siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	f := NewFormulaire("structure").Set("version", strconv.Itoa(siae.Version))
	f.fill(valeursSiae(*siae))
	f.fillListe("reseaux", siae.Reseaux)
	return s.showEditSiae(c, f, nil)
}

func (s *Site) showEditSiae(c *Request, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	p := pages.SiaeFormPage{}
	if f.conflit {
		siae, err := s.app.FindSiae(c.Ctx(), c.Qui)
		if err != nil {
			return err
		}
		p.Actuel = append(f.merge(champsSiae, valeursSiae(*siae), siae.Version),
			f.mergeListe(formField{"reseaux", "Réseaux", parcours.Reseaux}, siae.Reseaux)...)
	}
	p.Form = f.Formulaire
	return c.Page(f.Status(), "Modifier la structure", pages.SiaeFormulaire(p))
}

func (s *Site) updateSiae(c *Request) error {
	f := c.Formulaire("structure")
	siae := parcours.Siae{
		Nom: f.Texte("nom"), Type: f.Texte("type"), Siret: withoutSpaces(f.Texte("siret")), Departement: strings.ToUpper(f.Texte("departement")),
		Opco: f.Texte("opco"), EffectifOpco: f.Entier("effectif_opco"), Reseaux: f.Liste("reseaux"), Version: f.Version(),
	}
	if err := f.Err(); err != nil {
		return s.showEditSiae(c, f, joinErrors(err, siae.Validate()))
	}
	if err := s.app.UpdateSiae(c.Ctx(), c.Qui, &siae, f.Cle()); err != nil {
		return s.showEditSiae(c, f, err)
	}
	return c.Redirect("/structure", "structure_modifiee")
}
