package app

import (
	"sync"

	"parcours.example/internal/guide"
)

// guidesGardes bounds the memory: a SIAE's guide weighs a few hundred kilobytes.
const guidesGardes = 64

// cacheGuides keeps the guides of the SIAE that were read last. An entry is good
// as long as its key is the one that stands in the database, so that another
// instance of the program, or another person, is never served an old text. The
// zero value is ready.
type cacheGuides struct {
	mu     sync.Mutex
	tour   uint64
	gardes map[int64]*guideGarde
}

type guideGarde struct {
	cle   string
	guide *guide.Guide
	lu    uint64 // turn of the last reading
}

// find gives the guide of a SIAE if it is still the one of this key.
func (c *cacheGuides) find(siaeID int64, cle string) (*guide.Guide, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	g, ok := c.gardes[siaeID]
	if !ok || g.cle != cle {
		return nil, false
	}
	c.tour++
	g.lu = c.tour
	return g.guide, true
}

// keep stores a guide, in the place of the one read the longest ago when full.
func (c *cacheGuides) keep(siaeID int64, cle string, g *guide.Guide) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.gardes == nil {
		c.gardes = map[int64]*guideGarde{}
	}
	c.tour++
	c.gardes[siaeID] = &guideGarde{cle, g, c.tour}
	if len(c.gardes) <= guidesGardes {
		return
	}
	var vieux int64
	for id, garde := range c.gardes {
		if vieux == 0 || garde.lu < c.gardes[vieux].lu {
			vieux = id
		}
	}
	delete(c.gardes, vieux)
}
