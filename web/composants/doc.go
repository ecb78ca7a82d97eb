// Package composants holds the accessible pieces that pages are made of. Pages
// never write a class of Bootstrap where a component exists, and never an
// inline style, script or on… attribute: the policy of the site refuses them.
//
// See them all on one page: Vitrine (vitrine.templ), which is also their test.
//
// # Frame
//
//	Layout(PageMeta){ children }             signed-in pages; children hold the only h1 (EnTete)
//	LayoutNu(PageMeta, large bool){ }        sign-in, errors
//	EnTete(EnTeteProps{Titre, SousTitre, Retour, RetourURL, Actions}){ badges, dates }
//	StatusLine(Flash)                        what was just done
//	Carte(CarteProps{ID, Titre, Niveau, Appuyee, Actions, Attrs}){ }
//	Onglets(libelle, []Onglet{Libelle, URL, Actif, Nombre})
//	EtatVide(icone, titre, texte){ buttons }
//	Definitions([]Definition{Terme, Valeur | Corps})
//	Visage(url, prenom, nom){ a line } · Initiales(prenom, nom)
//	Icone(nom)                               names of bootstrap-icons present in web/vendored/icons
//
// # Actions
//
//	Bouton(BoutonProps{Libelle, Precis, Variante, Icone, Apres, URL, Type, Nom, Valeur, Petit, Plein, Attrs})
//	    Apres: the icon follows the words
//	    Variante: Primaire (one a page) · Secondaire (default) · Lien · Danger; with URL, a link
//	Depliant(DepliantProps{ID, Libelle, Variante, Icone, Petit, Ouvert, Attrs}){ form }
//	    Ouvert: true when its form comes back with errors
//
// # Forms
//
// A form that changes something is Envoi(action, "champs"){ } (EnvoiFichier with
// a file): it carries the mark of the person and of the SIAE that it was drawn
// for, and the server's sentences replace the browser's. Start from Formulaire,
// which gives each field its value, its error and an id:
//
//	f := Formulaire{Prefixe: "suivi", Valeurs: url.Values, Erreurs: []Erreur{{Champ, Message}}}
//	f.Champ(nom, libelle) · f.ChampObligatoire(nom, libelle) · f.Resume() · f.HasErreurs()
//	c.WithAide(s) · c.WithLimite(n) · c.WithAttrs(templ.Attributes)
//
//	ResumeErreurs(f.Resume())                first thing in the form, draws nothing without errors
//	ChampTexte(c) · ChampRecherche(c) · ChampCourriel(c) · ChampTelephone(c) · ChampMotDePasse(c)
//	ChampDate(c)                             Valeur « 2026-03-02 »
//	ChampNombre(c) · ChampMontant(c)         text with a numeric keyboard: « 7,5 », « 1 240,50 »
//	ChampTexteLong(c, lignes) · ChampFichier(c, accepte)
//	ChampListe(c, []Option, invite)          invite « Choisir… » is the empty choice
//	ChampRadios(c, []Option) · ChampSegments(c, []Option, Serree | Egale | Grande)
//	ChampCases(c, []Option, colonnes bool)   ticked: c.Valeurs · ChampCase(c): « oui »
//	Groupe(legende){ fields }
//
// Layout classes: champs (fields one under the other), rangee (side by side),
// actions (the buttons), recherche, filtres.
//
// # Lists
//
//	Tableau(TableauProps{ID, Legende, Cachee, Empile, Court}){ <thead>… }
//	    Empile: under 768 px rows become cards; give each <td> data-libelle. class="nombre" for numbers
//	EnTeteTri(Tri{Champ, Inverse, Adresse}, champ, libelle, nombre bool)   → tri=champ | tri=-champ
//	Pagination(PaginationProps{Page, ParPage, Total, Un, Plusieurs, Adresse})
//	Puces(libelle, []Puce{Libelle, URL, Active, Nombre, Compte, Icone})
//	Adresse{Chemin, Requete}.With("etat", "sortie", "page", "")            an empty value removes
//	Taches(libelle){ Tache(titre, url, Texte(pourquoi) | Saisie(pourquoi)){ one action } }
//
// # States, messages
//
//	BadgeEtat(code, libelle)                 the eight states of a parcours
//	Alerte(Info | Succes | Avertissement | Echec, titre){ text }
//	Etiquette(genre, texte)
//
// # Parcours
//
//	Frise(libelle, []Etape{Libelle, Etat, Detail}, note)
//	    Etat: EtapeFaite · EtapeCourante · EtapeAVenir · EtapeInterrompue
//	Verifs([]Verif{Etat, Libelle, URL, Lien})   VerifFait · VerifManque · VerifAttention
//	Chronologie(libelle){ EntreeChronologie(Evenement{ID, Genre, Date, Titre, Texte, Details, Auteur}, aujourdhui){ } }
//	    Genre: suivi · passage · observation · alerte · financement · frein · formation · (other)
//	Recommandations(libelle){ Recommandation(RecommandationProps{…}){ actions } }
//	    also Actions (steps), Depuis []Changement{Quand, Texte, Source}, Pour
//	Contact(ContactProps{Nom, Role, Telephone, Autre, Courriel, Site, Mention, Note, Carte})
//	Auteur(dit, signe)                       « vous » on screen, the name on paper · Courriel(adresse)
//	Texte(s)                                 a text of ours whose acronyms are explained, once a block (WithSigles); not in links or labels
//
// # Reports
//
//	DefinitionPliee(libelle, texte)          what a figure counts, on request
//	Chiffre(ChiffreProps{Libelle, Valeur, Numerateur, Denominateur, Definition, URL})   in class="grille"
//	Barres(BarresProps{Legende, Colonne, Mesure, Barres}) · Entonnoir(same) · BarreEmpilee(same)
//
// # Dates and numbers (fr.go; none reads the clock)
//
//	DateRelative(t, aujourdhui) · DateCourte(t) · DateEcrite(t) · DateEtAge(t, aujourdhui) for tables
//	FormatDate · FormatDateLongue · FormatDateCourte · FormatJourMois · FormatHeure · FormatRelatif · FormatDuree
//	FormatNombre · FormatDecimal · FormatHeures · FormatEuros(centimes) · FormatPourcent(0.42)
//	FormatTelephone · Pluriel(n, un, plusieurs) · Accord(n, un, plusieurs)
//
// Write ordinary spaces: InsecablesHTML puts the no-break ones when a page is sent.
//
// # Useful classes
//
// pile, pile-large, pile-serree (column with gaps) · ligne, pousse (row) ·
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
