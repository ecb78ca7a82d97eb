package pages

import (
	"fmt"
	"strings"

	"parcours/internal/guide"
	"parcours/internal/parcours"
	"parcours/web/composants"
)

// edition of the guide itself; later additions say their own.
const edition = "2023"

func (p GuideEtape) titre() string {
	if p.Etape.Rang == 0 {
		return p.Etape.Titre
	}
	return fmt.Sprintf("%d. %s", p.Etape.Rang, p.Etape.Titre)
}

// etapeOf is the étape under which an item is read: itself, for an étape.
func etapeOf(it *guide.Item) string {
	if it.Type == guide.TypeEtape {
		return it.ID
	}
	return it.Etape
}

// guideItem shows an item as it is in the guide, with what changed since kept
// apart from what it said.
func guideItem(it *guide.Item, aujourdhui parcours.Date) composants.RecommandationProps {
	props := reco(guide.Recommandation{Item: it}, 0)
	props.ID, props.Type, props.Source = it.ID, "", "l. "+it.Lignes
	if it.Edition != edition {
		props.Source = it.Source()
	}
	if len(it.Actions) > 0 {
		props.Texte = strings.TrimSpace(props.Texte + "\n• " + strings.Join(it.Actions, "\n• "))
	}
	for _, d := range it.Depuis {
		props.Texte += "\nDepuis " + composants.FormatDatePartielle(d.Date) + " : " + d.Texte + " (" + d.Source + ")"
	}
	if it.IsExpired(aujourdhui) {
		props.Mention = "dates passées"
	}
	return props
}
