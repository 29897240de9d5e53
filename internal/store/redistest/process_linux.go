package redistest

import (
	"os/exec"
	"syscall"
)

// endWithTheTest has the system end the process when the test's own is killed,
// which runs no cleanup.
func endWithTheTest(process *exec.Cmd) {
	process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
}
