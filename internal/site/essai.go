package site

import (
	"cmp"
	"errors"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
	"parcours.example/web/composants"
	"parcours.example/web/pages"
)

// judge leaves in the form what a trial tells. Warnings alone do not stop it: they are taken
// as read, and what comes next is judged too.
func (s *Site) judge(c *Request, f *Form, do func() error) error {
	coches, lus := f.Valeurs[parcours.ChampAcquittes], []parcours.Constat{}
	f.Essai = &composants.Essai{}
	for {
		f.Valeurs.Del(parcours.ChampAcquittes)
		for _, l := range lus {
			f.Valeurs.Add(parcours.ChampAcquittes, l.Code)
		}
		err := do()
		essai, fait := errors.AsType[*app.Essai](err)
		switch {
		case fait:
			if err = s.tellEffets(c, f, essai.Ecart); err != nil {
				return err
			}
		case err == nil:
			return errors.New("site: a form that does no deed was tried")
		default:
			if err = f.Refuse(err); err != nil {
				return err
			}
			lus = append(lus, f.AAcquitter...)
			if f.Erreurs = nil; len(f.AAcquitter) > 0 {
				continue
			}
			f.Essai.Manques = f.manques()
		}
		f.Erreurs, f.AAcquitter, f.Valeurs[parcours.ChampAcquittes] = nil, lus, coches
		return nil
	}
}

// manques are what refuses a trial, one by one. What a field lacks that nobody has come to
// yet is no fault of theirs.
func (f *Form) manques() (manques []composants.Verif) {
	for _, e := range f.refus {
		constats := e.Bloquants
		if len(constats) == 0 {
			constats = []parcours.Constat{{Champ: e.Champ, Message: e.Message}}
		}
		for _, c := range constats {
			if c.Champ != "" {
				c.Lien = cmp.Or(c.Lien, "#"+f.Champ(c.Champ, "").ID)
			}
			if c.Champ == "" || f.Texte(c.Champ) != "" {
				manques = append(manques, composants.Verif{Etat: composants.VerifManque, Libelle: c.Message, URL: c.Lien})
			}
		}
	}
	return manques
}

// tellEffets says what the deed would change of what is due.
func (s *Site) tellEffets(c *Request, f *Form, e parcours.Ecart) error {
	g, err := s.app.GuideFor(c.Ctx(), c.Qui)
	if err != nil {
		return err
	}
	parcours.NameItems(e.Nouvelles, g.Dire)
	f.Essai.Effets = pages.Effets(e)
	return nil
}
