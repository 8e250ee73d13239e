# SPDX-License-Identifier: Apache-2.0
"""Shells on a terminal of their own, and what they make of pressed keys."""

import os
import pty
import select
import shlex
import subprocess
import time

PATIENCE_SECONDS = 120


class Terminal:
    """An interactive shell. It answers through a FIFO: what it prints on the terminal is for eyes."""

    def __init__(self, arguments, folder, environment, scratch, setup):
        self.fifo = os.path.join(scratch, "fifo-" + os.path.basename(setup))
        os.mkfifo(self.fifo)
        self.answers = os.open(self.fifo, os.O_RDWR | os.O_NONBLOCK)
        self.process, self.keys = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.execvpe(arguments[0], arguments, dict(environment, ANSWERS=self.fifo))
        self.shown = b""
        self.press(". " + shlex.quote(setup) + "\r")
        if self.answer() != ["ready"]:
            raise RuntimeError("the shell does not start")

    def press(self, keys):
        os.write(self.keys, keys.encode())

    def answer(self):
        """The words of the next answer: each ends with a NUL, the answer with two."""
        answer = b""
        end = time.monotonic() + PATIENCE_SECONDS
        while not answer.endswith(b"\0\0"):
            ready, _, _ = select.select([self.answers, self.keys], [], [], end - time.monotonic())
            if not ready:
                raise RuntimeError("no answer; the terminal shows " + repr(self.shown[-2000:]))
            if self.keys in ready:
                self.shown += os.read(self.keys, 65536)
            if self.answers in ready:
                answer += os.read(self.answers, 65536)
        return [word.decode() for word in answer[:-2].split(b"\0")] if answer != b"\0\0" else []

    def line_after(self, keys):
        """What stands on the line after these keys; the line is empty again then."""
        self.press(keys + "\x18\x10")  # C-x C-p: see the set-up of each shell
        line = self.answer()[0]
        self.press("\x05\x15")  # to the end of the line, and back over all of it
        return line.removeprefix("|")

    def run(self, keys):
        """The arguments a command would get if the line were run after these keys."""
        self.press(keys + "\x01record \r")
        return [word.removeprefix("|") for word in self.answer()][1:]

    def close(self):
        os.close(self.keys)
        os.close(self.answers)
        os.waitpid(self.process, 0)


BASH = r"""
PS1='$ '
HISTFILE=
bind 'set bell-style none'
bind 'set enable-bracketed-paste off'
bind 'set completion-query-items 0'
bind 'set page-completions off'
bind '"\C-xa": insert-completions'
answer() { printf '%s\0' "$@" ''  >"$ANSWERS"; }
show() { answer "|$READLINE_LINE"; }
record() { local words=("$@"); answer "${words[@]/#/|}"; }
bind -x '"\C-x\C-p": show'
"""


def bash(folder, environment, scratch, script, with_package):
    """A bash that has the script, or finds it by the package bash-completion."""
    name = "package.bash" if with_package else "plain.bash"
    lines = BASH
    if with_package:
        home = os.path.join(scratch, "bash-completion", "completions")
        os.makedirs(home)
        with open(os.path.join(home, "dcr"), "w") as file:
            file.write(script)
        lines += "BASH_COMPLETION_USER_DIR=" + shlex.quote(os.path.dirname(home)) + "\n"
        lines += ". /usr/share/bash-completion/bash_completion\n"
    else:
        lines += script
    return start(["bash", "--noprofile", "--norc", "-i"], name, lines, folder, environment, scratch)


ZSH = r"""
unsetopt prompt_cr prompt_sp
PS1='$ '
unset zle_bracketed_paste
answer() { printf '%s\0' "$@" '' >$ANSWERS }
show() { answer "|$BUFFER" }
zle -N show
record() { answer "${@/#/|}" }
autoload -U compinit
compinit -u -D
typeset -ga captured
compadd() {
  local -a matching
  builtin compadd -O matching "$@"
  captured+=("${matching[@]}")
  builtin compadd "$@"
}
candidates() {
  answer "|" "${captured[@]}"
  captured=()
}
zle -N candidates
bindkey -e
bindkey '^X^P' show
bindkey '^Xc' candidates
bindkey '^U' kill-whole-line
setopt no_auto_menu no_beep list_packed
LISTMAX=100000
"""


def zsh(folder, environment, scratch, script):
    functions = os.path.join(scratch, "zsh")
    os.makedirs(functions)
    with open(os.path.join(functions, "_dcr"), "w") as file:
        file.write(script)
    lines = "fpath=(" + shlex.quote(functions) + " $fpath)\n" + ZSH
    return start(["zsh", "-f", "-i"], "zsh.zsh", lines, folder, environment, scratch)


def start(arguments, name, lines, folder, environment, scratch):
    setup = os.path.join(scratch, name)
    with open(setup, "w") as file:
        file.write(lines + "\nanswer ready\n")
    return Terminal(arguments, folder, environment, scratch, setup)


class Fish:
    def __init__(self, folder, environment, scratch, script):
        self.folder = folder
        self.environment = environment
        self.script = os.path.join(scratch, "dcr.fish")
        with open(self.script, "w") as file:
            file.write(script)

    def words(self, line, *options):
        """What fish offers for the line, in its order; with --escape as it would be inserted."""
        run = subprocess.run(
            ["fish", "--no-config", "-c",
             "source $argv[1]; complete $argv[3..] -C $argv[2]", self.script, line, *options],
            cwd=self.folder, env=self.environment, capture_output=True, check=True, text=True)
        return [text.split("\t")[0] for text in run.stdout.splitlines()]

    def run(self, word):
        """The argument that fish makes of a word of a line."""
        run = subprocess.run(["fish", "--no-config", "-c", "printf %s " + word], cwd=self.folder,
                             env=self.environment, capture_output=True, check=True, text=True)
        return run.stdout
