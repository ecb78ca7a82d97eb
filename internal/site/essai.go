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
			if len(f.AAcquitter) > 0 && len(f.bloquants) == 0 {
				f.Erreurs = nil
				continue
			}
			f.Essai.Manques = f.manques()
		}
		f.Erreurs, f.AAcquitter, f.Valeurs[parcours.ChampAcquittes] = nil, lus, coches
		return nil
	}
}

// manques are what refuses a trial. What a field lacks that nobody has come to yet is no
// fault of theirs.
func (f *Form) manques() (manques []composants.Verif) {
	liens := map[string]string{}
	if len(f.bloquants) > 0 {
		f.Erreurs = nil
	}
	for _, b := range f.bloquants {
		liens[b.Message] = b.Lien
		f.Erreurs = append(f.Erreurs, composants.Erreur{Champ: b.Champ, Message: b.Message})
	}
	for _, e := range f.Resume() {
		url := liens[e.Message]
		if e.Champ != "" {
			url = cmp.Or(url, "#"+e.ID)
		}
		if e.Champ == "" || f.Texte(e.Champ) != "" {
			manques = append(manques, composants.Verif{Etat: composants.VerifManque, Libelle: e.Message, URL: url})
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
