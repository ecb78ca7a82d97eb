package parcours

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"time"
)

// Date is a civil day, without an hour or a time zone. The zero Date means
// "not known" and is stored as NULL.
//
// It is a type of its own because a time.Time invites questions about zones
// that a date of birth does not have. It knows how to be stored (driver.Valuer
// and the Scan method), which is why this file imports the interface package
// database/sql/driver: see docs/decisions/0002.
type Date struct{ t time.Time }

// Paris is where days begin and end, whatever the clock of the machine says.
var Paris = func() *time.Location {
	lieu, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		panic(err) // the binary embeds the zones
	}
	return lieu
}()

// NewDate returns the given civil day; values out of range are normalised as
// time.Date does.
func NewDate(annee int, mois time.Month, jour int) Date {
	return Date{time.Date(annee, mois, jour, 0, 0, 0, 0, time.UTC)}
}

// DateOf returns the civil day of an instant, in that instant's own location.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return Date{}
	}
	return NewDate(t.Year(), t.Month(), t.Day())
}

// ParseDate reads "2026-03-02" or "02/03/2026". An empty string is the zero
// Date. It refuses days that do not exist, such as 30 February.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return Date{}, nil
	}
	for _, forme := range []string{time.DateOnly, "02/01/2006", "2/1/2006"} {
		// 01/01/0001 would be the zero Date, « not known », and vanish.
		if t, err := time.Parse(forme, s); err == nil && !t.IsZero() {
			return DateOf(t), nil
		}
	}
	return Date{}, fmt.Errorf("date %q: not a day of the calendar", s)
}

func (d Date) IsZero() bool          { return d.t.IsZero() }
func (d Date) Before(o Date) bool    { return d.t.Before(o.t) }
func (d Date) After(o Date) bool     { return d.t.After(o.t) }
func (d Date) AddDays(n int) Date    { return DateOf(d.t.AddDate(0, 0, n)) }
func (d Date) AddMonths(n int) Date  { return DateOf(d.t.AddDate(0, n, 0)) }
func (d Date) Time() time.Time       { return d.t }
func (d Date) Year() int             { return d.t.Year() }
func (d Date) DaysSince(o Date) int  { return int(d.t.Sub(o.t).Hours() / 24) }
func (d Date) Weekday() time.Weekday { return d.t.Weekday() }

// String is the ISO form, "2026-03-02", or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format(time.DateOnly)
}

// Francais is the form that people read in messages: "02/03/2026".
func (d Date) Francais() string {
	if d.IsZero() {
		return ""
	}
	return d.t.Format("02/01/2006")
}

// MarshalText and UnmarshalText give the ISO form in JSON; "" is unknown.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d *Date) UnmarshalText(b []byte) error {
	lue, err := ParseDate(string(b))
	if err != nil {
		return err
	}
	*d = lue
	return nil
}

// Value and Scan let a Date live in a column of type date.
func (d Date) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.t, nil
}

func (d *Date) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*d = Date{}
	case time.Time:
		*d = DateOf(v)
	case string:
		return d.UnmarshalText([]byte(v))
	default:
		return fmt.Errorf("date: cannot scan %T", src)
	}
	return nil
}
