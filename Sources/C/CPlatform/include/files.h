#pragma once
#include <stdint.h>
#include <sys/types.h>

// Linux calls and flags that need _GNU_SOURCE or have no wrapper in Debian 12's C library; all as the manual pages have
// them: -1 and errno on failure.

/// How much openat2 lets a path do: stay beneath the folder, follow no link of any kind.
extern const uint64_t photostead_resolve_strict;

/// openat2(2); the C library has no wrapper.
int photostead_openat2(int folder, const char *path, int flags, mode_t mode, uint64_t resolve);

/// getdents64(2): raw directory records.
ssize_t photostead_read_records(int folder, void *buffer, size_t length);

/// renameat2(2) with RENAME_NOREPLACE: fails with EEXIST when the new name is taken.
int photostead_rename_new(int from_folder, const char *from, int to_folder, const char *to);

/// copy_file_range(2) at the two current positions.
ssize_t photostead_copy_range(int from, int to, size_t length);

/// Names of the extended attributes, each ended by NUL, as flistxattr(2).
ssize_t photostead_list_attributes(int file, char *names, size_t length);
ssize_t photostead_get_attribute(int file, const char *name, void *value, size_t length);
int photostead_set_attribute(int file, const char *name, const void *value, size_t length);
int photostead_remove_attribute(int file, const char *name);
