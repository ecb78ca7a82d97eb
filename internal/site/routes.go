package site

import (
	"net/http"

	"parcours.example/internal/parcours"
)

// route is one line of the table of contents of the site.
type route struct {
	Methode string
	Chemin  string
	// Acces is the action that opens the page; internal/app asks again for each
	// deed. Public needs nobody, Connecte anybody who is signed in.
	Acces   parcours.Action
	Handler func(*Request) error
	// CorpsMax bounds the body of a POST; 0 is corpsMax.
	CorpsMax int64
}

const (
	Public   parcours.Action = "public"
	Connecte parcours.Action = "connecte"
)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// routes lists every page and every form of the site. The test of all pages
// (pages_test.go) visits what it finds here, as every role.
//
//nolint:funlen // a table of contents, one line per page
func (s *Site) routes() []route {
	return append(s.routesSiae(), []route{
		{Methode: get, Chemin: "/", Acces: Connecte, Handler: s.showAccueil},
		{Methode: get, Chemin: "/connexion", Acces: Public, Handler: s.showConnexion},
		{Methode: post, Chemin: "/connexion", Acces: Public, Handler: s.signIn},
		{Methode: post, Chemin: "/deconnexion", Acces: Public, Handler: s.signOut},
		{Methode: post, Chemin: "/recherche", Acces: Connecte, Handler: s.search},
		{Methode: post, Chemin: "/changer-siae", Acces: Connecte, Handler: s.switchSiae},

		{Methode: get, Chemin: "/aujourdhui", Acces: parcours.ActionLogSuivi, Handler: s.showAujourdhui},
		{Methode: get, Chemin: "/salaries", Acces: parcours.ActionReadSalarie, Handler: s.showListeSalaries},
		{Methode: get, Chemin: "/salaries.xlsx", Acces: parcours.ActionReadSalarie, Handler: s.exportSalaries},
		{Methode: get, Chemin: "/salaries/nouveau", Acces: parcours.ActionCreateSalarie, Handler: s.showNouveauSalarie},
		{Methode: post, Chemin: "/salaries", Acces: parcours.ActionCreateSalarie, Handler: s.createSalarie},
		{Methode: get, Chemin: "/salaries/:id", Acces: parcours.ActionReadSalarie, Handler: s.showSalarie},
		{Methode: get, Chemin: "/salaries/:id/modifier", Acces: parcours.ActionUpdateSalarie, Handler: s.showSalarieForm},
		{Methode: post, Chemin: "/salaries/:id", Acces: parcours.ActionUpdateSalarie, Handler: s.updateSalarie},
		{Methode: post, Chemin: "/salaries/:id/confier", Acces: parcours.ActionTransferSalarie, Handler: s.transferSalarie},
		{Methode: post, Chemin: "/salaries/:id/encadrants", Acces: parcours.ActionUpdateSalarie, Handler: s.setEncadrants},
		{Methode: post, Chemin: "/salaries/:id/gel", Acces: parcours.ActionFreezeSalarie, Handler: s.freezeSalarie},
		{Methode: post, Chemin: "/salaries/:id/freins", Acces: parcours.ActionEditFrein, Handler: s.addFrein},
		{Methode: post, Chemin: "/salaries/:id/freins/:frein", Acces: parcours.ActionEditFrein, Handler: s.changeFrein},
		{Methode: post, Chemin: "/salaries/:id/observations", Acces: parcours.ActionReadSalarie, Handler: s.logObservationFiche},
		{Methode: get, Chemin: "/observations", Acces: parcours.ActionLogObservation, Handler: s.showVisages},
		{Methode: get, Chemin: "/observations/:id", Acces: parcours.ActionLogObservation, Handler: s.showObservation},
		{Methode: post, Chemin: "/observations/:id", Acces: parcours.ActionLogObservation, Handler: s.logObservation},
		{Methode: get, Chemin: "/importations/nouvelle", Acces: parcours.ActionImport, Handler: s.showImport},
		{Methode: post, Chemin: "/importations", Acces: parcours.ActionImport, Handler: s.previewImport, CorpsMax: corpsImport},
		{Methode: get, Chemin: "/importations/:id", Acces: parcours.ActionImport, Handler: s.showImportEtape},
		{Methode: post, Chemin: "/importations/:id/colonnes", Acces: parcours.ActionImport, Handler: s.matchColumns},
		{Methode: post, Chemin: "/importations/:id/validation", Acces: parcours.ActionImport, Handler: s.validateImport},
		{Methode: get, Chemin: "/importations/:id/rapport.xlsx", Acces: parcours.ActionImport, Handler: s.downloadRapport},

		{Methode: get, Chemin: "/rapports/resultats", Acces: parcours.ActionReadResultats, Handler: s.showResultats},
		{Methode: get, Chemin: "/rapports/resultats.xlsx", Acces: parcours.ActionReadResultats, Handler: s.exportResultats},
		{Methode: get, Chemin: "/rapports/resultats/dossiers", Acces: parcours.ActionReadResultats, Handler: s.showDossiersResultats},

		{Methode: get, Chemin: "/parcours", Acces: parcours.ActionListParcours, Handler: s.showListeParcours},
		{Methode: get, Chemin: "/parcours.xlsx", Acces: parcours.ActionListParcours, Handler: s.exportParcours},
		{Methode: get, Chemin: "/parcours/:id", Acces: parcours.ActionReadParcours, Handler: s.showParcours},
		{Methode: get, Chemin: "/parcours/:id/historique", Acces: parcours.ActionReadParcours, Handler: s.showHistorique},
		{Methode: post, Chemin: "/parcours/:id/transitions", Acces: parcours.ActionApplyTransition, Handler: s.applyTransition},
		{Methode: post, Chemin: "/parcours/:id/rectification", Acces: parcours.ActionRectify, Handler: s.rectifyPassage},
		{Methode: post, Chemin: "/parcours/:id/cloture", Acces: parcours.ActionCloseParcours, Handler: s.closeParcours},
		{Methode: post, Chemin: "/parcours/:id/reouverture", Acces: parcours.ActionCloseParcours, Handler: s.reopenParcours},
		{Methode: post, Chemin: "/parcours/:id/formation", Acces: parcours.ActionChooseFormation, Handler: s.chooseFormation},
		{Methode: post, Chemin: "/parcours/:id/financements", Acces: parcours.ActionEditFinancement, Handler: s.addFinancement},
		{Methode: post, Chemin: "/parcours/:id/financements/:ligne/reponse", Acces: parcours.ActionEditFinancement, Handler: s.recordReponse},
		{Methode: post, Chemin: "/parcours/:id/financements/:ligne/accord", Acces: parcours.ActionAgreeFondsPropre, Handler: s.agreeFondsPropres},
		{Methode: post, Chemin: "/parcours/:id/financements/:ligne/suppression", Acces: parcours.ActionEditFinancement, Handler: s.deleteFinancement},
		{Methode: post, Chemin: "/parcours/:id/pieces/:piece", Acces: parcours.ActionEditFinancement, Handler: s.tickPiece},
		{Methode: post, Chemin: "/parcours/:id/freins", Acces: parcours.ActionEditFrein, Handler: s.addFreinHere},
		{Methode: post, Chemin: "/parcours/:id/freins/:frein", Acces: parcours.ActionEditFrein, Handler: s.changeFreinHere},
		{Methode: post, Chemin: "/parcours/:id/freins-gestion", Acces: parcours.ActionEditFreinGestion, Handler: s.setFreinsGestion},
		{Methode: post, Chemin: "/parcours/:id/securisation", Acces: parcours.ActionSecure, Handler: s.secure},
		{Methode: post, Chemin: "/parcours/:id/non-presentation", Acces: parcours.ActionReportAbsence, Handler: s.reportNonPresentation},
		{Methode: post, Chemin: "/parcours/:id/suivis", Acces: parcours.ActionLogSuivi, Handler: s.logSuivi},
		{Methode: post, Chemin: "/parcours/:id/conseils/:item", Acces: parcours.ActionHandleConseil, Handler: s.handleConseil},
		{Methode: post, Chemin: "/parcours/:id/impacts", Acces: parcours.ActionMeasureImpact, Handler: s.measureImpact},
		{Methode: get, Chemin: "/salaries/:id/historique", Acces: parcours.ActionReadSalarie, Handler: s.showHistoriqueSalarie},
		{Methode: get, Chemin: "/salaries/:id/parcours/nouveau", Acces: parcours.ActionIdentifyBesoin, Handler: s.showBesoin},
		{Methode: post, Chemin: "/salaries/:id/parcours", Acces: parcours.ActionIdentifyBesoin, Handler: s.identifyBesoin},
		{Methode: get, Chemin: "/salaries/:id/reprise", Acces: parcours.ActionResumeParcours, Handler: s.showReprise},
		{Methode: post, Chemin: "/salaries/:id/reprise", Acces: parcours.ActionResumeParcours, Handler: s.resumeParcours},
	}...)
}

// routesSiae lists the pages about the structure and the guide.
func (s *Site) routesSiae() []route {
	return []route{
		{Methode: get, Chemin: "/structure", Acces: parcours.ActionReadSiae, Handler: s.showSiae},
		{Methode: get, Chemin: "/structure/modifier", Acces: parcours.ActionUpdateSiae, Handler: s.showSiaeForm},
		{Methode: post, Chemin: "/structure", Acces: parcours.ActionUpdateSiae, Handler: s.updateSiae},
		{Methode: get, Chemin: "/structure/guide", Acces: parcours.ActionReadGuide, Handler: s.showGuideSiae},
		{Methode: get, Chemin: "/structure/guide/nouveau", Acces: parcours.ActionEditGuide, Handler: s.showNouvelAjout},
		{Methode: post, Chemin: "/structure/guide/ajouts", Acces: parcours.ActionEditGuide, Handler: s.addAjout},
		{Methode: get, Chemin: "/structure/guide/ajouts/:ajout", Acces: parcours.ActionEditGuide, Handler: s.showAjout},
		{Methode: post, Chemin: "/structure/guide/ajouts/:ajout", Acces: parcours.ActionEditGuide, Handler: s.updateAjout},
		{Methode: post, Chemin: "/structure/guide/ajouts/:ajout/retrait", Acces: parcours.ActionEditGuide, Handler: s.retireAjout},
		{Methode: get, Chemin: "/structure/guide/signaler/:item", Acces: parcours.ActionEditGuide, Handler: s.showSignaler},
		{Methode: post, Chemin: "/structure/guide/signaler/:item", Acces: parcours.ActionEditGuide, Handler: s.signaler},
		{Methode: post, Chemin: "/structure/guide/signalements/:signalement/levee", Acces: parcours.ActionEditGuide, Handler: s.leverSignalement},
		{Methode: get, Chemin: "/structure/territoire", Acces: parcours.ActionReadGuide, Handler: s.showTerritoire},
		{Methode: post, Chemin: "/structure/territoire/zones", Acces: parcours.ActionEditGuide, Handler: s.setTerritoires},
		{Methode: post, Chemin: "/structure/territoire/notes", Acces: parcours.ActionEditGuide, Handler: s.saveNote},
		{Methode: get, Chemin: "/structure/fraicheur", Acces: parcours.ActionReadFraicheur, Handler: s.showFraicheur},
		{Methode: get, Chemin: "/guide", Acces: parcours.ActionReadGuide, Handler: s.showGuide},
		{Methode: get, Chemin: "/guide/contacts", Acces: parcours.ActionReadGuide, Handler: s.showContacts},
		{Methode: get, Chemin: "/guide/contacts/:carte", Acces: parcours.ActionReadGuide, Handler: s.downloadVCard},
		{Methode: get, Chemin: "/guide/sigles", Acces: parcours.ActionReadGuide, Handler: s.showSigles},
		{Methode: get, Chemin: "/guide/:etape", Acces: parcours.ActionReadGuide, Handler: s.showGuideEtape},
	}
}
