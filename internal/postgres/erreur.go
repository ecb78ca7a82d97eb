package postgres

import (
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5/pgconn"
	"gorm.io/gorm"

	"parcours.example/internal/parcours"
)

// conflits says, for a unique constraint, what the person should know. Any
// other violation is a fault of ours and stays internal.
var conflits = map[string]parcours.Erreur{
	"frein_ouvert": {Champ: "code",
		Message: "Ce frein est déjà suivi pour cette personne. Mettez à jour celui qui existe."},
	"note_territoire_siae_id_rubrique_key": {
		Message: "Quelqu'un vient d'écrire cette note. Relisez la sienne ; votre saisie est gardée."},
	"guide_signalement_debout": {Message: "Quelqu'un vient de signaler cet élément. Rechargez la page."},
	"groupe_intitule":          {Champ: "intitule", Message: "Quelqu'un vient d'ajouter ce groupe. Rechargez la page."},
	"organisme_nom":            {Champ: "nom", Message: "Quelqu'un vient d'ajouter cet organisme. Rechargez la page."},
	"organisme_siret":          {Champ: "siret", Message: "Quelqu'un vient de donner ce SIRET à un autre organisme. Rechargez la page."},
	"siae_siret":               {Champ: "siret", Message: "Une structure porte déjà ce SIRET."},
	"utilisateur_email_key":    {Champ: "email", Message: "Un compte existe déjà avec cette adresse."},
	"idempotence_pkey":         {Champ: parcours.ChampCle, Message: errCleReprise},
	"appartenance_pkey":        {Message: "Cette personne a déjà un rôle dans cette structure."},
	"tentative_siae_id_parcours_id_numero_key": {
		Message: "Quelqu'un vient de faire avancer ce parcours. Rechargez la page."},
}

// translate turns what PostgreSQL refuses into what a person can read; every
// other error passes through unchanged.
func translate(err error) error {
	var pg *pgconn.PgError
	if !errors.As(err, &pg) {
		return err
	}
	switch pg.Code {
	case "23505": // unique_violation
		e, connu := conflits[pg.ConstraintName]
		if !connu {
			e = parcours.Erreur{Message: "Cet élément existe déjà. Rechargez la page pour le voir."}
		}
		e.Code = parcours.Conflit
		return &e
	case "57014": // query_canceled: it took longer than its kind of work may
		return &parcours.Erreur{Code: parcours.Surcharge,
			Message: "La réponse demande trop de temps en ce moment. Rien n'est perdu : recommencez dans une minute."}
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return &parcours.Erreur{Code: parcours.Conflit,
			Message: "Quelqu'un d'autre modifie ce dossier en ce moment. Attendez un instant, puis recommencez."}
	}
	return fmt.Errorf("database refused (%s %s): %w", pg.Code, pg.ConstraintName, err)
}

// found turns gorm's "no row" into « introuvable »; quoi names the thing, with
// a capital: "Salarié".
func found(err error, quoi string) error {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return parcours.NotFound(quoi)
	}
	return err
}

// touched checks an UPDATE or a DELETE by id: no row means hidden or absent.
func touched(res *gorm.DB, quoi string) error {
	if res.Error != nil {
		return res.Error
	}
	if res.RowsAffected == 0 {
		return parcours.NotFound(quoi)
	}
	return nil
}
