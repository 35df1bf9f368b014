#pragma once
#include <stdint.h>

/// Forbids this process and its children every file but those below the given folders, which stay readable
/// (Landlock: Swift has neither the system calls nor their structures). Also forbids new privileges.
///
/// Returns 1 = confined, 0 = this kernel has no Landlock, -1 = errno says why it failed.
int photostead_confine_to_reading(const char *const *folders, int count);

/// Version of Landlock that this kernel has; -1 = none.
long photostead_landlock_version(void);

/// Rules for a process that is to be started: it reads what is below the given folders, and reads and writes files in
/// one open folder. Returns a descriptor, or -1 with errno: ENOSYS or EOPNOTSUPP = this kernel has no Landlock.
int photostead_make_rules(const char *const *readable, int count, int writable);

/// Lets another process of ours compute that many seconds more before the kernel ends it. Returns 0 or errno.
int photostead_allow_process_seconds(int process, uint64_t seconds);

/// Sets the soft and hard limit of a resource; RLIMIT_* are an enum that Swift imports with another type.
/// Returns 0 or errno.
int photostead_limit_memory(uint64_t bytes);
int photostead_limit_file_size(uint64_t bytes);
int photostead_limit_descriptors(uint64_t count);

/// Lets this process compute that many seconds more before the kernel kills it. Returns 0 or errno.
int photostead_allow_seconds(uint64_t seconds);

