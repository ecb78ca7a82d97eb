package app

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"parcours.example/internal/auth"
	"parcours.example/internal/parcours"
	"parcours.example/internal/postgres"
)

const (
	fenetreEchecs    = 15 * time.Minute
	echecsParCompte  = 5
	echecsParAdresse = 30

	// A session of the site ends after a working day without use, and after a
	// week anyhow.
	dureeInactive = 12 * time.Hour
	dureeSession  = 7 * 24 * time.Hour
	dureeAPI      = 8 * time.Hour
	// graceTour: two tabs may use the same refresh token at the same moment.
	graceTour = 30 * time.Second
)

// DemandeConnexion is an attempt to sign in.
type DemandeConnexion struct {
	Email      string
	MotDePasse string
	Adresse    string // the client's IP address, for the limits; kept hashed
	Usage      auth.Usage
}

// SessionClient is what a signed-in client holds.
type SessionClient struct {
	Identite parcours.Identite
	// Acces is the short JWT: a cookie of the site, or the API's bearer token.
	Acces       string
	AccesExpire time.Time
	// Renouvellement gives the next Acces (RefreshSession). "" for the API.
	Renouvellement       string
	RenouvellementExpire time.Time
}

// Moi is the person behind a live session: what every page needs to know.
type Moi struct {
	Identite      parcours.Identite
	Utilisateur   parcours.Utilisateur // without the password
	Siae          parcours.Siae
	Appartenances []parcours.Appartenance // every SIAE of the person, this one included
	Droits        []parcours.Action
}

// Can tells a page whether to show a button.
func (m Moi) Can(a parcours.Action) bool { return m.Identite.Can(a) }

func errSession() error {
	return &parcours.Erreur{Code: parcours.Interdit, Champ: "session",
		Message: "Votre session est terminée. Connectez-vous à nouveau."}
}

func errConnexion(code parcours.Code, message string) *parcours.Erreur {
	return &parcours.Erreur{Code: code, Champ: "email", Message: message}
}

// SignIn checks a password and opens a session. Unknown account, wrong
// password and closed account get the same answer in the same time.
func (a *App) SignIn(ctx context.Context, d DemandeConnexion) (*SessionClient, error) {
	email := strings.ToLower(strings.TrimSpace(d.Email))
	if email == "" || d.MotDePasse == "" {
		return nil, errConnexion(parcours.Invalide, "Indiquez votre adresse et votre mot de passe.")
	}
	maintenant := a.maintenant()
	cles := [2]string{a.jetons.Key("compte", email), a.jetons.Key("adresse", d.Adresse)}
	var attente time.Duration
	// Counted before the password is looked at, and kept even when it is
	// wrong: guesses sent at the same moment count too.
	compte, err := connect(ctx, a, "count an attempt", func(tx *postgres.TxConnexion) (c *parcours.Utilisateur, err error) {
		if c, err = tx.FindCompte(email); err == nil {
			attente, err = countAttempt(tx, cles, maintenant)
		}
		return c, err
	})
	switch {
	case err != nil:
		return nil, err
	case attente > 0:
		return nil, newTropDEssais(attente)
	}
	hache := ""
	if compte != nil && compte.Actif {
		hache = compte.MotDePasse
	}
	// Outside of any transaction: it takes long on purpose.
	if !a.motsDePasse.Verify(d.MotDePasse, hache) {
		return nil, errConnexion(parcours.Invalide, "Adresse ou mot de passe incorrect. Vérifiez-les, puis recommencez.")
	}
	return connect(ctx, a, "open a session", func(tx *postgres.TxConnexion) (*SessionClient, error) {
		if err := tx.ForgetAttempts(cles[0], cles[1], maintenant); err != nil {
			return nil, err
		}
		return a.openSession(tx, compte.ID, d.Usage, maintenant)
	})
}

// TropDEssais is the refusal of somebody who tried too often to sign in. It
// reads as the Erreur that it carries, and tells a program how long to wait.
type TropDEssais struct {
	Attente time.Duration
	Refus   *parcours.Erreur
}

func (e *TropDEssais) Error() string { return e.Refus.Error() }
func (e *TropDEssais) Unwrap() error { return e.Refus }

func newTropDEssais(attente time.Duration) *TropDEssais {
	duree := "1 minute"
	if n := int(attente.Minutes()) + 1; n > 1 {
		duree = fmt.Sprintf("%d minutes", n)
	}
	return &TropDEssais{attente, errConnexion(parcours.Interdit,
		"Trop d'essais infructueux. Attendez "+duree+" avant de recommencer.")}
}

// countAttempt counts one more try, of the account and of the address, and tells
// how long to wait before the next.
func countAttempt(tx *postgres.TxConnexion, cles [2]string, maintenant time.Time) (attente time.Duration, err error) {
	for i, limite := range [2]int{echecsParCompte, echecsParAdresse} {
		n, debut, err := tx.CountAttempt(cles[i], maintenant, fenetreEchecs)
		if err != nil {
			return 0, err
		}
		if n > limite {
			attente = max(attente, debut.Add(fenetreEchecs).Sub(maintenant))
		}
	}
	return attente, nil
}

// openSession starts a session in the first SIAE of the person.
func (a *App) openSession(tx *postgres.TxConnexion, utilisateurID int64, u auth.Usage,
	maintenant time.Time) (*SessionClient, error) {
	as, err := tx.ListAppartenances(utilisateurID)
	if err != nil {
		return nil, err
	}
	if len(as) == 0 {
		return nil, errConnexion(parcours.Interdit,
			"Votre compte n'a de rôle dans aucune structure. Demandez à votre direction de l'ajouter.")
	}
	s := &postgres.Session{
		ID: auth.NewSessionID(), UtilisateurID: utilisateurID, SiaeID: as[0].SiaeID, Usage: string(u),
		Tour: 1, TourneLe: maintenant, CreeLe: maintenant, ExpireLe: endOf(u, maintenant, maintenant),
	}
	if err := tx.CreateSession(s); err != nil {
		return nil, err
	}
	return a.issue(s, as[0].Role, maintenant)
}

func endOf(u auth.Usage, creeLe, maintenant time.Time) time.Time {
	if u == auth.API {
		return creeLe.Add(dureeAPI)
	}
	fin := maintenant.Add(dureeInactive)
	if limite := creeLe.Add(dureeSession); fin.After(limite) {
		return limite
	}
	return fin
}

// issue signs the tokens of a session as it stands.
func (a *App) issue(s *postgres.Session, role parcours.Role, maintenant time.Time) (*SessionClient, error) {
	qui := parcours.Identite{UtilisateurID: s.UtilisateurID, SiaeID: s.SiaeID, Role: role, SessionID: s.ID}
	acces, expire, err := a.jetons.Issue(qui, auth.Usage(s.Usage), maintenant)
	if err != nil {
		return nil, fmt.Errorf("sign token: %w", err)
	}
	rendu := &SessionClient{Identite: qui, Acces: acces, AccesExpire: expire}
	if s.Usage == string(auth.Site) {
		rendu.Renouvellement, rendu.RenouvellementExpire = a.jetons.Refresh(s.ID, s.Tour), s.ExpireLe
	}
	return rendu, nil
}

// Marque tells one person in one SIAE from any other, to who holds the secret
// only: it carries no name and opens nothing.
func (a *App) Marque(qui parcours.Identite) string {
	return a.jetons.Key("qui", fmt.Sprintf("%d/%d", qui.UtilisateurID, qui.SiaeID))
}

// RefreshSession turns a refresh token into the next one, with a new access
// token. A token of a past turn, beyond the grace left to a second tab, was
// copied by somebody: the whole session ends.
func (a *App) RefreshSession(ctx context.Context, renouvellement string) (*SessionClient, error) {
	id, tour, err := a.jetons.VerifyRefresh(renouvellement)
	if err != nil {
		return nil, errSession()
	}
	maintenant := a.maintenant()
	rendu, err := a.turn(ctx, "refresh a session", id, errSession(), func(s *postgres.Session) error {
		switch {
		case tour == s.Tour:
			s.Tour, s.TourneLe, s.ExpireLe = s.Tour+1, maintenant, endOf(auth.Site, s.CreeLe, maintenant)
		case tour == s.Tour-1 && maintenant.Sub(s.TourneLe) <= graceTour:
			// The other tab got there first: both now hold the same turn.
		default:
			s.RevoqueLe = &maintenant
		}
		return nil
	})
	if parcours.IsCode(err, parcours.Introuvable) {
		err = errSession()
	}
	return rendu, err
}

// turn goes on with a live session, and signs its tokens: change says how, and may
// revoke it instead. sansRole is the answer to somebody who has none where it goes.
func (a *App) turn(ctx context.Context, quoi, id string, sansRole error,
	change func(*postgres.Session) error) (*SessionClient, error) {
	maintenant := a.maintenant()
	rendu, err := connect(ctx, a, quoi, func(tx *postgres.TxConnexion) (*SessionClient, error) {
		s, err := tx.LockSession(id)
		if err != nil {
			return nil, err
		}
		if s.RevoqueLe != nil || !maintenant.Before(s.ExpireLe) {
			return nil, nil
		}
		if err := change(s); err != nil {
			return nil, err
		}
		if s.RevoqueLe != nil {
			return nil, tx.RevokeSession(s.ID, maintenant)
		}
		as, err := tx.ListAppartenances(s.UtilisateurID)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(as, func(x parcours.Appartenance) bool { return x.SiaeID == s.SiaeID })
		if i < 0 {
			return nil, sansRole
		}
		if err := tx.TurnSession(s); err != nil {
			return nil, err
		}
		return a.issue(s, as[i].Role, maintenant)
	})
	if err == nil && rendu == nil {
		err = errSession()
	}
	return rendu, err
}

// VerifyJeton reads an access token and checks, in one query, that its session
// still lives: signing out ends it everywhere. The role is the one that the
// person has now. Everything refused is an Erreur with Champ "session".
func (a *App) VerifyJeton(ctx context.Context, jeton string, u auth.Usage) (*Moi, error) {
	maintenant := a.maintenant()
	qui, err := a.jetons.Verify(jeton, u, maintenant)
	if err != nil {
		return nil, errSession()
	}
	p, err := a.db.CheckSession(ctx, qui, string(u), maintenant)
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, errSession()
	}
	qui.Role = p.Role
	m := &Moi{Identite: qui, Utilisateur: p.Utilisateur, Siae: p.Siae, Appartenances: p.Appartenances}
	for _, d := range parcours.Droits {
		if qui.Can(d.Action) {
			m.Droits = append(m.Droits, d.Action)
		}
	}
	return m, nil
}

// SignOut ends the session of this person, at once and everywhere.
func (a *App) SignOut(ctx context.Context, qui parcours.Identite) error {
	return a.connect(ctx, "sign out", func(tx *postgres.TxConnexion) error {
		return tx.RevokeSession(qui.SessionID, a.maintenant())
	})
}

// SignOutRefresh is SignOut for a browser whose access token is over: it shows
// its refresh token. A token that is not ours ends nothing, without a word.
func (a *App) SignOutRefresh(ctx context.Context, renouvellement string) error {
	id, _, err := a.jetons.VerifyRefresh(renouvellement)
	if err != nil {
		return nil
	}
	return a.SignOut(ctx, parcours.Identite{SessionID: id})
}

// SwitchSiae goes on in another SIAE of the same person. The tokens of the SIAE
// that is left stop working.
func (a *App) SwitchSiae(ctx context.Context, qui parcours.Identite, siaeID int64) (*SessionClient, error) {
	return a.turn(ctx, "switch to another SIAE", qui.SessionID, parcours.NotFound("Structure"),
		func(s *postgres.Session) error {
			if s.UtilisateurID != qui.UtilisateurID {
				return errSession()
			}
			s.SiaeID = siaeID
			return nil
		})
}

// Seal hides words that travel in an address of this person; Unseal reads them
// back, in the same SIAE only.
func (a *App) Seal(qui parcours.Identite, mots string) string {
	return a.jetons.Seal(mots, a.Marque(qui))
}

func (a *App) Unseal(qui parcours.Identite, scelle string) string {
	return a.jetons.Unseal(scelle, a.Marque(qui))
}
