// Package composants holds the accessible pieces that pages are made of. Pages
// never write a class of Bootstrap where a component exists, and never an
// inline style, script or on… attribute: the policy of the site refuses them.
//
// # Which one for what
//
//	a page             Layout (Envoi for what it changes) · EnTete, the only h1 · Carte · Onglets · Definitions · EtatVide
//	an act             Bouton, of which one Primaire a page · Depliant, whose form opens where it was asked for
//	a field            Formulaire gives it its value, its error and an id: f.Champ(nom, libelle).WithAide(…) goes to the
//	                   ChampX of its kind, in a Groupe; ResumeErreurs(f.Resume()) comes first in the form
//	a list             Tableau with its Colonnes · Pagination · Puces, which filter · Adresse writes their links
//	things to do       Taches, TachesOu · Tache (person, why, one act) · LigneTache (anything, acts)
//	a state, a word    BadgeEtat · Etiquette · Alerte
//	a parcours         Frise · Verifs · Chronologie of EntreeChronologie
//	advice             Recommandations of Recommandation · Contact · Signaler
//	a figure           Chiffre in class="grille" · Barres · DefinitionPliee
//	a day, a number    DateCourte · DateEtAge, in tables · the functions of fr.go, none of which reads the clock
//	a text             Texte explains its acronyms once a block: ours, but in no link or label · Saisie: what somebody typed
//
// Write ordinary spaces: InsecablesHTML puts the no-break ones when a page is sent.
//
// # Useful classes
//
// pile, pile-large, pile-serree (column with gaps) · ligne, pousse (row) ·
// champs (fields one under the other), rangee (side by side), actions (the
// buttons), recherche, filtres ·
// deux-colonnes (3/5 + 2/5 from 992 px) · grille · filtres-puces (rows of chips) · doux, petit, fort, chiffres,
// nowrap, lisible · cache-visuel (screen readers only) · pas-imprime,
// seulement-imprime · visages. Of Bootstrap: the grid, tables, forms, buttons,
// cards, alerts, badges and utilities (sm, md, lg); what needs its JavaScript
// is cut at build (internal/dev/assets/prune.go).
//
// # Sending
//
// POST, then 303 to the place of the page where the deed shows, whose status
// line says what was done; 422 or 409 with the form again, whose summary gets
// the focus. A script marks the form as sent, so that a second click does
// nothing (docs/decisions/0017-pages-sans-htmx.md).
//
// The page of the API is web/docapi.
//
// templ trims the space at the start of an element's text: write { " " }.
package composants
