// Package icons holds the SVG files of the icons that the pages use, one file
// an icon, under their names of bootstrap-icons.
package icons

import "embed"

// FS contains NAME.svg for every icon.
//
//go:embed *.svg
var FS embed.FS
