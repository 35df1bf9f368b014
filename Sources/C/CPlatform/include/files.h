#pragma once
#include <stddef.h>
#include <stdint.h>

// No <sys/types.h>: through it the module would claim types of the C library, and Swift files that import Glibc alone
// would no longer see their members.

// Linux calls and flags that need _GNU_SOURCE or have no wrapper in Debian 12's C library; all as the manual pages have
// them: -1 and errno on failure.

/// How much openat2 lets a path do: stay beneath the folder, follow no link of any kind.
extern const uint64_t photostead_resolve_strict;

/// openat2(2); the C library has no wrapper.
int photostead_openat2(int folder, const char *path, int flags, uint32_t mode, uint64_t resolve);

/// getdents64(2): raw directory records.
long photostead_read_records(int folder, void *buffer, size_t length);

/// renameat2(2) with RENAME_NOREPLACE: fails with EEXIST when the new name is taken.
int photostead_rename_new(int from_folder, const char *from, int to_folder, const char *to);

/// renameat2(2) with RENAME_EXCHANGE: both names exist, before and after; in between nothing can be seen.
int photostead_rename_exchange(int from_folder, const char *from, int to_folder, const char *to);

/// The mount an open file lies on, by statx(2); -1 = this kernel does not tell.
int64_t photostead_mount_id(int file);

/// `f_type` of fstatfs(2), whose header Swift's Glibc lacks; -1 and errno on failure.
int64_t photostead_file_system(int file);

/// copy_file_range(2) from an offset, which it moves on, to the current position.
long photostead_copy_range(int from, int64_t *offset, int to, size_t length);

/// Names of the extended attributes, each ended by NUL, as flistxattr(2).
long photostead_list_attributes(int file, char *names, size_t length);
long photostead_get_attribute(int file, const char *name, void *value, size_t length);
int photostead_set_attribute(int file, const char *name, const void *value, size_t length);
int photostead_remove_attribute(int file, const char *name);

/// fallocate(2) from the beginning; the C library's posix_fallocate writes every block where the file system cannot.
int photostead_allocate(int file, int64_t size);
