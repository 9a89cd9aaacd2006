/* Stands between the program and the system: counts the calls that touch one folder, and lets one of them go wrong.
 *
 * Loaded with LD_PRELOAD. What to do is said by `shim_arm` from inside the process, or, for whole programs, by a file:
 *
 *   SHIM_FOLDER   calls on files in this folder (an absolute path without links) are counted, all others pass
 *   SHIM_WHILE    while this file exists, calls that need room or write permission fail with the error number in it
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum { PASS, KILL_BEFORE, KILL_AFTER, KILL_HALFWAY, FAIL, FAIL_HALFWAY, SHORT, NO_LINKS };
enum { MOST_CALLS = 4096, MOST_FILES = 4096, NAME = 12 };

/* Shared with the children, so that the parent can read how far one came that was killed. */
static struct shared {
    int at, action, error, onward, calls, fired, links_refused;
    char names[MOST_CALLS][NAME];
    char failed[MOST_CALLS];
} *now;

static char folder[PATH_MAX];
static size_t folder_length;
static char while_file[PATH_MAX];
static char ours[MOST_FILES];

__attribute__((constructor)) static void begin(void) {
    now = mmap(NULL, sizeof *now, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (now == MAP_FAILED) abort();
    const char *named = getenv("SHIM_FOLDER");
    if (named != NULL) snprintf(folder, sizeof folder, "%s", named);
    folder_length = strlen(folder);
    named = getenv("SHIM_WHILE");
    if (named != NULL) snprintf(while_file, sizeof while_file, "%s", named);
}

/* Counting begins anew; `at` counts from 1, 0 lets everything pass. */
void shim_arm(const char *where, int at, int action, int error, int onward, int links_refused) {
    snprintf(folder, sizeof folder, "%s", where);
    folder_length = strlen(folder);
    memset(ours, 0, sizeof ours);
    memset(now, 0, sizeof *now);
    now->at = at;
    now->action = action;
    now->error = error;
    now->onward = onward;
    now->links_refused = links_refused;
}

void shim_disarm(void) { folder_length = 0; }
int shim_calls(void) { return now->calls; }
int shim_fired(void) { return now->fired; }
int shim_failed(int n) { return now->failed[n]; }
const char *shim_name(int n) { return now->names[n]; }

#define REAL(result, name, ...)                                       \
    static result (*real)(__VA_ARGS__);                               \
    if (real == NULL) real = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

static int in_folder(const char *path) {
    return strncmp(path, folder, folder_length) == 0 && (path[folder_length] == '/' || path[folder_length] == 0);
}

static int touches(int at_folder, const char *path) {
    char here[PATH_MAX];
    if (folder_length == 0 || path == NULL) return 0;
    if (path[0] == '/') return in_folder(path);
    if (at_folder != AT_FDCWD) return at_folder >= 0 && at_folder < MOST_FILES && ours[at_folder];
    return syscall(SYS_getcwd, here, sizeof here) > 0 && in_folder(here);
}

static int is_ours(int file) { return folder_length != 0 && file >= 0 && file < MOST_FILES && ours[file]; }

static void die(void) {
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;) pause();
}

/* While the disk is full or the folder read-only, what the file says; 0 otherwise. */
static int bad_times(int changes) {
    char text[16] = {0};
    if (while_file[0] == 0 || !changes) return 0;
    long file = syscall(SYS_openat, AT_FDCWD, while_file, O_RDONLY | O_CLOEXEC, 0);
    if (file < 0) return 0;
    syscall(SYS_read, file, text, sizeof text - 1);
    syscall(SYS_close, file);
    return atoi(text);
}

struct turn { int action, error; };

/* One call more; what shall become of it. */
static struct turn count(const char *name, int changes) {
    struct turn turn = {PASS, 0};
    int n = __sync_add_and_fetch(&now->calls, 1);
    if (n < MOST_CALLS) {
        snprintf(now->names[n], NAME, "%s", name);
        if (n == now->at || (now->onward && now->at != 0 && n > now->at)) {
            now->fired = 1;
            turn.action = now->action;
            turn.error = now->error;
        } else if (bad_times(changes)) {
            turn.action = FAIL;
            turn.error = bad_times(changes);
        }
        if (turn.action == FAIL || turn.action == FAIL_HALFWAY) now->failed[n] = 1;
    }
    if (turn.action == KILL_BEFORE) die();
    return turn;
}

#define FAILED(turn) ((turn).action == FAIL && ((errno = (turn).error), 1))
#define AFTER(turn)                                      \
    do {                                                 \
        if ((turn).action == KILL_AFTER) die();          \
    } while (0)

/* A call that does what it does at once: it happens or it does not. */
#define AT_ONCE(result, name, mine, changes, failed, types, names) \
    result name types {                                            \
        static result(*real) types;                                \
        if (real == NULL) real = (result(*) types)dlsym(RTLD_NEXT, #name); \
        if (!(mine)) return real names;                            \
        struct turn turn = count(#name, changes);                  \
        if (FAILED(turn)) return failed;                           \
        result answer = real names;                                \
        AFTER(turn);                                               \
        return answer;                                             \
    }

static int opened(int file) {
    if (file >= 0 && file < MOST_FILES) ours[file] = 1;
    return file;
}

#define OPEN(name)                                                                      \
    int name(const char *path, int flags, ...) {                                        \
        REAL(int, #name, const char *, int, ...);                                       \
        va_list rest;                                                                   \
        va_start(rest, flags);                                                          \
        mode_t mode = va_arg(rest, mode_t);                                             \
        va_end(rest);                                                                   \
        if (!touches(AT_FDCWD, path)) {                                                 \
            int file = real(path, flags, mode);                                         \
            if (file >= 0 && file < MOST_FILES) ours[file] = 0;                         \
            return file;                                                                \
        }                                                                               \
        struct turn turn = count("open", (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0); \
        if (FAILED(turn)) return -1;                                                    \
        int file = opened(real(path, flags, mode));                                     \
        AFTER(turn);                                                                    \
        return file;                                                                    \
    }

#define OPENAT(name)                                                                    \
    int name(int at_folder, const char *path, int flags, ...) {                         \
        REAL(int, #name, int, const char *, int, ...);                                  \
        va_list rest;                                                                   \
        va_start(rest, flags);                                                          \
        mode_t mode = va_arg(rest, mode_t);                                             \
        va_end(rest);                                                                   \
        if (!touches(at_folder, path)) {                                                \
            int file = real(at_folder, path, flags, mode);                              \
            if (file >= 0 && file < MOST_FILES) ours[file] = 0;                         \
            return file;                                                                \
        }                                                                               \
        struct turn turn = count("open", (flags & (O_CREAT | O_WRONLY | O_RDWR)) != 0); \
        if (FAILED(turn)) return -1;                                                    \
        int file = opened(real(at_folder, path, flags, mode));                          \
        AFTER(turn);                                                                    \
        return file;                                                                    \
    }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

/* Half of the bytes reach the file, then whatever was asked for. */
ssize_t write(int file, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    if (!is_ours(file)) return real(file, bytes, length);
    struct turn turn = count("write", 1);
    if (FAILED(turn)) return -1;
    if (turn.action == KILL_HALFWAY || turn.action == FAIL_HALFWAY || turn.action == SHORT) {
        ssize_t written = real(file, bytes, length > 1 ? length / 2 : length);
        if (turn.action == KILL_HALFWAY) die();
        if (turn.action == SHORT) return written;
        errno = turn.error;
        return -1;
    }
    ssize_t written = real(file, bytes, length);
    AFTER(turn);
    return written;
}

/* Closes even where it fails, as the system does. */
int close(int file) {
    REAL(int, "close", int);
    if (!is_ours(file)) return real(file);
    struct turn turn = count("close", 0);
    ours[file] = 0;
    int answer = real(file);
    AFTER(turn);
    return FAILED(turn) ? -1 : answer;
}

static int linked(struct turn turn, int answer) {
    AFTER(turn);
    return answer;
}

int linkat(int from, const char *old, int to, const char *new, int flags) {
    REAL(int, "linkat", int, const char *, int, const char *, int);
    if (!touches(from, old) && !touches(to, new)) return real(from, old, to, new, flags);
    struct turn turn = count("link", 1);
    if (FAILED(turn)) return -1;
    if (now->links_refused) {
        errno = EPERM;
        return linked(turn, -1);
    }
    return linked(turn, real(from, old, to, new, flags));
}

int link(const char *old, const char *new) { return linkat(AT_FDCWD, old, AT_FDCWD, new, 0); }

AT_ONCE(ssize_t, read, is_ours(file), 0, -1, (int file, void *bytes, size_t length), (file, bytes, length))
AT_ONCE(int, fsync, is_ours(file), 1, -1, (int file), (file))
AT_ONCE(int, fdatasync, is_ours(file), 1, -1, (int file), (file))
AT_ONCE(int, flock, is_ours(file), 0, -1, (int file, int how), (file, how))
AT_ONCE(int, fchmod, is_ours(file), 1, -1, (int file, mode_t mode), (file, mode))
AT_ONCE(int, fchown, is_ours(file), 1, -1, (int file, uid_t user, gid_t group), (file, user, group))
AT_ONCE(int, ftruncate, is_ours(file), 1, -1, (int file, off_t length), (file, length))
AT_ONCE(int, ftruncate64, is_ours(file), 1, -1, (int file, off64_t length), (file, length))
AT_ONCE(int, rename, touches(AT_FDCWD, old) || touches(AT_FDCWD, new), 1, -1, (const char *old, const char *new),
        (old, new))
AT_ONCE(int, renameat, touches(from, old) || touches(to, new), 1, -1,
        (int from, const char *old, int to, const char *new), (from, old, to, new))
AT_ONCE(int, unlink, touches(AT_FDCWD, path), 0, -1, (const char *path), (path))
AT_ONCE(int, unlinkat, touches(at, path), 0, -1, (int at, const char *path, int flags), (at, path, flags))
AT_ONCE(int, mkdir, touches(AT_FDCWD, path), 1, -1, (const char *path, mode_t mode), (path, mode))
AT_ONCE(int, access, touches(AT_FDCWD, path), 0, -1, (const char *path, int how), (path, how))
AT_ONCE(int, faccessat, touches(at, path), 0, -1, (int at, const char *path, int how, int flags),
        (at, path, how, flags))
AT_ONCE(DIR *, opendir, touches(AT_FDCWD, path), 0, NULL, (const char *path), (path))
AT_ONCE(int, stat, touches(AT_FDCWD, path), 0, -1, (const char *path, struct stat *found), (path, found))
AT_ONCE(int, stat64, touches(AT_FDCWD, path), 0, -1, (const char *path, struct stat64 *found), (path, found))
AT_ONCE(int, lstat, touches(AT_FDCWD, path), 0, -1, (const char *path, struct stat *found), (path, found))
AT_ONCE(int, lstat64, touches(AT_FDCWD, path), 0, -1, (const char *path, struct stat64 *found), (path, found))
AT_ONCE(int, fstat, is_ours(file), 0, -1, (int file, struct stat *found), (file, found))
AT_ONCE(int, fstat64, is_ours(file), 0, -1, (int file, struct stat64 *found), (file, found))
AT_ONCE(int, fstatat, touches(at, path), 0, -1, (int at, const char *path, struct stat *found, int flags),
        (at, path, found, flags))
AT_ONCE(int, fstatat64, touches(at, path), 0, -1, (int at, const char *path, struct stat64 *found, int flags),
        (at, path, found, flags))
