package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// cobra speaks English; people who run this program may not. Everything that it would say to them is said here.

const aide = `{{with (or .Long .Short)}}{{.}}

{{end}}{{.UsageString}}`

const emploi = `Emploi :
  {{.UseLine}}{{if .HasAvailableSubCommands}} commande{{end}}{{if .HasAvailableLocalFlags}} [options]{{end}}{{if .HasExample}}

Exemples :
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

Commandes :{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasAvailableLocalFlags}}

Options :
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
`

// translate makes a command and those below it speak French.
func translate(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = "affiche cette aide"
	c.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return errOption(c, err) })
	if c.HasSubCommands() && c.RunE == nil {
		c.RunE = func(c *cobra.Command, args []string) error { return c.Help() }
	}
	c.DisableFlagsInUseLine = true // the template says it, in French
	if c.Args == nil {
		c.Args = func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return fmt.Errorf("« %s » n'est pas une commande. « %s --help » montre ce qui existe",
				strings.Join(args, " "), c.CommandPath())
		}
	}
	for _, sous := range c.Commands() {
		translate(sous)
	}
}

// arguments wants between so many and so many, which the command's Use names.
func arguments(moins, plus int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) < moins || len(args) > plus {
			return fmt.Errorf("écrivez « %s ». « %s --help » dit le reste", c.UseLine(), c.CommandPath())
		}
		return nil
	}
}

// errOption tells the three slips apart by what the errors of cobra's options know.
func errOption(c *cobra.Command, err error) error {
	var (
		nommee interface{ GetSpecifiedName() string } // unknown, or without its value
		fausse interface{ GetValue() string }
	)
	message := "cette option est mal écrite"
	switch {
	case errors.As(err, &fausse):
		message = "« " + fausse.GetValue() + " » n'est pas une valeur possible ici"
	case errors.As(err, &nommee) && c.Flags().Lookup(nommee.GetSpecifiedName()) != nil:
		message = "l'option --" + nommee.GetSpecifiedName() + " attend une valeur"
	case errors.As(err, &nommee):
		message = "l'option « " + nommee.GetSpecifiedName() + " » n'existe pas"
	}
	return fmt.Errorf("%s. « %s --help » les montre", message, c.CommandPath())
}
