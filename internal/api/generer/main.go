// Command generer writes internal/api/openapi.yaml (go generate).
package main

import (
	"log"
	"os"

	"github.com/gin-gonic/gin"

	"parcours/internal/api"
)

func main() {
	gin.SetMode(gin.ReleaseMode)
	document, err := api.OpenAPI()
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("openapi.yaml", document, 0o644); err != nil {
		log.Fatal(err)
	}
}
