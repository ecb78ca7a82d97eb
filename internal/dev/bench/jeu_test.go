package bench

import (
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

	"github.com/jackc/pgx/v5"

	"parcours.example/internal/demo"
)

// jeu is what the base holds and who asks: the people of the largest SIAE, and those of an ordinary one.
type jeu struct {
	fiches        []int64 // every parcours of the large SIAE
	ouverts       []int64 // those into which follow-ups are written
	mobiles       []mobile
	noms          []string
	grande, autre compte
}

// mobile is a file whose money is asked for: it goes back to its need, then on again.
type mobile struct {
	id      int64
	version int
}

// compte is somebody signed in on the site and in the API of one running program.
type compte struct {
	adresse string
	siae    int
	client  *http.Client
	jeton   string
	marque  string // that every form of the site carries
}

type objet = map[string]any

// readJeu draws what is asked of a base, in an order that jumps from person to person.
func readJeu(b *testing.B, base string) *jeu {
	b.Helper()
	conn, err := pgx.Connect(b.Context(), base)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(b.Context())
	ids := func(ou string) (ids []int64) {
		rows, _ := conn.Query(b.Context(), `SELECT p.id FROM parcours p WHERE siae_id = 2 AND `+ou+` ORDER BY md5(p.id::text)`)
		if ids, err = pgx.CollectRows(rows, pgx.RowTo[int64]); err != nil || len(ids) < 6 {
			b.Fatalf("%d parcours where %s: %v", len(ids), ou, err)
		}
		return ids
	}
	j := &jeu{fiches: ids(`true`), ouverts: ids(`clos_le IS NULL AND etat IN ('besoin_identifie', 'entree', 'deroulement')`)}
	for _, id := range ids(`clos_le IS NULL AND etat = 'financement'`) {
		m := mobile{id: id}
		if err := conn.QueryRow(b.Context(), `SELECT version FROM parcours WHERE siae_id = 2 AND id = $1`, id).Scan(&m.version); err != nil {
			b.Fatal(err)
		}
		j.mobiles = append(j.mobiles, m)
	}
	rows, _ := conn.Query(b.Context(), `SELECT DISTINCT lower(nom) FROM salarie WHERE siae_id = 2 AND nom ~ '^[A-Za-z]+$' ORDER BY 1`)
	if j.noms, err = pgx.CollectRows(rows, pgx.RowTo[string]); err != nil {
		b.Fatal(err)
	}
	return j
}

// on signs in on a running program.
func (j *jeu) on(b *testing.B, adresse string) *jeu {
	b.Helper()
	k := *j
	k.grande, k.autre = signIn(b, adresse, "directeur@siae2.demo", 2), signIn(b, adresse, "directeur@siae1.demo", 1)
	return &k
}

// formeMarque finds the mark that every form of the site carries.
var formeMarque = regexp.MustCompile(`name="marque" value="([^"]+)"`)

func signIn(b *testing.B, adresse, email string, siae int) compte {
	b.Helper()
	bocal, err := cookiejar.New(nil)
	if err != nil {
		b.Fatal(err)
	}
	c := compte{adresse: adresse, siae: siae, client: &http.Client{Jar: bocal, Transport: &http.Transport{MaxIdleConnsPerHost: 64},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	c.must(b, c.form("/connexion", url.Values{"email": {email}, "mot_de_passe": {demo.MotDePasse}}))
	page := c.must(b, demande{client: c.client, methode: "GET", adresse: adresse + "/structure", attendu: http.StatusOK})
	m := formeMarque.FindSubmatch(page)
	if m == nil {
		b.Fatal("no form of the page carries a mark")
	}
	c.marque = string(m[1])
	var connexion struct{ Jeton string }
	d := c.json("POST", "/connexion", objet{"email": email, "mot_de_passe": demo.MotDePasse}, http.StatusOK)
	if err := json.Unmarshal(c.must(b, d), &connexion); err != nil || connexion.Jeton == "" {
		b.Fatalf("%s has no token: %v", email, err)
	}
	c.jeton = connexion.Jeton
	return c
}

// demande is one request, and the status that it must get.
type demande struct {
	client                  *http.Client
	methode, adresse, jeton string
	corps, genre, encodage  string
	attendu                 int
}

func (c compte) page(chemin string) *demande {
	return &demande{client: c.client, methode: "GET", adresse: c.adresse + chemin, encodage: compresse, attendu: http.StatusOK}
}

func (c compte) form(chemin string, valeurs url.Values) demande {
	if c.marque != "" {
		valeurs.Set("marque", c.marque)
	}
	return demande{client: c.client, methode: "POST", adresse: c.adresse + chemin, corps: valeurs.Encode(),
		genre: "application/x-www-form-urlencoded", attendu: http.StatusSeeOther}
}

func (c compte) json(methode, chemin string, corps any, attendu int) demande {
	texte, _ := json.Marshal(corps)
	return demande{client: c.client, methode: methode, adresse: c.adresse + "/api/v1" + chemin, jeton: c.jeton, corps: string(texte),
		genre: "application/json", encodage: compresse, attendu: attendu}
}

func (c compte) must(b *testing.B, d demande) []byte {
	b.Helper()
	lu, err := d.send()
	if err != nil {
		b.Fatal(err)
	}
	return lu
}

// compresse is what a browser accepts.
const compresse = "gzip, deflate, br, zstd"

// send does the request, and reads its answer to the end.
func (d demande) send() ([]byte, error) {
	r, err := http.NewRequest(d.methode, d.adresse, strings.NewReader(d.corps))
	if err != nil {
		return nil, err
	}
	for nom, v := range map[string]string{"Content-Type": d.genre, "Accept-Encoding": d.encodage} {
		if v != "" {
			r.Header.Set(nom, v)
		}
	}
	if d.jeton != "" {
		r.Header.Set("Authorization", "Bearer "+d.jeton)
	}
	reponse, err := d.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer reponse.Body.Close()
	lu, err := io.ReadAll(reponse.Body)
	if err == nil && reponse.StatusCode != d.attendu {
		err = fmt.Errorf("%s %s: status %d, expected %d: %.600s", d.methode, d.adresse, reponse.StatusCode, d.attendu, lu)
	}
	return lu, err
}

var formeStatique = regexp.MustCompile(`"(/static/[^"]+)"`)

// weighFirstVisit tells what a first visit of the file of a parcours downloads, compressed: its page, then all.
func (j *jeu) weighFirstVisit(b *testing.B) (page, total int) {
	b.Helper()
	c := j.grande
	d := *c.page(fmt.Sprintf("/parcours/%d", j.fiches[0]))
	page = len(c.must(b, d))
	d.encodage = "identity"
	vus := map[string]bool{}
	for _, m := range formeStatique.FindAllSubmatch(c.must(b, d), -1) {
		if chemin := string(m[1]); !vus[chemin] {
			vus[chemin] = true
			total += len(c.must(b, *c.page(chemin)))
		}
	}
	return page, page + total
}

// mesure is one thing that people do, by the page, by the API, and bare; each is told which time it is.
type mesure struct {
	nom           string
	page, api, nu func(n int) demande
}

// waits: those of one person wait for one another, and eight at once would be refused.
func (m mesure) waits() bool {
	return strings.Contains(m.nom, "résultats") || strings.Contains(m.nom, "XLSX")
}

// mesures are the things timed. Each write goes to another file than the one before: a file of hundreds of passages
// is nobody's. The three ways write in files of their own.
func (j *jeu) mesures(nu string) []mesure {
	jour := time.Now()
	g := j.grande
	get := func(c compte, chemin string) func(int) demande { return func(int) demande { return *c.page(chemin) } }
	api := func(c compte, chemin string) func(int) demande {
		return func(int) demande {
			d := c.json("GET", chemin, nil, http.StatusOK)
			d.corps, d.genre = "", ""
			return d
		}
	}
	bare := func(c compte, nom string) func(int) demande {
		return func(int) demande {
			return demande{client: http.DefaultClient, methode: "GET",
				adresse: fmt.Sprintf("%s/%s?siae=%d", nu, nom, c.siae), attendu: http.StatusOK}
		}
	}
	with := func(fait func(int) demande, de func(n int) string) func(int) demande {
		return func(n int) demande {
			d := fait(n)
			d.adresse = strings.Replace(d.adresse, "{id}", de(n), 1)
			return d
		}
	}
	fiche := func(n int) string { return strconv.FormatInt(j.fiches[n%len(j.fiches)], 10) }
	nom := func(n int) string { return j.noms[n%len(j.noms)] }
	bareOf := func(quoi, cle string, de func(int) string) func(int) demande {
		return func(n int) demande {
			d := bare(g, quoi)(n)
			d.adresse += "&" + cle + "=" + de(n)
			return d
		}
	}
	periode := fmt.Sprintf("?debut=%s&fin=%s", jour.AddDate(-1, 0, 0).Format(time.DateOnly), jour.Format(time.DateOnly))
	suivi := func(voie int) func(int) string {
		return func(n int) string { return strconv.FormatInt(j.ouverts[(3*n+voie)%(len(j.ouverts)/3*3)], 10) }
	}
	return []mesure{
		{"liste de 50 parcours", get(g, "/parcours?vue=tous"), api(g, "/parcours?par_page=50"), bare(g, "liste")},
		{"dossier d'un parcours", with(get(g, "/parcours/{id}"), fiche), with(api(g, "/parcours/{id}"), fiche), bareOf("fiche", "id", fiche)},
		{"consigner un suivi", func(n int) demande {
			return g.form("/parcours/"+suivi(0)(n)+"/suivis", url.Values{"date": {jour.Format(time.DateOnly)}, "avec": {"salarie"},
				"canal": {"telephone"}, "texte": {"Appel du banc"}, "prochain_dans": {"14"}})
		}, func(n int) demande {
			return g.json("POST", "/parcours/"+suivi(1)(n)+"/suivis", objet{"date": jour.Format(time.DateOnly), "avec": "salarie",
				"canal": "telephone", "texte": "Appel du banc", "date_prochain": jour.AddDate(0, 0, 14).Format(time.DateOnly)}, http.StatusCreated)
		}, bareOf("suivi", "id", suivi(2))},
		{"une transition", func(n int) demande {
			m, code, motif := j.move(3*n, n)
			v := url.Values{"transition": {code}, "version": {strconv.Itoa(m.version)}, "date": {jour.Format(time.DateOnly)},
				"avertissements_acquittes": lus}
			if motif != "" {
				v.Set("motif", motif)
			}
			return g.form(fmt.Sprintf("/parcours/%d/transitions", m.id), v)
		}, func(n int) demande {
			m, code, motif := j.move(3*n+1, n)
			champs := objet{}
			if motif != "" {
				champs["motif"] = motif
			}
			return g.json("POST", fmt.Sprintf("/parcours/%d/transitions", m.id), objet{"transition": code, "version": m.version,
				"champs": champs, "avertissements_acquittes": lus}, http.StatusOK)
		}, bareOf("passage", "id", func(n int) string { m, _, _ := j.move(3*n+2, n); return strconv.FormatInt(m.id, 10) })},
		{"« Aujourd'hui »", get(g, "/aujourdhui?qui=tous"), api(g, "/echeances"), bare(g, "aujourdhui")},
		{"historique d'un parcours", with(get(g, "/parcours/{id}/historique"), fiche), with(api(g, "/parcours/{id}/historique"), fiche),
			bareOf("historique", "id", fiche)},
		{"chercher quelqu'un", with(get(g, "/salaries?q={id}"), nom), with(api(g, "/salaries?q={id}"), nom), bareOf("recherche", "q", nom)},
		{"résultats, 195 parcours", get(j.autre, "/rapports/resultats"+periode),
			api(j.autre, "/rapports/resultats"+periode), bare(j.autre, "resultats")},
		{"résultats, 2 700 parcours", get(g, "/rapports/resultats"+periode), api(g, "/rapports/resultats"+periode), bare(g, "resultats")},
		{"résultats en XLSX, 195", get(j.autre, "/rapports/resultats.xlsx"+periode), nil, bare(j.autre, "export")},
		{"résultats en XLSX, 2 700", get(g, "/rapports/resultats.xlsx"+periode), nil, bare(g, "export")},
		{"parcours en XLSX, 2 700", get(g, "/parcours.xlsx?vue=tous"), nil, bare(g, "export")},
	}
}

// lus are the warnings of asking for money again.
var lus = []string{"cout_inconnu", "freins_sans_solution", "dispositif_non_applicable"}

// move is the ith move of a file, in turn: back to its need, then on.
func (j *jeu) move(i, n int) (m mobile, code, motif string) {
	tous := len(j.mobiles) / 3 * 3
	m = j.mobiles[i%tous]
	tour := n / (tous / 3)
	m.version += tour
	if tour%2 == 0 {
		return m, "revoir_besoin", "calendrier"
	}
	return m, "demander_financement", ""
}
