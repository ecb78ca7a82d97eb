package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"parcours.example/internal/demo"
)

// jeu is the data that both sides read and write: 60 salariés, 60 parcours, one
// file with a long history, made through the program's own API.
type jeu struct {
	jeton             string
	siae, utilisateur int64
	fiche             int64 // read, and written follow-ups into
	mobile, mobileNu  int64 // moved back and forth
	version           int
	site              *http.Client
	marque            string // that every form of the site carries
}

const compte = "cip@aci.demo"

func prepare(ctx context.Context, adresse string) (*jeu, error) {
	j := &jeu{version: 1}
	var connexion struct{ Jeton string }
	if err := j.api(ctx, adresse, "POST", "/connexion", map[string]any{"email": compte, "mot_de_passe": demo.MotDePasse}, &connexion); err != nil {
		return nil, err
	}
	j.jeton = connexion.Jeton
	var moi struct {
		Utilisateur struct{ ID int64 }
		Siae        struct{ ID int64 }
	}
	if err := j.api(ctx, adresse, "GET", "/moi", nil, &moi); err != nil {
		return nil, err
	}
	j.siae, j.utilisateur = moi.Siae.ID, moi.Utilisateur.ID
	hier := time.Now().AddDate(0, 0, -1).Format(time.DateOnly)
	for i := range 60 {
		var salarie, parcours struct{ ID int64 }
		err := j.api(ctx, adresse, "POST", "/salaries", map[string]any{"nom": fmt.Sprintf("Banc%02d", i), "prenom": "Camille", "cip_id": j.utilisateur}, &salarie)
		if err == nil {
			err = j.api(ctx, adresse, "POST", fmt.Sprintf("/salaries/%d/parcours", salarie.ID),
				map[string]any{"origine": "salarie", "intitule": "Agent de propreté", "date": hier}, &parcours)
		}
		if err != nil {
			return nil, err
		}
		switch i {
		case 0:
			j.fiche = parcours.ID
		case 1:
			j.mobile = parcours.ID
		case 2:
			j.mobileNu = parcours.ID
		}
	}
	for _, id := range []int64{j.fiche, j.mobile} {
		if err := j.choose(ctx, adresse, id); err != nil {
			return nil, err
		}
	}
	for i := range 12 {
		suivi := map[string]any{"date": hier, "avec": "salarie", "canal": "telephone", "texte": fmt.Sprintf("Appel %d : le devis est attendu, rappel prévu.", i)}
		if err := j.api(ctx, adresse, "POST", fmt.Sprintf("/parcours/%d/suivis", j.fiche), suivi, nil); err != nil {
			return nil, err
		}
	}
	return j, j.signIn(adresse)
}

// choose gives a parcours a formation and a plan without cost.
func (j *jeu) choose(ctx context.Context, adresse string, id int64) error {
	var p struct{ Version int }
	chemin := fmt.Sprintf("/parcours/%d", id)
	if err := j.api(ctx, adresse, "GET", chemin, nil, &p); err != nil {
		return err
	}
	formation := map[string]any{"version": p.Version, "intitule": "Titre professionnel agent de propreté", "type": "certifiante", "lieu": "of",
		"date_debut_prevue": "2030-01-07", "date_fin_prevue": "2030-03-29", "heures_prevues": 280, "cout": 0}
	if err := j.api(ctx, adresse, "PUT", chemin+"/formation", formation, nil); err != nil {
		return err
	}
	if err := j.api(ctx, adresse, "POST", chemin+"/financements", map[string]any{"dispositif": "sans_cout"}, nil); err != nil {
		return err
	}
	err := j.api(ctx, adresse, "GET", chemin, nil, &p)
	j.version = p.Version
	return err
}

// api calls the JSON API and decodes its answer.
func (j *jeu) api(ctx context.Context, adresse, methode, chemin string, corps, dans any) error {
	var b io.Reader
	if corps != nil {
		texte, err := json.Marshal(corps)
		if err != nil {
			return err
		}
		b = bytes.NewReader(texte)
	}
	demande, err := http.NewRequestWithContext(ctx, methode, adresse+"/api/v1"+chemin, b)
	if err != nil {
		return err
	}
	demande.Header.Set("Content-Type", "application/json")
	demande.Header.Set("Authorization", "Bearer "+j.jeton)
	reponse, err := http.DefaultClient.Do(demande)
	if err != nil {
		return err
	}
	defer reponse.Body.Close()
	texte, err := io.ReadAll(reponse.Body)
	if err != nil {
		return err
	}
	if reponse.StatusCode >= 300 {
		return fmt.Errorf("%s %s: %d %s", methode, chemin, reponse.StatusCode, texte)
	}
	if dans == nil {
		return nil
	}
	return json.Unmarshal(texte, dans)
}

// signIn opens a session of the site, as a browser does.
func (j *jeu) signIn(adresse string) error {
	bocal, err := cookiejar.New(nil)
	if err != nil {
		return err
	}
	j.site = &http.Client{Jar: bocal, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	reponse, err := j.site.PostForm(adresse+"/connexion", url.Values{"email": {compte}, "mot_de_passe": {demo.MotDePasse}})
	if err != nil {
		return err
	}
	defer reponse.Body.Close()
	if reponse.StatusCode != http.StatusSeeOther {
		return fmt.Errorf("sign-in: status %d", reponse.StatusCode)
	}
	_, page, err := j.weigh(adresse + "/structure")
	if err != nil {
		return err
	}
	m := formeMarque.FindStringSubmatch(page)
	if m == nil {
		return errors.New("sign-in: no form of the page carries a mark")
	}
	j.marque = m[1]
	return nil
}

// formeMarque finds the mark that every form of the site carries.
var formeMarque = regexp.MustCompile(`name="marque" value="([^"]+)"`)

// mesures are the four things timed, each beside its bare twin.
func (j *jeu) mesures(adresse, nu string) []mesure {
	fiche := adresse + "/parcours/" + strconv.FormatInt(j.fiche, 10)
	mobile := adresse + "/parcours/" + strconv.FormatInt(j.mobile, 10)
	jour := time.Now().Format(time.DateOnly)
	codes := []string{"demander_financement", "revoir_besoin"}
	tour := 0
	return []mesure{
		{"liste de 50 parcours", 2.5, j.get(adresse + "/parcours?vue=tous"), j.get(nu + "/liste")},
		{"dossier d'un parcours", 2.5, j.get(fiche), j.get(nu + "/fiche")},
		{"consigner un suivi", 0, j.post(fiche+"/suivis", http.StatusSeeOther, func() url.Values {
			return url.Values{"date": {jour}, "avec": {"salarie"}, "canal": {"telephone"}, "texte": {"Appel du bench"}, "prochain_dans": {"14"}}
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
		demande, err := http.NewRequest(http.MethodGet, adresse, nil)
		if err != nil {
			return err
		}
		demande.Header.Set("Accept-Encoding", compresse) // as a browser asks; the bare side compresses nothing
		return send(j.site, demande, http.StatusOK)
	}
}

func (j *jeu) post(adresse string, attendu int, corps func() url.Values) func() error {
	return func() error {
		var valeurs url.Values
		if corps != nil {
			valeurs = corps()
			valeurs.Set("marque", j.marque)
		}
		demande, err := http.NewRequest(http.MethodPost, adresse, strings.NewReader(valeurs.Encode()))
		if err != nil {
			return err
		}
		demande.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		return send(j.site, demande, attendu)
	}
}

var formeStatique = regexp.MustCompile(`"(/static/[^"]+)"`)

// printWeights tells what a first visit of the file of a parcours downloads.
func (j *jeu) printWeights(adresse string) error {
	page := adresse + "/parcours/" + strconv.FormatInt(j.mobile, 10)
	total, html, err := j.weigh(page)
	if err != nil {
		return err
	}
	print1("page d'un parcours, compressée", float64(total)/1024, "Ko", 0)
	vus := map[string]bool{}
	for _, m := range formeStatique.FindAllStringSubmatch(html, -1) {
		if vus[m[1]] {
			continue
		}
		vus[m[1]] = true
		n, _, err := j.weigh(adresse + m[1])
		if err != nil {
			return err
		}
		total += n
	}
	print1(fmt.Sprintf("… avec ses %d fichiers", len(vus)), float64(total)/1024, "Ko", 120)
	return nil
}

// weigh downloads an address compressed, and again in clear to read it.
func (j *jeu) weigh(adresse string) (octets int, clair string, err error) {
	for _, encodage := range []string{compresse, "identity"} {
		demande, err := http.NewRequest(http.MethodGet, adresse, nil)
		if err != nil {
			return 0, "", err
		}
		demande.Header.Set("Accept-Encoding", encodage)
		reponse, err := j.site.Do(demande)
		if err != nil {
			return 0, "", err
		}
		b, err := io.ReadAll(reponse.Body)
		reponse.Body.Close()
		if err != nil {
			return 0, "", err
		}
		if encodage == compresse {
			octets = len(b)
		} else {
			clair = string(b)
		}
	}
	return octets, clair, nil
}
