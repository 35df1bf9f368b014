#define _GNU_SOURCE
#include "files.h"
#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/xattr.h>
#include <unistd.h>

const uint64_t photostead_resolve_strict = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_SYMLINKS;

int photostead_openat2(int folder, const char *path, int flags, mode_t mode, uint64_t resolve) {
    struct open_how how = {.flags = (uint64_t)flags, .mode = mode, .resolve = resolve};
    return (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
}

ssize_t photostead_read_records(int folder, void *buffer, size_t length) {
    return getdents64(folder, buffer, length);
}

int photostead_rename_new(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, RENAME_NOREPLACE);
}

int photostead_rename_exchange(int from_folder, const char *from, int to_folder, const char *to) {
    return renameat2(from_folder, from, to_folder, to, RENAME_EXCHANGE);
}

int64_t photostead_mount_id(int file) {
    struct statx status;
    if (statx(file, "", AT_EMPTY_PATH, STATX_MNT_ID, &status) != 0) return -1;
    return status.stx_mask & STATX_MNT_ID ? (int64_t)status.stx_mnt_id : -1;
}

ssize_t photostead_copy_range(int from, int64_t *offset, int to, size_t length) {
    return copy_file_range(from, offset, to, NULL, length, 0);
}

ssize_t photostead_list_attributes(int file, char *names, size_t length) { return flistxattr(file, names, length); }

ssize_t photostead_get_attribute(int file, const char *name, void *value, size_t length) {
    return fgetxattr(file, name, value, length);
}

int photostead_set_attribute(int file, const char *name, const void *value, size_t length) {
    return fsetxattr(file, name, value, length, 0);
}

int photostead_remove_attribute(int file, const char *name) { return fremovexattr(file, name); }

int photostead_allocate(int file, int64_t size) { return fallocate(file, 0, 0, size); }

int64_t photostead_file_system(int file) {
    struct statfs raw;
    return fstatfs(file, &raw) == 0 ? (int64_t)raw.f_type : -1;
}
