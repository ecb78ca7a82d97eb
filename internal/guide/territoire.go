package guide

import "parcours.example/internal/parcours"

// Territoire is one of the guide's own zones. They come from several divisions (bassins, zones of an OPCO, zones of
// the Région) which overlap: a SIAE ticks all those that it belongs to.
type Territoire struct {
	Code, Libelle string
	// Departements is empty when the guide does not print it.
	Departements []string
	Lignes       string
}

type listeTerritoires []Territoire

// Territoires lists the zones that the guide names.
var Territoires = listeTerritoires{
	{"laon_saint_quentin_vervins", "Laon, Saint-Quentin et Vervins", []string{"02"}, "532"},
	{"soissons_chateau_thierry", "Soissons et Château-Thierry", []string{"02"}, "534"},

	{"metropole_lilloise", "Métropole lilloise", []string{"59"}, "497, 1117"},
	{"lille_sud_pevele", "Lille sud et Pévèle", []string{"59"}, "503"},
	{"flandre_lys", "Flandres Lys", []string{"59"}, "507"},
	{"flandre_interieure_maritime", "Flandres intérieures et maritimes", []string{"59"}, "512"},
	{"caudry_cateau_avesnes", "Caudry, Le Cateau et Avesnes", []string{"59"}, "514"},
	{"valenciennes", "Valenciennes", []string{"59"}, "516"},
	{"douai_cambrai", "Douai et Cambrai", []string{"59"}, "518"},
	{"nord_59", "Nord du département du Nord", []string{"59"}, "551"},
	{"sud_59", "Sud du département du Nord", []string{"59"}, "552"},

	{"senlis", "Senlis", []string{"60"}, "539"},
	{"compiegne", "Compiègne", []string{"60"}, "541"},
	{"beauvais_clermont", "Beauvais et Clermont", []string{"60"}, "543"},

	{"calaisis", "Calaisis (Calais)", []string{"62"}, "176, 494"},
	{"boulonnais", "Boulonnais (Boulogne)", []string{"62"}, "177, 494"},
	{"ca2bm", "CA2BM", []string{"62"}, "177"},
	{"saint_omer_sud", "Saint-Omer : CAPSO sud, Aire-sur-la-Lys, Pays de Lumbres", []string{"62"}, "176, 488"},
	{"saint_omer_nord", "Saint-Omer : CAPSO Omer et nord, Éperlecques", []string{"62"}, "177, 488"},
	{"bethune", "Béthune", []string{"62"}, "488"},
	{"artois", "Artois", []string{"62"}, "178"},
	{"henin_carvin", "Hénin-Carvin", []string{"62"}, "179"},
	{"lens_lievin", "Lens-Liévin", []string{"62"}, "180, 492"},
	{"arras", "CU d'Arras et Campagnes de l'Artois", []string{"62"}, "178, 490"},
	{"sud_artois_osartis", "Sud Artois et Osartis-Marquion", []string{"62"}, "179"},
	{"montreuillois", "Montreuillois (Montreuil)", []string{"62"}, "180, 490"},
	{"ternois", "Ternois", []string{"62"}, "180"},

	{"amiens", "Amiens", []string{"80"}, "192, 523"},
	{"picardie_maritime", "Picardie maritime (Abbeville)", []string{"80"}, "188, 523, 1163"},
	{"grand_roye", "Grand Roye", []string{"80"}, "192"},
	{"est_somme", "Est de la Somme", []string{"80"}, "192"},
	{"peronne_montdidier", "Péronne et Montdidier", []string{"80"}, "525"},
	{"cinq_vallees", "5 Vallées", []string{"80"}, "1149"},
	{"hauts_de_somme", "Hauts de Somme", []string{"80"}, "1156"},
	{"somme_santerre", "Somme Santerre", []string{"80"}, "1170"},

	{"littoral", "Littoral (zone d'OPCO 2i)", nil, "313"},
	{"artois_douaisis", "Artois-Douaisis (zone d'OPCO 2i et de la Région)", nil, "345, 1111"},
	{"lille_flandre_interieure", "Lille Flandre intérieure (zone d'OPCO 2i)", nil, "368"},
	{"grand_hainaut", "Grand Hainaut (zone d'OPCO 2i)", nil, "410"},
	{"flandre_littoral", "Flandre-Littoral (zone de la Région)", nil, "1105"},
	{"amienois_sud_picardie", "Amiénois et Sud Picardie (zone de la Région)", nil, "1121"},
	{"hainaut_thierache", "Hainaut-Thiérache (zone de la Région)", nil, "1127"},
}

func (l listeTerritoires) liste() parcours.Liste {
	termes := make(parcours.Liste, len(l))
	for i, t := range l {
		termes[i] = parcours.Terme{Code: t.Code, Libelle: t.Libelle, Lignes: t.Lignes}
	}
	return termes
}

// Find gives a zone by its code.
func (l listeTerritoires) Find(code string) (Territoire, bool) {
	for _, t := range l {
		if t.Code == code {
			return t, true
		}
	}
	return Territoire{}, false
}

// For lists the zones that a SIAE of this département may tick: its own, and those whose département the guide does
// not print.
func (l listeTerritoires) For(departement string) []Territoire {
	return filter(l, func(t Territoire) bool { return fits(t.Departements, departement) })
}
