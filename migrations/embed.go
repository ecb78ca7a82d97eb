// Package migrations holds the schema, as forward-only goose migrations.
package migrations

import "embed"

//go:embed *.sql
var FS embed.FS
