package api

import (
	"cmp"

	"github.com/danielgtaylor/huma/v2"
)

const schemaSecurite = "jeton"

// humaConfig is huma's, without what it would serve by itself: pages from a CDN,
// « $schema » in every answer, three more forms of the document.
func humaConfig() huma.Config {
	c := huma.DefaultConfig("API de Parcours", "1")
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", nameSchema)
	c.CreateHooks = nil
	c.OnAddOperation = []huma.AddOpFunc{inFrench, documentEssai}
	c.DocsPath, c.OpenAPIPath, c.SchemasPath = "", "", ""
	// A filter that is misspelt must not silently return everything.
	c.RejectUnknownQueryParameters = true
	c.Servers = []*huma.Server{{URL: Prefix}}
	c.Info.Description = "Suivre les parcours de formation des salariés en insertion. " +
		"Dates : année-mois-jour. Montants : euros, deux décimales. Ce qui n'est pas connu est null ou absent, jamais 0. " +
		"Les listes prennent page, par_page (200 au plus), tri (« -champ » pour l'ordre inverse), q et des filtres. " +
		"Les refus suivent la RFC 9457, avec un code (invalide, interdit, introuvable, conflit, transition, surcharge) " +
		"et le champ en cause. Un champ inconnu est refusé. " +
		"Quand ce qui vient d'être fait se reprend d'un coup, " +
		"l'en-tête Annulation de la réponse dit comment, en JSON : methode, adresse, corps. " +
		"Avec ?essai=1, une création ou un changement est jugé sans être écrit : la réponse est 200, et dit s'il est possible, " +
		"ce qui bloque, les avertissements à acquitter, et ce qui changerait."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{schemaSecurite: {
		Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "Le jeton que rend POST /connexion."}}
	return c
}

// sens says what each status means.
var sens = map[string]string{
	"200": "C'est fait, ou voici.", "201": "Créé.", "204": "C'est fait.",
	"400": "Corps absent ou JSON illisible.",
	"401": "Jeton absent, faux, terminé ou révoqué.", "403": "Votre rôle ne le permet pas.",
	"404": "Introuvable : inconnu, ou d'une autre structure.",
	"409": "Quelqu'un est passé avant : « actuel » dit ce qui a changé.",
	"413": "Envoi trop volumineux.", "415": "Type de contenu refusé.",
	"422": "Refusé : « erreurs » dit champ par champ pourquoi ; pour une transition, « bloquants » et « avertissements ».",
	"429": "Trop d'essais : Retry-After dit combien de secondes attendre.",
	"503": "Trop de rapports, d'exports ou d'imports à la fois : Retry-After dit combien de secondes attendre.",
	"500": "Une erreur est survenue ; citez « requete » pour la signaler.",
}

const ordre = "Ordre ; « - » devant pour l'inverse."

// longues are the sentences that a tag has no room for: of a parameter, of one
// of an operation, of the field of a schema.
var longues = map[string]string{
	"Idempotency-Key": "Clé choisie par le client : la même requête envoyée deux fois avec la même clé " +
		"n'agit qu'une fois, et reçoit la même réponse.",
	"/salaries tri":                      ordre,
	"/parcours tri":                      ordre,
	"/parcours/{id}/recommandations tri": "importance : le plus pressant d'abord ; guide : l'ordre du guide.",
	"/salaries contrat":                  "presents : contrat en cours, ou sans date de fin ; termine : contrat fini.",

	"Apercu.etat": "colonnes : il faut dire à quoi elles correspondent ; apercu : prêt, rien n'est écrit ; importee : c'est fait.",
	"CorrespondanceSaisie.colonnes": "Par information (nom, prenom, nom_complet, date_naissance…), " +
		"le numéro de sa colonne ; 0 est la première.",
	"Dossier.transitions_possibles": "Ce que cette personne peut faire maintenant, dans l'ordre où le proposer.",
	"Probleme.avertissements": "Les points d'attention à lire, puis à renvoyer par leur code " +
		"dans avertissements_acquittes.",
	"Salarie.parcours":     "Celui du moment d'abord : le parcours ouvert qui a bougé en dernier ; les terminés ensuite.",
	"SalarieBref.parcours": "Celui du moment : le parcours ouvert qui a bougé en dernier, sinon le dernier terminé.",
}

// inFrench puts our sentences into what huma wrote of an operation.
func inFrench(d *huma.OpenAPI, op *huma.Operation) {
	for statut, r := range op.Responses {
		r.Description = cmp.Or(sens[statut], r.Description)
	}
	for _, p := range op.Parameters {
		p.Description = cmp.Or(longues[p.Name], longues[op.Path+" "+p.Name], p.Description)
		p.Schema.Description = p.Description
	}
	for nom, s := range d.Components.Schemas.Map() {
		for champ, p := range s.Properties {
			p.Description = cmp.Or(longues[nom+"."+champ], p.Description)
		}
	}
}
