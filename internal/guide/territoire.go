package guide

import (
	"slices"

	"parcours.example/internal/parcours"
)

// zones are the guide's own, by département; those whose département it does not print come under "". They come from
// several divisions (bassins, zones of an OPCO, zones of the Région) which overlap: a SIAE ticks all those that it
// belongs to.
var zones = map[string]parcours.Liste{
	"02": {
		{Code: "laon_saint_quentin_vervins", Libelle: "Laon, Saint-Quentin et Vervins", Lignes: "532"},
		{Code: "soissons_chateau_thierry", Libelle: "Soissons et Château-Thierry", Lignes: "534"},
	},
	"59": {
		{Code: "metropole_lilloise", Libelle: "Métropole lilloise", Lignes: "497, 1117"},
		{Code: "lille_sud_pevele", Libelle: "Lille sud et Pévèle", Lignes: "503"},
		{Code: "flandre_lys", Libelle: "Flandres Lys", Lignes: "507"},
		{Code: "flandre_interieure_maritime", Libelle: "Flandres intérieures et maritimes", Lignes: "512"},
		{Code: "caudry_cateau_avesnes", Libelle: "Caudry, Le Cateau et Avesnes", Lignes: "514"},
		{Code: "valenciennes", Libelle: "Valenciennes", Lignes: "516"},
		{Code: "douai_cambrai", Libelle: "Douai et Cambrai", Lignes: "518"},
		{Code: "nord_59", Libelle: "Nord du département du Nord", Lignes: "551"},
		{Code: "sud_59", Libelle: "Sud du département du Nord", Lignes: "552"},
	},
	"60": {
		{Code: "senlis", Libelle: "Senlis", Lignes: "539"},
		{Code: "compiegne", Libelle: "Compiègne", Lignes: "541"},
		{Code: "beauvais_clermont", Libelle: "Beauvais et Clermont", Lignes: "543"},
	},
	"62": {
		{Code: "calaisis", Libelle: "Calaisis (Calais)", Lignes: "176, 494"},
		{Code: "boulonnais", Libelle: "Boulonnais (Boulogne)", Lignes: "177, 494"},
		{Code: "ca2bm", Libelle: "CA2BM", Lignes: "177"},
		{Code: "saint_omer_sud", Libelle: "Saint-Omer : CAPSO sud, Aire-sur-la-Lys, Pays de Lumbres", Lignes: "176, 488"},
		{Code: "saint_omer_nord", Libelle: "Saint-Omer : CAPSO Omer et nord, Éperlecques", Lignes: "177, 488"},
		{Code: "bethune", Libelle: "Béthune", Lignes: "488"},
		{Code: "artois", Libelle: "Artois", Lignes: "178"},
		{Code: "henin_carvin", Libelle: "Hénin-Carvin", Lignes: "179"},
		{Code: "lens_lievin", Libelle: "Lens-Liévin", Lignes: "180, 492"},
		{Code: "arras", Libelle: "CU d'Arras et Campagnes de l'Artois", Lignes: "178, 490"},
		{Code: "sud_artois_osartis", Libelle: "Sud Artois et Osartis-Marquion", Lignes: "179"},
		{Code: "montreuillois", Libelle: "Montreuillois (Montreuil)", Lignes: "180, 490"},
		{Code: "ternois", Libelle: "Ternois", Lignes: "180"},
	},
	"80": {
		{Code: "amiens", Libelle: "Amiens", Lignes: "192, 523"},
		{Code: "picardie_maritime", Libelle: "Picardie maritime (Abbeville)", Lignes: "188, 523, 1163"},
		{Code: "grand_roye", Libelle: "Grand Roye", Lignes: "192"},
		{Code: "est_somme", Libelle: "Est de la Somme", Lignes: "192"},
		{Code: "peronne_montdidier", Libelle: "Péronne et Montdidier", Lignes: "525"},
		{Code: "cinq_vallees", Libelle: "5 Vallées", Lignes: "1149"},
		{Code: "hauts_de_somme", Libelle: "Hauts de Somme", Lignes: "1156"},
		{Code: "somme_santerre", Libelle: "Somme Santerre", Lignes: "1170"},
	},
	"": {
		{Code: "littoral", Libelle: "Littoral (zone d'OPCO 2i)", Lignes: "313"},
		{Code: "artois_douaisis", Libelle: "Artois-Douaisis (zone d'OPCO 2i et de la Région)", Lignes: "345, 1111"},
		{Code: "lille_flandre_interieure", Libelle: "Lille Flandre intérieure (zone d'OPCO 2i)", Lignes: "368"},
		{Code: "grand_hainaut", Libelle: "Grand Hainaut (zone d'OPCO 2i)", Lignes: "410"},
		{Code: "flandre_littoral", Libelle: "Flandre-Littoral (zone de la Région)", Lignes: "1105"},
		{Code: "amienois_sud_picardie", Libelle: "Amiénois et Sud Picardie (zone de la Région)", Lignes: "1121"},
		{Code: "hainaut_thierache", Libelle: "Hainaut-Thiérache (zone de la Région)", Lignes: "1127"},
	},
}

// Territoires lists the zones that the guide names.
var Territoires = slices.Concat(zones["02"], zones["59"], zones["60"], zones["62"], zones["80"], zones[""])

// TerritoiresFor lists the zones that a SIAE of this département may tick: its own, and those whose département the
// guide does not print.
func TerritoiresFor(departement string) parcours.Liste {
	if departement == "" {
		return Territoires
	}
	return slices.Concat(zones[departement], zones[""])
}

// DepartementOf is the département of a zone, "" when the guide does not print it.
func DepartementOf(zone string) string {
	for departement, siennes := range zones {
		if siennes.Has(zone) {
			return departement
		}
	}
	return ""
}
