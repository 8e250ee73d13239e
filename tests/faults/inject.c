// SPDX-License-Identifier: Apache-2.0
//
// Makes one call of the system fail, for a program that is started with this in LD_PRELOAD:
//
//   DCR_FAULT_PROGRAM  the program meant (its file name); others, its children say, are left alone
//   DCR_FAULT_UNDER    parts of paths with commas between; only calls on such a path count, and
//                      "pipe:" stands for every pipe
//   DCR_FAULT_LOG      a file: a line "CALL PATH" for every call that counts
//   DCR_FAULT_CALL     the name of the call, as in the log
//   DCR_FAULT_NUMBER   which one of them, from 1
//   DCR_FAULT_EFFECT   an errno as a number; "short": half of what was asked for; "kill": SIGKILL
//                      instead of the call; "killed": SIGKILL after it; "hook": runs
//                      DCR_FAULT_HOOK with sh, then the call
//
// Calls that libc makes to itself cannot be seen: what it offers above them is met instead.
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#pragma GCC diagnostic ignored "-Wnonnull-compare"

static const char* wanted_call;
static const char* effect;
static const char* under;
static const char* hook;
static long wanted_number;
static long seen;
static int log_file = -1;
static bool busy;  // our own calls do not count
static bool active;

__attribute__((constructor)) static void begin(void) {
  const char* program = getenv("DCR_FAULT_PROGRAM");
  under = getenv("DCR_FAULT_UNDER");
  wanted_call = getenv("DCR_FAULT_CALL");
  effect = getenv("DCR_FAULT_EFFECT");
  hook = getenv("DCR_FAULT_HOOK");
  const char* number = getenv("DCR_FAULT_NUMBER");
  const char* log = getenv("DCR_FAULT_LOG");
  if (!program || !under || strcmp(program, program_invocation_short_name) != 0) return;
  wanted_number = number ? atol(number) : 0;
  if (log) {
    const long made =
        syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    log_file = (int)syscall(SYS_fcntl, made, F_DUPFD_CLOEXEC, 900);
    syscall(SYS_close, made);
  }
  active = true;
}

static bool is_meant(const char* path) {
  char parts[4096];
  snprintf(parts, sizeof parts, "%s", under);
  char* rest = NULL;
  for (char* part = strtok_r(parts, ",", &rest); part; part = strtok_r(NULL, ",", &rest)) {
    if (strstr(path, part)) return true;
  }
  return false;
}

static void path_of_descriptor(int file, char* path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const long length = syscall(SYS_readlinkat, AT_FDCWD, link, path, size - 1);
  path[length < 0 ? 0 : length] = '\0';
}

static void path_below(int folder, const char* name, char* path, size_t size) {
  path[0] = '\0';
  int held = -1;
  int end = 0;
  if (name && sscanf(name, "/proc/self/fd/%d/%n", &held, &end) == 1 && end > 0) {
    path_of_descriptor(held, path, size);
    name += end;
  } else if (!name || name[0] != '/') {
    if (folder == AT_FDCWD) {
      if (syscall(SYS_getcwd, path, size) < 0) path[0] = '\0';
    } else {
      path_of_descriptor(folder, path, size);
    }
  }
  const size_t length = strlen(path);
  if (name && *name) {
    snprintf(path + length, size - length, "%s%s", length > 0 ? "/" : "", name);
  }
}

static void run_hook(void) {
  const pid_t child = fork();
  if (child == 0) {
    unsetenv("LD_PRELOAD");
    execl("/bin/sh", "sh", "-c", hook, (char*)NULL);
    _exit(127);
  }
  waitpid(child, NULL, 0);
}

enum Outcome { go_on, fails, halves, dies_after };

/// What is to become of the call; sets errno when it fails.
static enum Outcome decide(const char* call, const char* path) {
  if (!active || busy || !is_meant(path)) return go_on;
  busy = true;
  enum Outcome outcome = go_on;
  if (log_file >= 0) {
    char line[PATH_MAX + 64];
    const int length = snprintf(line, sizeof line, "%s %s\n", call, path);
    syscall(SYS_write, log_file, line, length);
  }
  if (wanted_call && effect && strcmp(call, wanted_call) == 0 && ++seen == wanted_number) {
    if (strcmp(effect, "kill") == 0) {
      raise(SIGKILL);
    } else if (strcmp(effect, "killed") == 0) {
      outcome = dies_after;
    } else if (strcmp(effect, "short") == 0) {
      outcome = halves;
    } else if (strcmp(effect, "hook") == 0) {
      run_hook();
    } else {
      errno = atoi(effect);
      outcome = fails;
    }
  }
  busy = false;
  return outcome;
}

static enum Outcome decide_at(const char* call, int folder, const char* name) {
  if (!active || busy) return go_on;
  char path[PATH_MAX * 2];
  path_below(folder, name, path, sizeof path);
  return decide(call, path);
}

static enum Outcome decide_on(const char* call, int file) {
  if (!active || busy || file < 0) return go_on;
  const int before = errno;
  char path[PATH_MAX];
  path_of_descriptor(file, path, sizeof path);
  errno = before;
  return decide(call, path);
}

#define REAL(name) ((__typeof__(&name))real(#name))
static void* real(const char* name) { return dlsym(RTLD_NEXT, name); }

/// Ends the process where the call is done and that was asked for.
#define GIVE(outcome, value)                     \
  do {                                           \
    __typeof__(value) given = (value);           \
    if ((outcome) == dies_after) raise(SIGKILL); \
    return given;                                \
  } while (0)

// Of open and its kin the mode is passed on whether it means something or not.
static mode_t mode_of(va_list rest) { return va_arg(rest, mode_t); }

#define OPEN(name)                                                  \
  int name(const char* path, int flags, ...) {                      \
    va_list rest;                                                   \
    va_start(rest, flags);                                          \
    const mode_t mode = mode_of(rest);                              \
    va_end(rest);                                                   \
    const enum Outcome outcome = decide_at("open", AT_FDCWD, path); \
    if (outcome == fails) return -1;                                \
    GIVE(outcome, REAL(name)(path, flags, mode));                   \
  }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                              \
  int name(int folder, const char* path, int flags, ...) {        \
    va_list rest;                                                 \
    va_start(rest, flags);                                        \
    const mode_t mode = mode_of(rest);                            \
    va_end(rest);                                                 \
    const enum Outcome outcome = decide_at("open", folder, path); \
    if (outcome == fails) return -1;                              \
    GIVE(outcome, REAL(name)(folder, path, flags, mode));         \
  }
OPENAT(openat)
OPENAT(openat64)

long syscall_of_libc(long number, ...) __asm__("syscall");
long syscall_of_libc(long number, ...) {
  long (*next)(long, ...) = (long (*)(long, ...))real("syscall");
  va_list rest;
  va_start(rest, number);
  long a[6];
  for (int i = 0; i < 6; ++i) a[i] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_openat2) {
    const enum Outcome outcome = decide_at("openat2", (int)a[0], (const char*)a[1]);
    if (outcome == fails) return -1;
    GIVE(outcome, next(number, a[0], a[1], a[2], a[3]));
  }
  return next(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

#define FOPEN(name)                                                 \
  FILE* name(const char* path, const char* mode) {                  \
    const enum Outcome outcome = decide_at("open", AT_FDCWD, path); \
    if (outcome == fails) return NULL;                              \
    GIVE(outcome, REAL(name)(path, mode));                          \
  }
FOPEN(fopen)
FOPEN(fopen64)

#define MKSTEMP(name)                                               \
  int name(char* path, int flags) {                                 \
    const enum Outcome outcome = decide_at("open", AT_FDCWD, path); \
    if (outcome == fails) return -1;                                \
    GIVE(outcome, REAL(name)(path, flags));                         \
  }
MKSTEMP(mkostemp)
MKSTEMP(mkostemp64)

#define MOVES(call, name, ret, constness, offsets, names)         \
  ret name(int file, constness void* data, size_t size offsets) { \
    const enum Outcome outcome = decide_on(call, file);           \
    if (outcome == fails) return -1;                              \
    if (outcome == halves && size > 1) size /= 2;                 \
    GIVE(outcome, REAL(name)(file, data, size names));            \
  }
#define COMMA ,
MOVES("read", read, ssize_t, , , )
MOVES("write", write, ssize_t, const, , )
MOVES("read", pread, ssize_t, , COMMA off_t at, COMMA at)
MOVES("read", pread64, ssize_t, , COMMA off64_t at, COMMA at)
MOVES("write", pwrite, ssize_t, const, COMMA off_t at, COMMA at)
MOVES("write", pwrite64, ssize_t, const, COMMA off64_t at, COMMA at)

#define ON_FILE(call, name, parameters, arguments, file) \
  int name parameters {                                  \
    const enum Outcome outcome = decide_on(call, file);  \
    if (outcome == fails) return -1;                     \
    GIVE(outcome, REAL(name) arguments);                 \
  }
ON_FILE("sync", fsync, (int file), (file), file)
ON_FILE("sync", fdatasync, (int file), (file), file)
ON_FILE("truncate", ftruncate, (int file, off_t size), (file, size), file)
ON_FILE("truncate", ftruncate64, (int file, off64_t size), (file, size), file)
ON_FILE("chmod", fchmod, (int file, mode_t mode), (file, mode), file)
ON_FILE("lock", flock, (int file, int operation), (file, operation), file)
ON_FILE("stat", fstat, (int file, struct stat* status), (file, status), file)
ON_FILE("stat", fstat64, (int file, struct stat64* status), (file, status), file)

// The descriptor is gone whatever close says, as on Linux.
int close(int file) {
  const enum Outcome outcome = decide_on("close", file);
  const int error = errno;
  const int code = REAL(close)(file);
  if (outcome == fails) {
    errno = error;
    return -1;
  }
  GIVE(outcome, code);
}

#define AT_PATH(call, name, parameters, arguments, folder, path) \
  int name parameters {                                          \
    const enum Outcome outcome = decide_at(call, folder, path);  \
    if (outcome == fails) return -1;                             \
    GIVE(outcome, REAL(name) arguments);                         \
  }
AT_PATH("rename", rename, (const char* from, const char* to), (from, to), AT_FDCWD, to)
AT_PATH("rename", renameat, (int f, const char* from, int t, const char* to), (f, from, t, to), t,
        to)
AT_PATH("link", link, (const char* from, const char* to), (from, to), AT_FDCWD, to)
AT_PATH("link", linkat, (int f, const char* from, int t, const char* to, int flags),
        (f, from, t, to, flags), t, to)
AT_PATH("unlink", unlink, (const char* path), (path), AT_FDCWD, path)
AT_PATH("unlink", rmdir, (const char* path), (path), AT_FDCWD, path)
AT_PATH("unlink", remove, (const char* path), (path), AT_FDCWD, path)
AT_PATH("unlink", unlinkat, (int folder, const char* path, int flags), (folder, path, flags),
        folder, path)
AT_PATH("mkdir", mkdir, (const char* path, mode_t mode), (path, mode), AT_FDCWD, path)
AT_PATH("mkdir", mkdirat, (int folder, const char* path, mode_t mode), (folder, path, mode), folder,
        path)
AT_PATH("stat", stat, (const char* path, struct stat* status), (path, status), AT_FDCWD, path)
AT_PATH("stat", stat64, (const char* path, struct stat64* status), (path, status), AT_FDCWD, path)
AT_PATH("stat", lstat, (const char* path, struct stat* status), (path, status), AT_FDCWD, path)
AT_PATH("stat", lstat64, (const char* path, struct stat64* status), (path, status), AT_FDCWD, path)
AT_PATH("stat", fstatat, (int folder, const char* path, struct stat* status, int flags),
        (folder, path, status, flags), folder, path)
AT_PATH("stat", fstatat64, (int folder, const char* path, struct stat64* status, int flags),
        (folder, path, status, flags), folder, path)

#define LINK_TEXT(name, parameters, arguments, folder, path)          \
  ssize_t name parameters {                                           \
    if (busy) return REAL(name) arguments;                            \
    const enum Outcome outcome = decide_at("readlink", folder, path); \
    if (outcome == fails) return -1;                                  \
    GIVE(outcome, REAL(name) arguments);                              \
  }
LINK_TEXT(readlink, (const char* path, char* to, size_t size), (path, to, size), AT_FDCWD, path)
LINK_TEXT(readlinkat, (int folder, const char* path, char* to, size_t size),
          (folder, path, to, size), folder, path)

DIR* opendir(const char* path) {
  const enum Outcome outcome = decide_at("opendir", AT_FDCWD, path);
  if (outcome == fails) return NULL;
  GIVE(outcome, REAL(opendir)(path));
}

DIR* fdopendir(int file) {
  const enum Outcome outcome = decide_on("opendir", file);
  if (outcome == fails) return NULL;
  GIVE(outcome, REAL(fdopendir)(file));
}

#define READDIR(name, type)                                           \
  struct type* name(DIR* folder) {                                    \
    const enum Outcome outcome = decide_on("readdir", dirfd(folder)); \
    if (outcome == fails) return NULL;                                \
    GIVE(outcome, REAL(name)(folder));                                \
  }
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)

#define MMAP(name, offset)                                                              \
  void* name(void* at, size_t size, int protection, int flags, int file, offset from) { \
    const enum Outcome outcome = file < 0 ? go_on : decide_on("mmap", file);            \
    if (outcome == fails) return MAP_FAILED;                                            \
    GIVE(outcome, REAL(name)(at, size, protection, flags, file, from));                 \
  }
MMAP(mmap, off_t)
MMAP(mmap64, off64_t)

// Programs, pipes and what is held in memory have no path of the test: they count as "spawn".
int posix_spawnp(pid_t* id, const char* program, const posix_spawn_file_actions_t* actions,
                 const posix_spawnattr_t* attributes, char* const* arguments,
                 char* const* environment) {
  const enum Outcome outcome = decide("spawn", "pipe:");
  if (outcome == fails) return errno;
  GIVE(outcome, REAL(posix_spawnp)(id, program, actions, attributes, arguments, environment));
}

pid_t fork(void) {
  const enum Outcome outcome = decide("spawn", "pipe:");
  if (outcome == fails) return -1;
  GIVE(outcome, REAL(fork)());
}

int pipe2(int ends[2], int flags) {
  const enum Outcome outcome = decide("pipe", "pipe:");
  if (outcome == fails) return -1;
  GIVE(outcome, REAL(pipe2)(ends, flags));
}

int memfd_create(const char* name, unsigned flags) {
  const enum Outcome outcome = decide("pipe", "pipe:");
  if (outcome == fails) return -1;
  GIVE(outcome, REAL(memfd_create)(name, flags));
}
