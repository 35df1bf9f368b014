#pragma once
#include <stddef.h>
#include <stdint.h>

// No <sys/types.h>: through it the module would claim types of the C library, and Swift files that import Glibc alone
// would no longer see their members.

/// What a new process gets. Pointers stay the caller's.
struct photostead_launch {
    const char *executable;
    char *const *arguments;
    char *const *environment;
    /// NULL = the caller's.
    const char *directory;
    /// Descriptor `sources[i]` becomes number i in the child; -1 = /dev/null. All others are closed. At most 16.
    const int *sources;
    size_t source_count;
    /// Of photostead_make_rules; -1 = none.
    int rules;
    /// Bytes of address space and of any file written, and open descriptors, which nothing can raise again; 0 = as ours.
    uint64_t memory, file_size, descriptors;
};

/// Starts a process in a group of its own that dies with the calling *thread*. vfork, because posix_spawn knows no
/// PR_SET_PDEATHSIG; between vfork and exec only async-signal-safe calls are allowed, which Swift cannot promise.
///
/// Returns 0 and the process id, or an errno value.
int photostead_launch(const struct photostead_launch *launch, int *process);

/// pidfd_open, which Swift's Glibc lacks. Returns a descriptor or -1 with errno.
int photostead_open_process(int process);

/// Sends bytes with descriptors (SCM_RIGHTS); the CMSG macros cannot be called from Swift.
long photostead_send(int socket, const void *bytes, size_t count, const int *descriptors, size_t descriptor_count);

/// Receives bytes and at most `*descriptor_count` descriptors (close-on-exec); sets `*descriptor_count`.
/// More descriptors than that are closed and answered with EMSGSIZE.
long photostead_receive(int socket, void *bytes, size_t capacity, int *descriptors, size_t *descriptor_count);

/// A pair of stream sockets or a pipe, close-on-exec (pipe2 and SOCK_CLOEXEC are not in Swift's Glibc). 0 or errno.
int photostead_socket_pair(int ends[2]);
int photostead_pipe(int ends[2]);

/// The parts of a status of waitpid: the exit code, or -1; and the signal, or 0. Macros in C.
int photostead_exit_code(int status);
int photostead_exit_signal(int status);
