package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// SignalerItem keeps what the SIAE has against an item of the region: out of
// date, put right, or hidden. It replaces what was said of the same kind.
func (a *App) SignalerItem(ctx context.Context, qui parcours.Identite, s parcours.GuideSignalement, cle string) (int64, error) {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Motif: s.Motif, Verrou: verrouGuide, Cle: cle, Saisie: s, Rend: &s}
	err := a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		if err := a.prepareSignalement(&s); err != nil {
			return err
		}
		s.Date = a.aujourdhui()
		return tx.SaveGuideSignalement(&s)
	})
	return s.ID, err
}

// prepareSignalement checks the item, and keeps of a correction only what
// differs from the region's text: a later edition still shows through.
func (a *App) prepareSignalement(s *parcours.GuideSignalement) error {
	it, ok := a.guide.Find(s.Item)
	if !ok {
		return parcours.NotFound("Élément du guide")
	}
	if it.Type == guide.TypeEtape && s.Genre == parcours.SignalementMasque {
		return refuse("genre", "Une étape du guide ne se masque pas. Masquez plutôt un de ses éléments.")
	}
	s.Titre, s.Texte, s.Motif = strings.TrimSpace(s.Titre), strings.TrimSpace(s.Texte), strings.TrimSpace(s.Motif)
	if s.Genre != parcours.SignalementCorrection {
		s.Titre, s.Texte, s.Contact = "", "", nil
		return s.Validate()
	}
	if s.Titre == it.Titre {
		s.Titre = ""
	}
	if s.Texte == it.Texte {
		s.Texte = ""
	}
	if it.Contact == nil || s.Contact != nil && sameContact(*s.Contact, it.Contact.ContactCorrige) {
		s.Contact = nil
	}
	return s.Validate()
}

func sameContact(x, y parcours.ContactCorrige) bool {
	return x.Nom == y.Nom && x.Fonction == y.Fonction && x.Organisme == y.Organisme &&
		strings.Join(x.Tel, ",") == strings.Join(y.Tel, ",") && x.Mel == y.Mel && x.Note == y.Note
}

// LeverSignalement takes back what was said against an item: the region's text
// stands again.
func (a *App) LeverSignalement(ctx context.Context, qui parcours.Identite, id int64) error {
	acte := postgres.Acte{Action: parcours.ActionEditGuide, Verrou: verrouGuide}
	return a.do(ctx, qui, acte, func(tx *postgres.Tx, _ *parcours.Dossier) error {
		return tx.LiftGuideSignalement(id, a.aujourdhui())
	})
}

// Fraicheur is what a directeur has to look at again, the oldest first.
type Fraicheur struct {
	Signales []guide.SignalementLu // reported as out of date
	Depasses []*guide.Item         // past their validity: no longer advised
	Anciens  []*guide.Item         // older than 24 months
}

// ListFraicheur lists what is out of date, or said to be, in the guide as the
// SIAE reads it.
func (a *App) ListFraicheur(ctx context.Context, qui parcours.Identite) (*Fraicheur, error) {
	return read(ctx, a, qui, parcours.ActionReadFraicheur, func(tx *postgres.Tx) (*Fraicheur, error) {
		var f Fraicheur
		l, err := a.listGuideSiae(tx)
		if err != nil {
			return nil, err
		}
		for _, s := range l.Signalements {
			if s.Genre == parcours.SignalementPerime {
				f.Signales = append(f.Signales, s)
			}
		}
		g, err := a.guideIn(tx)
		if err != nil {
			return nil, err
		}
		f.add(g.Items(), a.aujourdhui())
		return &f, nil
	})
}

func (f *Fraicheur) add(items []*guide.Item, le parcours.Date) {
	for _, it := range items {
		switch {
		case it.IsExpired(le):
			f.Depasses = append(f.Depasses, it)
		case it.Correction != nil && it.Correction.Date.AddMonths(guide.MoisAncien).After(le):
			// somebody looked at it since
		case it.AgeMois(le) >= guide.MoisAncien:
			f.Anciens = append(f.Anciens, it)
		}
	}
	slices.SortStableFunc(f.Depasses, func(x, y *guide.Item) int { return cmp.Compare(x.Criteres.Au, y.Criteres.Au) })
	slices.SortStableFunc(f.Anciens, func(x, y *guide.Item) int { return y.AgeMois(le) - x.AgeMois(le) })
}
