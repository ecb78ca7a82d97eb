package main

import (
	"regexp"
	"strings"
)

// unused recognises the selectors that can never match on our pages: Bootstrap components that live by its JavaScript
// (we load none; pages use <details>), its dark theme, and the in-between screen sizes.
var unused = regexp.MustCompile(`data-bs-theme|\.(` + strings.Join(strings.Fields(`
	carousel offcanvas modal toast tooltip popover bs-tooltip bs-popover accordion dropdown dropup dropend
	dropstart navbar spinner placeholder collapsing collapse btn-close btn-group btn-toolbar nav- tab-content
	tab-pane form-floating form-range figure img-thumbnail ratio stretched-link vr\b focus-ring icon-link
	list-group breadcrumb progress card-img card-group lead display- blockquote initialism mark\b sticky- fixed-
	clearfix link- z- object-fit float- opacity- shadow translate rotate
	btn-(success|info|warning|danger|light|dark|outline-(success|info|warning|danger|light|dark))
	table-(info|dark|light|success|warning|danger|active) text-bg text-opacity bg-opacity bg-gradient
	border-opacity rounded-(top|bottom|start|end) [a-z-]+-xxl [a-z]+-xl- col-xl row-cols order- offset-
`), "|") + `)`)

var negation = regexp.MustCompile(`:not\([^)]*\)`)

var keyframes = regexp.MustCompile(`^@(-webkit-)?keyframes`)

// pruneCSS drops the rules of a style sheet of which no selector can match. It reads only as much CSS as Bootstrap's
// own file contains: rules, and rules inside @media or @supports.
func pruneCSS(css string) string {
	var out strings.Builder
	for open := strings.IndexByte(css, '{'); open >= 0; open = strings.IndexByte(css, '{') {
		head, body, rest := cutBlock(css, open)
		css = rest
		selector := strings.TrimSpace(comment.ReplaceAllString(head, ""))
		if !strings.HasPrefix(selector, "@") {
			selector = keepSelectors(selector)
		} else if body = pruneCSS(body); keyframes.MatchString(selector) || strings.TrimSpace(body) == "" {
			selector = "" // our own files have the keyframes that we use
		}
		if selector != "" {
			out.WriteString(selector + "{" + body + "}\n")
		}
	}
	return out.String()
}

// cutBlock splits at the brace that closes the one at open.
func cutBlock(css string, open int) (head, body, rest string) {
	depth := 0
	for i := open; i < len(css); i++ {
		switch css[i] {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				return css[:open], css[open+1 : i], css[i+1:]
			}
		}
	}
	return css[:open], css[open+1:], ""
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/|@charset "[^"]*";`)

// keepSelectors keeps, of « a, b », what may match. A selector that opens the light theme beside the dark one stays.
func keepSelectors(selector string) string {
	if strings.Contains(selector, `:root`) {
		return ":root"
	}
	var kept []string
	for s := range strings.SplitSeq(selector, ",") {
		// What a rule excludes does not make it useless.
		if !unused.MatchString(negation.ReplaceAllString(s, "")) {
			kept = append(kept, strings.TrimSpace(s))
		}
	}
	return strings.Join(kept, ",")
}
