package guide

import (
	"cmp"
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
	entries []entry
	vus     map[string]place
	edition Edition
	// fichierEdition is where the edition was read, right or wrong.
	fichierEdition string
	defauts        Defauts
}

// entry is an item being checked, at its place in the files.
type entry struct {
	*checker
	it *Item
	p  place
}

func (v *checker) add(p place, message string, chemin ...any) {
	v.defauts = append(v.defauts, Defaut{p.fichier, p.line(chemin...), champOf(chemin), message})
}

func (e entry) refuse(si bool, message string, chemin ...any) {
	if si {
		e.add(e.p, message, chemin...)
	}
}

func (e entry) refuseCodes(l parcours.Liste, codes []string, chemin ...any) {
	for i, code := range codes {
		if l.Has(code) {
			continue
		}
		message := fmt.Sprintf("code inconnu « %s » dans %s", code, champOf(chemin))
		if len(l) <= 12 {
			message += " : " + join(l.Codes(), "ou")
		}
		e.add(e.p, message, append(slices.Clip(chemin), i)...)
	}
}

// champOf names a field by its path, without the places in lists.
func champOf(chemin []any) string {
	var noms []string
	for _, pas := range chemin {
		if nom, ok := pas.(string); ok {
			noms = append(noms, nom)
		}
	}
	return strings.Join(noms, ".")
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
		v.add(place{fichier: nom}, fmt.Sprintf("le guide a déjà une édition (%s) : un seul fichier %s est attendu",
			v.fichierEdition, FichierEdition))
		return nil
	}
	v.fichierEdition = nom
	racine, err := v.decode(fsys, nom, &v.edition)
	if racine == nil {
		return err
	}
	e, edition := entry{checker: v, p: place{nom, racine}}, v.edition
	// The decoder makes 1 of 1.5.
	e.refuse(edition.Numero < 1 || descend(racine, "numero").ShortTag() != "!!int",
		"numero : attendu un nombre entier, 1 ou plus, qui grandit à chaque mise à jour", "numero")
	e.refuse(!formeMois.MatchString(edition.Date),
		fmt.Sprintf("date « %s » : attendu le mois de la mise à jour, par exemple 2026-11", edition.Date), "date")
	e.refuse(isBlank(edition.Titre), "« titre » manque, par exemple Guide régional 2023", "titre")
	return nil
}

// checkItem checks what can be checked without the other items.
func (v *checker) checkItem(it *Item, p place) {
	it.fichier, it.ligne = p.fichier, p.line()
	e := entry{v, it, p}
	e.checkID()
	e.checkText()
	e.checkSource()
	e.checkCriteres()
	e.checkDetails()
	v.entries = append(v.entries, e)
}

func (e entry) checkID() {
	id := e.it.ID
	switch avant, deja := e.vus[id]; {
	case id == "":
		e.add(e.p, "« id » manque", "id")
	case !formeID.MatchString(id):
		e.add(e.p, fmt.Sprintf("id « %s » : la forme attendue est BP-03 ou SOL-04.5", id), "id")
	case deja:
		e.add(e.p, fmt.Sprintf("id « %s » déjà utilisé (%s:%d)", id, avant.fichier, avant.line("id")), "id")
	default:
		e.vus[id] = e.p
	}
}

func (e entry) checkText() {
	it := e.it
	e.refuseCodes(Types, []string{it.Type}, "type")
	e.refuse(isBlank(it.Titre), quel(it)+" : « titre » manque", "titre")
	e.refuse(isBlank(it.Texte), quel(it)+" : « texte » manque", "texte")
	_, connue := rangPriorite[it.Priorite]
	e.refuse(!connue, fmt.Sprintf("priorité « %s » inconnue : bloquant, important ou normal", it.Priorite), "priorite")
	for i, a := range it.Actions {
		e.refuse(isBlank(a), quel(it)+" : action vide", "actions", i)
	}
}

// checkSource: nothing is said without an étape, lines and an edition; what we add on what the guide does not treat
// has no lines, and a dated source instead.
func (e entry) checkSource() {
	it := e.it
	if it.Type == TypeEtape {
		it.Etape = it.ID
	}
	e.refuse(it.Etape == "", quel(it)+" : « etape » manque", "etape")
	switch {
	case it.HorsGuide:
		// The meaning of an acronym needs no source.
		e.refuse(it.Lignes != "" || len(it.Depuis) == 0 && it.Type != TypeGlossaire,
			quel(it)+" : hors du guide, un élément n'a pas de « lignes » ; il a une source dans « depuis »", "hors_guide")
	case it.Lignes == "":
		e.add(e.p, quel(it)+" : source manquante, « lignes » est obligatoire", "lignes")
	default:
		var ok bool
		it.plages, ok = parseLignes(it.Lignes)
		e.refuse(!ok, fmt.Sprintf("%s : lignes « %s » : attendu par exemple 231-236, 786, entre 1 et %d",
			quel(it), it.Lignes, lastLigne), "lignes")
	}
	e.refuse(!formeEdition.MatchString(it.Edition),
		fmt.Sprintf("%s : édition « %s » : attendu 2023 ou 2026-09", quel(it), it.Edition), "edition")
}

func (e entry) checkCriteres() {
	c := &e.it.Criteres
	for _, k := range criteres {
		e.refuseCodes(k.liste, k.attend(c), "criteres", k.champ)
	}
	e.checkUnSuffit()
	e.refuse(c.EffectifMin < 0 || c.EffectifMax < 0 || c.EffectifMax > 0 && c.EffectifMin > c.EffectifMax,
		"effectif_min et effectif_max se contredisent", "criteres", "effectif_max")
	c.du, c.au = e.readDay(c.Du, "du"), e.readDay(c.Au, "au")
	e.refuse(!c.du.IsZero() && !c.au.IsZero() && c.au.Before(c.du),
		"la fin de validité (au) précède son début (du)", "criteres", "au")
	e.refuse(c.Structure && len(c.Etats) > 0,
		"« structure » et « etats » s'excluent : un conseil à la structure n'a pas d'état", "criteres", "structure")
	e.refuse(e.it.Type == TypeSolution && len(c.Freins) == 0,
		quel(e.it)+" : une solution répond à un frein, « criteres.freins » manque", "criteres")
}

// checkUnSuffit: an alternative names at least two criteria, which the item has and which may be met one without the
// other.
func (e entry) checkUnSuffit() {
	c := &e.it.Criteres
	for i, champ := range c.UnSuffit {
		demande := slices.ContainsFunc(criteres, func(k *critere) bool {
			return k.champ == champ && !k.exclut && len(k.attend(c)) > 0
		})
		e.refuse(!demande, fmt.Sprintf("un_suffit : « %s » n'est pas un critère de cet élément", champ),
			"criteres", "un_suffit", i)
	}
	e.refuse(len(c.UnSuffit) == 1,
		"un_suffit : nommez au moins deux critères, dont un seul suffit", "criteres", "un_suffit")
}

func (e entry) readDay(s, champ string) parcours.Date {
	if s == "" {
		return parcours.Date{}
	}
	t, err := time.Parse(time.DateOnly, s)
	e.refuse(err != nil, fmt.Sprintf("date « %s » : attendu AAAA-MM-JJ, un jour du calendrier", s), "criteres", champ)
	return parcours.DateOf(t)
}

func (e entry) checkDetails() {
	it := e.it
	if len(it.Codes) > 0 && codesOf[it.Type] == nil {
		e.add(e.p, fmt.Sprintf("le type « %s » n'a pas de vocabulaire : « codes » n'a pas de sens ici", it.Type), "codes")
	} else {
		e.refuseCodes(codesOf[it.Type], it.Codes, "codes")
	}
	e.checkLiens()
	for i, d := range it.Depuis {
		datee := d.Date == DateInconnue || slices.ContainsFunc(formeDepuis, func(forme string) bool {
			_, err := time.Parse(forme, d.Date)
			return err == nil
		})
		e.refuse(!datee, fmt.Sprintf("depuis : date « %s » : attendu 2026, 2026-01, 2026-01-01 ou « %s »",
			d.Date, DateInconnue), "depuis", i, "date")
		e.refuse(d.Texte == "" || d.Source == "", "depuis : un changement a un texte et une source", "depuis", i)
	}
	e.checkContact()
}

func (e entry) checkLiens() {
	for i, l := range e.it.Liens {
		u, err := url.Parse(l.URL)
		e.refuse(err != nil || u.Scheme != "https" || u.Host == "" || l.Libelle == "",
			fmt.Sprintf("lien « %s » : un libellé et une adresse en https:// sont attendus", l.URL), "liens", i)
	}
}

func (e entry) checkContact() {
	switch it, c := e.it, e.it.Contact; {
	case (c != nil) != (it.Type == TypeContact):
		e.add(e.p, quel(it)+" : « contact » va avec le type contact, et seulement avec lui", "contact")
	case c != nil:
		e.refuse(c.Organisme == "" || c.Fonction == "", quel(it)+" : un contact a un organisme et une fonction", "contact")
		e.refuse(!c.AVerifier, quel(it)+" : un contact de 2023 porte « a_verifier: true »", "contact")
		e.refuse(c.Mel != "" && !strings.Contains(c.Mel, "@"), fmt.Sprintf("adresse « %s » illisible", c.Mel), "contact", "mel")
	}
}

func (v *checker) checkReferences() {
	types := map[string]string{}
	for _, e := range v.entries {
		types[e.it.ID] = e.it.Type
	}
	for _, e := range v.entries {
		etape := e.it.Etape
		e.refuse(etape != "" && types[etape] != TypeEtape, fmt.Sprintf("étape « %s » inconnue", etape), "etape")
		for j, id := range e.it.Contacts {
			e.refuse(types[id] != TypeContact, fmt.Sprintf("contact « %s » inconnu", id), "contacts", j)
		}
	}
}

func quel(it *Item) string { return cmp.Or(it.ID, "élément sans id") }

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }
