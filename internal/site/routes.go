package site

import (
	"net/http"
	"reflect"
	"runtime"
	"strings"

	"parcours.example/internal/parcours"
)

// route is one line of the table of contents of the site.
type route struct {
	Methode string
	Chemin  string
	// Acces is the action that opens the page; internal/app asks again for each
	// deed. Public needs nobody, Connecte anybody who is signed in.
	Acces   parcours.Action
	Handler func(*Site, *Request) error
	// Nom is the method behind Handler, for a reader of testdata/routes.golden.
	Nom string
	// CorpsMax bounds the body of a POST; 0 is corpsMax.
	CorpsMax int64
}

const (
	Public   parcours.Action = "public"
	Connecte parcours.Action = "connecte"
)

// table lists every page and every form of the site, in no order: each file
// declares its own. testdata/routes.golden shows it whole, and the test of all
// pages (pages_test.go) visits what it finds here, as every role.
var table []route

// declare adds routes to the table, from the file that answers them:
//
//	var _ = declare(
//		get("/aujourdhui", parcours.ActionLogSuivi, (*Site).showAujourdhui),
//	)
func declare(rs ...route) struct{} {
	table = append(table, rs...)
	return struct{}{}
}

// get is a page.
func get(chemin string, acces parcours.Action, h func(*Site, *Request) error) route {
	return route{Methode: http.MethodGet, Chemin: chemin, Acces: acces, Handler: h, Nom: nameOf(h)}
}

// post is where a form is sent.
func post(chemin string, acces parcours.Action, h func(*Site, *Request) error) route {
	return route{Methode: http.MethodPost, Chemin: chemin, Acces: acces, Handler: h, Nom: nameOf(h)}
}

// upTo lets a route take in a larger body than the others: a file.
func (r route) upTo(corps int64) route {
	r.CorpsMax = corps
	return r
}

// nameOf is the name of a method of Site, « showSalarie ».
func nameOf(methode any) string {
	nom := runtime.FuncForPC(reflect.ValueOf(methode).Pointer()).Name()
	return nom[strings.LastIndexByte(nom, '.')+1:]
}
