package app

import "errors"

var errPasMigre = errors.New("la base de données n'est pas à jour : lancez « parcours migrate »")
