package site

import (
	"parcours.example/internal/parcours"
	"parcours.example/web/pages"
)

// showNouveauSalarie is the form of a new person.
func (s *Site) showNouveauSalarie(c *Request) error {
	f := NewFormulaire("salarie").Set("retour", c.Retour(""))
	if c.Qui.Role == parcours.Cip {
		f.Set("cip_id", itoa(c.Qui.UtilisateurID))
	}
	return s.showNouveauForm(c, f, nil)
}

func (s *Site) showNouveauForm(c *Request, f *Form, err error) error {
	doublons := warningsOf(err)
	if err := f.Refuse(err); err != nil {
		return err
	}
	cips, _, err := s.listCollegues(c)
	if err != nil {
		return err
	}
	return c.Page(f.Status(), "Ajouter un salarié", pages.SalarieFormulaire(pages.SalarieFormPage{
		Form: f.Formulaire, Titre: "Ajouter un salarié", Action: "/salaries", Retour: "Salariés", RetourURL: c.Retour("/salaries"),
		Valider: "Ajouter ce salarié", Cips: cips, IsNouveau: true, Doublons: doublons,
	}))
}

func (s *Site) createSalarie(c *Request) error {
	f := c.Formulaire("salarie")
	salarie := readSalarie(f)
	salarie.CipID = f.ID("cip_id")
	if err := f.Err(); err != nil {
		return s.showNouveauForm(c, f, joinErrors(err, salarie.Validate(c.Aujourdhui())))
	}
	id, err := s.app.CreateSalarie(c.Ctx(), c.Qui, salarie, f.Cle(), f.Liste(parcours.ChampAcquittes)...)
	if err != nil {
		return s.showNouveauForm(c, f, err)
	}
	return c.Redirect(WithRetour(salarieURL(id), c.Retour("")), "salarie_cree")
}

// readSalarie reads what a form holds of a person.
func readSalarie(f *Form) parcours.Salarie {
	return parcours.Salarie{
		Nom: f.Texte("nom"), Prenom: f.Texte("prenom"), Civilite: f.Texte("civilite"), DateNaissance: f.Date("date_naissance"),
		Email: f.Texte("email"), Telephone: f.Texte("telephone"), Commune: f.Texte("commune"), Departement: f.Texte("departement"),
		Metier: f.Texte("metier"), Niveau: f.Texte("niveau"), TypeContrat: f.Texte("type_contrat"),
		DateDebutContrat: f.Date("date_debut_contrat"), DateFinContrat: f.Date("date_fin_contrat"),
		PassNumero: f.Texte("pass_numero"), DateDebutPass: f.Date("date_debut_pass"), DateFinPass: f.Date("date_fin_pass"),
	}
}

// champsSalarie are the fields of the form, with how each value reads.
var champsSalarie = []formField{
	{"prenom", "Prénom", nil}, {"nom", "Nom", nil}, {"civilite", "Civilité", parcours.Civilites}, {"date_naissance", "Date de naissance", nil},
	{"telephone", "Téléphone", nil}, {"email", "Adresse e-mail", nil}, {"commune", "Commune", nil}, {"departement", "Département", nil},
	{"metier", "Métier ou poste", nil}, {"niveau", "Niveau de formation", parcours.NiveauxFormation}, {"type_contrat", "Type de contrat", parcours.TypesContrat},
	{"date_debut_contrat", "Début du contrat", nil}, {"date_fin_contrat", "Fin du contrat", nil}, {"pass_numero", "Numéro de PASS IAE", nil},
	{"date_debut_pass", "Début du PASS IAE", nil}, {"date_fin_pass", "Fin du PASS IAE", nil},
}

// valeursSalarie are the values of a person, by field.
func valeursSalarie(s parcours.Salarie) map[string]string {
	return map[string]string{
		"nom": s.Nom, "prenom": s.Prenom, "civilite": s.Civilite, "date_naissance": s.DateNaissance.String(), "email": s.Email,
		"telephone": s.Telephone, "commune": s.Commune, "departement": s.Departement, "metier": s.Metier, "niveau": s.Niveau,
		"type_contrat": s.TypeContrat, "date_debut_contrat": s.DateDebutContrat.String(), "date_fin_contrat": s.DateFinContrat.String(),
		"pass_numero": s.PassNumero, "date_debut_pass": s.DateDebutPass.String(), "date_fin_pass": s.DateFinPass.String(),
	}
}

// showSalarieForm is the form of a known person.
func (s *Site) showSalarieForm(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	f := NewFormulaire("salarie").Set("version", itoa(int64(fiche.Version))).Set("retour", c.Retour(""))
	f.fill(valeursSalarie(fiche.Salarie))
	return s.showEditSalarie(c, id, f, nil)
}

func (s *Site) showEditSalarie(c *Request, id int64, f *Form, err error) error {
	if err := f.Refuse(err); err != nil {
		return err
	}
	fiche, err := s.app.FindSalarie(c.Ctx(), c.Qui, id)
	if err != nil {
		return err
	}
	p := pages.SalarieFormPage{
		Titre: "Modifier " + fiche.NomComplet(), Action: salarieURL(id), Retour: fiche.NomComplet(), RetourURL: WithRetour(salarieURL(id), c.Retour("")), Valider: "Enregistrer",
	}
	if f.conflit {
		p.Actuel = f.merge(champsSalarie, valeursSalarie(fiche.Salarie), fiche.Version)
	}
	p.Form = f.Formulaire
	return c.Page(f.Status(), p.Titre, pages.SalarieFormulaire(p))
}

func (s *Site) updateSalarie(c *Request) error {
	id, err := c.ID("id")
	if err != nil {
		return err
	}
	f := c.Formulaire("salarie")
	salarie := readSalarie(f)
	salarie.ID, salarie.Version = id, f.Version()
	if err := f.Err(); err != nil {
		return s.showEditSalarie(c, id, f, joinErrors(err, salarie.Validate(c.Aujourdhui())))
	}
	if _, err := s.app.UpdateSalarie(c.Ctx(), c.Qui, salarie, f.Cle()); err != nil {
		return s.showEditSalarie(c, id, f, err)
	}
	return c.Redirect(WithRetour(salarieURL(id), c.Retour("")), "salarie_modifie")
}
