package e2e

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// premierChargement is what a first visit may download, compressed.
const premierChargement = 120 << 10

// TestAFirstVisitIsLight weighs what Chromium really receives for a page when
// it has kept nothing: every response, as it travels.
func TestAFirstVisitIsLight(t *testing.T) {
	t.Parallel()
	m := newMonde(t)
	m.visitor(t, 1280).weigh("/connexion")
	m.as(t, "directeur@aci.demo", 1280).weigh("/rapports/resultats")
	cip := m.as(t, "cip@aci.demo", 1280)
	cip.importReal() // 17 people more than the demo has
	adresses := []string{"/aujourdhui", "/salaries?suivi=tous", "/parcours?vue=tous&clos=tous", "/guide", "/guide/ETP-04", "/guide/contacts"}
	for _, etat := range etats(cip) {
		adresses = append(adresses, "/parcours/"+cip.linkOf("/parcours?vue=tous&clos=tous&etat="+etat, ""))
	}
	for _, a := range adresses {
		cip.weigh(a)
	}
}

// weigh visits a page with an empty cache.
func (o *onglet) weigh(adresse string) {
	o.t.Helper()
	if _, err := chromedp.Call(o.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		o.t.Fatal(err)
	}
	o.mu.Lock()
	o.octets, o.demandes = 0, map[network.RequestID]string{}
	o.mu.Unlock()
	o.visit(adresse)
	for fin := time.Now().Add(delai); ; <-time.After(5 * time.Millisecond) {
		o.mu.Lock()
		reste := slices.DeleteFunc(slices.Collect(maps.Values(o.demandes)), func(url string) bool {
			return strings.Contains(url, "/favicon-") // the icon of the tab comes when the browser pleases
		})
		o.mu.Unlock()
		if len(reste) == 0 {
			break
		}
		if time.Now().After(fin) {
			o.t.Fatalf("%s: still on their way: %q", adresse, reste)
		}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.t.Logf("%6.1f KB  %s", float64(o.octets)/1024, adresse)
	if o.octets > premierChargement {
		o.t.Errorf("%s: %d bytes for a first visit, at most %d", adresse, o.octets, premierChargement)
	}
}
