package app

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

// GuideFor is the guide as one SIAE reads it: the region's, with what the SIAE
// added, put right or hid. It is shared and must not be changed.
func (a *App) GuideFor(ctx context.Context, qui parcours.Identite) (*guide.Guide, error) {
	return read(ctx, a, qui, parcours.ActionReadGuide, a.guideIn)
}

// guideIn is GuideFor inside a transaction. The key is read before the rest:
// what is kept under it is at least as new as it.
func (a *App) guideIn(tx *postgres.Tx) (*guide.Guide, error) {
	var cle string
	tx.FindGuideSiaeKey(&cle)
	if err := tx.Flush(); err != nil {
		return nil, err
	}
	return a.guideAt(tx, cle)
}

// guideAt is guideIn where the key has been read already.
func (a *App) guideAt(tx *postgres.Tx, cle string) (*guide.Guide, error) {
	if cle == postgres.GuideSiaeSans || len(a.guide.Items()) == 0 {
		return a.guide, nil
	}
	siaeID := tx.Identite().SiaeID
	if g, ok := a.guides.Get(siaeID); ok && g.cle == cle {
		return g.guide, nil
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
	a.guides.Add(siaeID, guideGarde{cle, g})
	return g, nil
}

// guideWritten reads the structure, what it wrote about the guide, and the guide as
// it then reads.
func (a *App) guideWritten(tx *postgres.Tx) (*parcours.Siae, *postgres.GuideSiae, *guide.Guide, error) {
	siae, errSiae := tx.FindSiae()
	ecrit, errEcrit := tx.ListGuideSiae()
	g, errGuide := a.guideIn(tx)
	return siae, ecrit, g, errors.Join(errSiae, errEcrit, errGuide)
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
		auteur := cmp.Or(e.Noms[r.AuteurID], parcours.AncienCollegue)
		switch {
		case !r.LeveLe.IsZero():
		case r.Genre == parcours.SignalementMasque:
			s.Masques = append(s.Masques, r.Item)
		case r.Genre == parcours.SignalementPerime:
			s.Signales[r.Item] = guide.Signale{Motif: r.Motif, Auteur: auteur, Date: r.Date}
		case r.Genre == parcours.SignalementCorrection:
			c := guide.Correction{Titre: r.Titre, Texte: r.Texte, Auteur: auteur, Date: r.Date}
			if r.Contact != nil {
				c.Contact = &guide.Contact{ContactCorrige: *r.Contact}
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

// GuideSiaeLu is everything that a SIAE wrote about the guide.
type GuideSiaeLu struct {
	Siae         parcours.Siae
	Ajouts       []guide.AjoutLu // in use
	Retires      []guide.AjoutLu
	Signalements []guide.SignalementLu // that stand, the oldest first
}

// ListGuideSiae lists what the SIAE wrote about the guide, with authors and
// dates.
func (a *App) ListGuideSiae(ctx context.Context, qui parcours.Identite) (*GuideSiaeLu, error) {
	return read(ctx, a, qui, parcours.ActionReadGuide, a.listGuideSiae)
}

func (a *App) listGuideSiae(tx *postgres.Tx) (*GuideSiaeLu, error) {
	siae, ecrit, g, err := a.guideWritten(tx)
	if err != nil {
		return nil, err
	}
	l := &GuideSiaeLu{Siae: *siae}
	for _, x := range ecrit.Ajouts {
		it, err := itemOf(x)
		if err != nil {
			return nil, err
		}
		lu := guide.AjoutLu{Item: &it, Numero: x.ID, Version: x.Version, RetireLe: x.RetireLe,
			Auteur: ecrit.Noms[x.AuteurID], CreeLe: parcours.DateOf(x.CreeLe),
			MajPar: ecrit.Noms[x.MajPar], MajLe: parcours.DateOf(x.MajLe)}
		if !x.RetireLe.IsZero() {
			l.Retires = append(l.Retires, lu)
			continue
		}
		lu.Item, _ = g.Find(it.ID)
		l.Ajouts = append(l.Ajouts, lu)
	}
	for _, x := range ecrit.Signalements {
		if !x.LeveLe.IsZero() {
			continue
		}
		regional, _ := a.guide.Find(x.Item)
		l.Signalements = append(l.Signalements, guide.SignalementLu{
			GuideSignalement: x, Regional: regional, Auteur: cmp.Or(ecrit.Noms[x.AuteurID], parcours.AncienCollegue)})
	}
	return l, nil
}
