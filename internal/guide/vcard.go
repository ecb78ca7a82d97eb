package guide

import (
	"regexp"
	"strings"
)

// VCard writes a contact as a vCard 4.0 (RFC 6350), for a telephone or a mail program; nil for what is not a contact.
// The reserve and the source go with it: the card leaves the screen that says them.
func (it *Item) VCard() []byte {
	c := it.Contact
	if c == nil {
		return nil
	}
	v := &vcard{}
	v.line("BEGIN", "VCARD")
	v.line("VERSION", "4.0")
	v.line("UID;VALUE=text", escape("parcours-guide-"+it.ID))
	if c.Nom == "" {
		v.line("KIND", "org")
		v.line("FN", escape(c.Organisme))
	} else {
		v.line("KIND", "individual")
		v.line("FN", escape(c.Nom))
		// The guide prints « Prénom Nom »; a compound first name is hyphenated.
		prenom, nom, deux := strings.Cut(c.Nom, " ")
		if !deux {
			prenom, nom = "", c.Nom
		}
		v.line("N", escape(nom)+";"+escape(prenom)+";;;")
	}
	v.line("ORG", escape(c.Organisme))
	v.line("TITLE", escape(c.Fonction))
	for _, tel := range c.Tel {
		v.line("TEL;VALUE=uri;TYPE=work", telURI(tel))
	}
	v.line("EMAIL;TYPE=work", escape(c.Mel))
	v.line("NOTE", escape(joinSentences(c.Mention(), it.Texte, c.Territoire, c.Note, it.Source())))
	v.line("END", "VCARD")
	return []byte(v.String())
}

// vcard writes lines of at most 75 bytes, ended by CR LF.
type vcard struct{ strings.Builder }

const largeurVCard = 75

// line folds a long line without cutting a letter in two; an empty value is left out.
func (v *vcard) line(nom, valeur string) {
	if valeur == "" {
		return
	}
	largeur := 0
	for _, r := range nom + ":" + valeur {
		if n := len(string(r)); largeur+n > largeurVCard {
			v.WriteString("\r\n ")
			largeur = 1 + n
		} else {
			largeur += n
		}
		v.WriteRune(r)
	}
	v.WriteString("\r\n")
}

// escape protects what separates the parts of a value.
var escape = strings.NewReplacer(`\`, `\\`, ",", `\,`, ";", `\;`, "\r\n", `\n`, "\n", `\n`).Replace

// telURI writes a French number as a telephone dials it from anywhere. Short numbers and those in 08 only exist in
// France.
func telURI(tel string) string {
	switch chiffres := horsNumero.ReplaceAllString(tel, ""); {
	case strings.HasPrefix(chiffres, "+"):
		return "tel:" + chiffres
	case len(chiffres) == 10 && chiffres[0] == '0' && chiffres[1] != '8':
		return "tel:+33" + chiffres[1:]
	default:
		return "tel:" + chiffres + ";phone-context=+33"
	}
}

var horsNumero = regexp.MustCompile(`[^0-9+]`)

func joinSentences(phrases ...string) string {
	var dites string
	for _, p := range phrases {
		if p = strings.TrimSuffix(strings.TrimSpace(p), "."); p != "" {
			dites += p + ". "
		}
	}
	return strings.TrimSpace(dites)
}
