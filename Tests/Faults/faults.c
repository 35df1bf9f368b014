// A preload library for the fault suite: counts the calls that change files and lets the n-th one kill the process or
// fail. Both the wrappers of the C library and syscall(2) itself are covered.
//
//   PHOTOSTEAD_FAULT_AT    number of the call, from 1; absent or 0 = only count
//   PHOTOSTEAD_FAULT_KIND  kill (before the call), stop (SIGSTOP, until somebody continues it), enospc, eio,
//                          einval, exdev, short (half of a write), full (enospc from this call on)
//   PHOTOSTEAD_FAULT_PATH  only calls on paths that contain this text are counted
//   PHOTOSTEAD_FAULT_LOG   file that gets a line "NUMBER CALL PATH" for each counted call
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/xattr.h>
#include <unistd.h>

enum verdict { proceed, fail, halve };

static atomic_long counted;
static long (*real_syscall)(long, ...);

// Before the constructor of this library others may already call; so everything is looked up where it is needed.
static long raw(long number, long a, long b, long c, long d, long e, long f) {
    if (!real_syscall) real_syscall = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    return real_syscall(number, a, b, c, d, e, f);
}

static void describe(int folder, const char *path, char *text, size_t length) {
    size_t used = 0;
    text[0] = 0;
    if (!path || path[0] != '/') {
        char link[64];
        if (folder == AT_FDCWD) strcpy(link, "/proc/self/cwd");
        else snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        long count = raw(SYS_readlinkat, AT_FDCWD, (long)link, (long)text, (long)length - 1, 0, 0);
        used = count > 0 ? (size_t)count : 0;
        text[used] = 0;
    }
    if (path) snprintf(text + used, length - used, "%s%s", used ? "/" : "", path);
}

static void report(long number, const char *call, const char *path) {
    const char *log = getenv("PHOTOSTEAD_FAULT_LOG");
    if (!log) return;
    long file = raw(SYS_openat, AT_FDCWD, (long)log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600, 0, 0);
    if (file < 0) return;
    char line[8192];
    int count = snprintf(line, sizeof line, "%ld %s %s\n", number, call, path);
    raw(SYS_write, file, (long)line, count < (int)sizeof line ? count : (int)sizeof line - 1, 0, 0, 0);
    raw(SYS_close, file, 0, 0, 0, 0, 0);
}

// On a full disk names go and times change all the same.
static int is_growing(const char *call) {
    return strstr(call, "write") || strstr(call, "alloc") || strstr(call, "copy") || strstr(call, "send")
        || strstr(call, "open") || strstr(call, "creat") || strstr(call, "mkdir");
}

static enum verdict judge(const char *call, int folder, const char *path) {
    int before = errno;
    char text[4096 + 256];
    describe(folder, path, text, sizeof text);
    const char *filter = getenv("PHOTOSTEAD_FAULT_PATH");
    if (filter && !strstr(text, filter)) {
        errno = before;
        return proceed;
    }
    long number = atomic_fetch_add(&counted, 1) + 1;
    report(number, call, text);
    errno = before;
    const char *at = getenv("PHOTOSTEAD_FAULT_AT");
    const char *kind = getenv("PHOTOSTEAD_FAULT_KIND");
    if (at && kind && !strcmp(kind, "full") && atol(at) <= number && is_growing(call)) {
        errno = ENOSPC;
        return fail;
    }
    if (!at || atol(at) != number) return proceed;
    if (!kind || !strcmp(kind, "kill")) {
        raw(SYS_kill, raw(SYS_getpid, 0, 0, 0, 0, 0, 0), SIGKILL, 0, 0, 0, 0);
        for (;;) raw(SYS_pause, 0, 0, 0, 0, 0, 0);
    }
    if (!strcmp(kind, "stop")) raw(SYS_kill, raw(SYS_getpid, 0, 0, 0, 0, 0, 0), SIGSTOP, 0, 0, 0, 0);
    if (!strcmp(kind, "stop") || !strcmp(kind, "full")) return proceed;
    if (!strcmp(kind, "short")) return halve;
    errno = !strcmp(kind, "enospc") ? ENOSPC : !strcmp(kind, "einval") ? EINVAL : !strcmp(kind, "exdev") ? EXDEV : EIO;
    return fail;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define WRAP(type, name, parameters, arguments, folder, path)                                                          \
    type name parameters {                                                                                             \
        if (judge(#name, folder, path) == fail) return -1;                                                             \
        return REAL(name) arguments;                                                                                   \
    }

#define WRAP_WRITE(name, parameters, arguments, file, count)                                                           \
    ssize_t name parameters {                                                                                          \
        enum verdict verdict = judge(#name, file, NULL);                                                               \
        if (verdict == fail) return -1;                                                                                \
        if (verdict == halve && count > 1) count /= 2;                                                                 \
        return REAL(name) arguments;                                                                                   \
    }

WRAP_WRITE(write, (int file, const void *bytes, size_t count), (file, bytes, count), file, count)
WRAP_WRITE(pwrite, (int file, const void *bytes, size_t count, off_t at), (file, bytes, count, at), file, count)
WRAP_WRITE(pwrite64, (int file, const void *bytes, size_t count, off64_t at), (file, bytes, count, at), file, count)
WRAP_WRITE(writev, (int file, const struct iovec *parts, int count), (file, parts, count), file, count)
WRAP_WRITE(
    copy_file_range, (int from, off64_t *in, int file, off64_t *out, size_t count, unsigned flags),
    (from, in, file, out, count, flags), file, count)
WRAP_WRITE(sendfile, (int file, int from, off_t *at, size_t count), (file, from, at, count), file, count)
WRAP_WRITE(sendfile64, (int file, int from, off64_t *at, size_t count), (file, from, at, count), file, count)

WRAP(int, fsync, (int file), (file), file, NULL)
WRAP(int, fdatasync, (int file), (file), file, NULL)
WRAP(int, syncfs, (int file), (file), file, NULL)
WRAP(int, ftruncate, (int file, off_t size), (file, size), file, NULL)
WRAP(int, ftruncate64, (int file, off64_t size), (file, size), file, NULL)
WRAP(int, truncate, (const char *path, off_t size), (path, size), AT_FDCWD, path)
WRAP(int, truncate64, (const char *path, off64_t size), (path, size), AT_FDCWD, path)
WRAP(int, fallocate, (int file, int mode, off_t at, off_t size), (file, mode, at, size), file, NULL)
WRAP(int, fallocate64, (int file, int mode, off64_t at, off64_t size), (file, mode, at, size), file, NULL)
WRAP(int, rename, (const char *from, const char *to), (from, to), AT_FDCWD, to)
WRAP(int, renameat, (int f, const char *from, int t, const char *to), (f, from, t, to), t, to)
WRAP(int, renameat2, (int f, const char *from, int t, const char *to, unsigned flags), (f, from, t, to, flags), t, to)
WRAP(int, link, (const char *from, const char *to), (from, to), AT_FDCWD, to)
WRAP(int, linkat, (int f, const char *from, int t, const char *to, int flags), (f, from, t, to, flags), t, to)
WRAP(int, symlink, (const char *from, const char *to), (from, to), AT_FDCWD, to)
WRAP(int, symlinkat, (const char *from, int t, const char *to), (from, t, to), t, to)
WRAP(int, unlink, (const char *path), (path), AT_FDCWD, path)
WRAP(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), folder, path)
WRAP(int, rmdir, (const char *path), (path), AT_FDCWD, path)
WRAP(int, remove, (const char *path), (path), AT_FDCWD, path)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)
WRAP(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), folder, path)
WRAP(int, chmod, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)
WRAP(int, fchmod, (int file, mode_t mode), (file, mode), file, NULL)
WRAP(int, fchmodat, (int folder, const char *path, mode_t mode, int flags), (folder, path, mode, flags), folder, path)
WRAP(int, chown, (const char *path, uid_t user, gid_t group), (path, user, group), AT_FDCWD, path)
WRAP(int, lchown, (const char *path, uid_t user, gid_t group), (path, user, group), AT_FDCWD, path)
WRAP(int, fchown, (int file, uid_t user, gid_t group), (file, user, group), file, NULL)
WRAP(int, futimens, (int file, const struct timespec times[2]), (file, times), file, NULL)
WRAP(
    int, utimensat, (int folder, const char *path, const struct timespec times[2], int flags),
    (folder, path, times, flags), folder, path)
WRAP(
    int, setxattr, (const char *path, const char *name, const void *value, size_t count, int flags),
    (path, name, value, count, flags), AT_FDCWD, path)
WRAP(
    int, fsetxattr, (int file, const char *name, const void *value, size_t count, int flags),
    (file, name, value, count, flags), file, NULL)
WRAP(int, removexattr, (const char *path, const char *name), (path, name), AT_FDCWD, path)
WRAP(int, fremovexattr, (int file, const char *name), (file, name), file, NULL)

// posix_fallocate gives the error back instead of setting errno.
int posix_fallocate(int file, off_t at, off_t size) {
    if (judge("posix_fallocate", file, NULL) == fail) return errno;
    return REAL(posix_fallocate)(file, at, size);
}

// Opening changes something only where it may make or cut a file.
static int is_changing(int flags) { return (flags & (O_CREAT | O_TRUNC)) || (flags & O_TMPFILE) == O_TMPFILE; }

#define MODE_OF(flags)                                                                                                 \
    mode_t mode = 0;                                                                                                   \
    if (is_changing(flags)) {                                                                                          \
        va_list rest;                                                                                                  \
        va_start(rest, flags);                                                                                         \
        mode = va_arg(rest, mode_t);                                                                                   \
        va_end(rest);                                                                                                  \
    }

#define WRAP_OPEN(name)                                                                                                \
    int name(const char *path, int flags, ...) {                                                                       \
        MODE_OF(flags)                                                                                                 \
        if (is_changing(flags) && judge(#name, AT_FDCWD, path) == fail) return -1;                                     \
        return REAL(name)(path, flags, mode);                                                                          \
    }

#define WRAP_OPENAT(name)                                                                                              \
    int name(int folder, const char *path, int flags, ...) {                                                           \
        MODE_OF(flags)                                                                                                 \
        if (is_changing(flags) && judge(#name, folder, path) == fail) return -1;                                       \
        return REAL(name)(folder, path, flags, mode);                                                                  \
    }

WRAP_OPEN(open)
WRAP_OPEN(open64)
WRAP_OPENAT(openat)
WRAP_OPENAT(openat64)
WRAP(int, creat, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)
WRAP(int, creat64, (const char *path, mode_t mode), (path, mode), AT_FDCWD, path)

static enum verdict judge_syscall(long number, const long *a) {
    switch (number) {
    case SYS_openat2: {
        const struct open_how *how = (const struct open_how *)a[2];
        return is_changing((int)how->flags) ? judge("openat2", (int)a[0], (const char *)a[1]) : proceed;
    }
    case SYS_openat: return is_changing((int)a[2]) ? judge("openat", (int)a[0], (const char *)a[1]) : proceed;
    case SYS_renameat:
    case SYS_renameat2: return judge("renameat2", (int)a[2], (const char *)a[3]);
    case SYS_linkat: return judge("linkat", (int)a[2], (const char *)a[3]);
    case SYS_unlinkat: return judge("unlinkat", (int)a[0], (const char *)a[1]);
    case SYS_mkdirat: return judge("mkdirat", (int)a[0], (const char *)a[1]);
    case SYS_copy_file_range: return judge("copy_file_range", (int)a[2], NULL);
    case SYS_write:
    case SYS_pwrite64: return judge("write", (int)a[0], NULL);
    case SYS_fsync:
    case SYS_fdatasync:
    case SYS_syncfs: return judge("fsync", (int)a[0], NULL);
    case SYS_ftruncate:
    case SYS_fallocate: return judge("ftruncate", (int)a[0], NULL);
    default: return proceed;
    }
}

long syscall(long number, ...) {
    long a[6];
    va_list rest;
    va_start(rest, number);
    for (int index = 0; index < 6; index++) a[index] = va_arg(rest, long);
    va_end(rest);
    if (judge_syscall(number, a) == fail) return -1;
    return raw(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
