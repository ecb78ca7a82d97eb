// Package axe holds axe-core, the accessibility checker run in a real browser
// by the tests. Nothing but a test may import it: it must not weigh on the
// program.
package axe

import _ "embed"

// Source is the whole library, to be evaluated in the page under test.
//
//go:embed axe.min.js
var Source string
