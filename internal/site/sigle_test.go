package site_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parcours.example/internal/guide"
)

// pasDesSigles are words in capitals that stand for no words of their own, or
// for words that the guide writes beside them.
var pasDesSigles = []string{
	"AFDAS", "AKTO", "ATLAS", "OCAPIAT", // OPCO known by these names
	"ADEFI", "EMA", "FJEP", "CHANTIER", // organisations: « EMA (Espace mobilité de l'Artois) », « CHANTIER école »
	"DORA", "EVA", "GÉOT", "PIX", "EMPLOI", "AFPA", "GRETA", // tools and organismes known by these names
	"CSV", "XLSX", "PDF", // kinds of files, written with « Excel » or « fichier » beside
	"POEC",   // as a link of the guide writes POE-C
	"POEI",   // as a source writes POE-I
	"GILME",  // an address, cut before its @
	"II",     // in the number of an amendement
	"URAI",   // quoted: the guide's slip for URIAE
	"DUPONT", // an example
	// People of the imported file.
	"BELO", "CALISTO", "FARE", "LAFERTIN", "LAGRAND", "LARAVA", "MALANT", "MARIN", "MONCE", "OTOLA", "RAHSSA", "RAZI",
	"TESSE", "TIBO", "TRESSANT",
}

// laissesTels are the places where acronyms stay plain: what one presses, ticks
// or hears once, the frame that is the same on every page, refusals (one is led
// to the field), lists of what people typed, and pictures.
func laissesTels(n *node) bool {
	switch n.Data {
	case "a", "button", "summary", "label", "legend", "option", "h1", "title", "caption", "abbr", "textarea", "mark", "header", "footer", "ins", "del":
		return true
	}
	for _, classe := range strings.Fields(attr(n, "class")) {
		switch classe {
		case "cache-visuel", "champ-erreur", "resume-erreurs", "evenement-texte", "evenement-auteur", "tache-pourquoi", "bandeau", "tete-imprimee":
			return true
		}
	}
	return attr(n, "aria-hidden") == "true"
}

var (
	motEnCapitales = regexp.MustCompile(`[\p{L}\p{N}]+`)
	capitale       = regexp.MustCompile(`\p{Lu}`)
	autreChose     = regexp.MustCompile(`\p{Ll}|\d\d`)
	personnes      = regexp.MustCompile(`(CIP|Directeur|Encadrant technique) (ACI|ETTI)|\S+@\S+`) // the names of the decor, addresses
)

// capitalesOf lists the words of a text written in capitals, two letters or
// more; what holds a lower case letter or several digits is none.
func capitalesOf(texte string) []string {
	return slices.DeleteFunc(motEnCapitales.FindAllString(personnes.ReplaceAllString(texte, ""), -1), func(mot string) bool {
		return len(capitale.FindAllString(mot, 2)) < 2 || autreChose.MatchString(mot)
	})
}

// glossaireOf gives every word in capitals that the glossary explains, those of
// « PIC IAE » and « POE-C » included.
func glossaireOf(g *guide.Guide) map[string]bool {
	mots := map[string]bool{}
	for _, it := range g.Glossaire() {
		for _, mot := range capitalesOf(it.Titre) {
			mots[mot] = true
		}
	}
	return mots
}

// checkSigles: an acronym that is read on a page is in the glossary; it is
// explained where it stands, at least once in its block, unless something there
// is to be pressed.
func checkSigles(t *testing.T, ou string, r *reponse) {
	t.Helper()
	connus := glossaireOf(leGuide(t))
	walk(r.doc, func(n *html.Node) {
		if n.Type != html.TextNode || closest(n, "script") != nil || closest(n, "style") != nil ||
			closest(n, "textarea") != nil || isPlain(n, func(n *node) bool { return attr(n, "aria-hidden") == "true" }) {
			return
		}
		for _, mot := range capitalesOf(n.Data) {
			switch {
			case slices.Contains(pasDesSigles, mot) && !connus[mot]:
			case !connus[mot]:
				t.Errorf("%s: « %s » is not in the glossary: %.80s", ou, mot, strings.TrimSpace(n.Data))
			case !isPlain(n, laissesTels) && !isExplained(n, mot):
				t.Errorf("%s: « %s » is not explained where it stands: %.80s", ou, mot, strings.TrimSpace(n.Data))
			}
		}
	})
	deja := map[*node]map[string]bool{}
	for _, n := range r.find(func(n *node) bool { return n.Data == "abbr" }) {
		mot, bloc := n.FirstChild.Data, blocOf(n)
		if deja[bloc] == nil {
			deja[bloc] = map[string]bool{}
		}
		if deja[bloc][mot] {
			t.Errorf("%s: « %s » is explained twice in a block: the keyboard stops there for nothing", ou, mot)
		}
		deja[bloc][mot] = true
		if isPlain(n, func(n *node) bool {
			return slices.Contains([]string{"a", "button", "summary", "label", "legend", "option", "h1", "title"}, n.Data)
		}) {
			t.Errorf("%s: « %s » is explained inside what one presses or ticks", ou, mot)
		}
	}
}

// isPlain: the node stands in such a place.
func isPlain(n *node, lieu func(*node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Type == html.ElementNode && lieu(p) {
			return true
		}
	}
	return false
}

// blocOf is the advice, the fold, the card or else the page that holds a node.
func blocOf(n *node) *node {
	p := n.Parent
	for p.Data != "article" && p.Data != "main" && p.Data != "details" && p.Data != "body" && !isClass(p, "carte") {
		p = p.Parent
	}
	return p
}

func isClass(n *node, classe string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), classe)
}

// isExplained: the block that holds the node explains the word.
func isExplained(n *node, mot string) bool {
	if isPlain(n, func(n *node) bool { return isClass(n, "sigles") }) {
		return true // the glossary itself
	}
	dit := false
	walk(blocOf(n), func(n *html.Node) {
		dit = dit || n.Data == "abbr" && slices.Contains(capitalesOf(n.FirstChild.Data), mot)
	})
	return dit
}

// TestAcronymsAreExplainedWhereTheyStand, screen by screen.
func TestAcronymsAreExplainedWhereTheyStand(t *testing.T) {
	t.Parallel()
	d := newDossier(t)
	d.follow(d.submit(d.open(), d.url+"/formation", formationDuTest...))
	d.follow(d.submit(d.open(), d.url+"/financements", "dispositif", "pic_iae", "financeur", "Uniformation", "montant_demande", "1000"))
	d.follow(d.post(d.url+"/freins-gestion", "freins_gestion", "economie"))
	d.follow(d.post(d.url+"/conseils/BP-04", "decision", "planifie", "date_prevue", "2026-03-02"))
	page := d.open()
	dansLe := func(r *reponse, id string) []string {
		var mots []string
		for _, n := range r.find(func(n *node) bool { return n.Data == "abbr" }) {
			for p := n.Parent; p != nil; p = p.Parent {
				if attr(p, "id") == id {
					mots = append(mots, n.FirstChild.Data)
				}
			}
		}
		return mots
	}
	for id, veut := range map[string]string{"plan": "PIC IAE", "contraintes": "SIAE", "formation": "RNCP"} {
		if mots := dansLe(page, id); !slices.Contains(mots, veut) {
			t.Errorf("#%s explains %q, not %s", id, mots, veut)
		}
	}
	fiche, err := d.m.app.FindParcours(t.Context(), d.m.Aci.Cip, d.id)
	if err != nil {
		t.Fatal(err)
	}
	for adresse, veut := range map[string]string{
		d.url: "CIP", "/salaries/" + itoa(fiche.Salarie.ID): "PASS IAE", "/structure": "OPCO",
		"/structure/territoire": "DREETS", "/structure/guide": "OPCO",
		"/guide/contacts": "OPCO EP", "/parcours?vue=tous": "CIP",
	} {
		r := d.get(adresse).wants(200)
		checkSigles(t, adresse, r)
		if len(r.find(func(n *node) bool { return n.Data == "abbr" && n.FirstChild.Data == veut && attr(n, "data-sens") != "" })) == 0 {
			t.Errorf("%s does not explain %s", adresse, veut)
		}
	}
	// What the guide says is explained; what people noted is theirs.
	d.follow(d.submit(d.open(), d.url+"/suivis", "texte", "Rappeler SI besoin, prêt d'un VAE.", "date_prochain", "2026-03-02",
		"prochain_dans", "date"))
	jour := d.get("/aujourdhui?qui=tous").wants(200, "SI besoin")
	checkSigles(t, "today", jour)
	if len(jour.find(func(n *node) bool { return n.Data == "abbr" && n.FirstChild.Data == "PMSMP" })) != 1 {
		t.Error("the advice that was planned for today is not explained")
	}
	for _, n := range append(jour.find(func(n *node) bool { return n.Data == "abbr" }),
		d.open().find(func(n *node) bool { return n.Data == "abbr" })...) {
		if mot := n.FirstChild.Data; mot == "SI" {
			t.Error("somebody's « SI » is explained")
		}
	}
}
