package guide

import "slices"

// poids counts what makes an item specific, subject by subject.
type poids [nbSujets]int

// match tells whether every criterion is met and says why, one reason each, and how closely the item is tied to this
// person and this structure.
func (c *Criteres) match(s *Situation) (pourquoi []string, p poids, ok bool) {
	if !c.meets(s) {
		return nil, p, false
	}
	pourquoi = make([]string, 0, 4)
	for _, k := range criteres {
		if has(c.UnSuffit, k.champ) && !k.meets(c, s) {
			continue
		}
		avant := len(pourquoi)
		if pourquoi = k.explain(c, s, pourquoi); len(pourquoi) > avant && k.isNarrow(c) {
			p[k.sujet]++
		}
	}
	if c.EffectifMin > 0 || c.EffectifMax > 0 {
		p[deLaStructure]++
	}
	return c.explainRest(s, pourquoi), p, true
}

// champDe names the criterion that speaks of the same thing as the codes of a kind of items.
var champDe = map[string]string{
	TypeOrigine: "origines", TypeTypeFormation: "types_formation", TypeLieu: "lieux", TypeFinancement: "dispositifs",
	TypeDispositif: "dispositifs",
}

// parCodes finds that criterion, when the item does not ask for it already.
func (it *Item) parCodes() *critere {
	for _, k := range criteres {
		if k.champ == champDe[it.Type] && len(k.attend(&it.Criteres)) == 0 {
			return k
		}
	}
	return nil
}

// claim: an item open to everybody is more closely tied to the person whose file holds what it speaks of: the PIC IAE
// is in the plan, the need came from the PLIE.
func (it *Item) claim(s *Situation, pourquoi []string, p *poids) []string {
	k := it.codes
	if k == nil {
		return pourquoi
	}
	for _, code := range it.Codes {
		if k.connus == nil && code == k.connu(s) || k.connus != nil && has(k.connus(s), code) {
			pourquoi = append(pourquoi, k.say(code))
			p[deLaPersonne]++
		}
	}
	return pourquoi
}

func (c *Criteres) meets(s *Situation) bool {
	if c.Structure && s.Etat != "" {
		return false
	}
	return c.meetsOf(s, duMoment, deLaStructure, deLaPersonne) && c.meetsRest(s)
}

// meetsOf looks at the criteria on some subjects, and leaves the others aside.
func (c *Criteres) meetsOf(s *Situation, sujets ...sujet) bool {
	un, demande := false, false // one of UnSuffit is met, was asked
	for _, k := range criteres {
		if !slices.Contains(sujets, k.sujet) {
			continue
		}
		ok := k.meets(c, s)
		if has(c.UnSuffit, k.champ) {
			un, demande = un || ok, true
		} else if !ok {
			return false
		}
	}
	return un || !demande
}

// meetsRest: headcounts and dates, which no list holds. What is not known meets no bound.
func (c *Criteres) meetsRest(s *Situation) bool {
	return s.Effectif >= c.EffectifMin &&
		(c.EffectifMax == 0 || s.Effectif > 0 && s.Effectif <= c.EffectifMax) &&
		!s.Date.Before(c.du) &&
		(c.au.IsZero() || !s.Date.IsZero() && !s.Date.After(c.au))
}

func (k *critere) meets(c *Criteres, s *Situation) bool {
	attendus := k.attend(c)
	if len(attendus) == 0 {
		return true
	}
	if k.zone {
		return !c.isElsewhere(s)
	}
	if k.connus == nil {
		connu := k.connu(s)
		return connu != "" && has(attendus, connu) != k.exclut
	}
	return hasAny(attendus, k.connus(s)) != k.exclut
}

// isElsewhere tells that another contact gives the same service in one of the SIAE's zones.
func (c *Criteres) isElsewhere(s *Situation) bool {
	return len(c.Territoires) > 0 && hasAny(c.division, s.Territoires) && !hasAny(c.Territoires, s.Territoires)
}

// isNarrow: exclusions and lists that hold everybody rule out, they do not speak of this person or this structure.
func (k *critere) isNarrow(c *Criteres) bool {
	n := len(k.attend(c))
	return n > 0 && !k.exclut && n < len(k.liste)
}

// isOpen: nothing in the criteria speaks of anybody in particular.
func (c *Criteres) isOpen() bool {
	return c.EffectifMin == 0 && c.EffectifMax == 0 &&
		!slices.ContainsFunc(criteres, func(k *critere) bool { return k.isNarrow(c) })
}

// service names what a contact does, in any zone: advise the members of an OPCO, lift a frein, answer for an
// organisation.
func (it *Item) service() string {
	c := &it.Criteres
	switch {
	case len(c.Opcos) > 0:
		return "opco " + join(c.Opcos, "et")
	case len(c.Freins) > 0:
		return "frein " + join(c.Freins, "et")
	case it.Contact != nil:
		return it.Contact.Organisme
	}
	return it.ID
}

// divide tells each item with zones which zones its service covers in all.
func divide(items []*Item) {
	zones := map[string][]string{}
	for _, it := range items {
		zones[it.service()] = append(zones[it.service()], it.Criteres.Territoires...)
	}
	for _, it := range items {
		if len(it.Criteres.Territoires) > 0 {
			it.Criteres.division = zones[it.service()]
		}
	}
}

func hasAny(liste, valeurs []string) bool {
	return slices.ContainsFunc(valeurs, func(v string) bool { return has(liste, v) })
}
