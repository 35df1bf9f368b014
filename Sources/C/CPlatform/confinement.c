#define _GNU_SOURCE
#include "confinement.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* As landlock(7) of later kernels than Debian 12's headers have it; older kernels accept zeros they do not know. */
struct rules {
    uint64_t files, network, scopes;
};

long photostead_landlock_version(void) {
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

/* Forbids everything this kernel can forbid. */
static int forbid_all(long version) {
    /* Version 1 knows 13 rights, 2 adds REFER, 3 TRUNCATE, 5 IOCTL_DEV. */
    struct rules all = {.files = (1ULL << 13) - 1};
    if (version >= 2) all.files |= 1ULL << 13;
    if (version >= 3) all.files |= 1ULL << 14;
    if (version >= 5) all.files |= 1ULL << 15;
    /* TCP: to bind and to connect; then abstract sockets and signals of processes outside. */
    if (version >= 4) all.network = 3;
    if (version >= 6) all.scopes = 3;
    return (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
}

static int allow_reading(int rules, const char *folder) {
    struct landlock_path_beneath_attr below = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE};
    below.parent_fd = open(folder, O_PATH | O_CLOEXEC);
    if (below.parent_fd < 0) return errno == ENOENT ? 0 : -1;
    int result = (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
    close(below.parent_fd);
    return result;
}

int photostead_confine_to_reading(const char *const *folders, int count) {
    long version = photostead_landlock_version();
    if (version < 0) return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -1;
    int rules = forbid_all(version);
    if (rules < 0) return -1;
    int result = 0;
    for (int i = 0; i < count && result == 0; i++) result = allow_reading(rules, folders[i]);
    if (result == 0) result = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (result == 0) result = (int)syscall(SYS_landlock_restrict_self, rules, 0);
    int code = errno;
    close(rules);
    errno = code;
    return result == 0 ? 1 : -1;
}

static int allow_writing(int rules, int folder, long version) {
    struct landlock_path_beneath_attr below = {
        .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_WRITE_FILE |
                          LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG,
        .parent_fd = folder};
    if (version >= 3) below.allowed_access |= 1ULL << 14;
    return (int)syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &below, 0);
}

int photostead_make_rules(const char *const *readable, int count, int writable) {
    long version = photostead_landlock_version();
    if (version < 0) return -1;
    int rules = forbid_all(version);
    if (rules < 0) return -1;
    int result = allow_writing(rules, writable, version);
    for (int i = 0; i < count && result == 0; i++) result = allow_reading(rules, readable[i]);
    if (result == 0) return rules;
    int code = errno;
    close(rules);
    errno = code;
    return -1;
}

int photostead_allow_process_seconds(int process, uint64_t seconds) {
    clockid_t clock;
    struct timespec used;
    struct rlimit both;
    int code = clock_getcpuclockid(process, &clock);
    if (code != 0) return code;
    if (clock_gettime(clock, &used) != 0 || prlimit(process, RLIMIT_CPU, NULL, &both) != 0) return errno;
    both.rlim_cur = (rlim_t)used.tv_sec + 2 + seconds;
    return prlimit(process, RLIMIT_CPU, &both, NULL) == 0 ? 0 : errno;
}

static int limit(__rlimit_resource_t resource, uint64_t value) {
    struct rlimit both = {value, value};
    return setrlimit(resource, &both) == 0 ? 0 : errno;
}

int photostead_limit_memory(uint64_t bytes) { return limit(RLIMIT_AS, bytes); }

int photostead_limit_file_size(uint64_t bytes) { return limit(RLIMIT_FSIZE, bytes); }

int photostead_limit_descriptors(uint64_t count) { return limit(RLIMIT_NOFILE, count); }

int photostead_allow_seconds(uint64_t seconds) {
    struct rusage used;
    struct rlimit both;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &both) != 0) return errno;
    both.rlim_cur = (rlim_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) + 2 + seconds;
    return setrlimit(RLIMIT_CPU, &both) == 0 ? 0 : errno;
}

