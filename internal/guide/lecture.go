package guide

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// Partie is one of the parts that a long étape is read in (SUB-01 to SUB-16), with the items whose text it holds.
type Partie struct {
	*Item
	Items []*Item
}

// Parties cuts an étape into its parts, in the order of the guide, and gives what is in none of them. An étape
// without parts leaves everything.
func (e Etape) Parties() (parties []Partie, reste []*Item) {
	for _, it := range e.ByType(TypeRubrique) {
		parties = append(parties, Partie{Item: it})
	}
	for _, it := range e.Items {
		switch i := partOf(parties, it); {
		case it.Type == TypeRubrique:
		case i < 0:
			reste = append(reste, it)
		default:
			parties[i].Items = append(parties[i].Items, it)
		}
	}
	return parties, reste
}

// partOf finds the part in which an item begins: the narrowest, for a few lines that one part prints inside another.
// What begins elsewhere in the guide and is only named in a part does not belong to it.
func partOf(parties []Partie, it *Item) int {
	choix, taille := -1, lastLigne+1
	for i, p := range parties {
		for _, plage := range p.plages {
			if l := it.start(); !it.Local && l >= plage.de && l <= plage.a && plage.a-plage.de < taille {
				choix, taille = i, plage.a-plage.de
			}
		}
	}
	return choix
}

// Pour says whom an item concerns, apart from the étape and the freins under which it is read: « ACI », « Somme »,
// « moins de 50 salariés ». Nothing when it concerns everybody.
func (it *Item) Pour() []string {
	c := &it.Criteres
	var dits, choix, sauf []string
	for _, k := range criteres {
		switch dit := k.whom(c); {
		case dit == "":
		case has(c.UnSuffit, k.champ):
			choix = append(choix, dit)
		case k.sujet != deLaStructure:
		case k.exclut:
			sauf = append(sauf, dit)
		default:
			dits = append(dits, dit)
		}
	}
	if len(choix) > 0 {
		dits = append(dits, strings.Join(choix, ", ou "))
	}
	if c.EffectifMin > 0 {
		dits = append(dits, strconv.Itoa(c.EffectifMin)+" salariés ou plus")
	}
	if c.EffectifMax > 0 {
		dits = append(dits, "moins de "+strconv.Itoa(c.EffectifMax+1)+" salariés")
	}
	return append(dits, sauf...)
}

// whom names those whom a criterion keeps, or leaves out. Types of SIAE are said by their acronym; a list that holds
// the whole region says nothing.
func (k *critere) whom(c *Criteres) string {
	codes := k.attend(c)
	noms := make([]string, len(codes))
	for i, code := range codes {
		if noms[i] = k.liste.Libelle(code); strings.HasSuffix(k.champ, "types_siae") {
			noms[i] = code
		}
	}
	dits := join(noms, "et")
	switch {
	case len(codes) == 0:
		return ""
	case k.champ == "hors_departements":
		return "hors des Hauts-de-France"
	case k.exclut:
		return "sauf " + dits
	case !k.isNarrow(c) && k.champ != "types_siae":
		return ""
	case k.sujet == deLaPersonne:
		return lower(dits)
	}
	return dits
}

// Suits tells whether an item concerns this kind of structure, there. What the criteria leave open concerns
// everybody.
func (it *Item) Suits(s Situation) bool {
	c := &it.Criteres
	genre := fits(c.TypesSiae, s.TypeSiae) || has(c.UnSuffit, "types_siae")
	ici := fits(c.Departements, s.Departement) || has(c.UnSuffit, "departements") && hasAny(c.Reseaux, s.Reseaux)
	return genre && ici && fits(c.Opcos, s.Opco) && !it.isFar(s.Departement) && !c.isElsewhere(&s) &&
		!has(c.HorsTypesSiae, s.TypeSiae) && !has(c.HorsDepartements, s.Departement) && !hasAny(c.HorsReseaux, s.Reseaux)
}

// Validite says from when, or until when: « jusqu'au 30/06/2023 ».
func (it *Item) Validite() string {
	c := &it.Criteres
	switch {
	case !c.du.IsZero() && !c.au.IsZero():
		return "du " + c.du.Francais() + " au " + c.au.Francais()
	case !c.du.IsZero():
		return "depuis le " + c.du.Francais()
	case !c.au.IsZero():
		return "jusqu'au " + c.au.Francais()
	}
	return ""
}

var moisFrancais = []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
	"octobre", "novembre", "décembre"}

// Quand writes the date of a change: « 2026 », « janvier 2026 », « le 01/07/2023 », « date non connue ».
func (d Depuis) Quand() string {
	if d.Date == DateInconnue {
		return "date " + d.Date
	}
	if t, err := time.Parse(time.DateOnly, d.Date); err == nil {
		return "le " + parcours.DateOf(t).Francais()
	}
	if t, err := time.Parse("2006-01", d.Date); err == nil {
		return moisFrancais[t.Month()-1] + " " + strconv.Itoa(t.Year())
	}
	return d.Date
}

// IsLater tells that the change came after the edition of the item. The rest is a precision that the guide left out,
// or bears no date.
func (it *Item) IsLater(d Depuis) bool {
	annee, _, _ := strings.Cut(it.Edition, "-")
	return d.Date != DateInconnue && d.Date >= annee
}

// Precedes tells that the item is printed before another one.
func (it *Item) Precedes(autre *Item) bool { return it.start() < autre.start() }

// Appeler lists the people whom the item names.
func (it *Item) Appeler() []*Item { return it.contacts }

// CanCall tells whether this id is a contact whom the item says to call; a contact may itself be called.
func (it *Item) CanCall(id string) bool {
	return it.Type == TypeContact && it.ID == id ||
		slices.ContainsFunc(it.contacts, func(c *Item) bool { return c.ID == id })
}
