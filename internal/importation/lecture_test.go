package importation

import (
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"

	"archive/zip"

	"github.com/xuri/excelize/v2"
)

func TestReadRefusesWithTheRightSentence(t *testing.T) {
	t.Parallel()
	ole := append(append([]byte{}, oleMagic...), make([]byte, 600)...)
	chiffre := append(append([]byte{}, ole...), strings.Join(strings.Split("EncryptedPackage", ""), "\x00")+"\x00"...)
	vide := workbook(t)
	titres := []any{"Nom", "Prénom", "Date de naissance"}
	tronque := workbook(t, titres, []any{"A", "B"})
	cas := map[string]struct {
		contenu []byte
		dit     []string
	}{
		"empty file":          {nil, []string{"vide"}},
		"only spaces":         {[]byte(" \r\n\t"), []string{"vide"}},
		"pdf named xlsx":      {[]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3"), []string{"PDF", "fichier Excel d'origine"}},
		"old xls":             {ole, []string{"ancien classeur", ".xlsx"}},
		"encrypted":           {chiffre, []string{"mot de passe"}},
		"html named xls":      {[]byte("<html><table><tr><td>Nom"), []string{"page web"}},
		"picture":             {[]byte("\x89PNG\r\n\x1a\n\x00\x00"), []string{"ni un classeur Excel"}},
		"zip of something":    {archive(t, "lisez-moi.txt", "bonjour"), []string{"archive"}},
		"empty zip":           {archive(t), []string{"archive"}},
		"word":                {archive(t, "word/document.xml", "<a/>"), []string{"Word"}},
		"libreoffice":         {archive(t, "mimetype", "x", "content.xml", "<a/>"), []string{"LibreOffice"}},
		"binary workbook":     {archive(t, "xl/workbook.bin", "x"), []string{".xlsb"}},
		"workbook of noise":   {archive(t, "xl/workbook.xml", "pas du xml"), []string{"abîmé"}},
		"cut in the middle":   {tronque[:len(tronque)/2], []string{"abîmé"}},
		"empty workbook":      {vide, []string{"aucune donnée"}},
		"titles only":         {workbook(t, titres), []string{"ligne de titres", "personne à importer"}},
		"csv, titles only":    {[]byte("Nom;Prénom\n"), []string{"personne à importer"}},
		"no titles":           {[]byte("Dupont;Marie;03/02/1990\nMartin;Luc;04/05/1991\n"), []string{"pas de ligne de titres", "Nom, Prénom"}},
		"unclosed quote":      {[]byte("Nom;Prénom\nDupont;\"Marie\nMartin;Luc\n"), []string{"ligne 2", "guillemet"}},
		"too many columns":    {[]byte(strings.Repeat("x;", 300) + "x\n1;2"), []string{"301 colonnes"}},
		"endless cell":        {[]byte("Nom;Prénom\nA;" + strings.Repeat("x", 6000)), []string{"B2", "6 000 caractères"}},
		"too heavy":           {bytes.Repeat([]byte("a;b\n"), 2<<20), []string{"5 Mo"}},
		"undefined in cp1252": {[]byte("Nom;Pr\x81nom\nA;\xe9"), []string{"illisible"}},
	}
	for nom, c := range cas {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			refusal(t, c.contenu, c.dit...)
		})
	}
}

// Not parallel: it measures what reading allocates.
func TestTwentyThousandRowsAreRefusedQuickly(t *testing.T) {
	f := excelize.NewFile()
	sw, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	ligne := []any{"Nom", "Prénom", "Date de naissance", "Email"}
	for i := range 20_001 {
		if err := sw.SetRow(fmt.Sprintf("A%d", i+1), ligne); err != nil {
			t.Fatal(err)
		}
		ligne = []any{fmt.Sprintf("NOM%d", i), "Prénom", 30_000 + i%5_000, fmt.Sprintf("p%d@exemple.fr", i)}
	}
	if err := sw.Flush(); err != nil {
		t.Fatal(err)
	}
	within(t, 20*time.Second, 256<<20, func() {
		refusal(t, save(t, f), "20 000 lignes", "5 000", "découpez")
	})

	var csv strings.Builder
	csv.WriteString("Nom;Prénom;Date de naissance\n")
	for range 20_000 {
		csv.WriteString("Dupont;Marie;03/02/1990\n")
	}
	within(t, 20*time.Second, 60<<20, func() { refusal(t, []byte(csv.String()), "20 000 lignes") })
}

func TestExactlyTheLimitIsAccepted(t *testing.T) {
	t.Parallel()
	texte := "Titre\n\nNom;Prénom;Date de naissance\n" + strings.Repeat("Dupont;Marie;03/02/1990\n", MaxLignes)
	if f := read(t, []byte(texte)); len(f.Lignes) != MaxLignes || f.Lignes[0].Numero != 4 {
		t.Errorf("%d rows, the first on row %d", len(f.Lignes), f.Lignes[0].Numero)
	}
	refusal(t, []byte(texte+"Dupont;Marie;03/02/1990\n"), "5 001 lignes")
}

// zeros is a part that unzips to n bytes of almost nothing.
func zeros(t *testing.T, w *zip.Writer, nom, motif string, n int) {
	t.Helper()
	w.RegisterCompressor(zip.Deflate, func(out io.Writer) (io.WriteCloser, error) { return flate.NewWriter(out, flate.BestSpeed) })
	p, err := w.Create(nom)
	if err != nil {
		t.Fatal(err)
	}
	bloc := []byte(strings.Repeat(motif, 1<<20/len(motif)))
	for range n >> 20 {
		if _, err := p.Write(bloc); err != nil {
			t.Fatal(err)
		}
	}
}

func TestZipBombsAreRefusedQuickly(t *testing.T) {
	for nom, parts := range map[string][][2]string{
		"one huge sheet":      {{"xl/workbook.xml", " "}, {"xl/worksheets/sheet1.xml", " "}},
		"many shared strings": {{"xl/workbook.xml", " "}, {"xl/sharedStrings.xml", "<si/>"}},
		"many styles":         {{"xl/workbook.xml", " "}, {"xl/styles.xml", "<xf/>"}},
		"nested without end":  {{"xl/workbook.xml", " "}, {"xl/worksheets/sheet1.xml", "<a>"}},
		"endless empty cells": {{"xl/workbook.xml", " "}, {"xl/worksheets/sheet1.xml", "<c/>"}},
	} {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for i, p := range parts {
			taille := []int{1 << 20, 80 << 20}[i]
			if p[1] != " " {
				taille = []int{1 << 20, 30 << 20}[i] // under the limit of size
			}
			zeros(t, w, p[0], p[1], taille)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if b.Len() > MaxOctets {
			t.Fatalf("%s: the bomb weighs %d", nom, b.Len())
		}
		// Walking the tags makes short-lived garbage: a few MB live at once.
		within(t, 20*time.Second, 256<<20, func() { refusal(t, b.Bytes(), "anormalement gros") })
	}
}

// An archive may lie about the size of what it holds.
func TestDeclaredSizesAreNotBelieved(t *testing.T) {
	var compresse bytes.Buffer
	fw, _ := flate.NewWriter(&compresse, flate.BestSpeed)
	bloc := make([]byte, 1<<20)
	for range 80 {
		_, _ = fw.Write(bloc)
	}
	_ = fw.Close()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	p, err := w.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml", Method: zip.Deflate, UncompressedSize64: 100,
		CompressedSize64: uint64(compresse.Len())})
	if err != nil {
		t.Fatal(err)
	}
	_, _ = p.Write(compresse.Bytes())
	_ = w.Close()
	within(t, 20*time.Second, 20<<20, func() { refusal(t, b.Bytes()) })
}

// within bounds generously: it must hold under the race detector on a busy
// machine, and still tell a refusal from a file read to its end.
func within(t *testing.T, duree time.Duration, octets uint64, f func()) {
	t.Helper()
	var avant, apres runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&avant)
	debut := time.Now()
	f()
	if d := time.Since(debut); d > duree {
		t.Errorf("took %v, more than %v", d, duree)
	}
	runtime.ReadMemStats(&apres)
	if n := apres.TotalAlloc - avant.TotalAlloc; n > octets {
		t.Errorf("allocated %d MB, more than %d MB", n>>20, octets>>20)
	}
}

func TestCSVInEveryEncodingAndSeparator(t *testing.T) {
	t.Parallel()
	const texte = "Nom;Prénom;Né(e) le\nLefèvre;Zoë;03/02/1990\n"
	cp1252 := strings.NewReplacer("é", "\xe9", "è", "\xe8", "ë", "\xeb").Replace(texte)
	for nom, contenu := range map[string]string{
		"utf-8":          texte,
		"utf-8 with BOM": "\ufeff" + texte,
		"windows-1252":   cp1252,
		"utf-16":         "\xff\xfe" + utf16Of(texte),
		"comma":          strings.ReplaceAll(texte, ";", ","),
		"tab":            strings.ReplaceAll(texte, ";", "\t"),
		"sep line":       "sep=|\n" + strings.ReplaceAll(texte, ";", "|"),
		"crlf":           strings.ReplaceAll(texte, "\n", "\r\n"),
		"old mac":        strings.ReplaceAll(texte, "\n", "\r"),
		"commas inside":  "Nom;Prénom;Né(e) le;Poste\nLefèvre;Zoë;03/02/1990;a, b, c, d, e\n",
		"quoted":         "\"Nom\";\"Prénom\";\"Né(e) le\"\n\"Lefèvre\";\"Zoë\";\"03/02/1990\"\n",
		"bare quote":     "Nom;Prénom;Né(e) le;Poste\nLefèvre;Zoë;03/02/1990;tube 12\" acier\n",
		"accents of mac": strings.NewReplacer("é", "e\u0301", "è", "e\u0300", "ë", "e\u0308").Replace(texte),
	} {
		t.Run(nom, func(t *testing.T) {
			t.Parallel()
			l := extract(t, contenu)
			if len(l) != 1 || l[0].Personne.Nom != "Lefèvre" || l[0].Personne.Prenom != "Zoë" || l[0].Personne.DateNaissance != date(1990, 2, 3) {
				t.Errorf("got %+v", l)
			}
		})
	}
}

func utf16Of(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteByte(byte(r))
		b.WriteByte(byte(r >> 8))
	}
	return b.String()
}

func TestRowNumbersAreThoseOfTheSpreadsheet(t *testing.T) {
	t.Parallel()
	f := read(t, []byte("Liste au 1er mars\n\n\nNom;Prénom;Date de naissance\nA;\"sur\ndeux lignes\";x\n\n;;\nB;b;x\n"))
	if len(f.Lignes) != 2 || f.Lignes[0].Numero != 5 || f.Lignes[1].Numero != 8 {
		t.Errorf("rows %+v", f.Lignes)
	}
	x := excelize.NewFile()
	_ = x.SetSheetRow("Sheet1", "A1", &[]any{"Salariés de l'ACI"})
	_ = x.SetSheetRow("Sheet1", "B4", &[]any{"Nom", "Prénom", "Date de naissance"})
	_ = x.SetSheetRow("Sheet1", "B7", &[]any{"Dupont", "Marie", 32907})
	f = read(t, save(t, x))
	if len(f.Lignes) != 1 || f.Lignes[0].Numero != 7 ||
		f.Lignes[0].Cellule(1) != "Dupont" || f.Lignes[0].Cellule(9) != "" {
		t.Errorf("got %+v", f)
	}
}

func TestTheTabWithRecognisedTitlesIsChosen(t *testing.T) {
	t.Parallel()
	x := excelize.NewFile()
	_ = x.SetSheetRow("Sheet1", "A1", &[]any{"Mode d'emploi", "Lire avant"})
	for _, nom := range []string{"Masquée", "Salariés"} {
		_, _ = x.NewSheet(nom)
		_ = x.SetSheetRow(nom, "A1", &[]any{"Nom", "Prénom", "Date de naissance"})
		_ = x.SetSheetRow(nom, "A2", &[]any{nom, "Marie", "03/02/1990"})
	}
	_ = x.SetSheetVisible("Masquée", false)
	if f := read(t, save(t, x)); f.Nom != "Salariés" || f.Lignes[0].Cellule(0) != "Salariés" {
		t.Errorf("read the tab %q: %+v", f.Nom, f.Lignes)
	}
}

func TestWhatHasNoPlaceHereIsEmptiedOnReading(t *testing.T) {
	t.Parallel()
	f := read(t, []byte("Nom;Prénom;N° de sécurité sociale;RQTH;Santé;Commune\nDupont;Marie;290021234567812;oui;dos;2 90 02 80 123 456 12\n"))
	if got := strings.Join(f.Ecartees, "|"); got != "N° de sécurité sociale|RQTH|Santé" {
		t.Errorf("discarded %q", got)
	}
	if got := fmt.Sprint(f.Lignes[0].Cellules); got != "[Dupont Marie    "+nirEcarte+"]" {
		t.Errorf("kept %v", got)
	}
	l := Extract(f, Recognize(f.Entetes).Correspondance, aujourdhui)[0]
	if l.HasErreur() || len(l.Erreurs) != 1 || l.Erreurs[0].Reference != "F2" || l.Personne.Commune != "" {
		t.Errorf("got %+v", l)
	}
}

func TestExemplesShowDatesOfAWorkbook(t *testing.T) {
	t.Parallel()
	f := read(t, workbook(t, []any{"A", "Né le"}, []any{32907, 32907}, []any{32907, 32908}, []any{nil, 32909}))
	if got := fmt.Sprint(f.Exemples(0, 3), f.Exemples(1, 2)); got != "[32907] [03/02/1990 04/02/1990]" {
		t.Errorf("got %s", got)
	}
	if Reference(0, 1) != "A1" || Reference(25, 2) != "Z2" || Reference(26, 3) != "AA3" || Reference(702, 4) != "AAA4" {
		t.Error("cells are not named as in a spreadsheet")
	}
}

func FuzzRead(f *testing.F) {
	f.Add(realFile(f), uint8(0))
	f.Add([]byte("Nom;Prénom;Né(e) le\nA;B;31/02/1990\n"), uint8(3))
	f.Add([]byte("sep=,\n\"a\"\"b\",\x00\n"), uint8(1))
	f.Add([]byte("\xff\xfeN\x00\n\x00"), uint8(2))
	f.Add([]byte("PK\x03\x04"), uint8(0))
	f.Add(workbook(f, []any{"Nom", "Prénom", "Date de naissance"}, []any{"Dupont", "Marie", 1e300}, []any{"#REF!", true, -5}), uint8(0))
	f.Fuzz(func(t *testing.T, contenu []byte, decalage uint8) {
		feuille, err := Read(bytes.NewReader(contenu), "x")
		if err != nil {
			return
		}
		c := Recognize(feuille.Entetes).Correspondance
		if len(c.missing()) > 0 && len(feuille.Entetes) > 0 {
			for i, col := range Choices() { // any matching by hand
				c[col.Code] = (i + int(decalage)) % len(feuille.Entetes)
			}
		}
		lignes := Extract(feuille, c, aujourdhui)
		for i, v := range Match(lignes, nil) {
			if err := lignes[i].Personne.Validate(aujourdhui); v.Code == ACreer && err != nil {
				t.Errorf("row %d would be created but is refused: %v", v.Numero, err)
			}
		}
		if err := WriteRapport(io.Discard, lignes, Match(lignes, nil)); err != nil {
			t.Error(err)
		}
	})
}
