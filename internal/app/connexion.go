package app

import (
	"context"
	"fmt"
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
	return &parcours.Erreur{Code: parcours.Interdit, Champ: "session", Message: "Votre session est terminée. Connectez-vous à nouveau."}
}

// SignIn checks a password and opens a session. Unknown account, wrong
// password and closed account get the same answer in the same time.
func (a *App) SignIn(ctx context.Context, d DemandeConnexion) (*SessionClient, error) {
	email := strings.ToLower(strings.TrimSpace(d.Email))
	if email == "" || d.MotDePasse == "" {
		return nil, &parcours.Erreur{Code: parcours.Invalide, Champ: "email", Message: "Indiquez votre adresse et votre mot de passe."}
	}
	maintenant := a.maintenant()
	cles := [2]string{a.jetons.Key("compte", email), a.jetons.Key("adresse", d.Adresse)}
	var compte *parcours.Utilisateur
	// Counted before the password is looked at, and kept even when it is
	// wrong: guesses sent at the same moment count too.
	err := a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) (err error) {
		compte, err = tx.FindCompte(email)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := a.countAttempt(ctx, cles, maintenant); err != nil {
		return nil, err
	}
	hache := ""
	if compte != nil && compte.Actif {
		hache = compte.MotDePasse
	}
	// Outside of any transaction: it takes long on purpose.
	if !a.motsDePasse.Verify(d.MotDePasse, hache) {
		return nil, &parcours.Erreur{Code: parcours.Invalide, Champ: "email", Message: "Adresse ou mot de passe incorrect. Vérifiez-les, puis recommencez."}
	}
	var s *SessionClient
	err = a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		if err := tx.ForgetAttempts(cles[0], cles[1], maintenant); err != nil {
			return err
		}
		s, err = a.openSession(tx, compte.ID, d.Usage, maintenant)
		return err
	})
	return s, err
}

// countAttempt counts one more try, of the account and of the address.
func (a *App) countAttempt(ctx context.Context, cles [2]string, maintenant time.Time) error {
	limites := [2]int{echecsParCompte, echecsParAdresse}
	var attente time.Duration
	err := a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		for i, cle := range cles {
			n, debut, err := tx.CountAttempt(cle, maintenant, fenetreEchecs)
			if err != nil {
				return err
			}
			if n > limites[i] {
				attente = max(attente, debut.Add(fenetreEchecs).Sub(maintenant))
			}
		}
		return nil
	})
	if err != nil || attente == 0 {
		return err
	}
	minutes := int(attente.Minutes()) + 1
	pluriel := "s"
	if minutes == 1 {
		pluriel = ""
	}
	return &TropDEssais{Attente: attente, Refus: &parcours.Erreur{Code: parcours.Interdit, Champ: "email",
		Message: fmt.Sprintf("Trop d'essais infructueux. Attendez %d minute%s avant de recommencer.", minutes, pluriel)}}
}

// openSession starts a session in the first SIAE of the person.
func (a *App) openSession(tx *postgres.TxConnexion, utilisateurID int64, u auth.Usage, maintenant time.Time) (*SessionClient, error) {
	as, err := tx.ListAppartenances(utilisateurID)
	if err != nil {
		return nil, err
	}
	if len(as) == 0 {
		return nil, &parcours.Erreur{Code: parcours.Interdit, Champ: "email", Message: "Votre compte n'a de rôle dans aucune structure. Demandez à votre direction de l'ajouter."}
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
	var rendu *SessionClient
	err = a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		s, err := tx.LockSession(id)
		if err != nil {
			return err
		}
		if s.RevoqueLe != nil || !maintenant.Before(s.ExpireLe) {
			return errSession()
		}
		switch {
		case tour == s.Tour:
			s.Tour, s.TourneLe, s.ExpireLe = s.Tour+1, maintenant, endOf(auth.Site, s.CreeLe, maintenant)
			if err := tx.TurnSession(s); err != nil {
				return err
			}
		case tour == s.Tour-1 && maintenant.Sub(s.TourneLe) <= graceTour:
			// The other tab got there first: both now hold the same turn.
		default:
			return tx.RevokeSession(s.ID, maintenant) // and rendu stays nil
		}
		role, err := roleIn(tx, s.UtilisateurID, s.SiaeID)
		if err != nil {
			return err
		}
		rendu, err = a.issue(s, role, maintenant)
		return err
	})
	if parcours.IsCode(err, parcours.Introuvable) || (err == nil && rendu == nil) {
		return nil, errSession()
	}
	return rendu, err
}

func roleIn(tx *postgres.TxConnexion, utilisateurID, siaeID int64) (parcours.Role, error) {
	as, err := tx.ListAppartenances(utilisateurID)
	if err != nil {
		return "", err
	}
	for _, x := range as {
		if x.SiaeID == siaeID {
			return x.Role, nil
		}
	}
	return "", errSession()
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
	return a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
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
	maintenant := a.maintenant()
	var rendu *SessionClient
	err := a.db.InConnexion(ctx, func(tx *postgres.TxConnexion) error {
		s, err := tx.LockSession(qui.SessionID)
		if err != nil {
			return err
		}
		if s.RevoqueLe != nil || s.UtilisateurID != qui.UtilisateurID {
			return errSession()
		}
		role, err := roleIn(tx, qui.UtilisateurID, siaeID)
		if err != nil {
			return parcours.NotFound("Structure")
		}
		s.SiaeID = siaeID
		if err := tx.TurnSession(s); err != nil {
			return err
		}
		rendu, err = a.issue(s, role, maintenant)
		return err
	})
	return rendu, err
}

// TropDEssais is the refusal of somebody who tried too often to sign in. It
// reads as the Erreur that it carries, and tells a program how long to wait.
type TropDEssais struct {
	Attente time.Duration
	Refus   *parcours.Erreur
}

func (e *TropDEssais) Error() string { return e.Refus.Error() }
func (e *TropDEssais) Unwrap() error { return e.Refus }
