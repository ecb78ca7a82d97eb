// Package config holds what can be set without touching the code: the environment, and the texts of the regional
// guide.
package config

import "embed"

// Guide is the regional guide as it is shipped: one YAML file per étape, and edition.yaml. GUIDE_DIR replaces it by a
// folder.
//
//go:embed all:guide
var Guide embed.FS
