package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"parcours.example/internal/demo"
)

// jeu is the data that both sides read and write: 60 salariés, 60 parcours, one file with a long history, made through
// the program's own API.
type jeu struct {
	api               string
	jeton             string
	siae, utilisateur int64
	fiche             int64   // read
	fiches            []int64 // written follow-ups into, in turn: a real file has about twenty
	mobile, mobileNu  int64   // moved back and forth
	version           int
	site              *http.Client
	marque            string // that every form of the site carries
}

const compte = "cip@aci.demo"

type objet = map[string]any

func prepare(b *testing.B, adresse string) *jeu {
	b.Helper()
	j := &jeu{api: adresse + "/api/v1"}
	var connexion struct{ Jeton string }
	j.call(b, "POST", "/connexion", objet{"email": compte, "mot_de_passe": demo.MotDePasse}, &connexion)
	j.jeton = connexion.Jeton
	var moi struct{ Utilisateur, Siae struct{ ID int64 } }
	j.call(b, "GET", "/moi", nil, &moi)
	j.siae, j.utilisateur = moi.Siae.ID, moi.Utilisateur.ID
	hier := dans(-1)
	var ids []int64
	for i := range 60 {
		var salarie, parcours struct{ ID int64 }
		j.call(b, "POST", "/salaries", objet{"nom": fmt.Sprintf("Banc%02d", i), "prenom": "Camille", "cip_id": j.utilisateur}, &salarie)
		j.call(b, "POST", fmt.Sprintf("/salaries/%d/parcours", salarie.ID),
			objet{"origine": "salarie", "intitule": "Agent de propreté", "date": hier}, &parcours)
		ids = append(ids, parcours.ID)
	}
	j.fiche, j.mobile, j.mobileNu, j.fiches = ids[0], ids[1], ids[2], ids[3:]
	j.choose(b, j.fiche)
	j.choose(b, j.mobile)
	for i := range 12 {
		j.call(b, "POST", fmt.Sprintf("/parcours/%d/suivis", j.fiche), objet{"date": hier, "avec": "salarie", "canal": "telephone",
			"texte": fmt.Sprintf("Appel %d : le devis est attendu, rappel prévu.", i)}, nil)
	}
	j.signIn(b, adresse)
	return j
}

// dans is the day in so many days.
func dans(jours int) string { return time.Now().AddDate(0, 0, jours).Format(time.DateOnly) }

// choose gives a parcours a formation and a plan without cost.
func (j *jeu) choose(b *testing.B, id int64) {
	b.Helper()
	var p struct{ Version int }
	chemin := fmt.Sprintf("/parcours/%d", id)
	j.call(b, "GET", chemin, nil, &p)
	j.call(b, "PUT", chemin+"/formation", objet{"version": p.Version, "intitule": "Titre professionnel agent de propreté",
		"type": "certifiante", "lieu": "of", "date_debut_prevue": dans(60), "date_fin_prevue": dans(140),
		"heures_prevues": 280, "cout": 0}, nil)
	j.call(b, "POST", chemin+"/financements", objet{"dispositif": "sans_cout"}, nil)
	j.call(b, "GET", chemin, nil, &p)
	j.version = p.Version
}

// call asks the JSON API, and decodes its answer.
func (j *jeu) call(b *testing.B, methode, chemin string, corps, dans any) {
	b.Helper()
	texte, err := json.Marshal(corps)
	if err != nil {
		b.Fatal(err)
	}
	demande, err := http.NewRequestWithContext(b.Context(), methode, j.api+chemin, bytes.NewReader(texte))
	if err != nil {
		b.Fatal(err)
	}
	demande.Header.Set("Content-Type", "application/json")
	demande.Header.Set("Authorization", "Bearer "+j.jeton)
	reponse, err := http.DefaultClient.Do(demande)
	if err != nil {
		b.Fatal(err)
	}
	defer reponse.Body.Close()
	lu, err := io.ReadAll(reponse.Body)
	if err != nil || reponse.StatusCode >= 300 {
		b.Fatalf("%s %s: %d %s, %v", methode, chemin, reponse.StatusCode, lu, err)
	}
	if dans != nil {
		if err := json.Unmarshal(lu, dans); err != nil {
			b.Fatal(err)
		}
	}
}

// formeMarque finds the mark that every form of the site carries.
var formeMarque = regexp.MustCompile(`name="marque" value="([^"]+)"`)

// signIn opens a session of the site, as a browser does.
func (j *jeu) signIn(b *testing.B, adresse string) {
	b.Helper()
	bocal, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	j.site = &http.Client{Jar: bocal, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	timed(b, j.post(adresse+"/connexion", http.StatusSeeOther, func() url.Values {
		return url.Values{"email": {compte}, "mot_de_passe": {demo.MotDePasse}}
	}))
	page := j.download(b, adresse+"/structure", "identity")
	m := formeMarque.FindSubmatch(page)
	if m == nil {
		b.Fatal("no form of the page carries a mark")
	}
	j.marque = string(m[1])
}

// deeds are the four things timed, each beside its bare twin.
func (j *jeu) deeds(adresse, nu string) []deed {
	fiche := fmt.Sprintf("%s/parcours/%d", adresse, j.fiche)
	mobile := fmt.Sprintf("%s/parcours/%d", adresse, j.mobile)
	jour := dans(0)
	codes := []string{"demander_financement", "revoir_besoin"}
	tour := 0
	return []deed{
		{"liste de 50 parcours", 2.5, j.get(adresse + "/parcours?vue=tous"), j.get(nu + "/liste")},
		{"dossier d'un parcours", 2.5, j.get(fiche), j.get(nu + "/fiche")},
		{"consigner un suivi", 0, j.inTurn(adresse, http.StatusSeeOther, func() url.Values {
			return url.Values{"date": {jour}, "avec": {"salarie"}, "canal": {"telephone"}, "texte": {"Appel du bench"},
				"prochain_dans": {"14"}}
		}), j.post(nu+"/suivi", http.StatusOK, nil)},
		{"une transition", 0, j.post(mobile+"/transitions", http.StatusSeeOther, func() url.Values {
			v := url.Values{"transition": {codes[tour%2]}, "version": {strconv.Itoa(j.version)}, "date": {jour}}
			if tour%2 == 1 {
				v.Set("motif", "calendrier")
			}
			tour++
			j.version++
			return v
		}), j.post(nu+"/passage", http.StatusOK, nil)},
	}
}

// compresse is what a browser accepts.
const compresse = "gzip, deflate, br, zstd"

func (j *jeu) get(adresse string) func() error {
	return func() error {
		_, err := j.send(http.MethodGet, adresse, http.StatusOK, compresse, nil) // the bare side compresses nothing
		return err
	}
}

// inTurn logs each follow-up in another file.
func (j *jeu) inTurn(adresse string, attendu int, corps func() url.Values) func() error {
	tour := 0
	return func() error {
		tour++
		fiche := j.fiches[tour%len(j.fiches)]
		return j.post(fmt.Sprintf("%s/parcours/%d/suivis", adresse, fiche), attendu, corps)()
	}
}

func (j *jeu) post(adresse string, attendu int, corps func() url.Values) func() error {
	return func() error {
		var valeurs url.Values
		if corps != nil {
			valeurs = corps()
			valeurs.Set("marque", j.marque)
		}
		_, err := j.send(http.MethodPost, adresse, attendu, "", valeurs)
		return err
	}
}

// send does a request as a browser does, and reads its answer to the end.
func (j *jeu) send(methode, adresse string, attendu int, encodage string, corps url.Values) ([]byte, error) {
	demande, err := http.NewRequest(methode, adresse, strings.NewReader(corps.Encode()))
	if err != nil {
		return nil, err
	}
	if methode == http.MethodPost {
		demande.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if encodage != "" {
		demande.Header.Set("Accept-Encoding", encodage)
	}
	reponse, err := j.site.Do(demande)
	if err != nil {
		return nil, err
	}
	defer reponse.Body.Close()
	lu, err := io.ReadAll(reponse.Body)
	if err == nil && reponse.StatusCode != attendu {
		err = fmt.Errorf("%s %s: status %d, expected %d", methode, demande.URL.Path, reponse.StatusCode, attendu)
	}
	return lu, err
}

func (j *jeu) download(b *testing.B, adresse, encodage string) []byte {
	b.Helper()
	lu, err := j.send(http.MethodGet, adresse, http.StatusOK, encodage, nil)
	if err != nil {
		b.Fatal(err)
	}
	return lu
}

var formeStatique = regexp.MustCompile(`"(/static/[^"]+)"`)

// weighFirstVisit tells what a first visit of the file of a parcours downloads, compressed: its page, then all.
func (j *jeu) weighFirstVisit(b *testing.B, adresse string) (page, total float64) {
	b.Helper()
	chemin := fmt.Sprintf("%s/parcours/%d", adresse, j.mobile)
	page = float64(len(j.download(b, chemin, compresse)))
	total = page
	vus := map[string]bool{}
	for _, m := range formeStatique.FindAllStringSubmatch(string(j.download(b, chemin, "identity")), -1) {
		if !vus[m[1]] {
			vus[m[1]] = true
			total += float64(len(j.download(b, adresse+m[1], compresse)))
		}
	}
	return page, total
}
