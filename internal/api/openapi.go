package api

import "github.com/danielgtaylor/huma/v2"

const schemaSecurite = "jeton"

// humaConfig is huma's, without what it would serve by itself: pages from a CDN,
// « $schema » in every answer, three more forms of the document.
func humaConfig() huma.Config {
	c := huma.DefaultConfig("API de Parcours", "1")
	c.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", nameSchema)
	c.CreateHooks = nil
	c.DocsPath, c.OpenAPIPath, c.SchemasPath = "", "", ""
	// A filter that is misspelt must not silently return everything.
	c.RejectUnknownQueryParameters = true
	c.Servers = []*huma.Server{{URL: Prefix}}
	c.Info.Description = "Suivre les parcours de formation des salariés en insertion. Dates : année-mois-jour. Montants : euros, deux décimales. " +
		"Ce qui n'est pas connu est null ou absent, jamais 0. Les listes prennent page, par_page (200 au plus), tri (« -champ » pour l'ordre inverse), q et des filtres. " +
		"Les refus suivent la RFC 9457, avec un code (invalide, interdit, introuvable, conflit, transition) et le champ en cause. Un champ inconnu est refusé."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		schemaSecurite: {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "Le jeton que rend POST /connexion."},
	}
	return c
}

// sens says, in French, what each status means.
var sens = map[string]string{
	"200": "C'est fait, ou voici.", "201": "Créé.", "204": "C'est fait.",
	"400": "Corps absent ou JSON illisible.", "401": "Jeton absent, faux, terminé ou révoqué.", "403": "Votre rôle ne le permet pas.",
	"404": "Introuvable : inconnu, ou d'une autre structure.", "409": "Quelqu'un est passé avant : « actuel » dit ce qui a changé.",
	"413": "Envoi trop volumineux.", "415": "Type de contenu refusé.", "422": "Refusé : « erreurs » dit champ par champ pourquoi ; pour une transition, « bloquants » et « avertissements ».",
	"429": "Trop d'essais : Retry-After dit combien de secondes attendre.", "500": "Une erreur est survenue ; citez « requete » pour la signaler.",
}
