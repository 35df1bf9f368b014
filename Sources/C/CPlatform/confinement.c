#define _GNU_SOURCE
#include "confinement.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

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
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 0) return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : -1;
    /* Version 1 knows 13 rights, version 2 adds REFER, version 3 TRUNCATE. */
    struct landlock_ruleset_attr all = {.handled_access_fs = (1ULL << 13) - 1};
    if (version >= 2) all.handled_access_fs |= 1ULL << 13;
    if (version >= 3) all.handled_access_fs |= 1ULL << 14;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &all, sizeof all, 0);
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

