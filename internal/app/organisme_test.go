package app_test

import (
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// organismes names those of the SIAE, each with how many parcours go there.
func (r *recit) organismes() string {
	r.t.Helper()
	var dits []string
	for _, l := range must[*app.PageOrganismes](r.t)(r.ListOrganismes(r.t.Context(), r.qui, app.FiltreOrganismes{})).Lignes {
		dits = append(dits, l.Nom+" "+strings.Repeat("i", l.NombreParcours))
	}
	return strings.Join(dits, ", ")
}

// TestANameFindsItsOrganismeOrMakesIt, in the same deed, whatever its case and its accents.
func TestANameFindsItsOrganismeOrMakesIt(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	chez := func(nom string) parcours.Formation {
		f := proprete
		f.Organisme = nom
		return f
	}
	r.choose(chez("Gréta d'Œuvre"))
	premier := r.fiche().Courante().OrganismeID
	autre := *r
	karim := r.Salarie(t, r.Aci, "Karim", "Diallo")
	autre.id = must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, karim.ID, besoinDeNadia, ""))
	autre.choose(chez("GRETA  d’oeuvre"))
	lu := autre.fiche().Courante().Formation
	if premier == nil || lu.OrganismeID == nil || *lu.OrganismeID != *premier || lu.Organisme != "GRETA  d’oeuvre" {
		t.Fatalf("the first is %v, the second %+v", premier, lu)
	}
	if got := r.organismes(); got != "Gréta d'Œuvre ii" {
		t.Errorf("listed: %s", got)
	}
	// Another name for the row: a training keeps the name that was typed, and its link.
	must[*parcours.Organisme](t)(r.PatchOrganisme(t.Context(), r.qui, *premier, 0, func(o *parcours.Organisme) { o.Nom = "GRETA Amiens" }))
	f := r.fiche().Courante().Formation
	f.Cout = 100
	r.choose(f)
	if lu := r.fiche().Courante().Formation; lu.Organisme != "Gréta d'Œuvre" || *lu.OrganismeID != *premier {
		t.Errorf("after the row was named otherwise: %+v", lu)
	}
	// Another name for the training: another row; none when it is emptied.
	autre.choose(chez("AFPA"))
	if got := r.organismes(); got != "AFPA i, GRETA Amiens i" {
		t.Errorf("listed: %s", got)
	}
	autre.choose(chez(""))
	if got := r.organismes(); got != "AFPA , GRETA Amiens i" {
		t.Errorf("listed: %s", got)
	}
	// A stay says where it was, whatever the next try says.
	r.to(parcours.EnDeroulement)
	if x := r.fiche().Presence(); x.OrganismeID == nil || x.Organisme != "GRETA" || r.organismes() != "AFPA , GRETA i, GRETA Amiens " {
		t.Errorf("entered: %+v; listed: %s", x.Formation, r.organismes())
	}
	// A parcours taken over names its own.
	reprise := parcours.Reprise{Besoin: besoinDeNadia, Formation: chez("afpa"), Etat: parcours.EnDeroulement}
	reprise.DateEntree, reprise.Acquittes = le2025(4, 14), []string{"parcours_ouvert"}
	lea := r.Salarie(t, r.Aci, "Léa", "Petit")
	autre.id = must[int64](t)(r.ResumeParcours(t.Context(), r.qui, lea.ID, reprise, ""))
	if x := autre.fiche().Presence(); x.OrganismeID == nil || r.organismes() != "AFPA i, GRETA i, GRETA Amiens " {
		t.Errorf("taken over: %+v; listed: %s", x.Formation, r.organismes())
	}
	// A deed that is refused, or only tried, makes no row.
	wantCode(t, r.ChooseFormation(t.Context(), r.qui, r.id, 0, chez("Inconnu"), ""), parcours.Bloque)
	if got := r.organismes(); strings.Contains(got, "Inconnu") {
		t.Errorf("listed: %s", got)
	}
}

// TestTwoOrganismesAreToldApart by their names and by their SIRET.
func TestTwoOrganismesAreToldApart(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	add := func(o parcours.Organisme, cle string) (*parcours.Organisme, error) {
		return r.AddOrganisme(t.Context(), r.qui, o, cle)
	}
	greta := must[*parcours.Organisme](t)(add(parcours.Organisme{Nom: "GRETA", Siret: "73282932000074"}, "une"))
	if again := must[*parcours.Organisme](t)(add(parcours.Organisme{Nom: "GRETA", Siret: "73282932000074"}, "une")); again.ID != greta.ID {
		t.Errorf("the same click made %d and %d", greta.ID, again.ID)
	}
	for champ, o := range map[string]parcours.Organisme{
		"nom": {Nom: " Gréta"}, "siret": {Nom: "AFPA", Siret: "73282932000074"},
	} {
		if e := wantCode(t, errOf(add(o, "")), parcours.Conflit); e.Champ != champ || !strings.Contains(e.Message, "« GRETA »") {
			t.Errorf("%s: refused beside %q: %s", champ, e.Champ, e.Message)
		}
	}
	for champ, o := range map[string]parcours.Organisme{
		"nom": {}, "siret": {Nom: "AFPA", Siret: "73282932000075"}, "email": {Nom: "AFPA", Email: "afpa"},
		"telephone": {Nom: "AFPA", Telephone: "?"}, "qualiopi": {Nom: "AFPA", Qualiopi: "peut-être"},
	} {
		if e := wantCode(t, errOf(add(o, "")), parcours.Invalide); e.Champ != champ {
			t.Errorf("%s: refused beside %q", champ, e.Champ)
		}
	}
	// La Poste numbers its offices with another key.
	afpa := must[*parcours.Organisme](t)(add(parcours.Organisme{Nom: "AFPA", Siret: "35600000049837"}, ""))
	patch := func(version int, change func(*parcours.Organisme)) (*parcours.Organisme, error) {
		return r.PatchOrganisme(t.Context(), r.qui, afpa.ID, version, change)
	}
	wantCode(t, errOf(patch(0, func(o *parcours.Organisme) { o.Nom = "gréta" })), parcours.Conflit)
	lu := must[*parcours.Organisme](t)(patch(afpa.Version, func(o *parcours.Organisme) {
		o.Commune, o.Nda, o.Cle = "Amiens", "32 80 01234 80", "greta"
	}))
	if lu.Commune != "Amiens" || lu.Nda != "32800123480" || lu.Cle != "afpa" || lu.Version != 2 {
		t.Errorf("changed: %+v", lu)
	}
	if e := wantCode(t, errOf(patch(1, func(o *parcours.Organisme) { o.Commune = "Albert" })), parcours.Conflit); len(e.Actuel) == 0 ||
		e.Actuel[0].Valeur != "Amiens" {
		t.Errorf("whoever was late is told %+v", e.Actuel)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistoriqueOrganisme(t.Context(), r.qui, afpa.ID))
	if len(h.Lignes) != 2 || h.Lignes[0].Titre() != "Organisme modifié · Modifier un organisme de formation" {
		t.Errorf("history: %+v", h.Lignes)
	}
	r.qui = r.Aci.Encadrant
	wantCode(t, errOf(r.FindOrganisme(t.Context(), r.qui, afpa.ID)), parcours.Interdit)
	wantCode(t, errOf(patch(0, func(*parcours.Organisme) {})), parcours.Interdit)
}
