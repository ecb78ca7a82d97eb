package guide_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"parcours.example/internal/guide"
)

const bon = `edition: "2023"
items:
  - id: ETP-05
    type: etape
    lignes: "772-811"
    titre: "Financement"
    texte: "Réunir les financements."
  - id: FIN-01
    type: financement
    etape: ETP-05
    lignes: "778"
    titre: "PIC IAE"
    texte: "Appelez votre OPCO."
`

const bonneEdition = "numero: 3\ndate: \"2027-01\"\ntitre: \"Guide d'essai\"\n"

// load reads these files, and an edition unless they hold one.
func load(files map[string]string) (*guide.Guide, error) {
	racine := fstest.MapFS{guide.FichierEdition: {Data: []byte(bonneEdition)}}
	for nom, texte := range files {
		racine[nom] = &fstest.MapFile{Data: []byte(texte)}
	}
	return guide.Load(racine)
}

func TestLoaderAcceptsAGoodFile(t *testing.T) {
	t.Parallel()
	if _, err := load(map[string]string{"05.yaml": bon, "notes.txt": "ignored"}); err != nil {
		t.Fatal(err)
	}
}

// Each defect is one edit of the good file: line 14 is the first added line.
func TestLoaderRefusesEachDefectWithFileAndLine(t *testing.T) {
	t.Parallel()
	for nom, c := range map[string]struct {
		avant, apres string
		ligne        int
		dit          string
	}{
		"unknown state":       {"", "    criteres: {etats: [finacement]}\n", 14, "code inconnu « finacement » dans criteres.etats"},
		"unknown SIAE type":   {"", "    criteres:\n      types_siae:\n        - ACI\n        - ACII\n", 17, "« ACII »"},
		"unknown département": {"", "    criteres: {departements: [\"75\"]}\n", 14, "« 75 »"},
		"unknown OPCO":        {"", "    criteres: {opcos: [opco2i]}\n", 14, "« opco2i »"},
		"unknown frein":       {"", "    criteres: {freins: [mobilité]}\n", 14, "« mobilité »"},
		"unknown territory":   {"", "    criteres: {territoires: [calais]}\n", 14, "« calais »"},
		"unknown dispositif":  {"", "    codes: [pic]\n", 14, "« pic »"},
		"unknown role":        {"", "    criteres: {roles: [chef]}\n", 14, "« chef »"},
		"unknown criterion":   {"", "    criteres:\n      etat: [financement]\n", 15, "champ inconnu « etat »"},
		"unknown field":       {"", "    sources: \"12\"\n", 14, "champ inconnu « sources »"},
		"field written twice": {"", "    titre: \"Encore\"\n", 14, "deux fois"},
		"wrong shape":         {"", "    criteres: {etats: financement}\n", 14, "valeur inattendue"},
		"unknown type":        {"type: financement", "type: finance", 9, "« finance »"},
		"duplicate id":        {"id: FIN-01", "id: ETP-05", 8, "déjà utilisé (05.yaml:3)"},
		"odd id":              {"id: FIN-01", "id: fin 1", 8, "la forme attendue"},
		"missing id":          {"  - id: FIN-01\n    type: financement", "  - type: financement", 8, "« id » manque"},
		"missing source":      {"    lignes: \"778\"\n", "", 8, "source manquante"},
		"lines out of range":  {"\"778\"", "\"778, 1272\"", 11, "entre 1 et 1271"},
		"lines reversed":      {"\"778\"", "\"790-778\"", 11, "790-778"},
		"missing étape":       {"    etape: ETP-05\n", "", 8, "« etape » manque"},
		"unknown étape":       {"etape: ETP-05", "etape: ETP-55", 10, "étape « ETP-55 » inconnue"},
		"unknown contact":     {"", "    contacts:\n      - OPC-01\n", 15, "contact « OPC-01 » inconnu"},
		"contact elsewhere":   {"", "    contact: {organisme: AKTO, fonction: conseil, a_verifier: true}\n", 14, "type contact"},
		"empty text":          {"\"Appelez votre OPCO.\"", "\" \"", 13, "« texte » manque"},
		"empty title":         {"\"PIC IAE\"", "\"\"", 12, "« titre » manque"},
		"edition":             {"edition: \"2023\"", "edition: \"mars\"", 3, "édition « mars »"},
		"day of no calendar":  {"", "    criteres:\n      du: \"2023-02-30\"\n", 15, "2023-02-30"},
		"dates reversed":      {"", "    criteres:\n      du: \"2023-07-01\"\n      au: \"2023-06-30\"\n", 16, "précède"},
		"headcounts":          {"", "    criteres:\n      effectif_min: 50\n      effectif_max: 49\n", 16, "contredisent"},
		"priority":            {"", "    priorite: urgent\n", 14, "« urgent »"},
		"link":                {"", "    liens: [{libelle: AKTO, url: \"http://www.akto.fr\"}]\n", 14, "https"},
		"change without date": {"", "    depuis:\n      - {date: \"hier\", texte: \"x\", source: \"y\"}\n", 15, "« hier »"},
		"change, no source":   {"", "    depuis:\n      - {date: \"2026\", texte: \"x\"}\n", 15, "une source"},
		"solution, no frein":  {"type: financement", "type: solution", 8, "criteres.freins"},
		"alternative, unknown": {"", "    criteres:\n      types_siae: [ACI]\n      origines: [cip_asp]\n      " +
			"un_suffit: [types_siae, origine]\n", 17, "« origine » n'est pas un critère"},
		"alternative, absent": {"", "    criteres:\n      types_siae: [ACI]\n      un_suffit: [types_siae, origines]\n",
			16, "« origines » n'est pas un critère"},
		"alternative, alone":  {"", "    criteres:\n      types_siae: [ACI]\n      un_suffit: [types_siae]\n", 16, "au moins deux"},
		"unknown network":     {"", "    criteres: {hors_reseaux: [regie]}\n", 14, "« regie »"},
		"outside, with lines": {"", "    hors_guide: true\n    depuis: [{date: \"2026\", texte: x, source: y}]\n", 14, "hors du guide"},
		"outside, no source":  {"    lignes: \"778\"\n", "    hors_guide: true\n", 11, "hors du guide"},
		"unreadable":          {"\"PIC IAE\"", "\"PIC IAE", 7, "YAML illisible à partir d'ici"}, // the parser gives the block
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			texte := bon + c.apres
			if c.avant != "" {
				texte = strings.Replace(bon, c.avant, c.apres, 1)
			}
			_, err := load(map[string]string{"05.yaml": texte})
			var defauts guide.Defauts
			if !errors.As(err, &defauts) {
				t.Fatalf("accepted, or another error: %v", err)
			}
			lieu := fmt.Sprintf("05.yaml:%d : ", c.ligne)
			for _, d := range defauts {
				if strings.HasPrefix(d.Error(), lieu) && strings.Contains(d.Message, c.dit) {
					return
				}
			}
			t.Errorf("want %s… %s, got:\n%v", lieu, c.dit, err)
		})
	}
}

// What the guide does not treat says so, and a source without a date too.
func TestWhatIsOutsideTheGuideSaysSo(t *testing.T) {
	t.Parallel()
	g := embedded(t)
	for _, id := range []string{"HOR-RECONVERSION", "HOR-TRANSITION"} {
		it := item(t, g, id)
		if it.Source() != "Hors guide, ajouté en 2026" || it.Age(today) != "texte de 2026, moins d'un an" || len(it.Depuis) == 0 {
			t.Errorf("%s: %q, %q", id, it.Source(), it.Age(today))
		}
	}
	for _, it := range g.Items() {
		if strings.Contains(it.Texte, "guide n'en parle pas") && !it.HorsGuide {
			t.Errorf("%s says that the guide does not speak of it, and quotes its lines", it.ID)
		}
	}
	akto := item(t, g, "FIN-04")
	if d := akto.Depuis[0]; d.Quand() != "date non connue" || akto.IsLater(d) {
		t.Errorf("AKTO's delay is dated: %q", d.Quand())
	}
	if eds := g.Editions(); len(eds) != 1 || eds[0] != "2023" {
		t.Errorf("editions of the guide: %v", eds)
	}
}

func TestLoaderSaysEverythingAtOnce(t *testing.T) {
	t.Parallel()
	_, err := load(map[string]string{
		"a.yaml": strings.Replace(bon, `"778"`, `"9999"`, 1),
		"b.yaml": "edition: \"2023\"\netape: ETP-05\nitems:\n  - {id: FIN-01, type: financement, lignes: \"780\", titre: T, texte: T}\n",
	})
	var defauts guide.Defauts
	if !errors.As(err, &defauts) || len(defauts) != 2 {
		t.Fatalf("want two defects, got %v", err)
	}
	if defauts[0].Fichier != "a.yaml" || defauts[1].Fichier != "b.yaml" {
		t.Errorf("order: %v", defauts)
	}
}

func TestLoaderRefusesAnEmptyFolder(t *testing.T) {
	t.Parallel()
	if _, err := load(map[string]string{"vide.yaml": ""}); err == nil {
		t.Error("an empty guide was accepted")
	}
}
