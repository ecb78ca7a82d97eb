package app_test

import (
	"strings"
	"testing"

	"parcours.example/internal/app"
	"parcours.example/internal/parcours"
)

// join puts the current try in a group, as its file stands.
func (r *recit) join(x parcours.Adhesion) error {
	return r.JoinGroupe(r.t.Context(), r.qui, r.id, r.fiche().Parcours.Version, x, "")
}

// membres names whose parcours are of a group.
func (r *recit) membres(groupe int64) string {
	r.t.Helper()
	var noms []string
	f := app.FiltreParcours{GroupeID: groupe, Tri: "salarie"}
	for _, l := range must[*app.PageParcours](r.t)(r.ListParcours(r.t.Context(), r.qui, f)).Lignes {
		noms = append(noms, l.SalarieNom)
	}
	return strings.Join(noms, " ")
}

// TestAGroupeGathersTheSameActionOfSeveralPeople: it is made from the training of the first,
// joined by its name or its number, left; nothing else of a file changes.
func TestAGroupeGathersTheSameActionOfSeveralPeople(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	r.choose(proprete)
	r.must(r.join(parcours.Adhesion{Intitule: "Propreté, avril"}))
	id := *r.fiche().Courante().GroupeID
	g := must[*parcours.Groupe](t)(r.FindGroupe(t.Context(), r.qui, id))
	if g.Intitule != "Propreté, avril" || g.DateDebut != proprete.DateDebutPrevue || g.DateFin != proprete.DateFinPrevue ||
		*g.OrganismeID != *r.fiche().Courante().OrganismeID {
		t.Errorf("made of the training: %+v", g)
	}
	autre := *r
	karim := r.Salarie(t, r.Aci, "Karim", "Diallo")
	autre.id = must[int64](t)(r.IdentifyBesoin(t.Context(), r.qui, karim.ID, besoinDeNadia, ""))
	r.must(autre.join(parcours.Adhesion{Intitule: " proprete,  AVRIL"}))
	if got := r.membres(id); got != "Benali Diallo" || autre.fiche().Courante().Intitule != "" {
		t.Errorf("of the group: %s; training %q", got, autre.fiche().Courante().Intitule)
	}
	version := autre.fiche().Parcours.Version
	r.must(autre.join(parcours.Adhesion{GroupeID: &id}))
	if v := autre.fiche().Parcours.Version; v != version {
		t.Errorf("the same again is a version: %d, then %d", version, v)
	}
	r.must(autre.join(parcours.Adhesion{}))
	if got := r.membres(id); got != "Benali" {
		t.Errorf("one left: %s", got)
	}
	r.must(autre.join(parcours.Adhesion{GroupeID: &id}))
	lignes := must[*app.PageGroupes](t)(r.ListGroupes(t.Context(), r.qui, app.FiltreGroupes{Q: "greta"})).Lignes
	if len(lignes) != 1 || lignes[0].NombreParcours != 2 || lignes[0].Organisme != "GRETA" {
		t.Errorf("listed: %+v", lignes)
	}
	h := must[*app.HistoriqueLu](t)(r.ListHistorique(t.Context(), r.qui, autre.id))
	if h.Lignes[0].Motif != "Groupe : Propreté, avril" || h.Lignes[0].Acte != "rejoindre_groupe" {
		t.Errorf("history: %+v", h.Lignes[0])
	}
	// A report keeps the try, and its group; another try has none.
	r.to(parcours.EnDeroulement)
	r.pass("abandonner", le2025(4, 20), parcours.Saisie{"motifs": "mobilite", "heures": "12"})
	r.pass("repositionner", le2025(4, 22), parcours.Saisie{"solution": "autre_of"})
	if f := r.fiche(); f.Courante().GroupeID != nil || f.Tentatives[0].GroupeID == nil || r.membres(id) != "Benali Diallo" {
		t.Errorf("after another try: %+v, %s", f.Courante(), r.membres(id))
	}
}

func TestAGroupeIsRefusedBesideItsField(t *testing.T) {
	t.Parallel()
	r := newRecit(t)
	inconnu := int64(99)
	if e := wantCode(t, r.join(parcours.Adhesion{GroupeID: &inconnu}), parcours.Invalide); e.Champ != "groupe_id" {
		t.Errorf("refused beside %q", e.Champ)
	}
	tard := r.fiche().Parcours.Version + 1
	wantCode(t, r.JoinGroupe(t.Context(), r.qui, r.id, tard, parcours.Adhesion{Intitule: "X"}, ""), parcours.Conflit)
	add := func(g parcours.Groupe) error { return errOf(r.AddGroupe(t.Context(), r.qui, g, "")) }
	r.must(add(parcours.Groupe{Intitule: "CACES"}))
	for champ, x := range map[string]struct {
		code parcours.Code
		parcours.Groupe
	}{
		"intitule":     {parcours.Conflit, parcours.Groupe{Intitule: "Cacès"}},
		"organisme_id": {parcours.Invalide, parcours.Groupe{Intitule: "SST", OrganismeID: &inconnu}},
		"date_fin":     {parcours.Invalide, parcours.Groupe{Intitule: "SST", DateDebut: le2025(4, 2), DateFin: le2025(4, 1)}},
	} {
		if e := wantCode(t, add(x.Groupe), x.code); e.Champ != champ {
			t.Errorf("%s: refused beside %q", champ, e.Champ)
		}
	}
	r.qui = r.Aci.Encadrant
	wantCode(t, add(parcours.Groupe{Intitule: "SST"}), parcours.Interdit)
	wantCode(t, r.JoinGroupe(t.Context(), r.qui, r.id, 0, parcours.Adhesion{}, ""), parcours.Interdit)
}
