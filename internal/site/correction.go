package site

import (
	"strings"

	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// What was recorded is mended on a page of its own, from where it is seen.
var _ = declare(
	getForm("/parcours/:id/corriger/:objet/:ligne", parcours.ActionCorrect, "correction", (*Site).showCorrection),
	act("/parcours/:id/corriger/:objet/:ligne", parcours.ActionCorrect, "correction", nil, (*Site).correct, (*Site).showCorrection),
	getForm("/salaries/:id/corriger/:objet/:ligne", parcours.ActionCorrectSalarie, "correction", (*Site).showCorrection),
	act("/salaries/:id/corriger/:objet/:ligne", parcours.ActionCorrectSalarie, "correction", nil, (*Site).correct, (*Site).showCorrection),
	phrase{"correction_faite", "La correction est enregistrée."},
	phrase{"retrait_fait", "C'est retiré du dossier. Pour le remettre, dépliez plus bas ce qui est retiré."},
	phrase{"remise_faite", "C'est remis dans le dossier."},
)

// ou is the file that the address names.
func (c *Request) ou() (parcoursID, salarieID int64) {
	if strings.HasPrefix(c.Request.URL.Path, "/parcours/") {
		return c.ID("id"), 0
	}
	return 0, c.ID("id")
}

// showCorrection shows the rows to mend: the one of the address, those that came along,
// and those that the refusal names.
func (s *Site) showCorrection(c *Request, f *Form) error {
	p, sal := c.ou()
	fiche, err := s.app.FindCorrection(c.Ctx(), c.Qui, p, sal, f.lignes(c)...)
	if err != nil {
		return err
	}
	options, g := map[string][]composants.Option{}, s.app.GuideRegional()
	for i, l := range fiche.Lignes {
		if x, ok := l.Ligne.(*parcours.Frein); ok { // which alone has a solution of the guide
			if g, err = s.guideOf(c); err != nil {
				return err
			}
			options[parcours.PrefixeCorrection(i)+"solution_ref"] = s.solutions(c, g, []parcours.Frein{*x})[x.Code]
		}
		champs, valeurs := l.ChampsSous(i), map[string][]string{}
		for n, x := range l.Champs(l.Ligne) {
			valeurs[champs[n].Code] = l.Values(l.Ligne)[x.Code]
			if x.Requis && len(valeurs[champs[n].Code]) == 0 && x.Inconnu != "" {
				valeurs[champs[n].Code] = []string{x.Inconnu}
			}
		}
		switch {
		case !f.Valeurs.Has(pages.Avant + champs[0].Code): // the row was not in the form
			f.fill(valeurs)
		case f.conflit:
			f.Merge(champs, valeurs, 0)
		default:
			continue
		}
		f.Set(pages.NomVu(i), itoa(l.Vu()))
	}
	titre := pages.CorrectionTitre(fiche.Lignes[0])
	return c.Page(f.Status(), titre, pages.Correction(pages.CorrectionPage{
		FicheCorrection: fiche, Retourne: f.Retourne, Adresse: c.Request.URL.Path, Retour: correctionRetour(c),
		Aujourdhui: c.Aujourdhui(), Qui: c.Qui,
		Mots: pages.MotsOf(fiche.Noms, g.Titre), Options: options,
	}))
}

// correctionRetour is the file that the rows are of.
func correctionRetour(c *Request) string {
	p, salarie := c.ou()
	switch {
	case p != 0:
		return parcoursURL(p)
	case c.Can(parcours.ActionReadSalarie):
		return "/salaries/" + itoa(salarie)
	}
	return "/observations/" + itoa(salarie)
}

// lignes are the rows of the form, in their order.
func (f *Form) lignes(c *Request) []string {
	return append([]string{c.Param("objet") + "-" + c.Param("ligne")}, f.Liste("aussi")...)
}

// correct mends what was typed otherwise than it was shown. What would be false without
// another correction comes back with the form of that row too.
func (s *Site) correct(c *Request, f *Form, _ struct{}) (suite, error) {
	p, sal := c.ou()
	r := parcours.Reparation{Motif: f.Texte(pages.NomPourquoi)}
	for _, nom := range f.lignes(c) {
		r.Corrections = append(r.Corrections, parcours.CorrectionOf(nom))
	}
	dit := Annonce("correction_faite")
	switch r.Corrections[0].Vu = f.vu(0); f.Texte("acte") {
	case "retirer":
		dit = "retrait_fait"
		for i := range r.Corrections {
			r.Corrections[i].Retirer = true
		}
	case "remettre":
		r.Corrections, dit = r.Corrections[:1], "remise_faite"
		r.Corrections[0].Remettre, r.Corrections[0].Vu = true, 0
	default:
		fiche, err := s.app.FindCorrection(c.Ctx(), c.Qui, p, sal, f.lignes(c)...)
		if err != nil {
			return suite{}, err
		}
		r.Corrections = nil
		for i, l := range fiche.Lignes {
			r.Corrections = append(r.Corrections, parcours.Correction{Objet: l.Objet, ID: l.ID, Vu: f.vu(i), Champs: f.typedOtherwise(i, l)})
		}
	}
	var err error
	if p != 0 {
		err = s.app.CorrectParcours(c.Ctx(), c.Qui, p, r, f.Cle())
	} else {
		err = s.app.CorrectSalarie(c.Ctx(), c.Qui, sal, r, f.Cle())
	}
	for _, e := range parcours.ErreursOf(err) {
		if e.Champ == parcours.ChampMotif.Code {
			e.Champ = pages.NomPourquoi
		}
		e.Champ = parcours.FieldOfForm(e.Champ)
		for _, b := range e.Bloquants {
			if mots := strings.Split(b.Lien, "/"); b.Code == "incoherence" && len(mots) == 6 {
				f.Valeurs.Add("aussi", mots[4]+"-"+mots[5])
			}
		}
	}
	return suite{c.Retour(correctionRetour(c)), dit}, err
}

// typedOtherwise are the fields of a row that no longer say what they were shown with: a
// second click says the same, whatever the first one made of the row.
func (f *Form) typedOtherwise(rang int, l parcours.LigneCorrection) map[string][]string {
	tapes, champs := map[string][]string{}, l.ChampsSous(rang)
	for i, x := range l.Champs(l.Ligne) {
		if textes := f.Liste(champs[i].Code); !sameTexts(textes, f.before(champs[i])) {
			tapes[x.Code] = textes
		}
	}
	return tapes
}

func (f *Form) vu(rang int) int64 { return toID(f.Texte(pages.NomVu(rang))) }
