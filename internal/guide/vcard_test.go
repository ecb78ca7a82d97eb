package guide_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"parcours.example/internal/guide"
	"parcours.example/internal/parcours"
)

func TestVCardOfAnAdviser(t *testing.T) {
	t.Parallel()
	it := item(t, embedded(t), "OPC-03")
	want := strings.Join([]string{
		"BEGIN:VCARD",
		"VERSION:4.0",
		"UID;VALUE=text:parcours-guide-OPC-03",
		"KIND:individual",
		"FN:Frédéric Zubrzycki",
		"N:Zubrzycki;Frédéric;;;",
		"ORG:Uniformation",
		"TITLE:conseiller emploi formation",
		"TEL;VALUE=uri;TYPE=work:tel:+33615473633",
		"EMAIL;TYPE=work:fzubrzycki@uniformation.fr",
		`NOTE:contact 2023\, à vérifier. À appeler si vous ne connaissez pas enco`,
		` re votre conseiller chez Uniformation. Aisne\, Oise et Somme. Le guide nom`,
		` me une autre conseillère pour les adhérents Alisfa et Régies de quartie`,
		` r. Il donne « fzubrzycki@uniformalion.fr » : domaine corrigé\, à véri`,
		` fier. Guide 2023\, Identification de la formation\, l. 281.`,
		"END:VCARD",
		"",
	}, "\r\n")
	if diff := cmp.Diff(want, string(it.VCard())); diff != "" {
		t.Errorf("the card (-want +got):\n%s", diff)
	}
}

func TestEveryVCardIsWellFormed(t *testing.T) {
	t.Parallel()
	for _, it := range embedded(t).Contacts(guide.Filtre{}) {
		carte := string(it.VCard())
		for _, l := range strings.SplitAfter(carte, "\r\n") {
			if len(strings.TrimSuffix(l, "\r\n")) > 75 || strings.Contains(strings.TrimSuffix(l, "\r\n"), "\n") {
				t.Errorf("%s: line %q", it.ID, l)
			}
		}
		entiere := strings.ReplaceAll(carte, "\r\n ", "")
		for _, obligatoire := range []string{"BEGIN:VCARD\r\nVERSION:4.0\r\n", "\r\nFN:", "vérifier", "\r\nEND:VCARD\r\n"} {
			if !strings.Contains(entiere, obligatoire) {
				t.Errorf("%s lacks %q:\n%s", it.ID, obligatoire, entiere)
			}
		}
	}
	if sigle := item(t, embedded(t), "GLO-20"); sigle.VCard() != nil {
		t.Error("an acronym has no card")
	}
}

func TestVCardEscapesAndKeepsOddNumbers(t *testing.T) {
	t.Parallel()
	it := guide.Item{ID: "X", Local: true, Contact: &guide.Contact{ContactCorrige: parcours.ContactCorrige{
		Organisme: `Garage; "Le Pont", quai \ 2`, Note: "Première ligne\nseconde", Tel: []string{"0 800 11 10 35", "39 49", "+32 2 123"},
	}}}
	carte := strings.ReplaceAll(string(it.VCard()), "\r\n ", "")
	for _, want := range []string{
		"KIND:org\r\n", `ORG:Garage\; "Le Pont"\, quai \\ 2`, `Première ligne\nseconde`,
		"tel:0800111035;phone-context=+33", "tel:3949;phone-context=+33", "tel:+322123",
	} {
		if !strings.Contains(carte, want) {
			t.Errorf("no %q in\n%s", want, carte)
		}
	}
}
