package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/internal/postgres"
)

// GuideFor is the guide as one SIAE reads it: the region's, with what the SIAE
// added, put right or hid. It is shared and must not be changed.
func (a *App) GuideFor(ctx context.Context, qui parcours.Identite) (*guide.Guide, error) {
	var g *guide.Guide
	err := a.read(ctx, qui, parcours.ActionReadGuide, func(tx *postgres.Tx) (err error) {
		g, err = a.guideIn(tx)
		return err
	})
	return g, err
}

// guideIn is GuideFor inside a transaction. The key is read before the rest:
// what is kept under it is at least as new as it.
func (a *App) guideIn(tx *postgres.Tx) (*guide.Guide, error) {
	cle, err := tx.FindGuideSiaeKey()
	if err != nil || cle == postgres.GuideSiaeSans || a.guide == nil {
		return a.guide, err
	}
	siaeID := tx.Identite().SiaeID
	if g, ok := a.guides.find(siaeID, cle); ok {
		return g, nil
	}
	ecrit, err := tx.ListGuideSiae()
	if err != nil {
		return nil, err
	}
	s, err := surchargeOf(ecrit)
	if err != nil {
		return nil, err
	}
	g := a.guide.With(s)
	a.guides.keep(siaeID, cle, g)
	return g, nil
}

// prefixeAjout begins the ids of additions: no id of the region's has it.
const prefixeAjout = "LOC-"

func ajoutID(id int64) string { return prefixeAjout + strconv.FormatInt(id, 10) }

// AjoutIDOf reads the number of an addition from its id in the guide.
func AjoutIDOf(item string) (int64, bool) {
	reste, ok := strings.CutPrefix(item, prefixeAjout)
	id, err := strconv.ParseInt(reste, 10, 64)
	return id, ok && err == nil && id > 0
}

// surchargeOf puts what a SIAE wrote in the guide's own terms.
func surchargeOf(e *postgres.GuideSiae) (guide.Surcharge, error) {
	s := guide.Surcharge{Corrections: map[string]guide.Correction{}, Signales: map[string]guide.Signale{}}
	for _, ajout := range e.Ajouts {
		it, err := itemOf(ajout)
		if err != nil {
			return s, err
		}
		if ajout.RetireLe.IsZero() {
			s.Ajouts = append(s.Ajouts, it)
		}
	}
	for _, r := range e.Signalements {
		auteur := cmp.Or(e.Noms[r.AuteurID], "un ancien collègue")
		switch {
		case !r.LeveLe.IsZero():
		case r.Genre == "masque":
			s.Masques = append(s.Masques, r.Item)
		case r.Genre == "perime":
			s.Signales[r.Item] = guide.Signale{Motif: r.Motif, Auteur: auteur, Date: r.Date}
		case r.Genre == "correction":
			c := guide.Correction{Titre: r.Titre, Texte: r.Texte, Auteur: auteur, Date: r.Date}
			if r.Contact != nil {
				c.Contact = guide.ContactOf(*r.Contact)
			}
			s.Corrections[r.Item] = c
		}
	}
	return s, nil
}

// itemOf reads an addition. Its edition is the month in which it was last
// written, so that it grows old like the rest.
func itemOf(a parcours.GuideAjout) (guide.Item, error) {
	var it guide.Item
	if err := json.Unmarshal(a.Donnees, &it); err != nil {
		return it, fmt.Errorf("read addition %d to the guide: %w", a.ID, err)
	}
	it.ID, it.Edition, it.Local = ajoutID(a.ID), a.MajLe.Format("2006-01"), true
	return it, nil
}

// AddAjout adds an item to the guide of the SIAE.
func (a *App) AddAjout(ctx context.Context, qui parcours.Identite, it guide.Item, cle string) (int64, error) {
	var id int64
	err := a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, "guide_ajout", func() (int64, error) {
			donnees, err := a.encodeAjout(it)
			if err != nil {
				return 0, err
			}
			ajout := parcours.GuideAjout{Donnees: donnees, CreeLe: a.maintenant(), MajLe: a.maintenant()}
			err = tx.CreateGuideAjout(&ajout)
			return ajout.ID, err
		})
		return err
	})
	return id, err
}

// UpdateAjout writes an addition anew. Version is the one that the form was
// filled from.
func (a *App) UpdateAjout(ctx context.Context, qui parcours.Identite, id int64, version int, it guide.Item) error {
	return a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) error {
		ajout, err := tx.LockGuideAjout(id)
		if err != nil {
			return err
		}
		if ajout.Version != version {
			return postgres.StaleVersion()
		}
		if ajout.Donnees, err = a.encodeAjout(it); err != nil {
			return err
		}
		ajout.RetireLe, ajout.MajLe = parcours.Date{}, a.maintenant()
		return tx.UpdateGuideAjout(ajout)
	})
}

// RetireAjout takes an addition out of the guide; it stays among what the SIAE
// once wrote, and writing it anew brings it back.
func (a *App) RetireAjout(ctx context.Context, qui parcours.Identite, id int64) error {
	return a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) error {
		ajout, err := tx.LockGuideAjout(id)
		if err != nil || !ajout.RetireLe.IsZero() {
			return err
		}
		ajout.RetireLe, ajout.MajLe = a.aujourdhui(), a.maintenant()
		return tx.UpdateGuideAjout(ajout)
	})
}

// encodeAjout checks an addition and puts it in the shape in which it is kept.
// A contact without a title is named after its organisation.
func (a *App) encodeAjout(it guide.Item) (json.RawMessage, error) {
	if a.guide == nil {
		return nil, errSansGuide
	}
	it.Titre, it.Texte = strings.TrimSpace(it.Titre), strings.TrimSpace(it.Texte)
	if c := it.Contact; it.Type == guide.TypeContact && c != nil && c.Organisme != "" {
		if it.Titre == "" {
			it.Titre = c.Organisme
			if c.Fonction != "" {
				it.Titre += " : " + c.Fonction
			}
		}
		if it.Texte == "" {
			it.Texte = "Contact de notre structure."
		}
	}
	if err := a.guide.ValidateAjout(it); err != nil {
		return nil, err
	}
	return json.Marshal(it)
}

var errSansGuide = errors.New("app: no guide")

// SignalerItem keeps what the SIAE has against an item of the region: out of
// date, put right, or hidden. It replaces what was said of the same kind.
func (a *App) SignalerItem(ctx context.Context, qui parcours.Identite, s parcours.GuideSignalement, cle string) (int64, error) {
	var id int64
	err := a.write(ctx, qui, parcours.ActionEditGuide, s.Motif, func(tx *postgres.Tx) (err error) {
		id, err = tx.Once(cle, "guide_signalement", func() (int64, error) {
			if err := a.prepareSignalement(&s); err != nil {
				return 0, err
			}
			if err := tx.Lock("guide_signalement"); err != nil {
				return 0, err
			}
			s.Date, s.CreeLe = a.aujourdhui(), a.maintenant()
			err := tx.SaveGuideSignalement(&s)
			return s.ID, err
		})
		return err
	})
	return id, err
}

// prepareSignalement checks the item, and keeps of a correction only what
// differs from the region's text: a later edition still shows through.
func (a *App) prepareSignalement(s *parcours.GuideSignalement) error {
	if a.guide == nil {
		return errSansGuide
	}
	it, ok := a.guide.Find(s.Item)
	if !ok {
		return parcours.NotFound("Élément du guide")
	}
	if it.Type == guide.TypeEtape && s.Genre == "masque" {
		return &parcours.Erreur{Code: parcours.Invalide, Champ: "genre", Message: "Une étape du guide ne se masque pas. Masquez plutôt un de ses éléments."}
	}
	s.Titre, s.Texte, s.Motif = strings.TrimSpace(s.Titre), strings.TrimSpace(s.Texte), strings.TrimSpace(s.Motif)
	if s.Genre != "correction" {
		s.Titre, s.Texte, s.Contact = "", "", nil
		return s.Validate()
	}
	if s.Titre == it.Titre {
		s.Titre = ""
	}
	if s.Texte == it.Texte {
		s.Texte = ""
	}
	if it.Contact == nil || s.Contact != nil && sameContact(*s.Contact, it.Contact.Corrige()) {
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
	return a.write(ctx, qui, parcours.ActionEditGuide, "", func(tx *postgres.Tx) error {
		return tx.LiftGuideSignalement(id, a.aujourdhui())
	})
}
