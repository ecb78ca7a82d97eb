package pglocal

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// owner is the account that PostgreSQL runs as. drop says that we are root and must become that account.
type owner struct {
	name     string
	uid, gid int
	drop     bool
}

// chooseOwner picks, as root, the owner of the existing data, else SUDO_USER, postgres, nobody: PostgreSQL refuses root.
func chooseOwner(pgdata, sudoUser string) (owner, error) {
	dataUID, uid := -1, os.Getuid()
	if info, err := os.Stat(pgdata); err == nil {
		dataUID = uidOf(info)
	}
	if uid != 0 && dataUID >= 0 && dataUID != uid {
		return owner{}, fmt.Errorf("parcours : %s appartient à un autre utilisateur (uid %d) : donnez un autre "+
			"répertoire avec DATA_DIR", pgdata, dataUID)
	}
	if compte := cmp.Or(uid, max(dataUID, 0)); compte != 0 {
		u, err := user.LookupId(strconv.Itoa(compte))
		if err != nil {
			return owner{}, fmt.Errorf("parcours : PostgreSQL demande un compte nommé, et l'uid %d n'a pas de nom "+
				"sur cette machine : %w", compte, err)
		}
		return toOwner(u)
	}
	for _, name := range []string{sudoUser, "postgres", "nobody"} {
		if u, err := user.Lookup(name); name != "" && err == nil && u.Uid != "0" {
			return toOwner(u)
		}
	}
	return owner{}, errors.New("parcours : PostgreSQL refuse de tourner en root et aucun compte postgres ou nobody " +
		"n'existe sur cette machine")
}

func toOwner(u *user.User) (owner, error) {
	uid, err1 := strconv.Atoi(u.Uid)
	gid, err2 := strconv.Atoi(u.Gid)
	return owner{name: u.Username, uid: uid, gid: gid, drop: os.Getuid() == 0}, errors.Join(err1, err2)
}

func uidOf(info fs.FileInfo) int {
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(st.Uid)
	}
	return -1
}

// sysProcAttr puts the program in a group of its own, so that Ctrl-C in the terminal does not reach it.
func (o owner) sysProcAttr() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if o.drop {
		attr.Credential = &syscall.Credential{Uid: uint32(o.uid), Gid: uint32(o.gid)}
	}
	return attr
}

// checkAccess tries what PostgreSQL will do: run its programs and enter the directory, as its owner.
func (o owner) checkAccess(bin programs, dir string) error {
	if !o.drop {
		return nil
	}
	try := func(dir string) error {
		cmd := bin.command(o, "postgres", "--version")
		cmd.Dir = dir // entered after the change of account
		return cmd.Run()
	}
	if err := try("/"); err != nil {
		return fmt.Errorf("parcours : l'utilisateur « %s », pour qui PostgreSQL doit tourner, ne peut pas lancer "+
			"%s/postgres : %w", o.name, bin.dir, err)
	}
	if err := try(dir); err != nil {
		return fmt.Errorf("parcours : l'utilisateur « %s », pour qui PostgreSQL doit tourner, ne peut pas entrer dans "+
			"%s : ouvrez-en le chemin (chmod o+x) ou donnez un autre répertoire, par exemple "+
			"DATA_DIR=/var/lib/parcours", o.name, dir)
	}
	return nil
}

// own gives a file or folder that root made to the owner.
func (o owner) own(path string) error {
	if !o.drop {
		return nil
	}
	return os.Lchown(path, o.uid, o.gid)
}
