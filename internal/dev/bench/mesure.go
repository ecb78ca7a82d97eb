package main

import (
	"fmt"
	"io"
	"net/http"
	"slices"
	"time"
)

// mesure times one thing done by the program, and the same done bare.
type mesure struct {
	nom      string
	vise     float64 // how many times the bare one, at most; 0 when nothing was asked
	vrai, nu func() error
}

// run does the two in turn, A B A B, so that a slower moment of the machine
// weighs on both.
func (m mesure) run(tours int) error {
	var vrais, nus []time.Duration
	for i := range tours + 20 {
		a, err := timed(m.vrai)
		if err != nil {
			return fmt.Errorf("%s: %w", m.nom, err)
		}
		b, err := timed(m.nu)
		if err != nil {
			return fmt.Errorf("%s, bare: %w", m.nom, err)
		}
		if i >= 20 { // warmed up
			vrais, nus = append(vrais, a), append(nus, b)
		}
	}
	va, vp := quantiles(vrais)
	na, np := quantiles(nus)
	printRow(m.nom, ms(va), ms(vp), ms(na), ms(np), float64(va)/float64(na), m.vise)
	return nil
}

func timed(fn func() error) (time.Duration, error) {
	debut := time.Now()
	err := fn()
	return time.Since(debut), err
}

// quantiles gives the median and the 99th percentile.
func quantiles(ds []time.Duration) (mediane, p99 time.Duration) {
	slices.Sort(ds)
	return ds[len(ds)/2], ds[min(len(ds)-1, len(ds)*99/100)]
}

// medianOf does a thing a few times.
func medianOf(tours int, fn func() error) (time.Duration, error) {
	var ds []time.Duration
	for range tours {
		d, err := timed(fn)
		if err != nil {
			return 0, err
		}
		ds = append(ds, d)
	}
	m, _ := quantiles(ds)
	return m, nil
}

// send does a request and reads its answer to the end.
func send(client *http.Client, demande *http.Request, attendu int) error {
	reponse, err := client.Do(demande)
	if err != nil {
		return err
	}
	defer reponse.Body.Close()
	if _, err := io.Copy(io.Discard, reponse.Body); err != nil {
		return err
	}
	if reponse.StatusCode != attendu {
		return fmt.Errorf("%s %s: status %d, expected %d", demande.Method, demande.URL.Path, reponse.StatusCode, attendu)
	}
	return nil
}
