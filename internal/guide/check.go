package guide

import (
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/parcours"
)

// checker gathers what was read and what is wrong with it.
type checker struct {
	items   []*Item
	places  []place
	vus     map[string]place
	edition Edition
	// fichierEdition is where the edition was read, right or wrong.
	fichierEdition string
	defauts        Defauts
}

func (v *checker) add(p place, message string, chemin ...any) {
	var champ []string
	for _, pas := range chemin {
		if nom, ok := pas.(string); ok {
			champ = append(champ, nom)
		}
	}
	v.defauts = append(v.defauts, Defaut{p.fichier, p.line(chemin...), strings.Join(champ, "."), message})
}

var (
	formeID      = regexp.MustCompile(`^[A-Z]{2,6}(-[A-Z0-9]+(\.[0-9]+)?)*$`)
	formeEdition = regexp.MustCompile(`^20\d\d(-(0[1-9]|1[0-2]))?$`)
	formeMois    = regexp.MustCompile(`^20\d\d-(0[1-9]|1[0-2])$`)
	formeDepuis  = []string{"2006", "2006-01", time.DateOnly}
)

// readEdition reads the one file that holds no item.
func (v *checker) readEdition(fsys fs.FS, nom string) error {
	if v.fichierEdition != "" {
		v.add(place{fichier: nom}, "le guide a déjà une édition ("+v.fichierEdition+") : un seul fichier "+FichierEdition+" est attendu")
		return nil
	}
	v.fichierEdition = nom
	racine, err := v.decode(fsys, nom, &v.edition)
	if racine == nil {
		return err
	}
	p, e := place{fichier: nom, noeud: racine}, v.edition
	// The decoder makes 1 of 1.5.
	if e.Numero < 1 || descend(racine, "numero").ShortTag() != "!!int" {
		v.add(p, "numero : attendu un nombre entier, 1 ou plus, qui grandit à chaque mise à jour", "numero")
	}
	if !formeMois.MatchString(e.Date) {
		v.add(p, fmt.Sprintf("date « %s » : attendu le mois de la mise à jour, par exemple 2026-11", e.Date), "date")
	}
	if strings.TrimSpace(e.Titre) == "" {
		v.add(p, "« titre » manque, par exemple Guide régional 2023", "titre")
	}
	return nil
}

func (v *checker) requireEdition() {
	if v.fichierEdition == "" {
		v.add(place{fichier: FichierEdition}, "ce fichier manque : il donne le numéro du guide (numero), le mois de sa "+
			"mise à jour (date) et son titre (titre)")
	}
}

// checkItem checks what can be checked without the other items.
func (v *checker) checkItem(it *Item, p place) {
	it.fichier, it.ligne = p.fichier, p.line()
	v.checkID(it, p)
	v.checkText(it, p)
	v.checkSource(it, p)
	v.checkCriteres(it, p)
	v.checkDetails(it, p)
	v.items = append(v.items, it)
	v.places = append(v.places, p)
}

func (v *checker) checkID(it *Item, p place) {
	switch {
	case it.ID == "":
		v.add(p, "« id » manque", "id")
	case !formeID.MatchString(it.ID):
		v.add(p, fmt.Sprintf("id « %s » : la forme attendue est BP-03 ou SOL-04.5", it.ID), "id")
	default:
		if avant, deja := v.vus[it.ID]; deja {
			v.add(p, fmt.Sprintf("id « %s » déjà utilisé (%s:%d)", it.ID, avant.fichier, avant.line("id")), "id")
			return
		}
		v.vus[it.ID] = p
	}
}

func (v *checker) checkText(it *Item, p place) {
	if !Types.Has(it.Type) {
		v.add(p, unknown(it.Type, "type", Types), "type")
	}
	if strings.TrimSpace(it.Titre) == "" {
		v.add(p, quel(it)+" : « titre » manque", "titre")
	}
	if strings.TrimSpace(it.Texte) == "" {
		v.add(p, quel(it)+" : « texte » manque", "texte")
	}
	if _, ok := rangPriorite[it.Priorite]; !ok {
		v.add(p, fmt.Sprintf("priorité « %s » inconnue : bloquant, important ou normal", it.Priorite), "priorite")
	}
	for i, a := range it.Actions {
		if strings.TrimSpace(a) == "" {
			v.add(p, quel(it)+" : action vide", "actions", i)
		}
	}
}

// checkSource: nothing is said without an étape, lines and an edition; what we add on what the guide does not treat
// has no lines, and a dated source instead.
func (v *checker) checkSource(it *Item, p place) {
	if it.Type == TypeEtape {
		it.Etape = it.ID
	}
	if it.Etape == "" {
		v.add(p, quel(it)+" : « etape » manque", "etape")
	}
	if it.HorsGuide {
		// The meaning of an acronym needs no source.
		if it.Lignes != "" || len(it.Depuis) == 0 && it.Type != TypeGlossaire {
			v.add(p, quel(it)+" : hors du guide, un élément n'a pas de « lignes » ; il a une source dans « depuis »", "hors_guide")
		}
	} else if it.Lignes == "" {
		v.add(p, quel(it)+" : source manquante, « lignes » est obligatoire", "lignes")
	} else if plages, ok := parseLignes(it.Lignes); ok {
		it.plages = plages
	} else {
		v.add(p, fmt.Sprintf("%s : lignes « %s » : attendu par exemple 231-236, 786, entre 1 et %d", quel(it), it.Lignes, lastLigne), "lignes")
	}
	if !formeEdition.MatchString(it.Edition) {
		v.add(p, fmt.Sprintf("%s : édition « %s » : attendu 2023 ou 2026-09", quel(it), it.Edition), "edition")
	}
}

func (v *checker) checkCriteres(it *Item, p place) {
	c := &it.Criteres
	for _, k := range criteres {
		for i, code := range k.attend(c) {
			if !k.liste.Has(code) {
				v.add(p, unknown(code, "criteres."+k.champ, k.liste), "criteres", k.champ, i)
			}
		}
	}
	v.checkUnSuffit(c, p)
	if c.EffectifMin < 0 || c.EffectifMax < 0 || c.EffectifMax > 0 && c.EffectifMin > c.EffectifMax {
		v.add(p, "effectif_min et effectif_max se contredisent", "criteres", "effectif_max")
	}
	c.du = v.checkDay(c.Du, p, "du")
	c.au = v.checkDay(c.Au, p, "au")
	if !c.du.IsZero() && !c.au.IsZero() && c.au.Before(c.du) {
		v.add(p, "la fin de validité (au) précède son début (du)", "criteres", "au")
	}
	if c.Structure && len(c.Etats) > 0 {
		v.add(p, "« structure » et « etats » s'excluent : un conseil à la structure n'a pas d'état", "criteres", "structure")
	}
	if it.Type == TypeSolution && len(c.Freins) == 0 {
		v.add(p, quel(it)+" : une solution répond à un frein, « criteres.freins » manque", "criteres")
	}
}

// checkUnSuffit: an alternative names at least two criteria, which the item has and which may be met one without the
// other.
func (v *checker) checkUnSuffit(c *Criteres, p place) {
	for i, champ := range c.UnSuffit {
		j := slices.IndexFunc(criteres, func(k critere) bool { return k.champ == champ && !k.exclut })
		if j < 0 || len(criteres[j].attend(c)) == 0 {
			v.add(p, fmt.Sprintf("un_suffit : « %s » n'est pas un critère de cet élément", champ), "criteres", "un_suffit", i)
		}
	}
	if len(c.UnSuffit) == 1 {
		v.add(p, "un_suffit : nommez au moins deux critères, dont un seul suffit", "criteres", "un_suffit")
	}
}

func (v *checker) checkDay(s string, p place, champ string) parcours.Date {
	if s == "" {
		return parcours.Date{}
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		v.add(p, fmt.Sprintf("date « %s » : attendu AAAA-MM-JJ, un jour du calendrier", s), "criteres", champ)
	}
	return parcours.DateOf(t)
}

func (v *checker) checkDetails(it *Item, p place) {
	if len(it.Codes) > 0 && codesOf[it.Type] == nil {
		v.add(p, fmt.Sprintf("le type « %s » n'a pas de vocabulaire : « codes » n'a pas de sens ici", it.Type), "codes")
	} else {
		for i, code := range it.Codes {
			if !codesOf[it.Type].Has(code) {
				v.add(p, unknown(code, "codes", codesOf[it.Type]), "codes", i)
			}
		}
	}
	v.checkLiens(it, p)
	for i, d := range it.Depuis {
		v.checkDepuis(d, p, i)
	}
	v.checkContact(it, p)
}

func (v *checker) checkLiens(it *Item, p place) {
	for i, l := range it.Liens {
		u, err := url.Parse(l.URL)
		if err != nil || u.Scheme != "https" || u.Host == "" || l.Libelle == "" {
			v.add(p, fmt.Sprintf("lien « %s » : un libellé et une adresse en https:// sont attendus", l.URL), "liens", i)
		}
	}
}

func (v *checker) checkDepuis(d Depuis, p place, i int) {
	datee := d.Date == DateInconnue
	for _, forme := range formeDepuis {
		if _, err := time.Parse(forme, d.Date); err == nil {
			datee = true
		}
	}
	if !datee {
		v.add(p, fmt.Sprintf("depuis : date « %s » : attendu 2026, 2026-01, 2026-01-01 ou « %s »", d.Date, DateInconnue), "depuis", i, "date")
	}
	if d.Texte == "" || d.Source == "" {
		v.add(p, "depuis : un changement a un texte et une source", "depuis", i)
	}
}

func (v *checker) checkContact(it *Item, p place) {
	if (it.Contact != nil) != (it.Type == TypeContact) {
		v.add(p, quel(it)+" : « contact » va avec le type contact, et seulement avec lui", "contact")
		return
	}
	c := it.Contact
	if c == nil {
		return
	}
	if c.Organisme == "" || c.Fonction == "" {
		v.add(p, quel(it)+" : un contact a un organisme et une fonction", "contact")
	}
	if !c.AVerifier {
		v.add(p, quel(it)+" : un contact de 2023 porte « a_verifier: true »", "contact")
	}
	if c.Mel != "" && !strings.Contains(c.Mel, "@") {
		v.add(p, fmt.Sprintf("adresse « %s » illisible", c.Mel), "contact", "mel")
	}
}

// checkReferences checks what items say of one another.
func (v *checker) checkReferences() {
	types := map[string]string{}
	for _, it := range v.items {
		types[it.ID] = it.Type
	}
	for i, it := range v.items {
		if it.Etape != "" && types[it.Etape] != TypeEtape {
			v.add(v.places[i], fmt.Sprintf("étape « %s » inconnue", it.Etape), "etape")
		}
		for j, id := range it.Contacts {
			if types[id] != TypeContact {
				v.add(v.places[i], fmt.Sprintf("contact « %s » inconnu", id), "contacts", j)
			}
		}
	}
}

func quel(it *Item) string {
	if it.ID == "" {
		return "élément sans id"
	}
	return it.ID
}

func unknown(code, champ string, l parcours.Liste) string {
	if len(l) > 12 {
		return fmt.Sprintf("code inconnu « %s » dans %s", code, champ)
	}
	return fmt.Sprintf("code inconnu « %s » dans %s : %s", code, champ, join(l.Codes(), "ou"))
}
